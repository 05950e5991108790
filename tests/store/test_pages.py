"""What readers' pages are made of: what is published, and nothing else."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlite_utils import Database

from factcheck.desk import articles, claims, evidence
from factcheck.records import Correction, Role, Stance
from factcheck.store import home, pages, search
from tests import builders


def change(database: Database, claim: int, text: str, pieces: tuple[str, ...]) -> None:
    by = builders.person(database, "ada", Role.CHECKER)
    version = claims.existing(database, claim).version
    claims.change(database, claim, version, claims.Words(text, "Nobody", pieces=pieces), by=by, now=builders.NOW)


def test_a_private_article_and_an_absent_one_are_the_same_to_readers(database: Database) -> None:
    number = builders.article(database)
    assert pages.public_article(database, number) is None
    assert pages.public_article(database, 99) is None
    articles.publish(database, number, by=builders.person(database, "bo"), now=builders.NOW)
    page = pages.public_article(database, number)
    assert page is not None
    assert [claim.number for claim in page.claims] == [1, 2, 3]
    assert {claim.verdict for claim in page.claims} == {None}


def test_a_public_claim_has_no_field_of_the_desk(database: Database) -> None:
    names = {field.name for field in fields(pages.PublicClaim)}
    assert names == {"number", "text", "claimant", "quoted", "anchors", "verdict", "withdrawn"}


def test_a_claim_that_was_dropped_is_not_there_and_is_not_counted(database: Database) -> None:
    number = builders.article(database, public=True)
    by = builders.person(database, "ada", Role.CHECKER)
    claims.drop(database, 2, claims.existing(database, 2).version, by=by, now=builders.NOW)
    page = pages.public_article(database, number)
    assert page is not None
    assert [claim.number for claim in page.claims] == [1, 3]
    assert home.home(database).articles[0].claims == 2


def test_words_that_the_desk_changed_after_publication_are_not_the_verdicts(database: Database) -> None:
    number = builders.article(database)
    builders.verdict(database, 1)
    change(database, 1, "Other words.", ("The waterworks",))
    article = pages.public_article(database, number)
    verdict = pages.public_verdict(database, 1)
    line = home.home(database).verdicts[0]
    assert article is not None
    assert verdict is not None
    for shown in (article.claims[0].text, verdict.verdict.claim_text, line.claim[0].text):
        assert shown == "Harbour’s water is the cleanest."
    assert article.claims[0].anchors == verdict.verdict.anchors


def test_a_verdict_is_there_when_it_is_published_and_not_before(database: Database) -> None:
    builders.article(database)
    builders.attach(database, 1)
    builders.record(database, 1)
    assert pages.public_verdict(database, 1) is None
    assert home.home(database).verdicts == ()
    builders.publish(database, 1)
    page = pages.public_verdict(database, 1)
    assert page is not None
    assert [one.number for one in page.history] == [1]
    builders.record(database, 1, "true", correction=Correction.UPDATE, note="Newer figures.")
    page = pages.public_verdict(database, 1)
    assert page is not None
    assert [one.number for one in page.history] == [1]
    builders.publish(database, 1)
    page = pages.public_verdict(database, 1)
    assert page is not None
    assert [(one.number, one.rating.key) for one in page.history] == [(2, "true"), (1, "false")]


def test_evidence_is_what_the_verdict_stood_on_whatever_the_desk_does_later(database: Database) -> None:
    builders.article(database)
    kept = builders.attach(database, 1)
    builders.record(database, 1)
    builders.publish(database, 1)
    by = builders.person(database, "ada", Role.CHECKER)
    builders.attach(database, 1, "The register is kept since 1990.", Stance.CONTEXT)
    evidence.change_stance(database, kept, 1, Stance.SUPPORTS, by=by, now=builders.NOW)
    evidence.remove(database, kept, by=by, now=builders.NOW)
    page = pages.public_verdict(database, 1)
    assert page is not None
    assert [(one.stance, one.passage) for one in page.evidence] == [
        (Stance.REFUTES, "The city ranked twelfth of forty for nitrate.")
    ]
    assert page.contexts[0][page.evidence[0].span.start :].startswith("The city ranked")


def test_the_home_page_has_the_standing_verdict_of_each_claim_once(database: Database) -> None:
    builders.article(database)
    builders.verdict(database, 1, "mostly-false")
    builders.record(database, 1, "false", correction=Correction.SUBSTANTIAL, note="Wrong.")
    builders.publish(database, 1)
    elsewhere = builders.elsewhere(database)
    builders.verdict(database, elsewhere, "true")
    lines = {line.verdict.claim_id: line for line in home.home(database).verdicts}
    assert len(lines) == len(home.home(database).verdicts) == 2
    assert (lines[1].verdict.rating.key, lines[1].article_number, lines[1].publisher) == (
        "false",
        1,
        "The Harbour Post",
    )
    assert (lines[elsewhere].where, lines[elsewhere].article_number) == ("Radio Harbour, morning news", None)


def test_no_more_is_listed_than_fits_and_the_newest_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"Street {number} has trees." for number in range(home.NEWEST + 5))
    sentences = [sentence.strip() + "." for sentence in text.split(".") if sentence]
    builders.article(database, text, [builders.draft(text, sentence[:-1], sentence) for sentence in sentences])
    for claim in range(1, home.NEWEST + 6):
        builders.record(database, claim, "unproven")
        builders.publish(database, claim, now=f"2026-02-03T10:00:00.{claim:06}Z")
    for words in ("", "trees"):
        lines = home.home(database, words).verdicts
        assert [line.verdict.claim_id for line in lines] == list(range(home.NEWEST + 5, 5, -1))


def test_a_search_says_which_words_it_found(database: Database) -> None:
    builders.article(database)
    builders.verdict(database, 1)
    found = home.home(database, "cleanest city")
    assert [run.text for run in found.verdicts[0].claim if run.found] == ["cleanest"]
    assert [run.text for run in found.verdicts[0].reason if run.found] == ["cities"]
    assert [run.text for run in found.articles[0].title if run.found] == ["City", "cleanest"]
    assert [run.text for run in found.articles[0].passage if run.found] == ["city", "cleanest"]
    assert "".join(run.text for run in found.verdicts[0].claim) == "Harbour’s water is the cleanest."


def test_a_search_that_only_the_title_answers_shows_no_passage(database: Database) -> None:
    builders.article(database, title="Breaking", public=True)
    assert home.home(database, "breaking").articles[0].passage == ()


def test_a_search_reads_only_what_stands_now(database: Database) -> None:
    builders.article(database)
    builders.verdict(database, 1, reason="The leaflet was mistaken.")
    change(database, 2, "The waterworks has a leaflet.", ("has 212 employees",))
    assert len(home.home(database, "leaflet").verdicts) == 1
    builders.record(database, 1, "true", "The brochure was right.", correction=Correction.SUBSTANTIAL, note="Wrong.")
    builders.publish(database, 1)
    assert home.home(database, "leaflet").verdicts == ()
    assert len(home.home(database, "brochure").verdicts) == 1


def test_marks_that_a_text_brought_along_do_no_harm() -> None:
    assert search.runs(f"a {search.OPEN}b{search.CLOSE} c") == [("a ", False), ("b", True), (" c", False)]
    assert "".join(text for text, _ in search.runs(f"{search.CLOSE}x{search.OPEN}{search.OPEN}y")) == "xy"
