"""Readers report an error, or ask for something to be checked; the desk reads it and says what came of it."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from factcheck.core.characters import one_line, visible
from factcheck.desk.claims import check_address
from factcheck.errors import Invalid, NotFound, Refused, Unavailable
from factcheck.records import Person
from factcheck.records.letters import LetterKind
from factcheck.store import events, letters, verdicts
from factcheck.store.connection import writing

TEXT_MIN, TEXT_MAX = 10, 4_000
"""Characters of a letter: fewer say nothing that could be acted on; more are a document, which an address can name."""

CONTACT_MAX = 200
"""Characters of an e-mail address or a telephone number with a name."""

WAITING_MAX = 2_000
"""Letters that wait at most: a desk that has so many reads no more, and a flood ends before the disk does."""


def send(
    database: Database,
    kind: LetterKind,
    text: str,
    *,
    url: str = "",
    contact: str = "",
    claim_id: int | None = None,
    now: str,
) -> int:
    """Put a reader's letter where the desk reads it; give its number.

    A claim on which nothing is published is not noted, and not told from one that is not there. The log has the hash
    of the text, not the text: a letter can be about people.
    """
    text, url, contact = visible(text).strip(), url.strip(), one_line(contact)
    if not TEXT_MIN <= len(text) <= TEXT_MAX:
        raise Invalid("Write between %(least)s and %(most)s characters.", "text", least=TEXT_MIN, most=TEXT_MAX)
    if len(contact) > CONTACT_MAX:
        raise Invalid("Give an address of at most %(most)s characters.", "contact", most=CONTACT_MAX)
    check_address(url)
    with writing(database):
        if letters.count_waiting(database) >= WAITING_MAX:
            raise Unavailable("The desk has more letters than it can read. Try again in a few days.")
        about = claim_id if claim_id and verdicts.published_of(database, claim_id) else None
        number = letters.add(database, kind, text, claim_id=about, url=url or None, contact=contact, now=now)
        payload = {"kind": kind, "claim": about, "text_hash": hashlib.sha256(text.encode()).hexdigest()}
        events.append(
            database, now=now, actor=None, verb="received letter", subject=f"letter {number}", payload=payload
        )
        return number


def finish(database: Database, letter_id: int, note: str, *, by: Person, now: str) -> None:
    """Say what came of a letter; how to answer its writer is forgotten, so this is not undone."""
    with writing(database):
        letter = letters.get(database, letter_id)
        if letter is None:
            raise NotFound("There is no letter %(number)s.", number=letter_id)
        if letter.done_at:
            raise Refused("Somebody was done with this letter already.")
        if not visible(note).strip():
            raise Invalid("Say what came of it.", "note")
        letters.finish(database, letter_id, visible(note).strip(), by=by.id, now=now)
        payload = {"before": {"note": ""}, "changed": {"note": visible(note).strip()}}
        events.append(
            database, now=now, actor=by.id, verb="was done with letter", subject=f"letter {letter_id}", payload=payload
        )
