"""How the desk works: its scale, what it asks of a verdict before it publishes one, and its own words on it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from factcheck.core.gates import REASON_MAX
from factcheck.desk.verdicts import is_solo
from factcheck.records.letters import PolicyName
from factcheck.store import policies, verdicts
from factcheck.web import current

blueprint = Blueprint("method", __name__)

TITLES = {
    PolicyName.METHOD: lazy_gettext("How we choose and check claims"),
    PolicyName.SOURCES: lazy_gettext("What we take for a source"),
    PolicyName.CORRECTIONS: lazy_gettext("How we correct"),
    PolicyName.FUNDING: lazy_gettext("Who pays for it"),
    PolicyName.PEOPLE: lazy_gettext("Who we are"),
}


@blueprint.get("/method")
def page() -> ResponseReturnValue:
    """The scale, the gates in force, and every text that the desk wrote."""
    database = current.database()
    return render_template(
        "reader/method.html",
        scale=verdicts.scale(database),
        solo=is_solo(database),
        written=[one for one in policies.every(database) if one.text],
        titles=TITLES,
        most=REASON_MAX,
    )
