"""The day that a date as written on a page means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

EARLIEST = 1990  # before it no page was published on the web; years before are those of events
LATEST = 2100
ISO = re.compile(r"\s*((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d{3})")
LOOSE = re.compile(r"\s*((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b")
EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")
NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = {form: number for number, name in enumerate(NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


def day_of(written: str) -> str:
    """The date as YYYY-MM-DD, in the time zone that it is written in; "" where it is none.

    Understands ISO 8601 and its relatives, seconds since 1970, and English dates with the month in letters. Dates all
    in figures with the day or month first are left alone: nobody can tell which it is.
    """
    found = ISO.match(written) or LOOSE.match(written)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    epoch = EPOCH.match(written)
    if epoch:
        return _in_range(datetime.fromtimestamp(int(epoch[1]), UTC).date())
    found = DAY_FIRST.search(written) or MONTH_FIRST.search(written)
    if found:
        return _day(int(found["year"]), MONTHS[found["month"].lower()], int(found["day"]))
    return ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return ""


def _in_range(day: date) -> str:
    return day.isoformat() if EARLIEST <= day.year <= LATEST else ""
