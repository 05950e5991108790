"""Checks of other desks: each once, by its address and the claim that it checked, and found by the claim's words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records.imports import Foreign
from factcheck.store.known import Index

TABLE = (
    """create table foreign_checks (
        id integer primary key,
        url text not null,
        claim text not null check (length(claim) > 0),
        rating text not null check (length(rating) > 0),
        publisher text not null,
        site text not null,
        published text not null,
        claimants text not null check (json_valid(claimants)),
        claimed_on text not null,
        appearances text not null check (json_valid(appearances)),
        language text not null,
        imported_from text not null,
        imported_at text not null,
        unique (url, claim)) strict""",
    """create virtual table foreign_checks_words using fts5(
        claim, content='foreign_checks', content_rowid='id', tokenize='porter unicode61')""",
    """create trigger foreign_checks_words_insert after insert on foreign_checks begin
        insert into foreign_checks_words (rowid, claim) values (new.id, new.claim); end""",
)
"""The table as the schema's step makes it. A check's claim never changes, so its words need no other trigger."""

INDEX = Index(
    "foreign_checks_words",
    "select id, claim, '' from foreign_checks where id in (select value from json_each(?))",
)
"""Where checks of other desks are found."""

FIELDS = tuple(name for name in Foreign.__slots__)
LISTS = ("claimants", "appearances")


def _row(found: Foreign) -> dict[str, str]:
    return {
        name: json.dumps(getattr(found, name), ensure_ascii=False) if name in LISTS else getattr(found, name)
        for name in FIELDS
    }


def _foreign(row: Mapping[str, Any]) -> Foreign:
    fields: dict[str, Any] = {name: row[name] for name in FIELDS}
    return Foreign(**fields | {name: tuple(json.loads(row[name])) for name in LISTS})


def keep(database: Database, found: Foreign, *, source: str, now: str) -> str:
    """Store a check inside the caller's transaction: "new", or "changed" in the place of what it said, or "known"."""
    row = _row(found)
    there = next(
        database.query(
            f"select id, {', '.join(FIELDS)} from foreign_checks where url = :url and claim = :claim",
            {"url": found.url, "claim": found.claim},
        ),
        None,
    )
    if there is None:
        names = (*FIELDS, "imported_from", "imported_at")
        values = ", ".join(f":{name}" for name in names)
        database.execute(
            f"insert into foreign_checks ({', '.join(names)}) values ({values})",
            {**row, "imported_from": source, "imported_at": now},
        )
        return "new"
    if all(there[name] == row[name] for name in FIELDS):
        return "known"
    sets = ", ".join(f"{name} = :{name}" for name in FIELDS)
    database.execute(
        f"update foreign_checks set {sets}, imported_from = :source, imported_at = :now where id = :id",
        {**row, "source": source, "now": now, "id": there["id"]},
    )
    return "changed"


def some(database: Database, numbers: Iterable[int]) -> dict[int, Foreign]:
    """These checks by their numbers."""
    rows = database.query(
        f"select id, {', '.join(FIELDS)} from foreign_checks where id in (select value from json_each(:ids))",
        {"ids": json.dumps(list(numbers))},
    )
    return {row["id"]: _foreign(row) for row in rows}


def count(database: Database) -> int:
    """How many checks of other desks are kept."""
    return int(database.execute("select count(*) from foreign_checks").fetchone()[0])
