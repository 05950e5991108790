"""Colours that can be read and told apart, light and dark, by every kind of eyes: computed from the sheet itself."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import factcheck
from factcheck.store.migrations import SCALE

SHEET = (Path(factcheck.__file__).parent / "static" / "house.css").read_text()
RATINGS = [f"rating-{row[0]}" for row in SCALE]

WORDS = [(word, ground) for word in ("ink", "soft", "accent", "wrong") for ground in ("paper", "wash")] + [
    ("ink", "field"),
    ("on-accent", "accent"),
]
"""Colours of words and what they stand on; WCAG 2.2 asks 4.5 of them."""

MARKS = [(mark, ground) for mark in ["edge", "accent", "wrong", *RATINGS] for ground in ("paper", "wash")]
"""Colours of underlines, marks and the edges of controls; WCAG 2.2 asks 3 of them."""

EYES = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no long cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no short cones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""What dichromats see of linear light (Machado, Oliveira and Fernandes, 2009, severity 1)."""

LEAST_APART = 0.09
"""Distance in OKLab between any two ratings; red and green of the same lightness have 0.02 for some eyes."""


def colours(scheme: str) -> dict[str, str]:
    """The sheet's colours by name, the dark ones over the light ones."""
    blocks = re.findall(r"(@media[^{]*\{\s*)?:root \{(.*?)\}", SHEET, flags=re.S)
    found: dict[str, str] = {}
    for media, block in blocks:
        if not media or (scheme == "dark" and "dark" in media):
            found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    return found


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(light: list[float]) -> list[float]:
    """Björn Ottosson's OKLab, where distance is about what is seen."""
    red, green, blue = (min(1, max(0, part)) for part in light)
    cones = [
        (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3),
        (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3),
        (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3),
    ]
    rows = (
        (0.2104542553, 0.793617785, -0.0040720468),
        (1.9779984951, -2.428592205, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.808675766),
    )
    return [sum(weight * cone for weight, cone in zip(row, cones, strict=True)) for row in rows]


def apart(one: str, other: str, eyes: str) -> float:
    seen = [
        oklab([sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in EYES[eyes]])
        for colour in (one, other)
    ]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_have_a_contrast_of_four_and_a_half(scheme: str) -> None:
    sheet = colours(scheme)
    poor = {pair: round(contrast(sheet[pair[0]], sheet[pair[1]]), 2) for pair in WORDS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_have_a_contrast_of_three(scheme: str) -> None:
    sheet = colours(scheme)
    poor = {pair: round(contrast(sheet[pair[0]], sheet[pair[1]]), 2) for pair in MARKS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3} == {}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_seven_ratings_are_told_apart(scheme: str, eyes: str) -> None:
    sheet = colours(scheme)
    close = {pair: round(apart(sheet[pair[0]], sheet[pair[1]], eyes), 3) for pair in combinations(RATINGS, 2)}
    assert {pair: distance for pair, distance in close.items() if distance < LEAST_APART} == {}


def test_the_measures_catch_what_they_are_for() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert contrast("#999999", "#ffffff") < 3
    assert apart("#a05000", "#607000", "no middle cones") < LEAST_APART < apart("#a05000", "#607000", "all cones")
    assert colours("light")["paper"] != colours("dark")["paper"]


def test_every_colour_of_the_sheet_is_named_at_its_head() -> None:
    body = re.sub(r":root \{.*?\}", "", SHEET, flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl\(", body) == []


def test_the_sheet_stays_small() -> None:
    assert len(SHEET.encode()) < 25_000
