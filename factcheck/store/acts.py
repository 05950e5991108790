"""Acts on claims that can still be taken back: the claims that they touched still read as they left them.

Work that left the words alone (a passage attached, a verdict sent back) does not stand in the way; a verdict does,
since it judged the claim as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Claim, Event
from factcheck.store import claims, events


def memory(claim: Claim) -> dict[str, Any]:
    """All that taking an act back needs to put a claim as it stood."""
    return {
        "text": claim.text,
        "claimant": claim.claimant,
        "kind": claim.kind,
        "quoted": claim.quoted,
        "open_reference": claim.open_reference,
        "state": claim.state,
        "closed_because": claim.closed_because,
        "closing": claim.closing,
        "duplicate_of": claim.duplicate_of,
        "anchors": claim.appearance.anchors,
        "antecedents": claim.appearance.antecedents,
        "claimant_spans": claim.appearance.claimant_spans,
        "quotation": claim.appearance.quotation_id,
        "version": claim.version,
    }


def latest(database: Database, claim_ids: Sequence[int]) -> dict[int, Event]:
    """The act that each of these claims stands as it does because of, where it can be taken back."""
    acts = events.on_claims(database, claim_ids)
    obstacles = _obstacles(database, acts)
    found: dict[int, Event] = {}
    for act in acts:
        if not obstacles[act.id]:
            for number in after(act):
                found.setdefault(number, act)
    return {number: found[number] for number in claim_ids if number in found}


def undoable(database: Database, event_id: int) -> Event | None:
    """The act with this number if it can be taken back, or none."""
    act = events.get(database, event_id)
    return act if act and after(act) and not obstacles(database, act) else None


def after(act: Event) -> dict[int, dict[str, Any]]:
    """How the claims stood after an act, by number; empty for an event that is no act on claims."""
    found = (act.payload or {}).get("after")
    return {int(number): memory for number, memory in found.items()} if isinstance(found, dict) else {}


def obstacles(database: Database, act: Event) -> list[tuple[int, str]]:
    """The claims that keep an act from being taken back, and why: "changed" since, or a "verdict" was given since."""
    return _obstacles(database, [act])[act.id]


def _obstacles(database: Database, acts: Sequence[Event]) -> dict[int, list[tuple[int, str]]]:
    numbers = sorted({number for act in acts for number in after(act)})
    found = claims.some(database, numbers)
    now = {claim.id: json.loads(json.dumps(memory(claim))) for claim in found}
    judged = events.newest_verdicts(database, numbers)
    told: dict[int, list[tuple[int, str]]] = {act.id: [] for act in acts}
    for act in acts:
        for number, left in after(act).items():
            if not _reads(now.get(number, {}), left):
                told[act.id].append((number, "changed"))
            elif judged.get(number, 0) > act.id:
                told[act.id].append((number, "verdict"))
    return told


def _reads(now: dict[str, Any], left: dict[str, Any]) -> bool:
    """Say whether a claim reads as an act left it, whatever was attached to it since."""
    return all(now.get(name) == value for name, value in left.items() if name not in ("state", "version"))
