"""The record in lists: all verdicts with filters, who claimed and who published, what was corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.errors import NotFound
from factcheck.store import listing, verdicts
from factcheck.store.listing import VerdictLine, Wanted
from factcheck.web import current, names
from factcheck.web.feeds import alternates
from factcheck.web.rendering import absolute

blueprint = Blueprint("record", __name__)

ON_A_PAGE = 30
"""Verdicts on one page of a list: three screens."""

PAGES_MOST = 100_000
"""Pages of a list that are counted: more than any desk will fill."""

LONGEST_SEARCH = 200
"""Characters of a search that are read: more than its most words (`search.WORDS_MAX`) usually have."""


NOT_SO_LONG = "The list is not that long."


def page_number() -> int:
    """The page of a list that was asked for, in the path or behind it.

    What makes no sense behind a path is the first page; in the path it is a page that is not there.
    """
    named = (request.view_args or {}).get("page")
    if named is not None and not 0 < named <= PAGES_MOST:
        raise NotFound(NOT_SO_LONG)
    typed = str(named or request.args.get("page", "1"))
    return min(max(int(typed), 1), PAGES_MOST) if re.fullmatch(r"[0-9]{1,9}", typed) else 1


def refuse_empty(number: int, filled: bool) -> None:
    """Raise `NotFound` for a page in the path that nobody filled; the first page of a list may be empty."""
    if number > 1 and not filled and (request.view_args or {}).get("page"):
        raise NotFound(NOT_SO_LONG)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, counted from 1; `older` says whether there is a next one."""

    number: int
    older: bool
    lines: tuple[VerdictLine, ...]


def _paged(find: Callable[[int, int], tuple[VerdictLine, ...]]) -> Page:
    number = page_number()
    found = find(ON_A_PAGE + 1, (number - 1) * ON_A_PAGE)
    refuse_empty(number, bool(found))
    return Page(number, len(found) > ON_A_PAGE, found[:ON_A_PAGE])


@blueprint.get("/verdicts")
@blueprint.get("/verdicts/page-<int:page>")
def index(page: int = 1) -> ResponseReturnValue:
    """All verdicts, narrowed by words, rating, claimant, publisher and topic."""
    database = current.database()
    claimants, publishers = listing.claimants(database), listing.publishers(database)
    asked = {name: request.args.get(name, "") for name in ("rating", "claimant", "publisher", "topic")}
    words = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    wanted = Wanted(
        words,
        asked["rating"],
        _named(asked["claimant"], claimants),
        _named(asked["publisher"], publishers),
        _named(asked["topic"], known_topics()),
    )
    return render_template(
        "reader/verdicts.html",
        page=_paged(lambda limit, offset: listing.standing(database, wanted, limit, offset)),
        words=words,
        asked=asked,
        narrowed={name: value for name, value in {**asked, "q": words}.items() if value},
        scale=verdicts.scale(database),
        claimants=[(names.key(name), name) for name, _ in claimants],
        publishers=[(names.key(name), name) for name, _ in publishers],
        topics=[(names.key(name), name) for name, _ in known_topics()],
    )


def _named(key: str, known: list[tuple[str, int]]) -> tuple[str, ...]:
    """The names of a key; one that nobody has finds nothing."""
    if not key:
        return ()
    try:
        return names.bearing(key, known)
    except NotFound:
        return ("",)


@blueprint.get("/claimants/")
def claimants() -> ResponseReturnValue:
    """Everybody whose claims have a verdict."""
    known = [(name, count, names.key(name)) for name, count in listing.claimants(current.database())]
    return render_template("reader/names.html", known=known, endpoint="reader.record.claimant")


@blueprint.get("/publishers/")
def publishers() -> ResponseReturnValue:
    """Everybody in whose articles a claim has a verdict."""
    known = [(name, count, names.key(name)) for name, count in listing.publishers(current.database())]
    return render_template("reader/names.html", known=known, endpoint="reader.record.publisher")


@blueprint.get("/topics/")
def topics() -> ResponseReturnValue:
    """The topics that readers may see."""
    known = [(name, count, names.key(name)) for name, count in known_topics()]
    return render_template("reader/names.html", known=known, endpoint="reader.record.topic")


def known_topics() -> list[tuple[str, int]]:
    """The topics that readers may see, with how many verdicts each has."""
    return listing.topics(current.database(), current.site().topics)


@blueprint.get("/topics/<key>")
@blueprint.get("/topics/<key>/page-<int:page>")
def topic(key: str, page: int = 1) -> ResponseReturnValue:
    """The verdicts under a topic."""
    found = names.bearing(key, known_topics())
    return _of_name("reader.record.topic", key, found, Wanted(topics=found))


@blueprint.get("/claimants/<key>")
@blueprint.get("/claimants/<key>/page-<int:page>")
def claimant(key: str, page: int = 1) -> ResponseReturnValue:
    """The verdicts on what somebody claimed."""
    found = names.bearing(key, listing.claimants(current.database()))
    return _of_name("reader.record.claimant", key, found, Wanted(claimants=found))


@blueprint.get("/publishers/<key>")
@blueprint.get("/publishers/<key>/page-<int:page>")
def publisher(key: str, page: int = 1) -> ResponseReturnValue:
    """The verdicts on what a publisher's articles claim."""
    found = names.bearing(key, listing.publishers(current.database()))
    return _of_name("reader.record.publisher", key, found, Wanted(publishers=found))


def _of_name(endpoint: str, key: str, found: tuple[str, ...], wanted: Wanted) -> ResponseReturnValue:
    address, database = url_for(endpoint, key=key), current.database()
    return render_template(
        "reader/name.html",
        name=found[0],
        endpoint=endpoint,
        key=key,
        page=_paged(lambda limit, offset: listing.standing(database, wanted, limit, offset)),
        canonical=absolute(address),
        feeds=alternates([(address, found[0])]),
    )


@blueprint.get("/corrections")
@blueprint.get("/corrections/page-<int:page>")
def corrections(page: int = 1) -> ResponseReturnValue:
    """Every correction of a published verdict, the newest first."""
    database = current.database()
    found = _paged(lambda limit, offset: listing.corrections(database, limit, offset))
    feeds = alternates([(url_for("reader.record.corrections"), current.site().name)])
    withdrawn = listing.withdrawals(database, ON_A_PAGE) if found.number == 1 else ()
    return render_template("reader/corrections.html", page=found, withdrawn=withdrawn, feeds=feeds)
