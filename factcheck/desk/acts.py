"""Acts on claims: how the claims stood before and after each, which is all that taking it back needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.errors import Refused
from factcheck.records import Claim, Closed, Evidence, Person, Span, State
from factcheck.store import acts, carrying, claims, events, sources
from factcheck.store.connection import writing

FIELDS = ("text", "claimant", "kind", "quoted", "open_reference", "state", "closed_because", "closing", "duplicate_of")
SPANS = {"anchor": "anchors", "antecedent": "antecedents", "claimant": "claimant_spans"}


def save(database: Database, claim: Claim, version: int, **changed: Any) -> bool:
    """Save a claim with some of it changed; false where `version` is not the stored one."""
    return claims.change(database, claim.id, version, {**acts.memory(claim), **changed})


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
    carried: Mapping[int, Evidence] | None = None,
) -> int:
    """Append the event of an act on claims; give its number, by which it can be undone.

    `carried` is the evidence that the act attached to claims, by its new numbers.
    """
    after = {str(number): acts.memory(_standing(database, number)) for number in touched}
    payload = {
        "before": {str(claim.id): acts.memory(claim) for claim in before},
        "after": after,
        "carried": {str(number): {"from": one.id, "stance": one.stance} for number, one in (carried or {}).items()},
        "states": {number: memory["state"] for number, memory in after.items()},
    }
    return events.append(database, now=now, actor=by.id, verb=verb, subject=subject, payload=payload)


def carry(
    database: Database, givers: Iterable[int], takers: Iterable[int], leaving: Container[int] = ()
) -> dict[int, Evidence]:
    """Attach the evidence of some claims, `leaving` out some, to others in their place; give it by its numbers."""
    found = [one.id for number in givers for one in sources.evidence_on(database, number)]
    given = [number for number in found if number not in leaving]
    copies: dict[int, Evidence] = {}
    for number in takers:
        copies |= carrying.carry(database, given, number)
    return copies


def undo(database: Database, event_id: int, *, by: Person, now: str) -> tuple[int, int]:
    """Put the claims of an act back as they stood before it; give the first one's number and the event's.

    What was attached since stays attached: where the claim is closed by it, to the claims that are open again. The
    undoing is an act of its own and can be undone. Raises `Refused`, which says why, where a claim was changed or
    judged since, or where the event was no act on claims.
    """
    with writing(database):
        event = events.get(database, event_id)
        after = acts.after(event) if event else {}
        if event is None or event.payload is None or not after:
            raise Refused("This cannot be undone.")
        for number, why in acts.obstacles(database, event):
            raise _obstacle(number, why)
        before = event.payload["before"]
        touched = [_standing(database, number) for number in after]
        for claim in touched:
            _put_back(database, claim, before.get(str(claim.id)), worked_on=claim.version != after[claim.id]["version"])
        own = {int(copy) for copy in event.payload.get("carried", {})}  # what the act itself brought goes with it
        carried = carry(database, *_closed_and_opened(database, touched), leaving=own)
        first, all_of_them = int(next(iter(before or after))), [claim.id for claim in touched]
        number = note(database, "undid", event.subject, touched, all_of_them, by=by, now=now, carried=carried)
        return first, number


def _obstacle(number: int, why: str) -> Refused:
    if why == "verdict":
        return Refused(
            "A verdict was given on claim %(number)s since, and it judges the claim as it stands.", number=number
        )
    return Refused("Claim %(number)s was changed since. Undo that first.", number=number)


def _closed_and_opened(database: Database, before: Iterable[Claim]) -> tuple[list[int], list[int]]:
    """Which of these claims are closed now and were open, and the other way round."""
    closed: list[int] = []
    opened: list[int] = []
    for claim in before:
        now = _standing(database, claim.id).state
        if State.CLOSED in (now, claim.state) and now is not claim.state:
            (closed if now is State.CLOSED else opened).append(claim.id)
    return closed, opened


def _put_back(database: Database, claim: Claim, memory: dict[str, Any] | None, *, worked_on: bool) -> None:
    """Put a claim as it stood; one that was worked on since the act is in work, whatever it was before."""
    if memory is None:  # it was not there before the act
        save(database, claim, claim.version, state=State.CLOSED, closed_because=Closed.DROPPED)
        return
    fields = {name: memory[name] for name in memory if name in FIELDS}
    if worked_on and memory["state"] != State.CLOSED:
        fields["state"] = State.IN_WORK
    save(database, claim, claim.version, **fields)
    for role, name in SPANS.items():
        if name in memory:  # early events have the anchors alone
            spans = [Span(start, end) for start, end in memory[name]]
            claims.replace_spans(database, claim.appearance.id, role, spans)
    if "quotation" in memory:
        claims.set_quotation(database, claim.appearance.id, memory["quotation"])
