"""A source from a link of the article, by keyboard alone; and the pages of sources in both colours and two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck import jobs
from factcheck.core.extracting import extract
from factcheck.desk import archiving, correcting, intake
from factcheck.records import Role
from tests import builders as build
from tests.browser import stage
from tests.browser.stage import clean, comes_to, focused, sign_in, tab_to
from tests.core.test_copies import EDITED, REPORT

pytestmark = pytest.mark.browser

WORDS = "The city has replaced every lead pipe"
MARKDOWN = (
    f"# Pipes\n\n{WORDS}, [the register]({stage.REGISTER}) says. The vote was [put off](https://post.example/v).\n"
)
LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture
def claim(database: Database) -> int:
    """A claim in whose sentence the article links to the register."""
    document = intake.read_file("pipes.md", MARKDOWN.encode(), extract=extract, url="https://post.example/pipes")
    draft = build.draft(document.snapshot.text, WORDS, f"{WORDS}.")
    split = build.Splitting("hand", "1", "en", (draft,))
    by = build.person(database, "ada")
    intake.add_article(database, document, intake.Details(), split, by=by, now=build.NOW)
    return 1


def test_a_link_becomes_a_source_and_its_passage_evidence_by_keyboard_alone(
    open_browser: Callable[..., Page], link: Callable[[str, Role], str], working: jobs.Worker, claim: int
) -> None:
    page = open_browser()
    sign_in(page, link("ada", Role.CHECKER))
    page.goto(page.url.split("/desk")[0] + f"/desk/claims/{claim}/source")
    tab_to(page, "Add source")
    page.keyboard.press("j")
    assert focused(page).split() == ["Fetch", "the", "register"]
    page.keyboard.press("Enter")
    comes_to(page, r"/desk/sources/1\?claim=1$")
    page.keyboard.press("j")
    page.keyboard.press("r")
    comes_to(page, r"/desk/claims/1#evidence-1$")
    expect(page.locator(".passage", has_text="340 lead pipes")).to_be_visible()
    page.keyboard.press("s")
    comes_to(page, r"/desk/claims/1/source$")
    expect(page.get_by_role("link", name="Kept as source 1")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_of_sources_hold_against_axe_and_fit(
    app: Flask,
    database: Database,
    open_browser: Callable[..., Page],
    link: Callable[[str, Role], str],
    claim: int,
    width: int,
    scheme: str,
) -> None:
    app.extensions["factcheck.archive"] = True
    ada = build.person(database, "ada")
    for text in (REPORT, EDITED):
        build.attach(database, claim, text[:40], text=text, primary=False)
    correcting.source(database, 1, 1, correcting.Said("Register", origin="North Wire"), by=ada, now=build.NOW)
    archiving.ask(database, 1, by=ada, now=build.NOW)
    page = open_browser(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, link("ada", Role.CHECKER))
    site = page.url.split("/desk")[0]
    for path in ("claims/1/source", "articles/1", "sources/1?claim=1", "sources/2?claim=1", "claims/1"):
        page.goto(f"{site}/desk/{path}")
        page.evaluate("for (const one of document.querySelectorAll('details.more')) one.open = true")
        clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
