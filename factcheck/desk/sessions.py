"""Signing in and out, and the one-time links: what lets a person in, and what ends it.

A token is 256 random bits. Only its SHA-256 is stored, so whoever reads the database cannot sign in with it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlite_utils import Database

from factcheck.desk import passwords
from factcheck.errors import Forbidden, Invalid, NotFound, Refused
from factcheck.records import Link, Person, Purpose, Session
from factcheck.store import events, people, sessions
from factcheck.store.connection import writing

IDLE_S = 24 * 3600
"""A session that nobody used for a day is over: a working day starts with one sign-in at most."""

ABSOLUTE_S = 7 * 24 * 3600
"""However busy, a session is over after a week; SP 800-63B allows a month for one factor."""

SEEN_EVERY_S = 600
"""How exactly the last use is kept: ten minutes cost one small write where every request would be one."""

LINK_LIFE_S = {Purpose.SET_UP: 24 * 3600, Purpose.SIGN_IN: 12 * 3600, Purpose.PASSWORD: 3 * 24 * 3600}
"""A founding link is used at once, a sign-in link within the day, an invitation may lie over a weekend."""


def new_token() -> str:
    """A secret of 256 bits, safe in an address and a cookie."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> str:
    """The hash under which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def later(moment: str, seconds: int) -> str:
    """The stored form of a moment so many seconds later (or earlier, when negative)."""
    then = datetime.fromisoformat(moment) + timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def current(database: Database, token: str, *, now: str) -> tuple[Session, Person] | None:
    """The session that a token opens and whose it is; none when it is unknown, ended, idle too long or too old."""
    session = sessions.get(database, key_of(token))
    if session is None or session.ended_at or session.expires_at <= now or session.seen_at <= later(now, -IDLE_S):
        return None
    person = people.get(database, session.person_id)
    return None if person is None or person.disabled_at else (session, person)


def own_sessions(database: Database, person: Person, *, now: str) -> list[Session]:
    """The sessions with which a person is signed in now, last used first."""
    return sessions.live_of(database, person.id, now=now, seen_since=later(now, -IDLE_S))


def keep_alive(database: Database, session: Session, *, now: str) -> None:
    """Note that a session is in use, every ten minutes at most. No event: it changes nothing but its own age."""
    if session.seen_at <= later(now, -SEEN_EVERY_S):
        with writing(database):
            sessions.set_seen(database, session.key, now)


def begin(database: Database, person_id: int, *, device: str, now: str, by_link: bool = False) -> str:
    """Begin a session inside the caller's transaction and give its token."""
    token = new_token()
    session = Session(
        key_of(token), person_id, now, now, later(now, ABSOLUTE_S), None, device[:200], None, now, by_link
    )
    sessions.insert(database, session)
    return token


def sign_in(database: Database, handle: str, password: str, *, device: str, now: str) -> str:
    """Sign a person in and give the token of a new session.

    Unknown, disabled, without a password and wrong password are one answer that takes one time.
    """
    person = people.by_handle(database, handle.strip())
    stored = people.password_hash(database, person.id) if person and not person.disabled_at else None
    if not passwords.fits(stored, password) or person is None:
        raise Invalid("The handle or the password is not right.", field="password")
    with writing(database):
        if people.password_hash(database, person.id) != stored or _disabled(database, person.id):
            raise Invalid("The handle or the password is not right.", field="password")
        token = begin(database, person.id, device=device, now=now)
        _note(database, "sign in", person.id, now, device=device[:200])
    return token


def _disabled(database: Database, person_id: int) -> bool:
    person = people.get(database, person_id)
    return person is None or person.disabled_at is not None


def _note(database: Database, verb: str, person_id: int, now: str, **payload: str) -> None:
    events.append(database, now=now, actor=person_id, verb=verb, subject=f"person {person_id}", payload=payload)


def sign_out(database: Database, session: Session, *, now: str) -> None:
    """End the session that asks for it."""
    end_session(database, session.key, now=now, actor=session.person_id)


