"""Sentences that are stored in English, as an engine or the scale gave them: shown in the reader's language.

A sentence is known again by its template; one that is not known stands as it was stored.
"""

from __future__ import annotations

import re
from functools import cache

from flask_babel import gettext


def _(template: str) -> str:
    """Let a sentence be collected for translators; it is translated when it is shown."""
    return template


TEMPLATES = (
    # the ratings' definitions
    _("The statement is accurate, and nothing significant is missing."),
    _("The statement is accurate but needs clarification or additional information."),
    _("The statement is partly accurate and leaves out or distorts important details."),
    _("The statement has a grain of truth but gives a wrong impression."),
    _("The statement is not accurate."),
    _("Evidence was looked for; what was found neither bears it out nor refutes it."),
    _("The words may be accurate; without what they leave out they mislead."),
    # why a claim is check-worthy, or is not
    _("It gives a figure."),
    _("It speaks of money or a share."),
    _("It compares, or tells of a change."),
    _("It is about a public matter."),
    _("It says that something was done."),
    _("It names somebody or something."),
    _("It says when."),
    _("It tells a feeling or a wish."),
    _("It says what ought to be."),
    _("It is about what may come."),
    _("It is a courtesy or an aside."),
    _("It is a judgement of value."),
    _("It is a question."),
    _("It is very short."),
    # what an engine noted
    _("This article is split into sentences, since its language ('%(language)s') has no parser here."),
    _("%(number)s items of the model's answers were no claims and were left out."),
    _("%(number)s items beyond the most that are taken of one part were left out."),
    # what comparing finds
    _("Claim and source both say %(said)s."),
    _("The claim says %(said)s; the source says %(there)s."),
    _("The source does not say %(said)s."),
    _("The source's %(there)s fits %(said)s in the claim, as exactly as it is stated."),
    _("%(said)s fits %(there)s in the source."),
    _("Both deny it: “%(said)s”, “%(there)s”."),
    _("The article says “%(said)s” and “%(there)s” of what may be one event."),
    _("Verbatim: the source has these words."),
    _("Not found: the source does not have these words."),
    _("Cut: the ellipsis hides “%(hidden)s”."),
    _("Altered: the quotation has %(changes)s."),
    # why a draft was not taken
    _("The same claim stands here already."),
    _("The claim has no words."),
    _("The claim has %(number)s characters; at most %(most)s are allowed."),
    _("The score %(score)s is not between 0 and 1."),
    _("The claim has no span in the text."),
    _("The span %(start)s to %(end)s is outside the text, out of order or overlaps another."),
    _("The antecedent, claimant or quotation %(start)s to %(end)s is outside the text."),
    _("No span or antecedent of the claim has the words: %(words)s."),
    _("The article does not name the claimant: %(words)s."),
    _("The text under the claim has no figure %(words)s."),
    _("The claim cuts the unit off %(words)s."),
    _("The claim leaves out: %(words)s."),
)


def known(text: str) -> bool:
    """Say whether a stored sentence is one of those above."""
    return _read(text) is not None


def stored(text: str) -> str:
    """A stored sentence in the reader's language."""
    found = _read(text)
    if found is None:
        return text
    template, parts = found
    return str(gettext(template, **parts))


def _read(text: str) -> tuple[str, dict[str, str]] | None:
    """The template of a sentence and what stands in its places."""
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match:
            return template, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, _pattern(template)) for template in TEMPLATES)


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", template)
    written = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+)" for place, part in enumerate(parts)]
    return re.compile("".join(written), re.DOTALL)
