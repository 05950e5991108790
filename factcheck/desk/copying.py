"""Sources that are copies: those whose text is nearly that of another source of the desk, or of the article itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from factcheck.core.copies import Shared, independent_origins, origin_of, shared
from factcheck.desk import correcting
from factcheck.desk.evidence import existing_source
from factcheck.errors import Refused
from factcheck.records import Person, Source
from factcheck.store import claims, sketches, snapshots

FEW = 20
"""Sources that one is compared with word by word at most, those that share most with it: its page stays quick."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a source has the same text as: another source, or with none the article that the claim is made in.

    `origin` is what the source can take over from it; empty where nobody said it, or where the source has it.
    """

    other: Source | None
    shared: Shared
    origin: str = ""


def copies(database: Database, source: Source, claim_id: int) -> list[Copy]:
    """What this source has the same text as; `claim_id` is 0 where no claim is looked at."""
    text = snapshots.text(database, source.snapshot_id)
    others: list[tuple[Source | None, int]] = [
        (other, other.snapshot_id) for other in sketches.alike(database, source, FEW)
    ]
    claim = claims.get(database, claim_id) if claim_id else None
    if claim and claim.appearance.snapshot_id is not None:
        others.append((None, claim.appearance.snapshot_id))
    found = [
        Copy(other, shared(text, snapshots.text(database, kept)), _to_take_over(source, other))
        for other, kept in others
    ]
    return [copy for copy in found if copy.shared.is_copy]


def origins(database: Database, found: Iterable[Source]) -> int:
    """Count the independent origins of sources; those whose texts are one count once, whatever is said of them."""
    by_snapshot = {source.snapshot_id: source for source in found}
    same = [
        (by_snapshot[one].id, by_snapshot[other].id)
        for one, other in sketches.pairs(database, list(by_snapshot), FEW)
        if shared(snapshots.text(database, one), snapshots.text(database, other)).is_copy
    ]
    return independent_origins(by_snapshot.values(), same)


def _to_take_over(source: Source, other: Source | None) -> str:
    origin = origin_of(other) if other else ""
    return "" if origin == source.origin else origin


def take_over(database: Database, source_id: int, version: int, other_id: int, *, by: Person, now: str) -> None:
    """Give a source the origin of the one that it is a copy of; it is a correction like any other."""
    source, other = existing_source(database, source_id), existing_source(database, other_id)
    origin = origin_of(other)
    if not origin:
        raise Refused("Nobody has said where source %(number)s has its information from.", number=other_id)
    said = correcting.said_of(source)
    given = correcting.Said(**{**asdict(said), "origin": origin, "is_primary": False})
    correcting.source(database, source_id, version, given, by=by, now=now)
