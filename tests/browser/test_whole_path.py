"""The whole way of a claim, in a real browser: from the pasted article to the verdict that a reader sees.

Everything is real but the network: the server, the worker, the confined reader, the engine, the database.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck import jobs
from factcheck.records import Role
from factcheck.store import claims, verdicts
from tests import builders as build
from tests.browser import stage
from tests.browser.stage import clean, comes_to, focused, open_claim, press, select, sign_in, tab_to

pytestmark = pytest.mark.browser


def adds_an_article(page: Page, go: threading.Event) -> None:
    page.get_by_role("link", name="Add an article").first.click()
    clean(page)
    page.get_by_label("Text", exact=True).fill(stage.ARTICLE)
    page.get_by_text("What is known of it").click()
    page.get_by_label("Title").fill(stage.TITLE)
    page.get_by_label("Publisher").fill("The Harbour Post")
    go.clear()
    page.get_by_role("button", name="Add article").click()
    expect(page.get_by_role("heading", name="Adding an article")).to_be_visible()
    clean(page)
    go.set()
    comes_to(page, r"/desk/articles/1$")
    expect(page.get_by_role("heading", level=1)).to_have_text(stage.TITLE)
    clean(page)


def sees_what_belongs_together(page: Page) -> None:
    words = page.locator("mark.claim", has_text="212 employees").first
    words.hover()
    number = words.get_attribute("data-claim").split()[0]
    expect(page.locator(f"#note-{number}")).to_have_class(re.compile("is-pointed"))
    page.mouse.move(0, 0)
    page.locator(f"#note-{number} a").first.focus()
    expect(words).to_have_class(re.compile("is-pointed"))


def sees_where_words_are_borrowed_from(page: Page) -> None:
    note = page.locator(".note", has_text="double its budget").first
    number = note.get_attribute("id").removeprefix("note-")
    lender = page.locator(f".lent[data-lent~='{number}']").first
    expect(lender).to_have_text(re.compile("waterworks"))
    page.locator(f"#note-{number} a").first.focus()
    expect(lender).to_have_class(re.compile("is-lent"))
    page.get_by_role("heading", level=1).click()
    page.locator("mark.claim", has_text="212 employees").first.hover()
    expect(lender).not_to_have_class(re.compile("is-lent"))
    note.get_by_text("Why").click()
    note.get_by_role("link", name="The waterworks", exact=True).click(position={"x": 40, "y": 8})
    expect(page.locator(":target")).to_have_text("The waterworks")


def adds_a_claim_by_selecting(page: Page, database: Database) -> None:
    select(page, "The vote was put off to February")
    page.get_by_role("button", name="Add a claim on these words").click()
    expect(page.get_by_label("Words of the article")).to_have_value("The vote was put off to February")
    page.get_by_label("Claim", exact=True).fill("The council put the vote off to February.")
    clean(page)
    page.get_by_role("button", name="Add claim").click()
    expect(page.get_by_text("added the claim")).to_be_visible()
    added = max(claim.id for claim in claims.of_article(database, 1))
    start = stage.ARTICLE.index("The vote was put off")
    assert claims.get(database, added).appearance.anchors == ((start, start + 32),)


def edits_the_claim(page: Page) -> None:
    press(page, "e", "/edit$")
    page.get_by_label("Claim", exact=True).fill(stage.CORRECTED)
    clean(page)
    page.get_by_role("button", name="Save claim").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(stage.CORRECTED)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    clean(page)


def attaches_a_passage(page: Page) -> None:
    press(page, "s", "/source$")
    clean(page)
    page.get_by_label("Address").first.fill(stage.REGISTER)
    page.get_by_label("This is a primary source").check()
    page.get_by_role("button", name="Add source").click()
    comes_to(page, r"/desk/sources/1\?claim=")
    select(page, stage.PASSAGE)
    expect(page.get_by_role("textbox", name="Passage")).to_have_value(stage.PASSAGE)
    page.get_by_label("Refutes").check()
    clean(page)
    page.get_by_role("button", name="Attach passage").click()
    expect(page.locator("blockquote.passage")).to_contain_text(stage.PASSAGE)
    clean(page)


def gives_a_verdict(page: Page) -> None:
    press(page, "v", "/verdict$")
    clean(page)
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_role("link", name="Choose a rating.")).to_be_visible()
    clean(page)
    page.locator("#rating-false").check()
    page.get_by_label("Reason").fill(stage.REASON)
    expect(page.get_by_text("characters left")).to_have_text(f"{400 - len(stage.REASON)} characters left")
    page.get_by_label("Explanation").fill("The **register** lists each of them.")
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("An editor other than Ada can publish it.")).to_be_visible()
    clean(page)


def publishes_it_as_the_second_person(page: Page) -> None:
    expect(page.get_by_text(stage.REASON).first).to_be_visible()
    expect(page.locator("blockquote.passage")).to_contain_text(stage.PASSAGE)
    expect(page.get_by_role("button", name="Send back to Ada")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Publish verdict and its article").click()
    expect(page.get_by_text("The verdict is published.")).to_be_visible()
    clean(page)


def reads_it(page: Page, served: str, claim: str) -> None:
    assert page.goto(f"{served}/articles/1").status == 200
    expect(page.locator("mark.is-published").first).to_be_visible()
    clean(page)
    page.goto(f"{served}/claims/{claim}")
    for words in (stage.CORRECTED, stage.REASON, stage.PASSAGE):
        expect(page.get_by_text(words).first).to_be_visible()
    assert "put the vote off" not in page.content()
    clean(page)


def test_a_claim_goes_from_the_pasted_article_to_the_reader(
    served: str,
    working: jobs.Worker,
    go: threading.Event,
    link: Callable[[str, Role], str],
    open_browser: Callable[..., Page],
    database: Database,
) -> None:
    ada, bo, reader = open_browser(), open_browser(), open_browser()
    trouble: list[str] = []
    for page in (ada, bo, reader):
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if "Security Policy" in said.text else None)
    sign_in(ada, link("ada", Role.CHECKER))
    clean(ada)
    adds_an_article(ada, go)
    sees_what_belongs_together(ada)
    sees_where_words_are_borrowed_from(ada)
    adds_a_claim_by_selecting(ada, database)
    open_claim(ada, "lead pipe")
    clean(ada)
    address = ada.url
    edits_the_claim(ada)
    attaches_a_passage(ada)
    gives_a_verdict(ada)
    assert reader.goto(f"{served}/articles/1").status == 404
    sign_in(bo, link("bo", Role.EDITOR))
    bo.goto(address)
    publishes_it_as_the_second_person(bo)
    reads_it(reader, served, address.rsplit("/", 1)[1])
    assert trouble == []


def test_the_same_way_goes_without_a_script(
    served: str, working: jobs.Worker, link: Callable[[str, Role], str], open_browser: Callable[..., Page]
) -> None:
    ada, bo = open_browser(java_script_enabled=False), open_browser(java_script_enabled=False)
    sign_in(ada, link("ada", Role.CHECKER))
    ada.goto(f"{served}/desk/add")
    ada.get_by_label("Text", exact=True).fill(stage.ARTICLE)
    ada.get_by_role("button", name="Add article").click()
    comes_to(ada, r"/desk/articles/1$")
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
    ada.get_by_label("Address").first.fill(stage.REGISTER)
    ada.get_by_role("button", name="Add source").click()
    comes_to(ada, r"/desk/sources/1\?claim=")
    offered = ada.locator(".offered li").filter(has=ada.locator("mark", has_text=stage.PASSAGE))
    offered.get_by_role("button", name="Refutes").click()
    expect(ada.locator("blockquote.passage")).to_contain_text(stage.PASSAGE)
    ada.get_by_role("link", name="Give a verdict").first.click()
    ada.locator("#rating-false").check()
    ada.get_by_label("Reason").fill(stage.REASON)
    ada.get_by_role("button", name="Send to review").click()
    expect(ada.get_by_text("An editor other than Ada can publish it.")).to_be_visible()
    sign_in(bo, link("bo", Role.EDITOR))
    bo.goto(address)
    bo.get_by_role("button", name="Publish verdict and its article").click()
    expect(bo.get_by_text("The verdict is published.")).to_be_visible()
    bo.goto(f"{served}/articles/1")
    expect(bo.locator("mark.is-published").first).to_be_visible()


def test_the_main_steps_need_no_pointer(
    link: Callable[[str, Role], str], open_browser: Callable[..., Page], database: Database
) -> None:
    build.article(database)
    build.attach(database, 2, stance="context")
    page = open_browser()
    sign_in(page, link("cy", Role.CHECKER))
    page.keyboard.press("/")
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
    page.wait_for_load_state()
    press(page, "v", "/verdict$")
    tab_to(page, "True")
    page.keyboard.press("Space")
    tab_to(page, "Reason")
    page.keyboard.type("The register of staff has 212 names.")
    tab_to(page, "Send to review")
    press(page, "Enter", "/desk/claims/2$")
    assert verdicts.of_claim(database, 2)[0].rating.key == "true"


def test_single_keys_never_act_while_typing_and_can_be_switched_off(
    link: Callable[[str, Role], str], open_browser: Callable[..., Page], database: Database
) -> None:
    build.article(database)
    page = open_browser()
    sign_in(page, link("cy", Role.CHECKER))
    page.keyboard.press("/")
    page.keyboard.type("jkesvu?")
    expect(page.get_by_label("Words")).to_have_value("jkesvu?")
    assert page.url.endswith("/desk/")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    page.get_by_label("Keys work on this browser").uncheck()
    page.reload()
    page.keyboard.press("j")
    assert focused(page) != page.locator("[data-row] a").first.inner_text()
    page.keyboard.press("?")
    expect(page.get_by_label("Keys work on this browser")).to_be_hidden()
