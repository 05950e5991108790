"""What is older than the home page shows is a page further on; pages name their own address as others find it."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.store.home import NEWEST
from tests import builders as build


def publish_many(database: Database, most: int) -> None:
    """Publish verdicts on claims that were made elsewhere, a minute apart."""
    for number in range(1, most + 1):
        claim = build.elsewhere(database, f"Claim number {number} is true.", url=f"https://radio.example/{number}")
        build.attach(database, claim)
        build.record(database, claim)
        build.publish(database, claim, now=f"2026-02-03T10:{number:02}:00.000000Z")


def test_older_verdicts_are_a_page_further_on(client: FlaskClient, database: Database) -> None:
    publish_many(database, NEWEST + 2)
    first, second = client.get("/index.json").get_json(), client.get("/index.json?page=2").get_json()
    assert [len(first["verdicts"]), first["older"]] == [NEWEST, True]
    assert [one["text"] for one in second["verdicts"]] == ["Claim number 2 is true.", "Claim number 1 is true."]
    assert second["older"] is False
    page = client.get("/").text
    assert 'href="/page-2" rel="next"' in page
    assert 'rel="prev"' not in page
    older = client.get("/?page=2").text
    assert 'href="/" rel="prev"' in older
    assert 'rel="next"' not in older
    found = client.get("/?q=claim").text
    assert 'href="/page-2?q=claim" rel="next"' in found


def test_a_page_that_nobody_filled_says_so(client: FlaskClient, database: Database) -> None:
    for typed in ("0", "-1", "two", "9" * 30, "٣"):
        assert client.get("/index.json", query_string={"page": typed}).get_json()["page"] == 1
    assert "There are no older ones." in client.get("/?page=999999999").text


def test_pages_name_their_address_as_others_find_it(app: Flask, client: FlaskClient, database: Database) -> None:
    build.article(database)
    build.verdict(database, 1)
    assert '<link rel="canonical" href="http://127.0.0.1:8000/articles/1">' in client.get("/articles/1").text
    app.config["PUBLIC_URL"] = "https://desk.example.org"
    fresh = app.test_client()
    build.verdict(database, 3)
    assert '<link rel="canonical" href="https://desk.example.org/articles/1">' in fresh.get("/articles/1").text
