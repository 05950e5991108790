"""Dates of a claim beside those of a source."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from factcheck.core.comparing.dates import Date
from factcheck.records import Finding, FindingKind, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence


def compared(date: Date, claim: str, source: str, known: Sequence[Date], near: Sequence[Date]) -> Finding:
    """How the source stands to a date: `known` are all of its dates, `near` those that can make it differ."""
    said = claim[slice(*date.span)] + _explained(date)
    for other in known:
        if date.agrees(other):
            there = source[slice(*other.span)] + _explained(other)
            words = f"Claim and source both say {said}." if said == there else f"{said} fits {there} in the source."
            return Finding(FindingKind.DATE, Relation.AGREES, date.span, other.span, words)
    for other in near:
        if date.nearly(other):
            there = source[slice(*other.span)] + _explained(other)
            words = f"The claim says {said}; the source says {there}."
            return Finding(FindingKind.DATE, Relation.DIFFERS, date.span, other.span, words)
    return Finding(FindingKind.DATE, Relation.ABSENT, date.span, None, f"The source does not say {said}.")


def _explained(date: Date) -> str:
    """What a date that is told from another day means, in brackets."""
    if not date.relative or not date.days:
        return ""
    first, last = date.days
    if first == last:
        return f" ({first.day} {month_name[first.month]} {first.year})"
    year, month, _ = date.parts
    if month is not None:
        return f" ({month_name[month]} {year})"
    return (
        f" ({year})"
        if year is not None
        else f" ({first.day} {month_name[first.month]} to {last.day} {month_name[last.month]} {last.year})"
    )
