"""Dates of a text, written out or told from the day on which the text was written: "3 May 2021", "last month"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.comparing.figures import FIRST_YEAR, LAST_YEAR
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMED = "january february march april may june july august september october november december"
_SHORTENED = "jan feb mar apr - jun jul aug sept oct nov dec"
_WEEK = "monday tuesday wednesday thursday friday saturday sunday"
_NAMES, _SHORT, _DAYS = _NAMED.split(), _SHORTENED.split(), _WEEK.split()
_MONTHS = MappingProxyType(
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name: number for number, name in enumerate(_SHORT, 1) if name != "-"}
    | {"sep": 9}
)

_LONG = "|".join(_NAMES)
_MONTH = rf"(?:(?:{_LONG})\b|(?:{'|'.join(name for name in _SHORT if name != '-')}|sep)\b\.?)"
_YEAR = r"[12]\d{3}"
_DATE = re.compile(
    rf"\b(?P<iso>[12]\d{{3}}-[01]\d-[0-3]\d)\b"
    rf"|\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d)(?:\s?,?\s(?P<year>{_YEAR})\b)?"
    rf"|\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<then>{_MONTH})(?:\s?,?\s(?P<last>{_YEAR})\b)?"
    rf"|\b(?P<alone>{_MONTH})(?:\s?,|\sof)?\s(?P<its>{_YEAR})\b"
    rf"|\b(?P<bare>{_LONG})\b"
    rf"|\b(?P<decade>[12]\d\d0)\s?['’]?s\b"
    rf"|(?<![\d,.$€£#-])\b(?P<only>{_YEAR})\b(?![,.]\d|%|\s?(?:percent|people|km|miles)\b)"
    rf"|\b(?P<weekday>{'|'.join(_DAYS)})\b",
    re.IGNORECASE,
)
_FEW = "one two three four five six seven eight nine ten"
_RELATIVE = re.compile(
    rf"\b(?:(?P<day>yesterday|today|tonight|tomorrow|this\s(?:morning|afternoon|evening))"
    rf"|(?:(?:earlier|later)\s)?(?P<which>last|this|next|(?:the\s)?(?:previous|following|coming))\s"
    rf"(?P<unit>week|month|year|{_LONG})"
    rf"|(?P<count>\d{{1,3}}|an?|{_FEW.replace(' ', '|')}|twelve)\s"
    rf"(?P<ago>day|week|month|year)s?\sago)\b",
    re.IGNORECASE,
)
_COUNTS = MappingProxyType(
    {word: value for value, word in enumerate(_FEW.split(), 1)} | {"a": 1, "an": 1, "twelve": 12}
)
_SHIFTS = MappingProxyType({"last": -1, "previous": -1, "this": 0, "next": 1, "following": 1, "coming": 1})
_COMING = re.compile(
    r"\b(?:will|next|upcoming|coming|scheduled|planned|expected|due|(?:is|are|was|were) to)\b", re.IGNORECASE
)
_BEFORE_A_MONTH = re.compile(r"\b(?:in|on|of|since|until|by|during|early|late|mid|from|to)[\s-]$", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.;!?\n]*")

#: Any day will do to set last month beside this month; in the middle of a year, so that both are of one year.
SOME_DAY = date(2001, 8, 15)
#: A date that differs in one part of year, month and day is the same date told differently; in two it is another one.
PARTS_APART = 1
#: A date that is told from the day of writing is another telling of the same date only so many days from it.
DAYS_APART = 62


@dataclass(frozen=True, slots=True)
class Date:
    """Year, month, day and weekday (0 is Monday), None where the text leaves them out; the days that it covers.

    `days` is the first and last day, None where the year is not known. `relative` ones are told from another day.
    """

    parts: tuple[int | None, int | None, int | None]
    span: Span
    days: tuple[date, date] | None = None
    weekday: int | None = None
    relative: bool = False

    def agrees(self, other: Date) -> bool:
        """Whether nothing that both say differs, and both say something.

        One weekday on both sides agrees within a week: whether the last or the next one is meant is a guess.
        """
        if self.relative and other.relative and self.weekday is not None and self.weekday == other.weekday:
            return self._gap(other) <= len(_DAYS)
        if self.days and other.days:
            return self.days[0] <= other.days[1] and other.days[0] <= self.days[1]
        said = self._both(other)
        return bool(said) and all(mine == theirs for mine, theirs in said)

    def nearly(self, other: Date) -> bool:
        """Whether they differ as two tellings of one date do: in one part, or by few days."""
        if self.agrees(other):
            return False
        said = self._both(other)
        apart = sum(mine != theirs for mine, theirs in said)
        if apart == PARTS_APART and (len(said) > PARTS_APART or self._says() == 1):
            return True
        return self.relative or other.relative if self._gap(other) <= DAYS_APART else False

    def _both(self, other: Date) -> list[tuple[int, int]]:
        mine, theirs = self.parts, other.parts
        if None in (mine[-1], theirs[-1]):  # of two whole dates the weekday tells nothing more
            return _said(zip((*mine, self.weekday), (*theirs, other.weekday), strict=True))
        return _said(zip(mine, theirs, strict=True))

    def _says(self) -> int:
        return sum(part is not None for part in self.parts) or int(self.weekday is not None)

    def _gap(self, other: Date) -> int:
        if not self.days or not other.days:
            return DAYS_APART + 1
        return max((self.days[0] - other.days[1]).days, (other.days[0] - self.days[1]).days)


def _said(pairs: Iterable[tuple[int | None, int | None]]) -> list[tuple[int, int]]:
    return [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]


def dates_of(text: str, written_on: date | None = None) -> list[Date]:
    """Every date in reading order; those that are told from the day of writing only where that day is given."""
    absolute = [found for match in _DATE.finditer(text) if (found := _absolute(match, written_on)) is not None]
    if written_on is None:
        return absolute
    relative = [found for match in _RELATIVE.finditer(text) if (found := _relative(match, written_on)) is not None]
    taken = {at for found in relative for at in range(*found.span)}
    return sorted(
        [*relative, *(found for found in absolute if found.span.start not in taken)], key=lambda found: found.span
    )


def _absolute(found: re.Match[str], written_on: date | None) -> Date | None:
    span = Span(found.start(), found.end())
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
        return _whole(year, month, day, span)
    if found["weekday"]:
        return _weekday(found, span, written_on)
    if found["decade"]:
        year = int(found["decade"])
        return Date((year, None, None), span, (date(year, 1, 1), date(year + 9, 12, 31)))
    if found["only"]:
        year = int(found["only"])
        return _whole(year, None, None, span) if FIRST_YEAR <= year <= LAST_YEAR else None
    named = found["month"] or found["then"] or found["alone"] or found["bare"]
    if found["bare"] and not (
        named[0].isupper() and _BEFORE_A_MONTH.search(found.string, max(0, found.start() - 8), found.start())
    ):
        return None  # "may" and "march" are verbs
    written, day_written = found["year"] or found["last"] or found["its"], found["day"] or found["first"]
    return _whole(
        int(written) if written else None,
        _MONTHS[named.lower().rstrip(".")],
        int(day_written) if day_written else None,
        span,
    )


def _whole(year: int | None, month: int | None, day: int | None, span: Span) -> Date | None:
    """The date with the days that it covers; None for a day that no calendar has."""
    if month is not None and not 1 <= month <= len(_NAMES):
        return None
    if day is not None and not 1 <= day <= monthrange(year or 2000, month or 1)[1]:
        return None
    if year is None:
        return Date((year, month, day), span)
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return Date((year, month, day), span, (first, last), first.weekday() if day else None)


def _weekday(found: re.Match[str], span: Span, written_on: date | None) -> Date:
    number = _DAYS.index(found["weekday"].lower())
    if written_on is None:
        return Date((None, None, None), span, None, number)
    back = (written_on.weekday() - number) % 7
    clause = _CLAUSE.match(found.string, max(0, _clause_start(found)))
    if clause and _COMING.search(clause.group()):
        return _on(written_on + timedelta((number - written_on.weekday()) % 7), span)
    return _on(written_on - timedelta(back), span)


def _clause_start(found: re.Match[str]) -> int:
    return max(found.string.rfind(mark, 0, found.start()) for mark in ".;!?\n") + 1


def _on(day: date, span: Span) -> Date:
    return Date((day.year, day.month, day.day), span, (day, day), day.weekday(), relative=True)


def _relative(found: re.Match[str], written_on: date) -> Date | None:
    span = Span(found.start(), found.end())
    if found["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(found["day"].lower(), 0)
        return _on(written_on + timedelta(shift), span)
    if found["ago"]:
        count = found["count"].lower()
        return _shifted(found["ago"].lower(), -(_COUNTS.get(count) or int(count)), written_on, span)
    shift = _SHIFTS[found["which"].lower().split()[-1]]
    unit = found["unit"].lower()
    return (
        _named_month(_MONTHS[unit], shift, written_on, span)
        if unit in _MONTHS
        else _shifted(unit, shift, written_on, span)
    )


def _shifted(unit: str, count: int, written_on: date, span: Span) -> Date | None:
    if unit == "day":
        return _on(written_on + timedelta(count), span)
    if unit == "week":
        monday = written_on - timedelta(written_on.weekday()) + timedelta(7 * count)
        return Date((None, None, None), span, (monday, monday + timedelta(6)), relative=True)
    if unit == "year":
        return _told(written_on.year + count, None, span)
    months = 12 * written_on.year + written_on.month - 1 + count
    return _told(months // 12, months % 12 + 1, span)


def _named_month(month: int, shift: int, written_on: date, span: Span) -> Date | None:
    """ "Last May" is the one that lies behind, "next May" the one ahead, "this May" that of the year."""
    year = written_on.year
    if shift < 0 and month >= written_on.month:
        year -= 1
    if shift > 0 and month <= written_on.month:
        year += 1
    return _told(year, month, span)


def _told(year: int, month: int | None, span: Span) -> Date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    found = _whole(year, month, None, span)
    return None if found is None else Date(found.parts, span, found.days, relative=True)
