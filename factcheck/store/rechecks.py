"""How the live pages behind sources and articles were found last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records import Checkable, How, Outcome, Reason, Span, Standing
from factcheck.store import erasures, snapshots
from factcheck.store.connection import insert

ERASED = f"""exists (select 1 from events e where e.verb = '{erasures.SNAPSHOT}'
                  and e.subject in ('snapshot ' || n.id, 'snapshot ' || r.snapshot_id)) as erased"""

FETCHED = f"""
    select * from (
        select 'source' as kind, s.id as number, s.title, s.url, s.address, s.snapshot_id as kept_id,
               n.taken_at, {ERASED}, r.*
          from sources s join snapshots n on n.id = s.snapshot_id left join rechecks r on r.source_id = s.id
         where n.how = '{How.FETCHED}' and s.url is not null
        union all
        select 'article', a.id, a.title, a.url, a.address, a.snapshot_id, n.taken_at, {ERASED}, r.*
          from articles a join snapshots n on n.id = a.snapshot_id left join rechecks r on r.article_id = a.id
         where n.how = '{How.FETCHED}' and a.url is not null) d
"""
"""Every document that was fetched, with how it was found last; `erased` says that what was read of it had to go."""

COLUMN = {"source": "source_id", "article": "article_id"}


def reason_in(row: Mapping[str, Any]) -> Reason:
    """The reason that a row of rechecks or notices holds."""
    return Reason(row["reason"], tuple((name, part) for name, part in json.loads(row["parts"])))


def _checkable(database: Database, row: Mapping[str, Any]) -> Checkable:
    kept = snapshots.get(database, row["kept_id"])
    standing = None
    if row["checked_at"]:
        standing = Standing(
            outcome=Outcome(row["outcome"]),
            reason=reason_in(row),
            snapshot_id=row["snapshot_id"],
            bytes_differ=bool(row["bytes_differ"]),
            since=row["since"],
            checked_at=row["checked_at"],
        )
    newest = snapshots.get(database, standing.snapshot_id) if standing else kept
    return Checkable(row["kind"], row["number"], row["title"], row["url"], kept, newest, standing, bool(row["erased"]))


def listed(database: Database, since: str | None = None) -> list[tuple[str, int]]:
    """Kind and number of everything that can be fetched again, what was read longest ago first.

    With `since`, without what was checked since that moment.
    """
    rows = database.execute(
        f"{FETCHED} where not erased and (:since is null or coalesce(checked_at, '') < :since) "
        "order by coalesce(checked_at, taken_at), kind, number",
        {"since": since},
    )
    return [(row[0], row[1]) for row in rows]


def due(database: Database, before: str, limit: int) -> list[tuple[str, int]]:
    """Kind and number of what was last read before a moment, the longest ago first, without what is queued."""
    rows = database.execute(
        f"{FETCHED} where not erased and coalesce(checked_at, taken_at) < :before and not exists (select 1 from jobs j "
        "where j.kind = 'recheck' and j.task ->> 'kind' = d.kind and j.task ->> 'number' = d.number) "
        "order by coalesce(checked_at, taken_at), kind, number limit :limit",
        {"before": before, "limit": limit},
    )
    return [(row[0], row[1]) for row in rows]


def get(database: Database, kind: str, number: int) -> Checkable | None:
    """One document that was fetched, or none."""
    rows = database.query(f"{FETCHED} where kind = :kind and number = :number", {"kind": kind, "number": number})
    return next((_checkable(database, row) for row in rows), None)


def at(database: Database, url: str, address: str) -> list[tuple[str, int]]:
    """Kind and number of what was fetched from this address, as it was typed or in its normal form."""
    rows = database.execute(
        f"{FETCHED} where url = :url or address = :address order by kind, number", {"url": url, "address": address}
    )
    return [(row[0], row[1]) for row in rows]


def cited(database: Database, kind: str, number: int) -> list[tuple[int, Span]]:
    """The places that claims, or verdicts that stand for readers, rest on: snapshot and span, in their order.

    Of a source the passages that are attached, of an article the words of its claims.
    """
    if kind == "source":
        rows = database.execute(
            """select distinct snapshot_id, start, end from evidence
                where source_id = :number and (removed_at is null or id in (
                      select v.evidence_id from verdict_evidence v join standing_verdicts w on w.id = v.verdict_id))
                order by snapshot_id, start, end""",
            {"number": number},
        )
    else:
        rows = database.execute(
            """select distinct p.snapshot_id, s.start, s.end
                 from appearances p join spans s on s.appearance_id = p.id and s.role = 'anchor'
                 join claims c on c.id = p.claim_id
                where p.article_id = :number
                  and (c.state <> 'closed' or c.id in (select claim_id from standing_verdicts))
                order by 1, 2, 3""",
            {"number": number},
        )
    return [(snapshot, Span(start, end)) for snapshot, start, end in rows]


def newer(database: Database, kind: str, number: int) -> list[int]:
    """The snapshots of a document's newer texts, oldest first."""
    rows = database.execute(
        f"select snapshot_id from notices where {COLUMN[kind]} = ? and snapshot_id is not null order by id", [number]
    )
    return [int(row[0]) for row in rows]


def with_text(database: Database, document: Checkable, text_hash: str) -> int | None:
    """The snapshot of a document that has this very text, or none."""
    row = database.execute(
        f"select id from snapshots where text_sha256 = :hash and (id = :kept or id in "
        f"(select snapshot_id from notices where {COLUMN[document.kind]} = :number)) order by id limit 1",
        {"hash": text_hash, "kept": document.kept.id, "number": document.number},
    ).fetchone()
    return int(row[0]) if row else None


def put(database: Database, kind: str, number: int, standing: Standing) -> None:
    """Store how a document was found, over how it was found before, inside the caller's transaction."""
    fields = {
        COLUMN[kind]: number,
        "outcome": standing.outcome,
        "reason": standing.reason.template,
        "parts": json.dumps(standing.reason.parts, ensure_ascii=False),
        "snapshot_id": standing.snapshot_id,
        "bytes_differ": int(standing.bytes_differ),
        "since": standing.since,
        "checked_at": standing.checked_at,
    }
    changed = ", ".join(f"{name} = :{name}" for name in fields)
    cursor = database.execute(f"update rechecks set {changed} where {COLUMN[kind]} = :{COLUMN[kind]}", fields)
    if not cursor.rowcount:
        insert(database, "rechecks", fields)
