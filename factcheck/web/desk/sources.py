"""Sources: documents that are kept as they were, and the passages of them that bear on claims."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from factcheck import jobs as work
from factcheck.core import marking, passages
from factcheck.desk import archiving, comparing, copying, correcting, linking
from factcheck.desk import claims as desk_claims
from factcheck.desk import evidence as desk
from factcheck.errors import Conflict, FactcheckError, Invalid, Refused
from factcheck.records import Claim, Span, Stance
from factcheck.store import archivings, articles, claims, pages, snapshots, sources
from factcheck.web import current
from factcheck.web.desk import forms
from factcheck.web.desk.adding import details_in, given_in, pasted, progress, uploads
from factcheck.web.desk.answering import View, attempt, by, go, number_of, offsets_of, wake_worker
from factcheck.web.desk.articles import kept_bytes
from factcheck.web.desk.queue import number
from factcheck.web.forms import blame
from factcheck.web.rendering import translated

blueprint = Blueprint("sources", __name__)

SUGGESTED = 3
"""Passages that are offered for a claim: those that a person reads at a glance."""

PLENTY = 50
"""Sources on one page; more are found by their words."""


@blueprint.get("/sources")
def index() -> str:
    """The sources, newest first, or those with the words that are searched for."""
    words = request.args.get("words", "").strip()
    return render_template("desk/sources.html", found=sources.listed(current.database(), words, PLENTY), words=words)


@blueprint.get("/sources/<int:source_id>")
def page(source_id: int) -> str:
    """A source's text as it was kept; with a claim in the address, a passage of it can be attached."""
    return shown(source_id, number("claim", 0), forms.Passage(formdata=None))


def shown(
    source_id: int,
    claim_id: int,
    form: forms.Passage,
    details: forms.SourceDetails | None = None,
    conflict: Conflict | None = None,
) -> str:
    """A source's page, with the forms on it as they were sent, if one of them was."""
    database = current.database()
    source = desk.existing_source(database, source_id)
    found = pages.desk_source(database, source, desk.snapshot_of(database, source, number("text", 0) or None))
    marks = [(one.id, (one.span,)) for one in found.evidence if one.snapshot_id == found.snapshot.id]
    claim = claims.get(database, claim_id) if claim_id else None
    return render_template(
        "desk/source.html",
        page=found,
        copies=copying.copies(database, found.source, claim_id),
        last_act=correcting.undoable(found.events, found.source),
        asked=archivings.latest(database, source_id),
        may_archive=current_app.extensions.get("factcheck.archive", False),
        source=found.source,
        paragraphs=marking.paragraphs(found.text, marks),
        evidence={one.id: one for one in found.evidence},
        claim=claim,
        offered=_offered(claim, found) if claim else [],
        pointed=linking.offered(database, found.snapshot.id, found.text, found.source.url, {}) if claim else None,
        form=form,
        details=details or forms.SourceDetails(formdata=None, obj=found.source),
        conflict=conflict,
    )


def _offered(claim: Claim, page: pages.DeskSource) -> list[dict[str, object]]:
    """The passages that bear most on the claim and are not attached to it yet.

    Each comes with what stands around it and with what comparing finds between the claim and it.
    """
    text, read = page.text, page.snapshot.id
    taken = [one.span for one in page.evidence if (one.claim_id, one.snapshot_id) == (claim.id, read)]
    ranked = passages.rank(claim.text, text, limit=SUGGESTED + len(taken))
    spans = [Span(one.start, one.end) for one in ranked]
    free = [span for span in spans if not any(span.start < one.end and one.start < span.end for one in taken)]
    return [
        {"text": text[start:end], "offsets": f"[[{start}, {end}]]", "told": told}
        for told in comparing.with_passages(current.database(), claim, page.source, read, free[:SUGGESTED])
        for start, end in [told.pair.span]
    ]


@blueprint.post("/sources/<int:source_id>/details")
def correct(source_id: int) -> View:
    """Save what is said of the source."""
    form, conflict, claim_id = forms.SourceDetails(), None, number("claim", 0)
    if form.validate():
        rest = (form.publisher.data or "", form.author.data or "", form.published_on.data or "", form.is_primary.data)
        given = correcting.Said(
            form.title.data, *rest, form.origin.data or "", form.interest.data or "", form.archive_url.data or ""
        )
        try:
            correcting.source(current.database(), source_id, form.version.data, given, **by())
            return _back(source_id)
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
    return shown(source_id, claim_id, forms.Passage(formdata=None), form, conflict), 409 if conflict else 422


@blueprint.post("/sources/<int:source_id>/origin")
def take_over(source_id: int) -> Response:
    """Give the source the origin of the one that it is a copy of."""
    version, other = number_of("version"), number_of("other")
    attempt(lambda: copying.take_over(current.database(), source_id, version, other, **by()))
    return _back(source_id)


