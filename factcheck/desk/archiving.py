"""A public archive is asked for a copy of a source's page, and its answer is waited for; our own copy stays ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlite_utils import Database

from factcheck.core import addresses
from factcheck.desk.evidence import existing_source
from factcheck.errors import FactcheckError, FetchFailed, Refused, Unavailable
from factcheck.records import ArchiveRequest, Archiving, Person, Receipt
from factcheck.store import archivings, events, sources
from factcheck.store.connection import writing

PACE_S = 5
"""Seconds between two pages that are sent: users of Save Page Now report a limit of 12 a minute."""

LOOK_S = 10
"""Seconds between two questions about a copy; most are made within a minute."""

PATIENCE_S = 1800
"""So long a copy is waited for. The archive drops what it could not do within some minutes."""

BUSY_S = 60
"""Seconds until a busy archive is asked again, doubled each time."""

TRIES_MAX = 6
"""How often it may be busy: after about an hour a person decides."""

HELD_S = 60
"""So long a worker holds what it asks about: an answer takes 20 seconds at most."""

UNFINISHED = (Archiving.ASKED, Archiving.PENDING)


class Archive(Protocol):
    """Save Page Now; raises Unavailable where it is worth asking again, else FetchFailed."""

    def save(self, url: str) -> Receipt: ...

    def look(self, ticket: str, url: str) -> Receipt: ...


def ask(database: Database, source_id: int, *, by: Person, now: str) -> None:
    """Have the archive asked for a copy of a source's page; raises `Refused` where that is so already."""
    with writing(database):
        source = existing_source(database, source_id)
        last = archivings.latest(database, source_id)
        if last and last.state in UNFINISHED:
            raise Refused("The archive has been asked for this page already.")
        if not source.url:
            raise Refused("This source has no address that an archive could keep.")
        addresses.parse(source.url)
        archivings.add(database, source_id, source.url, by=by.id, now=now)
        _note(database, "asked for an archive copy", source_id, {"url": source.url}, by=by.id, now=now)


def step(database: Database, archive: Archive, *, now: str) -> bool:
    """Ask the archive about the one copy that is due; false where none is. Nothing is locked while it answers."""
    with writing(database):
        request = archivings.take(database, now=now, until=_later(now, HELD_S), paced=_later(now, -PACE_S))
    if request is None:
        return False
    try:
        receipt = archive.look(request.ticket, request.url) if request.ticket else archive.save(request.url)
    except Unavailable as error:
        _put_off(database, request, error, now=now)
    except FetchFailed as error:
        _fail(database, request, error, now=now)
    else:
        _received(database, request, receipt, now=now)
    return True


def _received(database: Database, request: ArchiveRequest, receipt: Receipt, *, now: str) -> None:
    if receipt.address:
        _keep(database, request, receipt.address, now=now)
    elif now > _later(request.sent_at or now, PATIENCE_S):
        late = FetchFailed("The archive has not made a copy within %(minutes)d minutes.", minutes=PATIENCE_S // 60)
        _fail(database, request, late, now=now)
    else:
        with writing(database):
            due = _later(now, LOOK_S)
            archivings.wait(database, request.id, Archiving.PENDING, receipt.ticket, request.tries, due_at=due)


def _keep(database: Database, request: ArchiveRequest, address: str, *, now: str) -> None:
    with writing(database):
        before = existing_source(database, request.source_id).archive_url
        archivings.finish(database, request.id, Archiving.KEPT)
        sources.set_archive_url(database, request.source_id, address)
        payload = {"before": {"archive_url": before}, "changed": {"archive_url": address}}
        _note(database, "has an archive copy", request.source_id, payload, by=None, now=now)


def _put_off(database: Database, request: ArchiveRequest, error: Unavailable, *, now: str) -> None:
    if request.tries + 1 >= TRIES_MAX:
        _fail(database, request, error, now=now)
        return
    due = _later(now, BUSY_S * 2**request.tries)
    with writing(database):
        archivings.wait(database, request.id, request.state, request.ticket, request.tries + 1, due_at=due)


def _fail(database: Database, request: ArchiveRequest, error: FactcheckError, *, now: str) -> None:
    with writing(database):
        archivings.finish(database, request.id, Archiving.FAILED, error.template, error.parts)
        _note(database, "has no archive copy", request.source_id, {"note": str(error)}, by=None, now=now)


def _note(
    database: Database, verb: str, source_id: int, payload: Mapping[str, object], *, by: int | None, now: str
) -> None:
    events.append(database, now=now, actor=by, verb=verb, subject=f"source {source_id}", payload=payload)


def _later(moment: str, seconds: int) -> str:
    at = datetime.fromisoformat(moment) + timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
