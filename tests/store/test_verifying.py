"""`verify` finds nothing in a database that is as it was written, and names whatever somebody did to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck.store import events, verifying
from factcheck.store.connection import connect
from factcheck.store.migrations import migrations


@pytest.fixture
def demo(demo_path: Path) -> Iterator[Database]:
    database = connect(demo_path)
    yield database
    database.close()


def unguarded(database: Database, *statements: str) -> None:
    """Do what somebody with the file and an SQL shell can do: take the triggers off, write, put them back."""
    triggers = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    database.execute("pragma foreign_keys = off")
    for name, _ in triggers:
        database.execute(f"drop trigger {name}")
    for statement in statements:
        database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)


def test_a_desk_that_worked_verifies(demo: Database) -> None:
    assert list(verifying.problems(demo)) == []
    found = verifying.extent(demo)
    assert found.events > 40
    assert found.claims > 20
    assert found.head == events.head(demo)[1]


def test_an_empty_desk_verifies(database: Database) -> None:
    assert list(verifying.problems(database)) == []
    assert verifying.extent(database).head == events.GENESIS


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("update events set verb = 'published verdict' where id = 8", "Event 8 was changed"),
        ("update events set actor = 2 where id = 8", "Event 8 was changed"),
        ("delete from events where id = 8", "Event 8 is missing"),
        ("delete from event_payloads where event_id = 8", "Event 8 has lost its payload"),
        ("update event_payloads set payload = '{}' where event_id = 8", "The payload of event 8 was changed"),
        ("update event_payloads set salt = '' where event_id = 8", "The payload of event 8 was changed"),
        ("update snapshot_contents set text = text || '.' where snapshot_id = 2", "The text of snapshot 2"),
        ("update snapshot_contents set raw = x'00' where snapshot_id = 2", "The bytes of snapshot 2"),
        ("delete from snapshot_contents where snapshot_id = 2", "Snapshot 2 has lost its content"),
        ("update snapshots set text_sha256 = raw_sha256 where id = 1", "Snapshot 1 is not the one"),
        ("update snapshots set text_sha256 = upper(text_sha256) where id = 2", "Snapshot 2 is not the one"),
        ("update claims set state = 'published' where id = 1", "Claim 1 is 'published'; by its events it is 'new'"),
        ("update verdicts set reason = 'Because.' where id = 1", "Verdict 1 is not the one"),
        ("update verdicts set rating = 'true' where rating = 'false'", "Verdict . is not the one"),
        ("update verdicts set explanation = 'Because.' where id = 1", "Verdict 1 is not the one"),
        ("update verdicts set claim_text = 'Another claim.' where id = 1", "Verdict 1 is not the one"),
        ("update verdict_evidence set stance = 'context' where verdict_id = 1", "Verdict 1 is not the one"),
        ("update publications set published_by = 1, solo = 0 where verdict_id = 1", "The publication of verdict 1"),
        ("delete from publications where verdict_id = 1", "The publication of verdict 1"),
        ("update evidence set stance = 'context' where id = 1", "The stance of evidence 1"),
        ("update evidence set not_shown = 'Much.' where id = 1", "What evidence 1 does not show"),
        ("update verdict_evidence set not_shown = 'Much.' where verdict_id = 1", "What the evidence of verdict 1 does"),
        (
            "update claims set text = 'Another.' where id = (select claim_id from verdicts where id = 1)",
            "The words of claim",
        ),
        (
            "update snapshots set text_sha256 = raw_sha256 where id = (select snapshot_id from sources where id = 1)",
            "Snapshot . is not the one",
        ),
        ("delete from sources where id = 1", "points to a row of sources that is not there"),
    ],
)
def test_tampering_behind_the_triggers_is_named(demo: Database, tampering: str, named: str) -> None:
    unguarded(demo, tampering)
    assert any(re.search(named, problem) for problem in verifying.problems(demo)), list(verifying.problems(demo))


def test_a_claim_that_was_slipped_in_is_named(demo: Database) -> None:
    columns = "text, kind, quoted, open_reference, score, reasons, state, added_at"
    demo.execute(f"insert into claims ({columns}) select {columns} from claims where id = 1")
    assert any("by its events it is 'not there'" in problem for problem in verifying.problems(demo))


@pytest.mark.parametrize("guard", ["events_no_delete", "verdicts_no_update", "publications_second_person"])
def test_a_guard_that_was_taken_off_is_named(demo: Database, guard: str) -> None:
    demo.execute(f"drop trigger {guard}")
    assert list(verifying.problems(demo)) == [f"The trigger {guard} is missing or not as the migrations made it."]


def test_a_trigger_that_was_slipped_in_is_named(demo: Database) -> None:
    demo.execute("create trigger quiet after insert on verdicts begin delete from claims; end")
    assert list(verifying.problems(demo)) == ["The trigger quiet was slipped in."]


def test_a_chain_that_was_cut_off_at_its_end_is_found_by_an_earlier_head(demo: Database) -> None:
    number, head = events.head(demo)
    assert verifying.holds(demo, head)
    unguarded(demo, f"delete from event_payloads where event_id = {number}", f"delete from events where id = {number}")
    assert not verifying.holds(demo, head)


def test_an_overwritten_page_is_named(demo: Database, demo_path: Path) -> None:
    [page] = demo.execute("select rootpage from sqlite_master where name = 'claims_score'").fetchone()
    [size] = demo.execute("pragma page_size").fetchone()
    demo.close()
    content = bytearray(demo_path.read_bytes())
    content[(page - 1) * size + 300 : page * size] = b"\xa5" * (size - 300)
    demo_path.write_bytes(content)
    damaged = connect(demo_path)
    problems = list(verifying.problems(damaged))
    damaged.close()
    assert any("SQLite finds a fault" in problem or "cannot be read" in problem for problem in problems)


@pytest.mark.parametrize("step", [step.name for step in migrations.pending(Database(memory=True))][1:])
def test_a_backup_from_before_a_step_verifies(tmp_path: Path, step: str) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=[step])
        assert list(verifying.problems(database)) == []
