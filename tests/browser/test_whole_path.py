"""The whole way of a claim, in a real browser: from the pasted article to the verdict that a reader sees.

Everything is real but the network: the server, the worker, the confined reader, the engine, the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlite_utils import Database

from factcheck import jobs
from factcheck.clock import utc_now
from factcheck.confined import Confined
from factcheck.core import splitting
from factcheck.desk import sessions
from factcheck.errors import FetchFailed
from factcheck.records import Fetched, Purpose, Role
from factcheck.store import claims, sources, verdicts
from tests import builders as build

pytestmark = pytest.mark.browser

WORK_S = 60
"""How long the worker may take on a slow machine: it loads the parser first."""

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


@pytest.fixture
def working(app: Flask) -> Iterator[jobs.Worker]:
    """A worker that does the jobs of the application."""
    engine = splitting.default_engine()
    with Confined(children=1) as confined:
        tools = jobs.Tools(fetch, confined.extract, lambda text: splitting.split(text, engine))
        worker = jobs.Worker(app.config["DATABASE"], tools)
        worker.start()
        app.extensions["factcheck.worker"] = worker
        yield worker
        worker.stop()


@pytest.fixture
def link(app: Flask, served: str, database: Database) -> Callable[..., str]:
    """Give the one-time link by which a new person of the desk signs in."""

    def make(handle: str, role: Role) -> str:
        person = build.person(database, handle, role)
        token = sessions.make_link(database, person.id, Purpose.SIGN_IN, now=utc_now(), actor=None)
        return f"{served}/account/link/{token}"

    return make


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open browsers that know nothing of each other."""
    opened: list[BrowserContext] = []

    def open_one(**how: object) -> BrowserContext:
        opened.append(chromium.new_context(**how))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def clean(page: Page) -> None:
    """Hold the page at hand against axe."""
    page.wait_for_load_state()
    result = Axe().run(page)
    assert result.violations_count == 0, f"{page.url}:\n{result.generate_report()}"


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", name="Claims to check")).to_be_visible()
    page.wait_for_load_state()


def select(page: Page, words: str) -> None:
    """Select words of the page as a person does: by dragging over them."""
    where = page.evaluate(
        """words => {
            for (const paragraph of document.querySelectorAll("[data-start]")) {
                const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at); range.setEnd(node, at + words.length);
                    node.parentElement.scrollIntoView({block: "center"});
                    const boxes = [...range.getClientRects()];
                    const [first, last] = [boxes[0], boxes.at(-1)];
                    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
                }
            }
        }""",
        words,
    )
    page.mouse.move(where[0], where[1])
    page.mouse.down()
    page.mouse.move(where[2], where[3], steps=5)
    page.mouse.up()


def open_claim(page: Page, words: str) -> None:
    page.get_by_role("link", name="Queue", exact=True).click()
    page.locator(".queue .words").get_by_role("link", name=re.compile(words)).first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile(words))).to_be_visible()


def press(page: Page, key: str, leads_to: str) -> None:
    page.keyboard.press(key)
    page.wait_for_url(re.compile(leads_to))


