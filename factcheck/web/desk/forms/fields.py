"""What the desk's forms have in common."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import DataRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

required = DataRequired(lazy_gettext("Fill this in."))
LINE = Length(max=2000)


def version_field() -> IntegerField:
    """The version of the row that the form was opened on: a stale one is noticed when it is saved."""
    return IntegerField(validators=[NumberRange(0, 10**9)], widget=HiddenInput(), default=0)


def rebase(field: IntegerField, version: int) -> None:
    """Let a form that was stale be sent again knowingly: from now on it is based on what was shown with it."""
    field.data, field.raw_data = version, None
