"""The reader's pages in a real browser: at three widths, light and dark, by keyboard, without script, on paper."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlite_utils import Database

from factcheck.records import Correction, Stance
from tests import builders

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("FACTCHECK_PICTURES")
"""A folder to keep pictures of the pages in, for a person to look at."""

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
ARABIC = f"قال الوزير إن الميناء يعالج ثلث تجارة البلاد. {LONG}"
PAGES = {
    "home": "/",
    "search": "/?q=city",
    "nothing": "/?q=zebra",
    "article": "/articles/1",
    "arabic": "/articles/2",
    "verdict": "/claims/1",
    "elsewhere": "/claims/5",
    "arabic-verdict": "/claims/4",
}


@pytest.fixture
def site(database: Database, served: str) -> str:
    """The address of a site with two public articles and four verdicts, one corrected, one of long words."""
    builders.article(database)
    builders.verdict(database, 1, "mostly-false", reason="Eleven of 41 cities had lower values.")
    builders.record(
        database,
        1,
        "false",
        "Eleven of 40 cities had lower values.",
        "- One\n- *Two*",
        correction=Correction.MINOR,
        note="40, not 41.",
    )
    builders.publish(database, 1)
    words = "الميناء يعالج ثلث تجارة البلاد"
    drafts = [builders.draft(ARABIC, words, f"{words}.", "الوزير")]
    builders.article(database, ARABIC, drafts, title="الميناء والتجارة", language="ar", url=f"https://x.example/{LONG}")
    builders.attach(database, 4, ARABIC, Stance.SUPPORTS, text=ARABIC, title=LONG, url=f"https://x.example/{'y' * 300}")
    builders.record(database, 4, "true", reason=f"Yes: {LONG}")
    builders.publish(database, 4)
    builders.verdict(database, builders.elsewhere(database), "missing-context")
    return served


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(color_scheme=request.param)
    page = context.new_page()
    page.scheme = request.param
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_at_every_width(site: str, page: Page, name: str) -> None:
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.goto(site + PAGES[name])
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{page.scheme}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than {width}"
        result = Axe().run(page)
        assert result.violations_count == 0, f"{name} at {width}:\n{result.generate_report()}"
    assert not trouble


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_without_script_a_reader_gets_from_the_search_to_the_sources(site: str, plain: Page) -> None:
    plain.goto(site)
    plain.get_by_label("Search verdicts and articles").fill("waterworks")
    plain.get_by_role("button", name="Search").click()
    plain.get_by_role("link", name="City’s water is the cleanest, mayor says").click()
    assert not plain.locator("#note-1").is_visible()
    plain.get_by_text("False, 1 claim not checked").click()
    plain.locator("#note-1 a").click()
    assert plain.url.endswith("/claims/1-harbours-water-is-the-cleanest")
    assert plain.get_by_role("link", name="Register of Drinking Water").get_attribute("href").startswith("https://")
    plain.get_by_text("What “False” means").click()
    assert plain.get_by_text("The statement is not accurate.").is_visible()


def test_a_keyboard_reaches_a_verdict_and_its_definition(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/articles/1")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    reached = []
    while "/claims/" not in (page.locator(":focus").get_attribute("href") or ""):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").inner_text())
        assert len(reached) < 20, reached
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/1-*")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().startswith("What “False” means"):
            break
    page.keyboard.press("Enter")
    assert page.get_by_text("The statement is not accurate.").is_visible()
    page.go_back()
    page.wait_for_url("**/articles/1#main")
    page.close()


def test_a_note_stands_beside_its_words(site: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/articles/1")
    places = page.evaluate("['.claim', '#note-1'].map(s => document.querySelector(s).getBoundingClientRect().toJSON())")
    assert abs(places[0]["top"] - places[1]["top"]) < 20
    assert places[1]["left"] > places[0]["right"]
    page.close()


def test_each_script_stands_at_its_own_side(site: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site}/claims/4")
    sides = page.evaluate(
        """() => { const range = document.createRange(); return ['h1 q', '.verdict-word'].map(s => {
            range.selectNodeContents(document.querySelector(s)); const r = range.getBoundingClientRect();
            return [r.left, document.documentElement.clientWidth - r.right]; }) }"""
    )
    (left, right), (english_left, english_right) = sides
    assert right < left
    assert english_left < english_right
    page.close()


def test_paper_has_the_verdict_the_evidence_and_the_addresses(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/claims/1")
    page.emulate_media(media="print")
    assert page.get_by_text("The statement is not accurate.").is_visible()
    assert page.locator(".evidence .passage").is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('.evidence .outbound'), '::after').content")
    assert "https://register.example/2025" in shown or "attr(href)" in shown
    assert not page.get_by_role("navigation").is_visible()
    page.goto(f"{site}/articles/1")
    assert page.locator("#note-1").is_visible()
    page.close()
