"""When something does not work: what happened and what to do next, in the house's design or as JSON."""

from __future__ import annotations

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from factcheck.errors import AlreadyThere, Conflict, FactcheckError, FetchFailed, Forbidden, Invalid, NotFound, Refused
from factcheck.web import access

RAISED: list[tuple[FactcheckError, int]] = [
    (NotFound("There is no claim %(number)s.", number=7), 404),
    (Forbidden("This article is not public."), 403),
    (Refused("A claim rated '%(rating)s' must cite a source.", rating="False"), 422),
    (Invalid("Type a date.", field="date"), 422),
    (AlreadyThere("This article is here already.", "article", 3), 422),
    (Conflict("Ada saved first.", mine={"text": "one"}, theirs={"text": "two"}, version=2), 409),
    (FetchFailed("The page answered 404."), 422),
]


@pytest.fixture
def failing(app: Flask) -> FlaskClient:
    """A browser of an application in which anything can fail: /raise/3, /raise/3.json, /abort/413, /bug."""
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def fail(number: int) -> str:
        raise RAISED[number][0]

    def bug() -> str:
        return str(1 / 0)

    for rule, view in [("/raise/<int:number>", fail), ("/bug", bug), ("/abort/<int:code>", abort)]:
        for address in (rule, f"{rule}.json"):
            app.config["POLICY"][address] = access.PUBLIC
            app.add_url_rule(address, address, view)
    return app.test_client()


@pytest.mark.parametrize("number", range(len(RAISED)))
def test_a_rules_own_sentence_is_shown_under_its_status(failing: FlaskClient, number: int) -> None:
    error, status = RAISED[number]
    page = failing.get(f"/raise/{number}")
    assert page.status_code == status
    assert str(error).replace("'", "&#39;") in page.text
    assert '<main id="main"' in page.text
    twin = failing.get(f"/raise/{number}.json")
    assert (twin.status_code, twin.json["error"]["message"]) == (status, str(error))


def test_a_conflict_shows_both_texts(failing: FlaskClient) -> None:
    page = failing.get(f"/raise/{[status for _, status in RAISED].index(409)}").text
    assert page.index(">one<") < page.index(">two<")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503])
def test_every_status_has_a_page_that_says_what_to_do(failing: FlaskClient, status: int) -> None:
    page = failing.get(f"/abort/{status}")
    assert page.status_code == status
    assert page.mimetype == "text/html"
    assert f"Error {status}" in page.text
    assert "Go to the start page" in page.text
    twin = failing.get(f"/abort/{status}.json")
    assert (twin.status_code, twin.json["error"]["status"]) == (status, status)


def test_a_bug_shows_a_page_and_none_of_its_insides(failing: FlaskClient) -> None:
    for path in ("/bug", "/bug.json"):
        answer = failing.get(path)
        assert answer.status_code == 500
        assert "ZeroDivision" not in answer.text
        assert "division" not in answer.text


def test_a_wrong_method_says_which_ones_are_right(client: FlaskClient) -> None:
    answer = client.delete("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_what_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = client.post("/account/sign-in", data={"handle": "x" * 12_100_000})
    assert answer.status_code == 413
    assert "A file may have 10 MB" in answer.text


def test_an_address_comes_back_escaped(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/<script>alert(1)</script>").text
