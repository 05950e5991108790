"""The site's navigation: one list, of which each person sees what the policy table lets them do."""

from __future__ import annotations

from typing import NamedTuple

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext

from factcheck.store import letters, notices
from factcheck.web import current
from factcheck.web.access import may


class Entry(NamedTuple):
    """One link of the navigation; `here` when the page at hand belongs to it. `waiting` counts what waits behind it."""

    label: str
    address: str
    here: bool
    waiting: int = 0


READER = [
    ("reader.index", lazy_gettext("Newest")),
    ("reader.record.index", lazy_gettext("All verdicts")),
    ("reader.record.corrections", lazy_gettext("Corrections")),
    ("reader.method.page", lazy_gettext("How we work")),
]
DESK = [
    ("desk.index", lazy_gettext("Queue")),
    ("desk.planning.mine", lazy_gettext("For me")),
    ("desk.articles.index", lazy_gettext("Articles")),
    ("desk.sources.index", lazy_gettext("Sources")),
    ("desk.notices.index", lazy_gettext("Changes")),
    ("desk.adding.form", lazy_gettext("Add")),
    ("desk.numbers", lazy_gettext("Numbers")),
    ("desk.letters.index", lazy_gettext("Letters")),
    ("desk.log", lazy_gettext("Log")),
    ("people.index", lazy_gettext("People")),
    ("desk.settings.index", lazy_gettext("Settings")),
]
COUNTED = {"desk.notices.index": notices.waiting, "desk.letters.index": letters.count_waiting}
"""What says how much waits behind a link."""


def entries() -> list[Entry]:
    """The links for the page at hand: the reader's where nobody is signed in, the desk's elsewhere."""
    side = DESK if g.get("person") else READER
    policy = current_app.config["POLICY"]
    return [
        Entry(str(label), url_for(endpoint), request.endpoint == endpoint, _waiting(endpoint))
        for endpoint, label in side
        if endpoint in policy and may(g.get("person"), policy[endpoint])
    ]


def _waiting(endpoint: str) -> int:
    count = COUNTED.get(endpoint)
    return count(current.database()) if count else 0
