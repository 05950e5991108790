"""/healthz: for the machine that watches over this one, and nothing in it that a stranger may not know."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from flask import Blueprint, current_app, jsonify
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where there is one
from werkzeug.wrappers import Response

from factcheck.store.connection import opened
from factcheck.store.migrations import migrations

FREE_MIN_BYTES = 100_000_000
"""Ten of the largest uploads: below that it is time to act, while saving still works."""

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def index() -> tuple[Response, int]:
    """200 when everything that serving needs is there, else 503; each part says "ok" or what is wrong."""
    path: Path = current_app.config["DATABASE"]
    parts = {"database": _database(path), "disk": _disk(path.parent), "worker": _worker()}
    well = all(part == "ok" for part in parts.values())
    return jsonify(status="ok" if well else "failing", **parts), 200 if well else 503


def _database(path: Path) -> str:
    if not path.exists():
        return "missing"
    try:
        return _schema(opened(path))
    except sqlite3.Error:
        return "not answering"


def _schema(database: Database) -> str:
    database.execute("select 1 from settings limit 1").fetchone()
    return "not migrated" if migrations.pending(database) else "ok"


def _disk(folder: Path) -> str:
    if not os.access(folder, os.W_OK):
        return "not writable"
    return "nearly full" if shutil.disk_usage(folder).free < FREE_MIN_BYTES else "ok"


def _worker() -> str:
    """An application that runs without a worker of its own (under another server) has nothing to report."""
    worker = current_app.extensions.get("factcheck.worker")
    return "ok" if worker is None or worker.is_alive() else "stopped"
