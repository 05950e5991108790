"""Factcheck, a claim tracker for fact-checkers and their readers.

What the web needs is imported by `create_app` alone: the command line and the children that read documents do without.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

MAX_CONTENT_LENGTH = 12_000_000
"""An upload may have 10 MB, as a fetched page may; the rest is room for the form around it."""

YEAR_S = 365 * 24 * 3600


def create_app(
    database_path: Path | None = None, *, secure_cookies: bool | None = None, proxies: int | None = None
) -> Flask:
    """Make the application over a database that is migrated already.

    What is not given is read from the environment: `FACTCHECK_DB` (claims.db), `FACTCHECK_SECURE_COOKIES` (1 behind
    TLS), `FACTCHECK_PROXIES` (how many proxies in front are trusted to say who called), `FACTCHECK_URL` (under which
    address others find the site: http://127.0.0.1:8000).
    """
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from factcheck.records import Site
    from factcheck.store import settings
    from factcheck.store.connection import opened

    app = Flask(__name__, template_folder="../templates")
    path = database_path or Path(os.environ.get("FACTCHECK_DB", "claims.db"))
    secure = secure_cookies if secure_cookies is not None else os.environ.get("FACTCHECK_SECURE_COOKIES") == "1"
    trusted = proxies if proxies is not None else int(os.environ.get("FACTCHECK_PROXIES", "0"))
    app.config.update(
        DATABASE=path.resolve(),
        SECRET_KEY=secret_key(path.resolve()),
        PUBLIC_URL=os.environ.get("FACTCHECK_URL", "").rstrip("/") or Site().url,
        DEMO=settings.get(opened(path.resolve()), "demo") == "on",
        MAX_CONTENT_LENGTH=MAX_CONTENT_LENGTH,
        MAX_FORM_MEMORY_SIZE=MAX_CONTENT_LENGTH,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_S,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if trusted:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    _join(app, secure)
    return app


def _join(app: Flask, secure: bool) -> None:
    """Put the parts together. Order matters: the person is known and let through before form tokens are checked."""
    from flask_wtf.csrf import CSRFProtect

    from factcheck.web import (
        access,
        account,
        cookies,
        desk,
        errors,
        headers,
        health,
        kept,
        letters,
        limits,
        numbers,
        people,
        reader,
        rendering,
        second_step,
    )

    numbers.init_app(app)
    kept.init_app(app)
    headers.init_app(app)
    cookies.init_app(app, secure=secure)
    access.init_app(app)
    letters.exempt(CSRFProtect(app))
    limits.init_app(app)
    rendering.init_app(app)
    errors.init_app(app)
    for module in (reader, desk, account, second_step, people, health):
        app.register_blueprint(module.blueprint)
    access.check(app)


def secret_key(path: Path) -> str:
    """The key that signs cookies: random, made at the first run, kept in the database."""
    from factcheck.store import settings
    from factcheck.store.connection import opened, writing

    kept = settings.get(opened(path), "secret key")
    if kept:
        return kept
    with writing(opened(path)) as database:
        return settings.put_if_absent(database, "secret key", secrets.token_hex(32))
