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
    r"\s*(?P<points>percentage\spoints?\b)?(?P<percent>%|per\s?cent\b)?(?:[\s-]+(?P<unit>[^\W\d_]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, the stem of what it counts ("" where nothing follows), and where it stands."""

    value: float
    unit: str
    span: Span


def figures_of(text: str) -> list[Figure]:
    """Every figure in reading order."""
    return [_figure(found) for found in _FIGURE.finditer(text)]


def _figure(found: re.Match[str]) -> Figure:
    if multiple := found["multiple"]:
        return Figure(MULTIPLES[multiple.lower()], "times", Span(found.start(), found.end()))
    written = found["number"].lower()
    value = float(WORDS[written] if written in WORDS else written.replace(",", ""))
    value = (value + (0.5 if found["half"] else 0)) * SCALES.get((found["scale"] or "").lower(), 1)
    last = max(found.end(group) for group in ("number", "half", "scale", "points", "percent"))
    return Figure(value, _unit(found, value), Span(found.start("number"), last))


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
