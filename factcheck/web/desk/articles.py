"""Articles: the text with its claims beside it, what is said of it, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import acts as desk_acts
from factcheck.desk import articles as desk
from factcheck.desk import claims as desk_claims
from factcheck.desk import comparing, intake, linking, matching
from factcheck.errors import AlreadyThere, Conflict, Refused
from factcheck.records import Article, Kind, State
from factcheck.store import acts, events, pages, queue, snapshots
from factcheck.web import current
from factcheck.web.desk import findings, forms, lending
from factcheck.web.desk.answering import View, attempt, by, go, lines_of, may_publish, number_of, offsets_of
from factcheck.web.desk.queue import address, number
from factcheck.web.forms import blame

blueprint = Blueprint("articles", __name__, url_prefix="/articles")

NEARNESS = (State.PUBLISHED, State.IN_REVIEW, State.IN_WORK, State.NEW)
"""Which of several claims on the same words gives them their underline: the one that is nearest to readers."""


@blueprint.get("")
def index() -> str:
    """The articles, newest first, or those with the words that are searched for."""
    words = request.args.get("words", "").strip()
    page = number("page", 1)
    found = queue.find_articles(current.database(), words, page)
    return render_template("desk/articles.html", found=found, words=words, page=page, address=address)


def here(article_id: int, **more: object) -> str:
    """The address of an article's page."""
    return url_for("desk.articles.page", article_id=article_id, **more)  # type: ignore[arg-type]


@blueprint.get("/<int:article_id>")
def page(article_id: int) -> str:
    """The text on one side, the claims on the other."""
    return shown(desk_claims.existing_article(current.database(), article_id))


def shown(
    article: Article,
    *,
    words: forms.Words | None = None,
    details: forms.ArticleDetails | None = None,
    conflict: Conflict | None = None,
) -> str:
    """An article's page, with the forms on it as they were sent, if one of them was."""
    found = pages.desk_article(current.database(), article)
    known = matching.of_article(current.database(), article.id)
    return render_template(
        "desk/article.html",
        page=found,
        claims={one.claim.id: one for one in found.claims},
        contradictions=findings.within(found.text),
        tallies=comparing.tallies(current.database(), article.id),
        known=known,
        copies=matching.copies_of(current.database(), article, known),
        paragraphs=lending.paragraphs(found.text, (one.claim for one in found.claims)),
        pointed=linking.offered(
            current.database(),
            article.snapshot_id,
            found.text,
            article.url,
            {one.claim.id: one.claim.appearance.anchors for one in found.claims},
        ),
        nearest=nearest({one.claim.id: one for one in found.claims}),
        words=words or forms.Words(formdata=None),
        details=details or forms.ArticleDetails(formdata=None, obj=article),
        conflict=conflict,
        may_publish=may_publish(),
        undo=acts.undoable(current.database(), number("undo", 0)),
    )


def nearest(claims: Mapping[int, pages.DeskClaim]) -> Callable[[tuple[int, ...]], pages.DeskClaim]:
    """Which claim gives a stretch of words its underline, asked by the numbers of those that rest on it."""
    return lambda numbers: min((claims[one] for one in numbers), key=lambda one: NEARNESS.index(one.claim.state))


@blueprint.post("/<int:article_id>/details")
def change(article_id: int) -> View:
    """Save what is said of the article."""
    form = forms.ArticleDetails()
    conflict = None
    if form.validate():
        rest = (form.publisher.data or "", form.byline.data or "", form.published_on.data or "")
        given = intake.Details(form.title.data, *rest)
        try:
            desk.change(current.database(), article_id, form.version.data, given, **by())
            return go(here(article_id))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
    article = desk_claims.existing_article(current.database(), article_id)
    return shown(article, details=form, conflict=conflict), 409 if conflict else 422


@blueprint.post("/<int:article_id>/publish")
def publish(article_id: int) -> Response:
    """Let readers see the article."""
    if attempt(lambda: desk.publish(current.database(), article_id, **by())):
        flash(
            gettext("Readers see the article now. Its claims without a published verdict read “not checked”."), "done"
        )
    return go(here(article_id))


@blueprint.post("/<int:article_id>/take-back")
def take_back(article_id: int) -> Response:
    """Take the article back from readers."""
    if attempt(lambda: desk.take_back(current.database(), article_id, **by())):
        flash(gettext("Readers do not see the article any more."), "done")
    return go(here(article_id))


@blueprint.post("/<int:article_id>/claims")
def add_claim(article_id: int) -> View:
    """Add a claim that a person found in the text."""
    form = forms.Words()
    if form.validate():
        try:
            claim_id, event = desk_claims.add_to_article(current.database(), article_id, words_in(form), **by())
            matching.look_up(current.database(), [claim_id])
            return go(here(article_id, undo=event, _anchor=f"note-{claim_id}"))
        except AlreadyThere as error:
            return go(here(article_id, _anchor=f"note-{error.number}"))
        except Refused as error:
            blame(form, error)
    return shown(desk_claims.existing_article(current.database(), article_id), words=form), 422


def words_in(form: forms.Words) -> desk_claims.Words:
    """A claim as it was typed, with the words that it rests on."""
    return desk_claims.Words(
        text=form.text.data,
        claimant=form.claimant.data or "",
        kind=Kind(form.kind.data),
        pieces=lines_of(form.pieces.data),
        offsets=offsets_of(form.offsets.data),
    )


@blueprint.post("/undo")
def undo() -> Response:
    """Take an act on claims back, and see the first of them; also where it could not be taken back."""
    number = number_of("event")
    act = events.get(current.database(), number)
    attempt(lambda: desk_acts.undo(current.database(), number, **by()))
    first = next(iter(acts.after(act)), None) if act else None
    return go(url_for("desk.claims.page", claim_id=first) if first else url_for("desk.index"))


@blueprint.get("/<int:article_id>/raw")
def raw(article_id: int) -> Response:
    """The bytes of the article as they came in, as a file to keep."""
    article = desk_claims.existing_article(current.database(), article_id)
    return kept_bytes(article.snapshot_id, f"article-{article_id}")


def kept_bytes(snapshot_id: int, name: str) -> Response:
    """A snapshot's bytes as a download that no browser opens by itself: they are anybody's."""
    content = snapshots.raw(current.database(), snapshot_id)
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.bin"'
    return response
