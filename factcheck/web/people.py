"""The administrators' page of people: who belongs to the desk, with which role, and their links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import people as desk
from factcheck.desk import second_steps, sessions
from factcheck.errors import Invalid, NotFound, Refused
from factcheck.records import Person, Purpose, Role
from factcheck.store import people
from factcheck.web import current, forms
from factcheck.web.rendering import translated

blueprint = Blueprint("people", __name__, url_prefix="/account/people")


def _page(form: forms.AddPerson) -> str:
    return render_template(
        "account/people.html", form=form, everyone=people.everyone(current.database()), roles=forms.ROLES
    )


def _back() -> Response:
    return redirect(url_for("people.index"), 303)


def _show_once(token: str, name: str) -> None:
    """Put a new link on the next page only. It travels in the administrator's own signed cookie till then."""
    flash(gettext("The link for %(name)s. It works once; it is shown only now.", name=name), "done")
    flash(url_for("account.link", token=token, _external=True), "link")


@blueprint.get("")
def index() -> str:
    """Everybody of the desk."""
    return _page(forms.AddPerson(formdata=None))


@blueprint.post("")
def add() -> Response | tuple[str, int]:
    """Add somebody and show the link by which they choose their password."""
    form = forms.AddPerson()
    if not form.validate_on_submit():
        return _page(form), 422
    database, now, actor = current.database(), current.now(), current.person().id
    try:
        person = desk.add_person(database, form.handle.data, form.name.data, Role(form.role.data), now=now, actor=actor)
    except Invalid as error:
        forms.blame(form, error)
        return _page(form), 422
    _show_once(sessions.make_link(database, person.id, Purpose.PASSWORD, now=now, actor=actor), person.name)
    return _back()


@blueprint.post("/<int:person_id>/role")
def change_role(person_id: int) -> Response:
    """Give somebody another role."""
    try:
        role, version = Role(request.form.get("role", "")), int(request.form.get("version", ""))
    except ValueError:
        raise Invalid("Choose one of the roles.", field="role") from None
    _try(lambda: desk.change_role(current.database(), person_id, role, version, **_by()))
    return _back()


@blueprint.post("/<int:person_id>/disable")
def disable(person_id: int) -> Response:
    """Take somebody's access; it can be given back."""
    _try(lambda: desk.disable(current.database(), person_id, **_by()))
    return _back()


@blueprint.post("/<int:person_id>/enable")
def enable(person_id: int) -> Response:
    """Give somebody's access back."""
    _try(lambda: desk.enable(current.database(), person_id, **_by()))
    return _back()


@blueprint.post("/<int:person_id>/link")
def make_link(person_id: int) -> Response:
    """Show a link to choose a new password; the old one holds until the link is used."""
    person = _person(person_id)
    _try(lambda: _show_once(sessions.make_link(current.database(), person.id, Purpose.PASSWORD, **_by()), person.name))
    return _back()


@blueprint.post("/<int:person_id>/readmit")
def readmit(person_id: int) -> Response:
    """Give access back to somebody whose password others may know: it is void, and the link to a new one is shown."""
    person = _person(person_id)
    desk.enable(current.database(), person.id, **_by())
    _try(lambda: _show_once(desk.reset(current.database(), person.id, **_by()), person.name))
    return _back()


@blueprint.post("/<int:person_id>/second-step")
def reset_second_step(person_id: int) -> Response:
    """Take the second step of somebody who lost the device and the recovery codes."""
    person = _person(person_id)
    second_steps.reset(current.database(), person.id, **_by())
    flash(
        gettext("%(name)s has no second step now. A new password link lets them set one up.", name=person.name), "done"
    )
    return _back()


def _person(person_id: int) -> Person:
    person = people.get(current.database(), person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _by() -> dict[str, Any]:
    return {"now": current.now(), "actor": current.person().id}


def _try(verb: Callable[[], None]) -> None:
    """Do it; where a rule says no, its sentence stands on the page that the person comes back to."""
    try:
        verb()
    except Refused as error:
        flash(translated(error), "refused")
