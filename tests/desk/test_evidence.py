"""A source is kept once, a passage of it has one place, and nobody's work goes unnoticed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import claims as desk_claims
from factcheck.desk import evidence as desk
from factcheck.desk import intake
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import How, Span, Stance, State
from factcheck.store import claims, events, snapshots, sources
from tests import builders as build


@pytest.fixture
def by(database: Database) -> dict[str, Any]:
    build.article(database)
    return {"by": build.person(database, "ada"), "now": build.NOW}


def kept(database: Database, by: dict[str, Any], text: str = build.SOURCE, url: str = "") -> int:
    document = intake.read_text(text, extract=extract, url=url)
    return desk.add_source(database, document, desk.Citing(intake.Details("A source")), **by)


def test_the_same_text_from_the_same_address_is_kept_once(database: Database, by: dict[str, Any]) -> None:
    one = kept(database, by, url="https://register.example/2025")
    assert kept(database, by, url="https://register.example/2025#part") == one
    assert kept(database, by, url="https://copy.example/") != one
    assert kept(database, by) not in (one, 0)
    assert len(sources.listed(database)) == 3


def test_a_passage_is_the_exact_words_whatever_the_white_space(database: Database, by: dict[str, Any]) -> None:
    source = kept(database, by)
    number = desk.attach(database, 1, source, " The city\r\nranked  twelfth ", Stance.REFUTES, **by)
    assert sources.get_evidence(database, number).passage == "The city ranked twelfth"
    assert claims.get(database, 1).state == State.IN_WORK


@pytest.mark.parametrize("passage", ["", "  ", "words that are not there"])
def test_a_passage_that_is_not_there_is_refused_at_its_field(
    database: Database, by: dict[str, Any], passage: str
) -> None:
    source = kept(database, by)
    with pytest.raises(Invalid) as refused:
        desk.attach(database, 1, source, passage, Stance.REFUTES, **by)
    assert refused.value.field in ("passage", "pieces")
    assert claims.get(database, 1).state == State.NEW


def test_a_passage_is_no_document(database: Database, by: dict[str, Any]) -> None:
    source = kept(database, by, "word " * 3000)
    with pytest.raises(Invalid, match="A passage may have 5,000 characters"):
        desk.attach(database, 1, source, "word " * 3000, Stance.CONTEXT, **by)


def test_the_same_passage_is_attached_once_and_another_stance_is_a_change(
    database: Database, by: dict[str, Any]
) -> None:
    source = kept(database, by)
    number = desk.attach(database, 1, source, "twelfth of forty", Stance.REFUTES, **by)
    with pytest.raises(Refused, match="attached to the claim already"):
        desk.attach(database, 1, source, "twelfth of forty", Stance.CONTEXT, **by)
    assert desk.change_stance(database, number, 1, Stance.CONTEXT, **by) == 1
    with pytest.raises(Conflict) as stale:
        desk.change_stance(database, number, 1, Stance.SUPPORTS, **by)
    assert (stale.value.mine, stale.value.theirs) == ({"stance": "supports"}, {"stance": "context"})


def test_removed_evidence_comes_back_and_verdicts_keep_what_they_cite(database: Database, by: dict[str, Any]) -> None:
    number = build.attach(database, 1)
    verdict = build.record(database, 1)
    desk.remove(database, number, **by)
    assert sources.evidence_on(database, 1) == []
    assert [one.id for one in sources.removed_from(database, 1)] == [number]
    assert [one.id for one in sources.evidence_of_verdict(database, verdict)] == [number]
    assert claims.get(database, 1).state == State.IN_WORK
    with pytest.raises(Refused, match="not attached any more"):
        desk.remove(database, number, **by)
    desk.put_back(database, number, **by)
    with pytest.raises(Refused, match="not removed"):
        desk.put_back(database, number, **by)
    assert [one.id for one in sources.evidence_on(database, 1)] == [number]


def test_a_closed_claim_takes_no_evidence(database: Database, by: dict[str, Any]) -> None:
    source = kept(database, by)
    desk_claims.drop(database, 1, 1, **by)
    with pytest.raises(Refused, match="closed"):
        desk.attach(database, 1, source, "twelfth", Stance.CONTEXT, **by)


def test_a_transcription_keeps_the_picture_and_what_it_was_typed_from(database: Database, by: dict[str, Any]) -> None:
    picture = ("board.png", "image/png", b"\x89PNG")
    document = desk.transcribed("340 left\r\n", what="photograph  of the board", address="", picture=picture)
    number = desk.add_source(database, document, desk.Citing(intake.Details()), what="photograph  of the board", **by)
    source = sources.get(database, number)
    snapshot = snapshots.get(database, source.snapshot_id)
    assert (source.transcribed_from, source.title) == ("photograph of the board", "photograph of the board")
    assert (snapshot.how, snapshot.filename) == (How.TRANSCRIBED, "board.png")
    assert snapshots.raw(database, snapshot.id) == b"\x89PNG"
    assert snapshots.text(database, snapshot.id) == "340 left"


def test_a_transcription_needs_its_text_and_what_it_is_of() -> None:
    for text, what, field in (("", "a call", "text"), ("Words.", " ", "what")):
        with pytest.raises(Invalid) as refused:
            desk.transcribed(text, what=what, address="")
        assert refused.value.field == field


def test_every_act_on_evidence_is_in_the_claims_history(database: Database, by: dict[str, Any]) -> None:
    number = build.attach(database, 1)
    desk.change_stance(database, number, 1, Stance.CONTEXT, **by)
    desk.remove(database, number, **by)
    desk.put_back(database, number, **by)
    told = events.of_subject(database, "claim 1")
    assert [event.verb for event in told] == [
        "put evidence back",
        "removed evidence",
        "changed stance",
        "attached evidence",
    ]
    assert all(event.payload["states"] == {"1": "in work"} for event in told)


def test_a_selection_that_holds_other_words_is_passed_over(database: Database, by: dict[str, Any]) -> None:
    source = kept(database, by)
    number = desk.attach(database, 1, source, "The city", Stance.CONTEXT, offsets=(Span(0, 8),), **by)
    assert sources.get_evidence(database, number).passage == "The city"


def test_the_same_words_from_two_calls_are_two_sources(database: Database, by: dict[str, Any]) -> None:
    def typed(what: str, picture: bytes = b"", title: str = "") -> int:
        shown = ("board.png", "image/png", picture) if picture else None
        document = desk.transcribed("We do not comment.", what=what, address="", picture=shown)
        return desk.add_source(database, document, desk.Citing(intake.Details(title)), what=what, **by)

    one = typed("call with Saltmere")
    assert typed("call with  Saltmere") == one
    pictures = [typed("call with Saltmere", picture) for picture in (b"PNG 1", b"PNG 2")]
    others = {typed("call with Norvane"), *pictures}
    assert len(others | {one}) == 4
    assert typed("call with Saltmere", title="Second call") not in others | {one}
    assert sources.get(database, one).transcribed_from == "call with Saltmere"


def test_what_is_attached_to_a_closed_claim_stays_and_the_claim_stays_closed(
    database: Database, by: dict[str, Any]
) -> None:
    source = kept(database, by)
    evidence = desk.attach(database, 1, source, "ranked twelfth", Stance.REFUTES, **by)
    gone = desk.attach(database, 1, source, "forty", Stance.REFUTES, **by)
    desk.remove(database, gone, **by)
    desk_claims.drop(database, 1, claims.get(database, 1).version, **by)
    for act in (
        lambda: desk.change_stance(database, evidence, 1, Stance.CONTEXT, **by),
        lambda: desk.remove(database, evidence, **by),
        lambda: desk.put_back(database, gone, **by),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    assert claims.get(database, 1).state == State.CLOSED
    assert [one.id for one in sources.evidence_on(database, 1)] == [evidence]
