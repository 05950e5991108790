"""Planning: who does what until when, comments, several claims at once, and the list of what waits for a person."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from factcheck.desk import acts as desk_acts
from factcheck.desk import claims as desk_claims
from factcheck.desk import planning as desk
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Closing
from factcheck.store import claims, events, people, planning
from factcheck.web import current
from factcheck.web.desk import forms
from factcheck.web.desk.answering import View, attempt, by, go, may_publish, number_of
from factcheck.web.forms import blame
from factcheck.web.rendering import translated

blueprint = Blueprint("planning", __name__, url_prefix="/planning")

ASKED = (
    "state",
    "kind",
    "article",
    "claimant",
    "publisher",
    "words",
    "assignee",
    "topic",
    "language",
    "worth",
    "order",
)
"""What the address of a list asks for; a saved list keeps these and nothing else."""


def at_claim(claim_id: int, part: str) -> str:
    """The address of a part of a claim's page."""
    return url_for("desk.claims.page", claim_id=claim_id, _anchor=part)


def plan_form(claim_id: int, *, typed: bool = False) -> forms.Plan:
    """The form of a claim's plan: as it stands, or as it was typed."""
    everyone = people.everyone(current.database())
    if typed:
        return forms.Plan(everyone)
    plan = planning.of_claim(current.database(), claim_id)
    data = {
        "version": plan.version,
        "assignee": str(plan.assignee or ""),
        "due_on": plan.due_on,
        "review_on": plan.review_on,
        "reach": str(plan.reach),
        "harm": str(plan.harm),
        "topics": ", ".join(plan.topics),
    }
    return forms.Plan(everyone, formdata=None, data=data)


@blueprint.get("/claims/<int:claim_id>")
def form(claim_id: int) -> View:
    """The page on which the work on a claim is planned."""
    return _page(claim_id, plan_form(claim_id))


def _page(claim_id: int, form: forms.Plan, conflict: Conflict | None = None, *, sent: bool = False) -> View:
    claim = desk_claims.existing(current.database(), claim_id)
    urgency = planning.urgency_of(current.database(), claim_id, current.now())
    page = render_template("desk/plan.html", claim=claim, form=form, conflict=conflict, urgency=urgency)
    return (page, 409 if conflict else 422) if sent else page


@blueprint.post("/claims/<int:claim_id>")
def save(claim_id: int) -> View:
    """Save what is planned on a claim."""
    form, conflict = plan_form(claim_id, typed=True), None
    if form.validate():
        assignee = int(form.assignee.data) if form.assignee.data else None
        days = form.due_on.data or "", form.review_on.data or ""
        wanted = desk.Planned(assignee, *days, int(form.reach.data), int(form.harm.data), form.topics.data or "")
        try:
            desk.plan(current.database(), claim_id, form.version.data, wanted, **by())
            return go(at_claim(claim_id, "planned"))
        except Conflict as error:
            conflict = error
            forms.rebase(form.version, error.version)
        except Refused as error:
            blame(form, error)
    return _page(claim_id, form, conflict, sent=True)


@blueprint.post("/claims/<int:claim_id>/take")
def take(claim_id: int) -> Response:
    """Assign a claim to oneself, or hand it back."""
    assignee = None if request.form.get("hand_back") else current.person().id
    attempt(lambda: desk.change_many(current.database(), [claim_id], assignee=assignee, **by()))
    return go(at_claim(claim_id, "planned"))


@blueprint.post("/claims/<int:claim_id>/comment")
def comment(claim_id: int) -> Response:
    """Say something about a claim to the desk."""
    attempt(lambda: desk.comment(current.database(), claim_id, request.form.get("comment", ""), **by()))
    return go(at_claim(claim_id, "comments"))


@blueprint.post("/claims/<int:claim_id>/read")
def read(claim_id: int) -> Response:
    """Take the mentions on a claim off one's own list."""
    desk.read(current.database(), claim_id, **by())
    return go(url_for("desk.planning.mine"))


@blueprint.get("/mine")
def mine() -> str:
    """What waits for the person at hand."""
    database, person, today = current.database(), current.person(), current.now()[:10]
    lists = {
        "second": planning.waiting_for_second_person(database, person.id) if may_publish() else [],
        "assigned": planning.assigned_to(database, person.id),
        "again": planning.to_review_again(database, today),
    }
    numbers = {number for found in lists.values() for number in found}
    mentions = planning.unread_mentions(database, person.id)
    known = {claim.id: claim for claim in claims.some(database, numbers | {one.claim_id for one in mentions})}
    return render_template(
        "desk/mine.html",
        lists=lists,
        known=known,
        mentions=mentions,
        plans=planning.of_claims(database, numbers),
        today=today,
    )


@blueprint.post("/several")
def several() -> Response:
    """Assign, sort under a topic or close the claims that were ticked; one press takes it all back."""
    back = url_for("desk.index", **_asked())
    try:
        act, numbers = request.form.get("act", ""), _ticked()
        made = _close(numbers) if act == "close" else _plan(numbers, act)
    except Refused as error:
        flash(translated(error), "refused")
        return go(back)
    done = gettext("That is how it stands already.")
    if made:
        done = ngettext("%(num)s claim was changed.", "%(num)s claims were changed.", len(made))
        flash(",".join(map(str, made)), "undo")
    flash(done, "done")
    return go(back)


def _asked() -> dict[str, Any]:
    return {name: value for name in ASKED if (value := request.form.get(f"asked-{name}", ""))}


def _ticked() -> list[int]:
    typed = request.form.getlist("claim")
    if not typed:
        raise Invalid("Tick the claims first.")
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in typed):
        raise Invalid("This form is incomplete. Reload the page and send it again.")
    return [int(one) for one in typed]


def _plan(numbers: list[int], act: str) -> list[int]:
    database = current.database()
    if act == "topic":
        return desk.change_many(database, numbers, topic=request.form.get("topic", ""), **by())
    typed = request.form.get("assignee", "")
    return desk.change_many(database, numbers, assignee=int(typed) if typed.isdigit() else None, **by())


def _close(numbers: list[int]) -> list[int]:
    typed = request.form.get("closing", "")
    if typed not in (Closing.NOT_CHECKABLE, Closing.NOT_RELEVANT, Closing.WITHDRAWN):
        raise Invalid("Choose why they are closed.")
    return desk_claims.drop_many(current.database(), numbers, Closing(typed), **by())


@blueprint.post("/undo")
def undo() -> Response:
    """Take acts of planning or closing back, the newest first."""
    typed = request.form.get("events", "").split(",")
    numbers = sorted({int(one) for one in typed if one.isdigit() and len(one) < 10}, reverse=True)
    attempt(lambda: [_take_back(number) for number in numbers[: desk.BULK_MAX]])
    return go(url_for("desk.index"))


def _take_back(event: int) -> object:
    """Take one act of planning or closing back."""
    database = current.database()
    act = desk.undo if desk.is_planning(events.get(database, event)) else desk_acts.undo
    return act(database, event, **by())


@blueprint.post("/views")
def save_view() -> Response:
    """Save the list at hand under a name."""
    asked = _asked()
    attempt(
        lambda: desk.save_view(current.database(), request.form.get("name", ""), urlencode(asked), by=current.person())
    )
    return go(url_for("desk.index", **asked))


@blueprint.post("/views/remove")
def remove_view() -> Response:
    """Forget a saved list."""
    desk.remove_view(current.database(), number_of("view"), by=current.person())
    return go(url_for("desk.index"))
