"""Pages that are kept are those that the application would make now."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import articles
from factcheck.records import Correction
from factcheck.web import kept, reader
from tests import builders

CLAIM = "/claims/1-harbours-water-is-the-cleanest"


@pytest.fixture
def made(app: Flask) -> list[str]:
    """The endpoints of the pages that the application made, in order."""
    endpoints: list[str] = []

    def count(view: Callable[..., object], endpoint: str) -> Callable[..., object]:
        def counted(**values: object) -> object:
            endpoints.append(endpoint)
            return view(**values)

        return counted

    for endpoint, view in list(app.view_functions.items()):
        if endpoint.startswith(f"{reader.blueprint.name}."):
            app.view_functions[endpoint] = count(view, endpoint)
    return endpoints


@pytest.fixture
def number(database: Database) -> int:
    number = builders.article(database)
    builders.verdict(database, 1)
    return number


def test_a_page_is_made_once_and_goes_out_the_same(client: FlaskClient, number: int, made: list[str]) -> None:
    first, second = client.get(CLAIM), client.get(CLAIM)
    assert made == ["reader.claim"]
    assert second.data == first.data
    assert dict(second.headers) == dict(first.headers)
    assert second.headers["Content-Security-Policy"]
    head = client.head(CLAIM)
    assert (head.data, dict(head.headers)) == (b"", dict(first.headers))


def test_an_answer_without_a_body_keeps_what_belongs_to_it(client: FlaskClient, number: int, made: list[str]) -> None:
    first = client.get(CLAIM)
    again = client.get(CLAIM, headers={"If-None-Match": first.headers["ETag"]})
    assert made == ["reader.claim"]
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert "Content-Type" not in again.headers
    assert client.get(CLAIM, headers={"If-None-Match": '"other"'}).data == first.data


def test_every_act_of_the_desk_makes_pages_new(
    database: Database, client: FlaskClient, number: int, made: list[str]
) -> None:
    before = client.get(CLAIM).text
    builders.record(database, 1, "half-true", "New reason.", correction=Correction.UPDATE, note="New figures.")
    assert client.get(CLAIM).text == before  # recorded, not published
    builders.publish(database, 1)
    after = client.get(CLAIM)
    assert "New reason." in after.text
    assert made == ["reader.claim"] * 3
    assert client.get(CLAIM, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_an_article_that_is_taken_back_is_gone_at_once(database: Database, client: FlaskClient) -> None:
    number = builders.article(database, public=True)
    assert client.get(f"/articles/{number}").status_code == 200
    assert "cleanest" in client.get("/").text
    articles.take_back(database, number, by=builders.person(database, "bo"), now=builders.NOW)
    assert client.get(f"/articles/{number}").status_code == 404
    assert client.get(f"/articles/{number}.json").status_code == 404
    assert "cleanest" not in client.get("/").text


def test_a_page_that_was_made_while_the_desk_worked_is_not_kept_beyond(
    app: Flask, database: Database, client: FlaskClient, number: int
) -> None:
    view = app.view_functions["reader.article"]

    def slow(**values: object) -> object:
        page = view(**values)
        builders.verdict(database, 2, "true", reason="Just in time.")
        return page

    app.view_functions["reader.article"] = slow
    assert "Just in time." not in client.get(f"/articles/{number}").text
    app.view_functions["reader.article"] = view
    assert "Just in time." in client.get(f"/articles/{number}").text


def test_searches_redirects_and_errors_are_not_kept(client: FlaskClient, number: int, made: list[str]) -> None:
    for address in ("/?q=water", "/claims/1", "/claims/7.json", "/articles/7"):
        client.get(address)
        count = len(made)
        client.get(address)
        assert len(made) == count + 1, address


def test_pages_in_several_languages_are_kept_apart(app: Flask, client: FlaskClient, made: list[str]) -> None:
    app.config["LOCALES"] = ["en", "de"]
    for language in ("en", "de", "de"):
        assert "Accept-Language" in client.get("/", headers={"Accept-Language": language}).headers["Vary"]
    assert made == ["reader.index"] * 2


def test_what_was_least_lately_asked_for_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 25)
    pages = kept.Pages({"LOCALES": ["en"]})
    for name in ("a", "b"):
        pages.put(("", name, ""), kept.Page("state", b"x" * 10, (), name, b""))
    pages.get(("", "a", ""))
    pages.put(("", "c", ""), kept.Page("state", b"x" * 10, (), "c", b""))
    assert [name for name in "abc" if pages.get(("", name, ""))] == ["a", "c"]
    pages.put(("", "d", ""), kept.Page("state", b"x" * 30, (), "d", b""))
    assert not any(pages.get(("", name, "")) for name in "abcd")


def test_a_kept_page_goes_out_compressed_to_who_takes_it(client: FlaskClient, number: int, made: list[str]) -> None:
    plain = client.get(CLAIM)
    small = client.get(CLAIM, headers={"Accept-Encoding": "gzip, br"})
    assert made == ["reader.claim"]
    assert (small.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(small.data) == plain.data
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    for known in (plain, small):
        asked = {"If-None-Match": known.headers["ETag"], "Accept-Encoding": "gzip"}
        again = client.get(CLAIM, headers=asked)
        assert (again.status_code, again.data, again.headers.get("Content-Encoding")) == (304, b"", None)


def test_the_style_sheet_goes_out_compressed(client: FlaskClient) -> None:
    plain, small = (client.get("/static/house.css", headers=each) for each in ({}, {"Accept-Encoding": "gzip"}))
    assert gzip.decompress(small.data) == plain.data
    asked = {"If-None-Match": small.headers["ETag"], "Accept-Encoding": "gzip"}
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert client.get("/static/mark.svg", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert client.get("/static/house.css", headers=asked).status_code in (200, 304)


def test_pages_that_are_kept_stay_up_while_the_database_is_gone(
    client: FlaskClient, number: int, database_path: Path
) -> None:
    before = client.get(CLAIM).data
    away = database_path.with_suffix(".away")
    database_path.rename(away)
    assert client.get(CLAIM).data == before
    assert client.get("/corrections").status_code == 503  # nobody asked for it before
    away.rename(database_path)
    assert client.get("/corrections").status_code == 200
