"""Every part of the design and the account's pages, in a real browser at three widths, light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Browser, Page

from factcheck.store.migrations import SCALE
from factcheck.web import access, forms

pytestmark = pytest.mark.browser

WIDTHS = (1280, 820, 390)
PICTURES = os.environ.get("FACTCHECK_PICTURES")
"""A folder to keep pictures of the pages in, for a person to look at."""


def style_page() -> str:
    form = forms.AddPerson(data={"name": "Ada"}, formdata=None)
    form.handle.errors = ["Somebody has the handle 'ada' already. Choose another."]
    form.form_errors = []
    scale = [dict(zip(("key", "label", "place", "definition"), row, strict=True)) for row in SCALE]
    return render_template("style.html", form=form, scale=scale)


@pytest.fixture
def styled(app: Flask) -> Flask:
    """The application with one more page, on which every part stands."""
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent)])
    app.config["DEMO"] = True
    app.add_url_rule("/style", "style", style_page)
    app.config["POLICY"]["style"] = access.PUBLIC
    return app


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(color_scheme=request.param)
    page = context.new_page()
    page.scheme = request.param
    yield page
    context.close()


def look(page: Page, name: str) -> None:
    """Hold the page against axe and its own width, and keep a picture where one is asked for."""
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, (
        f"{name} does not reflow at 400 % (WCAG 1.4.10)"
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{page.scheme}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than {width}"
        result = Axe().run(page)
        assert result.violations_count == 0, f"{name} at {width}:\n{result.generate_report()}"


def test_every_part_stands_at_every_width(styled: Flask, served: str, page: Page) -> None:
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.goto(f"{served}/style")
    look(page, "style")
    assert not trouble


def test_the_accounts_pages_stand_at_every_width(app: Flask, served: str, page: Page, signed_in: object) -> None:
    page.goto(f"{served}/account/sign-in")
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    assert page.locator(":focus").get_attribute("name") == "handle"
    look(page, "sign-in-refused")
    page.goto(f"{served}/nothing")
    look(page, "404")
    admin: FlaskClient = signed_in("admin")
    cookie = admin.get_cookie(app.config["TOKEN_COOKIE"])
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": served}])
    page.goto(f"{served}/account/")
    look(page, "account")
    page.goto(f"{served}/account/people")
    page.get_by_label("Name", exact=True).fill("Bo Lind")
    page.get_by_label("Handle", exact=True).fill("bo")
    page.get_by_role("button", name="Add and make a link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    look(page, "people")
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    look(page, "link")


def test_a_notes_place_is_the_margin_where_there_is_one_and_below_elsewhere(
    styled: Flask, served: str, page: Page
) -> None:
    page.goto(f"{served}/style")
    page.set_viewport_size({"width": 1280, "height": 900})
    words, note = boxes(page)
    assert abs(words["top"] - note["top"]) < 20
    assert note["left"] > words["right"]
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.locator("#note-1").is_visible()
    page.locator(".claim a").first.click()
    assert page.locator("#note-1").is_visible()
    words, note = boxes(page)
    assert note["top"] >= words["bottom"]


def test_keys_move_through_the_rows_and_never_act_while_typing(styled: Flask, served: str, page: Page) -> None:
    page.goto(f"{served}/style")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("tr.is-current").inner_text().startswith("Harbour City has replaced")
    assert page.locator(":focus").get_attribute("href") == "#2"
    page.keyboard.press("k")
    assert page.locator(":focus").get_attribute("href") == "#1"
    page.keyboard.press("/")
    assert page.locator(":focus").get_attribute("name") == "q"
    page.keyboard.type("jk?")
    assert page.locator(":focus").input_value().count("jk?") == 1
    page.locator("h1").click()
    page.keyboard.press("Control+j")
    page.keyboard.press("?")
    page.get_by_label("Keys work on this browser").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("tr.is-current").inner_text().startswith("Harbour City’s drinking water")
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("tr.is-current").inner_text().startswith("Harbour City’s drinking water")


def test_words_and_note_show_each_other(styled: Flask, served: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{served}/style")
    page.locator('.claim[data-claim="2"]').hover()
    assert page.locator(".is-pointed").count() == 2
    page.locator("#note-6 a").focus()
    assert [part.get_attribute("data-claim") for part in page.locator(".is-pointed").all()] == ["6", "6"]


def boxes(page: Page) -> list[dict[str, float]]:
    """Where the first paragraph and the first note are."""
    return page.evaluate("['.words', '#note-1'].map(s => document.querySelector(s).getBoundingClientRect().toJSON())")
