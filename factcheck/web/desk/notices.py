"""What was noticed of live pages: the list, both texts beside each other, and how a person settles it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.core.collating import collate
from factcheck.desk import notices as desk
from factcheck.desk import rechecking, schedule
from factcheck.errors import Invalid
from factcheck.records import Evidence, Notice, Outcome
from factcheck.store import notices, snapshots
from factcheck.web import current
from factcheck.web.desk.answering import DIGITS_MAX, attempt, by, go, number_of, wake_worker
from factcheck.web.desk.queue import address, number

blueprint = Blueprint("notices", __name__, url_prefix="/changes")

ROWS_MAX = 200
"""Rows of two texts on one page: a text that was written anew is read in full on its own page."""

OUTCOMES = [outcome for outcome in Outcome if outcome is not Outcome.UNCHANGED]


@blueprint.get("")
def index() -> str:
    """The changes that wait for a person, of one kind where the address asks for it, or those that are settled."""
    database, asked, settled = current.database(), request.args.get("outcome", ""), "settled" in request.args
    outcome, page = Outcome(asked) if asked in OUTCOMES else None, number("page", 1)
    waiting, done = notices.counts(database)
    total = done if settled else waiting.get(outcome, 0) if outcome else sum(waiting.values())
    return render_template(
        "desk/notices.html",
        found=notices.listed(database, outcome, settled=settled, page=page),
        outcomes=OUTCOMES,
        outcome=outcome,
        settled=settled,
        waiting=waiting,
        done=done,
        page=page,
        pages=max(1, -(-total // notices.PAGE)),
        address=address,
        rhythm=schedule.rhythm(database),
    )


@blueprint.get("/<int:notice_id>")
def page(notice_id: int) -> str:
    """One change: what of it is cited, and both texts beside each other."""
    database = current.database()
    notice = desk.existing_notice(database, notice_id)
    document = rechecking.fetched(database, notice.kind, notice.number)
    newer = snapshots.get(database, notice.snapshot_id) if notice.snapshot_id else None
    placed = desk.passages(database, notice.number, newer.id) if newer and notice.kind == "source" else []
    older = snapshots.get(database, _older(notice, document.kept.id, placed))
    rows = collate(snapshots.text(database, older.id), snapshots.text(database, newer.id)) if newer else ()
    return render_template(
        "desk/notice.html",
        notice=notice,
        document=document,
        older=older,
        newer=newer,
        placed=placed,
        claims=desk.claims_of(database, notice.number, newer.id) if newer and notice.kind == "article" else [],
        rows=rows[:ROWS_MAX],
        more=max(0, len(rows) - ROWS_MAX),
    )


def _older(notice: Notice, kept: int, placed: list[desk.Placed]) -> int:
    """The text that the newer one is set beside: the last one before it that a passage is cited in."""
    cited = [one.evidence.snapshot_id for one in placed if one.evidence.snapshot_id < (notice.snapshot_id or 0)]
    return max(cited, default=kept)


def _here(notice_id: int) -> Response:
    return go(url_for("desk.notices.page", notice_id=notice_id))


@blueprint.post("/<int:notice_id>/keep")
def keep(notice_id: int) -> Response:
    """Leave all that is cited where it is."""
    version = number_of("version")
    attempt(lambda: desk.keep(current.database(), notice_id, version, **by()))
    return _here(notice_id)


@blueprint.post("/<int:notice_id>/move")
def move(notice_id: int) -> Response:
    """Move the chosen passages to the newer text."""
    version = number_of("version")
    chosen = request.form.getlist("evidence")
    if not all(one.isascii() and one.isdigit() and len(one) <= DIGITS_MAX for one in chosen):
        raise Invalid("This form is incomplete. Reload the page and send it again.", "evidence")
    attempt(lambda: desk.move(current.database(), notice_id, version, {int(one) for one in chosen}, **by()))
    return _here(notice_id)


@blueprint.post("/<int:notice_id>/reopen")
def reopen(notice_id: int) -> Response:
    """Take back how the change was settled."""
    version = number_of("version")
    attempt(lambda: desk.reopen(current.database(), notice_id, version, **by()))
    return _here(notice_id)


@blueprint.post("/check")
def check() -> Response:
    """Have a source or an article fetched again, and go back to it."""
    kind, wanted = request.form.get("kind", ""), number_of("number")
    if kind not in ("source", "article"):
        raise Invalid("This form is incomplete. Reload the page and send it again.", "kind")
    if attempt(lambda: schedule.queue(current.database(), [(kind, wanted)], **by())):
        wake_worker()
        flash(gettext("The page is being fetched again. What comes of it stands here in a moment."), "done")
    return go(address_of(kind, wanted))


def address_of(kind: str, number: int) -> str:
    """The desk's page of a source or an article."""
    if kind == "source":
        return url_for("desk.sources.page", source_id=number)
    return url_for("desk.articles.page", article_id=number)


def live(kind: str, number: int) -> desk.Live | None:
    """What is known of the live page of a source or an article, for templates."""
    return desk.live(current.database(), kind, number)


def whereabouts(evidence: Evidence) -> desk.Whereabouts | None:
    """Where a passage stands on the live page, for templates."""
    return desk.whereabouts(current.database(), evidence)
