"""Whatever is typed into a search box becomes a query that FTS5 can read."""

from __future__ import annotations

import json

import pytest
from sqlite_utils import Database

from factcheck.store import search
from factcheck.store.connection import insert
from tests.conftest import SHARED

NOW = "2026-03-01T12:00:00.000000Z"


def add_claim(database: Database, text: str) -> None:
    insert(
        database,
        "claims",
        {"text": text, "kind": "fact", "quoted": 0, "open_reference": 0, "score": 0.5, "reasons": "[]"}
        | {"state": "new", "added_at": NOW},
    )


def found(database: Database, typed: str) -> list[str]:
    rows = database.execute(
        "select text from claims where id in (select rowid from claims_words where claims_words match ?)",
        [search.match(typed)],
    )
    return [text for (text,) in rows]


def test_the_last_word_is_a_beginning_until_a_blank_follows(database: Database) -> None:
    add_claim(database, "The ferry runs daily.")
    assert found(database, "ferr")
    assert not found(database, "ferr ")


def test_words_are_found_in_other_forms_and_all_must_stand_there(database: Database) -> None:
    add_claim(database, "The town has doubled its fares.")
    assert found(database, "double fare ")
    assert not found(database, "double tax ")


def test_a_changed_claim_is_found_by_its_new_words_only(database: Database) -> None:
    add_claim(database, "The ferry runs daily.")
    database.execute("update claims set text = 'The tram runs hourly.'")
    assert found(database, "tram")
    assert not found(database, "ferry")


@pytest.mark.parametrize("typed", ['"', "a OR", "NEAR(", "claimant:", "*", "-x", "col : x", "^", "(", "\x00", ""])
def test_the_operators_of_the_search_engine_are_only_words(database: Database, typed: str) -> None:
    if search.match(typed):
        found(database, typed)


def test_no_hostile_string_breaks_the_search(database: Database) -> None:
    path = SHARED / "hostile/strings-blns/blns.json"
    if not path.exists():
        pytest.skip("../shared is not here")
    for typed in json.loads(path.read_text()):
        if search.match(typed):
            found(database, typed)
