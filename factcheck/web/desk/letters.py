"""Letters of readers on the desk, and the texts in which the desk says how it works."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import letters as desk
from factcheck.desk import policies as desk_policies
from factcheck.errors import NotFound
from factcheck.records.letters import Policy, PolicyName
from factcheck.store import letters, policies
from factcheck.web import current
from factcheck.web.desk.answering import attempt, by, go, number_of
from factcheck.web.method import TITLES

blueprint = Blueprint("letters", __name__)


def waiting_count() -> int:
    """How many letters of readers wait, for the queue's page."""
    return letters.count_waiting(current.database())


@blueprint.get("/letters")
def index() -> str:
    """The letters that wait, the oldest first, and the last ones that are done with."""
    database = current.database()
    return render_template("desk/letters.html", waiting=letters.waiting(database), done=letters.done(database))


@blueprint.post("/letters/<int:letter_id>/done")
def finish(letter_id: int) -> Response:
    """Say what came of a letter."""
    attempt(lambda: desk.finish(current.database(), letter_id, request.form.get("note", ""), **by()))
    return go(url_for("desk.letters.index"))


@blueprint.get("/policies")
def policies_page() -> str:
    """The texts of the method page, each in its form."""
    written, today = policies.every(current.database()), current.now()[:10]
    return render_template("desk/policies.html", policies=written, titles=TITLES, today=today)


@blueprint.post("/policies/<name>")
def save_policy(name: str) -> Response:
    """Save one text of the method page."""
    if name not in list(PolicyName):
        raise NotFound("There is no such text.")
    text, review_on = request.form.get("text", ""), request.form.get("review_on", "")
    typed = Policy(PolicyName(name), text, review_on, version=number_of("version"))
    if attempt(lambda: desk_policies.save(current.database(), typed, **by())):
        flash(gettext("Saved. Readers see it now."), "done")
    return go(url_for("desk.letters.policies_page", _anchor=name))
