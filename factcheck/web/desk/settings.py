"""What an administrator decides for the whole desk."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from factcheck.desk import schedule, second_steps, site
from factcheck.desk import verdicts as desk
from factcheck.errors import Invalid
from factcheck.store import events
from factcheck.web import current
from factcheck.web.desk.answering import attempt, by, go

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def index() -> str:
    """Whether verdicts need a second person, and who decided it."""
    database = current.database()
    return render_template(
        "desk/settings.html",
        solo=desk.is_solo(database),
        second_step=second_steps.is_required(database),
        rhythm=schedule.rhythm(database),
        rhythms=list(schedule.Rhythm),
        events=events.of_subject(database, "desk"),
    )


@blueprint.post("/solo")
def set_solo() -> Response:
    """Let one person do both, or ask for a second one again."""
    solo = request.form.get("solo") == "on"
    if solo != desk.is_solo(current.database()):
        desk.set_solo(current.database(), solo, **by())
    return go(url_for("desk.settings.index"))


@blueprint.post("/second-step")
def set_second_step() -> Response:
    """Require a second step of editors and administrators, or do without."""
    required = request.form.get("required") == "on"
    if required != second_steps.is_required(current.database()):
        second_steps.set_required(current.database(), required, now=current.now(), actor=current.person().id)
    return go(url_for("desk.settings.index"))


@blueprint.post("/site")
def set_site() -> Response:
    """Save what readers are told of the desk itself."""
    names, whole = (request.form.get(name) == "on" for name in ("names", "whole"))
    name, topics = request.form.get("name", ""), request.form.get("topics", "").splitlines()
    attempt(lambda: site.change(current.database(), name, names=names, whole=whole, topics=topics, **by()))
    return go(url_for("desk.settings.index"))


@blueprint.post("/rhythm")
def set_rhythm() -> Response:
    """Set how often live pages are fetched again."""
    wanted = request.form.get("rhythm", "")
    if wanted not in list(schedule.Rhythm):
        raise Invalid("Choose one of the rhythms.", "rhythm")
    if wanted != schedule.rhythm(current.database()):
        schedule.set_rhythm(current.database(), schedule.Rhythm(wanted), **by())
    return go(url_for("desk.settings.index", _anchor="rhythm"))
