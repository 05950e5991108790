"""Forms of articles and sources."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, MultipleFileField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from factcheck.desk.evidence import INTEREST_MAX
from factcheck.web.desk.forms.fields import LINE, required, version_field

READABLE = ".txt,.md,.html,.htm,.pdf,.docx"


def origin_field() -> StringField:
    """The body that a source has its information from."""
    return StringField(
        lazy_gettext("Origin"),
        [LINE],
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
        [LINE],
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

    title = StringField(lazy_gettext("Title"), [LINE])
    publisher = StringField(lazy_gettext("Publisher"), [LINE])
    byline = StringField(lazy_gettext("Author"), [LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [LINE], render_kw={"type": "date"})


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
        [LINE],
        description=lazy_gettext(
            "Only where you typed the text yourself, from something that cannot be read here: "
            "“photograph of the notice board”, “call with the press office”. Add the picture above, if there is one."
        ),
    )


class SourceDetails(FlaskForm):
    """What is said of a source."""

    version = version_field()
    title = StringField(lazy_gettext("Title"), [required, LINE])
    publisher = StringField(lazy_gettext("Publisher"), [LINE])
    author = StringField(lazy_gettext("Author"), [LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [LINE], render_kw={"type": "date"})
    is_primary = BooleanField(lazy_gettext("This is a primary source: the origin of the information"))
    origin = origin_field()
    interest = interest_field()
    archive_url = StringField(
        lazy_gettext("Archive copy"),
        [LINE],
        description=lazy_gettext("The address of a copy in a public archive, if there is one. Readers see it."),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"},
    )


class ArticleDetails(FlaskForm):
    """What is said of an article."""

    version = version_field()
    title = StringField(lazy_gettext("Title"), [required, LINE])
    publisher = StringField(lazy_gettext("Publisher"), [LINE])
    byline = StringField(lazy_gettext("Author"), [LINE])
    published_on = StringField(lazy_gettext("Day of publication"), [LINE], render_kw={"type": "date"})
