"""An example desk: an invented article, its sources, and two people's reviews of it, made by the desk's own verbs."""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.demo.reviewing import review_all
from factcheck.desk import people, second_steps, sessions
from factcheck.errors import Refused
from factcheck.jobs import Tools
from factcheck.records import Person, Purpose, Role
from factcheck.store import backups, settings
from factcheck.store import people as stored_people
from factcheck.store.connection import connect, writing

PEOPLE = (("demo-checker", "Mira Okell", Role.CHECKER), ("demo-editor", "Jonas Tarn", Role.EDITOR))
"""Two, because a second person publishes; invented like all of it."""


def is_demo(database: Database) -> bool:
    """Say whether a database was made by `make`."""
    return settings.get(database, "demo") == "on"


def make(path: Path, tools: Tools) -> None:
    """Make the demo at `path`, whole or not at all; a demo that is there already is left as it is.

    Raises `Refused` where there is a database that is none.
    """
    if path.exists():
        backups.migrate(path, now=utc_now())
        present = connect(path)
        try:
            if not is_demo(present):
                raise Refused(
                    "%(path)s is not a demo and is left alone. Name another file: FACTCHECK_DB=demo.db", path=path
                )
        finally:
            present.close()
        return
    unfinished = path.with_name(f"{path.name}.unfinished")
    for name in ("", *backups.SIDECARS):
        unfinished.with_name(f"{unfinished.name}{name}").unlink(missing_ok=True)
    backups.migrate(unfinished, now=utc_now())
    database = connect(unfinished)
    try:
        _fill(database, tools)
    finally:
        database.close()  # the last to close a database takes its log in
    os.replace(unfinished, path)


def _fill(database: Database, tools: Tools) -> None:
    with writing(database):
        settings.put(database, "demo", "on")
    checker, editor = (
        people.add_person(database, handle, name, role, now=utc_now(), actor=None) for handle, name, role in PEOPLE
    )
    second_steps.set_required(database, False, now=utc_now(), actor=None)  # its two people have no devices
    review_all(database, tools, checker, editor)


def sign_in_tokens(database: Database) -> list[tuple[Person, str]]:
    """The checker and the editor, each with the token of a new link that signs in once."""
    found = []
    for handle, _, _ in PEOPLE:
        person = stored_people.by_handle(database, handle)
        if person and not person.disabled_at:
            token = sessions.make_link(database, person.id, Purpose.SIGN_IN, now=utc_now(), actor=None)
            found.append((person, token))
    return found
