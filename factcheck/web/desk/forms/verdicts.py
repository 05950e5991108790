"""Forms of evidence and verdicts."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from factcheck.core.gates import REASON_MAX
from factcheck.desk.cards import NOT_SHOWN_MAX
from factcheck.records import Correction, Stance
from factcheck.web.desk.forms.fields import required, version_field
from factcheck.web.rendering import STATUS_WORDS

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


class Passage(FlaskForm):
    """The passage of a source that bears on a claim."""

    passage = TextAreaField(
        lazy_gettext("Passage"),
        [required],
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
    not_known = TextAreaField(
        lazy_gettext("What is not known"),
        description=lazy_gettext("What could not be found out, or who did not answer. Markdown; readers see it."),
        render_kw={"class": "reading", "rows": 3},
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

    note = TextAreaField(lazy_gettext("What is missing"), [required], render_kw={"rows": 2})


class NotShown(FlaskForm):
    """What a passage does not show. One page has several of these: give each its own prefix."""

    version = version_field()
    not_shown = TextAreaField(
        lazy_gettext("What this does not show"),
        description=lazy_gettext("“It counts pipes, not their age.” Readers see it below the passage."),
        render_kw={"rows": 2, "data-most": NOT_SHOWN_MAX, **LEFT},
    )
