"""Hostile sources attached to a claim: each ends within its limits with a reason, and the desk goes on answering.

A part of each set is attached in every run. `pytest -m long -s tests/hostile/test_sources.py` attaches all of them with
the limits of the program, and prints how long each set took, the slowest, and how the desk answered meanwhile.
"""

from __future__ import annotations

import re
import resource
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
import requests
from sqlite_utils import Database

from factcheck import jobs
from factcheck.clock import utc_now
from factcheck.confined import WALL_S, Confined
from factcheck.desk import evidence, intake
from factcheck.fetch import TOTAL_S
from factcheck.store import jobs as stored_jobs
from factcheck.store import verifying
from tests import builders as build
from tests.hostile import test_documents as documents
from tests.hostile import test_http_server as servers
from tests.loopback import SHARED, fetcher, response, saying, serving

CHARSETS = SHARED / "hostile" / "charset-feedparser" / "charset.zip"
SENTENCE = re.compile(r"[^\x00-\x1f<>]{12,}\.")
SPARE_S = 3.0
"""What a busy machine may add to a limit."""

ANSWERED_S = 5.0
"""So soon the desk answers at the latest: what is attached is parsed in other processes, and nothing waits for it."""

pytestmark = [
    pytest.mark.skipif(not (servers.SCENARIOS.exists() and CHARSETS.exists()), reason="the hostile sets are not here"),
    pytest.mark.skipif(sys.platform != "linux", reason="measures by /proc"),
]


@dataclass
class Desk:
    """A desk that is served, its claim 1, and what attaching sources to that took."""

    address: str
    database: Database
    tools: jobs.Tools
    answered_s: list[float] = field(default_factory=list)
    taken: dict[str, tuple[float, str]] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    limit_s: float = servers.TOTAL_S

    def watch(self) -> None:
        """Ask the desk for a page again and again."""
        while not self.over.wait(0.05):
            began = time.monotonic()
            assert requests.get(f"{self.address}/healthz", timeout=60).status_code == 200
            self.answered_s.append(time.monotonic() - began)

    def attach(self, label: str, *, url: str = "", name: str = "", content: bytes | None = None, port: int = 0) -> None:
        """Attach one source and do the work; note the time that it took, and the reason where nothing was stored."""
        by, tools = build.person(self.database, "ada"), self.tools
        if port:
            tools = replace(tools, fetch=fetcher(port, total_s=self.limit_s).fetch)
        citing = evidence.Citing(intake.Details(url=url))
        number = jobs.add_source(self.database, 1, citing, name=name, content=content, by=by, now=utc_now())
        began = time.monotonic()
        assert jobs.run_next(self.database, tools, worker="test")
        took = time.monotonic() - began
        job = stored_jobs.get(self.database, number)
        assert job is not None
        assert job.state in ("done", "failed")
        assert "fault in the program" not in (job.error or ""), label
        assert job.state == "done" or SENTENCE.fullmatch(job.error or ""), (label, job.error)
        assert took < self.limit_s + WALL_S + SPARE_S, label
        self.taken[label] = (took, job.error or "")

    def report(self, what: str) -> None:
        """Hold the desk against its limits, and print the figures."""
        self.over.set()
        slowest = max(self.taken, key=lambda label: self.taken[label][0])
        times = sorted(took for took, _ in self.taken.values())
        refused = {reason for _, reason in self.taken.values() if reason}
        answered = sorted(self.answered_s)
        print(
            f"\n{what}: {len(times)} attached in {sum(times):.0f} s, {sum(1 for _, why in self.taken.values() if why)} "
            f"refused in {len(refused)} sentences; middle {times[len(times) // 2]:.2f} s, slowest {times[-1]:.1f} s "
            f"({slowest}: {self.taken[slowest][1] or 'read'})\n"
            f"  the desk answered {len(answered)} times meanwhile: 99 in 100 within "
            f"{answered[len(answered) * 99 // 100] * 1000:.0f} ms, all within {answered[-1] * 1000:.0f} ms; this "
            f"process held {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"
        )
        assert answered[-1] < ANSWERED_S
        assert list(verifying.problems(self.database)) == []


@pytest.fixture
def desk(served: str, database: Database) -> Iterator[Desk]:
    """A desk with one claim, whose answers are timed from now on."""
    build.article(database)
    with Confined(children=1) as confined:
        confined.extract(b"The child has started.", "text/plain")
        tools = jobs.Tools(None, confined.extract, None)
        found = Desk(served, database, tools)
        watcher = threading.Thread(target=found.watch, daemon=True)
        watcher.start()
        yield found
        found.over.set()
        watcher.join()


def attach_servers(desk: Desk, every: int) -> None:
    for row in servers.scenarios()[::every]:
        with serving(servers.play_of(row)) as port:
            desk.attach(row["name"], url="http://hostile.example.com/", port=port)


def attach_documents(desk: Desk, every: int) -> None:
    for row in documents.ROWS[::every]:
        name = row["file"].removesuffix(".gz")
        desk.attach(row["file"], name=name, content=documents.contents(row["file"]))


def attach_charsets(desk: Desk, every: int) -> None:
    """Each as a file, and as a page under a label that it does not keep to."""
    with zipfile.ZipFile(CHARSETS) as archive:
        for entry in archive.infolist()[::every]:
            raw = archive.read(entry)
            desk.attach(f"{entry.filename}, a file", name="source.txt", content=raw)
            page = response(raw, headers=("Content-Type: text/html; charset=utf-16",))
            with serving(saying(page)) as port:
                desk.attach(entry.filename, url="http://hostile.example.com/", port=port)


SETS: dict[str, tuple[Callable[[Desk, int], None], int]] = {
    "servers": (attach_servers, 9),
    "documents": (attach_documents, 9),
    "charsets": (attach_charsets, 40),
}
"""What is attached, and of how many one in every run: together about half a minute."""


@pytest.mark.parametrize("what", SETS)
def test_a_hostile_source_ends_with_a_reason_and_the_desk_goes_on(desk: Desk, what: str) -> None:
    attach, every = SETS[what]
    attach(desk, every)
    desk.report(what)


@pytest.mark.long
@pytest.mark.parametrize("what", SETS)
def test_all_of_them_with_the_limits_of_the_program(desk: Desk, what: str) -> None:
    desk.limit_s = TOTAL_S
    SETS[what][0](desk, 1)
    desk.report(what)


def test_the_control_a_plain_source_is_attached_the_same_way(desk: Desk) -> None:
    words = "<html><body><article>" + "<p>The register lists every pipe of the town, old and new.</p>" * 5
    with serving(saying(response(words.encode()))) as port:
        desk.attach("plain", url="http://plain.example.com/", port=port)
    assert desk.taken["plain"][1] == ""
