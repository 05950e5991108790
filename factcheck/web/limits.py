"""How often somebody may try to get in.

Counted twice: by address, and by account. The account's count must not lock out its owner, so a browser that signed
in to it before carries a signed cookie and is counted by itself.
"""

from __future__ import annotations

import ipaddress
import secrets

from flask import Flask, current_app, g, request
from flask_limiter import Limiter
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

BY_ADDRESS = "20 per minute; 100 per hour"
"""A newsroom behind one address signs in within this; guessing at it reaches 2,400 passwords a day."""

BY_ACCOUNT = "10 per 15 minutes"
"""Failed attempts only. Far more than a person mistypes."""

KNOWN_FOR_S = 90 * 24 * 3600
"""How long a browser is remembered as the owner's: a season without signing in."""


def address() -> str:
    """The caller's address; of IPv6 the network of 64 bits that one customer has."""
    try:
        found = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 64 if found.version == 6 else 32), strict=False))


limiter = Limiter(key_func=address, headers_enabled=True)


def init_app(app: Flask) -> None:
    """Count in memory: one process serves, and a restart may forget."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    limiter.init_app(app)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="known browser")


def _cookie() -> str:
    return f"{current_app.config['TOKEN_COOKIE']}-known"


def account() -> str:
    """The account that is tried, or the browser that is known as its owner's."""
    person = g.get("waiting") or g.get("person")
    handle = person.handle if person else request.form.get("handle", "").strip().lower()[:40]
    try:
        known_handle, browser = _serializer().loads(request.cookies.get(_cookie(), ""))
    except (BadSignature, ValueError, TypeError):
        return f"account {handle}"
    return f"browser {browser}" if known_handle == handle else f"account {handle}"


def remember_browser(response: Response, handle: str) -> Response:
    """Let this browser be known as the owner's of an account."""
    response.set_cookie(
        _cookie(),
        _serializer().dumps([handle.lower(), secrets.token_hex(8)]),
        max_age=KNOWN_FOR_S,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def failed(response: Response) -> bool:
    """Say whether an attempt counts against the account: only one that did not get in."""
    return response.status_code != 303
