"""Sources, and the evidence: passages of their snapshots with a stance on a claim."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Evidence, How, Source, Span, Stance
from factcheck.store.connection import insert

SOURCE = ", ".join(f"s.{name} as source_{name}" for name in Source.__slots__)


def source_record(row: Mapping[str, Any]) -> Source:
    """Make the record of a row that holds `SOURCE`."""
    fields = {name: row[f"source_{name}"] for name in Source.__slots__}
    return Source(**{**fields, "is_primary": bool(fields["is_primary"])})


def add(
    database: Database,
    *,
    title: str,
    publisher: str,
    author: str,
    published_on: str | None,
    url: str | None,
    address: str | None,
    is_primary: bool,
    origin: str,
    interest: str,
    transcribed_from: str,
    snapshot_id: int,
    added_by: int,
    now: str,
) -> int:
    """Store a source inside the caller's transaction; give its number."""
    return insert(
        database,
        "sources",
        {
            "title": title,
            "publisher": publisher,
            "author": author,
            "published_on": published_on,
            "url": url,
            "address": address,
            "is_primary": int(is_primary),
            "origin": origin,
            "interest": interest,
            "transcribed_from": transcribed_from,
            "snapshot_id": snapshot_id,
            "added_by": added_by,
            "added_at": now,
        },
    )


def get(database: Database, source_id: int) -> Source | None:
    """One source, or none."""
    for row in database.query(f"select {SOURCE} from sources s where s.id = :id", {"id": source_id}):
        return source_record(row)
    return None


def change(database: Database, source_id: int, version: int, fields: Mapping[str, object]) -> bool:
    """Save other words on a source; false where the version is not the stored one.

    `fields` has title, publisher, author, published_on, is_primary, origin, interest and archive_url.
    """
    cursor = database.execute(
        "update sources set title = :title, publisher = :publisher, author = :author, published_on = :published_on, "
        "is_primary = :is_primary, origin = :origin, interest = :interest, "
        "archive_url = :archive_url, version = version + 1 "
        "where id = :id and version = :version",
        {**fields, "is_primary": int(bool(fields["is_primary"])), "id": source_id, "version": version},
    )
    return bool(cursor.rowcount == 1)


def set_archive_url(database: Database, source_id: int, archive_url: str) -> None:
    """Note where a public archive keeps a copy of a source."""
    database.execute("update sources set archive_url = ?, version = version + 1 where id = ?", [archive_url, source_id])


def is_published(database: Database, source_id: int) -> bool:
    """Say whether a published verdict stands on a passage of this source."""
    row = database.execute(
        "select 1 from verdict_evidence v join publications b on b.verdict_id = v.verdict_id "
        "where v.source_id = ? limit 1",
        [source_id],
    ).fetchone()
    return row is not None


def with_text(database: Database, text_hash: str, address: str | None) -> list[Source]:
    """The sources that are stored already with this text from this address (or from none), oldest first."""
    rows = database.query(
        f"select {SOURCE} from sources s join snapshots n on n.id = s.snapshot_id "
        "where n.text_sha256 = :hash and s.address is :address order by s.id",
        {"hash": text_hash, "address": address},
    )
    return [source_record(row) for row in rows]


def at_addresses(database: Database, addresses: Sequence[str]) -> dict[str, Source]:
    """The first source that was kept from each of these addresses, in their normal form; without those of none."""
    rows = database.query(
        f"select {SOURCE}, s.address from sources s where s.address in (select value from json_each(:addresses)) "
        "order by s.id desc",
        {"addresses": json.dumps(list(addresses))},
    )
    return {row["address"]: source_record(row) for row in rows}


def listed(database: Database, words: str = "", limit: int = 50) -> list[Source]:
    """The newest sources, or those whose title, publisher or address holds `words`."""
    rows = database.query(
        f"select {SOURCE} from sources s where :words = '' or instr(lower(s.title || ' ' || s.publisher || ' ' || "
        "coalesce(s.url, '')), lower(:words)) > 0 order by s.id desc limit :limit",
        {"words": words, "limit": limit},
    )
    return [source_record(row) for row in rows]


EVIDENCE = f"""
    select e.id, e.claim_id, e.start, e.end, e.stance, e.added_by, e.added_at, e.version, e.not_shown,
           p.name as added_by_name, substr(c.text, e.start + 1, e.end - e.start) as passage,
           n.id as snapshot_id, n.taken_at as read_at, n.how, n.raw_sha256, {SOURCE}
      from evidence e
      join sources s on s.id = e.source_id
      join snapshots n on n.id = e.snapshot_id
      join snapshot_contents c on c.snapshot_id = n.id
      join people p on p.id = e.added_by
"""


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        id=row["id"],
        claim_id=row["claim_id"],
        source=source_record(row),
        span=Span(row["start"], row["end"]),
        stance=Stance(row["stance"]),
        passage=row["passage"],
        added_by=row["added_by"],
        added_by_name=row["added_by_name"],
        added_at=row["added_at"],
        version=row["version"],
        snapshot_id=row["snapshot_id"],
        read_at=row["read_at"],
        how=How(row["how"]),
        raw_sha256=row["raw_sha256"],
        not_shown=row["not_shown"],
    )


