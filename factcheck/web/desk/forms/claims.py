"""Forms of claims."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from factcheck.records import Kind
from factcheck.web.desk.forms.fields import LINE, required, version_field
from factcheck.web.numbers import LARGEST
from factcheck.web.rendering import STATUS_WORDS

KINDS = [SelectChoice(kind.value, STATUS_WORDS[kind.value]) for kind in Kind]


def number_and_version(typed: object) -> tuple[int, int]:
    """The number of a claim and the version that was seen of it, as in "12.3"; raises ValueError for what is none."""
    number, version = (int(part) for part in str(typed).split("."))
    if not (0 < number <= LARGEST and 0 < version <= LARGEST):
        raise ValueError("no row has this number")
    return number, version


class _Claim(FlaskForm):
    """A claim's words, who says them, and what sort of statement it is."""

    text = TextAreaField(
        lazy_gettext("Claim"),
        [required],
        description=lazy_gettext("One statement that can be understood, and be true or false, without the article."),
        render_kw={"class": "reading", "rows": 3},
    )
    claimant = StringField(
        lazy_gettext("Claimant"),
        [LINE],
        description=lazy_gettext("Who says it. Empty where the article says it itself."),
    )
    kind = SelectField(lazy_gettext("Kind"), choices=KINDS, default=Kind.FACT.value)


class Words(_Claim):
    """A claim in an article: what it says, and the exact words that it rests on."""

    version = version_field()
    pieces = TextAreaField(
        lazy_gettext("Words of the article"),
        [required],
        description=lazy_gettext(
            "The exact words that the claim rests on, copied from the text; separate stretches one to a line."
        ),
        render_kw={"class": "reading", "rows": 3},
    )
    offsets = HiddenField()


class Place(FlaskForm):
    """Where and when a claim without an article was made."""

    version = version_field()
    place = StringField(
        lazy_gettext("Where"),
        [LINE],
        description=lazy_gettext("The programme, the meeting, the poster: “Radio North, morning news”."),
    )
    said_on = StringField(lazy_gettext("When"), [LINE], render_kw={"type": "date"})
    url = StringField(
        lazy_gettext("Address"),
        [LINE],
        description=lazy_gettext("Where it can be heard or seen again."),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"},
    )


class Elsewhere(Place, _Claim):
    """A claim that was made somewhere else than in an article."""


class Parts(FlaskForm):
    """A claim that is really several."""

    version = version_field()
    texts = TextAreaField(
        lazy_gettext("Parts"),
        [required],
        description=lazy_gettext("One claim to a line, each to be understood without the others."),
        render_kw={"class": "reading", "rows": 6},
    )


class Merged(FlaskForm):
    """Claims that are really one."""

    version = version_field()
    others = SelectMultipleField(lazy_gettext("Merge it with"), coerce=number_and_version, validate_choice=False)
    text = TextAreaField(lazy_gettext("The one claim"), [required], render_kw={"class": "reading", "rows": 3})
    claimant = RadioField(lazy_gettext("Who says it"), validate_choice=False)

    def offer(self, claimants: Iterable[str | None]) -> None:
        """Ask who makes the one claim, where those that are chosen have several claimants."""
        several = list(dict.fromkeys(claimants))
        by_itself = lazy_gettext("Nobody: the article says it itself")
        self.claimant.choices = [(name or "", name or by_itself) for name in several] if len(several) > 1 else []
