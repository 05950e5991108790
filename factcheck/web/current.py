"""What belongs to the request at hand: its database, its person, its moment."""

from __future__ import annotations

from flask import current_app, g
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import site as desk_site
from factcheck.errors import Forbidden, Unavailable
from factcheck.records import Person, Session, Site
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
    """The desk as readers and other programs know it; by its common name where the database is gone."""
    if "site" not in g:
        url = str(current_app.config["PUBLIC_URL"])
        try:
            g.site = desk_site.site(database(), url)
        except Unavailable:
            return Site(url=url)
    found: Site = g.site
    return found


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
