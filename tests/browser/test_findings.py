"""Findings in a real browser: counted beside the text once the worker has compared, and set out on the claim's page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck import jobs
from factcheck.records import Role
from tests import builders as build
from tests.browser.stage import clean, comes_to, sign_in

pytestmark = pytest.mark.browser

REGISTER = "The register is public. The waterworks has 190 employees in three houses."


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_worker_compares_and_the_counts_lead_to_both_pieces_of_words(
    working: jobs.Worker,
    link: Callable[[str, Role], str],
    open_browser: Callable[..., Page],
    database: Database,
    width: int,
    scheme: str,
) -> None:
    build.article(database)
    build.attach(database, 2, "The waterworks has 190 employees in three houses.", text=REGISTER)
    working.wake()
    page = open_browser(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, link("cleo", Role.CHECKER))
    page.goto(page.url.split("/desk")[0] + "/desk/articles/1")
    counted = page.locator(".counted")
    while not counted.count():
        page.reload()
    clean(page)
    if width < 1000:
        page.locator("details.notes", has=counted).locator("summary").first.click()
    counted.click()
    comes_to(page, "/desk/claims/2#evidence$")
    expect(page.locator(".finding mark")).to_have_text(["212", "190"])
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
