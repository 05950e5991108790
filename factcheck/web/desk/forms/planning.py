"""Forms of the desk's planning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from factcheck.records import Person
from factcheck.web.desk.forms.fields import LINE, version_field

LEVELS = [
    SelectChoice("0", lazy_gettext("not judged")),
    SelectChoice("1", lazy_gettext("1, little")),
    SelectChoice("2", lazy_gettext("2, some")),
    SelectChoice("3", lazy_gettext("3, much")),
]


def people_choices(people: Iterable[Person]) -> list[SelectChoice]:
    """Nobody, and everybody who has access."""
    active = [SelectChoice(str(person.id), person.name) for person in people if not person.disabled_at]
    return [SelectChoice("", lazy_gettext("Nobody")), *active]


def _level(label: object, hint: object) -> SelectField:
    return SelectField(label, choices=LEVELS, default="0", description=hint)


class Plan(FlaskForm):
    """Who works on a claim until when, how much hangs on it, and what it is about."""

    version = version_field()
    assignee = SelectField(lazy_gettext("Assigned to"))
    due_on = StringField(lazy_gettext("Due"), [LINE], render_kw={"type": "date"})
    review_on = StringField(
        lazy_gettext("Look at it again"),
        [LINE],
        description=lazy_gettext("The day on which a published verdict should be checked anew."),
        render_kw={"type": "date"},
    )
    reach = _level(lazy_gettext("Reach"), lazy_gettext("How many people meet the claim."))
    harm = _level(lazy_gettext("Harm"), lazy_gettext("What it does if it is wrong and believed."))
    topics = StringField(
        lazy_gettext("Topics"), [LINE], description=lazy_gettext("With commas between them: “water, budget”.")
    )

    def __init__(self, people: Iterable[Person], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.assignee.choices = people_choices(people)


class Comment(FlaskForm):
    """Something said to the desk about a claim."""

    comment = TextAreaField(
        lazy_gettext("Comment"),
        description=lazy_gettext("For the desk alone. @handle lets somebody find it under “Waiting for me”."),
        render_kw={"rows": 2},
    )
