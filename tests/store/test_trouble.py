"""The machine in trouble: a full disk, a read-only file, a lock that another program keeps, a file that is gone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs as work
from factcheck.desk import intake
from factcheck.errors import Unavailable
from factcheck.records import Splitting
from factcheck.store import connection, jobs
from factcheck.store.connection import connect, opened, writing
from tests import builders as build

HEARD = {"text": "Trade fell.", "claimant": "", "kind": "fact", "place": "Radio", "said_on": "", "url": ""}


def fill(database: Database) -> None:
    """Let the file not grow any further, as a full disk does."""
    [pages] = database.execute("pragma page_count").fetchone()
    database.execute(f"pragma max_page_count = {pages}")


def rows(database: Database) -> list[int]:
    """How much is stored in every table."""
    names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
    return [database.execute(f"select count(*) from [{name}]").fetchone()[0] for name in names]


def test_a_full_disk_is_said_and_nothing_is_half_stored(database: Database) -> None:
    ada = build.person(database, "ada")
    text = "A long line of words that need room. " * 20_000
    document = intake.read_text(text, extract=build.extract)
    before = rows(database)
    fill(database)
    with pytest.raises(Unavailable, match="The disk is full"):
        intake.add_article(
            database, document, intake.Details("Long"), Splitting("hand", "1", "en", ()), by=ada, now=build.NOW
        )
    assert rows(database) == before


def test_a_database_that_may_not_be_written_says_so(database: Database) -> None:
    database.execute("pragma query_only = on")
    with pytest.raises(Unavailable, match="read-only"), writing(database):
        database.execute("insert into settings (name, value) values ('a', 'b')")


def test_a_bug_in_a_statement_is_no_trouble_of_the_machine(database: Database) -> None:
    with pytest.raises(connection.sqlite3.OperationalError, match="no such table"), writing(database):
        database.execute("insert into nowhere values (1)")


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="not there"):
        opened(tmp_path / "gone.db")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def locked(database: Database, database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Database]:
    """Another program that holds the lock, and no patience."""
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0)
    connection.close_opened()

    def lock() -> Database:
        other = connect(database_path)
        other.execute("begin immediate")
        return other

    return lock


def test_while_the_lock_is_held_pages_are_read_and_a_save_is_a_503_that_says_what_to_do(
    app: Flask,
    signed_in: Callable[..., FlaskClient],
    post: Callable[..., object],
    database: Database,
    locked: Callable[[], Database],
) -> None:
    checker = signed_in("checker")
    other = locked()
    answer = post(checker, "/desk/claims/new", HEARD)
    assert answer.status_code == 503
    assert "The database is busy" in answer.text
    assert checker.get("/desk/").status_code == 200
    other.conn.rollback()
    assert post(checker, "/desk/claims/new", HEARD).status_code == 303


def test_where_nothing_can_be_written_the_signed_in_still_read(
    signed_in: Callable[..., FlaskClient], database: Database, locked: Callable[[], Database]
) -> None:
    checker = signed_in("checker")
    with writing(database):
        database.execute("update sessions set seen_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-1 hour')")
    other = locked()
    assert checker.get("/desk/").status_code == 200
    other.conn.rollback()


def test_without_its_file_every_page_that_is_not_kept_says_so(
    client: FlaskClient, database: Database, database_path: Path
) -> None:
    kept = client.get("/").data
    database_path.rename(database_path.with_suffix(".away"))
    for address in ("/", "/index.json", "/account/sign-in?next=/desk/"):
        answer = client.get(address)
        assert answer.status_code in (200, 503), address
    assert client.get("/").data == kept
    assert "The database is not there" in client.get("/?q=x").text
    assert client.get("/healthz").status_code == 503
    assert not database_path.exists()


def test_a_worker_outlives_a_lock_and_does_the_job_later(
    database: Database, database_path: Path, locked: Callable[[], Database], caplog: pytest.LogCaptureFixture
) -> None:
    number = work.add_article(database, intake.Details("A title"), content=b"Some words.", by=None, now=build.NOW)
    tools = work.Tools(pytest.fail, build.extract, lambda text: Splitting("hand", "1", "en", ()))
    worker = work.Worker(database_path, tools)
    other = locked()
    with caplog.at_level(logging.CRITICAL):
        assert worker._one() is False
    other.conn.rollback()
    assert worker._one() is True
    assert jobs.get(database, number).state == "done"
