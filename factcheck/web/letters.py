"""Readers report an error or ask for a check: plain forms without a cookie, the same page for everybody."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from factcheck.desk import letters as desk
from factcheck.errors import Invalid
from factcheck.records.letters import LetterKind
from factcheck.store import verdicts
from factcheck.web import current, limits
from factcheck.web.rendering import translated

blueprint = Blueprint("letters", __name__)

OFTEN = "5 per hour; 20 per day"
"""Letters from one address: a reader who goes through an article with a pencil stays within it."""


def exempt(csrf: CSRFProtect) -> None:
    """Take these forms without a token: they act for nobody, so there is nobody's session to be misused."""
    for view in (report, tip):
        csrf.exempt(view)


@blueprint.get("/report")
def report_form() -> ResponseReturnValue:
    """The form by which an error is reported."""
    return _page(LetterKind.ERROR)


@blueprint.get("/tip")
def tip_form() -> ResponseReturnValue:
    """The form by which a check is asked for."""
    return _page(LetterKind.TIP)


@blueprint.post("/report")
@limits.limiter.limit(OFTEN)
def report() -> ResponseReturnValue:
    """Take a report of an error."""
    return _take(LetterKind.ERROR)


@blueprint.post("/tip")
@limits.limiter.limit(OFTEN)
def tip() -> ResponseReturnValue:
    """Take something that a reader wants checked."""
    return _take(LetterKind.TIP)


@blueprint.get("/thanks")
def thanks() -> ResponseReturnValue:
    """What a reader sees after writing."""
    return render_template("reader/thanks.html")


def _take(kind: LetterKind) -> ResponseReturnValue:
    sent = {name: request.form.get(name, "") for name in ("text", "url", "contact")}
    if not request.form.get("website"):  # a field that people do not see, and programs fill in
        try:
            desk.send(current.database(), kind, **sent, claim_id=_claim(), now=current.now())
        except Invalid as error:
            return _page(kind, sent, {error.field: translated(error)}), 422
    return redirect(url_for("reader.letters.thanks"), 303)


def _page(kind: LetterKind, sent: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> str:
    claim = _claim()
    standing = verdicts.standing(current.database(), [claim]).get(claim) if claim else None
    return render_template(
        "reader/letter.html", kind=kind, about=standing, sent=sent or {}, errors=errors or {}, most=desk.TEXT_MAX
    )


def _claim() -> int | None:
    """The claim that the letter is about, where one is named."""
    typed = request.values.get("claim", "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None
