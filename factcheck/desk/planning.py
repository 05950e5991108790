"""Who does what until when: assigning, days, reach and harm, topics, comments, and lists to come back to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from factcheck.core.characters import one_line, visible
from factcheck.desk.claims import existing
from factcheck.desk.intake import clean_day
from factcheck.errors import Conflict, Invalid, NotFound, Refused
from factcheck.records import Event, Person, Plan
from factcheck.store import events, people, planning
from factcheck.store.connection import writing

PLANNED = "planned work"
LEVELS = 3
TOPIC_MAX = 60
TOPICS_MAX = 12
COMMENT_MAX = 4000
VIEW_MAX = 80
BULK_MAX = 200
"""Four pages of the queue: more at once is a mistake more often than a wish."""

MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9._-]{1,39})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as a person gives it: days as typed, topics with commas between them."""

    assignee: int | None = None
    due_on: str = ""
    review_on: str = ""
    reach: int = 0
    harm: int = 0
    topics: str = ""


def plan(database: Database, claim_id: int, version: int, wanted: Planned, *, by: Person, now: str) -> int | None:
    """Save what is planned on a claim; give the event's number, none where it is what stands already.

    Raises `Conflict` with both plans where somebody planned since `version`.
    """
    with writing(database):
        existing(database, claim_id)
        standing = planning.of_claim(database, claim_id)
        new = _checked(database, standing, wanted)
        if standing.version != version:
            raise Conflict(
                "Somebody planned the work on this claim while you did.",
                mine=_told(new),
                theirs=_told(standing),
                version=standing.version,
            )
        return _put(database, standing, new, by=by, now=now)


def _checked(database: Database, standing: Plan, wanted: Planned) -> Plan:
    for name in ("reach", "harm"):
        if not 0 <= getattr(wanted, name) <= LEVELS:
            raise Invalid("Choose from 0 to 3.", name)
    return replace(
        standing,
        assignee=wanted.assignee,
        assignee_name=_name(database, wanted.assignee),
        due_on=clean_day(wanted.due_on, "due_on"),
        review_on=clean_day(wanted.review_on, "review_on"),
        reach=wanted.reach,
        harm=wanted.harm,
        topics=_topics(wanted.topics),
    )


def _name(database: Database, person_id: int | None) -> str:
    if person_id is None:
        return ""
    person = people.get(database, person_id)
    if person is None or person.disabled_at:
        raise Invalid("Choose somebody of the desk.", "assignee")
    return person.name


def _topics(typed: str) -> tuple[str, ...]:
    found = sorted({one_line(topic).lower() for topic in typed.split(",")} - {""})
    if len(found) > TOPICS_MAX or any(len(topic) > TOPIC_MAX for topic in found):
        raise Invalid("A claim may have 12 topics, of 60 characters each.", "topics")
    return tuple(found)


def _told(plan: Plan) -> dict[str, str]:
    """A plan in the fields that events and conflicts show."""
    return {
        "assignee": str(plan.assignee or ""),
        "assignee_name": plan.assignee_name,
        "due_on": plan.due_on or "",
        "review_on": plan.review_on or "",
        "reach": str(plan.reach or ""),
        "harm": str(plan.harm or ""),
        "topics": ", ".join(plan.topics),
    }


def _put(database: Database, standing: Plan, new: Plan, *, by: Person, now: str) -> int | None:
    before, changed = _told(standing), _told(new)
    if before == changed:
        return None
    planning.save(database, new)
    payload = {"before": before, "changed": changed}
    subject = f"claim {new.claim_id}"
    return events.append(database, now=now, actor=by.id, verb=PLANNED, subject=subject, payload=payload)


