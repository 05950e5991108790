"""Copies: texts that are nearly the same words, and how many independent origins stand behind several sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.records import Source

RUN = 5
"""Words in a row that count as taken over. Two reports of one event share names and phrases of two to four words."""

SAME = 0.7
"""The share of the shorter text's words at which two texts are one: half of them is a long quotation, not a copy."""

FEWEST = 30
"""Words that the shorter text must have: below that, a sentence that both quote would make them copies."""

MOST = 20_000
"""Words of each text that are compared. A news report has a twentieth of that; a whole book must not hold up a page."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shared:
    """How many of the shorter text's words stand in runs that the other text has too."""

    same: int
    words: int

    @property
    def is_copy(self) -> bool:
        """Say whether the two are the same text."""
        return self.words >= FEWEST and self.same >= SAME * self.words


def shared(text: str, other: str) -> Shared:
    """Compare two texts word by word, whatever their case and punctuation; linear in their lengths."""
    shorter, longer = sorted((_words(text), _words(other)), key=len)
    known, covered = set(_runs(longer)), bytearray(len(shorter))
    for at, run in enumerate(_runs(shorter)):
        if run in known:
            covered[at : at + RUN] = b"\1" * RUN
    return Shared(sum(covered), len(shorter))


def _words(text: str) -> list[str]:
    found = WORD.finditer(text)
    return [word.group().casefold() for _, word in zip(range(MOST), found, strict=False)]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(RUN)), strict=False))


def independent_origins(sources: Iterable[Source]) -> int:
    """Count the origins behind sources: those that name the same one count once, each that names none by itself."""
    return len({" ".join(source.origin.casefold().split()) or source.id for source in sources})
