"""Figures of a text: digits, number words, multiples, and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.core.wording import FUNCTION_WORDS, stem
from factcheck.records import Span

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: value for value, word in enumerate(_SMALL.split()) if word != "one"}  # mostly a pronoun
WORDS |= {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MULTIPLES = {"double": 2, "doubled": 2, "twice": 2, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4}

#: Four digits between these without a comma are read as a year.
FIRST_YEAR, LAST_YEAR = 1000, 2100
#: The unit of a year that is named; "five years" counts years.
CALENDAR = "calendar year"

_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(WORDS)})\b)"
_FIGURE = re.compile(
    rf"(?P<multiple>\b(?:{'|'.join(MULTIPLES)})\b)"
    rf"|(?P<currency>[$€£]?)\s?(?P<number>{_NUMBER})(?P<half>\sand\sa\shalf)?"
    rf"(?:[\s-](?P<scale>{'|'.join(SCALES)})\b)?"
    r"(?:\s*(?:(?P<points>percentage\spoints?\b)|(?P<percent>%|per\s?cent\b)))?(?:[\s-]+(?P<unit>[^\W\d_]+))?",
    re.IGNORECASE,
)

#: Spans of years that have a name of their own.
YEARS = {stem("decades"): 10, stem("centuries"): 100}

MORE, FEWER = "more", "fewer"
_BOUND = re.compile(
    r"\b(?:(?P<more>(?:more|greater|higher) than|over|above|at least|exceed\w*)"
    r"|(?:less|fewer|lower) than|under|below|at most|up to)\s(?:about\s|around\s)?$",
    re.IGNORECASE,
)
#: Code points before a figure in which its bound stands.
BOUND_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, the stem of what it counts ("" where nothing follows), its place, and whether it is a bound."""

    value: float
    unit: str
    span: Span
    bound: str = ""

    def answered_by(self, other: Figure) -> bool:
        """Whether the other's value is the same, or lies where "more than" and "fewer than" put this one."""
        if self.bound == MORE:
            return other.value >= self.value
        return other.value <= self.value if self.bound == FEWER else other.value == self.value


def _bound(figure: re.Match[str]) -> str:
    found = _BOUND.search(figure.string[max(0, figure.start() - BOUND_LENGTH) : figure.start("number")])
    return (MORE if found["more"] else FEWER) if found else ""


def figures_of(text: str) -> list[Figure]:
    """Every figure in reading order."""
    return [_figure(found) for found in _FIGURE.finditer(text)]


def _figure(found: re.Match[str]) -> Figure:
    if multiple := found["multiple"]:
        return Figure(MULTIPLES[multiple.lower()], "times", Span(found.start(), found.end()))
    written, bound = found["number"].lower(), _bound(found)
    value = float(WORDS[written] if written in WORDS else written.replace(",", ""))
    value = (value + (0.5 if found["half"] else 0)) * SCALES.get((found["scale"] or "").lower(), 1)
    last = max(found.end(group) for group in ("number", "half", "scale", "points", "percent"))
    unit, span = _unit(found, value), Span(found.start("number"), last)
    return Figure(value * YEARS[unit], stem("year"), span, bound) if unit in YEARS else Figure(value, unit, span, bound)


def _unit(found: re.Match[str], value: float) -> str:
    if found["points"]:
        return "percentage points"
    if found["percent"]:
        return "percent"
    if found["currency"]:
        return found["currency"]
    plain = found["number"].isdigit() and len(found["number"]) == len("2000") and not found["scale"]
    word = (found["unit"] or "").lower()
    counted = "" if word in FUNCTION_WORDS else stem(word)
    return CALENDAR if plain and FIRST_YEAR <= value <= LAST_YEAR else counted
