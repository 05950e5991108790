"""/healthz says "ok" only when everything that serving needs is there, and tells strangers nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.cli.opening import tools
from factcheck.jobs import Worker
from factcheck.store.connection import connect


def test_a_well_desk_answers_200(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "disk": "ok", "worker": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_worker_that_stopped_is_said(app: Flask, client: FlaskClient, database_path: Path) -> None:
    worker = app.extensions["factcheck.worker"] = Worker(database_path, tools())
    worker.start()
    assert client.get("/healthz").status_code == 200
    worker.stop()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["worker"]) == (503, "stopped")


def test_a_database_that_is_not_migrated_is_said(client: FlaskClient, database_path: Path) -> None:
    database = connect(database_path)
    database.execute("delete from _sqlite_migrations")
    database.close()
    assert client.get("/healthz").json["database"] == "not migrated"


def test_a_database_that_is_gone_is_said_and_not_made_anew(client: FlaskClient, database_path: Path) -> None:
    for path in database_path.parent.glob("claims.db*"):
        path.unlink()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["database"]) == (503, "missing")
    assert not database_path.exists()


@pytest.mark.parametrize(("free", "said"), [(99_000_000, "nearly full"), (101_000_000, "ok")])
def test_a_disk_that_is_nearly_full_is_said(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, free: int, said: str
) -> None:
    usage: Callable[[Path], object] = lambda folder: type("Usage", (), {"free": free})  # noqa: E731
    monkeypatch.setattr("factcheck.web.health.shutil.disk_usage", usage)
    assert client.get("/healthz").json["disk"] == said
