"""What belongs to the request at hand: its database, its person, its moment."""

from __future__ import annotations

from flask import current_app, g
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.errors import Forbidden
from factcheck.records import Person, Session, Site
from factcheck.store import settings
from factcheck.store.connection import opened


def database() -> Database:
    """The database of this application, on this thread's own connection."""
    return opened(current_app.config["DATABASE"])


def now() -> str:
    """The moment of this request: the same however often it is asked."""
    if "now" not in g:
        g.now = utc_now()
    return str(g.now)


def site() -> Site:
    """The desk as readers and other programs know it."""
    name = settings.get(database(), "site name")
    return Site(name or Site().name, str(current_app.config["PUBLIC_URL"]))


def person() -> Person:
    """Who is signed in. The policy table let nobody else through; a public route must not ask."""
    found: Person | None = g.get("person")
    if found is None:
        raise Forbidden("Sign in first.")
    return found


def session() -> Session:
    """The session that this request came with."""
    found: Session | None = g.get("session")
    if found is None:
        raise Forbidden("Sign in first.")
    return found
