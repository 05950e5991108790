"""How the database is opened, and the one door through which everything is written."""

from __future__ import annotations

import contextlib
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where there is one

from factcheck.errors import Unavailable

BUSY_TIMEOUT_S = 10
"""How long a writer waits for another process: longer than any transaction here takes, shorter than a browser waits."""

SAFE_FROM = (3, 51, 3)
"""Versions 3.7.0 to 3.51.2 can corrupt a WAL database when a reset meets a checkpoint (fixed in 3.51.3)."""

OUTSIDE = {
    "locked": Unavailable(
        "The database is busy: another program writes to it. Nothing was saved. Try again in a minute."
    ),
    "readonly": Unavailable("The database may not be written: its file or its folder is read-only. Nothing was saved."),
    "full": Unavailable("The disk is full. Nothing was saved. Whoever runs this desk must make room first."),
    "disk I/O": Unavailable("The disk failed. Nothing was saved. Whoever runs this desk must look at it first."),
    "unable to open": Unavailable(
        "The database cannot be opened. Nothing was saved. Whoever runs this desk must look at it first."
    ),
}
"""What SQLite says where the machine and not the program is at fault, and what a person is told."""

_locks: dict[str, threading.RLock] = {}
_locks_guard = threading.Lock()
_local = threading.local()


def sqlite_is_safe() -> bool:
    """Say whether this process's SQLite may keep a write-ahead log."""
    return tuple(sqlite3.sqlite_version_info) >= SAFE_FROM


def connect(path: Path | str) -> Database:
    """Open the database at `path` with the durability that "saved means on disk" promises.

    Without a safe SQLite it keeps a rollback journal and warns: slower, and readers wait for writers.
    """
    connection = sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    database = Database(connection, execute_plugins=False, strict=True)
    if sqlite_is_safe():
        connection.execute("pragma journal_mode = wal")
    else:
        warnings.warn(
            f"SQLite {sqlite3.sqlite_version} is older than 3.51.3: keeping a rollback journal instead of WAL.",
            stacklevel=2,
        )
        connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma trusted_schema = off")
    return database


def opened(path: Path | str) -> Database:
    """This thread's own connection to `path`, opened at its first use and kept.

    A file that was replaced meanwhile (a restore) is noticed by its inode and opened anew. One that is gone is
    `Unavailable` and not made again: an empty desk in the place of a lost one would hide the loss.
    """
    kept: dict[str, tuple[Database, int]] = _local.__dict__.setdefault("kept", {})
    key, path = str(path), Path(path)
    if not path.exists():
        raise Unavailable("The database is not there. Whoever runs this desk must look at it first.")
    inode = path.stat().st_ino
    database, known = kept.get(key, (None, -1))
    if database is None or known != inode:
        database = connect(path)
        kept[key] = (database, inode)
    return database


def lock_for(database: Database) -> threading.RLock:
    """The lock that all threads of this process share for one database file."""
    [[_, _, file]] = database.execute("pragma database_list").fetchall()[:1]
    with _locks_guard:
        return _locks.setdefault(file or str(id(database)), threading.RLock())


@contextlib.contextmanager
def writing(database: Database) -> Iterator[Database]:
    """One transaction, begun immediately: either all of it is on disk when this returns, or none of it is there.

    Not to be nested, and nothing slow belongs inside: every other writer waits. Raises `Unavailable` where the disk
    is full, the file read-only, or another program holds the lock for `BUSY_TIMEOUT_S`.
    """
    with lock_for(database):
        try:
            database.execute("begin immediate")
            yield database
            database.execute("commit")
        except BaseException as error:
            database.conn.rollback()
            if isinstance(error, sqlite3.OperationalError) and (told := _outside(error)):
                raise Unavailable(told.template) from error
            raise


def _outside(error: Exception) -> Unavailable | None:
    return next((told for sign, told in OUTSIDE.items() if sign in str(error)), None)


def insert(database: Database, table: str, fields: Mapping[str, object]) -> int:
    """Insert one row inside the caller's transaction; give its number.

    sqlite-utils' own `insert` commits, which would end the transaction of `writing`.
    """
    names = ", ".join(fields)
    values = ", ".join(f":{name}" for name in fields)
    cursor = database.execute(f"insert into {table} ({names}) values ({values})", dict(fields))
    return int(cursor.lastrowid or 0)


def close_opened() -> None:
    """Close this thread's connections (a worker that ends, a test that is over)."""
    kept: dict[str, tuple[Database, int]] = _local.__dict__.pop("kept", {})
    for database, _ in kept.values():
        database.close()


def python_and_sqlite() -> str:
    """The versions that a report of a fault needs."""
    return f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
