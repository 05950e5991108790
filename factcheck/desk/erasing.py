"""Erasing what must not be kept: a payload of the log, or what a snapshot holds. The mark that it was there stays.

For court orders and people's right to be forgotten, not for second thoughts: nothing else in the house takes anything
away. Backups that were made before still have it.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.errors import Invalid, NotFound, Refused
from factcheck.store import erasures, events, snapshots
from factcheck.store.connection import writing

REASON_MAX = 500

FACTS = (
    "states",
    "snapshot",
    "text_sha256",
    "verdict",
    "rating",
    "content_sha256",
    "solo",
    "evidence",
    "stance",
    "carried",
    "notices",
    "outcome",
)
"""What stays of an erased payload: numbers, hashes and words of the program's own, by which `verify` still checks."""


def _reason(typed: str) -> str:
    reason = one_line(typed)
    if not reason or len(reason) > REASON_MAX:
        raise Invalid("Say why it is erased, in 1 to %(most)s characters.", "reason", most=REASON_MAX)
    return reason


def erase_payload(database: Database, event_id: int, reason: str, *, actor: int | None, now: str) -> int:
    """Erase what one event says; give the number of the event that tells of it. The event and its hash stay."""
    said = _reason(reason)
    with writing(database):
        event = events.get(database, event_id)
        if event is None:
            raise NotFound("There is no such event.")
        if event.payload is None:
            raise Refused("What this event said was erased already.")
        if event.verb in (erasures.PAYLOAD, erasures.SNAPSHOT):
            raise Refused("That something was erased, and why, stays.")
        kept: dict[str, Any] = {name: event.payload[name] for name in FACTS if name in event.payload}
        after = event.payload.get("after")
        wordless = sorted(int(number) for number in after) if isinstance(after, dict) else []
        payload = {"reason": said, "facts": kept, "wordless": wordless}
        number = events.append(
            database, now=now, actor=actor, verb=erasures.PAYLOAD, subject=f"event {event_id}", payload=payload
        )
        erasures.take_payload(database, event_id)
    erasures.clean_up(database)
    return number


def erase_snapshot(database: Database, snapshot_id: int, reason: str, *, actor: int | None, now: str) -> int:
    """Erase the bytes and the text of a snapshot; give the number of the event. Its hashes and every span stay.

    Claims, verdicts and what people wrote are not touched: they are changed, corrected or withdrawn as ever.
    """
    said = _reason(reason)
    with writing(database):
        if not snapshots.exists(database, snapshot_id):
            raise NotFound("There is no such snapshot.")
        if snapshot_id in erasures.snapshots(database):
            raise Refused("What this snapshot held was erased already.")
        subject = f"snapshot {snapshot_id}"
        payload = {"reason": said}
        number = events.append(database, now=now, actor=actor, verb=erasures.SNAPSHOT, subject=subject, payload=payload)
        erasures.take_snapshot(database, snapshot_id)
    erasures.clean_up(database)
    return number
