"""Articles: what is known of each, and how they are related to one another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from factcheck.records import Article, Splitting
from factcheck.store.connection import insert


@dataclass(frozen=True, slots=True)
class SplittingNote:
    """Which engine split an article, what it noted, and the drafts that the contract refused: (text, reason)."""

    engine: str = ""
    version: str = ""
    notes: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


COLUMNS = ", ".join(f"a.{name}" for name in Article.__slots__)


def record(row: Mapping[str, Any]) -> Article:
    """Make the record of a row that holds `COLUMNS`."""
    return Article(**{name: row[name] for name in Article.__slots__})


def add(
    database: Database,
    *,
    title: str,
    byline: str,
    publisher: str,
    published_on: str | None,
    language: str,
    url: str | None,
    address: str | None,
    snapshot_id: int,
    added_by: int | None,
    now: str,
) -> int:
    """Store an article inside the caller's transaction; give its number."""
    return insert(
        database,
        "articles",
        {
            "title": title,
            "byline": byline,
            "publisher": publisher,
            "published_on": published_on,
            "language": language,
            "url": url,
            "address": address,
            "snapshot_id": snapshot_id,
            "added_by": added_by,
            "added_at": now,
        },
    )


def get(database: Database, article_id: int) -> Article | None:
    """One article, or none."""
    for row in database.query(f"select {COLUMNS} from articles a where a.id = :id", {"id": article_id}):
        return record(row)
    return None


def with_text(database: Database, text_hash: str) -> list[tuple[Article, str | None]]:
    """The articles whose snapshot has this text, oldest first, each with its normalised address."""
    rows = database.query(
        f"select {COLUMNS}, a.address from articles a join snapshots s on s.id = a.snapshot_id "
        "where s.text_sha256 = :hash order by a.id",
        {"hash": text_hash},
    )
    return [(record(row), row["address"]) for row in rows]


def at_address(database: Database, address: str) -> list[Article]:
    """The articles from this normalised address, oldest first."""
    rows = database.query(f"select {COLUMNS} from articles a where a.address = :at order by a.id", {"at": address})
    return [record(row) for row in rows]


def relate(database: Database, article_id: int, other_id: int, relation: str) -> None:
    """Note on both articles that they share their text or their address."""
    for one, other in ((article_id, other_id), (other_id, article_id)):
        database.execute(
            "insert or ignore into article_relations (article_id, other_id, relation) values (?, ?, ?)",
            [one, other, relation],
        )


def related(database: Database, article_id: int) -> list[tuple[str, Article]]:
    """What this article shares with which others: "same text" or "same address"."""
    rows = database.query(
        f"select {COLUMNS}, r.relation from article_relations r join articles a on a.id = r.other_id "
        "where r.article_id = :id order by a.id",
        {"id": article_id},
    )
    return [(row["relation"], record(row)) for row in rows]


def change(database: Database, article_id: int, version: int, fields: Mapping[str, object]) -> bool:
    """Save new values of title, byline, publisher or published_on; false where the version is not the stored one."""
    cursor = database.execute(
        "update articles set title = :title, byline = :byline, publisher = :publisher, published_on = :published_on, "
        "version = version + 1 where id = :id and version = :version",
        {**fields, "id": article_id, "version": version},
    )
    return bool(cursor.rowcount == 1)


def make_public(database: Database, article_id: int, *, by: int, now: str) -> None:
    """Let readers see the article from now on."""
    database.execute(
        "update articles set public_at = ?, made_public_by = ?, version = version + 1 where id = ?",
        [now, by, article_id],
    )


def make_private(database: Database, article_id: int) -> None:
    """Take the article back from readers."""
    database.execute(
        "update articles set public_at = null, made_public_by = null, version = version + 1 where id = ?", [article_id]
    )


def add_splitting(database: Database, article_id: int, splitting: Splitting, *, now: str) -> None:
    """Keep which engine split the article, what it noted, and which drafts the contract refused."""
    rejected = [{"text": r.draft.text, "spans": r.draft.spans, "reason": r.reason} for r in splitting.rejected]
    insert(
        database,
        "splittings",
        {
            "article_id": article_id,
            "engine": splitting.engine,
            "engine_version": splitting.engine_version,
            "language": splitting.language,
            "notes": json.dumps(splitting.notes, ensure_ascii=False),
            "rejected": json.dumps(rejected, ensure_ascii=False),
            "split_at": now,
        },
    )


def splitting_note(database: Database, article_id: int) -> SplittingNote:
    """The newest splitting of an article."""
    rows = database.execute(
        "select engine, engine_version, notes, rejected from splittings where article_id = ? order by id desc limit 1",
        [article_id],
    )
    for engine, version, notes, rejected in rows:
        refused = tuple((one["text"], one["reason"]) for one in json.loads(rejected))
        return SplittingNote(engine, version, tuple(json.loads(notes)), refused)
    return SplittingNote()
