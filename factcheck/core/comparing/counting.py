"""Figures of a claim beside those of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.comparing.figures import PERCENT, POINTS, Figure
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def compared(
    figure: Figure, mine: Sequence[Figure], claim: str, source: str, known: Sequence[Figure], near: Sequence[Figure]
) -> Finding | None:
    """How the source stands to a figure, one of `mine`: `known` are all of its figures, `near` the aligned ones.

    What answers another figure of the claim does not make this one differ. None for a place in a row ("second") that
    the source does not have: too many of them only order the words.
    """
    said = claim[figure.span.start : figure.span.end]
    same = next((other for other in known if other.value == figure.value and figure.may_be(other)), None)
    same = same or next((other for other in near if figure.says(other)), None)
    if same is not None:
        there = source[same.span.start : same.span.end]
        return _finding(Relation.AGREES, figure, same.span, _agreement(figure, same, said, there))
    free = [other for other in near if not any(one.says(other) for one in mine)]
    others = [other for other in free if figure.counts_the_same(other) or _is_percent_for_points(figure, other)]
    if others:
        there = source[others[0].span.start : others[0].span.end]
        return _finding(Relation.DIFFERS, figure, others[0].span, f"The claim says {said}; the source says {there}.")
    if figure.is_place:
        return None
    return _finding(Relation.ABSENT, figure, None, f"The source does not say {said}.")


def _agreement(figure: Figure, same: Figure, said: str, there: str) -> str:
    if same.value == figure.value:
        return f"Claim and source both say {said}."
    return f"The source's {there} fits {said} in the claim, as exactly as it is stated."


def _is_percent_for_points(figure: Figure, other: Figure) -> bool:
    return {figure.unit, other.unit} == {PERCENT, POINTS} and figure.value == other.value


def _finding(relation: Relation, figure: Figure, there: Span | None, words: str) -> Finding:
    return Finding(FindingKind.FIGURE, relation, figure.span, there, words)
