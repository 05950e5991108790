"""The pages of the second step: giving it, setting it up, its recovery codes, and taking it away."""

from __future__ import annotations

import segno
from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask import session as signed
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from factcheck.desk import codes
from factcheck.desk import second_steps as desk
from factcheck.errors import Refused
from factcheck.records import Person
from factcheck.store import second_steps
from factcheck.web import current, forms, limits
from factcheck.web.access import ask_again, local

blueprint = Blueprint("second_step", __name__, url_prefix="/account/second-step")

DESK = "Factcheck"
"""How an authenticator app names the desk."""

BEGUN = "second step"
"""The name of the secret in the person's own signed cookie, till a code of it was typed: nothing is stored before."""

View = str | Response | tuple[str, int]


@blueprint.route("/show", methods=["GET", "POST"])
@limits.limiter.limit(limits.BY_ADDRESS, methods=["POST"])
@limits.limiter.limit(limits.BY_ACCOUNT, key_func=limits.account, methods=["POST"], deduct_when=limits.failed)
def show() -> View:
    """Ask for the code after the password, and again before what matters."""
    person: Person | None = g.waiting or g.person
    target = local(request.args.get("next"), otherwise=url_for("desk.index"))
    if person is None:
        return redirect(url_for("account.sign_in", next=target), 303)
    form = forms.SecondStep() if person.has_second_step else forms.PasswordAgain()
    if form.validate_on_submit():
        try:
            desk.show(current.database(), current.session(), person, form.code.data, now=current.now())
            return limits.remember_browser(redirect(target, 303), person.handle)
        except Refused as error:
            forms.blame(form, error)
    page = render_template("account/second-step-show.html", form=form, owner=person, target=target)
    return page, 422 if form.errors else 200


@blueprint.get("")
def index() -> View:
    """What stands of one's own second step, or the page that sets it up."""
    return _page(forms.SecondStep(formdata=None))


def _page(form: forms.SecondStep) -> str:
    person = current.person()
    if person.has_second_step or not current.session().by_link:
        return render_template("account/second-step.html", step=second_steps.get(current.database(), person.id))
    secret = signed.setdefault(BEGUN, codes.new_secret())
    return render_template("account/second-step-new.html", form=form, secret=secret, picture=_picture(secret, person))


def _picture(secret: str, person: Person) -> Markup:
    """The QR code that an authenticator app reads, as an SVG of classes alone."""
    made = segno.make(codes.enrolment_address(secret, person.handle, DESK), micro=False)
    drawn = made.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 (drawn by segno from our own secret: no foreign markup)


@blueprint.post("")
@limits.limiter.limit(limits.BY_ADDRESS)
def set_up() -> View:
    """Finish setting up, and show the recovery codes once."""
    form, secret = forms.SecondStep(), signed.get(BEGUN)
    if secret and form.validate_on_submit():
        try:
            made = desk.set_up(current.database(), current.session(), secret, form.code.data, now=current.now())
            signed.pop(BEGUN)
            return _show_once(made)
        except Refused as error:
            forms.blame(form, error)
    return _page(form), 422


def _show_once(made: list[str]) -> Response:
    """Put recovery codes on the next page only. They travel in the person's own signed cookie till then."""
    flash(gettext("Keep these recovery codes where your device is not. They are shown only now."), "done")
    flash("\n".join(made), "codes")
    return redirect(url_for("second_step.index"), 303)


@blueprint.post("/codes")
def renew_codes() -> Response:
    """Make new recovery codes and show them once."""
    if not desk.is_fresh(current.session(), current.person(), now=current.now()):
        return ask_again()
    return _show_once(desk.renew_codes(current.database(), current.person(), now=current.now()))


@blueprint.post("/remove")
def remove() -> Response:
    """Take one's own second step away."""
    if not desk.is_fresh(current.session(), current.person(), now=current.now()):
        return ask_again()
    desk.remove(current.database(), current.session(), current.person(), now=current.now())
    flash(gettext("Your second step is gone. Your other sessions have ended."), "done")
    return redirect(url_for("second_step.index"), 303)
