"""Evidence that goes along where a claim is split or merged: the same passages, attached to the claims that follow."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from factcheck.records import Evidence
from factcheck.store import sources


def carry(database: Database, evidence_ids: Sequence[int], claim_id: int) -> dict[int, Evidence]:
    """Attach what is attached to other claims to this one as well, inside the caller's transaction.

    Who attached it and when stays with it, and what it does not show. A passage that the claim has, or that was taken
    off it, is left out. Gives the originals by the numbers of their copies.
    """
    copies = {}
    for original in evidence_ids:
        found = sources.get_evidence(database, original)
        assert found is not None  # the caller read it in this transaction
        known = "select 1 from evidence where claim_id = ? and snapshot_id = ? and start = ? and end = ?"
        place = found.source.id, found.snapshot_id, found.span
        if database.execute(known, [claim_id, found.snapshot_id, *found.span]).fetchone():
            continue
        by, at = found.added_by, found.added_at
        number = sources.add_evidence(database, claim_id, *place, found.stance, by=by, now=at)
        database.execute("update evidence set not_shown = ? where id = ?", [found.not_shown, number])
        copies[number] = found
    return copies
