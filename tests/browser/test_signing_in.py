"""From an invitation to a published verdict, with the second step of signing in, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import codes, sessions
from factcheck.records import Purpose, Role
from tests import builders as build
from tests.browser.stage import clean

pytestmark = pytest.mark.browser

PASSWORD = "my aunt sells blue umbrellas"


def sets_up_the_second_step(page: Page) -> list[str]:
    """Do what the page asks, as an authenticator app would; give the recovery codes."""
    expect(page.get_by_role("heading", name="Set up the second step")).to_be_visible()
    clean(page)
    key = re.sub(r"\s", "", page.locator("code.key").inner_text())
    page.get_by_label("Code").fill(codes.code_at(key, codes.step_of(utc_now())))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_text("shown only now")).to_be_visible()
    clean(page)
    return page.get_by_label("Recovery codes").inner_text().split()


def test_an_invited_editor_publishes_after_setting_up_the_second_step(
    served: str, database: Database, open_browser: Callable[..., Page]
) -> None:
    build.article(database)
    build.attach(database, 2)
    build.record(database, 2)
    eve = build.person(database, "eve", Role.EDITOR)
    token = sessions.make_link(database, eve.id, Purpose.PASSWORD, now=utc_now(), actor=None)
    page = open_browser()
    page.goto(f"{served}/account/link/{token}")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Save the password and sign in").click()
    page.goto(f"{served}/desk/claims/2")
    page.get_by_role("button", name="Publish verdict and its article").click()
    recovery = sets_up_the_second_step(page)
    page.goto(f"{served}/desk/claims/2")
    page.get_by_role("button", name="Publish verdict and its article").click()
    expect(page.get_by_text("The verdict is published.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{served}/desk/claims/2")
    page.get_by_label("Handle").fill("eve")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    clean(page)
    page.get_by_label("Code").fill(recovery[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}/desk/claims/2")
