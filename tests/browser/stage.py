"""The stage of the browser tests: one article, one page on the network, and what people do with them."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from factcheck.errors import FetchFailed
from factcheck.records import Fetched

WORK_S = 60
"""How long the worker may take on a slow machine: it loads the parser first."""

TITLE = "City has replaced every lead pipe"
ARTICLE = (
    "The Harbour council met on Tuesday.\n\n"
    "The waterworks has 212 employees, and it will double its budget by 2027. Mayor Dana Reed said that the city "
    "has replaced every lead pipe.\n\n"
    "The vote was put off to February."
)
REGISTER = "https://register.example/2025"
PASSAGE = "At the end of 2025, 340 lead pipes were still in use."
REGISTER_PAGE = (
    "<html><head><title>Register of pipes</title></head><body><article><h1>Register of pipes</h1>"
    "<p>The register lists every pipe of the Harbour network and is kept since 1990 by the agency for water.</p>"
    f"<p>{PASSAGE} They are to be replaced by 2028, says the agency in its yearly report to the council.</p>"
    "<p>The agency publishes the register every year in January, after the council has seen it.</p>"
    "</article></body></html>"
)
CORRECTED = "The city of Harbour has replaced every lead pipe."
REASON = "340 lead pipes were still in use at the end of 2025."


def fetch(address: str) -> Fetched:
    """The one page that this network has."""
    if address != REGISTER:
        raise FetchFailed("The server of %(url)s does not answer.", url=address)
    return Fetched(address, address, 200, "text/html", "utf-8", REGISTER_PAGE.encode())


def clean(page: Page) -> None:
    """Hold the page at hand against axe."""
    page.wait_for_load_state()
    result = Axe().run(page)
    assert result.violations_count == 0, f"{page.url}:\n{result.generate_report()}"


def comes_to(page: Page, address: str) -> None:
    """Wait until the page is at an address that ends so; the worker may have to finish first."""
    page.wait_for_url(re.compile(address), timeout=WORK_S * 1000)


def press(page: Page, key: str, leads_to: str) -> None:
    """Press a key that leads to another page."""
    page.keyboard.press(key)
    comes_to(page, leads_to)


def sign_in(page: Page, link: str) -> None:
    """Sign in by a one-time link."""
    page.goto(link)
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", name="Claims to check")).to_be_visible()
    page.wait_for_load_state()


def open_claim(page: Page, words: str) -> None:
    """Go to a claim by the queue."""
    page.get_by_role("link", name="Queue", exact=True).click()
    page.locator(".queue .words").get_by_role("link", name=re.compile(words)).first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile(words))).to_be_visible()


WHERE = """words => {
    for (const paragraph of document.querySelectorAll("[data-start]")) {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            node.parentElement.scrollIntoView({ block: "center" });
            const boxes = [...range.getClientRects()];
            const [first, last] = [boxes[0], boxes.at(-1)];
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }
    }
}"""


def select(page: Page, words: str) -> None:
    """Select words of the text as a person does: by dragging over them."""
    left, top, right, bottom = page.evaluate(WHERE, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()


def focused(page: Page) -> str:
    """What the focus is on, by its label or its words."""
    return page.evaluate(
        """(() => {
            const at = document.activeElement;
            return (at.labels?.[0]?.innerText || at.innerText || at.getAttribute("aria-label") || "").trim();
        })()"""
    )


def tab_to(page: Page, words: str) -> None:
    """Press the tab key until the focus is on what says these words."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            return
    raise AssertionError(f"the tab key does not lead to “{words}” on {page.url}")
