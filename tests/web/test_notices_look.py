"""The pages about live pages in a real browser: at every width, light and dark, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlite_utils import Database

from factcheck.store import notices
from tests.live import Live, site
from tests.web.test_desk_notices import noticed  # noqa: F401 (a fixture)
from tests.web.test_style import look, page  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser


@pytest.fixture
def live() -> Iterator[Live]:
    with site() as found:
        yield found


@pytest.fixture
def desk(app: Flask, served: str, page: Page, signed_in: Callable[..., FlaskClient]) -> Page:  # noqa: F811
    cookie = signed_in("admin").get_cookie(app.config["TOKEN_COOKIE"])
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": served}])
    return page


def test_changes_stand_at_every_width_and_are_settled_by_keyboard(
    noticed: Database,  # noqa: F811
    desk: Page,
    served: str,
) -> None:
    for name, at in (("claim", "claims/1"), ("source", "sources/1"), ("settings", "settings"), ("changes", "changes")):
        desk.goto(f"{served}/desk/{at}")
        look(desk, f"live-{name}")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk/changes/1")
    look(desk, "live-change")
    for _ in range(60):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.textContent").strip().startswith("Move the chosen passages"):
            break
    desk.keyboard.press("Enter")
    desk.get_by_text("moved passages to the newer text.", exact=False).first.wait_for()
    look(desk, "live-settled")
    desk.keyboard.press("u")
    desk.get_by_role("button", name="Keep what is cited").wait_for()
    assert notices.waiting(noticed) == 1
