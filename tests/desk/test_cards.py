"""Evidence cards: ordered and annotated by hand, taken back, kept with each verdict as it was given."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.desk import cards, claims, erasing, replacing
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Correction, State
from factcheck.store import events, sources, verdicts, verifying
from tests import builders as build

LIMIT = "It counts pipes, not their age."


@pytest.fixture
def desk(database: Database) -> Database:
    """An article whose first claim has three passages, numbers 1 to 3."""
    build.article(database)
    for words in (
        "All values are yearly means.",
        "The city ranked twelfth",
        "The register is kept since 1990.",
    ):
        build.attach(database, 1, words)
    return database


def say(database: Database, number: int, text: str, version: int | None = None) -> None:
    version = sources.get_evidence(database, number).version if version is None else version
    cards.say(database, number, version, text, by=build.person(database, "ada"), now=build.NOW)


def move(database: Database, number: int, steps: int) -> None:
    cards.move(database, number, steps, by=build.person(database, "ada"), now=build.NOW)


def order(database: Database) -> list[int]:
    return [one.id for one in sources.evidence_on(database, 1)]


def undo(database: Database) -> None:
    last = cards.undoable(events.of_claim(database, 1), sources.evidence_on(database, 1))
    number = last.id if last else 0
    cards.undo(database, 1, number, by=build.person(database, "ada"), now=build.NOW)


def test_a_passage_moves_up_and_down_and_no_further(desk: Database) -> None:
    move(desk, 3, -1)
    assert order(desk) == [1, 3, 2]
    move(desk, 1, 1)
    assert order(desk) == [3, 1, 2]
    before = len(events.of_claim(desk, 1))
    move(desk, 3, -1)
    assert order(desk) == [3, 1, 2]
    assert len(events.of_claim(desk, 1)) == before
    assert list(verifying.problems(desk)) == []


def test_a_new_passage_stands_below_those_that_were_moved(desk: Database) -> None:
    move(desk, 1, 2)
    build.attach(desk, 1, "The city ranked")
    assert order(desk) == [2, 3, 1, 4]


def test_what_a_passage_does_not_show_is_said_in_one_line_and_told(desk: Database) -> None:
    say(desk, 2, f"  {LIMIT}\n")
    assert sources.get_evidence(desk, 2).not_shown == LIMIT
    [last] = events.of_claim(desk, 1)[:1]
    assert (last.payload["before"], last.payload["changed"]) == ({"not_shown": ""}, {"not_shown": LIMIT})
    assert claims.existing(desk, 1).state is State.IN_WORK


def test_too_much_and_a_stale_save_are_refused_and_nothing_is_kept(desk: Database) -> None:
    with pytest.raises(Invalid):
        say(desk, 2, "x" * (cards.NOT_SHOWN_MAX + 1))
    say(desk, 2, LIMIT)
    with pytest.raises(Conflict) as stale:
        say(desk, 2, "Something else.", version=1)
    assert stale.value.theirs == {"not_shown": LIMIT}
    assert sources.get_evidence(desk, 2).not_shown == LIMIT


def test_the_last_act_on_the_cards_is_taken_back_and_that_too(desk: Database) -> None:
    say(desk, 2, LIMIT)
    undo(desk)
    assert sources.get_evidence(desk, 2).not_shown == ""
    undo(desk)
    assert sources.get_evidence(desk, 2).not_shown == LIMIT
    move(desk, 3, -2)
    undo(desk)
    assert order(desk) == [1, 2, 3]
    assert list(verifying.problems(desk)) == []


def test_what_was_followed_by_other_work_is_not_taken_back(desk: Database) -> None:
    move(desk, 3, -2)
    build.attach(desk, 1, "The city ranked")
    with pytest.raises(Refused, match="by hand"):
        undo(desk)
    assert order(desk) == [3, 1, 2, 4]


def test_a_verdict_keeps_the_order_and_the_words_that_it_was_given_with(desk: Database) -> None:
    say(desk, 2, LIMIT)
    move(desk, 3, -2)
    build.record(desk, 1)
    build.publish(desk, 1)
    say(desk, 2, "Another limit.")
    move(desk, 3, 2)
    [standing] = verdicts.published_of(desk, 1)
    kept = sources.evidence_of_verdict(desk, standing.id)
    assert [(one.id, one.not_shown) for one in kept] == [(3, ""), (1, ""), (2, LIMIT)]
    build.record(desk, 1, correction=Correction.MINOR, note="What the register leaves out.")
    build.publish(desk, 1)
    newest = verdicts.published_of(desk, 1)[0]
    kept = sources.evidence_of_verdict(desk, newest.id)
    assert [(one.id, one.not_shown) for one in kept] == [(1, ""), (2, "Another limit."), (3, "")]
    assert list(verifying.problems(desk)) == []


def test_work_on_the_cards_asks_for_the_verdict_again(desk: Database) -> None:
    build.record(desk, 1)
    move(desk, 3, -2)
    assert claims.existing(desk, 1).state is State.IN_WORK


def test_parts_of_a_claim_keep_what_its_passages_do_not_show(desk: Database) -> None:
    say(desk, 2, LIMIT)
    version = claims.existing(desk, 1).version
    by = build.person(desk, "ada")
    numbers, _ = replacing.split(desk, 1, version, ["The water is clean.", "It is the cleanest."], by=by, now=build.NOW)
    carried = [one.not_shown for number in numbers for one in sources.evidence_on(desk, number)]
    assert carried == ["", LIMIT, "", "", LIMIT, ""]
    assert list(verifying.problems(desk)) == []


def test_what_was_said_of_a_card_can_be_erased_from_the_log_and_all_still_verifies(desk: Database) -> None:
    say(desk, 2, LIMIT)
    said = events.of_claim(desk, 1)[0].id
    build.record(desk, 1)
    gave = events.of_claim(desk, 1)[0].id
    for number in (said, gave):
        erasing.erase_payload(desk, number, "It names a child.", actor=None, now=build.NOW)
    assert list(verifying.problems(desk)) == []
