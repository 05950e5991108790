"""What keeps two claims that are alike from being the same: a part on which their truth hangs and that differs.

Figures, dates, negations and opposites are those of `core.comparing`, asked in both directions, since neither claim is
the other's evidence. Names, roles, extent and certainty are looked at here. A guard that is silent proves nothing: it
only leaves the match to the person who looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from factcheck.core import comparing, naming
from factcheck.core.comparing.aligning import content, words_of
from factcheck.core.wording import VERB_HEDGES, tokens, vocabulary
from factcheck.records import FindingKind, Relation, Span

if TYPE_CHECKING:
    from datetime import date


class Guard(StrEnum):
    """In what two claims differ."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    DIRECTION = "direction"
    WORD = "word"
    NAME = "name"
    ROLE = "role"
    EXTENT = "extent"
    CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Difference:
    """One guard that fires, with the words of the claim and those of the earlier one."""

    guard: Guard
    mine: str
    theirs: str


_FOUND = {
    FindingKind.FIGURE: Guard.FIGURE,
    FindingKind.DATE: Guard.DATE,
    FindingKind.NEGATION: Guard.NEGATION,
    FindingKind.DIRECTION: Guard.DIRECTION,
    FindingKind.WORD: Guard.WORD,
}
#: Names have guards of their own here, and many pairs are judged in a row: none is parsed.
_NO_NAMES = comparing.Reading()

#: Parts that make two claims differ where each has one that the other lacks.
_EACH_ITS_OWN = (FindingKind.FIGURE, FindingKind.DATE)

#: How much of a thing is meant; words of two lines exclude each other.
_EXTENTS = {
    word: place
    for place, line in enumerate(
        ("all every each entire always", "most mostly majority usually", "some several sometimes", "few rarely seldom")
    )
    for word in line.split()
}

#: What has not happened yet.
_COMING = re.compile(r"\b(?:will|shall|(?:plan|intend|want|hope|promise|vow)(?:s|ed)? to|(?:is|are) going to)\b", re.I)
_HEDGES = VERB_HEDGES - vocabulary("hardly barely scarcely") | vocabulary("would should")
_MAY = re.compile(r"\bMay\b")


def differences(
    claim: str, earlier: str, said_on: date | None = None, earlier_on: date | None = None
) -> tuple[Difference, ...]:
    """Why these two are not the same claim, one reason of a kind; empty where nothing was found that differs.

    The days are those on which the claims were made: without them "last month" is not understood.
    """
    found = [
        *_compared(claim, earlier, said_on, earlier_on),
        *naming.other_names(claim, earlier),
        *naming.other_roles(claim, earlier),
        *_extents(claim, earlier),
        *_certainty(claim, earlier),
    ]
    kinds: dict[Guard, Difference] = {}
    for guard, mine, theirs in found:
        kinds.setdefault(Guard(guard), Difference(Guard(guard), mine, theirs))
    return tuple(kinds.values())


Told = tuple[str, str, str]


def _compared(claim: str, earlier: str, said_on: date | None, earlier_on: date | None) -> Iterator[Told]:
    compare = partial(comparing.compare, claim_reading=_NO_NAMES, source_reading=_NO_NAMES)
    one = compare(claim, earlier, [Span(0, len(earlier))], said_on=said_on, written_on=earlier_on)
    other = compare(earlier, claim, [Span(0, len(claim))], said_on=earlier_on, written_on=said_on)
    for mine, theirs, findings, turned in ((claim, earlier, one, False), (earlier, claim, other, True)):
        for finding in findings:
            if finding.relation is Relation.DIFFERS and finding.kind in _FOUND:
                said, there = _piece(mine, finding.claim_span), _piece(theirs, finding.source_span)
                yield _FOUND[finding.kind], *((there, said) if turned else (said, there))
    for kind in _EACH_ITS_OWN:
        lone = [
            next((f.claim_span for f in findings if f.kind is kind and f.relation is Relation.ABSENT), None)
            for findings in (one, other)
        ]
        if lone[0] and lone[1]:
            yield _FOUND[kind], claim[slice(*lone[0])], earlier[slice(*lone[1])]


def _piece(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


def _extents(claim: str, earlier: str) -> Iterator[Told]:
    mine, theirs = (next((word for word in tokens(text) if word in _EXTENTS), "") for text in (claim, earlier))
    if mine and theirs and _EXTENTS[mine] != _EXTENTS[theirs]:
        yield Guard.EXTENT, mine, theirs


def _certainty(claim: str, earlier: str) -> Iterator[Told]:
    """One says that it is so, the other that it may be, or that it is to come."""
    for marked in (_hedge, _coming):
        mine, theirs = marked(claim), marked(earlier)
        if bool(mine) != bool(theirs):
            yield Guard.CERTAINTY, mine, theirs


def _hedge(text: str) -> str:
    return next((word for word in tokens(_MAY.sub(" ", text)) if word in _HEDGES), "")


def _coming(text: str) -> str:
    found = _COMING.search(text)
    return found.group().lower() if found else ""


def same_words(claim: str, earlier: str) -> tuple[str, ...]:
    """The content words that both have, as the claim has them: what a match is suggested for."""
    there = content(earlier)
    return tuple(dict.fromkeys(claim[slice(*word.span)].lower() for word in words_of(claim) if word.stem in there))
