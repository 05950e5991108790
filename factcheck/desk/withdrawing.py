"""A published verdict is withdrawn: readers are told so and why, and its history stays readable."""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.core.characters import visible
from factcheck.desk.claims import existing
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Person, State, Verdict
from factcheck.store import claims, events, verdicts
from factcheck.store.connection import writing


def standing(database: Database, claim_id: int) -> Verdict | None:
    """The verdict that readers see on a claim, or none."""
    return verdicts.standing(database, [claim_id]).get(claim_id)


def withdraw(database: Database, claim_id: int, verdict_number: int, note: str, *, by: Person, now: str) -> None:
    """Withdraw the published verdict with this number; the claim is in work again, and another can be given.

    `note` is for readers. Another verdict in its place, published meanwhile, is a `Conflict`. There is no undoing it:
    readers saw it, so what follows is a new verdict.
    """
    with writing(database):
        claim, verdict = existing(database, claim_id), standing(database, claim_id)
        if verdict is None:
            raise Refused("There is no published verdict on this claim that could be withdrawn.")
        if verdict.number != verdict_number:
            theirs = {"rating": verdict.rating.key, "reason": verdict.reason}
            raise Conflict("Another verdict was published while you read this one.", {}, theirs, claim.version)
        if not visible(note).strip():
            raise Invalid("Say to readers why it is withdrawn.", "note")
        verdicts.withdraw(database, verdict, visible(note).strip(), by=by.id, now=now)
        state = State.IN_WORK if claim.state is State.PUBLISHED else claim.state
        if state is not claim.state:
            claims.set_state(database, claim_id, state)
        payload = {"verdict": verdict.id, "note": visible(note).strip(), "states": {str(claim_id): state}}
        events.append(
            database, now=now, actor=by.id, verb="withdrew verdict", subject=f"claim {claim_id}", payload=payload
        )
