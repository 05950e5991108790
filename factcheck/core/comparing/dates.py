"""Days and months of a year that a text writes out: "3 May 2021", "May 3", "May of 2021"."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass

from factcheck.records import Span

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,?\s(?P<year>\d{{4}}))?"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<then>{_MONTH})(?:\s(?P<last>\d{{4}}))?"
    rf"|(?P<alone>{_MONTH})(?:\s?,|\sof)?\s(?P<its>\d{{4}}))\b",
    re.IGNORECASE,
)

#: A date that differs in one part of year, month and day is the same date told differently; in two it is another one.
PARTS_APART = 1


@dataclass(frozen=True, slots=True)
class Date:
    """Year, month and day; the year or the day is None where the text leaves it out."""

    parts: tuple[int | None, int, int | None]
    span: Span

    def agrees(self, other: Date) -> bool:
        """Whether nothing that both say differs."""
        return all(
            mine == theirs or None in (mine, theirs) for mine, theirs in zip(self.parts, other.parts, strict=True)
        )

    def nearly(self, other: Date) -> bool:
        """Whether all but one of the parts that both say are the same, and one is."""
        said = [(a, b) for a, b in zip(self.parts, other.parts, strict=True) if a is not None and b is not None]
        return len(said) > PARTS_APART and sum(a != b for a, b in said) == PARTS_APART


def dates_of(text: str) -> list[Date]:
    """Every date in reading order."""
    return [_date(found) for found in _DATE.finditer(text)]


def _date(found: re.Match[str]) -> Date:
    year, day = found["year"] or found["last"] or found["its"], found["day"] or found["first"]
    month = _MONTHS[(found["month"] or found["then"] or found["alone"]).lower()]
    return Date((int(year) if year else None, month, int(day) if day else None), Span(found.start(), found.end()))
