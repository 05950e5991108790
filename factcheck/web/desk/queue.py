"""The queue: what there is to check. Its whole state is in the address."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from factcheck.records import Closing, Kind, State
from factcheck.store import acts, articles, people, planning, queue
from factcheck.store.queue import Wish
from factcheck.web import current
from factcheck.web.desk.planning import ASKED


def number(name: str, otherwise: int) -> int:
    """A number of the address; the other one where it is none."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) else otherwise


def wish() -> Wish:
    """What the address asks for; what it cannot ask for is left out."""
    asked = request.args
    state, kind, order = asked.get("state", ""), asked.get("kind", ""), asked.get("order", "urgent")
    return Wish(
        state=State(state) if state in list(State) else None,
        kind=Kind(kind) if kind in list(Kind) else None,
        article=number("article", 0) or None,
        claimant=asked.get("claimant", ""),
        publisher=asked.get("publisher", ""),
        words=asked.get("words", "").strip(),
        assignee=_assignee(asked.get("assignee", "")),
        topic=asked.get("topic", ""),
        language=asked.get("language", ""),
        worth=_share(asked.get("worth", "")),
        order=order if order in queue.ORDERS else "urgent",
        page=number("page", 1),
    )


def _assignee(typed: str) -> int | None:
    """Whose claims are asked for: "me", a number, or "nobody" (0)."""
    if typed == "me":
        return current.person().id
    if typed == "nobody":
        return 0
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) else None


def _share(typed: str) -> float:
    """A check-worthiness as an address asks for it: tenths from 1 to 9; 0 where it is none."""
    return int(typed) / 10 if typed in tuple("123456789") else 0.0


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
        people=people.everyone(database),
        topics=planning.topics(database),
        languages=queue.languages(database),
        views=planning.views(database, current.person().id),
        closings=[Closing.NOT_CHECKABLE, Closing.NOT_RELEVANT, Closing.WITHDRAWN],
        filters={name: value for name, value in request.args.items() if name in ASKED and value},
        undo=acts.undoable(database, number("undo", 0)),
    )
