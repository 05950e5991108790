"""Quoted words beside the walk: those in which it found no clause, those that it took with "she said", and questions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, SAYING
from factcheck.core.engines.pieces import piece
from factcheck.core.engines.walking import Frame

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from factcheck.core.quotations import Quotations
    from factcheck.core.syntax import Sentence, Word

#: Shorter quoted scraps are words that somebody used, not statements.
FEWEST_QUOTED_WORDS = 5

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def quoted_whole(sentence: Sentence, quotations: Quotations, covered: Container[int]) -> Iterator[Frame]:
    """Quoted words that no claim covers, as they stand: they may assert something all the same."""
    for span, group in groupby(sentence.words, key=lambda word: quotations.at(word.start)):
        words = list(group)
        said = [word for word in words if not word.is_punct]
        if span is None or len(said) < FEWEST_QUOTED_WORDS or any(word.index in covered for word in said):
            continue
        if _closing_mark(words, said[-1]) == "?" or not _has_predicate(said):
            continue
        inner = words[words.index(said[0]) : words.index(said[-1]) + 1]
        yield Frame(tuple(map(piece, inner)), said[0])


def _closing_mark(words: list[Word], last_said: Word) -> str | None:
    return next((word.text for word in words if word.index > last_said.index), None)


def _has_predicate(said: list[Word]) -> bool:
    """A finite verb behind its subject: commands, headings and calls have none."""
    return any(
        word.tag in _FINITE
        and any(one.dep in ("nsubj", "nsubjpass", "expl") for one in (word, *word.children, *word.head.children))
        for word in said
    )


def is_asked(frame: Frame, sentence: Sentence, quotations: Quotations) -> bool:
    """Is it part of a quoted question, with "she asked" behind it?"""
    span = quotations.at(frame.head.start)
    if span is None:
        return False
    behind = (word for word in sentence.words if word.index > frame.head.index and word.text in (".", "!", "?"))
    mark = next(behind, None)
    return mark is not None and mark.text == "?" and quotations.at(mark.start) == span


def swallows(frame: Frame, quotations: Quotations, speakers: Container[int]) -> bool:
    """Does it state that somebody said a whole quotation, which is a claim of that somebody's?"""
    if frame.head.lemma.lower() not in QUOTING | SAYING or quotations.at(frame.head.start) is not None:
        return False
    words = [one.word for one in frame.pieces if one.word is not None and one.text and not one.word.is_punct]
    inside = [word for word in words if (span := quotations.at(word.start)) is not None and span.start in speakers]
    return len(inside) >= FEWEST_QUOTED_WORDS and _has_predicate(inside) and len(inside) * 2 > len(words)
