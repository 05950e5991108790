"""Signing in, one-time links, the own account and the people page, through the client as a browser uses them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import passwords, people, second_steps, sessions
from factcheck.errors import Invalid
from factcheck.records import Purpose, Role
from factcheck.store import people as stored
from factcheck.web import limits
from tests.conftest import add_person

PASSWORD = "my aunt sells blue umbrellas"
Post = Callable[..., object]


@pytest.fixture
def ada(database: Database) -> int:
    """An administrator with a password, of a desk that does without the second step."""
    second_steps.set_required(database, False, now=utc_now(), actor=None)
    token = people.make_set_up_link(database, now=utc_now())
    return people.set_up(database, token, "ada", "Ada Byron", PASSWORD, device="", now=utc_now())[0].id


def sign_in(post: Post, client: FlaskClient, password: str = PASSWORD, **more: object) -> object:
    return post(client, "/account/sign-in", {"handle": "ada", "password": password}, **more)


def token_of(client: FlaskClient) -> str | None:
    cookie = client.get_cookie(client.application.config["TOKEN_COOKIE"])
    return cookie.value if cookie else None


def test_a_person_signs_in_and_out(client: FlaskClient, ada: int, post: Post) -> None:
    answer = sign_in(post, client)
    assert (answer.status_code, answer.location) == (303, "/desk/")
    [cookie] = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("factcheck=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Ada Byron" in client.get("/account/").text
    token = token_of(client)
    assert post(client, "/account/sign-out", page="/account/").status_code == 303
    assert client.get("/account/").status_code == 303
    client.set_cookie(client.application.config["TOKEN_COOKIE"], token)
    assert client.get("/account/").status_code == 303, "a token that was signed out must stay out"


def test_signing_in_again_rotates_the_token_and_ends_the_old_session(
    client: FlaskClient, database: Database, ada: int, post: Post
) -> None:
    sign_in(post, client)
    first = token_of(client)
    sign_in(post, client)
    assert token_of(client) != first
    assert sessions.current(database, first, now=utc_now()) is None


def test_a_wrong_password_is_said_beside_the_field_and_the_handle_is_kept(
    client: FlaskClient, ada: int, post: Post
) -> None:
    answer = sign_in(post, client, "not the password at all")
    assert answer.status_code == 422
    assert "The handle or the password is not right." in answer.text
    assert 'value="ada"' in answer.text
    assert "not the password at all" not in answer.text


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/sign-out", "/account/password", "/account/people"])
def test_a_form_without_its_token_is_refused_signed_in_or_not(
    client: FlaskClient, signed_in: Callable[..., FlaskClient], path: str
) -> None:
    assert signed_in("admin").post(path, data={"handle": "ada"}).status_code == 400
    assert client.post(path, data={"handle": "ada"}).status_code in (400, 403)


def form_token(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def test_a_form_token_of_another_session_is_refused(signed_in: Callable[..., FlaskClient]) -> None:
    mine, other = signed_in("checker", "mallory"), signed_in("checker", "victim")
    stolen = form_token(mine.get("/account/").text)
    own = form_token(other.get("/account/").text)
    planted = mine.get_cookie("factcheck-form").value
    kept = other.get_cookie("factcheck-form").value
    other.set_cookie("factcheck-form", planted)
    assert other.post("/account/sign-out", data={"csrf_token": stolen}).status_code == 400
    other.set_cookie("factcheck-form", kept)
    assert other.post("/account/sign-out", data={"csrf_token": own}).status_code == 303


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, database: Database, ada: int, post: Post) -> None:
    token = sessions.make_link(database, ada, Purpose.SIGN_IN, now=utc_now(), actor=None)
    for _ in range(3):
        assert client.get(f"/account/link/{token}").status_code == 200
        assert client.head(f"/account/link/{token}").status_code == 200
    answer = post(client, f"/account/link/{token}", page=f"/account/link/{token}")
    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get(f"/account/link/{token}").status_code == 422
    assert client.get("/account/link/unknown").status_code == 404


def test_the_set_up_link_founds_the_desk(client: FlaskClient, database: Database, post: Post) -> None:
    token = people.make_set_up_link(database, now=utc_now())
    page = f"/account/link/{token}"
    typed = {"name": "Ada Byron", "handle": "ada", "password": "ada byron ada byron"}
    refused = post(client, page, typed, page=page)
    assert refused.status_code == 422
    assert "among the first that are tried" in refused.text
    assert 'value="Ada Byron"' in refused.text
    assert post(client, page, typed | {"password": PASSWORD}, page=page).status_code == 303
    assert "Administrator" in client.get("/account/").text
    assert stored.by_handle(database, "ada").role == Role.ADMIN


def test_somebody_added_comes_in_by_the_link_that_is_shown_once(
    app: Flask, client: FlaskClient, ada: int, post: Post
) -> None:
    sign_in(post, client)
    data = {"name": "Bo Lind", "handle": "bo", "role": "editor"}
    assert post(client, "/account/people", data, page="/account/people").status_code == 303
    page = client.get("/account/people").text
    path = re.search(r'value="http://localhost(/account/link/[^"]+)"', page)[1]
    assert path not in client.get("/account/people").text
    bo = app.test_client()
    assert post(bo, path, {"password": PASSWORD}, page=path).status_code == 303
    assert "Editor" in bo.get("/account/").text


def test_what_was_typed_wrong_stays_beside_what_is_wrong_with_it(client: FlaskClient, ada: int, post: Post) -> None:
    sign_in(post, client)
    answer = post(
        client, "/account/people", {"name": "Bo Lind", "handle": "ADA", "role": "editor"}, page="/account/people"
    )
    assert answer.status_code == 422
    assert "Somebody has the handle" in answer.text
    assert 'value="Bo Lind"' in answer.text
    assert re.search(r"<input[^>]*autofocus[^>]*name=\"handle\"|<input[^>]*name=\"handle\"[^>]*autofocus", answer.text)


def test_an_administrator_changes_roles_and_takes_and_gives_access(
    app: Flask, client: FlaskClient, database: Database, ada: int, post: Post
) -> None:
    sign_in(post, client)
    bo = add_person(database, "bo", Role.CHECKER)

    def act(what: str, **data: object) -> int:
        return post(client, f"/account/people/{bo.id}/{what}", data, page="/account/people").status_code

    assert act("role", role="editor", version=bo.version) == 303
    assert stored.get(database, bo.id).role == Role.EDITOR
    assert act("role", role="admin", version=bo.version) == 409
    assert act("role", role="king", version=1) == 422
    assert act("disable") == 303
    assert stored.get(database, bo.id).disabled_at
    assert act("link") == 303
    assert "has no access" in client.get("/account/people").text
    assert act("enable") == 303
    assert stored.get(database, bo.id).disabled_at is None
    assert act("link") == 303
    assert "/account/link/" in client.get("/account/people").text
    own = post(client, f"/account/people/{ada}/disable", page="/account/people")
    assert own.status_code == 303
    assert "only administrator" in client.get("/account/people").text


def test_a_new_password_link_leaves_the_old_password_and_readmitting_does_not(
    client: FlaskClient, database: Database, ada: int, post: Post
) -> None:
    sign_in(post, client)
    bo = add_person(database, "bo", Role.CHECKER)
    token = sessions.make_link(database, bo.id, Purpose.PASSWORD, now=utc_now(), actor=ada)
    sessions.choose_password(database, token, PASSWORD, device="", now=utc_now())
    post(client, f"/account/people/{bo.id}/link", page="/account/people")
    assert sessions.sign_in(database, "bo", PASSWORD, device="", now=utc_now())
    post(client, f"/account/people/{bo.id}/disable", page="/account/people")
    post(client, f"/account/people/{bo.id}/readmit", page="/account/people")
    assert "/account/link/" in client.get("/account/people").text
    with pytest.raises(Invalid):
        sessions.sign_in(database, "bo", PASSWORD, device="", now=utc_now())
    assert post(client, "/account/people/99/link", page="/account/people").status_code == 404


def test_a_person_sees_and_ends_their_own_sessions(app: Flask, client: FlaskClient, ada: int, post: Post) -> None:
    phone = app.test_client()
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    sign_in(post, phone, headers={"User-Agent": agent})
    sign_in(post, client)
    page = client.get("/account/").text
    assert "Firefox on Android" in page
    key = re.search(r'name="session" value="([0-9a-f]{64})"', page)[1]
    assert post(client, "/account/sessions/end", {"session": key}, page="/account/").status_code == 303
    assert phone.get("/account/").status_code == 303
    assert client.get("/account/").status_code == 200
    assert post(client, "/account/sessions/end", {"session": "0" * 64}, page="/account/").status_code == 404


def test_a_person_changes_their_password(app: Flask, client: FlaskClient, ada: int, post: Post) -> None:
    sign_in(post, client)
    wrong = post(client, "/account/password", {"old": "x", "password": "another fine sentence 5"}, page="/account/")
    assert (wrong.status_code, "not your present password" in wrong.text) == (422, True)
    right = post(
        client, "/account/password", {"old": PASSWORD, "password": "another fine sentence 5"}, page="/account/"
    )
    assert right.status_code == 303
    assert client.get("/account/").status_code == 200
    assert sign_in(post, app.test_client()).status_code == 422


def test_guessing_is_slowed_down_and_does_not_lock_the_owner_out(
    app: Flask, ada: int, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = app.test_client()
    assert sign_in(post, owner).status_code == 303
    monkeypatch.setattr(passwords, "fits", lambda stored, password: False)
    attackers = [{"environ_base": {"REMOTE_ADDR": f"203.0.113.{number}"}} for number in range(12)]
    answers = [sign_in(post, app.test_client(), "guess", **attacker) for attacker in attackers]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429] * 2
    assert "Too many attempts" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0
    monkeypatch.undo()
    assert sign_in(post, app.test_client()).status_code == 429, "the account's count must hold for a strange browser"
    assert sign_in(post, owner).status_code == 303, "and not for the owner's"


def test_one_address_has_only_so_many_attempts(app: Flask, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "fits", lambda stored, password: False)
    client = app.test_client()
    codes = [
        post(client, "/account/sign-in", {"handle": f"person{number}", "password": "guess"}).status_code
        for number in range(21)
    ]
    assert codes == [422] * 20 + [429]


def test_a_network_of_ipv6_counts_as_one_address(app: Flask) -> None:
    def counted(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return limits.address()

    assert counted("2001:db8:1:2::3") == counted("2001:db8:1:2:ffff::9") != counted("2001:db8:1:3::3")
    assert counted("203.0.113.1") != counted("203.0.113.2")
    assert counted("nonsense") == "unknown"
