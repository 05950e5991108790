"""Acts on claims that can still be taken back: nothing that they touched was changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Event
from factcheck.store import events


def latest(database: Database, claim_ids: Sequence[int]) -> dict[int, Event]:
    """The act that each of these claims stands as it does because of, where it can be taken back."""
    acts = events.on_claims(database, claim_ids)
    versions = _versions(database, acts)
    found: dict[int, Event] = {}
    for act in acts:
        if _stands(act, versions):
            for number in after(act):
                found.setdefault(number, act)
    return {number: found[number] for number in claim_ids if number in found}


def undoable(database: Database, event_id: int) -> Event | None:
    """The act with this number if it can be taken back, or none."""
    act = events.get(database, event_id)
    if act is None or not after(act):
        return None
    return act if _stands(act, _versions(database, [act])) else None


def after(act: Event) -> dict[int, dict[str, Any]]:
    """How the claims stood after an act, by number; empty for an event that is no act on claims."""
    found = (act.payload or {}).get("after")
    return {int(number): memory for number, memory in found.items()} if isinstance(found, dict) else {}


def _stands(act: Event, versions: dict[int, int]) -> bool:
    return all(versions.get(number) == memory["version"] for number, memory in after(act).items())


def _versions(database: Database, acts: Iterable[Event]) -> dict[int, int]:
    numbers = sorted({number for act in acts for number in after(act)})
    rows = database.execute(
        "select id, version from claims where id in (select value from json_each(?))", [json.dumps(numbers)]
    )
    return {int(number): int(version) for number, version in rows}
