"""Nobody gets where the policy table does not let them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import create_app
from factcheck.records import Role
from factcheck.web import access


def test_every_route_is_in_the_table_and_the_table_names_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(access.POLICY)


def test_an_application_with_a_route_outside_the_table_is_not_made(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(access.POLICY, "desk.index")
    with pytest.raises(RuntimeError, match=r"desk\.index"):
        create_app(database_path)


def test_an_application_whose_table_names_a_lost_route_is_not_made(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(access.POLICY, "desk.gone", Role.CHECKER)
    with pytest.raises(RuntimeError, match=r"desk\.gone"):
        create_app(database_path)


def test_a_route_that_slipped_in_later_is_closed_to_everybody(
    app: Flask, signed_in: Callable[..., FlaskClient]
) -> None:
    admin = signed_in("admin")
    app.add_url_rule("/later", "later", lambda: "secret")
    assert admin.get("/later").status_code == 403
    app.config["POLICY"]["later"] = access.PUBLIC
    assert admin.get("/later").status_code == 200


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every route of the application as endpoint, address and method."""
    bound = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: {"filename": "house.css", "form": "atom"}.get(name, 1) for name in rule.arguments}
        address = bound.build(rule.endpoint, values, method="POST" if "POST" in rule.methods else "GET")
        found += [(rule.endpoint, address, method) for method in rule.methods & {"GET", "POST"}]
    return sorted(set(found))


def test_every_closed_route_is_closed_to_those_who_are_not_signed_in(app: Flask, client: FlaskClient) -> None:
    closed = [(address, method) for endpoint, address, method in addresses(app) if access.POLICY[endpoint]]
    assert len(closed) > 8
    for address, method in closed:
        answer = client.open(address, method=method)
        if method == "GET":
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/account/sign-in"), address
        else:
            assert answer.status_code == 403, address


def test_every_route_of_a_higher_role_is_closed_to_a_checker(app: Flask, signed_in: Callable[..., FlaskClient]) -> None:
    checker = signed_in("checker")
    closed = [
        (address, method)
        for endpoint, address, method in addresses(app)
        if access.POLICY[endpoint] in (Role.EDITOR, Role.ADMIN)
    ]
    assert len(closed) > 5
    for address, method in closed:
        assert checker.open(address, method=method).status_code == 403, (address, method)


def test_roles_contain_each_other(signed_in: Callable[..., FlaskClient]) -> None:
    people = {role: signed_in(role).person for role in Role}
    allowed = {(holder, role) for holder, person in people.items() for role in Role if access.may(person, role)}
    assert allowed == {
        ("checker", "checker"),
        ("editor", "checker"),
        ("editor", "editor"),
        ("admin", "checker"),
        ("admin", "editor"),
        ("admin", "admin"),
    }
    assert access.may(None, access.PUBLIC)
    assert not access.may(None, Role.CHECKER)


def test_who_is_sent_to_sign_in_comes_back_to_the_page_with_its_question(client: FlaskClient) -> None:
    answer = client.get("/desk/?state=new&q=a b")
    sent = parse_qs(urlsplit(answer.location).query)["next"][0]
    assert parse_qs(urlsplit(sent).query) == {"state": ["new"], "q": ["a b"]}
    assert sent.startswith("/desk/?")


def test_nobody_is_signed_in_on_the_readers_pages(signed_in: Callable[..., FlaskClient]) -> None:
    admin = signed_in("admin")
    page = admin.get("/")
    assert "The-admin" not in page.text
    assert page.text == admin.application.test_client().get("/").text
    assert "The-admin" in admin.get("/account/").text
