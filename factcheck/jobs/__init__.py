"""Long work in the background: jobs are leased rows, and a worker thread turns each into one desk verb.

A job and its effect are one transaction, so that a worker that dies leaves neither half. Its job is taken again at
once where its process is seen to be gone, else (it ran on another machine) when its lease runs out. A worker renews
its lease while it works.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import archiving, comparing, evidence, intake, linking, matching, rechecking, schedule
from factcheck.errors import AlreadyThere, FactcheckError, Refused
from factcheck.jobs.leasing import lease_end, renewing
from factcheck.processes import has_died, identity
from factcheck.records import Checkable, Job, Person
from factcheck.store import events, jobs, people
from factcheck.store.connection import close_opened, opened, writing

ATTEMPTS_MAX = 3
"""A job whose worker died this often is not tried again: it may be what kills the worker."""

IDLE_S = 2.0
"""How long a worker waits before it looks again when nobody wakes it (another process may have added a job)."""

PLAN_S = 60.0
"""How often a worker that has nothing to do looks whether checks are due: they are due by the day."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the work needs from outside: the network, the child processes that read documents, the engines.

    `split` is used where nobody chose; `engines` are those that may be chosen instead, by their names. `archive` is
    none where the operator has no keys for it.
    """

    fetch: intake.Fetch
    extract: intake.Extract
    split: intake.Split
    engines: Mapping[str, intake.Split] = field(default_factory=dict)
    archive: archiving.Archive | None = None


def add_article(
    database: Database,
    given: intake.Details,
    *,
    name: str = "",
    content: bytes | None = None,
    engine: str = "",
    by: Person | None,
    now: str,
) -> int:
    """Queue an article: the address in `given.url`, or `content` from a file `name` or pasted (no name).

    `engine` is one of the worker's `Tools.engines`; empty where nobody chose.
    """
    task = {"name": name, "details": asdict(given), "engine": engine}
    with writing(database):
        return jobs.add(database, "add article", task, content=content, by=by.id if by else None, now=now)


def add_source(
    database: Database,
    claim_id: int,
    citing: evidence.Citing,
    *,
    name: str = "",
    content: bytes | None = None,
    by: Person,
    now: str,
) -> int:
    """Queue a source for a claim, given as for `add_article`."""
    task = {"name": name, "details": asdict(citing.details), "primary": citing.is_primary, "claim": claim_id}
    task.update(origin=citing.origin, interest=citing.interest)
    with writing(database):
        return jobs.add(database, "add source", task, content=content, by=by.id, now=now)


def _document(job: Job, details: intake.Details, content: bytes, tools: Tools) -> intake.Document:
    """Read what a job is about."""
    if job.task["name"]:
        return intake.read_file(job.task["name"], content, extract=tools.extract, url=details.url)
    if content:
        return intake.read_text(content.decode(), extract=tools.extract, url=details.url)
    return intake.read_url(details.url, fetch=tools.fetch, extract=tools.extract)


def _chosen(job: Job, tools: Tools) -> intake.Split:
    """The engine that a job asks for; raises `Refused` where this worker has it no more."""
    name = job.task.get("engine", "")
    if not name:
        return tools.split
    if name not in tools.engines:
        raise Refused("The engine “%(name)s” is not set up here any more. Choose another one.", name=name)
    return tools.engines[name]


def run_next(database: Database, tools: Tools, *, worker: str, kind: str | None = None) -> bool:
    """Take the next job, of one kind where that is wished, and do it; false where none waits."""
    dead = [holder for holder in jobs.holders(database) if has_died(holder)]
    with writing(database):
        job = jobs.take(database, worker, now=utc_now(), until=lease_end(), dead=dead, kind=kind)
    if job is None:
        return False
    if job.attempts > ATTEMPTS_MAX:
        died = Refused("This was tried %(times)s times and stopped the worker each time.", times=ATTEMPTS_MAX)
        _fail(database, job, worker, died)
        return True
    try:
        with renewing(database, job, worker):
            _do(database, job, tools, worker)
    except AlreadyThere as error:
        _fail(database, job, worker, error, {error.kind: error.number})
    except FactcheckError as error:
        _fail(database, job, worker, error)
    except Exception:  # a bug in one job must not end the worker
        log.exception("job %s failed", job.id)
        fault = Refused("This failed because of a fault in the program; its log has the details.")
        _fail(database, job, worker, fault)
    return True


def _fail(
    database: Database, job: Job, worker: str, error: FactcheckError, where: Mapping[str, Any] | None = None
) -> None:
    """Note why a job failed: the sentence in English, and its template and parts, from which pages translate it."""
    if job.kind == "recheck":
        known = rechecking.fetched(database, job.task["kind"], job.task["number"])
        with suppress(Refused):  # another worker has taken it over
            _keep_check(database, job, worker, known, rechecking.absent(error))
        return
    parts = {name: part if isinstance(part, int) else str(part) for name, part in error.parts.items()}
    outcome = {**(where or {}), "template": error.template, "parts": parts}
    with writing(database):
        jobs.fail(database, job.id, worker, str(error), now=utc_now(), outcome=outcome)


def _keep_check(database: Database, job: Job, worker: str, known: Checkable, seen: rechecking.Seen) -> None:
    """Keep what a check saw, and be done with its job in the same transaction."""

    def done(database: Database, finding: rechecking.Finding) -> None:
        if not jobs.drop(database, job.id, worker):
            raise Refused("Another worker has taken this over.")

    rechecking.keep(database, known, seen, now=utc_now(), together=done)


def _do(database: Database, job: Job, tools: Tools, worker: str) -> None:
    if job.kind == "recheck":
        known = rechecking.checkable(database, job.task["kind"], job.task["number"])
        seen = rechecking.look(known, fetch=tools.fetch, extract=tools.extract)
        return _keep_check(database, job, worker, known, seen)
    details = intake.Details(**job.task["details"])
    split = _chosen(job, tools)
    document = _document(job, details, jobs.content(database, job.id), tools)
    by = people.get(database, job.added_by) if job.added_by else None

    def done(database: Database, number: int, kind: str) -> None:
        if not jobs.finish(database, job.id, worker, {kind: number}, now=utc_now()):
            raise Refused("Another worker has taken this over.")

    if job.kind == "add article":
        intake.refuse_known(database, document)
        splitting = intake.split_document(document, details, split=split)
        number = intake.add_article(
            database,
            document,
            details,
            splitting,
            by=by,
            now=utc_now(),
            together=lambda database, number: done(database, number, "article"),
        )
        matching.look_up_article(database, number)
        return
    assert by is not None  # only a person queues a source
    evidence.add_source(
        database,
        document,
        evidence.Citing(details, job.task["primary"], job.task.get("origin", ""), job.task.get("interest", "")),
        by=by,
        now=utc_now(),
        together=lambda database, number: done(database, number, "source"),
    )


class Worker:
    """One thread that does the jobs of one database, until it is stopped."""

    def __init__(self, path: Path, tools: Tools) -> None:
        self.path = path
        self.tools = tools
        self.name = identity()
        self._planned = time.monotonic() - PLAN_S
        self._wake = threading.Event()
        self._stopping = False
        self._compared = ""
        self._linked = False
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Look for a job now."""
        self._wake.set()

    def is_alive(self) -> bool:
        """Say whether the thread runs."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish the job in hand and end."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            if not (self._one() or self._archive() or self._compare() or self._link()):
                self._wake.wait(IDLE_S)
                self._wake.clear()
        close_opened()

    def _one(self) -> bool:
        try:
            database = opened(self.path)
            return run_next(database, self.tools, worker=self.name) or self._plan(database)
        except Exception:  # a locked or full disk must not end the worker
            log.exception("the worker could not take a job")
            return False

    def _archive(self) -> bool:
        """Ask the archive about a copy that is due, while no job waits; false where none is."""
        if self.tools.archive is None:
            return False
        try:
            return archiving.step(opened(self.path), self.tools.archive, now=utc_now())
        except Exception:  # a locked or full disk must not end the worker
            log.exception("the archive could not be asked")
            return False

    def _compare(self) -> bool:
        """Compare claims with passages while no job waits; false once all is compared that was there.

        Every act of the desk appends an event: as long as the newest one is the same, there is nothing new to compare.
        """
        head = ""
        try:
            database = opened(self.path)
            head = events.head(database)[1]
            if head != self._compared and comparing.keep_up(database):
                return True
        except Exception:  # what cannot be compared must not keep the worker from the next job
            log.exception("claims could not be compared with their evidence")
        self._compared = head
        return False

    def _link(self) -> bool:
        """Read the links of an article of before, while nothing else is to do; false once all have theirs."""
        try:
            self._linked = self._linked or not linking.keep_up(opened(self.path), self.tools.extract)
        except Exception:  # what cannot be read must not keep the worker from the next job
            log.exception("the links of articles could not be read")
            self._linked = True
        return not self._linked

    def _plan(self, database: Database) -> bool:
        """Queue what is due to be checked again; false where nothing is, or where it was looked a moment ago."""
        if time.monotonic() - self._planned < PLAN_S:
            return False
        self._planned = time.monotonic()
        return bool(schedule.queue_due(database, now=utc_now()))
