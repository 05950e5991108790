"""A job and its effect are one: a worker that dies leaves neither half, and a fault ends the job and not the worker."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck import jobs as work
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract
from factcheck.desk import evidence, intake
from factcheck.errors import FetchFailed
from factcheck.jobs import leasing
from factcheck.records import ArticleText, Fetched, Splitting
from factcheck.store import articles, claims, comparisons, jobs, sources
from factcheck.store.connection import writing
from tests import builders as build

NOW = build.NOW


def fetch(address: str) -> Fetched:
    raise FetchFailed("The server of %(url)s does not answer.", url=address)


def split(article: ArticleText) -> Splitting:
    return splitting.split(article, Sentences())


TOOLS = work.Tools(fetch, extract, split)


def add(database: Database, text: str = "It rained. It stopped.", **more: str) -> int:
    return work.add_article(
        database, intake.Details(**more), content=text.encode(), by=build.person(database, "ada"), now=NOW
    )


def run(database: Database, tools: work.Tools = TOOLS, worker: str = "one") -> bool:
    return work.run_next(database, tools, worker=worker)


def test_jobs_are_done_in_their_order_and_say_what_they_made(database: Database) -> None:
    first, second = add(database), add(database, "Another day.")
    assert jobs.ahead(database, second) == 1
    assert [run(database), run(database), run(database)] == [True, True, False]
    assert [jobs.get(database, number).outcome for number in (first, second)] == [{"article": 1}, {"article": 2}]
    assert jobs.ahead(database, second) == 0
    assert [job.id for job in jobs.listed(database)] == [second, first]


def test_what_was_given_is_gone_when_the_job_is_done(database: Database) -> None:
    number = add(database)
    assert jobs.content(database, number) == b"It rained. It stopped."
    run(database)
    assert jobs.content(database, number) == b""


def test_a_failure_is_its_sentence_and_pasted_text_stays_for_another_try(database: Database) -> None:
    number = work.add_article(database, intake.Details(url="https://away.example/"), by=None, now=NOW)
    run(database)
    assert jobs.get(database, number).error == "The server of https://away.example/ does not answer."

    def refuse(article: ArticleText) -> Splitting:
        raise FetchFailed("No engine.")

    pasted = add(database)
    named = work.add_article(database, intake.Details(), name="a.txt", content=b"It rained.", by=None, now=NOW)
    for _ in range(2):
        run(database, work.Tools(fetch, extract, refuse))
    assert jobs.content(database, pasted) == b"It rained. It stopped."
    assert jobs.content(database, named) == b""


def test_the_pasted_text_of_a_failed_job_is_not_kept_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FAILED_KEPT", 2)
    old, waiting = add(database, "\x00"), add(database, "Waiting.")
    with writing(database):
        jobs.take(database, "one", now=NOW, until=NOW)
        jobs.fail(database, old, "one", "It failed.", now=NOW)
    add(database, "2")
    assert jobs.content(database, old) == b"\x00"
    add(database, "3")
    assert jobs.content(database, old) == b""
    assert jobs.content(database, waiting) == b"Waiting."


def test_what_is_stored_already_is_said_with_its_place(database: Database) -> None:
    add(database)
    again = add(database)
    run(database)
    run(database)
    job = jobs.get(database, again)
    assert (job.state, job.outcome["article"]) == ("failed", 1)
    assert "stored already, as article 1" in job.error
    assert articles.get(database, 2) is None


def test_a_fault_of_the_program_ends_the_job_and_not_the_worker(database: Database) -> None:
    def broken(article: ArticleText) -> Splitting:
        raise ZeroDivisionError

    number, next_one = add(database), add(database, "Another day.")
    assert run(database, work.Tools(fetch, extract, broken))
    assert "fault in the program" in jobs.get(database, number).error
    run(database)
    assert jobs.get(database, next_one).state == "done"


def test_a_source_is_kept_for_its_claim(database: Database) -> None:
    build.article(database)
    citing = evidence.Citing(intake.Details("The register"), True, "North Wire", "Paid by the maker")
    by = build.person(database, "ada")
    number = work.add_source(database, 1, citing, content=build.SOURCE.encode(), by=by, now=NOW)
    run(database)
    assert jobs.get(database, number).outcome == {"source": 1}
    assert (sources.get(database, 1).title, sources.get(database, 1).is_primary) == ("The register", True)
    assert (sources.get(database, 1).origin, sources.get(database, 1).interest) == ("North Wire", "Paid by the maker")


def test_a_worker_that_dies_in_its_work_leaves_nothing_and_another_does_it(database: Database) -> None:
    number = add(database)

    class Killed(BaseException):
        """What no code catches: the process is gone."""

    def die(article: ArticleText) -> Splitting:
        raise Killed

    with pytest.raises(Killed):
        run(database, work.Tools(fetch, extract, die))
    assert jobs.get(database, number).state == "running"
    assert not run(database, worker="two")  # the lease still holds
    with writing(database):
        database.execute("update jobs set leased_until = '2020-01-01T00:00:00.000000Z'")
    assert run(database, worker="two")
    assert jobs.get(database, number).state == "done"
    assert articles.get(database, 2) is None


def test_a_long_job_keeps_its_lease_until_its_work_ends(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "LEASE_S", 1.0)
    monkeypatch.setattr(leasing, "RENEW_S", 0.05)
    number = add(database)
    taken = []

    def slow(article: ArticleText) -> Splitting:
        for _ in range(4):
            time.sleep(0.5)
            taken.append(run(database, worker="two"))
        return split(article)

    run(database, work.Tools(fetch, extract, slow))
    job = jobs.get(database, number)
    assert (taken, job.state, job.attempts) == ([False] * 4, "done", 1)
    assert "lease" not in {thread.name for thread in threading.enumerate()}


def test_a_job_that_hangs_is_renewed_no_longer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("LEASE_S", 0.2), ("RENEW_S", 0.05), ("LONGEST_S", 0.1)):
        monkeypatch.setattr(leasing, name, seconds)
    number = add(database)

    def hang(article: ArticleText) -> Splitting:
        time.sleep(1)
        assert run(database, worker="two")
        return split(article)

    run(database, work.Tools(fetch, extract, hang))
    assert jobs.get(database, number).outcome == {"article": 1}
    assert articles.get(database, 2) is None


def test_a_worker_that_lost_its_lease_stores_nothing_and_takes_nothing_away(database: Database) -> None:
    number = work.add_article(database, intake.Details(), name="a.txt", content=b"It rained.", by=None, now=NOW)

    def slow(article: ArticleText) -> Splitting:
        with writing(database):
            database.execute("update jobs set leased_by = 'two'")
        return split(article)

    run(database, work.Tools(fetch, extract, slow))
    assert articles.get(database, 1) is None
    assert jobs.get(database, number).state == "running"
    assert jobs.content(database, number) == b"It rained."


def test_a_job_that_stops_every_worker_is_given_up(database: Database) -> None:
    number = add(database)
    database.execute("update jobs set attempts = ?", [work.ATTEMPTS_MAX])
    assert run(database)
    assert "stopped the worker each time" in jobs.get(database, number).error
    assert not run(database)


def test_a_thread_works_when_it_is_woken_and_ends_when_it_is_told(database: Database, database_path: Path) -> None:
    done = threading.Event()

    def tell(article: ArticleText) -> Splitting:
        done.set()
        return split(article)

    worker = work.Worker(database_path, work.Tools(fetch, extract, tell))
    worker.start()
    add(database)
    worker.wake()
    assert done.wait(10)
    worker.stop()
    assert jobs.get(database, 1).state == "done"
    assert [claim.text for claim in claims.of_article(database, 1)] == ["It rained.", "It stopped."]


def test_a_worker_without_a_job_compares_what_is_new_and_rests_until_the_next_act(
    database: Database, database_path: Path
) -> None:
    build.article(database)
    number = build.attach(database, 2, "The waterworks has 190 employees.", text="The waterworks has 190 employees.")
    worker = work.Worker(database_path, TOOLS)
    assert [worker._compare() for _ in range(4)] == [True, True, False, False]  # read, compare, rest
    assert list(comparisons.bases(database)) == [number]
    build.attach(database, 1)
    assert worker._compare()


def test_what_cannot_be_compared_does_not_end_the_worker_and_is_not_tried_without_end(
    database: Database, database_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(work.comparing, "keep_up", lambda _: 1 / 0)
    build.article(database)
    worker = work.Worker(database_path, TOOLS)
    assert [worker._compare(), worker._compare()] == [False, False]
    assert len([record for record in caplog.records if "could not be compared" in record.message]) == 1
