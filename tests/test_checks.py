"""Checks of live pages are leased jobs: made when they are due, one site at a time, done once though a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck import jobs as work
from factcheck.core.extracting import extract
from factcheck.desk import rechecking, schedule
from factcheck.desk.schedule import Rhythm
from factcheck.records import Fetched, Outcome, Validators
from factcheck.store import jobs, notices, rechecks, verifying
from factcheck.store.connection import connect, writing
from tests import builders as build
from tests.live import LATER, Live, cited, page, site, source
from tests.loopback import response
from tests.test_jobs import add, split

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def live() -> Iterator[Live]:
    with site() as found:
        yield found


def tools(live: Live) -> work.Tools:
    return work.Tools(live[1].fetch, extract, split)


def set_rhythm(database: Database, rhythm: Rhythm) -> None:
    schedule.set_rhythm(database, rhythm, by=build.person(database, "root"), now=build.NOW)


def queued(database: Database) -> list[tuple[str, int]]:
    rows = database.execute(
        "select task ->> 'kind', task ->> 'number' from jobs where kind = 'recheck' order by id"
    ).fetchall()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("rhythm", "day", "is_due"),
    [
        (Rhythm.OFF, "2027-01-01T00:00", False),
        (Rhythm.DAILY, "2026-02-04T09:59", False),
        (Rhythm.DAILY, "2026-02-04T10:01", True),
        (Rhythm.WEEKLY, "2026-02-10T09:59", False),
        (Rhythm.WEEKLY, "2026-02-10T10:01", True),
    ],
)
def test_what_was_fetched_is_due_again_by_the_rhythm(
    database: Database, live: Live, rhythm: Rhythm, day: str, is_due: bool
) -> None:
    cited(database, live)  # read on 3 February at 10:00; its article was pasted, and is never due
    set_rhythm(database, rhythm)
    now = f"{day}:00.000000Z"
    assert schedule.queue_due(database, now=now) == int(is_due)
    assert schedule.queue_due(database, now=now) == 0  # it is queued already
    assert queued(database) == [("source", 1)] * is_due


def test_a_check_that_was_made_is_due_again_when_its_time_is_over(database: Database, live: Live) -> None:
    cited(database, live)
    set_rhythm(database, Rhythm.DAILY)
    schedule.queue_due(database, now=LATER)
    assert work.run_next(database, tools(live), worker="one")
    assert queued(database) == []
    checked = rechecking.checkable(database, "source", 1).standing.checked_at
    assert schedule.queue_due(database, now=checked) == 0
    assert schedule.queue_due(database, now=f"2099{checked[4:]}") == 1


def test_no_rhythm_is_set_at_first_and_setting_one_is_an_event(database: Database) -> None:
    assert schedule.rhythm(database) is Rhythm.OFF
    set_rhythm(database, Rhythm.WEEKLY)
    assert schedule.rhythm(database) is Rhythm.WEEKLY
    row = database.execute("select verb, subject from events order by id desc limit 1").fetchone()
    assert row == ("set the rhythm", "desk")


def test_what_a_person_gave_goes_before_checks_and_the_list_shows_that_alone(database: Database, live: Live) -> None:
    cited(database, live)
    schedule.queue(database, [("source", 1)], by=None, now=LATER)
    given = add(database)
    assert jobs.ahead(database, given) == 0
    assert [job.id for job in jobs.listed(database)] == [given]
    assert work.run_next(database, tools(live), worker="one")
    assert jobs.get(database, given).state == "done"
    assert queued(database) == [("source", 1)]


def test_checks_do_not_push_out_the_pasted_text_of_a_job_that_failed(
    database: Database, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FAILED_KEPT", 2)
    failed = add(database, "\x00")
    with writing(database):
        jobs.take(database, "one", now=LATER, until=LATER)
        jobs.fail(database, failed, "one", "It failed.", now=LATER)
    for number in range(5):
        source(database, live, f"http://one.example.com/{number}")
        schedule.queue(database, [("source", number + 1)], by=None, now=LATER)
    assert jobs.content(database, failed) == b"\x00"


def test_of_one_site_one_page_is_asked_for_at_a_time(database: Database, live: Live) -> None:
    for url in ("http://one.example.com/a", "http://one.example.com/b", "http://two.example.com/a"):
        source(database, live, url)
    schedule.queue(database, rechecks.listed(database), by=None, now=LATER)
    until = "2099-01-01T00:00:00.000000Z"
    with writing(database):
        taken = [jobs.take(database, f"w{n}", now=LATER, until=until) for n in range(3)]
        assert [job and job.task["host"] for job in taken] == ["one.example.com", "two.example.com", None]
        jobs.drop(database, taken[0].id, "w0")
        assert jobs.take(database, "w3", now=LATER, until=until).task["host"] == "one.example.com"


def test_one_that_fails_does_not_stop_the_rest(database: Database, live: Live) -> None:
    for number in range(4):
        source(database, live, f"http://site{number}.example.com/{number}")
    live[0].answers = {"/0": response(b"", "410 Gone"), "/1": b"nonsense", "/2": response(page("Other words of it."))}

    def fetch(url: str, known: Validators) -> Fetched:
        if url.endswith("/3"):
            raise ZeroDivisionError
        return live[1].fetch(url, known)

    schedule.queue(database, rechecks.listed(database), by=None, now=LATER)
    while work.run_next(database, work.Tools(fetch, extract, split), worker="one"):
        pass
    found = [rechecking.checkable(database, "source", number).standing for number in range(1, 5)]
    assert [one.outcome for one in found] == [
        Outcome.GONE,
        Outcome.UNREACHABLE,
        Outcome.CHANGED,
        Outcome.UNREACHABLE,
    ]
    assert "fault in the program" in str(found[3].reason)
    assert queued(database) == []


def test_a_check_whose_worker_dies_is_made_again_and_given_up_when_it_kills_every_worker(
    database: Database, live: Live
) -> None:
    cited(database, live)
    schedule.queue(database, [("source", 1)], by=None, now=LATER)

    class Killed(BaseException):
        """What no code catches: the process is gone."""

    def die(url: str, known: Validators) -> Fetched:
        raise Killed

    for _ in range(work.ATTEMPTS_MAX):
        with pytest.raises(Killed):
            work.run_next(database, work.Tools(die, extract, split), worker="one")
        assert rechecking.checkable(database, "source", 1).standing is None
        assert not work.run_next(database, tools(live), worker="two")  # the lease still holds
        with writing(database):
            database.execute("update jobs set leased_until = '2020-01-01T00:00:00.000000Z'")
    assert work.run_next(database, tools(live), worker="two")
    assert "stopped the worker each time" in str(rechecking.checkable(database, "source", 1).standing.reason)
    assert queued(database) == []


def test_a_worker_that_lost_its_lease_keeps_nothing(database: Database, live: Live) -> None:
    cited(database, live)
    live[0].answer = response(page("Other words of it."))
    schedule.queue(database, [("source", 1)], by=None, now=LATER)

    def slow(url: str, known: Validators) -> Fetched:
        with writing(database):
            database.execute("update jobs set leased_by = 'two'")
        return live[1].fetch(url, known)

    work.run_next(database, work.Tools(slow, extract, split), worker="one")
    assert notices.open_on(database, "source", 1) == []
    assert rechecking.checkable(database, "source", 1).standing is None
    assert queued(database) == [("source", 1)]


def test_the_worker_makes_what_is_due_by_itself(database: Database, database_path: Path, live: Live) -> None:
    cited(database, live)
    set_rhythm(database, Rhythm.DAILY)
    worker = work.Worker(database_path, tools(live))
    worker.start()
    end = time.monotonic() + 10
    while rechecking.checkable(database, "source", 1).standing is None and time.monotonic() < end:
        time.sleep(0.05)
    worker.stop()
    assert rechecking.checkable(database, "source", 1).standing.outcome is Outcome.UNCHANGED


RUNNER = """
import sys
from pathlib import Path
from factcheck.cli import rechecking
from factcheck.core.extracting import extract
from factcheck.jobs import Tools
from tests.loopback import fetcher

