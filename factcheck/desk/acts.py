"""Acts on claims: how the claims stood before and after each, which is all that taking it back needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from factcheck.errors import Refused
from factcheck.records import Claim, Closed, Person, Span, State
from factcheck.store import acts, claims, events
from factcheck.store.connection import writing


def _memory(claim: Claim) -> dict[str, Any]:
    """All that `undo` needs to put a claim back."""
    return {
        "text": claim.text,
        "claimant": claim.claimant,
        "kind": claim.kind,
        "quoted": claim.quoted,
        "open_reference": claim.open_reference,
        "state": claim.state,
        "closed_because": claim.closed_because,
        "anchors": claim.appearance.anchors,
        "version": claim.version,
    }


def save(database: Database, claim: Claim, version: int, **changed: Any) -> bool:
    """Save a claim with some of it changed; false where `version` is not the stored one."""
    return claims.change(database, claim.id, version, {**_memory(claim), **changed})


def _standing(database: Database, number: int) -> Claim:
    claim = claims.get(database, number)
    assert claim is not None  # claims are never deleted
    return claim


def note(
    database: Database,
    verb: str,
    subject: str,
    before: Iterable[Claim],
    touched: Iterable[int],
    *,
    by: Person,
    now: str,
) -> int:
    """Append the event of an act on claims; give its number, by which it can be undone."""
    after = {str(number): _memory(_standing(database, number)) for number in touched}
    payload = {
        "before": {str(claim.id): _memory(claim) for claim in before},
        "after": after,
        "states": {number: memory["state"] for number, memory in after.items()},
    }
    return events.append(database, now=now, actor=by.id, verb=verb, subject=subject, payload=payload)


def undo(database: Database, event_id: int, *, by: Person, now: str) -> tuple[int, int]:
    """Put the claims of an act back as they stood before it; give the first one's number and the event's.

    The undoing is an act of its own and can be undone. Raises `Refused` where a claim was changed since, or where
    the event was no act on claims.
    """
    with writing(database):
        event = events.get(database, event_id)
        after = acts.after(event) if event else {}
        if event is None or event.payload is None or not after:
            raise Refused("This cannot be undone.")
        before = event.payload["before"]
        touched = [_standing(database, number) for number in after]
        for claim in touched:
            if claim.version != after[claim.id]["version"]:
                raise Refused("Claim %(number)s was changed since. Undo that first.", number=claim.id)
        for claim in touched:
            _put_back(database, claim, before.get(str(claim.id)))
        first = int(next(iter(before or after)))
        number = note(database, "undid", event.subject, touched, [claim.id for claim in touched], by=by, now=now)
        return first, number


def _put_back(database: Database, claim: Claim, memory: dict[str, Any] | None) -> None:
    if memory is None:  # it was not there before the act
        save(database, claim, claim.version, state=State.CLOSED, closed_because=Closed.DROPPED)
        return
    save(
        database, claim, claim.version, **{name: memory[name] for name in memory if name not in ("anchors", "version")}
    )
    spans = [Span(start, end) for start, end in memory["anchors"]]
    claims.replace_spans(database, claim.appearance.id, "anchor", spans)
