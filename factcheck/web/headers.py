"""The headers that every answer carries: what the page may load, and who may keep it."""

from __future__ import annotations

import gzip

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

CACHING = "public, max-age=0, stale-if-error=86400"

HSTS = "max-age=31536000"


def init_app(app: Flask) -> None:
    """Put the headers on every answer, errors too."""
    app.after_request(add)


def add(response: Response) -> Response:
    """Give one answer its headers; a view's own ones stand."""
    may_be_framed = "frame-ancestors *" in response.headers.get("Content-Security-Policy", "")
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if may_be_framed:
        del response.headers["X-Frame-Options"]
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if "reader" in request.blueprints and request.method in ("GET", "HEAD") and response.status_code == 200:
        return _for_readers(response)
    if request.endpoint == "static" and response.status_code == 200:
        return _compressed(response)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _compressed(response: Response) -> Response:
    """A file of ours, compressed where the browser takes it."""
    response.vary.add("Accept-Encoding")
    if "gzip" in request.headers.get("Accept-Encoding", "") and (response.mimetype or "").startswith(
        ("text/", "image/svg")
    ):
        response.direct_passthrough = False
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(f"{response.get_etag()[0]}-gzip")
    return response


def _for_readers(response: Response) -> Response:
    """Let any cache keep it, and ask each time: a correction must not wait for a cache to expire.

    Where we do not answer, a cache may give what it has: for a day, which is longer than a night without an operator.
    """
    response.headers.setdefault("Cache-Control", CACHING)
    response.vary.add("Accept-Encoding")
    if len(current_app.config["LOCALES"]) > 1:
        response.vary.add("Accept-Language")
    if not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response
