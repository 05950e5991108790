"""Which sentences of a source bear on a claim: shared words, rarest first, with what their neighbours share.

Lexical and linear in the source: BM25 (Robertson and Walker 1994) over the source's own sentences. A shared word says
only that a sentence is about the same thing; whether it agrees is for `comparing` and for a person.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from factcheck.core.language import detect
from factcheck.core.wording import FUNCTION_WORDS, stem, tokens
from factcheck.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: BM25's saturation. Its length weight is left out: among sentences the long ones do say more, and any weight lost
#: on one half of the annotated sources (November 2026), as did saturations of 1.2 and 3.
SATURATION = 0.6

#: How much of a neighbour's score a sentence gets: what a claim says is often spread over two sentences.
NEIGHBOUR_WEIGHT = 0.3

#: A figure or a name (a capital inside the claim) that is shared says more than another word as rare.
FIGURE_WEIGHT = 1.5
NAME_WEIGHT = 1.2

#: What beginnings of words that are shared weigh ("editor", "editorial"), besides whole stems.
BEGINNING_LENGTH = 5
BEGINNING_WEIGHT = 0.5

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_NAME = re.compile(r"(?<=[^.!?\s]\s)[^\W\d_a-z][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    words: Counter[str]


def rank(claim: str, source: str, *, limit: int | None = None) -> list[Passage]:
    """The sentences of the source that share words with the claim, best first; of equals the earlier one first.

    Empty where nothing is shared. A score compares passages of one source for one claim and nothing else.
    """
    sentences = [_Sentence(span, Counter(_features(source[span.start : span.end]))) for span in sentences_of(source)]
    wanted = _weights(claim, sentences)
    own = [_score(wanted, sentence.words) for sentence in sentences]
    scores = [score + NEIGHBOUR_WEIGHT * _beside(own, index) for index, score in enumerate(own)]
    found = [
        Passage(sentence.span.start, sentence.span.end, round(score, 4))
        for sentence, shared, score in zip(sentences, own, scores, strict=True)
        if shared > 0
    ]
    return sorted(found, key=lambda passage: (-passage.score, passage.start))[:limit]


def sentences_of(source: str) -> list[Span]:
    """The sentences of every line in reading order, without the blanks around them; all that has a letter or digit."""
    language = detect(source)
    return [
        sentence
        for line in _LINE.finditer(source)
        for sentence in _cut(line.group(), line.start(), language)
        if any(map(str.isalnum, source[sentence.start : sentence.end]))
    ]


def _cut(line: str, offset: int, language: str) -> Iterator[Span]:
    # A lone surrogate has no UTF-8 form, which the splitter needs; "?" keeps its place.
    readable = line.encode("utf-8", "replace").decode("utf-8")
    for boundary in get_sentence_boundaries(language, readable):
        start, end = boundary["start_index"], boundary["end_index"]
        sentence = line[start:end]
        start += len(sentence) - len(sentence.lstrip())
        end = start + len(sentence.strip())
        if start < end:
            yield Span(offset + start, offset + end)


def _features(text: str) -> list[str]:
    return [feature for token in tokens(text) for feature in _of_word(token)]


@lru_cache(maxsize=50_000)
def _of_word(token: str) -> tuple[str, ...]:
    if token in FUNCTION_WORDS:
        return ()
    root = stem(token)
    return (root, f"{token[:BEGINNING_LENGTH]}*") if token.isalpha() else (root,)


def _weights(claim: str, sentences: Sequence[_Sentence]) -> dict[str, float]:
    """What each word of the claim counts: the rarer in this source, the more."""
    names = {feature for name in _NAME.findall(claim) for feature in _features(name)}
    within = Counter(word for sentence in sentences for word in sentence.words)
    total = len(sentences)
    return {
        word: _kind_weight(word, names) * math.log(1 + (total - within[word] + 0.5) / (within[word] + 0.5))
        for word in set(_features(claim))
        if within[word]
    }


def _kind_weight(word: str, names: set[str]) -> float:
    if any(map(str.isdigit, word)):
        return FIGURE_WEIGHT
    return (BEGINNING_WEIGHT if word.endswith("*") else 1.0) * (NAME_WEIGHT if word in names else 1.0)


def _score(wanted: dict[str, float], words: Counter[str]) -> float:
    # Sorted, since a set's order differs from run to run, and so would the last digit of the sum.
    shared = sorted(wanted.keys() & words.keys())
    return sum(wanted[word] * words[word] * (SATURATION + 1) / (words[word] + SATURATION) for word in shared)


def _beside(scores: Sequence[float], index: int) -> float:
    return (scores[index - 1] if index else 0.0) + (scores[index + 1] if index + 1 < len(scores) else 0.0)
