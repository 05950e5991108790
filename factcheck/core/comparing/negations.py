"""What a text denies: "did not open", "failed to open", "without a permit", "no ships", "has yet to open"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core.comparing.aligning import Word, words_of
from factcheck.core.wording import FUNCTION_WORDS, vocabulary
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What denies the words that follow it.
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|no|zero|without|cannot|neither|nor|\w+n['’]t"
    r"|(?:fail(?:s|ed|ing)?|refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|unable|unwilling|yet|neglect(?:s|ed)?) to"
    r"|turn(?:s|ed) down"
    r"|(?:incapable|free|devoid) of|lack(?:s|ed|ing)?(?: of)?|(?:rather|other) than|instead of)\b"
    r"(?!\.\s?\d|\s(?:only|just|merely|simply|until|least|doubt|one|matter|sooner|later|few|many|all|far|long|necessarily"
    r"|(?:more|less|fewer|later|earlier) than)\b)",
    re.IGNORECASE,
)
#: Words behind a negation among which what it denies is looked for, and where that ends.
REACH = 6
_END = re.compile(r"[,.;:!?()–—\"“”]")
_STOPS = vocabulary(
    "of in on at by for with to from into onto over under as than and or but nor because while when where who which "
    "that if since after before"
)
_LIGHT = vocabulary(
    "any ever even really actually currently yet own very much more less fewer able get make manage manages managed"
)


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation with what it denies: the place, the stems of what is denied, the first being the heart of it.

    `beyond` are the stems behind a preposition: "not an album | by the band" leaves room for another's album.
    """

    span: Span
    stems: tuple[str, ...]
    beyond: frozenset[str] = frozenset()


def denials_of(text: str, within: Span | None = None) -> list[Denial]:
    """Every denial of a text or of a part of it in reading order; "did not fail to open" denies nothing."""
    start, end = within or (0, len(text))
    denials: list[Denial] = []
    denied_before = -2
    for found in _NEGATION.finditer(text, start, end):
        if found.start() - 1 <= denied_before:
            denied_before = -2
            continue
        words, beyond = _denied(text, found.end(), end)
        if words:
            stems = tuple(word.stem for word in words)
            denials.append(Denial(Span(found.start(), words[-1].span.end), stems, beyond))
        elif _NEGATION.match(text, found.end() + 1):
            denied_before = found.end()
    return denials


def _denied(text: str, at: int, end: int) -> tuple[list[Word], frozenset[str]]:
    """The content words behind a negation up to a mark or another negation: those before a preposition, and beyond."""
    mark = _END.search(text, at, end)
    words = words_of(text, Span(at, mark.start() if mark else end))[:REACH]
    denied: list[Word] = []
    for place, word in enumerate(words):
        if _NEGATION.match(text, word.span.start) or word.text == "than":
            break
        if word.text in _STOPS and denied:
            return denied, frozenset(later.stem for later in words[place:] if _is_content(later))
        if _is_content(word):
            denied.append(word)
    return denied, frozenset()


def _is_content(word: Word) -> bool:
    return word.text not in FUNCTION_WORDS and word.text not in _LIGHT and not word.text.endswith("ly")


def opposed(denials: Sequence[Denial], said: Sequence[Word]) -> tuple[Denial, Word] | None:
    """The first denial of something that other words say, and the word that says it.

    The other words that are denied with it have to stand there too, if there are any: who did not visit Rome may well
    have visited Ghent.
    """
    stems = {word.stem for word in said}
    for denial in denials:
        heart, rest = denial.stems[0], denial.beyond.union(denial.stems[1:])
        if heart in stems and (not rest or rest & stems):
            return denial, next(word for word in said if word.stem == heart)
    return None
