"""Claims: everything that is known of one, and what can be done to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from factcheck.core import anchoring, marking
from factcheck.core.claimreview import Remark
from factcheck.desk import cards, comparing, copying, correcting, importing, matching, replacing, withdrawing
from factcheck.desk import claims as desk
from factcheck.desk import verdicts as desk_verdicts
from factcheck.errors import AlreadyThere, Conflict, Refused
from factcheck.records import Claim, Closing, Evidence, Kind, Span, State, Verdict
from factcheck.store import pages, planning
from factcheck.web import current
from factcheck.web.desk import forms
from factcheck.web.desk.answering import View, attempt, by, go, may_publish, number_of
from factcheck.web.desk.articles import words_in
from factcheck.web.desk.telling import tell
from factcheck.web.forms import blame

blueprint = Blueprint("claims", __name__, url_prefix="/claims")


def here(claim_id: int, **more: object) -> str:
    """The address of a claim's page."""
    return url_for("desk.claims.page", claim_id=claim_id, **more)  # type: ignore[arg-type]


def above(claim_id: int, undo: int) -> str:
    """Where to go from a claim that is closed: its article, or the queue; with the act that can be taken back."""
    claim = desk.existing(current.database(), claim_id)
    if claim.appearance.article_id:
        return url_for("desk.articles.page", article_id=claim.appearance.article_id, undo=undo)
    return url_for("desk.index", undo=undo)


def in_its_sentence(claim: Claim, text: str) -> list[marking.Paragraph]:
    """The sentence or sentences that a claim stands in, its words marked; nothing for a claim without an article."""
    anchors = claim.appearance.anchors
    if not anchors:
        return []
    around = anchoring.sentence_around(text, anchors)
    moved = tuple(Span(start - around.start, end - around.start) for start, end in anchors)
    found = marking.paragraphs(text[around.start : around.end], [(claim.id, moved)])
    return [replace(one, span=Span(one.span.start + around.start, one.span.end + around.start)) for one in found]


@blueprint.get("/<int:claim_id>")
def page(claim_id: int) -> str:
    """All that the desk knows of a claim."""
    return shown(claim_id)


Sent = tuple[forms.NotShown, Conflict | None]
"""What was typed of a passage, and what somebody saved meanwhile."""


def not_shown(one: Evidence, *, sent: bool = False) -> forms.NotShown:
    """The form of what a passage does not show: as it is saved, or as it was sent."""
    prefix, saved = f"e{one.id}-", {"version": one.version, "not_shown": one.not_shown}
    return forms.NotShown(prefix=prefix) if sent else forms.NotShown(formdata=None, data=saved, prefix=prefix)


def shown(claim_id: int, note: forms.Note | None = None, said: Mapping[int, Sent] | None = None) -> str:
    """A claim's page, with the note of a verdict that is sent back, or what was said of a passage, as it was typed."""
    database, claim = current.database(), desk.existing(current.database(), claim_id)
    found = pages.desk_claim(database, claim)
    waiting = desk_verdicts.waiting(database, claim)
    missing = []
    if waiting:
        missing = desk_verdicts.missing_before_publishing(
            database, claim, waiting, by=current.person(), site=current.site()
        )
    return render_template(
        "desk/claim.html",
        page=found,
        claim=claim,
        known=matching.of_claim(database, claim),
        elsewhere=importing.of_claim(database, claim),
        sentence=in_its_sentence(claim, found.text),
        origins=copying.origins(database, (one.source for one in found.evidence)),
        compared=comparing.on_claim(database, claim_id),
        saying={one.id: (not_shown(one), None) for one in found.evidence} | dict(said or {}),
        last_card=cards.undoable(found.events, found.evidence),
        waiting=waiting,
        sent_back=sent_back(found),
        missing=missing,
        advice=advice(claim, waiting) if waiting else [],
        solo=desk_verdicts.is_solo(database),
        standing_now=withdrawing.standing(database, claim_id) is not None,
        may_publish=may_publish(),
        note=note or forms.Note(formdata=None),
        plan=planning.of_claim(database, claim_id),
        comments=planning.comments_on(database, claim_id),
        comment=forms.Comment(formdata=None),
        closings=list(Closing),
    )


def advice(claim: Claim, verdict: Verdict | None) -> list[Remark]:
    """What would make other programs read this verdict, or any on the claim as it reads now, better."""
    remarks = desk_verdicts.remarks(current.database(), claim, verdict, current.site(), now=current.now())
    return [remark for remark in remarks if not remark.is_error]


def sent_back(found: pages.DeskClaimPage) -> object:
    """Why the newest verdict was sent back, as long as nobody gave another one."""
    last = next((event for event in found.events if event.verb in ("sent back", "gave verdict")), None)
    return tell(last) if last and last.verb == "sent back" and found.claim.state is State.IN_WORK else None


@blueprint.get("/new")
def elsewhere() -> str:
    """The page on which a claim without an article is added."""
    return render_template("desk/claim-new.html", form=forms.Elsewhere(formdata=None))


@blueprint.post("/new")
def add_elsewhere() -> View:
    """Add a claim that was heard or read somewhere else than in an article."""
    form = forms.Elsewhere()
    if form.validate():
        words = desk.Words(form.text.data, form.claimant.data or "", Kind(form.kind.data))
        place, day, url = form.place.data or "", form.said_on.data or "", form.url.data or ""
        try:
            claim_id, _ = desk.add_elsewhere(current.database(), words, place=place, said_on=day, url=url, **by())
            matching.look_up(current.database(), [claim_id])
            return go(here(claim_id))
        except AlreadyThere as error:
            return go(here(error.number))
        except Refused as error:
            blame(form, error)
    return render_template("desk/claim-new.html", form=form), 422


