"""Copies: texts that are nearly the same words, and how many independent origins stand behind several sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from factcheck.records import Source

RUN = 5
"""Words in a row that count as taken over. Two reports of one event share names and phrases of two to four words."""

SAME = 0.7
"""The share of the shorter text's words at which two texts are one: half of them is a long quotation, not a copy."""

FEWEST = 30
"""Words that the shorter text must have: below that, a sentence that both quote would make them copies."""

MOST = 20_000
"""Words of each text that are compared. A news report has a twentieth of that; a whole book must not hold up a page."""

KEPT = 64
"""Runs of a text by which its copies are looked for among all sources: those with the smallest hashes (Broder 1997).

Of 153 news pages (60 to some thousand words), each was found again by one of 64 when one word in 20 was changed, when
it was cut to a quarter, and inside a text twice as long; when cut to 60 words, 144 were (with 32, 136). Of the 11,628
pairs of unrelated pages 8 share one, and none has more than 0.14 of its words in common (November 2026).
"""

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


def sketch(text: str) -> tuple[int, ...]:
    """The hashes, below 2^63, of the runs that stand for a text; two copies nearly always share one of them."""
    return tuple(nsmallest(KEPT, {_hash(run) for run in _runs(_words(text))}))


def _hash(run: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b(" ".join(run).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _words(text: str) -> list[str]:
    found = WORD.finditer(text)
    return [word.group().casefold() for _, word in zip(range(MOST), found, strict=False)]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(RUN)), strict=False))


def origin_of(source: Source) -> str:
    """Who the information of a source comes from, as far as it is said: a primary source is its own origin."""
    return source.origin or (source.publisher or source.title if source.is_primary else "")


def independent_origins(sources: Iterable[Source], same: Iterable[tuple[int, int]] = ()) -> int:
    """Count the origins behind sources: those that have the same one count once, each that has none by itself.

    `same` are pairs of sources, by number, whose texts are one: they count once too, unless two origins are said.
    """
    origins: dict[int, str | int] = {
        source.id: " ".join(origin_of(source).casefold().split()) or source.id for source in sources
    }
    for one, other in same:
        lost, kept = sorted((origins[one], origins[other]), key=lambda origin: isinstance(origin, str))
        if isinstance(lost, int):
            origins = {number: kept if origin == lost else origin for number, origin in origins.items()}
    return len(set(origins.values()))
