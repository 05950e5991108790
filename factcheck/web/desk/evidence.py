"""Evidence: the stance of a passage on a claim, its removal and return, its place, and what it does not show."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import cards
from factcheck.desk import evidence as desk
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Stance
from factcheck.web import current
from factcheck.web.desk import claims, forms
from factcheck.web.desk.answering import View, attempt, by, go, number_of
from factcheck.web.forms import blame

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")


def _claim(number: int) -> Response:
    return go(url_for("desk.claims.page", claim_id=number, _anchor="evidence"))


@blueprint.post("/<int:evidence_id>/stance")
def change_stance(evidence_id: int) -> Response:
    """Give a passage another stance."""
    stance = request.form.get("stance", "")
    if stance not in list(Stance):
        raise Invalid("Choose one of the stances.", "stance")
    version = number_of("version")
    claim_id = desk.existing_evidence(current.database(), evidence_id).claim_id
    attempt(lambda: desk.change_stance(current.database(), evidence_id, version, Stance(stance), **by()))
    return _claim(claim_id)


@blueprint.post("/<int:evidence_id>/remove")
def remove(evidence_id: int) -> Response:
    """Take a passage off its claim; the claim's page keeps it among those that can be put back."""
    claim_id = number_of("claim")
    attempt(lambda: desk.remove(current.database(), evidence_id, **by()))
    return _claim(claim_id)


@blueprint.post("/<int:evidence_id>/put-back")
def put_back(evidence_id: int) -> Response:
    """Put a removed passage back."""
    claim_id = number_of("claim")
    if attempt(lambda: desk.put_back(current.database(), evidence_id, **by())):
        flash(gettext("The passage is back."), "done")
    return _claim(claim_id)


def _card(claim_id: int, evidence_id: int) -> Response:
    """To the card that was worked on: the keys go on from there."""
    return go(url_for("desk.claims.page", claim_id=claim_id, _anchor=f"evidence-{evidence_id}"))


@blueprint.post("/<int:evidence_id>/not-shown")
def say(evidence_id: int) -> View:
    """Save what a passage does not show."""
    found = desk.existing_evidence(current.database(), evidence_id)
    form, conflict = claims.not_shown(found, sent=True), None
    if form.validate():
        text = form.not_shown.data or ""
        try:
            cards.say(current.database(), evidence_id, form.version.data, text, **by())
            return _card(found.claim_id, evidence_id)
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
        except Refused as error:
            blame(form, error)
    return claims.shown(found.claim_id, said={evidence_id: (form, conflict)}), 409 if conflict else 422


@blueprint.post("/<int:evidence_id>/move")
def move(evidence_id: int) -> Response:
    """Move a passage one place up or down among those of its claim."""
    claim_id = desk.existing_evidence(current.database(), evidence_id).claim_id
    steps = -1 if request.form.get("way") == "up" else 1
    attempt(lambda: cards.move(current.database(), evidence_id, steps, **by()))
    return _card(claim_id, evidence_id)


@blueprint.post("/undo")
def undo() -> Response:
    """Put the passages of a claim as they stood before the last act on their order, or on what they do not show."""
    claim_id, event = number_of("claim"), number_of("event")
    attempt(lambda: cards.undo(current.database(), claim_id, event, **by()))
    return _claim(claim_id)