def test_a_claim_goes_from_the_pasted_article_to_the_reader(
    served: str,
    working: jobs.Worker,
    link: Callable[..., str],
    context: Callable[..., BrowserContext],
    database: Database,
) -> None:
    ada = context().new_page()
    trouble: list[str] = []
    ada.on("pageerror", lambda error: trouble.append(str(error)))
    ada.on("console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None)
    sign_in(ada, link("ada", Role.CHECKER))
    clean(ada)

    ada.get_by_role("link", name="Add an article").first.click()
    clean(ada)
    ada.get_by_label("Text", exact=True).fill(ARTICLE)
    ada.get_by_text("What is known of it").click()
    ada.get_by_label("Title").fill("City has replaced every lead pipe")
    ada.get_by_label("Publisher").fill("The Harbour Post")
    ada.get_by_role("button", name="Add article").click()
    expect(ada.get_by_role("heading", name="Adding an article")).to_be_visible()
    clean(ada)
    ada.wait_for_url(re.compile(r"/desk/articles/1$"), timeout=WORK_S * 1000)
    expect(ada.get_by_role("heading", level=1)).to_have_text("City has replaced every lead pipe")
    clean(ada)

    words = ada.locator("mark.claim", has_text="212 employees").first
    words.hover()
    number = words.get_attribute("data-claim").split()[0]
    expect(ada.locator(f"#note-{number}")).to_have_class(re.compile("is-pointed"))
    ada.locator(f"#note-{number} a").first.focus()
    expect(words).to_have_class(re.compile("is-pointed"))

    select(ada, "The vote was put off to February")
    ada.get_by_role("button", name="Add a claim on these words").click()
    expect(ada.get_by_label("Words of the article")).to_have_value("The vote was put off to February")
    ada.get_by_label("Claim", exact=True).fill("The council put the vote off to February.")
    clean(ada)
    ada.get_by_role("button", name="Add claim").click()
    expect(ada.get_by_text("added the claim")).to_be_visible()
    added = max(claim.id for claim in claims.of_article(database, 1))
    start = ARTICLE.index("The vote was put off")
    assert claims.get(database, added).appearance.anchors == ((start, start + 32),)

    open_claim(ada, "lead pipe")
    clean(ada)
    claim_address = ada.url
    press(ada, "e", "/edit$")
    ada.get_by_label("Claim", exact=True).fill(CORRECTED)
    clean(ada)
    ada.get_by_role("button", name="Save claim").click()
    expect(ada.get_by_role("heading", level=1)).to_contain_text(CORRECTED)
    expect(ada.get_by_role("button", name="Undo")).to_be_visible()
    clean(ada)

    press(ada, "s", "/source$")
    clean(ada)
    ada.get_by_label("Address").first.fill(REGISTER)
    ada.get_by_label("This is a primary source").check()
    ada.get_by_role("button", name="Add source").click()
    ada.wait_for_url(re.compile(r"/desk/sources/1\?claim="), timeout=WORK_S * 1000)
    select(ada, PASSAGE)
    expect(ada.get_by_label("Passage")).to_have_value(PASSAGE)
    ada.get_by_label("Refutes").check()
    clean(ada)
    ada.get_by_role("button", name="Attach passage").click()
    expect(ada.locator("blockquote.passage")).to_have_text(PASSAGE)
    clean(ada)

    press(ada, "v", "/verdict$")
    clean(ada)
    ada.get_by_role("button", name="Send to review").click()
    expect(ada.get_by_role("link", name="Choose a rating.")).to_be_visible()
    clean(ada)
    ada.get_by_role("radio", name="False Mostly").or_(ada.locator("#rating-false")).check()
    ada.get_by_label("Reason").fill(REASON)
    expect(ada.get_by_text("characters left")).to_have_text(f"{400 - len(REASON)} characters left")
    ada.get_by_label("Explanation").fill("The **register** lists each of them.")
    ada.get_by_role("button", name="Send to review").click()
    expect(ada.get_by_text("An editor other than Ada can publish it.")).to_be_visible()
    clean(ada)

    reader = context().new_page()
    assert reader.goto(f"{served}/articles/1").status == 404
    bo = context().new_page()
    sign_in(bo, link("bo", Role.EDITOR))
    bo.goto(claim_address)
    expect(bo.get_by_text(REASON).first).to_be_visible()
    expect(bo.locator("blockquote.passage")).to_have_text(PASSAGE)
    expect(bo.get_by_role("button", name="Send back to Ada")).to_be_visible()
    clean(bo)
    bo.get_by_role("button", name="Publish verdict and its article").click()
    expect(bo.get_by_text("The verdict is published.")).to_be_visible()
    clean(bo)

    assert reader.goto(f"{served}/articles/1").status == 200
    expect(reader.locator("mark.is-published").first).to_be_visible()
    clean(reader)
    reader.goto(f"{served}/claims/{claim_address.rsplit('/', 1)[1]}")
    for words in (CORRECTED, REASON, PASSAGE):
        expect(reader.get_by_text(words).first).to_be_visible()
    assert "put the vote off" not in reader.content()
    clean(reader)
    assert trouble == []


def test_the_same_way_goes_without_a_script(
    served: str,
    working: jobs.Worker,
    link: Callable[..., str],
    context: Callable[..., BrowserContext],
    database: Database,
) -> None:
    ada = context(java_script_enabled=False).new_page()
    sign_in(ada, link("ada", Role.CHECKER))
    ada.goto(f"{served}/desk/add")
    ada.get_by_label("Text", exact=True).fill(ARTICLE)
    ada.get_by_role("button", name="Add article").click()
    ada.wait_for_url(re.compile(r"/desk/articles/1$"), timeout=WORK_S * 1000)
    ada.get_by_text("Add a claim", exact=True).last.click()
    ada.get_by_label("Words of the article").fill("The vote was put off to February")
    ada.get_by_label("Claim", exact=True).fill("The council put the vote off to February.")
    ada.get_by_role("button", name="Add claim").click()
    expect(ada.get_by_text("added the claim")).to_be_visible()
    ada.get_by_role("button", name="Undo").click()
    expect(ada.get_by_text("Dropped").first).to_be_visible()
    open_claim(ada, "lead pipe")
    address = ada.url
    ada.get_by_role("link", name="Add a source").first.click()
    ada.get_by_label("Address").first.fill(REGISTER)
    ada.get_by_role("button", name="Add source").click()
    ada.wait_for_url(re.compile(r"/desk/sources/1\?claim="), timeout=WORK_S * 1000)
    ada.get_by_label("Passage").fill(PASSAGE)
    ada.get_by_label("Refutes").check()
    ada.get_by_role("button", name="Attach passage").click()
    ada.get_by_role("link", name="Give a verdict").first.click()
    ada.locator("#rating-false").check()
    ada.get_by_label("Reason").fill(REASON)
    ada.get_by_role("button", name="Send to review").click()
    bo = context(java_script_enabled=False).new_page()
    sign_in(bo, link("bo", Role.EDITOR))
    bo.goto(address)
    bo.get_by_role("button", name="Publish verdict and its article").click()
    expect(bo.get_by_text("The verdict is published.")).to_be_visible()
    bo.goto(f"{served}/articles/1")
    expect(bo.locator("mark.is-published").first).to_be_visible()


def focused(page: Page) -> str:
    """What the focus is on, by its words or its name."""
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


def test_the_main_steps_need_no_pointer(
    served: str, link: Callable[..., str], context: Callable[..., BrowserContext], database: Database
) -> None:
    build.article(database)
    evidence = build.attach(database, 2, stance="context")
    page = context().new_page()
    sign_in(page, link("cy", Role.CHECKER))
    page.keyboard.press("/")
    page.keyboard.type("waterworks jk")
    assert page.url.endswith("/desk/")
    page.keyboard.press("Control+a")
    page.keyboard.type("waterworks")
    press(page, "Enter", "words=waterworks")
    page.keyboard.press("j")
    assert "212 employees" in focused(page)
    press(page, "Enter", "/desk/claims/2$")
    press(page, "e", "/edit$")
    page.keyboard.press("Control+a")
    page.keyboard.type("The waterworks of Harbour employs 212 people.")
    tab_to(page, "Save claim")
    press(page, "Enter", "/desk/claims/2$")
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_contain_text("has 212 employees")
    press(page, "v", "/verdict$")
    tab_to(page, "True")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    tab_to(page, "Reason")
    page.keyboard.type("The register of staff has 212 names.")
    tab_to(page, "Send to review")
    press(page, "Enter", "/desk/claims/2$")
    assert verdicts.of_claim(database, 2)[0].rating.key == "true"
    assert sources.get_evidence(database, evidence) is not None
    page.keyboard.press("?")
    expect(page.get_by_text("Keys work on this browser")).to_be_visible()
    page.get_by_label("Keys work on this browser").uncheck()
    address = page.url
    page.locator("body").press("e")
    page.wait_for_timeout(200)
    assert page.url == address
