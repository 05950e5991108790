"""Days and months of a year that a text writes out."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass

from factcheck.records import Span

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,?\s(?P<year>\d{{4}}))?"
    rf"|(?P<first>\d{{1,2}})\s(?P<then>{_MONTH})(?:\s(?P<last>\d{{4}}))?)\b",
    re.IGNORECASE,
)

#: A date that differs in one part of year, month and day is the same date told differently; in two it is another one.
PARTS_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Date:
    """A day; the year is None where the text leaves it out."""

    parts: tuple[int | None, int, int]
    span: Span

    def agrees(self, other: Date) -> bool:
        """Whether nothing that both say differs."""
        return all(
            mine == theirs or None in (mine, theirs) for mine, theirs in zip(self.parts, other.parts, strict=True)
        )

    def nearly(self, other: Date) -> bool:
        """Whether all but one part are the same."""
        return sum(a == b for a, b in zip(self.parts, other.parts, strict=True)) == PARTS_ALIKE


def dates_of(text: str) -> list[Date]:
    """Every date in reading order."""
    return [_date(found) for found in _DATE.finditer(text)]


def _date(found: re.Match[str]) -> Date:
    year = found["year"] or found["last"]
    month = _MONTHS[(found["month"] or found["then"]).lower()]
    day = int(found["day"] or found["first"])
    return Date((int(year) if year else None, month, day), Span(found.start(), found.end()))
