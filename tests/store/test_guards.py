"""What the database itself refuses, whatever the code above it does."""

from __future__ import annotations

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.store.connection import insert
from factcheck.store.migrations import APPEND_ONLY

NOW = "2026-03-01T12:00:00.000000Z"


@pytest.fixture
def desk(database: Database) -> Database:
    """A claim with a verdict by Ada; Bea could publish it."""
    for number, name in enumerate(("Ada", "Bea"), 1):
        insert(
            database, "people", {"id": number, "handle": name.lower(), "name": name, "role": "editor", "added_at": NOW}
        )
    hashes = {"raw_sha256": "0" * 64, "text_sha256": "0" * 64}
    insert(
        database,
        "snapshots",
        {"id": 1, "how": "pasted", "media_type": "text/plain", "taken_at": NOW, "raw_length": 1, "text_length": 1}
        | hashes,
    )
    insert(database, "snapshot_contents", {"snapshot_id": 1, "raw": b"x", "text": "x"})
    insert(database, "quotations", {"snapshot_id": 1, "start": 0, "end": 1})
    insert(database, "articles", {"id": 1, "title": "T", "language": "en", "snapshot_id": 1, "added_at": NOW})
    insert(
        database,
        "splittings",
        {"article_id": 1, "engine": "e", "engine_version": "1", "language": "en", "notes": "[]", "rejected": "[]"}
        | {"split_at": NOW},
    )
    claim = {"text": "x", "kind": "fact", "quoted": 0, "open_reference": 0, "score": 0.5, "reasons": "[]"}
    for number in (1, 2):
        insert(database, "claims", claim | {"id": number, "state": "in review", "added_at": NOW})
    insert(database, "lineage", {"child_id": 2, "parent_id": 1})
    insert(
        database,
        "sources",
        {"id": 1, "title": "S", "is_primary": 0, "snapshot_id": 1, "added_by": 1, "added_at": NOW},
    )
    insert(
        database,
        "evidence",
        {"id": 1, "claim_id": 1, "source_id": 1, "snapshot_id": 1, "start": 0, "end": 1, "stance": "refutes"}
        | {"added_by": 1, "added_at": NOW},
    )
    insert(
        database,
        "verdicts",
        {"id": 1, "claim_id": 1, "number": 1, "claim_text": "x", "anchors": "[]", "scale_id": 1, "rating": "false"}
        | {"reason": "r", "explanation": "", "recorded_by": 1, "recorded_at": NOW},
    )
    insert(
        database,
        "verdict_evidence",
        {"verdict_id": 1, "ordinal": 0, "evidence_id": 1, "source_id": 1, "start": 0, "end": 1, "stance": "refutes"},
    )
    insert(database, "events", {"at": NOW, "verb": "v", "subject": "s", "payload_hash": "p"} | hash_pair())
    insert(database, "event_payloads", {"event_id": 1, "salt": "s", "payload": "{}"})
    return database


def hash_pair() -> dict[str, str]:
    return {"previous_hash": "0", "hash": "1"}


def publish(database: Database, *, by: int, solo: int = 0, claim: int = 1) -> None:
    row = {"verdict_id": 1, "claim_id": claim, "published_by": by, "published_at": NOW, "solo": solo}
    insert(database, "publications", row)


def test_who_gave_a_verdict_cannot_publish_it(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="second person"):
        publish(desk, by=1)
    publish(desk, by=2)


def test_a_desk_of_one_may_publish_its_own_only_when_it_is_set_so_and_says_so(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="second person"):
        publish(desk, by=1, solo=1)
    insert(desk, "settings", {"name": "solo", "value": "on"})
    with pytest.raises(sqlite3.IntegrityError, match="second person"):
        publish(desk, by=1, solo=0)
    publish(desk, by=1, solo=1)


def test_solo_is_not_said_where_two_people_were_at_work(desk: Database) -> None:
    insert(desk, "settings", {"name": "solo", "value": "on"})
    with pytest.raises(sqlite3.IntegrityError, match="one person did both"):
        publish(desk, by=2, solo=1)


def test_a_verdict_is_not_published_on_another_claim(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="another claim"):
        publish(desk, by=2, claim=2)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_append_only_cannot_be_changed_or_deleted(desk: Database, table: str) -> None:
    publish(desk, by=2)
    [column] = desk.execute(f"select name from pragma_table_info('{table}') limit 1").fetchone()
    assert desk.execute(f"select count(*) from {table}").fetchone()[0] > 0
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        desk.execute(f"update {table} set {column} = {column}")
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        desk.execute(f"delete from {table}")


def test_a_claim_is_closed_with_a_reason_and_never_without(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        desk.execute("update claims set state = 'closed' where id = 1")
    with pytest.raises(sqlite3.IntegrityError):
        desk.execute("update claims set closed_because = 'dropped' where id = 1")


def test_a_type_that_does_not_fit_is_refused(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        desk.execute("update claims set score = 'high' where id = 1")


def test_a_passage_stands_in_a_snapshot_of_its_source_and_never_moves(desk: Database) -> None:
    row = {"claim_id": 1, "source_id": 1, "snapshot_id": 1, "start": 0, "end": 1, "stance": "context"}
    insert(desk, "evidence", row | {"added_by": 1, "added_at": NOW})  # the control: its own snapshot is taken
    desk.execute("update evidence set stance = 'supports', removed_at = ?", [NOW])
    for wrong in ({"snapshot_id": None}, {"source_id": 2}):
        desk.execute("pragma foreign_keys = off")
        with pytest.raises(sqlite3.IntegrityError, match="a passage stands in a snapshot of its source"):
            insert(desk, "evidence", row | wrong | {"added_by": 1, "added_at": NOW})
    for column in ("claim_id", "source_id", "snapshot_id", "start", "end"):
        with pytest.raises(sqlite3.IntegrityError, match="a passage stays where it was attached"):
            desk.execute(f"update evidence set {column} = {column}")


def test_what_was_noticed_is_settled_and_never_changed(desk: Database) -> None:
    notice = {"source_id": 1, "outcome": "gone", "noticed_at": NOW}
    insert(desk, "notices", notice)
    desk.execute("update notices set settled = 'back', settled_at = ?", [NOW])
    with pytest.raises(sqlite3.IntegrityError, match="what was noticed is not changed"):
        desk.execute("update notices set outcome = 'unreachable'")
    with pytest.raises(sqlite3.IntegrityError, match="notices are settled, never deleted"):
        desk.execute("delete from notices")
    insert(desk, "notices", notice)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):  # of one document one absence waits
        insert(desk, "notices", notice)
