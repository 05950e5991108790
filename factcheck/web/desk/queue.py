"""The queue: what there is to check. Its whole state is in the address."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from factcheck.records import Kind, State
from factcheck.store import acts, articles, queue
from factcheck.store.queue import Wish
from factcheck.web import current


def number(name: str, otherwise: int) -> int:
    """A number of the address; the other one where it is none."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) else otherwise


def wish() -> Wish:
    """What the address asks for; what it cannot ask for is left out."""
    asked = request.args
    state, kind, order = asked.get("state", ""), asked.get("kind", ""), asked.get("order", "worth")
    return Wish(
        state=State(state) if state in list(State) else None,
        kind=Kind(kind) if kind in list(Kind) else None,
        article=number("article", 0) or None,
        claimant=asked.get("claimant", ""),
        publisher=asked.get("publisher", ""),
        words=asked.get("words", "").strip(),
        order=order if order in queue.ORDERS else "worth",
        page=number("page", 1),
    )


def address(**changed: Any) -> str:
    """The address of this list with something else asked of it; the first page again unless one is asked for."""
    asked = {name: value for name, value in request.args.items() if name not in ("page", "undo")}
    wanted = {name: value for name, value in {**asked, **changed}.items() if value}
    return url_for(request.endpoint or "desk.index", **wanted)


def index() -> str:
    """The claims, the most check-worthy first, or as the address asks."""
    database, asked = current.database(), wish()
    return render_template(
        "desk/queue.html",
        asked=asked,
        found=queue.find_claims(database, asked),
        article=articles.get(database, asked.article) if asked.article else None,
        any_article=queue.find_articles(database).total,
        claimants=queue.claimants(database),
        publishers=queue.publishers(database),
        states=list(State),
        kinds=list(Kind),
        address=address,
        undo=acts.undoable(database, number("undo", 0)),
    )
