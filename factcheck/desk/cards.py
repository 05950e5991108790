"""Evidence cards: the order in which a claim's passages are read, and what a person says that each does not show.

Both go into the next verdict as they stand when it is given; a published verdict keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.desk.evidence import existing_evidence, note, take_up
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Event, Evidence, Person
from factcheck.store import cards, events, sources
from factcheck.store.connection import writing

NOT_SHOWN_MAX = 500
"""Code points of what a passage does not show at most: a sentence or two, read beside the passage."""

SAID, MOVED = "said what evidence does not show", "moved evidence"


def say(database: Database, evidence_id: int, version: int, text: str, *, by: Person, now: str) -> int:
    """Say what a passage does not show, nothing to say no more; give the claim's number.

    Raises `Conflict` where somebody changed the evidence first.
    """
    text = one_line(text)
    if len(text) > NOT_SHOWN_MAX:
        raise Invalid("This may have %(limit)s characters.", "not_shown", limit=NOT_SHOWN_MAX)
    with writing(database):
        found = existing_evidence(database, evidence_id)
        if found.not_shown != text:
            _say(database, found, version, text, by=by, now=now)
        return found.claim_id


def _say(database: Database, found: Evidence, version: int, text: str, *, by: Person, now: str) -> None:
    mine, theirs = {"not_shown": text}, {"not_shown": found.not_shown}
    if not cards.write(database, found.id, version, text):
        raise Conflict("Somebody changed this evidence while you did.", mine, theirs, found.version)
    payload = {"evidence": found.id, "before": theirs, "changed": mine, "states": take_up(database, found.claim_id)}
    note(database, SAID, found, payload, by=by, now=now)


def move(database: Database, evidence_id: int, steps: int, *, by: Person, now: str) -> int:
    """Move a passage `steps` places down among those of its claim, or up where it is negative; give the claim's number.

    Nothing happens where there are no places left.
    """
    with writing(database):
        found = existing_evidence(database, evidence_id)
        before = _order(database, found.claim_id)
        after = [number for number in before if number != evidence_id]
        after.insert(max(0, before.index(evidence_id) + steps), evidence_id)
        _put(database, found, before, after, by=by, now=now)
        return found.claim_id


def _order(database: Database, claim_id: int) -> list[int]:
    return [one.id for one in sources.evidence_on(database, claim_id)]


def _put(database: Database, found: Evidence, before: list[int], after: list[int], *, by: Person, now: str) -> None:
    if after == before:
        return
    cards.order(database, after)
    payload = {"evidence": found.id, "before": {"order": before}, "changed": {"order": after}}
    note(database, MOVED, found, {**payload, "states": take_up(database, found.claim_id)}, by=by, now=now)


def undoable(history: Sequence[Event], evidence: Sequence[Evidence]) -> Event | None:
    """The last act on a claim, the first of its history, if it was one on its cards and they stand as it left them."""
    last = history[0] if history else None
    if last is None or last.verb not in (SAID, MOVED) or not last.payload:
        return None
    if last.verb == MOVED:
        return last if last.payload["changed"]["order"] == [one.id for one in evidence] else None
    said = {one.id: one.not_shown for one in evidence}
    return last if said.get(last.payload["evidence"]) == last.payload["changed"]["not_shown"] else None


def undo(database: Database, claim_id: int, event_id: int, *, by: Person, now: str) -> None:
    """Put the cards of a claim as they stood before the last act on them; this is such an act too."""
    with writing(database):
        evidence = sources.evidence_on(database, claim_id)
        last = undoable(events.of_claim(database, claim_id), evidence)
        if last is None or last.payload is None or last.id != event_id:
            raise Refused("Something else was done since: change the passages by hand.")
        found = existing_evidence(database, last.payload["evidence"])
        before = last.payload["before"]
        if last.verb == MOVED:
            _put(database, found, _order(database, claim_id), before["order"], by=by, now=now)
        else:
            _say(database, found, found.version, before["not_shown"], by=by, now=now)
