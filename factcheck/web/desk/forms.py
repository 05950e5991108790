"""The desk's forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from factcheck.core.gates import REASON_MAX
from factcheck.desk.evidence import INTEREST_MAX
from factcheck.records import Correction, Kind, Stance
from factcheck.web.numbers import LARGEST
from factcheck.web.rendering import STATUS_WORDS

_required = DataRequired(lazy_gettext("Fill this in."))
_LINE = Length(max=2000)

READABLE = ".txt,.md,.html,.htm,.pdf,.docx"

KINDS = [SelectChoice(kind.value, STATUS_WORDS[kind.value]) for kind in Kind]
STANCES = [SelectChoice(stance.value, STATUS_WORDS[stance.value]) for stance in Stance]
CORRECTIONS = [
    (Correction.MINOR, lazy_gettext("Minor correction: spelling, a date, a link; the finding is the same")),
    (Correction.UPDATE, lazy_gettext("Update: something new is known")),
    (Correction.SUBSTANTIAL, lazy_gettext("Substantial correction: the finding was wrong or is another one")),
]


LEFT = {
    "data-left": lazy_gettext("{count} characters left"),
    "data-over": lazy_gettext("{count} characters too many"),
}
"""What the page's script says below a field that has a most; it puts the number in."""


def number_and_version(typed: object) -> tuple[int, int]:
    """The number of a claim and the version that was seen of it, as in "12.3"; raises ValueError for what is none."""
    number, version = (int(part) for part in str(typed).split("."))
    if not (0 < number <= LARGEST and 0 < version <= LARGEST):
        raise ValueError("no row has this number")
    return number, version


def version_field() -> IntegerField:
    """The version of the row that the form was opened on: a stale one is noticed when it is saved."""
    return IntegerField(validators=[NumberRange(0, 10**9)], widget=HiddenInput(), default=0)


def rebase(field: IntegerField, version: int) -> None:
    """Let a form that was stale be sent again knowingly: from now on it is based on what was shown with it."""
    field.data, field.raw_data = version, None


def origin_field() -> StringField:
    """The body that a source has its information from."""
    return StringField(
        lazy_gettext("Origin"),
        [_LINE],
        description=lazy_gettext(
            "Who the information comes from, for example a news agency. Copies of one report have one origin."
        ),
    )


def interest_field() -> StringField:
    """What a source has at stake in the matter."""
    return StringField(
        lazy_gettext("Interest"),
        [Length(max=INTEREST_MAX)],
        description=lazy_gettext("What the source has at stake: “paid by the maker”. Readers see it."),
    )


class _Document(FlaskForm):
    """A document in one of three ways: its address, a file, or its text."""

    url = StringField(
        lazy_gettext("Address"),
        [_LINE],
        description=lazy_gettext("Alone, the page is fetched. With a file or text, it says where that was published."),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"},
    )
    files = MultipleFileField(
        lazy_gettext("File"),
        description=lazy_gettext("Text, Markdown, HTML, PDF or Word; up to 10 MB."),
        render_kw={"accept": READABLE},
    )
    text = TextAreaField(
        lazy_gettext("Text"), description=lazy_gettext("Paste the whole text."), render_kw={"class": "reading"}
    )


