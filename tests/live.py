"""A page that changes: a site on loopback that answers what it is told to, and sources that were fetched from it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import evidence, intake
from factcheck.fetch import Fetcher
from factcheck.records import Stance
from tests import builders as build
from tests.loopback import fetcher, response, serving

ADDRESS = "http://register.example.com/2025"
LATER = "2026-02-10T10:00:00.000000Z"
PASSAGE = "The city ranked twelfth of forty for nitrate."
TEXT = (
    "The register of drinking water is kept by the agency and covers forty cities of the country.",
    f"All values are yearly means of twelve samples. {PASSAGE} The register is kept since 1990.",
    "Samples are taken at the tap of public buildings, and the laboratory publishes its methods.",
)


def page(*paragraphs: str, aside: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs or TEXT)
    return (
        f"<html><head><title>The register</title><!--{aside}--></head><body><article>{body}</article></body></html>"
    ).encode()


class Site:
    """A site on loopback that answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = response(page())
        self.answers: dict[str, bytes] = {}
        self.heads: list[str] = []
        self.delay = 0.0
        self.port = 0

    def play(self, connection: socket.socket, head: str) -> None:
        if not head:  # who asks was killed before it could
            return
        self.heads.append(head)
        time.sleep(self.delay)
        connection.sendall(self.answers.get(head.split()[1], self.answer))


Live = tuple[Site, Fetcher]


@contextmanager
def site() -> Iterator[Live]:
    played = Site()
    with serving(played.play) as port:
        played.port = port
        yield played, fetcher(port, total_s=3)


def source(database: Database, live: Live, url: str = ADDRESS) -> int:
    """A source that was fetched from the site."""
    document = intake.read_url(url, fetch=live[1].fetch, extract=extract)
    citing = evidence.Citing(intake.Details("The register"))
    return evidence.add_source(database, document, citing, by=build.person(database, "ada"), now=build.NOW)


def cited(database: Database, live: Live, passage: str = PASSAGE) -> int:
    """A source with a passage attached to the first claim of an article; give the evidence's number."""
    if not database.execute("select 1 from claims").fetchone():
        build.article(database)
    by = build.person(database, "ada")
    return evidence.attach(database, 1, source(database, live), passage, Stance.REFUTES, by=by, now=build.NOW)
