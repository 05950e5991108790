"""Letters of readers, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records.letters import Letter, LetterKind
from factcheck.store.connection import insert

SELECT = "select l.*, coalesce(p.name, '') as done_by_name from letters l left join people p on p.id = l.done_by"

DONE_SHOWN = 30
"""Letters that are done with and still listed: the last weeks of a small desk."""


def _letter(row: Mapping[str, Any]) -> Letter:
    fields = {name: row[name] for name in Letter.__slots__}
    return Letter(**{**fields, "kind": LetterKind(row["kind"])})


def add(
    database: Database, kind: LetterKind, text: str, *, claim_id: int | None, url: str | None, contact: str, now: str
) -> int:
    """Store a letter inside the caller's transaction; give its number."""
    row = {"kind": kind, "text": text, "claim_id": claim_id, "url": url, "contact": contact, "sent_at": now}
    return insert(database, "letters", row)


def get(database: Database, letter_id: int) -> Letter | None:
    """One letter, or none."""
    return next((_letter(row) for row in database.query(f"{SELECT} where l.id = :id", {"id": letter_id})), None)


def waiting(database: Database) -> list[Letter]:
    """The letters that nobody has done with, the oldest first."""
    return [_letter(row) for row in database.query(f"{SELECT} where l.done_at is null order by l.id")]


def count_waiting(database: Database) -> int:
    """How many letters wait."""
    [found] = database.execute("select count(*) from letters where done_at is null").fetchone()
    return int(found)


def done(database: Database) -> list[Letter]:
    """The last letters that are done with, the newest first."""
    sql = f"{SELECT} where l.done_at is not null order by l.done_at desc limit {DONE_SHOWN}"
    return [_letter(row) for row in database.query(sql)]


def finish(database: Database, letter_id: int, note: str, *, by: int, now: str) -> None:
    """Note that a letter is done with, and forget how to answer it."""
    database.execute(
        "update letters set done_at = :now, done_by = :by, note = :note, contact = '' where id = :id",
        {"id": letter_id, "note": note, "by": by, "now": now},
    )
