"""Evidence: the stance of a passage on a claim, its removal, and its return."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import evidence as desk
from factcheck.errors import Invalid
from factcheck.records import Stance
from factcheck.web import current
from factcheck.web.desk.answering import attempt, by, go, number_of

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
