"""A verdict is given by one person and published by another; the database itself holds to it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.desk import claims as desk_claims
from factcheck.desk import evidence as desk_evidence
from factcheck.desk import verdicts as desk
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Correction, State
from factcheck.store import claims, events, sources, verdicts
from factcheck.store.connection import writing
from tests import builders as build


@pytest.fixture
def bo(database: Database) -> dict[str, Any]:
    """The second person, on an article whose first claim has evidence."""
    build.article(database)
    build.attach(database, 1)
    return {"by": build.person(database, "bo"), "now": build.NOW}


@pytest.fixture
def ada(database: Database, bo: dict[str, Any]) -> dict[str, Any]:
    return {"by": build.person(database, "ada"), "now": build.NOW}


def test_a_verdict_keeps_the_words_and_the_evidence_that_it_judged(database: Database, bo: dict[str, Any]) -> None:
    number = build.record(database, 1, reason="  It was\ntwelfth. ", explanation="One.\r\nTwo.")
    verdict = verdicts.get(database, number)
    assert (verdict.reason, verdict.explanation, verdict.number) == ("It was twelfth.", "One.\nTwo.", 1)
    assert verdict.claim_text == "Harbour’s water is the cleanest."
    assert [one.stance for one in sources.evidence_of_verdict(database, number)] == ["refutes"]
    assert claims.get(database, 1).state == State.IN_REVIEW


@pytest.mark.parametrize(
    ("claim", "typed", "field"),
    [
        (1, {"rating": "nonsense"}, "rating"),
        (2, {"rating": "true"}, "evidence"),
        (1, {"reason": " "}, "reason"),
        (1, {"reason": "x" * 401}, "reason"),
        (1, {"explanation": "x" * 50_001}, "explanation"),
    ],
)
def test_what_is_missing_is_refused_at_its_place(
    database: Database, bo: dict[str, Any], claim: int, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        build.record(database, claim, **typed)
    assert refused.value.field == field
    assert verdicts.of_claim(database, claim) == []


def test_only_unproven_stands_without_evidence(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 2, "unproven")
    assert claims.get(database, 2).state == State.IN_REVIEW


def test_the_author_cannot_publish_and_the_database_refuses_it_too(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 1)
    author = build.person(database, "ada")
    with pytest.raises(Refused, match="a second person must publish it"):
        desk.publish(database, 1, 1, with_article=True, by=author, now=build.NOW)
    verdict = desk.waiting(database, claims.get(database, 1))
    for solo in (False, True):
        with pytest.raises(sqlite3.IntegrityError, match="second person"), writing(database):
            verdicts.publish(database, verdict, by=author.id, solo=solo, now=build.NOW)
    desk.publish(database, 1, 1, with_article=True, **bo)
    assert verdicts.standing(database, [1])[1].published_by_name == "Bo"


def test_nothing_of_a_refused_publication_stays(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 1)
    before = events.head(database)
    with pytest.raises(Refused):
        desk.publish(database, 1, 1, with_article=True, by=build.person(database, "ada"), now=build.NOW)
    assert events.head(database) == before
    assert database.execute("select public_at from articles").fetchone() == (None,)


def test_a_private_article_keeps_its_verdicts_private(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 1)
    with pytest.raises(Refused, match="The article is not public yet"):
        desk.publish(database, 1, 1, **bo)
    place = build.elsewhere(database)
    build.record(database, place, "unproven")
    desk.publish(database, place, 1, **bo)
    assert verdicts.standing(database, [place])[place].rating.key == "unproven"


def test_the_second_person_publishes_the_verdict_that_they_read(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 1)
    build.record(database, 1, reason="Another reason.")
    with pytest.raises(Conflict, match="Another verdict was given"):
        desk.publish(database, 1, 1, with_article=True, **bo)
    desk.publish(database, 1, 2, with_article=True, **bo)
    before = events.head(database)
    desk.publish(database, 1, 2, **bo)  # a button was pressed twice
    assert events.head(database) == before
    with pytest.raises(Refused, match="no verdict on this claim that waits"):
        desk.publish(database, 1, 3, **bo)


def test_work_on_the_claim_after_the_verdict_asks_for_it_again(
    database: Database, bo: dict[str, Any], ada: dict[str, Any]
) -> None:
    build.record(database, 1)
    desk_evidence.change_stance(database, 1, 1, "context", **ada)
    with pytest.raises(Refused, match="give the verdict again"):
        desk.publish(database, 1, 1, with_article=True, **bo)


def test_a_verdict_on_an_older_reading_is_a_conflict(
    database: Database, bo: dict[str, Any], ada: dict[str, Any]
) -> None:
    version = claims.get(database, 1).version
    typed = desk.Typed("false", "Eleven were better.")
    desk_evidence.change_stance(database, 1, 1, "context", **ada)
    with pytest.raises(Conflict) as stale:
        desk.record(database, 1, version, typed, **ada)
    assert stale.value.mine["reason"] == "Eleven were better."
    build.record(database, 1, reason="Theirs.")
    with pytest.raises(Conflict) as stale:
        desk.record(database, 1, claims.get(database, 1).version, typed, **ada)
    assert stale.value.theirs["reason"] == "Theirs."


def test_a_correction_keeps_the_old_verdict_and_says_what_it_is(database: Database, bo: dict[str, Any]) -> None:
    build.record(database, 1)
    build.publish(database, 1)
    with pytest.raises(Invalid) as refused:
        build.record(database, 1, "half-true")
    assert refused.value.field == "correction"
    with pytest.raises(Invalid) as refused:
        build.record(database, 1, "half-true", correction=Correction.UPDATE)
    assert refused.value.field == "correction_note"
    build.record(database, 1, "half-true", correction=Correction.UPDATE, note="A newer register.")
    assert verdicts.standing(database, [1])[1].rating.key == "false"
    build.publish(database, 1)
    assert [one.rating.key for one in verdicts.published_of(database, 1)] == ["half-true", "false"]
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        database.execute("update verdicts set reason = 'other' where number = 1")


def test_a_first_verdict_is_no_correction(database: Database, bo: dict[str, Any]) -> None:
    number = build.record(database, 1, correction=Correction.MINOR, note="Nothing to correct.")
    assert (verdicts.get(database, number).correction, verdicts.get(database, number).correction_note) == (None, "")


def test_sending_back_needs_a_review_and_a_note(database: Database, bo: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="in review"):
        desk.send_back(database, 1, "Why?", **bo)
    build.record(database, 1)
    with pytest.raises(Invalid) as refused:
        desk.send_back(database, 1, "  ", **bo)
    assert refused.value.field == "note"
    desk.send_back(database, 1, " Which year? ", **bo)
    assert claims.get(database, 1).state == State.IN_WORK
    assert events.of_subject(database, "claim 1")[0].payload["note"] == "Which year?"
    with pytest.raises(Refused, match="worked on"):
        desk.publish(database, 1, 1, with_article=True, **bo)


def test_a_desk_of_one_person_is_said_on_the_verdict_and_ends_when_it_is_asked_for(
    database: Database, bo: dict[str, Any], ada: dict[str, Any]
) -> None:
    desk.set_solo(database, True, **bo)
    build.record(database, 1)
    desk.publish(database, 1, 1, with_article=True, **ada)
    assert verdicts.standing(database, [1])[1].solo
    desk.set_solo(database, False, **bo)
    build.record(database, 1, correction=Correction.MINOR, note="A comma.")
    with pytest.raises(Refused, match="second person"):
        desk.publish(database, 1, 2, **ada)
    desk.publish(database, 1, 2, **bo)
    assert not verdicts.standing(database, [1])[1].solo


def test_a_closed_claim_gets_no_verdict(database: Database, bo: dict[str, Any], ada: dict[str, Any]) -> None:
    desk_claims.drop(database, 1, claims.get(database, 1).version, **ada)
    with pytest.raises(Refused, match="closed"):
        build.record(database, 1)
