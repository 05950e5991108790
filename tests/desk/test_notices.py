"""A person settles what was noticed: keeps what is cited, or moves what stands in the newer text, and can undo it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import cards, claims, evidence, rechecking
from factcheck.desk import notices as desk
from factcheck.errors import NotFound, Refused
from factcheck.records import Evidence, Outcome, Settled, Stance, State
from factcheck.store import notices, sources, verdicts, verifying
from tests import builders as build
from tests.live import LATER, PASSAGE, TEXT, Live, cited, page, site
from tests.loopback import response

OTHER = "All values are yearly means of twelve samples."


@pytest.fixture
def live() -> Iterator[Live]:
    with site() as found:
        yield found


def check(database: Database, live: Live) -> Outcome:
    document = rechecking.checkable(database, "source", 1)
    seen = rechecking.look(document, fetch=live[1].fetch, extract=extract)
    return rechecking.keep(database, document, seen, now=LATER).outcome


@pytest.fixture
def noticed(database: Database, live: Live) -> Database:
    """A claim with two passages of a page of which one (number 1) changed and the other (2) still stands."""
    cited(database, live)
    evidence.attach(database, 1, 1, OTHER, Stance.CONTEXT, by=build.person(database, "ada"), now=build.NOW)
    live[0].answer = response(
        page("A correction was added.", TEXT[0], TEXT[1].replace("twelfth of", "third of"), TEXT[2])
    )
    assert check(database, live) is Outcome.PASSAGE_CHANGED
    return database


def on_claim(database: Database) -> list[tuple[str, int]]:
    return [(one.passage, one.snapshot_id) for one in sources.evidence_on(database, 1)]


def placed(database: Database) -> list[tuple[int, bool, bool]]:
    notice = notices.get(database, 1)
    return [(one.evidence.id, one.movable, one.published) for one in desk.passages(database, 1, notice.snapshot_id)]


def move(database: Database, *numbers: int, version: int = 1) -> None:
    desk.move(database, 1, version, numbers, by=build.person(database, "bo"), now=LATER)


def reopen(database: Database, version: int = 2) -> None:
    desk.reopen(database, 1, version, by=build.person(database, "bo"), now=LATER)


def test_what_stands_in_the_newer_text_and_what_does_not_is_told(noticed: Database) -> None:
    assert placed(noticed) == [(1, False, False), (2, True, False)]


def test_keeping_settles_the_notice_and_moves_nothing_and_can_be_taken_back(noticed: Database) -> None:
    before = on_claim(noticed)
    desk.keep(noticed, 1, 1, by=build.person(noticed, "bo"), now=LATER)
    notice = notices.get(noticed, 1)
    assert (notice.settled, notice.settled_by_name, notice.settled_at) == (Settled.KEPT, "Bo", LATER)
    assert notices.waiting(noticed) == 0
    assert on_claim(noticed) == before
    reopen(noticed)
    assert notices.get(noticed, 1).settled is None
    assert notices.waiting(noticed) == 1
    assert list(verifying.problems(noticed)) == []


def test_a_passage_is_moved_to_where_it_stands_word_for_word(noticed: Database) -> None:
    move(noticed, 2)
    newer = notices.get(noticed, 1).snapshot_id
    assert [one.passage for one in sources.evidence_on(noticed, 1)] == [PASSAGE, OTHER]
    moved = sources.evidence_on(noticed, 1)[1]
    assert (moved.snapshot_id, moved.stance, moved.read_at) == (newer, Stance.CONTEXT, LATER)
    assert moved.span != sources.removed_from(noticed, 1)[0].span
    assert notices.get(noticed, 1).settled is Settled.MOVED
    assert placed(noticed) == [(1, False, False)]
    assert list(verifying.problems(noticed)) == []


def test_what_was_moved_is_moved_back(noticed: Database) -> None:
    before = sources.evidence_on(noticed, 1)
    move(noticed, 2)
    reopen(noticed)

    def told(found: list[Evidence]) -> list[tuple[object, ...]]:
        return [(one.id, one.span, one.snapshot_id, one.stance, one.added_at) for one in found]

    assert told(sources.evidence_on(noticed, 1)) == told(before)
    assert placed(noticed) == [(1, False, False), (2, True, False)]
    assert list(verifying.problems(noticed)) == []
    move(noticed, 2, version=3)  # and can be moved again
    assert list(verifying.problems(noticed)) == []


def test_a_changed_passage_cannot_be_moved_and_then_none_is(noticed: Database) -> None:
    before = on_claim(noticed)
    with pytest.raises(Refused, match="does not stand in the newer text"):
        move(noticed, 2, 1)
    with pytest.raises(Refused, match="does not stand in the newer text"):
        move(noticed, 77)
    with pytest.raises(Refused, match="Choose the passages"):
        move(noticed)
    assert on_claim(noticed) == before
    assert notices.waiting(noticed) == 1
    assert list(verifying.problems(noticed)) == []


def test_a_published_verdict_keeps_its_passage_with_the_day_of_reading(noticed: Database) -> None:
    build.record(noticed, 1)
    build.publish(noticed, 1)
    as_published = sources.evidence_of_verdict(noticed, 1)
    assert placed(noticed) == [(1, False, True), (2, True, True)]
    move(noticed, 2)
    assert claims.existing(noticed, 1).state is State.IN_WORK
    found = sources.evidence_of_verdict(noticed, 1)
    assert [(one.passage, one.span, one.snapshot_id, one.read_at) for one in found] == [
        (one.passage, one.span, one.snapshot_id, one.read_at) for one in as_published
    ]
    assert placed(noticed) == [(1, False, True), (2, False, True)]  # off the claim, but still under the verdict
    reopen(noticed)
    assert claims.existing(noticed, 1).state is State.PUBLISHED
    assert list(verifying.problems(noticed)) == []


def test_what_was_worked_on_since_is_not_moved_back(noticed: Database) -> None:
    move(noticed, 2)
    by = build.person(noticed, "ada")
    evidence.change_stance(noticed, 3, 1, Stance.SUPPORTS, by=by, now=LATER)
    with pytest.raises(Refused, match="worked on or judged since"):
        reopen(noticed)
    assert notices.get(noticed, 1).settled is Settled.MOVED
    assert [one.id for one in sources.evidence_on(noticed, 1)] == [1, 3]


def test_what_was_judged_since_is_not_moved_back(noticed: Database) -> None:
    move(noticed, 2)
    build.record(noticed, 1)
    with pytest.raises(Refused, match="worked on or judged since"):
        reopen(noticed)
    assert verdicts.stand_on(noticed, 3)


def test_other_work_on_the_claim_since_stays_when_a_passage_is_moved_back(noticed: Database) -> None:
    move(noticed, 2)
    evidence.remove(noticed, 1, by=build.person(noticed, "ada"), now=LATER)
    reopen(noticed)
    assert [one.id for one in sources.evidence_on(noticed, 1)] == [2]
    assert claims.existing(noticed, 1).state is State.IN_WORK


def test_who_comes_second_is_told_that_it_is_settled(noticed: Database) -> None:
    move(noticed, 2)
    for settle in (
        lambda: move(noticed, 2),
        lambda: desk.keep(noticed, 1, 1, by=build.person(noticed, "bo"), now=LATER),
    ):
        with pytest.raises(Refused, match="settled meanwhile"):
            settle()
    reopen(noticed)
    with pytest.raises(Refused, match="cannot be taken back"):
        reopen(noticed, version=3)


def test_an_old_notice_is_not_opened_again_beside_a_newer_one(noticed: Database, live: Live) -> None:
    desk.keep(noticed, 1, 1, by=build.person(noticed, "bo"), now=LATER)
    live[0].answer = response(page("Yet another text stands on this page now, with nothing of the others."))
    check(noticed, live)
    with pytest.raises(Refused, match="A newer change of the same page waits"):
        reopen(noticed)
    move_error = pytest.raises(Refused, match="does not stand in the newer text")
    with move_error:
        desk.move(noticed, 2, 1, [2], by=build.person(noticed, "bo"), now=LATER)


def test_an_absence_can_be_kept_and_not_moved(database: Database, live: Live) -> None:
    cited(database, live)
    live[0].answer = response(b"", "410 Gone")
    check(database, live)
    with pytest.raises(Refused, match="Only passages of a source"):
        move(database, 1)
    desk.keep(database, 1, 1, by=build.person(database, "bo"), now=LATER)
    check(database, live)
    assert notices.waiting(database) == 0  # gone as before: nobody is told again
    assert list(verifying.problems(database)) == []


def test_counts_are_true(noticed: Database) -> None:
    assert notices.counts(noticed) == ({Outcome.PASSAGE_CHANGED: 1}, 0)
    assert [one.id for one in notices.listed(noticed)] == [1]
    assert notices.listed(noticed, Outcome.GONE) == notices.listed(noticed, settled=True) == []
    desk.keep(noticed, 1, 1, by=build.person(noticed, "bo"), now=LATER)
    assert notices.counts(noticed) == ({}, 1)
    assert [one.id for one in notices.listed(noticed, settled=True)] == [1]
    with pytest.raises(NotFound):
        desk.existing_notice(noticed, 7)


@pytest.mark.parametrize(
    "tampering",
    [
        "update notices set settled = 'back', settled_at = 'x'",
        "update rechecks set outcome = 'unchanged'",
        "delete from rechecks",
        "insert into notices (source_id, outcome, noticed_at) values (1, 'gone', 'x')",
    ],
)
def test_verify_finds_what_was_changed_behind_the_log(noticed: Database, tampering: str) -> None:
    assert list(verifying.problems(noticed)) == []  # the control
    noticed.execute(tampering)
    assert len(list(verifying.problems(noticed))) == 1


def test_a_moved_passage_keeps_its_place_and_what_it_does_not_show(noticed: Database) -> None:
    by = build.person(noticed, "ada")
    cards.say(noticed, 2, 1, "It is a plan.", by=by, now=build.NOW)
    cards.move(noticed, 2, -1, by=by, now=build.NOW)
    move(noticed, 2)
    first, second = sources.evidence_on(noticed, 1)
    assert (first.id, first.not_shown, second.id) == (3, "It is a plan.", 1)
    assert list(verifying.problems(noticed)) == []
    reopen(noticed)
    assert [one.not_shown for one in sources.evidence_on(noticed, 1)] == ["It is a plan.", ""]
    assert list(verifying.problems(noticed)) == []
