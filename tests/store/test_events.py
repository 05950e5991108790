"""The event log: a chain that tells whether anything in it was changed."""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.store import events
from factcheck.store.connection import writing

NOW = "2026-03-01T12:00:00.000000Z"


def append(database: Database, verb: str, **payload: object) -> int:
    with writing(database):
        return events.append(database, now=NOW, actor=None, verb=verb, subject="claim 1", payload=payload)


def test_each_event_names_the_hash_of_the_one_before(database: Database) -> None:
    append(database, "first")
    append(database, "second")
    rows = database.execute("select previous_hash, hash from events order by id").fetchall()
    assert rows[0][0] == events.GENESIS
    assert rows[1][0] == rows[0][1]
    assert events.head(database) == (2, rows[1][1])


def test_the_hash_can_be_computed_again_from_what_is_stored(database: Database) -> None:
    append(database, "said", words="“naïve” – ナ")
    [row] = events.chain(database)
    number, at, actor, verb, subject, payload_hash, previous, stored, salt, payload = row
    assert events.payload_hash(salt, payload) == payload_hash
    assert events.event_hash(previous, number, at, actor, verb, subject, payload_hash) == stored


def test_the_same_payload_has_another_hash_each_time(database: Database) -> None:
    append(database, "said", words="yes")
    append(database, "said", words="yes")
    hashes = [row[5] for row in events.chain(database)]
    assert len(set(hashes)) == 2


def test_events_of_a_subject_come_newest_first_with_their_payload(database: Database) -> None:
    append(database, "first", number=1)
    append(database, "second", number=2)
    found = events.of_subject(database, "claim 1")
    assert [(event.verb, event.payload) for event in found] == [("second", {"number": 2}), ("first", {"number": 1})]
    assert events.of_subject(database, "claim 2") == []
