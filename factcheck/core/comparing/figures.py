"""Figures of a text: digits, number words, ranges, shares, ordinals and multiples, and what they count."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.comparing.numbers import FRACTION, NUMBER, SCALES, Number, number_of, share_of
from factcheck.core.comparing.spelling import plain
from factcheck.core.wording import FUNCTION_WORDS, stem, vocabulary
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MULTIPLES = MappingProxyType(
    dict.fromkeys(("halve", "halves", "halved", "halving"), 0.5)
    | dict.fromkeys(("double", "doubles", "doubled", "doubling", "twice", "twofold"), 2.0)
    | dict.fromkeys(("triple", "triples", "tripled", "tripling", "treble", "trebled", "threefold"), 3.0)
    | dict.fromkeys(("quadruple", "quadruples", "quadrupled", "quadrupling", "fourfold"), 4.0)
    | {"fivefold": 5.0, "tenfold": 10.0}
)
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = MappingProxyType({word: float(value) for value, word in enumerate(_PLACES.split(), 1)})
_CURRENCIES = MappingProxyType(
    {"$": "$", "€": "€", "£": "£", "¥": "¥", "us$": "$"}
    | {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pounds": "£", "yen": "¥"}
)

#: Four digits between these without a comma are read as a year.
FIRST_YEAR, LAST_YEAR = 1000, 2100
#: Units that have to be the same on both sides: 5 percent and 5 percentage points are two things, and so are $5 and €5.
PERCENT, POINTS, TIMES, CALENDAR, PLACE = "percent", "percentage points", "time", "calendar year", "place"
EXACT = frozenset({PERCENT, POINTS, CALENDAR, *_CURRENCIES.values()})

_SIGN = r"(?:US\$|[$€£¥])"
_FIGURE = re.compile(
    rf"(?P<share>{FRACTION})"
    rf"|\b(?P<ordinal>\d+(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})(?=[\s-]\w)"
    rf"|(?P<between>\bbetween\s)?(?:(?P<currency>{_SIGN})\s?)?"
    rf"(?:(?P<low>{NUMBER})\s?%?(?P<joint>(?<=[\d%])\s?[-–]\s?|\sto\s|\sand\s){_SIGN}?(?={NUMBER}))?(?P<number>{NUMBER})"
    r"(?:\s*(?:(?P<points>percentage\spoints?\b)|(?P<percent>%|per\s?cent\b)))?"
    rf"|\b(?P<multiple>{'|'.join(MULTIPLES)})\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s-]+([^\W\d_]+)")
#: Words behind a figure among which the noun that it counts is looked for: "400 army training films".
NOUNS = 3

#: Spans of years that have a name of their own.
YEARS = MappingProxyType({stem("decades"): 10, stem("centuries"): 100})

MORE, FEWER, ABOUT = "more", "fewer", "about"
_BOUND = re.compile(
    r"\b(?:(?P<more>(?:more|greater|higher|larger|longer) than|over|above|at least|no (?:fewer|less) than|exceed\w*)"
    r"|(?P<fewer>(?:less|fewer|lower|smaller) than|under|below|at most|no more than|up to)"
    r"|(?P<about>about|around|roughly|approximately|some|nearly|almost|close to|just (?:over|under)|an estimated))"
    r"\s(?:about\s|around\s|the\s|a\s)?$",
    re.IGNORECASE,
)
#: Code points before a figure in which its bound stands.
BOUND_LENGTH = 28

#: A rounded figure may be off by half its last step, but never by more than this share of itself; "about" gives as
#: much. Chosen without data: a desk would not call 1.3 million "a million", but would let 5.4 percent be 5 percent.
ROUNDED_BY = 0.1
#: "A third" is 32 to 35 percent.
SHARE_ROUNDED_BY = 2.0

_NO_UNIT = FUNCTION_WORDS | vocabulary("more less fewer other about last next past")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure says: the value, between what it may lie, the stems of what it counts, its place.

    `units` begins with the word beside the figure; it is empty where nothing follows.
    """

    value: float
    low: float
    high: float
    units: tuple[str, ...]
    span: Span
    bound: str = ""

    @property
    def unit(self) -> str:
        """The stem of the first word that is counted, "" for none."""
        return self.units[0] if self.units else ""

    def counts_the_same(self, other: Figure) -> bool:
        """Whether the first thing that one of them counts is among what the other counts."""
        if {self.unit, other.unit} & EXACT:
            return self.unit == other.unit
        return bool(self.units and other.units) and (self.unit in other.units or other.unit in self.units)

    def fits(self, other: Figure) -> bool:
        """Whether the two may say the same number, each within what it states."""
        return self.value == other.value or (self.low < other.high and other.low < self.high)

    def says(self, other: Figure) -> bool:
        """Whether the other is the same figure of the same things."""
        return self.counts_the_same(other) and self.fits(other)

    def may_be(self, other: Figure) -> bool:
        """Whether the two are of one sort: "two" is no "second", 5 percent are no 5 percentage points."""
        if {self.unit, other.unit} & EXACT:
            return self.unit == other.unit
        return self.is_place == other.is_place

    @property
    def is_place(self) -> bool:
        """Whether it is a place in a row: "second"."""
        return self.unit.startswith(PLACE)


