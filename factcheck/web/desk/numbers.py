"""The desk's numbers: pictures drawn here, each with its table."""

from __future__ import annotations

from flask import render_template

from factcheck.records import Correction, State
from factcheck.store import numbers as store
from factcheck.store import verdicts
from factcheck.web import current


def index() -> str:
    """What the desk has done and has to do, in numbers."""
    found = store.numbers(current.database(), current.now()[:10])
    return render_template(
        "desk/numbers.html",
        found=found,
        highest=max((sum(week.states.values()) for week in found.weeks), default=0),
        states=list(State),
        scale=verdicts.scale(current.database()),
        sorts=list(Correction),
    )
