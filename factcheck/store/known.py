"""Known claims by their words: the candidates of a match, at a cost that hardly follows how many are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where there is one

from factcheck.core.matching import Candidate, words_of

CANDIDATES = 100
"""Claims that are compared letter by letter. On the open sets (November 2026) 30, 60 and 100 lost less the more."""

COMMON_FROM = 50_000
"""Claims in which a word is common: it is counted no further, and looked for only where all others are common too."""

VISITED_MAX = 100_000
"""Claims that a search visits, which bounds its time in a ledger of a million; docs/performance.md has the price."""


@dataclass(frozen=True, slots=True)
class Index:
    """Where claims are found: a full-text table, and the statement that reads one claim's text and further words."""

    table: str
    more: str


OWN = Index("claims_words", "select id, text, '' from claims where id in (select value from json_each(?))")
"""The desk's own claims."""


def candidates(database: Database, index: Index, text: str) -> list[Candidate]:
    """The claims of an index that share the rarest words of a text, by full-text rank."""
    query = _query(database, index.table, words_of(text))
    if not query:
        return []
    ranked = database.execute(
        f"select rowid, rank from {index.table} where {index.table} match ? order by rank limit {CANDIDATES}", [query]
    ).fetchall()
    ranks = {int(number): float(rank) for number, rank in ranked}
    rows = database.execute(index.more, [str(list(ranks))])
    texts = {int(number): (str(words), str(more)) for number, words, more in rows}
    return [Candidate(number, *texts[number], rank) for number, rank in ranks.items() if number in texts]


def _query(database: Database, table: str, words: Iterable[str]) -> str:
    """The rarest words as alternatives, as many as may be visited; where all are common, all of them together."""
    counted = sorted((_count(database, table, word), word) for word in words)
    there = [(count, word) for count, word in counted if count]
    chosen: list[str] = []
    visited = 0
    for count, word in there:
        visited += count
        if count == COMMON_FROM or (chosen and visited > VISITED_MAX):
            break
        chosen.append(word)
    joined = " OR " if chosen else " AND "
    return joined.join(f'"{word}"' for word in chosen or [word for _, word in there])


def _count(database: Database, table: str, word: str) -> int:
    """In how many claims a word stands, counted up to where it is common."""
    sql = f"select count(*) from (select 1 from {table} where {table} match ? limit {COMMON_FROM})"
    return int(database.execute(sql, [f'"{word}"']).fetchone()[0])


LEDGER = Index("ledger_words", "select id, text, title from ledger where id in (select value from json_each(?))")
"""A ledger that is given as a file."""


def ledger_of(entries: Iterable[tuple[str, str, str]]) -> Database:
    """A database beside the desk's, gone when it is closed, with the (id, text, title) of a ledger's claims."""
    database = Database(sqlite3.connect("", isolation_level=None), execute_plugins=False)
    database.execute("create table ledger (id integer primary key, known text, text text, title text)")
    database.execute(
        "create virtual table ledger_words using fts5(text, title, content='ledger', content_rowid='id', "
        "tokenize='porter unicode61')"
    )
    database.execute("begin")
    database.conn.executemany("insert into ledger (known, text, title) values (?, ?, ?)", entries)
    database.execute("insert into ledger_words (ledger_words) values ('rebuild')")
    database.execute("commit")
    return database


def names_of(database: Database, numbers: Iterable[int]) -> dict[int, str]:
    """The ids that a ledger's file gives to these of its claims."""
    rows = database.execute(
        "select id, known from ledger where id in (select value from json_each(?))", [str(list(numbers))]
    )
    return {int(number): str(known) for number, known in rows}
