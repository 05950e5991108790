"""Acts on claims that can still be taken back: nothing that they touched was changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

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
            for number in _touched(act):
                found.setdefault(number, act)
    return {number: found[number] for number in claim_ids if number in found}


def undoable(database: Database, event_id: int) -> Event | None:
    """The act with this number if it can be taken back, or none."""
    act = events.get(database, event_id)
    if act is None or not _touched(act):
        return None
    return act if _stands(act, _versions(database, [act])) else None


def _touched(act: Event) -> list[int]:
    return [int(number) for number in (act.payload or {}).get("after", {})]


def _stands(act: Event, versions: dict[int, int]) -> bool:
    after = (act.payload or {}).get("after", {})
    return all(versions.get(int(number)) == memory["version"] for number, memory in after.items())


def _versions(database: Database, acts: Iterable[Event]) -> dict[int, int]:
    numbers = sorted({number for act in acts for number in _touched(act)})
    rows = database.execute(
        "select id, version from claims where id in (select value from json_each(?))", [json.dumps(numbers)]
    )
    return {int(number): int(version) for number, version in rows}
