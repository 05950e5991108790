"""Matches: which known claim a claim may be, why and why not, and what a person says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from factcheck.core.collating import collate
from factcheck.core.guarding import Difference, Guard
from factcheck.desk import claims as desk_claims
from factcheck.desk import matching as desk
from factcheck.errors import NotFound
from factcheck.store import matches, snapshots
from factcheck.web import current
from factcheck.web.desk.answering import attempt, by, go

blueprint = Blueprint("matches", __name__)

ROWS_MAX = 200
"""Rows of two texts beside each other: ten pages; what follows is counted."""

APART = {
    Guard.FIGURE: lazy_gettext("Another figure"),
    Guard.DATE: lazy_gettext("Another time"),
    Guard.NEGATION: lazy_gettext("One denies what the other says"),
    Guard.DIRECTION: lazy_gettext("The opposite"),
    Guard.WORD: lazy_gettext("Another thing"),
    Guard.NAME: lazy_gettext("Another name"),
    Guard.ROLE: lazy_gettext("The roles are exchanged"),
    Guard.EXTENT: lazy_gettext("Another share of the whole"),
    Guard.CERTAINTY: lazy_gettext("Not equally certain"),
}
"""Why two claims with the same words are not the same, by the guard that fired."""


def apart(difference: Difference) -> str:
    """A difference in words, with the piece of both claims that it lies in."""
    kind = APART[difference.guard]
    if difference.mine and difference.theirs:
        return str(gettext("%(kind)s: here “%(mine)s”, there “%(theirs)s”.", kind=kind, **_pieces(difference)))
    if difference.mine:
        return str(gettext("%(kind)s: only here “%(mine)s”.", kind=kind, **_pieces(difference)))
    return str(gettext("%(kind)s: only there “%(theirs)s”.", kind=kind, **_pieces(difference)))


def _pieces(difference: Difference) -> dict[str, str]:
    return {"mine": difference.mine, "theirs": difference.theirs}


def _decided(match_id: int, verb: Callable[..., None]) -> Response:
    database = current.database()
    match = matches.get(database, match_id)
    if match is None:
        raise NotFound("There is no such match.")
    who: dict[str, Any] = by()
    attempt(lambda: verb(database, match_id, **who))
    return go(url_for("desk.claims.page", claim_id=match.claim_id, _anchor="known"))


@blueprint.post("/matches/<int:match_id>/confirm")
def confirm(match_id: int) -> Response:
    """Say that a claim is an appearance of the known one."""
    return _decided(match_id, desk.confirm)


@blueprint.post("/matches/<int:match_id>/reject")
def reject(match_id: int) -> Response:
    """Say that the two are not the same."""
    return _decided(match_id, desk.reject)


@blueprint.post("/matches/<int:match_id>/take-back")
def take_back(match_id: int) -> Response:
    """Make a decided match a suggestion again."""
    return _decided(match_id, desk.take_back)


@blueprint.post("/claims/<int:claim_id>/look-up")
def look_up(claim_id: int) -> Response:
    """Look for known claims again, which is worth it after a claim was changed or others came in."""
    desk.look_up(current.database(), [desk_claims.existing(current.database(), claim_id).id])
    return go(url_for("desk.claims.page", claim_id=claim_id, _anchor="known"))


@blueprint.get("/articles/<int:article_id>/beside/<int:other_id>")
def beside(article_id: int, other_id: int) -> str:
    """Two articles with nearly the same text, where they differ."""
    database = current.database()
    pair = [desk_claims.existing_article(database, number) for number in (other_id, article_id)]
    rows = collate(*(snapshots.text(database, one.snapshot_id) for one in pair))
    return render_template("desk/beside.html", pair=pair, rows=rows[:ROWS_MAX], more=max(0, len(rows) - ROWS_MAX))


@blueprint.post("/articles/<int:article_id>/look-up")
def look_up_article(article_id: int) -> Response:
    """Look for known claims again for all claims of an article."""
    desk.look_up_article(current.database(), desk_claims.existing_article(current.database(), article_id).id)
    return go(url_for("desk.articles.page", article_id=article_id, _anchor="known"))
