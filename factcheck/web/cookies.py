"""The two cookies of the desk: the session's token, and Flask's signed one for form tokens and notices."""

from __future__ import annotations

import contextlib

from flask import Flask, current_app, g, request
from flask import session as signed
from werkzeug.wrappers import Response

from factcheck.desk import second_steps, sessions
from factcheck.errors import Unavailable
from factcheck.web import current

BOUND_TO = "bound_to"
"""The name, in the signed cookie, of the session that its form token belongs to."""


def init_app(app: Flask, *, secure: bool) -> None:
    """Name both cookies. `__Host-` makes browsers refuse them from another host, path or a plain connection."""
    prefix = "__Host-" if secure else ""
    app.config.update(
        TOKEN_COOKIE=f"{prefix}factcheck",
        SESSION_COOKIE_NAME=f"{prefix}factcheck-form",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )


def load_person() -> None:
    """Put the signed-in person on `g`, and drop a form token that was made for another session.

    Who has given the password and not yet the second step is `g.waiting`, and nobody is signed in.

    Pages for readers are the same for everybody, so that any cache may keep them: there nobody is signed in.
    """
    g.person = g.waiting = g.session = None
    if request.endpoint == "static" or request.blueprint == "reader":
        return
    token = request.cookies.get(current_app.config["TOKEN_COOKIE"], "")
    found = sessions.current(current.database(), token, now=current.now()) if token else None
    if found:
        g.session, known = found
        if second_steps.is_waiting(g.session, known):
            g.waiting = known
        else:
            g.person = known
        with contextlib.suppress(Unavailable):  # reading goes on where nothing can be written
            sessions.keep_alive(current.database(), g.session, now=current.now())
    belongs_to = g.session.key if g.session else ""
    if signed.get(BOUND_TO, "") != belongs_to:
        signed.pop("csrf_token", None)
        signed[BOUND_TO] = belongs_to


def give(response: Response, token: str) -> Response:
    """Set the cookie of a new session; whatever the browser carried before is forgotten."""
    signed.clear()
    response.set_cookie(
        current_app.config["TOKEN_COOKIE"],
        token,
        max_age=sessions.ABSOLUTE_S,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def take_away(response: Response) -> Response:
    """Remove the cookie of the session."""
    signed.clear()
    response.delete_cookie(
        current_app.config["TOKEN_COOKIE"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response
