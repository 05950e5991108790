"""Verdicts: one person gives it, a second one publishes it or sends it back."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import Field

from factcheck.core.gates import REASON_MAX, Missing
from factcheck.desk import claims as desk_claims
from factcheck.desk import verdicts as desk
from factcheck.desk import withdrawing
from factcheck.errors import Conflict, Refused
from factcheck.records import Correction, Verdict
from factcheck.store import pages, verdicts
from factcheck.web import current
from factcheck.web.desk import claims, forms
from factcheck.web.desk.answering import View, attempt, by, go, number_of
from factcheck.web.forms import blame

blueprint = Blueprint("verdicts", __name__, url_prefix="/claims/<int:claim_id>")


def _page(
    claim_id: int, form: forms.Verdict, missing: list[Missing] | None = None, conflict: Conflict | None = None
) -> str:
    database = current.database()
    found = pages.desk_claim(database, desk_claims.existing(database, claim_id))
    return render_template(
        "desk/verdict.html",
        page=found,
        claim=found.claim,
        sentence=claims.in_its_sentence(found.claim, found.text),
        published=next((one for one in found.verdicts if one.published_at), None),
        form=form,
        advice=claims.advice(found.claim, None),
        missing=missing or [],
        conflict=conflict,
        most=REASON_MAX,
    )


def _newest(claim_id: int) -> Verdict | None:
    return next(iter(verdicts.of_claim(current.database(), claim_id)), None)


@blueprint.get("/verdict")
def form(claim_id: int) -> str:
    """The page on which a verdict is given; it begins with the newest one's words."""
    claim, newest = desk_claims.existing(current.database(), claim_id), _newest(claim_id)
    data: dict[str, object] = {"version": claim.version}
    if newest:
        data |= {"based_on": newest.number, "rating": newest.rating.key}
        data |= {"reason": newest.reason, "explanation": newest.explanation}
        data["not_known"] = newest.not_known
        data |= {"correction": newest.correction, "correction_note": newest.correction_note}
        if newest.published_at:
            data |= {"correction": None, "correction_note": ""}
    return _page(claim_id, forms.Verdict(formdata=None, data=data))


@blueprint.post("/verdict")
def give(claim_id: int) -> View:
    """Give a verdict: it is put up for review, where a second person publishes it or sends it back."""
    form, conflict, database = forms.Verdict(), None, current.database()
    typed = _typed(form)
    missing = desk.missing_before_recording(database, claim_id, typed)
    if form.validate() and not missing:
        try:
            desk.record(database, claim_id, form.version.data, typed, **by())
            return go(url_for("desk.claims.page", claim_id=claim_id))
        except Refused as error:
            blame(form, error)
        except Conflict as error:
            conflict, newest = error, _newest(claim_id)
            forms.rebase(form.version, error.version)
            forms.rebase(form.based_on, newest.number if newest else 0)
    for one in missing:
        _say_beside(form, one)
    return _page(claim_id, form, missing, conflict), 409 if conflict else 422


def _typed(form: forms.Verdict) -> desk.Typed:
    correction = form.correction.data
    return desk.Typed(
        rating=form.rating.data or "",
        reason=form.reason.data or "",
        explanation=form.explanation.data or "",
        not_known=form.not_known.data or "",
        correction=Correction(correction) if correction in list(Correction) else None,
        correction_note=form.correction_note.data or "",
        based_on=form.based_on.data or 0,
    )


def _say_beside(form: forms.Verdict, one: Missing) -> None:
    """Put what is missing beside its field; what is no field of this form stands in the list above it alone."""
    if one.place in form:
        field: Field = form[one.place]
        field.errors = [*field.errors, gettext(one.template, **dict(one.parts))]


@blueprint.post("/publish")
def publish(claim_id: int) -> Response:
    """Publish the verdict that the person read, with its article where they say so."""
    number, with_article = number_of("number"), request.form.get("with_article") == "yes"
    given = {"with_article": with_article, "site": current.site(), **by()}
    done = attempt(lambda: desk.publish(current.database(), claim_id, number, **given))
    if done:
        flash(gettext("The verdict is published."), "done")
    return go(url_for("desk.claims.page", claim_id=claim_id))


@blueprint.post("/send-back")
def send_back(claim_id: int) -> View:
    """Send the verdict back to who gave it, with what is missing."""
    note = forms.Note()
    if not note.validate():
        return claims.shown(claim_id, note), 422
    number = number_of("number")
    attempt(lambda: desk.send_back(current.database(), claim_id, note.note.data, verdict_number=number, **by()))
    return go(url_for("desk.claims.page", claim_id=claim_id))


@blueprint.post("/withdraw")
def withdraw(claim_id: int) -> Response:
    """Withdraw the published verdict that the person read; readers are told why."""
    number, note = number_of("number"), request.form.get("note", "")
    if attempt(lambda: withdrawing.withdraw(current.database(), claim_id, number, note, **by())):
        flash(gettext("The verdict is withdrawn. Its page says so and keeps the history."), "done")
    return go(url_for("desk.claims.page", claim_id=claim_id))