def figures_of(text: str) -> list[Figure]:
    """Every figure in reading order."""
    return [figure for found in _FIGURE.finditer(text) for figure in _figures(found)]


def _figures(found: re.Match[str]) -> Iterator[Figure]:
    if found["share"]:
        share = share_of(found["share"])
        if share is not None:
            yield _stated(found, "share", share, SHARE_ROUNDED_BY, (PERCENT,))
    elif found["multiple"]:
        yield _stated(found, "multiple", MULTIPLES[found["multiple"].lower()], 0.0, (stem("times"),))
    elif found["ordinal"]:
        yield _ordinal(found)
    else:
        yield from _counted(found)


def _ordinal(found: re.Match[str]) -> Figure:
    written = found["ordinal"].lower()
    value = _ORDINALS[written] if written in _ORDINALS else float(written[:-2])
    nouns = tuple(f"{PLACE} {noun}" for noun in _nouns(found.string, found.end()))
    return Figure(value, value, value, nouns or (PLACE,), Span(found.start("ordinal"), found.end("ordinal")))


def _counted(found: re.Match[str]) -> Iterator[Figure]:
    number = number_of(found["number"])
    units = _units(found, number.value)
    if found["low"]:
        least = number_of(found["low"])
        if _is_range(found, least.value, number.value):
            yield _range(found, least.value, number, units)
            return
        yield _stated(found, "low", least.value, _slack(least), (CALENDAR,) if _is_year(found["low"]) else units)
    yield _of_spans(_stated(found, "number", number.value, _slack(number), units))


def _is_range(found: re.Match[str], least: float, most: float) -> bool:
    if not least < most or _is_year(found["low"]) or ("and" in found["joint"] and not found["between"]):
        return False
    return not found.string[: found.start("low")].rstrip("$€£¥").lower().endswith("from ")


def _range(found: re.Match[str], least: float, most: Number, units: tuple[str, ...]) -> Figure:
    end = max(found.end(group) for group in ("number", "points", "percent"))
    scale = next((size for word, size in SCALES.items() if found["number"].lower().endswith(word)), 1.0)
    low = least * scale if least < scale else least  # "5 to 7 million" begins at five million
    return Figure(most.value, low, math.nextafter(most.value, math.inf), units, Span(found.start("low"), end))


def _slack(number: Number) -> float:
    return min(number.step / 2, ROUNDED_BY * number.value)


def _stated(found: re.Match[str], group: str, value: float, slack: float, units: tuple[str, ...]) -> Figure:
    start, end = found.start(group), found.end(group)
    if group == "number":
        end = max(end, found.end("points"), found.end("percent"))
    bound = _bound(found.string, found.start("currency") if group == "number" and found["currency"] else start)
    low, high = value - slack, value + slack
    if bound == ABOUT:
        low, high = value * (1 - ROUNDED_BY), value * (1 + ROUNDED_BY)
    elif bound:
        low, high = (value, math.inf) if bound == MORE else (-math.inf, math.nextafter(value, math.inf))
    if CALENDAR in units:
        low = high = value
    return Figure(value, low, high, units, Span(start, end), bound)


def _bound(text: str, start: int) -> str:
    found = _BOUND.search(text, max(0, start - BOUND_LENGTH), start)
    return (found.lastgroup or "") if found else ""


def _of_spans(figure: Figure) -> Figure:
    """Decades and centuries as years."""
    times = YEARS.get(figure.unit)
    if times is None:
        return figure
    units = (stem("years"), *figure.units[1:])
    return replace(figure, value=figure.value * times, low=figure.low * times, high=figure.high * times, units=units)


def _units(found: re.Match[str], value: float) -> tuple[str, ...]:
    if found["points"] or found["percent"]:
        return (POINTS if found["points"] else PERCENT,)
    if found["currency"]:
        return (found["currency"][-1],)
    nouns = _nouns(found.string, found.end())
    if _is_year(found["number"]):
        return (CALENDAR,)
    return nouns


def _is_year(written: str) -> bool:
    return written.isdigit() and len(written) == len("2000") and FIRST_YEAR <= int(written) <= LAST_YEAR


def _nouns(text: str, at: int) -> tuple[str, ...]:
    """The stems of the words behind a figure, up to one that only holds the sentence together."""
    nouns: list[str] = []
    while len(nouns) < NOUNS and (found := _NOUN.match(text, at)):
        word = plain(found[1].lower())
        if word in _NO_UNIT:
            break
        if word in _CURRENCIES:
            return (_CURRENCIES[word],)
        nouns.append(stem(word))
        at = found.end()
    return tuple(nouns)
