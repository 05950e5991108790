"""A claim in the making: words of the article and words put between them, from which its text and spans follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.syntax import Word, in_order
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENCLOSING = frozenset('“”‘’«»„()[]"')
_NO_SPACE_BEFORE = re.compile(r" +([,.;:!?%)\]’]|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|['’](?= ))")
_DOUBLED = re.compile(r"([,;:—–-]) ?(?=[,;:.])|(?<=[(]) ")
_LEADING = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e,;:.—–\-)”’!?]+")
_TRAILING = re.compile(r"[\s,;:—–\-(“‘!.…]+$")


#: Marks and spaces between two words of one run never take more room than this.
WIDEST_GAP = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a claim. `word` is where it stands in the article; without one it was put in.

    A word with an empty text only lengthens the spans; `antecedent` marks words that replace a reference.
    """

    text: str
    word: Word | None = None
    antecedent: bool = False


def piece(word: Word) -> Piece:
    """The word as it stands."""
    return Piece(word.text, word)


def silent(word: Word) -> Piece:
    """A word that the claim rests on without saying it."""
    return Piece("", word)


def added(text: str) -> Piece:
    """A function word that the article does not have here."""
    return Piece(text)


def text_of(pieces: Sequence[Piece], source: str) -> str:
    """The pieces as one sentence: capital first letter, closing full stop, spaces as in the article."""
    parts: list[str] = []
    before: Word | None = None
    for one in pieces:
        if not one.text:
            continue
        if parts and not _adjoins(before, one.word, source):
            parts.append(" ")
        parts.append(_inside(_spelled_out(one, before)) if parts else one.text)
        before = one.word
    return _punctuated("".join(parts))


#: What contracted verbs are short for, by lemma where one form stands for two.
_CONTRACTED = MappingProxyType({"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"})


def _spelled_out(one: Piece, before: Word | None) -> Piece:
    """ "he'll pay" → "Ada Conti will pay": a contracted verb leans on the very word that it was written with."""
    word = one.word
    if word is None or one.antecedent or word.before is before or one.text != word.text or not word.is_verb:
        return one
    short = word.lower
    if short in ("'s", "'d"):
        perfect = word.lemma == "have" or (short == "'s" and _is_perfect(word))
        if short == "'s" and not perfect and word.dep == "auxpass":
            return one  # "he's asked" may be is or has
        whole = ("has" if perfect else "is") if short == "'s" else "had" if perfect else "would"
    else:
        whole = _CONTRACTED.get(short, "")
    return Piece(whole, word) if whole else one


def _is_perfect(word: Word) -> bool:
    verb = word.head
    if any(one.lower == "been" for one in (verb, *verb.children)) or verb.lemma in ("get", "become", "go", "come"):
        return verb.tag == "VBN" or any(one.lower == "been" for one in verb.children)
    return verb.tag == "VBN" and (word.dep == "aux" or verb.child("dobj") is not None)


def _inside(one: Piece) -> str:
    """The word without the capital that it only has because it opened its sentence."""
    word = one.word
    if word is None or not word.opens or word.text == "I":
        return one.text
    if word.tag not in ("DT", "PDT") and (word.is_name or word.entity or word.text.isupper()):
        return one.text
    return one.text[:1].lower() + one.text[1:]


def _adjoins(before: Word | None, word: Word | None, source: str) -> bool:
    if word is not None and word.text in _ENCLOSING and not _is_apart(source[max(0, word.start - 1) : word.start]):
        return True
    if before is not None and before.text in _ENCLOSING and not _is_apart(source[before.end : before.end + 1]):
        return _is_apart(source[max(0, before.start - 1) : before.start])
    if before is None or word is None or word.index - before.index != 1:
        return False
    return not source[before.end : word.start]


def _is_apart(beside: str) -> bool:
    """Is there nothing on this side of a mark, or a space or another opening mark?"""
    return not beside or beside.isspace() or beside in "([“‘—–"


def _punctuated(text: str) -> str:
    text = _NO_SPACE_BEFORE.sub(r"\1", " ".join(text.split()))
    text = _DOUBLED.sub("", text)
    text = _TRAILING.sub("", _LEADING.sub("", text)).replace("( ", "(")
    if not text:
        return ""
    closed = text if text[-1] in ".?" or text[-2:] in (".”", '."') else f"{text}."
    return closed[0].upper() + closed[1:]


def spans_of(pieces: Iterable[Piece], source: str) -> tuple[Span, ...]:
    """Where the claim's own words stand: runs of words with nothing but marks and spaces between them."""
    words = in_order(one.word for one in pieces if one.word is not None and not one.antecedent)
    return _runs([word for word in words if not word.is_punct or any(map(str.isalnum, word.text))], source)


def antecedents_of(pieces: Iterable[Piece], source: str) -> tuple[Span, ...]:
    """Where the words stand that replace references."""
    return _runs(in_order(one.word for one in pieces if one.word is not None and one.antecedent), source)


def _runs(words: list[Word], source: str) -> tuple[Span, ...]:
    runs: list[Span] = []
    for word in words:
        if runs and word.start - runs[-1].end <= WIDEST_GAP and not _says_something(source, runs[-1].end, word.start):
            runs[-1] = Span(runs[-1].start, word.end)
        else:
            runs.append(Span(word.start, word.end))
    return tuple(runs)


def _says_something(source: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, source[start:end]))