fetch = fetcher(int(sys.argv[2])).fetch
rechecking.tools = lambda: Tools(fetch, extract, None)
rechecking.database_path = lambda: Path(sys.argv[1])
rechecking.recheck([], standalone_mode=False)
"""

PAGES, KILLS = 8, 2
"""Fewer deaths than after which a job is given up, since it may be what kills the worker."""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_run_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(database_path: Path) -> None:
    with site() as live, closing(connect(database_path)) as database:
        for number in range(PAGES):
            source(database, live, f"http://site{number % 3}.example.com/{number}")
        live[0].heads.clear()
        live[0].answer = response(page("Other words of it."))
        live[0].delay = 0.1
        port = live[0].port
        for kill in range(KILLS + 1):
            runner = subprocess.Popen(
                [sys.executable, "-c", RUNNER, str(database_path), str(port)],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
            )
            if kill < KILLS:
                asked = len(live[0].heads)
                while len(live[0].heads) < asked + 2 and runner.poll() is None:
                    time.sleep(0.005)
                os.kill(runner.pid, signal.SIGKILL)
            runner.wait()
            assert list(verifying.problems(database)) == []
        assert runner.returncode == 0
        found = database.execute("select source_id, outcome, reason from notices order by source_id").fetchall()
        assert found == [(number, "changed", "") for number in range(1, PAGES + 1)]
        assert queued(database) == []
        asked = Counter(head.split()[1] for head in live[0].heads)
        # A page is asked for again only where the run died between its question and its keeping.
        assert len(asked) == PAGES, live[0].heads
        assert len(live[0].heads) < PAGES + KILLS * 3 + 1
        assert len(live[0].heads) > PAGES, "no run died in the middle of a check: the test proves nothing"
