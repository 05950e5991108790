"""Signing in and out, one-time links, and a person's own account."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from factcheck.desk import people as desk_people
from factcheck.desk import sessions
from factcheck.errors import FactcheckError, Invalid
from factcheck.records import Link, Purpose
from factcheck.store import people
from factcheck.web import cookies, current, forms, limits
from factcheck.web.access import local
from factcheck.web.rendering import translated

blueprint = Blueprint("account", __name__, url_prefix="/account")

LINK_FORMS: dict[Purpose, type[FlaskForm]] = {
    Purpose.SET_UP: forms.SetUp,
    Purpose.PASSWORD: forms.ChoosePassword,
    Purpose.SIGN_IN: forms.Press,
}

BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
]
"""Signs in the user agent and the names behind them, the most particular first: most call themselves Safari too."""

SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
]

View = str | Response | tuple[str, int]


def device() -> str:
    """The browser as a person would name it ("Firefox on Android"), so that they know their sessions apart."""
    agent = request.user_agent.string
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return gettext("%(browser)s on %(system)s", browser=browser or "?", system=system or "?") if agent else ""


def _welcome(token: str, handle: str, target: str) -> Response:
    """End the session that the browser had, give it the new one, and go on."""
    if g.session:
        sessions.sign_out(current.database(), g.session, now=current.now())
    return limits.remember_browser(cookies.give(redirect(target, 303), token), handle)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limits.limiter.limit(limits.BY_ADDRESS, methods=["POST"])
@limits.limiter.limit(limits.BY_ACCOUNT, key_func=limits.account, methods=["POST"], deduct_when=limits.failed)
def sign_in() -> View:
    """Sign in with handle and password, then go where the person was going."""
    form = forms.SignIn()
    target = local(request.args.get("next"), otherwise=url_for("desk.index"))
    if not form.validate_on_submit():
        return render_template("account/sign-in.html", form=form, target=target), 422 if form.errors else 200
    try:
        token = sessions.sign_in(
            current.database(), form.handle.data, form.password.data, device=device(), now=current.now()
        )
    except FactcheckError as error:
        form.password.errors = [translated(error)]
        return render_template("account/sign-in.html", form=form, target=target), 422
    return _welcome(token, form.handle.data, target)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Sign this browser out."""
    sessions.sign_out(current.database(), current.session(), now=current.now())
    return cookies.take_away(redirect(url_for("account.sign_in"), 303))


@blueprint.route("/link/<token>", methods=["GET", "POST"])
@limits.limiter.limit(limits.BY_ADDRESS, methods=["POST"])
def link(token: str) -> View:
    """Show what a one-time link is for; only a press of its button uses it up, never a mail scanner's visit."""
    found = sessions.open_link(current.database(), token, now=current.now())
    form = LINK_FORMS[found.purpose]()
    if form.validate_on_submit():
        try:
            return _use(found, token, form)
        except Invalid as error:
            forms.blame(form, error)
    owner = people.get(current.database(), found.person_id) if found.person_id else None
    page = render_template("account/link.html", form=form, link=found, owner=owner)
    return page, 422 if form.errors else 200


def _use(found: Link, token: str, form: FlaskForm) -> Response:
    """Use a link for what it is for, and sign its person in."""
    database, now = current.database(), current.now()
    if found.purpose == Purpose.SET_UP:
        person, started = desk_people.set_up(
            database, token, form.handle.data, form.name.data, form.password.data, device=device(), now=now
        )
        return _welcome(started, person.handle, url_for("desk.index"))
    if found.purpose == Purpose.PASSWORD:
        started = sessions.choose_password(database, token, form.password.data, device=device(), now=now)
    else:
        started = sessions.use_link(database, token, device=device(), now=now)
    owner = people.get(database, found.person_id) if found.person_id else None
    return _welcome(started, owner.handle if owner else "", url_for("desk.index"))


@blueprint.get("/")
def index() -> str:
    """A person's own account: the sessions, the password."""
    return _account(forms.ChangePassword(formdata=None))


def _account(form: forms.ChangePassword) -> str:
    own = sessions.own_sessions(current.database(), current.person(), now=current.now())
    return render_template("account/index.html", form=form, sessions=own, here=current.session())


@blueprint.post("/password")
@limits.limiter.limit(limits.BY_ADDRESS)
def change_password() -> View:
    """Change one's own password."""
    form = forms.ChangePassword()
    if not form.validate_on_submit():
        return _account(form), 422
    try:
        sessions.change_password(
            current.database(), current.session(), form.old.data, form.password.data, now=current.now()
        )
    except Invalid as error:
        forms.blame(form, error)
        return _account(form), 422
    flash(gettext("Your password is changed. Your other sessions have ended."), "done")
    return redirect(url_for("account.index"), 303)


@blueprint.post("/sessions/end")
def end_session() -> Response:
    """End one of one's own sessions."""
    sessions.end_session(
        current.database(), request.form.get("session", ""), now=current.now(), actor=current.person().id
    )
    flash(gettext("The session has ended."), "done")
    return redirect(url_for("account.index"), 303)
