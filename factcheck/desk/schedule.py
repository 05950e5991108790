"""When live pages are checked again: by a rhythm that the desk sets, or at once for who asks. Either way as a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from factcheck.core import addresses
from factcheck.desk.rechecking import checkable
from factcheck.errors import Invalid
from factcheck.records import Person
from factcheck.store import events, jobs, rechecks, settings
from factcheck.store.connection import writing

AT_ONCE_MAX = 100
"""Checks that are queued by one look at what is due: a few minutes' work, so that a desk with very many stays quick."""


class Rhythm(StrEnum):
    """How often everything that was fetched is fetched again."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


DAYS = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}


def rhythm(database: Database) -> Rhythm:
    """The rhythm that is set; off where nobody set one: nothing goes out from a desk that did not ask for it."""
    return Rhythm(settings.get(database, "recheck") or Rhythm.OFF)


def set_rhythm(database: Database, wanted: Rhythm, *, by: Person, now: str) -> None:
    """Set how often live pages are checked again."""
    with writing(database):
        payload = {"rhythm": wanted, "was": rhythm(database)}
        settings.put(database, "recheck", wanted)
        events.append(database, now=now, actor=by.id, verb="set the rhythm", subject="desk", payload=payload)


def queue_due(database: Database, *, now: str) -> int:
    """Queue the checks that are due by the rhythm; give how many."""
    days = DAYS.get(rhythm(database))
    if days is None:
        return 0
    before = (datetime.fromisoformat(now) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if not rechecks.due(database, before, 1):
        return 0
    with writing(database):
        wanted = rechecks.due(database, before, AT_ONCE_MAX)  # again, since another process may have queued them
        return len(_queue(database, wanted, by=None, now=now))


def queue(database: Database, wanted: Iterable[tuple[str, int]], *, by: Person | None, now: str) -> list[int]:
    """Queue the checks of these documents, given as kind and number; the numbers of their jobs.

    What is queued already is not queued twice. Raises `Refused` and queues nothing where one of them was not fetched.
    """
    with writing(database):
        return _queue(database, wanted, by=by, now=now)


def _queue(database: Database, wanted: Iterable[tuple[str, int]], *, by: Person | None, now: str) -> list[int]:
    actor = by.id if by else None
    documents = [checkable(database, kind, number) for kind, number in wanted]
    return [jobs.add_recheck(database, one.kind, one.number, _host(one.url), by=actor, now=now) for one in documents]


def _host(url: str) -> str:
    try:
        return addresses.parse(url).host
    except Invalid:  # the check will say what is wrong with it
        return ""
