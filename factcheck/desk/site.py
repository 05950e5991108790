"""What readers are told of the desk itself: its name, whether its people are named, how much of an article is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable

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
    topics = tuple(json.loads(settings.get(database, "site topics") or "[]"))
    return Site(settings.get(database, "site name") or Site().name, url, **said, topics=topics)


def change(
    database: Database, name: str, *, names: bool, whole: bool, topics: Iterable[str] = (), by: Person, now: str
) -> None:
    """Save what readers are told of the desk; an event, where anything is otherwise than before.

    `topics` are kept in small letters, as on claims; those that no claim has show nothing.
    """
    name, public = one_line(name), tuple(sorted({one_line(topic).lower() for topic in topics} - {""}))
    if not 1 <= len(name) <= NAME_MAX:
        raise Invalid("Give a name of at most %(most)s characters.", "name", most=NAME_MAX)
    with writing(database):
        before, after = site(database, ""), Site(name, "", names, whole, public)
        if before == after:
            return
        settings.put(database, "site name", name)
        settings.put(database, "site topics", json.dumps(public, ensure_ascii=False))
        for field, setting in SWITCHES.items():
            settings.put(database, setting, "on" if getattr(after, field) else "off")
        told = [
            {"name": one.name, "names": one.names, "whole": one.whole, "topics": ", ".join(one.topics)}
            for one in (before, after)
        ]
        payload = {"before": told[0], "changed": told[1]}
        events.append(
            database, now=now, actor=by.id, verb="changed what readers are told", subject="desk", payload=payload
        )
