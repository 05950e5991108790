"""Several workers, each a process of its own: every job is done once, and a killed worker's job goes on at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck import jobs as work
from factcheck import processes
from factcheck.desk import intake
from factcheck.store import jobs
from tests import builders as build

ROOT = Path(__file__).resolve().parents[1]

JOBS = 40
"""Jobs that two workers race over: enough that both get some while each is a few milliseconds of work."""

WORKER = """
import sys, time
from pathlib import Path
from factcheck import jobs
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract

def split(article):
    if "slowly" in article.text:
        print("begun", flush=True)
        time.sleep(60)
    return splitting.split(article, Sentences())

worker = jobs.Worker(Path(sys.argv[1]), jobs.Tools(None, extract, split))
worker.start()
print("ready", flush=True)
sys.stdin.read()
worker.stop()
"""


@contextmanager
def working(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker process over a database, which has started when this begins and is gone when it ends."""
    command = [sys.executable, "-c", WORKER, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until it holds; fail where it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def add(database: Database, text: str) -> int:
    return work.add_article(database, intake.Details(), content=text.encode(), by=None, now=build.NOW)


def test_two_workers_race_and_every_job_is_done_once(database: Database, database_path: Path) -> None:
    with working(database_path), working(database_path):
        numbers = [add(database, f"The harbour has {number} ships. It is old.") for number in range(JOBS)]
        until(lambda: jobs.ahead(database, numbers[-1] + 1) == 0, 60)
    done = [jobs.get(database, number) for number in numbers]
    assert {(job.state, job.attempts) for job in done} == {("done", 1)}
    assert sorted(job.outcome["article"] for job in done) == list(range(1, JOBS + 1))
    [[stored]] = database.execute("select count(*) from articles").fetchall()
    assert stored == JOBS


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="only Linux tells that a process is gone")
def test_the_job_of_a_killed_worker_goes_on_at_once_and_that_of_a_living_one_is_left(
    database: Database, database_path: Path
) -> None:
    with working(database_path) as victim, working(database_path) as other:
        slow = [add(database, "It goes slowly."), add(database, "It goes slowly too.")]
        for process in (victim, other):
            assert process.stdout.readline() == "begun\n"
        [held] = [job for job in slow if _pid_of(database, job) == victim.pid]
        [left] = {*slow} - {held}
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        with working(database_path) as third:
            assert third.stdout.readline() == "begun\n"
            assert (_pid_of(database, held), jobs.get(database, held).attempts) == (third.pid, 2)
            assert (_pid_of(database, left), jobs.get(database, left).attempts) == (other.pid, 1)


def _pid_of(database: Database, job: int) -> int:
    """The process that holds a job."""
    [[holder]] = database.execute("select leased_by from jobs where id = ?", [job]).fetchall()
    return int(holder.split()[1])


def test_only_what_is_known_to_be_gone_has_died() -> None:
    own = processes.identity()
    place, pid, began, rest = own.split()
    assert not processes.has_died(own)
    assert not processes.has_died("another-machine/pid:[1] 1 1 ab")
    assert not processes.has_died("- 1 - ab")
    assert not processes.has_died("one")
    if began == "-":
        return
    assert processes.has_died(f"{place} {pid} {int(began) - 1} {rest}")  # the number went to a newer process
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as child:
        name = f"{place} {child.pid} {processes._began(child.pid)} {rest}"
        assert not processes.has_died(name)
        child.kill()
        while not processes.has_died(name):  # before anybody asked for its end: it is gone all the same
            time.sleep(0.01)
    assert processes.has_died(name)