class _Described(_Document):
    """A document with what a person says of it; what is left empty is taken from the document."""

    title = StringField(lazy_gettext("Title"), [_LINE])
    publisher = StringField(lazy_gettext("Publisher"), [_LINE])
    byline = StringField(lazy_gettext("Author"), [_LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [_LINE], render_kw={"type": "date"})


class NewArticle(_Described):
    """An article to be added, by one of the engines where this desk has several."""

    engine = SelectField(
        lazy_gettext("Engine"),
        choices=[SelectChoice("", lazy_gettext("The usual one, on this machine"))],
        default="",
        description=lazy_gettext("What finds the claims. “llm” sends the title and the text to a language model."),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        engines = current_app.extensions.get("factcheck.engines", ())
        if engines:
            self.engine.choices = [*self.engine.choices, *(SelectChoice(name, name) for name in engines)]
        else:
            del self.engine


class NewSource(_Described):
    """A source to be added to a claim."""

    is_primary = BooleanField(
        lazy_gettext("This is a primary source: the origin of the information, not a report on it")
    )
    origin = origin_field()
    interest = interest_field()
    what = StringField(
        lazy_gettext("Typed from"),
        [_LINE],
        description=lazy_gettext(
            "Only where you typed the text yourself, from something that cannot be read here: "
            "“photograph of the notice board”, “call with the press office”. Add the picture above, if there is one."
        ),
    )


class SourceDetails(FlaskForm):
    """What is said of a source."""

    version = version_field()
    title = StringField(lazy_gettext("Title"), [_required, _LINE])
    publisher = StringField(lazy_gettext("Publisher"), [_LINE])
    author = StringField(lazy_gettext("Author"), [_LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [_LINE], render_kw={"type": "date"})
    is_primary = BooleanField(lazy_gettext("This is a primary source: the origin of the information"))
    origin = origin_field()
    interest = interest_field()
    archive_url = StringField(
        lazy_gettext("Archive copy"),
        [_LINE],
        description=lazy_gettext("The address of a copy in a public archive, if there is one. Readers see it."),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"},
    )


class ArticleDetails(FlaskForm):
    """What is said of an article."""

    version = version_field()
    title = StringField(lazy_gettext("Title"), [_required, _LINE])
    publisher = StringField(lazy_gettext("Publisher"), [_LINE])
    byline = StringField(lazy_gettext("Author"), [_LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [_LINE], render_kw={"type": "date"})


class _Claim(FlaskForm):
    """A claim's words, who says them, and what sort of statement it is."""

    text = TextAreaField(
        lazy_gettext("Claim"),
        [_required],
        description=lazy_gettext("One statement that can be understood, and be true or false, without the article."),
        render_kw={"class": "reading", "rows": 3},
    )
    claimant = StringField(
        lazy_gettext("Claimant"),
        [_LINE],
        description=lazy_gettext("Who says it. Empty where the article says it itself."),
    )
    kind = SelectField(lazy_gettext("Kind"), choices=KINDS, default=Kind.FACT.value)


class Words(_Claim):
    """A claim in an article: what it says, and the exact words that it rests on."""

    version = version_field()
    pieces = TextAreaField(
        lazy_gettext("Words of the article"),
        [_required],
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
        [_LINE],
        description=lazy_gettext("The programme, the meeting, the poster: “Radio North, morning news”."),
    )
    said_on = StringField(lazy_gettext("When"), [_LINE], render_kw={"type": "date"})
    url = StringField(
        lazy_gettext("Address"),
        [_LINE],
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
        [_required],
        description=lazy_gettext("One claim to a line, each to be understood without the others."),
        render_kw={"class": "reading", "rows": 6},
    )


class Merged(FlaskForm):
    """Claims that are really one."""

    version = version_field()
    others = SelectMultipleField(lazy_gettext("Merge it with"), coerce=number_and_version, validate_choice=False)
    text = TextAreaField(lazy_gettext("The one claim"), [_required], render_kw={"class": "reading", "rows": 3})
    claimant = RadioField(lazy_gettext("Who says it"), validate_choice=False)

    def offer(self, claimants: Iterable[str | None]) -> None:
        """Ask who makes the one claim, where those that are chosen have several claimants."""
        several = list(dict.fromkeys(claimants))
        by_itself = lazy_gettext("Nobody: the article says it itself")
        self.claimant.choices = [(name or "", name or by_itself) for name in several] if len(several) > 1 else []


class Passage(FlaskForm):
    """The passage of a source that bears on a claim."""

    passage = TextAreaField(
        lazy_gettext("Passage"),
        [_required],
        description=lazy_gettext("Select it in the text, or paste its exact words."),
        render_kw={"class": "reading", "rows": 6},
    )
    offsets = HiddenField()
    stance = RadioField(
        lazy_gettext("What it does to the claim"),
        [InputRequired(lazy_gettext("Choose one."))],
        choices=STANCES,
    )


class Verdict(FlaskForm):
    """A verdict. What it must have is the gates' to say, so that a refusal and the list of what is missing agree."""

    version = version_field()
    based_on = version_field()
    rating = StringField(lazy_gettext("Rating"))
    reason = TextAreaField(
        lazy_gettext("Reason"),
        description=lazy_gettext("Why, in one or two sentences. This is what most readers read."),
        render_kw={"class": "reading", "rows": 3, "data-most": REASON_MAX, **LEFT},
    )
    explanation = TextAreaField(
        lazy_gettext("Explanation"),
        description=lazy_gettext("The whole of it, in Markdown: paragraphs, lists, links, **bold**, > quotations."),
        render_kw={"class": "reading", "rows": 10},
    )
    correction = RadioField(
        lazy_gettext("What this does to the published verdict"),
        choices=[SelectChoice(value.value, label) for value, label in CORRECTIONS],
        validate_choice=False,
    )
    correction_note = TextAreaField(
        lazy_gettext("What was corrected, and why"),
        description=lazy_gettext("Readers see this beside the new verdict."),
        render_kw={"rows": 2},
    )


class Note(FlaskForm):
    """A note to who gave a verdict."""

    note = TextAreaField(lazy_gettext("What is missing"), [_required], render_kw={"rows": 2})
