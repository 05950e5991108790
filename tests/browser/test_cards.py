"""Evidence cards in a real browser: chosen, moved and taken back by keys alone, annotated, clean for axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck.records import Role
from factcheck.store import sources
from tests import builders as build
from tests.browser.stage import clean, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_cards_are_ordered_by_keys_and_say_what_they_do_not_show(
    link: Callable[[str, Role], str], open_browser: Callable[..., Page], database: Database, width: int
) -> None:
    build.article(database)
    for words in ("All values are yearly means.", "The city ranked twelfth", "The register is kept since 1990."):
        build.attach(database, 1, words)
    page = open_browser(viewport={"width": width, "height": 900})
    sign_in(page, link("cleo", Role.CHECKER))
    page.goto(page.url.split("/desk")[0] + "/desk/claims/1")
    order = page.locator("li.evidence")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("K")
    expect(order.first).to_have_id("evidence-2")
    page.wait_for_load_state()
    page.keyboard.press("J")
    expect(order.nth(1)).to_have_id("evidence-2")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(order.first).to_have_id("evidence-2")
    assert [one.id for one in sources.evidence_on(database, 1)] == [2, 1, 3]
    order.first.get_by_text("Say what it does not show").click()
    order.first.get_by_label("What this does not show").fill("It says nothing of taste.")
    clean(page)
    order.first.get_by_role("button", name="Save").click()
    expect(page.locator("#evidence-2 .not-shown")).to_contain_text("It says nothing of taste.")
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
