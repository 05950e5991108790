"""What readers are told of the desk itself: its name, whether its people are named, how much of an article is shown."""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.errors import Invalid
from factcheck.records import Person, Site
from factcheck.store import events, settings
from factcheck.store.connection import writing

NAME_MAX = 80
"""Characters of the desk's name: it stands at the top of every page."""

SWITCHES = {"names": "site names", "whole": "site whole"}
"""Which setting says what of the site; on where nobody decided."""


def site(database: Database, url: str) -> Site:
    """The site at this address as its desk has set it."""
    said = {name: settings.get(database, setting) != "off" for name, setting in SWITCHES.items()}
    return Site(settings.get(database, "site name") or Site().name, url, **said)


def change(database: Database, name: str, *, names: bool, whole: bool, by: Person, now: str) -> None:
    """Save what readers are told of the desk; an event, where anything is otherwise than before."""
    name = one_line(name)
    if not 1 <= len(name) <= NAME_MAX:
        raise Invalid("Give a name of at most %(most)s characters.", "name", most=NAME_MAX)
    with writing(database):
        before, after = site(database, ""), Site(name, "", names, whole)
        if before == after:
            return
        settings.put(database, "site name", name)
        for field, setting in SWITCHES.items():
            settings.put(database, setting, "on" if getattr(after, field) else "off")
        told = [{"name": one.name, "names": one.names, "whole": one.whole} for one in (before, after)]
        payload = {"before": told[0], "changed": told[1]}
        events.append(
            database, now=now, actor=by.id, verb="changed what readers are told", subject="desk", payload=payload
        )
