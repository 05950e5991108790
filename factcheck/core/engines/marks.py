"""Punctuation of a claim: a mark stays only where the words on both sides of it stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.engines.pieces import Piece, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.core.syntax import Word

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“", '"': '"', "‘": "’"}


def without_stray_marks(pieces: Sequence[Piece], words: Sequence[Word]) -> tuple[Piece, ...]:
    """The pieces less those marks that would join or enclose words that are not there; `words` is the sentence."""
    said = {one.word.index for one in pieces if one.word is not None and one.text and not one.word.is_punct}
    if not said:
        return tuple(pieces)
    pairs = _enclosing(words, said)
    kept = _between(words, said) | {mark.index for pair in pairs for mark in pair}
    marked = [one for one in pieces if one.word is None or not one.word.is_punct or one.word.index in kept]
    for opening, closing in pairs:
        _put_back(marked, opening, closing)
    return tuple(marked)


def _put_back(pieces: list[Piece], opening: Word, closing: Word) -> None:
    """Both marks of a pair, where the parser hung one of them on a word that is not in the claim."""
    places = [
        place
        for place, one in enumerate(pieces)
        if one.word is not None and one.text and opening.index < one.word.index < closing.index
    ]
    present = {one.word.index for one in pieces if one.word is not None}
    if closing.index not in present:
        pieces.insert(places[-1] + 1, piece(closing))
    if opening.index not in present:
        pieces.insert(places[0], piece(opening))


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


def _enclosing(words: Sequence[Word], said: set[int]) -> list[tuple[Word, Word]]:
    """Brackets and quotation marks whose whole content is in the claim, and not the whole claim in them."""
    pairs: list[tuple[Word, Word]] = []
    used = -1
    for place, word in enumerate(words):
        closing = _PAIRS.get(word.text)
        if closing is None or place <= used:
            continue
        end = _closing_of(place, closing, words)
        if end is None:
            continue
        if word.text == closing:
            used = end
        inside = {one.index for one in words[place + 1 : end] if not one.is_punct}
        if inside and inside <= said and inside != said:
            pairs.append((word, words[end]))
    return pairs


def _closing_of(place: int, closing: str, words: Sequence[Word]) -> int | None:
    """Where the mark closes that opens here, those opened within it passed over."""
    opening, depth = words[place].text, 1
    for later in range(place + 1, len(words)):
        text = words[later].text
        depth += (text == opening != closing) - (text == closing)
        if not depth:
            return later
    return None
