"""Backups: copies made while the desk works, restored only when they verify, and one before every migration."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where there is one

from factcheck.errors import Damaged, Refused
from factcheck.store.connection import connect, writing
from factcheck.store.migrations import migrations
from factcheck.store.verifying import problems

SIDECARS = ("-wal", "-shm", "-journal")


def _stamp(now: str) -> str:
    """A moment as it can stand in a file's name on every system."""
    return now.split(".")[0].replace("-", "").replace(":", "") + "Z"


def default_target(path: Path, now: str, why: str = "") -> Path:
    """Where a backup goes that was given no name: backups/ beside the database, named by the moment."""
    return path.parent / "backups" / f"{path.stem}{why}-{_stamp(now)}.db"


@contextlib.contextmanager
def _open(path: Path) -> Iterator[Database]:
    """The database at `path`, closed afterwards; raises `Damaged` where the file is none."""
    try:
        database = connect(path)
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error
    try:
        yield database
    finally:
        database.close()


def _unreadable(path: Path, error: Exception) -> Damaged:
    return Damaged("%(path)s cannot be opened as a database: %(why)s.", path=path, why=error)


def backup(database: Database, target: Path) -> Path:
    """Copy the database as it is at one moment to `target`, whole or not at all; writers need not wait.

    An existing file is not written over.
    """
    if target.exists():
        raise Refused("%(target)s exists already. Give the backup another name.", target=target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(database, target)
    except OSError as error:
        raise Refused("%(target)s cannot be written: %(why)s.", target=target, why=error.strerror) from error
    return target


def _copy(database: Database, target: Path) -> None:
    """Copy into a file beside the target first, so that a half copy never bears its name."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(str(unfinished))
    try:
        database.conn.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, whatever the original had beside it
    finally:
        copy.close()
    _sync(unfinished)
    os.replace(unfinished, target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Make a file, or the names in a folder, be on disk; Windows cannot do that for folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def migrate(path: Path, *, now: str) -> Path | None:
    """Bring the database at `path` (made where there is none) to this program's schema, all steps or none.

    What was there is backed up before: gives that file, or none where nothing was to be done.
    """
    with _open(path) as database:
        try:
            pending = migrations.pending(database)
            applied = {step.name for step in migrations.applied(database)}
        except sqlite3.DatabaseError as error:
            raise _unreadable(path, error) from error
        _refuse_foreign(database, path, applied)
        if not pending:
            return None
        kept = backup(database, default_target(path, now, f"-before-{pending[0].name}")) if applied else None
        with writing(database):
            migrations.apply(database)
        return kept


def _refuse_foreign(database: Database, path: Path, applied: set[str]) -> None:
    """Refuse a database of a newer program, and one that is not ours."""
    known = {step.name for step in migrations.pending(Database(memory=True))}
    if applied - known:
        raise Refused("%(path)s was made by a newer version of this program. Install that one.", path=path)
    if not applied and database.table_names():
        raise Refused("%(path)s is a database of something else. Name another with FACTCHECK_DB.", path=path)


def restore(source: Path, path: Path, *, now: str) -> Path | None:
    """Put a backup in the place of the database at `path`, once the backup verifies; give where the old one is kept.

    Raises `Damaged` with the first thing that is wrong with the backup, and `Refused` while another program has the
    database open. Either way nothing was changed.
    """
    if not source.is_file():
        raise Refused("There is no backup %(source)s.", source=source)
    arriving = path.with_name(f"{path.name}.arriving")
    try:
        _copy_file(source, arriving)
        _refuse_damaged(arriving, source)
        with _held_alone(path):
            aside = _put_aside(path, now)
            os.replace(arriving, path)
        _sync(path.parent)
    finally:
        for name in ("", *SIDECARS):
            path.with_name(f"{arriving.name}{name}").unlink(missing_ok=True)
    return aside


def _copy_file(source: Path, target: Path) -> None:
    """Copy a database through SQLite, which takes in what still lies in the log beside it."""
    try:
        original = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
        try:
            _copy(Database(original), target)
        finally:
            original.close()
    except sqlite3.DatabaseError as error:
        raise _unreadable(source, error) from error


def _refuse_damaged(copy: Path, source: Path) -> None:
    with _open(copy) as database:
        _refuse_foreign(database, source, {step.name for step in migrations.applied(database)})
        for problem in problems(database):
            raise Damaged("%(source)s was not restored. %(problem)s", source=source, problem=problem)


@contextlib.contextmanager
def _held_alone(path: Path) -> Iterator[None]:
    """Keep every other program out of the database at `path`, and empty its log into it."""
    if not path.exists():
        yield
        return
    present = sqlite3.connect(str(path), timeout=1, isolation_level=None)
    try:
        # Leaving WAL needs the file for oneself: it fails as long as anybody else has it open.
        present.execute("pragma journal_mode = delete")
        present.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        raise Refused("Another program has %(path)s open. Stop it, then restore.", path=path) from error
    except sqlite3.DatabaseError:
        pass  # it is damaged, which may be why a backup is restored
    try:
        yield
    finally:
        present.close()


def _put_aside(path: Path, now: str) -> Path | None:
    """Keep the present database under another name, with what a damaged one has beside it."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem}-replaced-{_stamp(now)}.db")
    for name in SIDECARS:
        beside = path.with_name(f"{path.name}{name}")
        if beside.exists():
            os.replace(beside, aside.with_name(f"{aside.name}{name}"))
    try:
        os.link(path, aside)  # so that there is a database at `path` at every moment
    except OSError:  # a file system without links
        os.replace(path, aside)
    return aside
