"""Copies that a public archive was asked for, one row for each time; what waits is taken by one worker at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from factcheck.records import ArchiveRequest, Archiving
from factcheck.store.connection import insert

TABLES = [
    """create table archivings (
        id integer primary key,
        source_id integer not null references sources,
        url text not null,
        state text not null check (state in ('asked', 'pending', 'kept', 'failed')),
        ticket text not null default '',
        tries integer not null default 0,
        template text not null default '',
        parts text not null default '{}' check (json_valid(parts)),
        asked_by integer not null references people,
        asked_at text not null,
        due_at text not null,
        sent_at text) strict""",
    "create index archivings_source on archivings (source_id, id)",
    "create index archivings_due on archivings (due_at) where state in ('asked', 'pending')",
    "create index archivings_sent on archivings (sent_at)",
]
"""As the migration makes them."""

_SELECT = "select a.*, p.name as asked_by_name from archivings a join people p on p.id = a.asked_by"


def _request(row: Mapping[str, Any]) -> ArchiveRequest:
    fields = {name: row[name] for name in ArchiveRequest.__slots__ if name not in ("state", "parts")}
    return ArchiveRequest(state=Archiving(row["state"]), parts=json.loads(row["parts"]), **fields)


def add(database: Database, source_id: int, url: str, *, by: int, now: str) -> int:
    """Store that the archive is to be asked, inside the caller's transaction; give the row's number."""
    row = {"source_id": source_id, "url": url, "state": Archiving.ASKED, "asked_by": by, "asked_at": now, "due_at": now}
    return insert(database, "archivings", row)


def latest(database: Database, source_id: int) -> ArchiveRequest | None:
    """The last time that the archive was asked for a copy of a source, or none."""
    for row in database.query(f"{_SELECT} where a.source_id = :id order by a.id desc limit 1", {"id": source_id}):
        return _request(row)
    return None


def take(database: Database, *, now: str, until: str, paced: str) -> ArchiveRequest | None:
    """Take what is due, the oldest first, and hold it until a moment; none where nothing is.

    A new page is sent only where none was since `paced`. Inside the caller's transaction.
    """
    rows = database.query(
        f"""{_SELECT} where a.due_at <= :now and (a.state = 'pending' or (a.state = 'asked'
             and not exists (select 1 from archivings where sent_at > :paced))) order by a.due_at, a.id limit 1""",
        {"now": now, "paced": paced},
    )
    for row in rows:
        sent_at = now if row["state"] == Archiving.ASKED else row["sent_at"]
        database.execute("update archivings set due_at = ?, sent_at = ? where id = ?", [until, sent_at, row["id"]])
        return replace(_request(row), sent_at=sent_at)
    return None


def wait(database: Database, request_id: int, state: Archiving, ticket: str, tries: int, *, due_at: str) -> None:
    """Note how far it is, and when the archive is to be asked again."""
    database.execute(
        "update archivings set state = ?, ticket = ?, tries = ?, due_at = ? where id = ?",
        [state, ticket, tries, due_at, request_id],
    )


def finish(
    database: Database, request_id: int, state: Archiving, template: str = "", parts: Mapping[str, Any] | None = None
) -> None:
    """Note what came of it: that it was kept, or why not."""
    database.execute(
        "update archivings set state = ?, template = ?, parts = ? where id = ?",
        [state, template, json.dumps(parts or {}), request_id],
    )
