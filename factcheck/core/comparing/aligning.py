"""Which passage of a source says the same as a claim but for one word: the ground that a difference stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factcheck.core.comparing.spelling import plain
from factcheck.core.wording import FUNCTION_WORDS, NEGATIONS, stem, tokens, vocabulary
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What is left of "won't" and "can't" without their "not" is no content.
_NO_CONTENT = FUNCTION_WORDS | NEGATIONS | vocabulary("wo ca")

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SUBJECT = re.compile(r"(?:The\s)?(?:[A-Z][\w’'.-]*\s)+")
_PRONOUN = re.compile(r"\W*(?:He|She|It|They|His|Her|Its|Their)\b")


class Word(NamedTuple):
    """One word of a text: its lower-case form in American spelling, its stem, its place."""

    text: str
    stem: str
    span: Span


def words_of(text: str, within: Span | None = None) -> list[Word]:
    """The words of a text or of a part of it in reading order."""
    start, end = within or (0, len(text))
    return [_word(found) for found in _WORD.finditer(text, start, end)]


def _word(found: re.Match[str]) -> Word:
    lower = plain(found.group().lower().replace("’", "'").removesuffix("'s"))
    return Word(lower, stem(lower), Span(found.start(), found.end()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the source with the stems of its content words; whether it begins with a pronoun."""

    span: Span
    stems: frozenset[str]
    opens_with_pronoun: bool


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A claim beside the passages of a source that bear on it, best aligned first."""

    claim: str
    source: str
    wanted: frozenset[str]
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, claim: str, source: str, spans: Sequence[Span]) -> Aligned:
        """Order the passages by how much of the claim they say."""
        wanted = frozenset(content(claim))
        read = [_read(source, span) for span in spans]
        return cls(claim, source, wanted, tuple(sorted(read, key=lambda passage: -len(wanted & passage.stems))))

    def best(self, share: float, without: Iterable[str] = ()) -> Span:
        """The passage that has at least this share of the claim's content stems, `without` left out; empty for none.

        Where a passage begins with a pronoun, the name that the claim begins with need not stand in it.
        """
        wanted = self.wanted.difference(without)
        if not wanted:
            return NOWHERE
        named = _SUBJECT.match(self.claim)
        unnamed = wanted - content(named.group()) if named else wanted
        for passage in self.passages:
            needed = unnamed if passage.opens_with_pronoun and unnamed else wanted
            if len(needed & passage.stems) >= share * len(needed):
                return passage.span
        return NOWHERE


def _read(source: str, span: Span) -> Passage:
    said = source[span.start : span.end]
    return Passage(span, frozenset(content(said)), bool(_PRONOUN.match(said)))


def content(text: str) -> set[str]:
    """The stems of the words of a text that are no figures and do not only hold the sentence together."""
    words = (plain(word) for word in tokens(text))
    return {stem(word) for word in words if word not in _NO_CONTENT and word.isalpha()}
