"""The ClaimReview of a verdict's page: one on that page, none on any other, and it gates publication."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.core import claimreview, gates
from factcheck.core.claimreview import Remark
from factcheck.desk import claims, verdicts
from factcheck.errors import Refused
from factcheck.records import Correction, Site
from factcheck.records.reviews import Sort
from tests import builders
from tests.core.test_claimreview import Scripts, breaking

CLAIM = "/claims/1-harbours-water-is-the-cleanest"


def review_on(client: FlaskClient, address: str) -> claimreview.ClaimReview:
    [found] = Scripts(client.get(address).text).found
    return claimreview.parse(json.loads(found))


@pytest.fixture
def published(app: Flask, database: Database, client: FlaskClient) -> FlaskClient:
    """A reader of a site at desk.example with one published verdict."""
    app.config["PUBLIC_URL"] = "https://desk.example"
    builders.article(database)
    builders.verdict(database, 1, "mostly-false")
    return client


def test_a_verdicts_page_says_what_it_says_to_programs_too(published: FlaskClient) -> None:
    review = review_on(published, CLAIM)
    assert (review.url, review.claim) == (f"https://desk.example{CLAIM}", "Harbour’s water is the cleanest.")
    assert (review.rating.words, review.rating.value, review.rating.best) == ("Mostly false", 2, 5)
    assert [(party.name, party.sort) for party in review.claimants] == [("Dana Reed", Sort.PERSON)]
    assert (review.claimed_on, review.published) == ("2026-01-11", "2026-02-03T10:00:00Z")
    assert [place.url for place in review.appearances] == ["https://post.example/water"]
    found = claimreview.page(published.get(CLAIM).text, review.url)
    assert claimreview.lint_page(found, ["False", "True"]) == []


def test_no_other_page_has_one(published: FlaskClient) -> None:
    for address in ("/", "/?q=water", "/articles/1"):
        assert '<script type="application/ld+json"' not in published.get(address).text


def test_a_correction_changes_the_review_and_says_when(published: FlaskClient, database: Database) -> None:
    builders.record(database, 1, "false", correction=Correction.UPDATE, note="New figures.")
    builders.publish(database, 1, now="2026-05-01T08:00:00.000000Z")
    review = review_on(published, CLAIM)
    assert (review.published, review.modified) == ("2026-02-03T10:00:00Z", "2026-05-01T08:00:00Z")
    assert (review.rating.words, review.rating.value) == ("False", 1)


@pytest.mark.parametrize("text", breaking(), ids=ascii)
def test_no_string_in_any_field_of_the_desk_leaves_the_script(
    app: Flask, database: Database, client: FlaskClient, text: str
) -> None:
    evil = f"A {text} b"
    words = "The port is old. And more."
    found = [builders.draft(words, "The port is old", f"Claim {evil}", evil)]
    builders.article(database, words, found, title=evil, publisher=evil, byline=evil)
    builders.attach(database, 1, title=evil)
    builders.record(database, 1, "false", evil, evil)
    builders.publish(database, 1)
    page = client.get("/claims/1", follow_redirects=True).text
    scripts = Scripts(page)
    assert (scripts.tags.count("script"), page.lower().count("<script")) == (1, 1)
    review = claimreview.parse(json.loads(scripts.found[0]))
    assert review.claim == claims.existing(database, 1).text
    assert [remark.code for remark in claimreview.lint_page(claimreview.page(page)) if remark.is_error] == []


def test_an_error_of_the_review_keeps_the_verdict_from_being_published(database: Database) -> None:
    builders.article(database, public=True)
    builders.attach(database, 1)
    builders.record(database, 1)
    bo = builders.person(database, "bo")
    with pytest.raises(Refused, match="must be a whole one"):
        verdicts.publish(database, 1, 1, site=Site("Desk", "desk.example"), by=bo, now=builders.NOW)
    claim = claims.existing(database, 1)
    waiting = verdicts.waiting(database, claim)
    told = verdicts.missing_before_publishing(database, claim, waiting, by=bo, site=Site("Desk", "desk.example"))
    assert [one.place for one in told] == ["site"]
    verdicts.publish(database, 1, 1, site=Site("Desk", "https://desk.example"), by=bo, now=builders.NOW)


def test_advice_keeps_nothing_from_being_published() -> None:
    remarks = [Remark("W1", "Long.", "claimReviewed"), Remark("E3", "None.", "claimReviewed")]
    assert gates.before_marking_up(remarks) == [gates.Missing("None.", "claim")]


def test_the_desk_is_advised_where_the_verdict_is_given_and_where_it_waits(
    database: Database, signed_in: Callable[..., FlaskClient]
) -> None:
    text = "It is false that the port, which has been here for longer than anybody can say, is old. And more."
    found = [builders.draft(text, "the port", text.partition(".")[0] + ".")]
    builders.article(database, text, found)
    browser = signed_in("editor")
    advised = ["W1", "W2"]
    assert re.findall(r">(W\d)<", browser.get("/desk/claims/1/verdict").text) == advised
    builders.attach(database, 1)
    builders.record(database, 1)
    assert re.findall(r">(W\d)<", browser.get("/desk/claims/1").text) == advised
