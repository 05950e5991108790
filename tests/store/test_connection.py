"""The one write door, and the durability behind "saved"."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.store import connection
from factcheck.store.connection import connect, insert, opened, writing

SETTING = {"name": "a", "value": "1"}


def stored(database: Database) -> list[tuple[str, str]]:
    return database.execute("select name, value from settings order by name").fetchall()


def test_a_saved_change_is_seen_by_another_connection(database: Database, database_path: Path) -> None:
    with writing(database):
        insert(database, "settings", SETTING)
    assert stored(connect(database_path)) == [("a", "1")]


def test_a_change_that_fails_midway_leaves_nothing(database: Database) -> None:
    def fail_midway() -> None:
        with writing(database):
            insert(database, "settings", SETTING)
            insert(database, "settings", SETTING)

    with pytest.raises(sqlite3.IntegrityError):
        fail_midway()
    assert stored(database) == []


def test_the_database_is_opened_with_the_durability_that_is_promised(database: Database) -> None:
    mode = "wal" if connection.sqlite_is_safe() else "delete"
    assert database.execute("pragma journal_mode").fetchone()[0] == mode
    assert database.execute("pragma synchronous").fetchone()[0] == 2  # full
    assert database.execute("pragma foreign_keys").fetchone()[0] == 1


def test_an_old_sqlite_keeps_a_rollback_journal_and_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SAFE_FROM", (99, 0, 0))
    with pytest.warns(UserWarning, match="rollback journal"):
        database = connect(tmp_path / "old.db")
    assert database.execute("pragma journal_mode").fetchone()[0] == "delete"


def test_a_file_that_was_replaced_is_opened_anew(database_path: Path, tmp_path: Path) -> None:
    first = opened(database_path)
    with writing(first):
        insert(first, "settings", SETTING)
    other = tmp_path / "other.db"
    replacement = connect(other)
    replacement.execute("create table settings (name text primary key, value text)")
    replacement.close()
    other.replace(database_path)
    assert stored(opened(database_path)) == []


def add_up(path: Path, times: int, *, through_the_door: bool) -> list[str]:
    """Read a figure and write it back one higher, many times; give the errors."""
    database, errors = connect(path), []
    for _ in range(times):
        try:
            if through_the_door:
                with writing(database):
                    raise_by_one(database)
            else:
                database.execute("begin deferred")
                raise_by_one(database)
                database.execute("commit")
        except sqlite3.OperationalError as error:
            errors.append(str(error))
            if database.conn.in_transaction:
                database.conn.rollback()
    database.close()
    return errors


def raise_by_one(database: Database) -> None:
    [value] = database.execute("select value from settings where name = 'a'").fetchone()
    database.execute("update settings set value = ? where name = 'a'", [str(int(value) + 1)])


@pytest.mark.parametrize("through_the_door", [True, False])
def test_read_then_write_loses_nothing_through_the_door_and_fails_without_it(
    database: Database, database_path: Path, *, through_the_door: bool
) -> None:
    with writing(database):
        insert(database, "settings", {"name": "a", "value": "0"})
    errors: list[str] = []
    lock = threading.Lock()

    def work() -> None:
        found = add_up(database_path, 25, through_the_door=through_the_door)
        with lock:
            errors.extend(found)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [[_, total]] = stored(database)
    assert int(total) == 200 - len(errors)
    assert bool(errors) is not through_the_door