@blueprint.post("/sources/<int:source_id>/archive")
def archive(source_id: int) -> Response:
    """Have the Internet Archive asked for a copy of the page that the source came from."""
    if not current_app.extensions.get("factcheck.archive"):
        raise Refused("This desk has no keys for the Internet Archive. An administrator sets them: docs/deploying.md.")
    if attempt(lambda: archiving.ask(current.database(), source_id, **by())):
        wake_worker()
    return _back(source_id)


@blueprint.post("/sources/<int:source_id>/undo")
def undo(source_id: int) -> Response:
    """Take the last correction of the source back."""
    event = number_of("event")
    attempt(lambda: correcting.undo(current.database(), source_id, event, **by()))
    return _back(source_id)


def _back(source_id: int) -> Response:
    return go(url_for("desk.sources.page", source_id=source_id, claim=number("claim", 0) or None))


@blueprint.post("/sources/<int:source_id>")
def attach(source_id: int) -> View:
    """Attach a passage of this source to the claim in the address."""
    form, claim_id = forms.Passage(), number("claim", 0)
    if form.validate():
        passage, stance, offsets = form.passage.data, Stance(form.stance.data), offsets_of(form.offsets.data)
        try:
            newer = number("text", 0) or None
            evidence_id = desk.attach(
                current.database(), claim_id, source_id, passage, stance, offsets=offsets, newer=newer, **by()
            )
            return go(url_for("desk.claims.page", claim_id=claim_id, _anchor=f"evidence-{evidence_id}"))
        except Refused as error:
            form.passage.errors = [translated(error)]
    return shown(source_id, claim_id, form), 422


@blueprint.get("/sources/<int:source_id>/raw")
def raw(source_id: int) -> Response:
    """The bytes of the source as they came in, as a file to keep."""
    source = desk.existing_source(current.database(), source_id)
    snapshot_id = desk.snapshot_of(current.database(), source, number("text", 0) or None)
    return kept_bytes(snapshot_id, f"source-{source_id}")


@blueprint.get("/claims/<int:claim_id>/source")
def choose(claim_id: int) -> str:
    """The page on which a claim gets a source: one that is here already, or a new one."""
    return _choose(claim_id, forms.NewSource(formdata=None))


def _choose(claim_id: int, form: forms.NewSource) -> str:
    words = request.args.get("words", "").strip()
    claim = desk_claims.existing(current.database(), claim_id)
    known = sources.listed(current.database(), words, limit=PLENTY if words else 5)
    pointed = _pointed(claim)
    return render_template("desk/claim-source.html", claim=claim, form=form, known=known, words=words, pointed=pointed)


def _pointed(claim: Claim) -> list[linking.Offered] | None:
    """Where the article that a claim is made in points; none where there is no article, or its links were not kept."""
    place, database = claim.appearance, current.database()
    if place.article_id is None or place.snapshot_id is None:
        return None
    article, text = articles.get(database, place.article_id), snapshots.text(database, place.snapshot_id)
    return linking.offered(
        database, place.snapshot_id, text, article.url if article else None, {claim.id: place.anchors}
    )


@blueprint.post("/claims/source")
def add_chosen() -> View:
    """Keep a new source for the claim that was chosen on the form."""
    return add(number_of("claim"))


@blueprint.post("/claims/<int:claim_id>/source")
def add(claim_id: int) -> View:
    """Keep a new source for a claim: read by the machine in a job, or typed by a person and kept at once."""
    form = forms.NewSource()
    desk_claims.existing(current.database(), claim_id)
    if form.validate():
        try:
            return _transcribe(claim_id, form) if (form.what.data or "").strip() else _queue(claim_id, form)
        except Invalid as error:
            blame(form, error)
        except FactcheckError as error:
            form.url.errors = [translated(error)]
    return _choose(claim_id, form), 422


def _citing(form: forms.NewSource) -> desk.Citing:
    return desk.Citing(details_in(form), form.is_primary.data, form.origin.data or "", form.interest.data or "")


def _queue(claim_id: int, form: forms.NewSource) -> View:
    given, citing = given_in(form), _citing(form)
    database = current.database()
    return progress(
        [work.add_source(database, claim_id, citing, name=name, content=content, **by()) for name, content in given]
    )


def _transcribe(claim_id: int, form: forms.NewSource) -> View:
    pictures = [(file.filename or "picture", file.mimetype, file.read()) for file in uploads(form)]
    if len(pictures) > 1:
        raise Invalid("A typed text belongs to one file.", "files")
    citing, what = _citing(form), form.what.data
    address, picture = citing.details.url, pictures[0] if pictures else None
    document = desk.transcribed(pasted(form), what=what, address=address, picture=picture)
    source_id = desk.add_source(current.database(), document, citing, what=what, **by())
    return go(url_for("desk.sources.page", source_id=source_id, claim=claim_id))
