"""Negations of a claim against what a source says, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.comparing.aligning import words_of
from factcheck.core.comparing.negations import Denial, denials_of, opposed
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.core.comparing.aligning import Aligned

#: Share of the claim's other words that a passage must have before a denial on one side only is called a difference.
#: Chosen on the open sets (November 2026).
DENIED_FROM = 0.5


def compared(aligned: Aligned) -> list[Finding]:
    """At most one finding: what one of the two denies and the other says, or that both deny the same.

    Where both deny something, they are never said to differ: two denials in other words mean the same too often.
    """
    mine = denials_of(aligned.claim)
    best = aligned.best(DENIED_FROM, {stem for denial in mine for stem in denial.stems})
    theirs = denials_of(aligned.source, best) if best.end else []
    if mine and theirs:
        return [_finding(aligned, one.span, other.span, Relation.AGREES) for one, other in _same(mine, theirs)][:1]
    if found := opposed(mine, words_of(aligned.source, best)):
        denial, word = found
        return [_finding(aligned, denial.span, word.span, Relation.DIFFERS)]
    if found := opposed(theirs, words_of(aligned.claim)):
        denial, word = found
        return [_finding(aligned, word.span, denial.span, Relation.DIFFERS)]
    return []


def _same(mine: Sequence[Denial], theirs: Sequence[Denial]) -> list[tuple[Denial, Denial]]:
    return [(one, other) for one in mine for other in theirs if one.stems[0] == other.stems[0]]


def _finding(aligned: Aligned, mine: Span, theirs: Span, relation: Relation) -> Finding:
    claim, source = aligned.claim[slice(*mine)], aligned.source[slice(*theirs)]
    words = f"The claim says “{claim}”; the source says “{source}”."
    if relation is Relation.AGREES:
        words = f"Both deny it: “{claim}”, “{source}”."
    return Finding(FindingKind.NEGATION, relation, mine, theirs, words)
