"""Feeds and data for programs: read by real parsers, told only what is published, safe where others open them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlite_utils import Database

from factcheck.core import claimreview
from factcheck.desk import matching
from factcheck.records import Correction
from factcheck.store import matches
from factcheck.web import names
from factcheck.web.datasets import cell
from tests import builders
from tests.conftest import SHARED
from tests.desk.test_matching import again

SITE = "https://desk.example"
CLAIM = f"{SITE}/claims/1-harbours-water-is-the-cleanest"
DANA, POST = names.key("Dana Reed"), names.key("The Harbour Post")
LATER = "2026-04-01T08:00:00.000000Z"


@pytest.fixture
def site(app: Flask, database: Database, client: FlaskClient) -> FlaskClient:
    """A reader of a site with three verdicts, one of them corrected, and a claim that is not checked."""
    app.config["PUBLIC_URL"] = SITE
    builders.article(database)
    builders.verdict(database, 1, "mostly-false")
    builders.verdict(database, 2, "true")
    number = builders.elsewhere(database)
    builders.verdict(database, number, "unproven")
    builders.record(database, 1, "false", correction=Correction.UPDATE, note="New figures.")
    builders.publish(database, 1, now=LATER)
    return client


FEEDS = {
    "/feed": [1, 4, 2],
    "/corrections": [1],
    f"/claimants/{DANA}": [1],
    f"/publishers/{POST}": [1, 2],
}


@pytest.mark.parametrize(("path", "claims"), FEEDS.items())
def test_an_atom_feed_is_read_by_a_real_parser(site: FlaskClient, path: str, claims: list[int]) -> None:
    answer = site.get(f"{path}.atom")
    found = feedparser.parse(answer.data)
    assert (found.bozo, found.version) == (False, "atom10")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert [re.sub(r"#.*", "", entry.id) for entry in found.entries] == [f"{SITE}/claims/{one}" for one in claims]
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == f"{SITE}{path}.atom"
    assert site.get(links["alternate"].removeprefix(SITE)).status_code == 200
    assert found.feed.updated == found.entries[0].updated
    assert site.get(found.entries[0].link.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize(("path", "claims"), FEEDS.items())
def test_a_json_feed_says_the_same_as_its_atom_feed(site: FlaskClient, path: str, claims: list[int]) -> None:
    told = site.get(f"{path}.json").json
    atom = feedparser.parse(site.get(f"{path}.atom").data)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == f"{SITE}{path}.json"
    assert [(one["id"], one["url"], one["title"], one["date_modified"]) for one in told["items"]] == [
        (entry.id, entry.link, entry.title, entry.updated) for entry in atom.entries
    ]


def test_an_entry_says_rating_claim_and_reason_and_stays_the_same_entry_when_corrected(
    site: FlaskClient, database: Database
) -> None:
    [entry, *_] = feedparser.parse(site.get("/feed.atom").data).entries
    assert entry.title == "False: “Harbour’s water is the cleanest.”"
    assert entry.link == CLAIM
    assert (entry.published, entry.updated) == ("2026-02-03T10:00:00Z", "2026-04-01T08:00:00Z")
    assert "New figures." in entry.content[0].value
    assert "Dana Reed" in entry.content[0].value
    [correction] = feedparser.parse(site.get("/corrections.atom").data).entries
    assert correction.id == f"{SITE}/claims/1#verdict-2"
    builders.record(database, 1, "true", correction=Correction.MINOR, note="Again.")
    builders.publish(database, 1, now="2026-05-01T08:00:00.000000Z")
    assert feedparser.parse(site.get("/feed.atom").data).entries[0].id == entry.id
    assert len(feedparser.parse(site.get("/corrections.atom").data).entries) == 2


def test_feeds_hold_what_people_wrote_as_text(app: Flask, database: Database, client: FlaskClient) -> None:
    evil = "</title><script>alert(1)</script> & \x0b <b>"
    builders.article(database, title=evil, publisher=evil)
    builders.attach(database, 1)
    builders.record(database, 1, "false", evil)
    builders.publish(database, 1)
    answer = client.get("/feed.atom")
    assert b"<script" not in answer.data
    assert not feedparser.parse(answer.data).bozo
    assert "<script>alert(1)</script> &" in etree.fromstring(answer.data).findtext("{*}entry/{*}summary")


def test_an_empty_site_has_valid_feeds(client: FlaskClient) -> None:
    for path in ("/feed", "/corrections"):
        found = feedparser.parse(client.get(f"{path}.atom").data)
        assert (found.bozo, found.entries, found.feed.updated) == (False, [], "1970-01-01T00:00:00Z")
        assert client.get(f"{path}.json").json["items"] == []


def test_nobodys_feed_is_not_there(site: FlaskClient) -> None:
    for path in ("/claimants/nobody-00000000", f"/publishers/{DANA}"):
        for form in (".atom", ".json", ""):
            assert site.get(path + form).status_code == 404


def test_every_page_with_a_feed_names_it(site: FlaskClient) -> None:
    for page, path in [("/", "/feed"), *((path, path) for path in FEEDS if path != "/feed")]:
        html = site.get(page).text
        for kind, form in (("application/atom+xml", "atom"), ("application/feed+json", "json")):
            assert f'<link rel="alternate" type="{kind}" href="{path}.{form}"' in html


# ---- ClaimReviews, table, sitemap ----


def test_the_data_feed_has_the_review_of_every_page(site: FlaskClient) -> None:
    told = site.get("/claimreviews.json")
    whole = json.loads(told.data)
    assert (whole["@type"], told.mimetype) == ("DataFeed", "application/ld+json")
    reviews = list(claimreview.claim_reviews(whole))
    assert len(reviews) == 3
    for node in reviews:
        assert [remark for remark in claimreview.lint(node, SITE) if remark.is_error] == []
        path = node["url"].removeprefix(SITE)
        [on_page] = [
            claimreview.parse(json.loads(script))
            for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.get(path).text)
        ]
        assert claimreview.parse(node) == on_page


def test_the_data_feed_names_the_appearances_that_a_page_names(site: FlaskClient, database: Database) -> None:
    again(database)
    assert "https://other.example/w" not in json.dumps(review_of(site, 1))
    bo = builders.person(database, "bo")
    suggested = [one for number in range(5, 8) for one in matches.of_claim(database, number) if one.known_id == 1]
    matching.confirm(database, suggested[0].id, by=bo, now=builders.NOW)
    node = review_of(site, 1)
    [script] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', site.get(node["url"].removeprefix(SITE)).text
    )
    assert claimreview.parse(node) == claimreview.parse(json.loads(script))
    assert "https://other.example/w" in json.dumps(node)


def review_of(site: FlaskClient, claim: int) -> dict[str, Any]:
    """The review of one claim in the data feed."""
    found = claimreview.claim_reviews(json.loads(site.get("/claimreviews.json").data))
    return next(node for node in found if f"/claims/{claim}-" in node["url"])


def test_the_table_has_a_line_for_each_verdict(site: FlaskClient) -> None:
    answer = site.get("/verdicts.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["claim"], row["rating"], row["corrected"]) for row in rows] == [
        ("1", "False", "True"),
        ("4", "Unproven", "False"),
        ("2", "True", "False"),
    ]
    assert rows[0]["address"] == CLAIM
    assert (rows[1]["where"], rows[1]["said_on"]) == ("Radio Harbour, morning news", "2026-01-30")


def formulas() -> list[str]:
    path = SHARED / "hostile" / "csv-injection" / "cells.json"
    return ["=1+1", "\t=1+1", " +1", "＝1", ";=1+1;", *(json.loads(path.read_text()) if path.exists() else [])]


def begins_formula(value: str) -> bool:
    """Whether a spreadsheet would read a formula at the beginning of a cell, or of what it may take for another one."""
    return any(part.lstrip()[:1] in tuple("=+-@＝＋－＠") for part in re.split(r"[;\t\r\n]", value))


@pytest.mark.parametrize("text", formulas(), ids=ascii)
def test_no_cell_of_the_table_begins_a_formula(database: Database, client: FlaskClient, text: str) -> None:
    words = "The port is old. And more."
    found = [builders.draft(words, "The port is old", f"{text.strip()} claim", f"{text} x")]
    builders.article(database, words, found, title=f"{text} x", publisher=f"{text} x")
    builders.attach(database, 1)
    builders.record(database, 1, "false", f"{text} because")
    builders.publish(database, 1)
    for row in csv.reader(io.StringIO(client.get("/verdicts.csv").text)):
        assert [value for value in row if begins_formula(value)] == []


def test_the_raw_way_begins_formulas_and_plain_words_stay_as_they_are() -> None:
    assert all(begins_formula(text) for text in ("=1+1", '";=1+1;"', " +1"))  # the control
    assert cell("Fares rose by 3-4 percent; a + b") == "Fares rose by 3-4 percent; a + b"
    assert (cell("-5 degrees"), cell(None), cell("a\nb")) == ("'-5 degrees", "", "a b")


def test_the_sitemap_names_every_public_page_with_its_last_change(site: FlaskClient) -> None:
    root = etree.fromstring(site.get("/sitemap.xml").data)
    found = {entry.findtext("{*}loc"): entry.findtext("{*}lastmod") for entry in root}
    assert found[CLAIM] == "2026-04-01T08:00:00Z"
    assert found[f"{SITE}/articles/1"] == "2026-04-01T08:00:00Z"
    assert f"{SITE}/" in found
    for address in found:
        assert site.get(address.removeprefix(SITE)).status_code == 200
    robots = site.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /desk/" in robots


# ---- Annotations ----


def test_the_annotations_of_an_article_stand_at_the_exact_words(site: FlaskClient) -> None:
    answer = site.get("/articles/1/annotations.json")
    assert answer.content_type == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    told, text = json.loads(answer.data), site.get("/articles/1.json").json["text"]
    assert (told["type"], len(told["items"])) == ("AnnotationPage", 3)
    for item in told["items"]:
        for target in item["target"]:
            quote, place = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
            assert target["source"] == "https://post.example/water"
    tags = [next(body["value"] for body in item["body"] if body.get("purpose") == "tagging") for item in told["items"]]
    assert tags == ["False", "True", "Not checked"]
    assert told["items"][0]["body"][-1]["id"] == CLAIM
    assert site.get("/articles/2/annotations.json").status_code == 404
