"""Who belongs to the desk and what each may do: the verbs of its administrators."""

from __future__ import annotations

import re
import unicodedata

from sqlite_utils import Database

from factcheck.desk import passwords
from factcheck.desk.sessions import begin, hand_out, key_of, open_link
from factcheck.errors import Conflict, Invalid, NotFound, Refused
from factcheck.records import Person, Purpose, Role
from factcheck.store import events, people, second_steps, sessions
from factcheck.store.connection import writing

_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_NAME = 120


def checked_handle(database: Database, handle: str) -> str:
    """A handle in the form that is stored: small ASCII letters, so that no two look the same."""
    handle = handle.strip().lower()
    if not _HANDLE.fullmatch(handle):
        raise Invalid(
            "A handle has 2 to 40 letters from a to z, digits, dots or hyphens, and starts with a letter or digit.",
            field="handle",
        )
    if people.by_handle(database, handle):
        raise Invalid("Somebody has the handle '%(handle)s' already. Choose another.", field="handle", handle=handle)
    return handle


def checked_name(name: str) -> str:
    """A name as it is shown: composed, single blanks, nothing invisible."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("A name has 1 to %(most)s characters.", field="name", most=LONGEST_NAME)
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") for sign in name):
        raise Invalid("This name has characters that cannot be seen. Type it without them.", field="name")
    return name


def make_set_up_link(database: Database, *, now: str) -> str:
    """The token that founds the desk, while nobody belongs to it; the one before it is void."""
    with writing(database):
        if people.count(database):
            raise Refused("This desk has people already: its administrators make the links.")
        return hand_out(database, None, Purpose.SET_UP, now=now, actor=None)


def set_up(
    database: Database, token: str, handle: str, name: str, password: str, *, device: str, now: str
) -> tuple[Person, str]:
    """Found the desk with its first administrator, and sign that person in: the person and the session's token."""
    name = checked_name(name)
    handle = checked_handle(database, handle)
    passwords.check(password, handle, name)
    hashed = passwords.hashed(password)
    with writing(database):
        if open_link(database, token, now=now).purpose != Purpose.SET_UP:
            raise Refused("This link is for something else.")
        if people.count(database):
            raise Refused("This desk has people already: its administrators make the links.")
        sessions.use_link(database, key_of(token), now)
        person_id = people.insert(database, handle=handle, name=name, role=Role.ADMIN, now=now)
        people.set_password_hash(database, person_id, hashed)
        _note(database, "set up", person_id, now, person_id, handle=handle, name=name)
        return _get(database, person_id), begin(database, person_id, device=device, now=now, by_link=True)


def add_person(database: Database, handle: str, name: str, role: Role, *, now: str, actor: int | None) -> Person:
    """Add somebody to the desk; they come in by a link (`make_link`), and choose their own password."""
    name = checked_name(name)
    with writing(database):
        handle = checked_handle(database, handle)
        person_id = people.insert(database, handle=handle, name=name, role=role, now=now)
        _note(database, "add person", person_id, now, actor, handle=handle, name=name, role=role)
        return _get(database, person_id)


def change_role(database: Database, person_id: int, role: Role, version: int, *, now: str, actor: int | None) -> None:
    """Give a person another role; their sessions end, so that it holds from the next click."""
    with writing(database):
        person = _get(database, person_id)
        if person.version != version:
            raise Conflict(
                "%(name)s was changed while you were choosing.",
                mine={"role": role},
                theirs={"role": person.role},
                version=person.version,
                name=person.name,
            )
        if role != Role.ADMIN:
            _keep_an_admin(database, person)
        people.set_role(database, person_id, role)
        sessions.end_all_of(database, person_id, now)
        _note(database, "change role", person_id, now, actor, before=person.role, after=role)


def disable(database: Database, person_id: int, *, now: str, actor: int | None) -> None:
    """Take a person's access at once: sessions and links end, what they did stays under their name."""
    with writing(database):
        person = _get(database, person_id)
        _keep_an_admin(database, person)
        people.set_disabled(database, person_id, person.disabled_at or now)
        sessions.end_all_of(database, person_id, now)
        sessions.expire_links_of(database, person_id, now)
        _note(database, "disable", person_id, now, actor)


def enable(database: Database, person_id: int, *, now: str, actor: int | None) -> None:
    """Give a person's access back; the old password holds again, the old sessions do not."""
    with writing(database):
        _get(database, person_id)
        people.set_disabled(database, person_id, None)
        _note(database, "enable", person_id, now, actor)


def reset(database: Database, person_id: int, *, now: str, actor: int | None) -> str:
    """Void a person's password, second step and sessions, and give the token of a link to choose a new one."""
    with writing(database):
        person = _get(database, person_id)
        if person.disabled_at:
            raise Refused("%(name)s has no access. Give it back first, then make the link.", name=person.name)
        people.set_password_hash(database, person_id, None)
        second_steps.remove(database, person_id)
        sessions.end_all_of(database, person_id, now)
        sessions.expire_links_of(database, person_id, now)
        _note(database, "reset", person_id, now, actor)
        return hand_out(database, person_id, Purpose.PASSWORD, now=now, actor=actor)


def _get(database: Database, person_id: int) -> Person:
    person = people.get(database, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _keep_an_admin(database: Database, person: Person) -> None:
    if person.role == Role.ADMIN and not person.disabled_at and not people.other_admins(database, person.id):
        raise Refused("%(name)s is the only administrator. Make somebody else one first.", name=person.name)


def _note(database: Database, verb: str, person_id: int, now: str, actor: int | None, **payload: str) -> None:
    events.append(database, now=now, actor=actor, verb=verb, subject=f"person {person_id}", payload=payload)
