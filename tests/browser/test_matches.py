"""Known claims in a real browser: a match is confirmed and taken back by hand, and the panels hold against axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck.desk import importing, matching
from factcheck.records import Role
from tests import builders as build
from tests.browser.stage import clean, comes_to, sign_in
from tests.core.test_taking import CLEAN
from tests.desk.test_matching import again

pytestmark = pytest.mark.browser

LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture
def known(database: Database) -> None:
    """Two public articles that make the same claims, a verdict on one, and a check of another desk."""
    build.article(database, public=True)
    build.verdict(database, 1, "false")
    again(database)
    check = {**CLEAN, "claimReviewed": "The waterworks of Harbour has 190 employees"}
    list(importing.take_in(database, importing.nodes_of([check]), source="f", by=None, clock=lambda: build.NOW))
    matching.look_up(database, [build.elsewhere(database, "The waterworks of Harbour has 190 employees.")])


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_match_is_confirmed_and_taken_back_on_pages_that_hold_against_axe_and_fit(
    open_browser: Callable[..., Page], link: Callable[[str, Role], str], width: int, scheme: str
) -> None:
    page = open_browser(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, link("eve", Role.EDITOR))
    site = page.url.split("/desk")[0]

    def look(path: str) -> None:
        page.goto(f"{site}/{path}")
        clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    look("desk/articles/2")
    look("desk/articles/2/beside/1")
    look("desk/claims/7")
    look("desk/claims/5")
    page.get_by_role("button", name="It is the same claim").first.click()
    comes_to(page, "/desk/claims/5#known$")
    expect(page.get_by_text("This claim is an appearance of:")).to_be_visible()
    look("desk/claims/5")
    look("desk/claims/1")
    look("claims/1")
    look("articles/2")
    page.goto(f"{site}/desk/claims/5")
    page.get_by_role("button", name="Take it back").first.click()
    expect(page.get_by_text("This claim is an appearance of:")).to_have_count(0)
