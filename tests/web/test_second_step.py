"""The second step in the browser: one stolen password publishes nothing and administers nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import codes, second_steps, sessions
from factcheck.records import Person, Purpose, Role
from factcheck.store import events, verdicts
from factcheck.store import sessions as stored_sessions
from factcheck.store.connection import writing
from tests import builders as build
from tests.conftest import add_person

PASSWORD = "my aunt sells blue umbrellas"
SET_UP = "/account/second-step"
SHOW = "/account/second-step/show"
Post = Callable[..., object]


@pytest.fixture
def editor(database: Database) -> Person:
    return add_person(database, "bo", Role.EDITOR)


def invited(app: Flask, database: Database, person: Person, post: Post) -> FlaskClient:
    """A browser in which the person came in by an invitation and chose the password."""
    token = sessions.make_link(database, person.id, Purpose.PASSWORD, now=utc_now(), actor=None)
    browser, page = app.test_client(), f"/account/link/{token}"
    assert post(browser, page, {"password": PASSWORD}, page=page).status_code == 303
    return browser


def by_password(app: Flask, post: Post, handle: str = "bo") -> FlaskClient:
    browser = app.test_client()
    assert post(browser, "/account/sign-in", {"handle": handle, "password": PASSWORD}).status_code == 303
    return browser


def set_up(browser: FlaskClient, post: Post) -> tuple[str, str]:
    """Set the device up by what the page shows; give its key and the page with the recovery codes."""
    page = browser.get(SET_UP).text
    secret = re.sub(r"\s", "", re.search(r'<code class="key">([^<]+)', page)[1])
    typed = codes.code_at(secret, codes.step_of(utc_now()))
    answer = post(browser, SET_UP, {"code": typed}, page=SET_UP)
    assert (answer.status_code, answer.location) == (303, SET_UP)
    return secret, browser.get(SET_UP).text


def verdict_in_review(database: Database) -> int:
    build.article(database)
    build.attach(database, 2)
    build.record(database, 2)
    return 2


def publish(browser: FlaskClient, post: Post) -> object:
    number = {"number": 1, "with_article": "yes"}
    return post(
        browser,
        "/desk/claims/2/publish",
        number,
        page="/account/",
        headers={"Referer": "http://localhost/desk/claims/2"},
    )


def is_published(database: Database) -> bool:
    return any(one.published_at for one in verdicts.of_claim(database, 2))


def test_one_stolen_password_publishes_nothing_and_administers_nothing(
    app: Flask, database: Database, editor: Person, post: Post
) -> None:
    verdict_in_review(database)
    invited(app, database, editor, post)
    thief = by_password(app, post)
    assert publish(thief, post).location == SET_UP
    assert "by a link" in thief.get(SET_UP).text
    forged = codes.new_secret()
    answer = post(thief, SET_UP, {"code": codes.code_at(forged, codes.step_of(utc_now()))}, page="/account/")
    assert answer.status_code == 422
    assert publish(thief, post).location == SET_UP
    assert not is_published(database)
    second_steps.set_required(database, False, now=utc_now(), actor=None)
    assert publish(thief, post).location.startswith("/desk/claims/2")
    assert is_published(database), "the control: without the second step the password is enough"


def test_an_invited_editor_sets_up_the_second_step_and_publishes(
    app: Flask, database: Database, editor: Person, post: Post
) -> None:
    verdict_in_review(database)
    browser = invited(app, database, editor, post)
    _, page = set_up(browser, post)
    recovery = re.search(r'<pre class="notice codes"[^>]*>([^<]+)', page)[1].split()
    assert len(recovery) == codes.RECOVERY_CODES
    assert recovery[0] not in browser.get(SET_UP).text
    assert publish(browser, post).location.startswith("/desk/claims/2")
    assert is_published(database)


def test_after_the_password_nothing_opens_before_the_code(
    app: Flask, database: Database, editor: Person, post: Post
) -> None:
    build.article(database)
    secret, page = set_up(invited(app, database, editor, post), post)
    recovery = re.search(r'<pre class="notice codes"[^>]*>([^<]+)', page)[1].split()
    browser = by_password(app, post)
    answer = browser.get("/desk/articles/1?x=1")
    assert (answer.status_code, answer.location) == (303, f"{SHOW}?next=/desk/articles/1?x%3D1")
    assert browser.post("/desk/claims/2/drop", data={"version": 1}).status_code in (400, 403)
    wrong = post(browser, f"{SHOW}?next=/desk/articles/1", {"code": "000 000 0"}, page=SHOW)
    assert wrong.status_code == 422
    assert "does not fit" in wrong.text
    right = post(browser, f"{SHOW}?next=/desk/articles/1", {"code": recovery[3]}, page=SHOW)
    assert (right.status_code, right.location) == (303, "/desk/articles/1")
    assert browser.get("/desk/articles/1").status_code == 200
    assert secret not in browser.get(SET_UP).text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/%5cevil.example"])
def test_the_way_on_from_the_code_stays_on_the_site(
    signed_in: Callable[..., FlaskClient], post: Post, database: Database, target: str
) -> None:
    browser = signed_in("checker", "cy")
    link = sessions.make_link(database, browser.person.id, Purpose.PASSWORD, now=utc_now(), actor=None)
    sessions.choose_password(database, link, PASSWORD, device="", now=utc_now())
    browser = by_password(browser.application, post, "cy")
    answer = post(browser, f"{SHOW}?next={target}", {"code": PASSWORD}, page=SHOW)
    assert (answer.status_code, answer.location) == (303, "/desk/")


def test_publishing_asks_again_after_half_an_hour(
    signed_in: Callable[..., FlaskClient], database: Database, post: Post, app: Flask, editor: Person
) -> None:
    verdict_in_review(database)
    browser = invited(app, database, editor, post)
    set_up(browser, post)
    _, page = set_up_again(browser, post)
    recovery = re.search(r'<pre class="notice codes"[^>]*>([^<]+)', page)[1].split()
    token = browser.get_cookie(app.config["TOKEN_COOKIE"]).value
    with writing(database):
        stored_sessions.set_confirmed(database, sessions.key_of(token), "2026-01-01T00:00:00.000000Z")
    answer = publish(browser, post)
    assert answer.location == f"{SHOW}?next=/desk/claims/2"
    assert not is_published(database)
    assert "Nothing was done yet" in browser.get(answer.location).text
    assert post(browser, answer.location, {"code": recovery[0]}, page=SHOW).location == "/desk/claims/2"
    publish(browser, post)
    assert is_published(database)


def set_up_again(browser: FlaskClient, post: Post) -> tuple[None, str]:
    """New recovery codes in place of the ones before."""
    assert post(browser, f"{SET_UP}/codes", page=SET_UP).status_code == 303
    return None, browser.get(SET_UP).text


def test_a_referrer_from_elsewhere_leads_to_the_desk(
    app: Flask, database: Database, editor: Person, post: Post
) -> None:
    browser = invited(app, database, editor, post)
    set_up(browser, post)
    token = browser.get_cookie(app.config["TOKEN_COOKIE"]).value
    with writing(database):
        stored_sessions.set_confirmed(database, sessions.key_of(token), "2026-01-01T00:00:00.000000Z")
    answer = post(browser, f"{SET_UP}/remove", page=SET_UP, headers={"Referer": "https://evil.example/desk/claims/2"})
    assert answer.location == f"{SHOW}?next=/desk/"


def test_guessing_codes_ends_soon_and_does_not_lock_out_the_owner(
    app: Flask, database: Database, editor: Person, post: Post
) -> None:
    owner = invited(app, database, editor, post)
    _, page = set_up(owner, post)
    recovery = re.search(r'<pre class="notice codes"[^>]*>([^<]+)', page)[1].split()
    token = owner.get_cookie(app.config["TOKEN_COOKIE"]).value
    with writing(database):
        stored_sessions.end(database, sessions.key_of(token), utc_now())
    post(owner, "/account/sign-in", {"handle": "bo", "password": PASSWORD})
    thief = by_password(app, post)
    own_address = {"environ_base": {"REMOTE_ADDR": "198.51.100.7"}}
    tried = [post(thief, SHOW, {"code": f"{n:06}"}, page=SHOW, **own_address).status_code for n in range(12)]
    assert tried[:2] == [422, 422]
    assert tried[-1] == 429
    assert post(owner, SHOW, {"code": recovery[0]}, page=SHOW).status_code == 303


def test_the_setting_is_an_event_and_an_administrator_can_take_a_lost_device_away(
    app: Flask, database: Database, editor: Person, post: Post, signed_in: Callable[..., FlaskClient]
) -> None:
    browser = invited(app, database, editor, post)
    set_up(browser, post)
    admin = signed_in("admin")
    assert "Take the second step away" in admin.get("/account/people").text
    post(admin, f"/account/people/{editor.id}/second-step", page="/account/people")
    assert browser.get("/desk/").status_code == 303
    post(admin, "/desk/settings/second-step", {"required": "off"}, page="/desk/settings")
    assert not second_steps.is_required(database)
    assert events.of_subject(database, "desk")[0].verb == "did without a second step"
    assert "do without a second step" in admin.get("/desk/settings").text