def end_session(database: Database, key: str, *, now: str, actor: int) -> None:
    """End one of one's own sessions, such as that of a lost telephone."""
    with writing(database):
        session = sessions.get(database, key)
        if session is None or session.person_id != actor:
            raise NotFound("There is no such session of yours.")
        sessions.end(database, key, now)
        _note(database, "sign out", actor, now, device=session.device)


def change_password(database: Database, session: Session, old: str, new: str, *, now: str) -> None:
    """Change one's own password; every other session of the person ends."""
    person = people.get(database, session.person_id)
    if person is None or not passwords.fits(people.password_hash(database, person.id), old):
        raise Invalid("This is not your present password.", field="old")
    passwords.check(new, person.handle, person.name)
    hashed = passwords.hashed(new)
    with writing(database):
        people.set_password_hash(database, person.id, hashed)
        sessions.end_all_of(database, person.id, now, keep=session.key)
        sessions.expire_links_of(database, person.id, now)
        _note(database, "change password", person.id, now)


def make_link(database: Database, person_id: int, purpose: Purpose, *, now: str, actor: int | None) -> str:
    """Make a one-time link for one person and give its token; an earlier unused one of the kind is void."""
    with writing(database):
        person = people.get(database, person_id)
        if person is None:
            raise NotFound("There is no such person.")
        if person.disabled_at:
            raise Refused("%(name)s has no access. Give it back first, then make the link.", name=person.name)
        return hand_out(database, person_id, purpose, now=now, actor=actor)


def hand_out(database: Database, person_id: int | None, purpose: Purpose, *, now: str, actor: int | None) -> str:
    """Make a link inside the caller's transaction and give its token."""
    token = new_token()
    sessions.expire_links_of(database, person_id, now, purpose)
    sessions.insert_link(database, Link(key_of(token), purpose, person_id, now, later(now, LINK_LIFE_S[purpose])))
    subject = f"person {person_id}" if person_id else "desk"
    events.append(database, now=now, actor=actor, verb="make link", subject=subject, payload={"purpose": purpose})
    return token


def open_link(database: Database, token: str, *, now: str) -> Link:
    """The link of a token, when it can still be used; looking at it does not use it up."""
    link = sessions.link(database, key_of(token))
    if link is None:
        raise NotFound("This link is not known here. Check that the whole of it was copied.")
    if link.used_at:
        raise Refused("This link was used already. Each works once: ask an administrator for a new one.")
    if link.expires_at <= now:
        raise Refused("This link is too old. Ask an administrator for a new one.")
    if link.person_id is not None and _disabled(database, link.person_id):
        raise Forbidden("This account has no access. Ask an administrator.")
    return link


def _link_for(database: Database, token: str, purpose: Purpose, *, now: str) -> int:
    link = open_link(database, token, now=now)
    if link.purpose != purpose or link.person_id is None:
        raise Refused("This link is for something else.")
    return link.person_id


def use_link(database: Database, token: str, *, device: str, now: str) -> str:
    """Sign in by a one-time sign-in link and give the token of the new session."""
    with writing(database):
        person_id = _link_for(database, token, Purpose.SIGN_IN, now=now)
        sessions.use_link(database, key_of(token), now)
        _note(database, "use link", person_id, now, purpose=Purpose.SIGN_IN, device=device[:200])
        return begin(database, person_id, device=device, now=now, by_link=True)


def choose_password(database: Database, token: str, password: str, *, device: str, now: str) -> str:
    """Choose a password by a one-time link: every older session ends, and the token of a new one is given."""
    person = people.get(database, _link_for(database, token, Purpose.PASSWORD, now=now))
    if person is None:
        raise NotFound("There is no such person.")
    passwords.check(password, person.handle, person.name)
    hashed = passwords.hashed(password)
    with writing(database):
        _link_for(database, token, Purpose.PASSWORD, now=now)
        sessions.use_link(database, key_of(token), now)
        people.set_password_hash(database, person.id, hashed)
        sessions.end_all_of(database, person.id, now)
        _note(database, "use link", person.id, now, purpose=Purpose.PASSWORD, device=device[:200])
        return begin(database, person.id, device=device, now=now, by_link=True)
