"""The grammar of a text as plain objects: words, the tree over them, and the ways to walk that tree.

Nothing here knows which parser drew the tree; labels are those of the CLEAR style that spaCy's English models use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.records import Span


#: Signs that say what a figure counts; a figure without its sign is another figure.
UNIT_SIGNS = frozenset("%‰$€£¥₹₩₽₴¢°№#+±=×")


class Word:
    """One token in its tree; `start` and `end` are code points of the article's text."""

    __slots__ = (
        "before",
        "children",
        "dep",
        "end",
        "entity",
        "head",
        "index",
        "lemma",
        "lower",
        "opens",
        "start",
        "tag",
        "text",
    )

    def __init__(self, index: int, start: int, text: str, lemma: str, tag: str, dep: str, entity: str) -> None:
        self.index = index
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = text.lower().replace("’", "'")
        self.lemma = lemma
        self.tag = tag
        self.dep = dep
        self.entity = entity
        self.before: Word | None = None
        self.opens = False
        self.head: Word = self
        self.children: list[Word] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}@{self.index}"

    @property
    def is_verb(self) -> bool:
        return self.tag[:2] in ("VB", "MD")

    @property
    def is_noun(self) -> bool:
        return self.tag[:2] == "NN" or self.tag in ("PRP", "CD", "DT", "WP", "EX", "$")

    @property
    def is_name(self) -> bool:
        return self.tag[:3] == "NNP"

    @property
    def is_punct(self) -> bool:
        """A mark and no word; the sign of a unit is a word, whatever the parser takes it for."""
        if any(map(str.isalnum, self.text)):
            return self.dep == "punct"
        return not any(sign in UNIT_SIGNS for sign in self.text)

    def child(self, *deps: str) -> Word | None:
        """The first child with one of these labels."""
        return next((word for word in self.children if word.dep in deps), None)

    def all(self, *deps: str) -> list[Word]:
        """The children with one of these labels, in reading order."""
        return [word for word in self.children if word.dep in deps]

    def subtree(self, skip: Callable[[Word], bool] | None = None) -> list[Word]:
        """This word and all below it in reading order, leaving out every branch whose top `skip` refuses."""
        found, waiting = [], [self]
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting.extend(word.children if skip is None else (c for c in word.children if not skip(c)))
        found.sort(key=_position)
        return found

    def hang_on(self, head: Word, dep: str) -> None:
        """Move this word with all below it under another head."""
        self.head.children = [word for word in self.head.children if word is not self]
        self.head, self.dep = head, dep
        head.children = in_order([*head.children, self])

    def ancestors(self) -> Iterator[Word]:
        """The words above, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word


def _position(word: Word) -> int:
    return word.index


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph: its words in reading order, and the word that heads it."""

    words: tuple[Word, ...]
    root: Word
    paragraph: int
    speaker: str | None = None
    speaker_span: Span | None = None

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


def in_order(words: Iterable[Word]) -> list[Word]:
    """These words in reading order, each once."""
    return sorted({word.index: word for word in words}.values(), key=_position)