def _form_page(
    template: str, claim_id: int, form: object, conflict: Conflict | None = None, *, sent: bool = False, **more: object
) -> View:
    """A page with one form about a claim; a stale one comes back with both versions above it."""
    found = pages.desk_claim(current.database(), desk.existing(current.database(), claim_id))
    page = render_template(
        template,
        page=found,
        claim=found.claim,
        sentence=in_its_sentence(found.claim, found.text),
        form=form,
        conflict=conflict,
        **more,
    )
    return (page, 409 if conflict else 422) if sent else page


@blueprint.get("/<int:claim_id>/edit")
def edit(claim_id: int) -> View:
    """The page on which a claim's words are changed."""
    found = pages.desk_claim(current.database(), desk.existing(current.database(), claim_id))
    anchors = found.claim.appearance.anchors
    pieces = (" ".join(found.text[start:end].split()) for start, end in anchors)
    data = {"pieces": "\n".join(pieces), "offsets": json.dumps(anchors)}
    return _edit_page(claim_id, forms.Words(formdata=None, obj=found.claim, data=data))


@blueprint.post("/<int:claim_id>/edit")
def change(claim_id: int) -> View:
    """Save a claim's words, claimant, kind and the words that it rests on."""
    form, conflict = forms.Words(), None
    if not desk.existing(current.database(), claim_id).appearance.article_id:
        form.pieces.validators = ()
    if form.validate():
        try:
            desk.change(current.database(), claim_id, form.version.data, words_in(form), **by())
            return go(here(claim_id))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
    return _edit_page(claim_id, form, conflict=conflict, sent=True)


def _edit_page(
    claim_id: int, form: object, *, where: object = None, conflict: Conflict | None = None, sent: bool = False
) -> View:
    """The page on which a claim's words, and where it was made without an article, are changed."""
    claim = desk.existing(current.database(), claim_id)
    data = {"version": claim.version}
    where = where or forms.Place(formdata=None, obj=claim.appearance, data=data)
    return _form_page("desk/claim-edit.html", claim_id, form, conflict, sent=sent, where=where)


@blueprint.post("/<int:claim_id>/place")
def correct_place(claim_id: int) -> View:
    """Save where and when a claim without an article was made."""
    form, conflict = forms.Place(), None
    if form.validate():
        place, day, url = form.place.data or "", form.said_on.data or "", form.url.data or ""
        try:
            correcting.place(current.database(), claim_id, form.version.data, place, day, url, **by())
            return go(here(claim_id))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
    words = forms.Words(formdata=None, obj=desk.existing(current.database(), claim_id))
    return _edit_page(claim_id, words, where=form, conflict=conflict, sent=True)


@blueprint.get("/<int:claim_id>/split")
def parts(claim_id: int) -> View:
    """The page on which a claim is split."""
    claim = desk.existing(current.database(), claim_id)
    data = {"texts": claim.text + "\n"}
    return _form_page("desk/claim-split.html", claim_id, forms.Parts(formdata=None, obj=claim, data=data))


@blueprint.post("/<int:claim_id>/split")
def split(claim_id: int) -> View:
    """Replace a claim by its parts."""
    form, conflict = forms.Parts(), None
    if form.validate():
        texts = form.texts.data.splitlines()
        try:
            _, event = replacing.split(current.database(), claim_id, form.version.data, texts, **by())
            return go(above(claim_id, event))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
    return _form_page("desk/claim-split.html", claim_id, form, conflict, sent=True)


@blueprint.get("/<int:claim_id>/merge")
def merging(claim_id: int) -> View:
    """The page on which a claim is merged with others of its article."""
    claim = desk.existing(current.database(), claim_id)
    form = forms.Merged(formdata=None, data={"text": claim.text, "version": claim.version})
    form.offer([])
    return _form_page("desk/claim-merge.html", claim_id, form)


@blueprint.post("/<int:claim_id>/merge")
def merge(claim_id: int) -> View:
    """Replace claims by the one that they really are."""
    form, conflict = forms.Merged(), None
    chosen = [desk.existing(current.database(), number) for number, _ in [(claim_id, 0), *(form.others.data or [])]]
    form.offer(claim.claimant for claim in chosen)
    if form.validate():
        versions = {claim_id: form.version.data, **dict(form.others.data)}
        try:
            number, _ = replacing.merge(current.database(), versions, form.text.data, form.claimant.data, **by())
            return go(here(number))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict = error
    forms.rebase(form.version, desk.existing(current.database(), claim_id).version)
    return _form_page("desk/claim-merge.html", claim_id, form, conflict, sent=True)


@blueprint.post("/<int:claim_id>/drop")
def drop(claim_id: int) -> Response:
    """Close a claim without a verdict, for a reason."""
    event: list[int] = []
    version, typed = number_of("version"), request.form.get("closing", "")
    closing = Closing(typed) if typed in list(Closing) else Closing.NOT_RELEVANT
    other = number_of("duplicate_of") if closing is Closing.DUPLICATE and request.form.get("duplicate_of") else None
    attempt(lambda: event.append(desk.drop(current.database(), claim_id, version, closing, other, **by())))
    return go(above(claim_id, event[0]) if event else here(claim_id))
