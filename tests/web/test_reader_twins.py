"""The JSON twins: every field is described in docs/api.md, and nothing is described that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import matching
from factcheck.records import Correction
from factcheck.store import claims
from factcheck.store.connection import writing
from tests import builders
from tests.desk.test_matching import again, match_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


def documented(section: str) -> set[str]:
    """The fields that a section of the document describes."""
    [text] = re.findall(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", DOCUMENT.read_text(), re.M | re.S)
    return set(re.findall(r"^\| `([a-z0-9_.\[\]]+)` \| \S", text, re.M))


def fields(value: object, path: str = "") -> Iterator[str]:
    """Every field of a JSON value, as the document writes it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list) and path not in ("claims[].spans[]", "said.spans[]"):
        for inner in value:
            yield from fields(inner, f"{path}[]")
    else:
        yield path


@pytest.fixture
def published(database: Database, client: FlaskClient) -> FlaskClient:
    """A browser on a site with a public article, a corrected verdict on its first claim, and one made elsewhere."""
    builders.article(database)
    builders.verdict(database, 1, "mostly-false", explanation="See *the register*.")
    builders.record(database, 1, "false", correction=Correction.MINOR, note="A number was wrong.")
    builders.publish(database, 1)
    with writing(database):
        claims.add_appearance(database, 1, place="Radio Harbour", said_on="2026-01-12", url="https://radio.example/")
    again(database)
    matching.confirm(database, match_of(database, 5), by=builders.person(database, "bo"), now=builders.NOW)
    return client


@pytest.mark.parametrize(
    ("section", "address"),
    [
        ("`/index.json`", "/index.json"),
        ("`/articles/<number>.json`", "/articles/1.json"),
        ("`/claims/<number>.json`", "/claims/1.json"),
        ("Errors", "/claims/2.json"),
    ],
)
def test_the_document_describes_every_field_and_no_other(published: FlaskClient, section: str, address: str) -> None:
    sent = set(fields(published.get(address).json))
    sent -= {"claims[].verdict"}  # null for those that are not checked
    assert sent == documented(section)


def test_every_page_links_to_its_twin(published: FlaskClient) -> None:
    for page, twin in [("/", "/index.json"), ("/?q=water", "/index.json?q=water"), ("/articles/1", "/articles/1.json")]:
        assert f'<link rel="alternate" type="application/json" href="{twin}">' in published.get(page).text
    page = published.get("/claims/1", follow_redirects=True).text
    assert '<link rel="alternate" type="application/json" href="/claims/1.json">' in page


def test_spans_cut_the_words_out_of_the_articles_text(published: FlaskClient) -> None:
    article = published.get("/articles/1.json").json
    said = published.get("/claims/1.json").json["said"]
    [[start, end]] = said["spans"]
    assert article["claims"][0]["spans"] == [[start, end]]
    assert article["text"][start:end] == said["words"][0] == "city’s water is the cleanest in the country"


def test_a_twin_says_what_its_page_says(published: FlaskClient) -> None:
    twin = published.get("/claims/1.json").json
    assert (twin["rating"]["key"], twin["corrected"]) == ("false", True)
    assert [(one["version"], one["rating"], one["correction"]) for one in twin["history"]] == [
        (2, "false", "minor"),
        (1, "mostly-false", None),
    ]
    assert twin["evidence"][0]["source"]["title"] == "Register of Drinking Water"
    assert twin["said"]["article"]["title"] == "City’s water is the cleanest, mayor says"
    assert [rating["key"] for rating in twin["scale"]][-1] == "missing-context"


def test_errors_of_twins_are_json(client: FlaskClient) -> None:
    for address in ["/articles/7.json", "/claims/7.json", "/claims/x.json"]:
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "application/json")


def test_an_address_that_may_not_be_linked_to_is_null(database: Database, client: FlaskClient) -> None:
    number = builders.elsewhere(database)
    database.execute("update appearances set url = 'javascript:alert(1)' where claim_id = ?", [number])  # as of old
    builders.verdict(database, number, "true")
    twin = client.get(f"/claims/{number}.json").json
    assert (twin["said"]["url"], twin["said"]["article"]) == (None, None)
    assert twin["said"]["place"] == "Radio Harbour, morning news"
    assert 'href="javascript' not in client.get(f"/claims/{number}", follow_redirects=True).text
