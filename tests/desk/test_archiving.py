"""Save Page Now: asked, waited for, kept or failed with the reason; against a server that plays the archive."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs
from factcheck.desk import archiving, correcting
from factcheck.errors import Refused
from factcheck.fetch import Endpoint
from factcheck.fetch.archive import Archive, from_environment
from factcheck.records import Archiving
from factcheck.store import archivings, events, sources, verifying
from tests import builders as build
from tests.loopback import response, serving

PAGE = "https://register.example/2025"
STAMP = "20261125101500"
COPY = f"http://archive.example/web/{STAMP}/{PAGE}"
TAKEN = {"url": PAGE, "job_id": "spn2-7f"}
PENDING = {"status": "pending"}
DONE = {"status": "success", "timestamp": STAMP}


@dataclass
class Played:
    """An archive that gives one answer after the other, and what it was asked."""

    answers: list[tuple[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    port: int = 0

    def play(self, connection: socket.socket, head: str) -> None:
        first, _, body = head.partition("\r\n\r\n")
        lengths = [line.split(":")[1] for line in first.splitlines() if line.lower().startswith("content-length")]
        while lengths and len(body) < int(lengths[0]):
            body += connection.recv(4096).decode()
        self.heads.append(first)
        self.asked.append((first.splitlines()[0].removesuffix(" HTTP/1.1"), parse_qs(body)))
        status, said = self.answers.pop(0)
        raw = said if isinstance(said, bytes) else json.dumps(said).encode()
        connection.sendall(response(raw, status, ("Content-Type: application/json",)))

    @property
    def archive(self) -> Archive:
        """What asks it."""
        here = [Endpoint("127.0.0.1", self.port, vouched=True)]
        web, available = "http://archive.example", "http://archive.example/wayback/available"
        return Archive("key7", "secret7", web, available, proxy="", resolver=lambda host, port: here, total_s=2.0)

    def says(self, *answers: Any, status: str = "200 OK") -> None:
        self.answers += [(status, answer) for answer in answers]


@pytest.fixture
def played() -> Iterator[Played]:
    archive = Played()
    with serving(archive.play) as archive.port:
        yield archive


@pytest.fixture
def source(database: Database) -> int:
    build.article(database)
    build.attach(database, 1, url=PAGE)
    return 1


def after(seconds: int) -> str:
    return (datetime.fromisoformat(build.NOW) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def ask(database: Database, source: int, at: int = 0) -> None:
    archiving.ask(database, source, by=build.person(database, "ada"), now=after(at))


def state(database: Database, source: int) -> tuple[Archiving, str]:
    """How far the newest request is, and why it failed."""
    found = archivings.latest(database, source)
    assert found is not None
    return found.state, found.template % found.parts if found.parts else found.template


def test_a_copy_is_asked_for_waited_for_and_noted_with_its_source(
    database: Database, source: int, played: Played
) -> None:
    played.says(TAKEN, PENDING, DONE)
    assert not archiving.step(database, played.archive, now=after(0))
    ask(database, source)
    assert state(database, source)[0] is Archiving.ASKED
    assert archiving.step(database, played.archive, now=after(1))
    assert state(database, source)[0] is Archiving.PENDING
    assert not archiving.step(database, played.archive, now=after(5))  # not asked again at once
    for moment in (12, 24):
        assert archiving.step(database, played.archive, now=after(moment))
    assert state(database, source)[0] is Archiving.KEPT
    assert sources.get(database, source).archive_url == COPY
    assert not archiving.step(database, played.archive, now=after(3_000))
    assert [request for request, _ in played.asked] == [
        "POST /save",
        *["GET /save/status/spn2-7f"] * 2,
    ]
    assert played.asked[0][1] == {"url": [PAGE], "skip_first_archive": ["1"], "if_not_archived_within": ["24h"]} | {
        "delay_wb_availability": ["1"]
    }
    assert all("Authorization: LOW key7:secret7" in head for head in played.heads)
    verbs = [event.verb for event in events.of_subject(database, "source 1")]
    assert verbs == ["has an archive copy", "asked for an archive copy", "added source"]
    assert list(verifying.problems(database)) == []


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        ("200 OK", {"status_ext": "error:blocked-url", "message": "x"}, "does not keep pages of this site."),
        ("200 OK", {"status_ext": "error:too-many-daily-captures"}, "as often as it does in one day."),
        ("200 OK", {"message": "Odd\n\x00news <b>here</b>"}, "could not keep the page: Odd news <b>here</b>"),
        ("200 OK", {"job_id": "../../etc"}, "it does not say why."),
        ("401 Unauthorized", {"message": "You need to be logged in"}, "does not know the keys of this desk"),
        ("200 OK", b"<html>", "in a form that is not its own"),
        ("200 OK", b"[" * 100_000, "in a form that is not its own"),
        ("200 OK", [], "in a form that is not its own"),
        ("302 Found", b"", "in a form that is not its own"),
    ],
)
def test_what_it_will_not_keep_fails_with_the_reason_and_our_copy_stays(
    database: Database, source: int, played: Played, status: str, said: Any, sentence: str
) -> None:
    played.says(said, status=status)
    ask(database, source)
    archiving.step(database, played.archive, now=after(1))
    assert state(database, source)[0] is Archiving.FAILED
    assert sentence in state(database, source)[1]
    assert sentence in events.of_subject(database, "source 1")[0].payload["note"]
    assert sources.get(database, source).archive_url == ""
    ask(database, source, at=10)  # a person may try again
    assert state(database, source)[0] is Archiving.ASKED


def test_a_copy_that_fails_while_it_is_made_says_so(database: Database, source: int, played: Played) -> None:
    played.says(TAKEN, {"status": "error", "status_ext": "error:not-found", "message": "Not found"})
    ask(database, source)
    for moment in (1, 12):
        archiving.step(database, played.archive, now=after(moment))
    assert state(database, source) == (Archiving.FAILED, "The archive found no page at this address.")


def test_a_copy_of_the_same_day_is_the_copy(database: Database, source: int, played: Played) -> None:
    closest = {"archived_snapshots": {"closest": {"available": True, "url": "http://x", "timestamp": STAMP}}}
    played.says({"message": "The same snapshot had been made 3 hours ago."}, closest)
    ask(database, source)
    archiving.step(database, played.archive, now=after(1))
    assert sources.get(database, source).archive_url == COPY
    assert played.asked[1][0] == "GET /wayback/available?url=https%3A%2F%2Fregister.example%2F2025"


@pytest.mark.parametrize(
    "busy", [("429 Too Many Requests", b""), ("200 OK", {"status_ext": "error:user-session-limit"})]
)
def test_a_busy_archive_is_asked_ever_more_rarely_and_then_given_up(
    database: Database, source: int, played: Played, busy: tuple[str, Any]
) -> None:
    ask(database, source)
    moment, asked = 0, []
    while state(database, source)[0] is not Archiving.FAILED:
        assert moment < 2 * 3600
        played.answers = [busy]
        if archiving.step(database, played.archive, now=after(moment)):
            asked.append(moment)
        moment += 30
    assert asked == [0, 60, 180, 420, 900, 1860]
    assert state(database, source)[1].startswith("The archive")


def test_an_archive_that_is_not_there_is_asked_again_and_a_copy_that_never_comes_is_given_up(
    database: Database, source: int, played: Played
) -> None:
    gone = Archive("k", "s", "http://archive.example", proxy="", resolver=lambda host, port: [])
    ask(database, source)
    archiving.step(database, gone, now=after(1))
    assert state(database, source)[0] is Archiving.ASKED
    played.says(TAKEN, PENDING)
    archiving.step(database, played.archive, now=after(100))
    archiving.step(database, played.archive, now=after(1_901))
    assert state(database, source) == (Archiving.FAILED, "The archive has not made a copy within 30 minutes.")


def test_pages_are_sent_at_the_pace_that_the_archive_allows(database: Database, source: int, played: Played) -> None:
    build.attach(database, 2, url="https://other.example/")
    played.says(TAKEN, {"job_id": "b"})
    ask(database, 1)
    ask(database, 2)
    assert archiving.step(database, played.archive, now=after(1))
    assert not archiving.step(database, played.archive, now=after(3))
    assert archiving.step(database, played.archive, now=after(7))


def test_what_has_no_address_and_what_is_asked_for_already_is_refused(database: Database, source: int) -> None:
    ask(database, source)
    with pytest.raises(Refused, match="already"):
        ask(database, source)
    build.attach(database, 2, url="")
    with pytest.raises(Refused, match="no address"):
        ask(database, 2)


def test_the_page_says_how_far_it_is(
    app: Flask,
    signed_in: Callable[..., FlaskClient],
    post: Callable[..., object],
    database: Database,
    source: int,
    played: Played,
) -> None:
    browser = signed_in("checker")

    def page() -> str:
        return browser.get("/desk/sources/1?claim=1").get_data(as_text=True)

    assert "Internet Archive" not in page()
    assert "no keys for the Internet Archive" in post(browser, "/desk/sources/1/archive").get_data(as_text=True)
    app.extensions["factcheck.archive"] = True
    assert "Ask the Internet Archive for a copy" in page()
    assert post(browser, "/desk/sources/1/archive?claim=1").location == "/desk/sources/1?claim=1"
    assert "it waits for its turn." in page()
    played.says(TAKEN, {"status": "error", "message": "<script>x</script>"})
    archiving.step(database, played.archive, now="2999-01-01T00:00:00.000000Z")
    assert "The Internet Archive is making a copy." in page()
    archiving.step(database, played.archive, now="2999-01-01T00:01:00.000000Z")
    assert "made no copy: The archive could not keep the page: &lt;script&gt;x" in " ".join(page().split())
    post(browser, "/desk/sources/1/archive")
    played.says(TAKEN, DONE)
    for moment in ("2999-01-01T01:00:00.000000Z", "2999-01-01T01:01:00.000000Z"):
        archiving.step(database, played.archive, now=moment)
    assert f'href="{COPY}"' in page()
    assert "Archive copy: “http://archive.example" in page()
    said = correcting.Said("Register", archive_url=COPY)
    correcting.source(database, 1, sources.get(database, 1).version, said, by=browser.person, now=build.NOW)


def test_a_worker_asks_between_its_jobs(database: Database, database_path: Path, source: int, played: Played) -> None:
    played.says(TAKEN)
    ask(database, source)
    worker = jobs.Worker(database_path, jobs.Tools(None, None, None, archive=played.archive))
    worker.start()
    try:
        until = time.monotonic() + 10
        while state(database, source)[0] is Archiving.ASKED and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        worker.stop()
    assert state(database, source)[0] is Archiving.PENDING


def test_keys_come_from_the_environment_whole_or_not_at_all() -> None:
    assert from_environment({}) is None
    found = from_environment({"FACTCHECK_ARCHIVE_KEY": " k1 ", "FACTCHECK_ARCHIVE_SECRET": "s1"})
    assert found is not None
    assert (found.key, found.secret, found.url) == ("k1", "s1", "https://web.archive.org")
    assert "s1" not in repr(found)
    for broken in ({"FACTCHECK_ARCHIVE_KEY": "k1"}, {"FACTCHECK_ARCHIVE_KEY": "k", "FACTCHECK_ARCHIVE_SECRET": "a\nb"}):
        with pytest.raises(Refused, match="go together"):
            from_environment(broken)
