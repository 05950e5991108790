"""Sources that are copies: those whose text is nearly that of another source of the claim, or of the article itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.core.copies import Shared, shared
from factcheck.records import Source
from factcheck.store import claims, snapshots, sources

FEW = 20
"""Sources that one is compared with at most, so that the page of a claim with very many of them stays quick."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a source has the same text as: another source, or with none the article that the claim is made in."""

    other: Source | None
    shared: Shared


def copies(database: Database, source: Source, claim_id: int) -> list[Copy]:
    """What this source has the same text as, among what its claims rest on; `claim_id` is 0 where none is looked at."""
    text = snapshots.text(database, source.snapshot_id)
    others: list[tuple[Source | None, int]] = [
        (other, other.snapshot_id) for other in sources.beside(database, source.id, claim_id)[:FEW]
    ]
    claim = claims.get(database, claim_id) if claim_id else None
    if claim and claim.appearance.snapshot_id is not None:
        others.append((None, claim.appearance.snapshot_id))
    found = [Copy(other, shared(text, snapshots.text(database, kept))) for other, kept in others]
    return [copy for copy in found if copy.shared.is_copy]