def change_many(database: Database, claim_ids: Iterable[int], *, by: Person, now: str, **changed: Any) -> list[int]:
    """Plan one thing on several claims at once, leaving the rest of each plan; give the events' numbers.

    `changed` is an `assignee` (a person's number, or none) or a `topic` to be added.
    """
    wanted = list(dict.fromkeys(claim_ids))
    if not wanted:
        raise Invalid("Choose the claims first.")
    if len(wanted) > BULK_MAX:
        raise Refused("At most %(most)s claims can be changed at once.", most=BULK_MAX)
    with writing(database):
        made = []
        for number in wanted:
            existing(database, number)
            standing = planning.of_claim(database, number)
            made.append(_put(database, standing, _with(database, standing, **changed), by=by, now=now))
    return [event for event in made if event]


def _with(database: Database, standing: Plan, **changed: Any) -> Plan:
    if "topic" in changed:
        added = _topics(changed["topic"])
        if not added:
            raise Invalid("Say which topic.", "topic")
        return replace(standing, topics=_topics(",".join((*standing.topics, *added))))
    assignee = changed["assignee"]
    return replace(standing, assignee=assignee, assignee_name=_name(database, assignee))


def undo(database: Database, event_id: int, *, by: Person, now: str) -> int:
    """Put a plan back as it was before an act of planning; give the claim's number.

    Raises `Refused` where it was planned otherwise since.
    """
    with writing(database):
        event = events.get(database, event_id)
        if not is_planning(event):
            raise Refused("This cannot be undone.")
        assert event is not None  # a planning event
        assert event.payload is not None
        number = int(event.subject.removeprefix("claim "))
        standing = planning.of_claim(database, number)
        if _told(standing) != event.payload["changed"]:
            raise Refused("The work on this claim was planned otherwise since. Change it by hand.")
        before = event.payload["before"]
        old = replace(
            standing,
            assignee=int(before["assignee"]) if before["assignee"] else None,
            assignee_name=before["assignee_name"],
            due_on=before["due_on"] or None,
            review_on=before["review_on"] or None,
            reach=int(before["reach"] or 0),
            harm=int(before["harm"] or 0),
            topics=_topics(before["topics"]),
        )
        _put(database, standing, old, by=by, now=now)
        return number


def is_planning(event: Event | None) -> bool:
    """Whether an event is an act of planning with all that undoing it needs."""
    return event is not None and event.verb == PLANNED and event.payload is not None


def comment(database: Database, claim_id: int, text: str, *, by: Person, now: str) -> int:
    """Say something about a claim to the desk; who is mentioned (@handle) finds it under what waits for them."""
    said = visible(text).strip()
    if not said:
        raise Invalid("Write the comment.", "comment")
    if len(said) > COMMENT_MAX:
        raise Invalid("A comment may have %(most)s characters.", "comment", most=COMMENT_MAX)
    with writing(database):
        existing(database, claim_id)
        found = [people.by_handle(database, handle.rstrip(".-_")) for handle in MENTION.findall(said)]
        mentioned = sorted({person.id for person in found if person and person.id != by.id})
        number = planning.add_comment(database, claim_id, said, mentioned, by=by.id, now=now)
        payload = {"comment": number, "mentioned": mentioned, "note": said}
        events.append(database, now=now, actor=by.id, verb="commented", subject=f"claim {claim_id}", payload=payload)
        return number


def read(database: Database, claim_id: int, *, by: Person, now: str) -> None:
    """Take what mentions a person on a claim off the list of what waits for them."""
    with writing(database):
        planning.read_mentions(database, claim_id, by.id, now)


def save_view(database: Database, name: str, query: str, *, by: Person) -> None:
    """Save a list of the queue under a name. It is the person's own, so no event tells of it."""
    called = one_line(name)
    if not called or len(called) > VIEW_MAX:
        raise Invalid("A list has a name of 1 to 80 characters.", "name")
    with writing(database):
        planning.save_view(database, by.id, called, query)


def remove_view(database: Database, view_id: int, *, by: Person) -> None:
    """Forget one of the person's saved lists."""
    with writing(database):
        if view_id not in {view.id for view in planning.views(database, by.id)}:
            raise NotFound("You saved no such list.")
        planning.remove_view(database, by.id, view_id)
