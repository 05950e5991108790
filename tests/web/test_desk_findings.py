"""Findings on the desk's pages: by what they say, both pieces of words marked, counted beside the text; no rating."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import comparing, intake
from factcheck.records import QuotationDraft, Span, Splitting
from tests import builders as build

REGISTER = "The register is public. The waterworks has 190 employees in three houses. It was founded in 1901."
PASSAGE = "The waterworks has 190 employees in three houses."
ALTERED = "Reed told the council: “We have replaced nearly every lead pipe,” and sat down."
QUOTATION = Span(build.TEXT.index("“We have"), build.TEXT.index(" Reed said."))


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database)
    return signed_in("checker")


def page_of(browser: FlaskClient, address: str) -> str:
    return html.unescape(browser.get(address).get_data(as_text=True))


def findings(page: str) -> list[tuple[str, str, list[str]]]:
    """The groups on a page: relation, its words with the count, and the marked pieces of both sides."""
    groups = re.findall(r'<div class="findings is-(\w+)">(.*?)</ul>(.*?)</div>\n', page, re.S)
    return [
        (relation, re.search(r"<b>(.*?)</b>", body)[1], re.findall(r"<mark>(.*?)</mark>", body + rest))
        for relation, body, rest in groups
    ]


def test_a_claims_page_shows_what_differs_with_both_pieces_marked(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 2, PASSAGE, text=REGISTER)
    page = page_of(checker, "/desk/claims/2")
    assert findings(page) == [("differs", "1 differs", ["212", "190"]), ("absent", "1 absent", ["Harbour"])]
    assert "It rates nothing." in page


def test_what_agrees_outside_of_the_passage_says_so(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 2, "The register is public.", text=REGISTER.replace("190", "212"))
    page = page_of(checker, "/desk/claims/2")
    assert findings(page)[-1] == ("agrees", "1 agrees", ["212", "212"])
    assert "<dt>Elsewhere</dt>" in page
    build.attach(database, 2, PASSAGE.replace("190", "212"), text=REGISTER.replace("190", "212"))
    assert page_of(checker, "/desk/claims/2").count("<dt>Elsewhere</dt>") == 1


def test_what_is_absent_is_marked_in_the_claim(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 2, "The register is public.", text="The register is public.")
    assert findings(page_of(checker, "/desk/claims/2")) == [("absent", "2 absent", ["Harbour", "212"])]


def test_a_source_shows_what_its_offered_passages_say_to_the_claim(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 1, "It was founded in 1901.", text=REGISTER)
    page = page_of(checker, "/desk/sources/1?claim=2")
    assert ("differs", "1 differs", ["212", "190"]) in findings(page)
    assert findings(page_of(checker, "/desk/sources/1")) == []


def test_an_altered_quotation_is_shown_as_a_proofreader_would(
    signed_in: Callable[..., FlaskClient], database: Database
) -> None:
    document = intake.read_text(build.TEXT, extract=extract)
    said = replace(build.drafts()[2], quotation=QUOTATION)
    found = Splitting("hand", "1", "en", (said,), quotations=(QuotationDraft(QUOTATION, "Reed"),))
    by = build.person(database, "ada")
    intake.add_article(database, document, intake.Details("T"), found, by=by, now=build.NOW)
    build.attach(database, 1, ALTERED, text=ALTERED)
    page = page_of(signed_in("checker"), "/desk/claims/1")
    assert re.search(r"We have replaced <del>nearly </del>every lead pipe", page)
    assert findings(page)[0][:2] == ("differs", "1 differs")


def test_the_article_counts_them_beside_each_claim_and_leads_to_the_evidence(
    checker: FlaskClient, database: Database
) -> None:
    build.attach(database, 2, PASSAGE, text=REGISTER)
    assert "1 passage not compared yet" in page_of(checker, "/desk/articles/1")
    while comparing.keep_up(database):
        pass
    page = page_of(checker, "/desk/articles/1")
    assert "not compared yet" not in page
    [(address, words)] = re.findall(r'<a class="counted" href="([^"]+)">(.*?)</a>', page, re.S)
    assert address == "/desk/claims/2#evidence"
    assert "1 differs" in words


def test_readers_never_see_a_finding(client: FlaskClient, database: Database) -> None:
    build.article(database)
    build.attach(database, 2, PASSAGE, text=REGISTER)
    comparing.keep_up(database)
    build.record(database, 2)
    build.publish(database, 2)
    for address in ("/claims/2-the-waterworks-of-harbour-has-212-employees", "/claims/2.json", "/articles/1"):
        page = page_of(client, address)
        assert "212" in page, address
        assert "differs" not in page, address


def test_an_article_that_contradicts_itself_says_so_with_both_of_its_sentences(
    signed_in: Callable[..., FlaskClient], database: Database
) -> None:
    told = "The council praised the harbour budget that it unveiled earlier this month. It rained."
    build.article(database, f"{told} The harbour budget was unveiled last month.", [])
    build.article(database, told, [], url="https://post.example/other")
    browser = signed_in("checker")
    page = page_of(browser, "/desk/articles/1")
    part = page.split('id="contradictions"')[1].split("</ul>")[0]
    assert re.findall(r"<mark>(.*?)</mark>", part) == ["earlier this month", "last month"]
    assert 'id="contradictions"' not in page_of(browser, "/desk/articles/2")
