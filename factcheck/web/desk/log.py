"""The log: who did what when, for everybody of the desk to read."""

from __future__ import annotations

import re
from datetime import date

from flask import render_template, request, url_for

from factcheck.store import log, people
from factcheck.web import current
from factcheck.web.desk.queue import address, number

SUBJECT = re.compile(r"(claim|article|source|person|snapshot|event) (\d{1,9})")
"""What an event is about, as the log names it."""

PLACES = {
    "claim": ("desk.claims.page", "claim_id"),
    "article": ("desk.articles.page", "article_id"),
    "source": ("desk.sources.page", "source_id"),
}


def index() -> str:
    """The log, newest first, or what of it the address asks for."""
    asked = request.args
    narrowed = log.Narrowed(
        actor=_actor(asked.get("who", "")),
        verb=asked.get("verb", ""),
        subject=" ".join(asked.get("about", "").lower().split()),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        page=number("page", 1),
    )
    return render_template(
        "desk/log.html",
        asked=narrowed,
        found=log.page(current.database(), narrowed),
        verbs=log.verbs(current.database()),
        people=people.everyone(current.database()),
        place=place,
        address=address,
    )


def place(subject: str) -> str:
    """The address of what an event is about; empty where it has no page."""
    found = SUBJECT.fullmatch(subject)
    if found is None or found[1] not in PLACES:
        return ""
    endpoint, name = PLACES[found[1]]
    return url_for(endpoint, **{name: int(found[2])})  # type: ignore[arg-type]


def _actor(typed: str) -> int | None:
    """Whose acts are asked for: a person's number, "nobody" for the machine itself (0), or everybody's (none)."""
    if typed == "nobody":
        return 0
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return ""
