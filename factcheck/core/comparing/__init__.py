"""A claim beside a source: its figures and years, and a stored quotation, compared. Linear in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.comparing.dates import Date, dates_of
from factcheck.core.comparing.figures import CALENDAR, Figure, figures_of
from factcheck.core.comparing.quotations import compare_quotation
from factcheck.core.wording import FUNCTION_WORDS, stem, tokens
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["compare", "compare_quotation"]

#: Share of the claim's other words that a passage must have before a different figure in it is called a difference.
#: Chosen on the open sets (November 2026) among .1, .2, .25, .3 and .35: lower ones find more and are wrong more often.
ALIGNED_FROM = 0.25


def compare(claim: str, source: str, passages: Sequence[Span]) -> list[Finding]:
    """One finding for each figure and date of the claim; only the best aligned of the passages can make it differ."""
    best = max(passages, key=lambda span: _shared(claim, source[span.start : span.end]), default=None)
    aligned = best if best and _shared(claim, source[best.start : best.end]) >= ALIGNED_FROM else Span(0, 0)
    dates, known_dates = dates_of(claim), dates_of(source)
    found = [_compared_date(date, claim, source, known_dates, aligned) for date in dates]
    known = figures_of(source)
    # The year of a whole date answers a bare year; its day is no count of anything.
    counted = [*_outside(known, known_dates), *(other for other in known if other.unit == CALENDAR)]
    near = [other for other in dict.fromkeys(counted) if aligned.start <= other.span.start < aligned.end]
    return found + [_compared(figure, claim, source, known, near) for figure in _outside(figures_of(claim), dates)]


def _outside(figures: list[Figure], dates: list[Date]) -> list[Figure]:
    inside = {at for date in dates for at in range(date.span.start, date.span.end)}
    return [figure for figure in figures if figure.span.start not in inside]


def _compared_date(date: Date, claim: str, source: str, known: list[Date], aligned: Span) -> Finding:
    said = claim[date.span.start : date.span.end]
    for other in known:
        if date.agrees(other):
            words = f"Claim and source both say {said}."
            return Finding(FindingKind.DATE, Relation.AGREES, date.span, other.span, words)
    for other in known:
        if aligned.start <= other.span.start < aligned.end and date.nearly(other):
            there = source[other.span.start : other.span.end]
            words = f"The claim says {said}; the source says {there}."
            return Finding(FindingKind.DATE, Relation.DIFFERS, date.span, other.span, words)
    return Finding(FindingKind.DATE, Relation.ABSENT, date.span, None, f"The source does not say {said}.")


def _shared(claim: str, passage: str) -> float:
    wanted = _content(claim) - {figure.unit for figure in figures_of(claim)}
    there = _content(passage)
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _content(text: str) -> set[str]:
    words = (word.lower() for word in tokens(text))
    return {stem(word) for word in words if word not in FUNCTION_WORDS and word.isalpha()}


def _compared(figure: Figure, claim: str, source: str, known: list[Figure], near: list[Figure]) -> Finding:
    kind = FindingKind.DATE if figure.unit == CALENDAR else FindingKind.FIGURE
    said = claim[figure.span.start : figure.span.end]
    same = [other for other in known if other.value == figure.value and _comparable(figure, other)]
    others = [other for other in near if figure.unit and other.unit == figure.unit]
    same = same or [other for other in others if figure.answered_by(other)]
    if same:
        words = f"Claim and source both say {said}."
        if same[0].value != figure.value:
            there = source[same[0].span.start : same[0].span.end]
            words = f"The source's {there} fits the bound of {said} in the claim."
        return Finding(kind, Relation.AGREES, figure.span, same[0].span, words)
    if others:
        there = source[others[0].span.start : others[0].span.end]
        words = f"The claim says {said}; the source says {there}."
        return Finding(kind, Relation.DIFFERS, figure.span, others[0].span, words)
    return Finding(kind, Relation.ABSENT, figure.span, None, f"The source does not say {said}.")


def _comparable(one: Figure, other: Figure) -> bool:
    # 5 percent and 5 percentage points are two things; a count may have its noun elsewhere.
    exact = {"percent", "percentage points"}
    return one.unit == other.unit or not exact & {one.unit, other.unit}