def evidence_where(database: Database, rest: str, **parameters: object) -> list[Evidence]:
    """The evidence that the rest of the statement asks for (`e` is evidence, `s` its source)."""
    return [_evidence(row) for row in database.query(f"{EVIDENCE} where {rest}", parameters)]


def add_evidence(
    database: Database,
    claim_id: int,
    source_id: int,
    snapshot_id: int,
    span: Span,
    stance: Stance,
    *,
    by: int,
    now: str,
) -> int:
    """Attach a passage of a source's snapshot to a claim, below the others, inside the caller's transaction.

    A passage stays in its snapshot for ever: the database refuses to move it.
    """
    last = database.execute("select coalesce(max(position), 0) from evidence where claim_id = ?", [claim_id]).fetchone()
    return insert(
        database,
        "evidence",
        {
            "claim_id": claim_id,
            "source_id": source_id,
            "snapshot_id": snapshot_id,
            "start": span.start,
            "end": span.end,
            "stance": stance,
            "added_by": by,
            "added_at": now,
            "position": last[0] + 1,
        },
    )


def get_evidence(database: Database, evidence_id: int) -> Evidence | None:
    """One piece of evidence that has not been removed, or none."""
    return next(iter(evidence_where(database, "e.id = :id and e.removed_at is null", id=evidence_id)), None)


def evidence_on(database: Database, claim_id: int) -> list[Evidence]:
    """The evidence on a claim in its order, without what was removed."""
    wanted = "e.claim_id = :claim and e.removed_at is null order by e.position, e.id"
    return evidence_where(database, wanted, claim=claim_id)


def removed_from(database: Database, claim_id: int) -> list[Evidence]:
    """The evidence that was taken off a claim, the last one first."""
    rest = "e.claim_id = :claim and e.removed_at is not null order by e.removed_at desc"
    return evidence_where(database, rest, claim=claim_id)


def evidence_from(database: Database, source_id: int) -> list[Evidence]:
    """Where a source is attached, oldest first, without what was removed and without closed claims."""
    rest = (
        "e.source_id = :source and e.removed_at is null "
        "and (select state from claims where id = e.claim_id) <> 'closed' order by e.id"
    )
    return evidence_where(database, rest, source=source_id)


def counts(database: Database, article_id: int) -> dict[int, int]:
    """How many pieces of evidence the claims of an article have, by claim; without those that have none."""
    rows = database.execute(
        "select e.claim_id, count(*) from evidence e join appearances p on p.claim_id = e.claim_id "
        "where p.article_id = ? and e.removed_at is null group by e.claim_id",
        [article_id],
    )
    return {int(claim_id): int(number) for claim_id, number in rows}


def counts_on(database: Database, claim_ids: Sequence[int]) -> dict[int, int]:
    """How many pieces of evidence these claims have, by claim; without those that have none."""
    rows = database.execute(
        "select claim_id, count(*) from evidence where removed_at is null "
        "and claim_id in (select value from json_each(?)) group by claim_id",
        [json.dumps(list(claim_ids))],
    )
    return {int(claim_id): int(number) for claim_id, number in rows}


def change_stance(database: Database, evidence_id: int, version: int, stance: Stance) -> bool:
    """Save another stance; false where the version is not the stored one."""
    cursor = database.execute(
        "update evidence set stance = ?, version = version + 1 where id = ? and version = ? and removed_at is null",
        [stance, evidence_id, version],
    )
    return bool(cursor.rowcount == 1)


def set_removed(database: Database, evidence_id: int, removed_at: str | None) -> bool:
    """Take a piece of evidence off its claim, or with none put it back; false where it stands so already."""
    cursor = database.execute(
        "update evidence set removed_at = :at, version = version + 1 "
        "where id = :id and (removed_at is null) = (:at is not null)",
        {"at": removed_at, "id": evidence_id},
    )
    return bool(cursor.rowcount == 1)


def evidence_of_verdict(database: Database, verdict_id: int) -> list[Evidence]:
    """The evidence that a verdict stands on, as it was when the verdict was recorded, in its order."""
    rows = database.query(
        f"""select v.evidence_id as id, e.claim_id, v.start, v.end, v.stance, e.added_by, e.added_at, e.version,
                   v.not_shown, p.name as added_by_name,
                   substr(c.text, v.start + 1, v.end - v.start) as passage,
                   n.id as snapshot_id, n.taken_at as read_at, n.how, n.raw_sha256, {SOURCE}
              from verdict_evidence v
              join evidence e on e.id = v.evidence_id
              join sources s on s.id = v.source_id
              join snapshots n on n.id = e.snapshot_id
              join snapshot_contents c on c.snapshot_id = n.id
              join people p on p.id = e.added_by
             where v.verdict_id = :verdict order by v.ordinal""",
        {"verdict": verdict_id},
    )
    return [_evidence(row) for row in rows]
