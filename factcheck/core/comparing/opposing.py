"""Words of a claim that exclude a word of the source: direction, and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.comparing.aligning import Word, words_of
from factcheck.core.comparing.negations import denials_of
from factcheck.core.comparing.opposites import KINDS, OPPOSITES, TAKES_SIDES
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.core.comparing.aligning import Aligned
    from factcheck.core.comparing.opposites import Sides

#: Share of the claim's other words that a passage must have before an opposite in it is called a difference.
#: Chosen on the open sets (November 2026).
OPPOSED_FROM = 0.5


def compared(aligned: Aligned) -> list[Finding]:
    """A finding for each word of the claim that the aligned passage does not have, but its opposite."""
    return [
        *_opposed(aligned, OPPOSITES, FindingKind.DIRECTION),
        *_opposed(aligned, KINDS, FindingKind.WORD),
        *_taking_sides(aligned),
    ]


def _opposed(aligned: Aligned, sides: Sides, kind: FindingKind) -> Iterator[Finding]:
    for axis, mine in _by_axis(aligned.claim, Span(0, len(aligned.claim)), sides).items():
        best = aligned.best(OPPOSED_FROM, {word.stem for word in mine.values()})
        theirs = _by_axis(aligned.source, best, sides).get(axis, {})
        if len(mine) == len(theirs) == 1 and mine.keys() != theirs.keys():
            [word], [other] = mine.values(), theirs.values()
            yield _finding(aligned, word.span, other.span, kind)


def _by_axis(text: str, within: Span, sides: Sides) -> dict[int, dict[int, Word]]:
    """The axes on which words of a part of the text lie → side → first word; what is denied lies on none."""
    denied = {stem for denial in denials_of(text, within) for stem in denial.stems} if within.end else set()
    found: dict[int, dict[int, Word]] = {}
    for word in words_of(text, within):
        for axis, side in sides.get(word.stem, ()) if word.stem not in denied else ():
            found.setdefault(axis, {}).setdefault(side, word)
    return found


def _taking_sides(aligned: Aligned) -> Iterator[Finding]:
    mine = TAKES_SIDES.search(aligned.claim)
    best = aligned.best(OPPOSED_FROM)
    theirs = TAKES_SIDES.search(aligned.source, *best)
    if mine and theirs and mine.lastgroup != theirs.lastgroup:
        yield _finding(aligned, Span(*mine.span()), Span(*theirs.span()), FindingKind.DIRECTION)


def _finding(aligned: Aligned, mine: Span, theirs: Span, kind: FindingKind) -> Finding:
    said, there = aligned.claim[slice(*mine)], aligned.source[slice(*theirs)]
    return Finding(kind, Relation.DIFFERS, mine, theirs, f"The claim says {said}; the source says {there}.")
