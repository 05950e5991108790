"""Who does what until when: nothing planned is lost, and whatever is planned can be taken back."""

from __future__ import annotations

import threading

import pytest
from sqlite_utils import Database

from factcheck.desk import acts, claims, planning
from factcheck.errors import Conflict, Invalid, NotFound, Refused
from factcheck.records import Closing, Person, Role, State
from factcheck.store import claims as stored_claims
from factcheck.store import events, queue, verifying
from factcheck.store import planning as stored
from factcheck.store.connection import opened
from factcheck.store.queue import Wish
from tests import builders as build

NOW = build.NOW


@pytest.fixture
def ada(database: Database) -> Person:
    build.article(database)
    return build.person(database, "ada", Role.CHECKER)


def test_a_plan_is_stored_told_and_taken_back(database: Database, ada: Person) -> None:
    wanted = planning.Planned(ada.id, "2026-12-01", "2027-06-01", 2, 3, "Water , budget,water")
    event = planning.plan(database, 2, 0, wanted, by=ada, now=NOW)
    plan = stored.of_claim(database, 2)
    assert (plan.assignee_name, plan.due_on, plan.review_on, plan.reach, plan.harm) == (
        "Ada",
        "2026-12-01",
        "2027-06-01",
        2,
        3,
    )
    assert plan.topics == ("budget", "water")
    assert planning.plan(database, 2, plan.version, wanted, by=ada, now=NOW) is None, "nothing changed, nothing told"
    planning.undo(database, event, by=ada, now=NOW)
    empty = stored.of_claim(database, 2)
    assert (empty.assignee, empty.due_on, empty.topics, empty.harm) == (None, None, (), 0)
    assert list(verifying.problems(database)) == []


