"""What is quoted: the stretches of a text that stand between marks of quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = re.compile(r"[“”„«»\"]|''")
_OPENING = ("“", "„", "«")
_STRAIGHT = ('"', "''")


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quoted stretches of a text, marks included, in reading order."""

    spans: tuple[Span, ...]
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, paragraphs: Iterable[Span]) -> Quotations:
        """Find them paragraph by paragraph; one that runs over several, opening each anew, is found in parts."""
        spans = tuple(span for paragraph in paragraphs for span in _quoted(text, paragraph))
        return cls(spans, tuple(span.start for span in spans))

    def at(self, position: int) -> Span | None:
        """The quotation that holds this code point."""
        place = bisect_right(self._starts, position) - 1
        return self.spans[place] if place >= 0 and position < self.spans[place].end else None


def _quoted(text: str, paragraph: Span) -> list[Span]:
    spans: list[Span] = []
    opened: int | None = None
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if opened is None:
            if mark in _OPENING or (mark in _STRAIGHT and _opens(text, match.end())) or _is_turned(text, match):
                opened = match.start()
        elif mark in ("”", "»", *_STRAIGHT) or (mark == "“" and text[opened] == "„"):
            spans.append(Span(opened, match.end()))
            opened = None
    if opened is not None and (opened - paragraph.start <= 3 or text[opened] in _OPENING):
        spans.append(Span(opened, paragraph.end))
    return [span for span in spans if span.end - span.start > 2]


def _opens(text: str, at: int) -> bool:
    return not text[at : at + 1].isspace()


def _is_turned(text: str, mark: re.Match[str]) -> bool:
    """A closing mark that opens a line, as careless typing leaves it: it stands before a word and behind none."""
    before = text[mark.start() - 1 : mark.start()]
    return mark.group() == "”" and (not before or before.isspace()) and text[mark.end() : mark.end() + 1].isalpha()
