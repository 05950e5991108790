"""What was said wrongly of a source, or of where a claim was made, is put right; an event tells what stood there.

The texts themselves are never changed. What readers see is changed by editors, and readers are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.desk.claims import check_address, existing, refuse_closed
from factcheck.desk.evidence import INTEREST_MAX, existing_source
from factcheck.desk.intake import BYLINE_MAX, TITLE_MAX, clean_day, shortened
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Event, Person, Role, Source, State
from factcheck.store import claims, events, sources, verdicts
from factcheck.store.connection import writing

NAMES = ("title", "publisher", "author", "published_on", "is_primary", "origin", "interest", "archive_url")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a source."""

    title: str
    publisher: str = ""
    author: str = ""
    published_on: str = ""
    is_primary: bool = False
    origin: str = ""
    interest: str = ""
    archive_url: str = ""


def source(database: Database, source_id: int, version: int, given: Said, *, by: Person, now: str) -> None:
    """Save everything that is said of a source; raises `Conflict` where somebody saved first."""
    if not one_line(given.title):
        raise Invalid("Give the source's title.", "title")
    check_address(given.archive_url.strip(), "archive_url")
    mine = {
        "title": shortened(given.title, TITLE_MAX),
        "publisher": shortened(given.publisher, BYLINE_MAX),
        "author": shortened(given.author, BYLINE_MAX),
        "published_on": clean_day(given.published_on),
        "is_primary": given.is_primary,
        "origin": shortened(given.origin, BYLINE_MAX),
        "interest": shortened(given.interest, INTEREST_MAX),
        "archive_url": given.archive_url.strip(),
    }
    with writing(database):
        found = existing_source(database, source_id)
        if by.role is Role.CHECKER and sources.is_published(database, source_id):
            raise Refused("Readers see this source under a verdict: an editor changes what is said of it.")
        theirs = {name: getattr(found, name) for name in NAMES}
        if mine == theirs:
            return
        if not sources.change(database, source_id, version, mine):
            raise Conflict("Somebody changed this source while you did.", _texts(mine), _texts(theirs), found.version)
        payload = {"before": theirs, "changed": mine}
        events.append(
            database, now=now, actor=by.id, verb="corrected source", subject=f"source {source_id}", payload=payload
        )


def said_of(source: Source) -> Said:
    """What is said of a source now."""
    return _said({name: getattr(source, name) for name in NAMES})


def _said(fields: Mapping[str, Any]) -> Said:
    return Said(**{name: value for name, value in fields.items() if value is not None})


def undoable(events_of_source: Iterable[Event], source: Source) -> Event | None:
    """The last correction of a source, if the source stands as that left it. The events are newest first."""
    last = next((event for event in events_of_source if event.verb == "corrected source"), None)
    changed = (last.payload or {}).get("changed") if last else None
    if not changed or any(getattr(source, name) != value for name, value in changed.items()):
        return None
    return last


def undo(database: Database, source_id: int, event_id: int, *, by: Person, now: str) -> None:
    """Say of a source what was said before its last correction; this is a correction too, and can be undone."""
    found = existing_source(database, source_id)
    last = undoable(events.of_subject(database, f"source {source_id}"), found)
    if last is None or last.payload is None or last.id != event_id:
        raise Refused("This source was corrected again since. Open “Correct what is said of it”.")
    before = {name: last.payload["before"].get(name, getattr(found, name)) for name in NAMES}
    source(database, source_id, found.version, _said(before), by=by, now=now)


def _texts(fields: Mapping[str, object]) -> dict[str, str]:
    """The fields as a person compares them."""
    return {name: str(value or "") for name, value in fields.items() if name != "is_primary"}


def place(
    database: Database, claim_id: int, version: int, where: str, said_on: str, url: str, *, by: Person, now: str
) -> None:
    """Save where and when a claim without an article was made; raises `Conflict` where somebody saved first."""
    where, url, day = one_line(where), url.strip(), clean_day(said_on, "said_on")
    if not where and not url:
        raise Invalid("Say where the claim was made.", "place")
    check_address(url)
    mine = {"place": where, "said_on": day, "url": url or None}
    with writing(database):
        claim = existing(database, claim_id)
        refuse_closed(claim)
        if claim.appearance.article_id is not None:
            raise Refused("This claim is made in an article: change what is said of that.")
        is_published = bool(verdicts.published_of(database, claim_id))
        if is_published and by.role is Role.CHECKER:
            raise Refused("Readers see where this claim was made: an editor changes it.")
        theirs = {name: getattr(claim.appearance, name) for name in mine}
        if claim.version != version:
            raise Conflict("Somebody changed this claim while you did.", _texts(mine), _texts(theirs), claim.version)
        if mine == theirs:
            return
        claims.set_place(database, claim.appearance.id, place=where, said_on=day, url=url or None)
        state = claim.state if claim.state is State.PUBLISHED else State.IN_WORK
        claims.set_state(database, claim_id, state)
        payload = {"before": theirs, "changed": mine, "states": {str(claim_id): state}}
        events.append(
            database, now=now, actor=by.id, verb="corrected place", subject=f"claim {claim_id}", payload=payload
        )