def test_a_stale_plan_is_a_conflict_that_shows_both(database: Database, ada: Person) -> None:
    planning.plan(database, 2, 0, planning.Planned(topics="water"), by=ada, now=NOW)
    with pytest.raises(Conflict) as caught:
        planning.plan(database, 2, 0, planning.Planned(topics="pipes"), by=ada, now=NOW)
    assert (caught.value.mine["topics"], caught.value.theirs["topics"]) == ("pipes", "water")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (planning.Planned(due_on="next week"), "due_on"),
        (planning.Planned(review_on="2026-02-30"), "review_on"),
        (planning.Planned(reach=4), "reach"),
        (planning.Planned(harm=-1), "harm"),
        (planning.Planned(assignee=999), "assignee"),
        (planning.Planned(topics=",".join(f"t{n}" for n in range(20))), "topics"),
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field(
    database: Database, ada: Person, wanted: planning.Planned, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        planning.plan(database, 2, 0, wanted, by=ada, now=NOW)
    assert caught.value.field == field
    assert stored.of_claim(database, 2).version == 0


def test_many_plans_at_once_lose_none(database: Database, ada: Person) -> None:
    """Forty people add a topic each at the same time; the control writes over what it read and loses some."""
    path = database.conn.execute("pragma database_list").fetchone()[2]

    def add(number: int) -> None:
        planning.change_many(opened(path), [2], topic=f"t{number:02}", by=ada, now=NOW)

    together(add, 12)
    assert len(stored.of_claim(database, 2).topics) == 12
    seen = stored.of_claim(database, 1)
    for number in range(3):
        planned = planning.Planned(topics=f"t{number}")
        if number == 0:
            planning.plan(database, 1, seen.version, planned, by=ada, now=NOW)
        else:
            with pytest.raises(Conflict):
                planning.plan(database, 1, seen.version, planned, by=ada, now=NOW)
    assert stored.of_claim(database, 1).topics == ("t0",)


def together(act: object, times: int) -> None:
    threads = [threading.Thread(target=act, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_reach_and_harm_move_a_claim_up_the_queue(database: Database, ada: Person) -> None:
    order = [row.claim.id for row in queue.find_claims(database, Wish()).rows]
    last = order[-1]
    planning.plan(database, last, 0, planning.Planned(reach=3, harm=3), by=ada, now=NOW)
    assert next(row.claim.id for row in queue.find_claims(database, Wish()).rows) == last
    by_worth = [row.claim.id for row in queue.find_claims(database, Wish(order="worth")).rows]
    assert by_worth == order, "what a person judged does not change how check-worthy a claim is"


def test_the_queue_finds_claims_by_person_and_topic(database: Database, ada: Person) -> None:
    planning.change_many(database, [1, 2], assignee=ada.id, by=ada, now=NOW)
    planning.change_many(database, [2], topic="water", by=ada, now=NOW)

    def found(**wish: object) -> set[int]:
        return {row.claim.id for row in queue.find_claims(database, Wish(**wish)).rows}

    assert found(assignee=ada.id) == {1, 2}
    assert found(assignee=0) == found() - {1, 2}
    assert found(topic="water") == {2}
    assert found(topic="wat%") == set()
    assert found(worth=1.1) == set()
    assert found(language="en") == found()
    assert found(language="xx") == set()


def test_several_claims_are_closed_together_or_not_at_all_and_come_back(database: Database, ada: Person) -> None:
    made = claims.drop_many(database, [1, 2], Closing.NOT_CHECKABLE, by=ada, now=NOW)
    assert {stored_claims.get(database, number).closing for number in (1, 2)} == {Closing.NOT_CHECKABLE}
    for event in reversed(made):
        acts.undo(database, event, by=ada, now=NOW)
    again = stored_claims.get(database, 1)
    assert (again.closing, again.closed_because) == (None, None)
    claims.drop(database, 3, stored_claims.get(database, 3).version, by=ada, now=NOW)
    with pytest.raises(Refused):
        claims.drop_many(database, [1, 3], Closing.NOT_RELEVANT, by=ada, now=NOW)
    assert stored_claims.get(database, 1).state is not State.CLOSED
    assert list(verifying.problems(database)) == []


def test_a_duplicate_names_another_claim(database: Database, ada: Person) -> None:
    version = stored_claims.get(database, 2).version
    for other in (None, 2, 999):
        with pytest.raises(Invalid) as caught:
            claims.drop(database, 2, version, Closing.DUPLICATE, other, by=ada, now=NOW)
        assert caught.value.field == "duplicate_of"
    claims.drop(database, 2, version, Closing.DUPLICATE, 1, by=ada, now=NOW)
    assert stored_claims.get(database, 2).duplicate_of == 1


def test_who_is_mentioned_finds_the_comment_until_it_is_read(database: Database, ada: Person) -> None:
    bo = build.person(database, "bo")
    planning.comment(database, 2, "Look at this, @BO. And @nobody, and me@bo.example, and @ada.", by=ada, now=NOW)
    [found] = stored.unread_mentions(database, bo.id)
    assert (found.claim_id, found.made_by_name) == (2, "Ada")
    assert stored.unread_mentions(database, ada.id) == [], "nobody mentions oneself"
    planning.read(database, 2, by=bo, now=NOW)
    assert stored.unread_mentions(database, bo.id) == []
    assert events.of_claim(database, 2)[0].verb == "commented"


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused(database: Database, ada: Person, text: str) -> None:
    with pytest.raises(Invalid):
        planning.comment(database, 2, text, by=ada, now=NOW)


def test_comments_are_never_changed(database: Database, ada: Person) -> None:
    planning.comment(database, 2, "first", by=ada, now=NOW)
    for statement in ("update comments set text = 'x'", "delete from comments"):
        with pytest.raises(Exception, match="only ever appended"):
            database.execute(statement)


def test_lists_are_a_persons_own(database: Database, ada: Person) -> None:
    bo = build.person(database, "bo")
    planning.save_view(database, " Water ", "topic=water", by=ada)
    planning.save_view(database, "Water", "topic=water&order=newest", by=ada)
    [view] = stored.views(database, ada.id)
    assert (view.name, view.query) == ("Water", "topic=water&order=newest")
    assert stored.views(database, bo.id) == []
    with pytest.raises(NotFound):
        planning.remove_view(database, view.id, by=bo)
    planning.remove_view(database, view.id, by=ada)
    assert stored.views(database, ada.id) == []


def test_what_waits_for_a_person(database: Database, ada: Person) -> None:
    bo = build.person(database, "bo")
    build.attach(database, 2)
    build.record(database, 2)
    assert stored.waiting_for_second_person(database, bo.id) == [2]
    assert stored.waiting_for_second_person(database, ada.id) == []
    planning.plan(database, 1, 0, planning.Planned(ada.id), by=ada, now=NOW)
    planning.plan(database, 3, 0, planning.Planned(ada.id, "2026-12-01"), by=ada, now=NOW)
    assert stored.assigned_to(database, ada.id) == [3, 1]
    build.publish(database, 2)
    planning.plan(database, 2, 0, planning.Planned(review_on="2026-12-01"), by=ada, now=NOW)
    assert stored.to_review_again(database, "2026-11-30") == []
    assert stored.to_review_again(database, "2026-12-01") == [2]
