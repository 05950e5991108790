"""Numbers that a text spells out: "twenty-three", "two and a half million", "half a million", "two-thirds"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = MappingProxyType(
    {word: float(value) for value, word in enumerate(_SMALL.split())}
    | {word: 10.0 * tens for tens, word in enumerate(_TENS.split(), 2)}
)
SCALES = MappingProxyType({"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12})
_PARTS = MappingProxyType(
    {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
)

_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
#: "A hundred", "dozen" and "half a million" are numbers; "one" alone is mostly a pronoun, so it needs company.
NUMBER = (
    rf"(?:{_DIGITS}(?:\sand\sa\shalf)?(?:[\s-](?:{_SCALE})\b)*"
    rf"|\bhalf\sa\s(?:{_SCALE}|dozen)\b"
    rf"|\b(?:a\s)?dozen\b|\ba\s(?:{_SCALE})\b"
    rf"|\b(?:(?!one\b(?![\s-](?:{_SCALE}|and\sa\shalf|in\s))))(?:{_UNIT})"
    rf"(?:[\s-](?:and\sa\shalf|dozen|(?:and\s)?(?:{_UNIT}|{_SCALE})))*\b)"
)
_WORD = re.compile(rf"{_DIGITS}|and\sa\shalf|[a-z]+")

_OVER = "|".join(_PARTS)
#: A share of something: "two-thirds", "a third of", "one in five". "A third time" is none.
FRACTION = (
    rf"(?:\b(?:{_UNIT})[\s-](?:thirds|quarters|fourths|fifths|sixths|sevenths|eighths|tenths)\b"
    rf"|\b(?:a|one)[\s-](?:{_OVER})(?=\sof\b)|\bhalf(?=\s(?:of|the|its|their|his|her)\b)"
    rf"|\b(?:{_UNIT}|\d{{1,2}})\s(?:in|out\sof)\s(?:every\s)?(?:{_UNIT}|\d{{1,3}})\b(?!\s*(?:percent|%|{_SCALE})))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the step to which it is stated: 0.1 for "2.5", a million for "3 million", 1 for "40"."""

    value: float
    step: float


def number_of(written: str) -> Number:
    """The number that text matching `NUMBER` spells."""
    total, current, step = 0.0, 0.0, 1.0
    for word in _WORD.findall(written.lower()):
        if word[0].isdigit():
            current = float(word.replace(",", ""))
            step = 10.0 ** -len(word.partition(".")[2])
        elif word in _UNITS:
            current, step = current + _UNITS[word], 1.0
        elif word == "and a half":
            current, step = current + 0.5, 0.5
        elif word == "half":
            current, step = 0.5, 0.5
        elif word == "dozen":
            current = (current or 1.0) * 12
        elif word in SCALES:
            current = (current or 1.0) * SCALES[word]
            if word != "hundred":  # spelled out, it is as exact as its digits
                total, current, step = total + current, 0.0, step * SCALES[word]
    return Number(total + current, step)


def share_of(written: str) -> float | None:
    """The share in percent that text matching `FRACTION` states; None where it is more than a whole."""
    words = re.findall(r"[a-z]+|\d+", written.lower())
    last = words[-1].removesuffix("s") if words[-1] not in _UNITS else words[-1]
    if last in _PARTS:
        return 100 * _whole(words[0]) / _PARTS[last]
    part, whole = _whole(words[0]), _whole(words[-1])
    return 100 * part / whole if 0 < part < whole else None


def _whole(word: str) -> float:
    return _UNITS.get(word, float(word) if word.isdigit() else 1.0)
