"""What takes the place of a claim has its sources, and undoing loses none that came since."""

from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import acts as desk_acts
from factcheck.desk import claims as desk
from factcheck.desk import evidence, intake, replacing
from factcheck.errors import Invalid, Refused
from factcheck.records import QuotationDraft, Role, Span, Splitting, State
from factcheck.store import claims, events, sources, verifying
from tests import builders as build


@pytest.fixture
def by(database: Database) -> dict[str, Any]:
    """Who acts, and when; the article of the builders is there, its claims are 1, 2 and 3."""
    build.article(database)
    return {"by": build.person(database, "ada", Role.CHECKER), "now": build.NOW}


def version(database: Database, number: int) -> int:
    return claims.get(database, number).version


def cited(database: Database, number: int) -> list[tuple[str, str]]:
    """The passages on a claim, with their stances."""
    return [(one.passage, one.stance) for one in sources.evidence_on(database, number)]


TWELFTH = "The city ranked twelfth of forty for nitrate."
KEPT = "The register is kept since 1990."


def test_the_parts_of_a_claim_have_its_sources(database: Database, by: dict[str, Any]) -> None:
    build.attach(database, 1, TWELFTH)
    numbers, _ = replacing.split(database, 1, version(database, 1), ["One.", "Two."], **by)
    assert [cited(database, number) for number in numbers] == [[(TWELFTH, "refutes")]] * 2
    assert cited(database, 1) == [(TWELFTH, "refutes")]
    [copy] = sources.evidence_on(database, numbers[0])
    evidence.remove(database, copy.id, **by)
    assert [cited(database, number) for number in numbers] == [[], [(TWELFTH, "refutes")]]
    assert list(verifying.problems(database)) == []


def test_the_merged_claim_has_the_sources_of_all_and_none_twice(database: Database, by: dict[str, Any]) -> None:
    for number, passage in ((1, TWELFTH), (3, TWELFTH), (3, KEPT)):
        build.attach(database, number, passage)
    versions = {number: version(database, number) for number in (1, 3)}
    one, event = replacing.merge(database, versions, "Both.", **by)
    assert cited(database, one) == [(TWELFTH, "refutes"), (KEPT, "refutes")]
    carried = events.get(database, event).payload["carried"]
    assert len(carried) == 2
    desk_acts.undo(database, event, **by)
    assert [cited(database, number) for number in (1, 3)] == [
        [(TWELFTH, "refutes")],
        [(TWELFTH, "refutes"), (KEPT, "refutes")],
    ]
    assert list(verifying.problems(database)) == []


def test_what_the_parts_got_since_goes_to_the_claim_when_the_split_is_undone(
    database: Database, by: dict[str, Any]
) -> None:
    build.attach(database, 1, TWELFTH)
    numbers, event = replacing.split(database, 1, version(database, 1), ["One.", "Two."], **by)
    build.attach(database, numbers[1], KEPT)
    _, undone = desk_acts.undo(database, event, **by)
    assert cited(database, 1) == [(TWELFTH, "refutes"), (KEPT, "refutes")]
    assert {claims.get(database, number).state for number in numbers} == {State.CLOSED}
    desk_acts.undo(database, undone, **by)
    assert claims.get(database, 1).closed_because == "split"
    assert cited(database, numbers[1]) == [(TWELFTH, "refutes"), (KEPT, "refutes")]
    assert list(verifying.problems(database)) == []


def test_an_edit_is_undone_although_a_source_came_since_and_the_claim_stays_in_work(
    database: Database, by: dict[str, Any]
) -> None:
    before = claims.get(database, 2)
    event = desk.change(database, 2, 1, desk.Words("Other words.", pieces=("has 212 employees",)), **by)
    build.attach(database, 2, TWELFTH)
    desk_acts.undo(database, event, **by)
    after = claims.get(database, 2)
    assert (before.state, after.state, after.text) == (State.NEW, State.IN_WORK, before.text)
    assert cited(database, 2) == [(TWELFTH, "refutes")]


def test_an_act_is_not_undone_under_a_verdict_and_the_refusal_says_so(database: Database, by: dict[str, Any]) -> None:
    event = desk.change(database, 1, 1, desk.Words("Other words.", pieces=("cleanest",)), **by)
    build.verdict(database, 1)
    with pytest.raises(Refused, match="A verdict was given on claim 1 since"):
        desk_acts.undo(database, event, **by)


def test_a_merge_asks_who_makes_the_one_claim_where_the_claimants_differ(
    database: Database, by: dict[str, Any]
) -> None:
    with pytest.raises(Invalid, match="different claimants") as refused:
        replacing.merge(database, {1: 1, 2: 1}, "Both.", **by)
    assert refused.value.field == "claimant"
    assert claims.get(database, 1).state == State.NEW
    number, _ = replacing.merge(database, {1: 1, 2: 1}, "Both.", "", **by)
    assert claims.get(database, number).claimant is None


def test_a_merge_and_a_split_stand_in_the_history_of_all_that_they_touched(
    database: Database, by: dict[str, Any]
) -> None:
    one, merged = replacing.merge(database, {1: 1, 3: 1}, "Both.", **by)
    parts, split = replacing.split(database, 2, 1, ["One.", "Two."], **by)
    told = {number: [event.id for event in events.of_claim(database, number)] for number in (1, 2, 3, one, *parts)}
    assert told == {1: [merged], 3: [merged], one: [merged], 2: [split], parts[0]: [split], parts[1]: [split]}


def test_a_claim_that_rests_on_other_words_is_quoted_where_they_are(database: Database) -> None:
    start = build.TEXT.index("“We have")
    quotation = QuotationDraft(Span(start, build.TEXT.index("”", start) + 1), "Dana Reed")
    splitting = Splitting("hand", "1", "en", build.drafts(), quotations=(quotation,))
    by = {"by": build.person(database, "ada", Role.CHECKER), "now": build.NOW}
    intake.add_article(
        database, intake.read_text(build.TEXT, extract=extract), intake.Details("Water"), splitting, **by
    )
    into = desk.change(database, 2, 1, desk.Words("Pipes were replaced.", pieces=("lead pipe",)), **by)
    moved = claims.get(database, 2)
    assert (moved.quoted, moved.appearance.quotation_id) == (True, 1)
    desk.change(database, 2, 2, desk.Words("Other words.", pieces=("lead pipe",)), **by)
    assert claims.get(database, 2).quoted
    desk.change(database, 2, 3, desk.Words("Pipes were replaced.", pieces=("lead pipe",)), **by)
    desk_acts.undo(database, into, **by)
    back = claims.get(database, 2)
    assert (back.quoted, back.appearance.quotation_id) == (False, None)


def test_where_a_claimant_is_named_follows_the_claimant(database: Database, by: dict[str, Any]) -> None:
    event = desk.change(database, 2, 1, desk.Words("A claim.", "Dana Reed", pieces=("has 212 employees",)), **by)
    start = build.TEXT.index("Dana Reed")
    assert claims.get(database, 2).appearance.claimant_spans == (Span(start, start + len("Dana Reed")),)
    desk_acts.undo(database, event, **by)
    assert claims.get(database, 2).appearance.claimant_spans == ()
