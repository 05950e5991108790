"""What the desk's views share: who acts, what a refusal looks like, and the offsets of a selection."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, request
from werkzeug.wrappers import Response

from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Role, Span
from factcheck.web import access, current
from factcheck.web.rendering import translated

View = str | Response | tuple[str, int]

OFFSETS_MAX = 100
"""Stretches of one selection at most: no claim rests on so many."""


DIGITS_MAX = 18
"""So long a number fits a row of SQLite."""


def by() -> dict[str, Any]:
    """Who acts, and when: the last two arguments of every desk verb."""
    return {"by": current.person(), "now": current.now()}


def go(address: str) -> Response:
    """Answer a post: see what came of it there."""
    return redirect(address, 303)


def attempt(act: Callable[[], object]) -> bool:
    """Do it; where a rule says no, its sentence stands on the page that the person comes back to."""
    try:
        act()
    except Conflict:
        raise
    except Refused as error:
        flash(translated(error), "refused")
        return False
    return True


def may_publish() -> bool:
    """Say whether the person at hand may let readers see something."""
    return access.may(current.person(), Role.EDITOR)


def wake_worker() -> None:
    """Let the worker look for a job now; without one (it runs elsewhere) the job waits for it."""
    worker = current_app.extensions.get("factcheck.worker")
    if worker is not None:
        worker.wake()


def number_of(name: str) -> int:
    """A number that a form carries in a hidden field."""
    typed = request.form.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= DIGITS_MAX):
        raise Invalid("This form is incomplete. Reload the page and send it again.", name)
    return int(typed)


def offsets_of(typed: str | None) -> tuple[Span, ...]:
    """The places of a selection as the page's script sends them: [[start, end], ...]; nothing where it did not."""
    try:
        found = json.loads(typed or "[]")
        spans = [Span(int(start), int(end)) for start, end in found[:OFFSETS_MAX]]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return ()
    return tuple(span for span in spans if 0 <= span.start < span.end)


def lines_of(text: str | None) -> tuple[str, ...]:
    """What was typed one to a line, without empty lines."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
