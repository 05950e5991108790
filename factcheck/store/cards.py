"""What a person adds to a piece of evidence on its card: its place among the others, and what it does not show."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database


def write(database: Database, evidence_id: int, version: int, not_shown: str) -> bool:
    """Save what a passage does not show; false where the version is not the stored one."""
    cursor = database.execute(
        "update evidence set not_shown = ?, version = version + 1 where id = ? and version = ? and removed_at is null",
        [not_shown, evidence_id, version],
    )
    return bool(cursor.rowcount == 1)


def order(database: Database, evidence_ids: Sequence[int]) -> None:
    """Put the evidence of a claim in this order, inside the caller's transaction."""
    for place, number in enumerate(evidence_ids, 1):
        database.execute("update evidence set position = ? where id = ?", [place, number])


def take_over(database: Database, old: int, new: int) -> None:
    """Give a piece of evidence the place of another, and what that does not show, inside the caller's transaction."""
    database.execute(
        "update evidence set (position, not_shown) = (select position, not_shown from evidence where id = ?) "
        "where id = ?",
        [old, new],
    )


def of_verdict(database: Database, verdict_id: int) -> dict[str, str]:
    """What the evidence of a verdict was said not to show when it was given, by the evidence that says any."""
    rows = database.execute(
        "select evidence_id, not_shown from verdict_evidence where verdict_id = ? and not_shown <> ''", [verdict_id]
    )
    return {str(number): text for number, text in rows}
