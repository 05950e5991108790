"""`user`: adding people and giving or taking their access from the machine itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlite_utils import Database

Command = Callable[..., Result]


def link_in(result: Result) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/account/link/\S+)", result.stdout)
    assert found, result.output
    return found[1]


def test_somebody_who_is_added_gets_a_link_that_works_in_the_browser(command: Command, app: Flask) -> None:
    result = command("user", "add", "ada", "--name", "Ada Byron", "--role", "editor")
    page = app.test_client().get(link_in(result))
    assert page.status_code == 200
    assert "Ada Byron" in page.get_data(as_text=True)
    assert "ada" in command("user", "list").stdout
    assert "no password yet" in command("user", "list").stdout


def test_a_reset_voids_the_link_before_it(command: Command, app: Flask) -> None:
    first = link_in(command("user", "add", "ada"))
    second = link_in(command("user", "reset", "ada"))
    assert app.test_client().get(first).status_code >= 400
    assert app.test_client().get(second).status_code == 200


def test_access_is_taken_and_given_back(command: Command) -> None:
    command("user", "add", "ada")
    command("user", "disable", "ada")
    assert "no access" in command("user", "list").stdout
    assert command("user", "reset", "ada").exit_code == 1
    command("user", "enable", "ada")
    assert "no access" not in command("user", "list").stdout


def test_what_cannot_be_done_is_one_sentence(command: Command) -> None:
    command("user", "add", "ada", "--role", "admin")
    assert "only administrator" in command("user", "disable", "ada").stderr
    assert "Nobody has the handle 'eve'" in command("user", "disable", "eve").stderr
    assert "already" in command("user", "add", "ada").stderr
    assert command("user", "add", "ada", "--role", "owner").exit_code == 2


def test_every_act_is_an_event(command: Command, database: Database) -> None:
    for act in (["add", "ada"], ["reset", "ada"], ["disable", "ada"], ["enable", "ada"]):
        command("user", *act)
    verbs = [verb for (verb,) in database.execute("select verb from events order by id")]
    assert verbs == ["add person", "make link", "reset", "make link", "disable", "enable"]


def test_the_link_names_the_address_that_the_desk_has_for_others(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_URL", "https://desk.example.org/")
    assert "https://desk.example.org/account/link/" in command("user", "add", "ada").stdout
