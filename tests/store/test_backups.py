"""A backup is whole, a restored one verified, and the database that it replaces is never lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.clock import utc_now
from factcheck.desk import people
from factcheck.errors import Damaged, Refused
from factcheck.records import Role
from factcheck.store import backups, verifying
from factcheck.store.connection import connect, opened
from tests.conftest import add_person

NOW = "2026-11-25T10:00:00.000000Z"


def handles(path: Path) -> list[str]:
    database = connect(path)
    found = [handle for (handle,) in database.execute("select handle from people order by id")]
    database.close()
    return found


def test_a_backup_has_what_was_committed_and_not_yet_in_the_file(
    database: Database, database_path: Path, tmp_path: Path
) -> None:
    add_person(database, "ada", Role.EDITOR)
    with_log = database_path.with_name("claims.db-wal")
    if with_log.exists():
        assert with_log.stat().st_size > 0
    kept = backups.backup(database, tmp_path / "kept" / "one.db")
    assert handles(kept) == ["ada"]
    assert sorted(path.name for path in kept.parent.iterdir()) == ["one.db"]


def test_a_backup_made_while_others_write_verifies(database: Database, database_path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        writer, number = connect(database_path), 0
        while not stop.is_set():
            people.add_person(writer, f"p{number}", "P", Role.CHECKER, now=utc_now(), actor=None)
            number += 1
        writer.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        copies = [backups.backup(database, tmp_path / f"{number}.db") for number in range(5)]
    finally:
        stop.set()
        thread.join()
    for copy in copies:
        found = connect(copy)
        assert list(verifying.problems(found)) == []
        found.close()
    assert handles(copies[0]) == handles(database_path)[: len(handles(copies[0]))]


def test_a_backup_writes_over_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("dear")
    with pytest.raises(Refused, match="exists already"):
        backups.backup(database, tmp_path / "letter.db")
    assert (tmp_path / "letter.db").read_text() == "dear"


def test_a_backup_into_a_place_that_cannot_be_written_is_one_sentence(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        backups.backup(database, tmp_path / "file" / "one.db")


def test_restoring_brings_back_the_backup_and_keeps_the_replaced_one(
    database: Database, database_path: Path, tmp_path: Path
) -> None:
    add_person(database, "ada", Role.EDITOR)
    kept = backups.backup(database, tmp_path / "one.db")
    add_person(database, "bea", Role.EDITOR)
    database.close()
    aside = backups.restore(kept, database_path, now=NOW)
    assert aside == database_path.with_name("claims-replaced-20261125T100000Z.db")
    assert handles(database_path) == ["ada"]
    assert handles(aside) == ["ada", "bea"]
    assert handles(kept) == ["ada"]


def test_restoring_where_there_is_no_database_makes_one(database: Database, tmp_path: Path) -> None:
    add_person(database, "ada", Role.EDITOR)
    kept = backups.backup(database, tmp_path / "one.db")
    (tmp_path / "elsewhere").mkdir()
    assert backups.restore(kept, tmp_path / "elsewhere" / "claims.db", now=NOW) is None
    assert handles(tmp_path / "elsewhere" / "claims.db") == ["ada"]


def test_a_backup_that_does_not_verify_replaces_nothing(
    database: Database, database_path: Path, tmp_path: Path
) -> None:
    add_person(database, "ada", Role.EDITOR)
    kept = backups.backup(database, tmp_path / "one.db")
    database.close()
    tampered = sqlite3.connect(kept)
    sql = tampered.execute("select sql from sqlite_master where name = 'event_payloads_no_update'").fetchone()[0]
    tampered.execute("drop trigger event_payloads_no_update")
    tampered.execute("update event_payloads set payload = '{}'")
    tampered.execute(sql)
    tampered.commit()
    tampered.close()
    with pytest.raises(Damaged, match=r"was not restored\. The payload of event 1 was changed"):
        backups.restore(kept, database_path, now=NOW)
    assert handles(database_path) == ["ada"]
    assert sorted(path.name for path in database_path.parent.iterdir()) == ["claims.db", "one.db"]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\x00" * 200, b"a letter, not a database" * 99])
def test_what_is_no_database_is_not_restored(database_path: Path, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    before = database_path.read_bytes()
    with pytest.raises((Damaged, Refused)):
        backups.restore(other, database_path, now=NOW)
    assert database_path.read_bytes() == before


def test_nothing_is_restored_under_a_running_server(database: Database, database_path: Path, tmp_path: Path) -> None:
    add_person(database, "ada", Role.EDITOR)
    kept = backups.backup(database, tmp_path / "one.db")
    add_person(database, "bea", Role.EDITOR)
    with pytest.raises(Refused, match=r"Another program has .* open"):
        backups.restore(kept, database_path, now=NOW)
    assert handles(database_path) == ["ada", "bea"]
    database.close()
    backups.restore(kept, database_path, now=NOW)  # the control: with nobody else there it works
    assert handles(database_path) == ["ada"]


def test_a_damaged_database_can_be_replaced_and_is_kept(
    database: Database, database_path: Path, tmp_path: Path
) -> None:
    add_person(database, "ada", Role.EDITOR)
    kept = backups.backup(database, tmp_path / "one.db")
    database.close()
    database_path.write_bytes(b"not a database at all, by a fault of the disk" * 200)
    aside = backups.restore(kept, database_path, now=NOW)
    assert handles(database_path) == ["ada"]
    assert aside is not None
    assert aside.read_bytes().startswith(b"not a database")


def test_a_thread_that_had_the_database_open_reads_the_restored_one(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    backups.migrate(path, now=NOW)
    before = opened(path)
    kept = backups.backup(before, tmp_path / "one.db")
    add_person(before, "ada", Role.EDITOR)
    before.close()
    backups.restore(kept, path, now=NOW)
    assert opened(path).execute("select count(*) from people").fetchone() == (0,)
