"""The lease of a job: how long a worker holds it, and how it is renewed while the work goes on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from factcheck.records import Job
from factcheck.store import jobs
from factcheck.store.connection import close_opened, opened, writing

LEASE_S = 180
"""So long after the last sign of a worker another takes its job: three renewals may be missed on a busy disk."""

RENEW_S = 45.0
"""How often a worker that is at work renews its lease."""

LONGEST_S = 900
"""A job is renewed no longer than this, half as long again as a language model may take: what takes longer hangs."""

log = logging.getLogger(__name__)


def lease_end() -> str:
    """When a lease that begins now runs out."""
    return (datetime.now(UTC) + timedelta(seconds=LEASE_S)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def renewing(database: Database, job: Job, worker: str) -> Iterator[None]:
    """Renew the lease of a job from a thread beside the work, until that ends, loses the job or takes `LONGEST_S`."""
    path, over = _path_of(database), threading.Event()
    thread = threading.Thread(target=_renew, args=(path, job.id, worker, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(path: Path, job_id: int, worker: str, over: threading.Event) -> None:
    end = time.monotonic() + LONGEST_S
    try:
        while not over.wait(RENEW_S) and time.monotonic() < end:
            try:
                with writing(opened(path)) as database:
                    if not jobs.renew(database, job_id, worker, until=lease_end()):
                        return
            except Exception:  # a locked or full disk: the next renewal may succeed
                log.exception("the lease of job %s could not be renewed", job_id)
    finally:
        close_opened()


def _path_of(database: Database) -> Path:
    [path] = [row[2] for row in database.execute("pragma database_list") if row[1] == "main"]
    return Path(path)
