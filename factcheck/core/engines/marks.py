"""Punctuation of a claim: a mark stays only where the words on both sides of it stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.core.engines.pieces import Piece
    from factcheck.core.syntax import Word

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“", '"': '"', "‘": "’"}


def without_stray_marks(pieces: Sequence[Piece], words: Sequence[Word]) -> tuple[Piece, ...]:
    """The pieces less those marks that would join or enclose words that are not there; `words` is the sentence."""
    said = {one.word.index for one in pieces if one.word is not None and one.text and not one.word.is_punct}
    if not said:
        return tuple(pieces)
    kept = _enclosing(words, said) | _between(words, said)
    return tuple(one for one in pieces if one.word is None or not one.word.is_punct or one.word.index in kept)


def _between(words: Sequence[Word], said: set[int]) -> set[int]:
    """Commas, dashes and hyphens between two words of the claim."""
    kept: set[int] = set()
    before: Word | None = None
    waiting: list[int] = []
    for word in words:
        if not word.is_punct:
            if before is not None and before.index in said and word.index in said:
                kept.update(waiting)
            before, waiting = word, []
        elif word.text not in _PAIRS and word.text not in _PAIRS.values():
            waiting.append(word.index)
    return kept


def _enclosing(words: Sequence[Word], said: set[int]) -> set[int]:
    """Brackets and quotation marks whose whole content is in the claim, and not the whole claim in them."""
    kept: set[int] = set()
    for place, word in enumerate(words):
        closing = _PAIRS.get(word.text)
        if closing is None or word.index in kept:
            continue
        end = next((i for i in range(place + 1, len(words)) if words[i].text == closing), None)
        if end is None:
            continue
        inside = {one.index for one in words[place + 1 : end] if not one.is_punct}
        if inside and inside <= said and inside != said:
            kept |= {word.index, words[end].index}
    return kept
