"""What the forms of desk and account share: where a rule's sentence goes, and the forms of the account."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from factcheck.errors import Invalid, Refused
from factcheck.records import Role
from factcheck.web.rendering import STATUS_WORDS, translated

_required = DataRequired(lazy_gettext("Fill this in."))
_typed = InputRequired(lazy_gettext("Fill this in."))


def blame(form: FlaskForm, error: Refused) -> None:
    """Put a rule's sentence beside the field that it is about; where it is about none, beside the first."""
    fields = [field for field in form if not isinstance(field.widget, HiddenInput)]
    name = error.field if isinstance(error, Invalid) else ""
    field = form[name] if name in form else fields[0]
    field.errors = [*field.errors, translated(error)]


class SignIn(FlaskForm):
    """Handle and password."""

    handle = StringField(
        lazy_gettext("Handle"),
        [_required],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(lazy_gettext("Password"), [_typed], render_kw={"autocomplete": "current-password"})


class SecondStep(FlaskForm):
    """A code of the person's device, or a recovery code."""

    code = StringField(
        lazy_gettext("Code"),
        [_typed, Length(max=40)],
        description=lazy_gettext("The six digits that your app shows now."),
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "inputmode": "text",
            "spellcheck": "false",
        },
    )


class PasswordAgain(FlaskForm):
    """The password of who is signed in."""

    code = PasswordField(lazy_gettext("Password"), [_typed], render_kw={"autocomplete": "current-password"})


class Press(FlaskForm):
    """Nothing to type: the button alone."""


class ChoosePassword(FlaskForm):
    """A first or a new password, by a link."""

    password = PasswordField(
        lazy_gettext("New password"),
        [_typed],
        description=lazy_gettext("15 characters or more. A short sentence that only you would say is good."),
        render_kw={"autocomplete": "new-password"},
    )


class SetUp(FlaskForm):
    """The first administrator."""

    name = StringField(
        lazy_gettext("Your name"),
        [_required, Length(max=120)],
        description=lazy_gettext("As it stands under your verdicts."),
        render_kw={"autocomplete": "name"},
    )
    handle = StringField(
        lazy_gettext("Handle"),
        [_required],
        description=lazy_gettext("Short, to sign in with: ada, j.doe."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [_typed],
        description=lazy_gettext("15 characters or more. A short sentence that only you would say is good."),
        render_kw={"autocomplete": "new-password"},
    )


class ChangePassword(FlaskForm):
    """The present password and the next one."""

    old = PasswordField(lazy_gettext("Present password"), [_typed], render_kw={"autocomplete": "current-password"})
    password = PasswordField(
        lazy_gettext("New password"),
        [_typed],
        description=lazy_gettext("15 characters or more. Your other sessions will end."),
        render_kw={"autocomplete": "new-password"},
    )


ROLES = [(role.value, STATUS_WORDS[role.value]) for role in Role]


class AddPerson(FlaskForm):
    """Somebody new."""

    name = StringField(lazy_gettext("Name"), [_required, Length(max=120)], render_kw={"autocomplete": "off"})
    handle = StringField(
        lazy_gettext("Handle"),
        [_required],
        description=lazy_gettext("Short, to sign in with: ada, j.doe."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    role = SelectField(
        lazy_gettext("Role"),
        choices=[SelectChoice(*role) for role in ROLES],
        description=lazy_gettext(
            "Checkers give verdicts, editors also publish, administrators also keep the accounts."
        ),
    )
