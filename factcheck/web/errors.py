"""What a person sees when something did not work: what happened, and what to do next."""

from __future__ import annotations

from flask import Flask, jsonify, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from factcheck.errors import Conflict, FactcheckError, Forbidden, NotFound, Refused, Unavailable
from factcheck.web.rendering import translated

Answer = tuple[str | Response, int]

WORDS = {
    400: (
        lazy_gettext("This form could not be taken"),
        lazy_gettext(
            "It may have been open since before you last signed in or out. Go back, reload the page, send it again."
        ),
    ),
    403: (
        lazy_gettext("This is not open to you"),
        lazy_gettext("Somebody with another role can do it, or can change yours."),
    ),
    404: (
        lazy_gettext("There is nothing at this address"),
        lazy_gettext("The address may be mistyped, or the page was never public."),
    ),
    405: (
        lazy_gettext("This address does not work that way"),
        lazy_gettext("Open it from the page that it belongs to."),
    ),
    409: (
        lazy_gettext("Somebody saved first"),
        lazy_gettext("Go back, reload the page to see what is there now, and make your change again."),
    ),
    413: (
        lazy_gettext("This is too large"),
        lazy_gettext("A file may have 10 MB, all that is sent at once 12 MB. Send less, or paste the text."),
    ),
    415: (
        lazy_gettext("This kind of file cannot be read"),
        lazy_gettext("Text, Markdown, HTML, PDF and Word files can."),
    ),
    422: (
        lazy_gettext("This could not be done"),
        lazy_gettext("Go back: what you typed is still there."),
    ),
    429: (
        lazy_gettext("Too many attempts"),
        lazy_gettext(
            "Wait a few minutes, then try again. An administrator can make you a link to sign in with at once."
        ),
    ),
    503: (
        lazy_gettext("The desk cannot save at this moment"),
        lazy_gettext("Go back: what you typed is still there. Try again in a minute."),
    ),
    500: (
        lazy_gettext("Something failed on our side"),
        lazy_gettext(
            "Nothing of what you sent was half saved. Try again; if it fails again, tell whoever runs this desk."
        ),
    ),
}
STATUS = ((NotFound, 404), (Forbidden, 403), (Conflict, 409), (Refused, 422), (Unavailable, 503), (FactcheckError, 422))


def init_app(app: Flask) -> None:
    """Answer every error with a page in the house's design, or with JSON where JSON was asked for."""
    app.register_error_handler(FactcheckError, house_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(500, http_error)


def wants_json() -> bool:
    """Say whether the address is that of a page's JSON twin."""
    return request.path.endswith(".json")


def house_error(error: FactcheckError) -> Answer:
    """A rule said no: its own sentence, under the status of its kind."""
    status = next(number for kind, number in STATUS if isinstance(error, kind))
    if isinstance(error, Conflict) and not wants_json():
        return render_template("errors/conflict.html", error=error, message=translated(error)), 409
    return page(status, translated(error))


def http_error(error: HTTPException) -> Response:
    """An error of HTTP itself; headers that belong to it (Allow, Retry-After) are kept."""
    response = make_response(page(error.code or 500))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers.setdefault(name, value)
    return response


def page(status: int, message: str = "") -> Answer:
    """The page or JSON of one status; without a message of its own, the status' usual advice."""
    title, advice = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    if status == 429 and "reader" in request.blueprints:
        advice = gettext("You sent several letters already. Wait an hour before the next one.")
    if wants_json():
        return jsonify(error={"status": status, "title": str(title), "message": message or str(advice)}), status
    return render_template("errors/error.html", status=status, title=title, message=message, advice=advice), status
