"""What was noticed of live pages, and how it was settled."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Notice, Outcome, Reason, Settled
from factcheck.store.connection import insert
from factcheck.store.rechecks import COLUMN, reason_in


def add(
    database: Database, kind: str, number: int, outcome: Outcome, reason: Reason, snapshot_id: int | None, *, now: str
) -> int:
    """Note a change for a person, inside the caller's transaction; give the notice's number."""
    parts = json.dumps(reason.parts, ensure_ascii=False)
    fields = {COLUMN[kind]: number, "outcome": outcome, "snapshot_id": snapshot_id, "reason": reason.template}
    return insert(database, "notices", {**fields, "parts": parts, "noticed_at": now})


NOTICE = """
    select x.*, coalesce(s.title, a.title) as title, iif(x.source_id is null, 'article', 'source') as kind,
           coalesce(x.source_id, x.article_id) as number, p.name as settled_by_name
      from notices x left join sources s on s.id = x.source_id left join articles a on a.id = x.article_id
      left join people p on p.id = x.settled_by
"""


def _notice(row: Mapping[str, Any]) -> Notice:
    return Notice(
        id=row["id"],
        kind=row["kind"],
        number=row["number"],
        title=row["title"],
        outcome=Outcome(row["outcome"]),
        snapshot_id=row["snapshot_id"],
        reason=reason_in(row),
        noticed_at=row["noticed_at"],
        settled=Settled(row["settled"]) if row["settled"] else None,
        settled_by_name=row["settled_by_name"] or "",
        settled_at=row["settled_at"],
        event_id=row["event_id"],
        version=row["version"],
    )


def get(database: Database, notice_id: int) -> Notice | None:
    """One notice, or none."""
    for row in database.query(f"{NOTICE} where x.id = :id", {"id": notice_id}):
        return _notice(row)
    return None


def latest(database: Database, kind: str, number: int) -> int | None:
    """The newest notice of a document, settled or not; none where nothing was noticed of it."""
    row = database.execute(f"select max(id) from notices where {COLUMN[kind]} = ?", [number]).fetchone()
    return int(row[0]) if row[0] else None


def open_on(database: Database, kind: str, number: int) -> list[Notice]:
    """What waits for a person of one document: a change, an absence, or both."""
    rows = database.query(
        f"{NOTICE} where x.{COLUMN[kind]} = :number and x.settled is null order by x.id", {"number": number}
    )
    return [_notice(row) for row in rows]


PAGE = 50
"""Notices on one page of the list, as many as claims."""


def listed(database: Database, outcome: Outcome | None = None, *, settled: bool = False, page: int = 1) -> list[Notice]:
    """The notices that wait for a person, or those that are settled; the newest first."""
    rows = database.query(
        f"{NOTICE} where (x.settled is null) <> :settled and x.outcome = coalesce(:outcome, x.outcome) "
        "order by x.id desc limit :limit offset :offset",
        {"settled": int(settled), "outcome": outcome, "limit": PAGE, "offset": (page - 1) * PAGE},
    )
    return [_notice(row) for row in rows]


def counts(database: Database) -> tuple[dict[Outcome, int], int]:
    """How many notices wait for a person, by outcome, and how many are settled."""
    rows = database.execute("select outcome, settled is not null, count(*) from notices group by 1, 2").fetchall()
    waiting = {Outcome(outcome): number for outcome, settled, number in rows if not settled}
    return waiting, sum(number for _, settled, number in rows if settled)


def waiting(database: Database) -> int:
    """How many notices wait for a person."""
    [number] = database.execute("select count(*) from notices where settled is null").fetchone()
    return int(number)


def settle(
    database: Database, notice_ids: Sequence[int], how: Settled | None, *, by: int | None, event: int | None, now: str
) -> None:
    """Mark notices as settled, or with `how` none as open again, inside the caller's transaction.

    `event` is the act of the person who settled them; none where a later check did.
    """
    database.execute(
        "update notices set settled = :how, settled_by = :by, settled_at = :at, event_id = :event, "
        "version = version + 1 where id in (select value from json_each(:ids))",
        {
            "how": how,
            "by": by if how else None,
            "at": now if how else None,
            "event": event if how else None,
            "ids": json.dumps(list(notice_ids)),
        },
    )
