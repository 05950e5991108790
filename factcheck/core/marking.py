"""A text with its claims in place: paragraphs, and in each the stretches that the same claims rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.records import Span

Mark = tuple[int, int, int]
"""Start and end of a span, and the number of its claim."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a text and the numbers of the claims that rest on it, the first to begin first, then the shorter."""

    text: str
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: where it lies, its stretches in order, and the claims whose first words stand in it."""

    span: Span
    stretches: tuple[Stretch, ...]
    claims: tuple[int, ...]


GAP = Stretch(" […] ")
"""What stands for words that are left out."""


def paragraphs(text: str, anchors: Iterable[tuple[int, tuple[Span, ...]]]) -> list[Paragraph]:
    """Cut a text into its paragraphs and mark the claims in them.

    `anchors` gives claims by number with their spans, which may overlap and run over the end of a paragraph.
    """
    lines = _lines(text)
    ends = [line.end for line in lines]
    marks: dict[Span, list[Mark]] = {line: [] for line in lines}
    begins: dict[Span, list[tuple[int, int]]] = {line: [] for line in lines}
    for number, spans in anchors:
        for ordinal, span in enumerate(spans):
            index = bisect_right(ends, span.start)  # the first line that ends behind the span's start
            if ordinal == 0 and lines:
                begins[lines[min(index, len(lines) - 1)]].append((span.start, number))
            while index < len(lines) and lines[index].start < span.end:
                marks[lines[index]].append((span.start, span.end, number))
                index += 1
    return [
        Paragraph(
            line, _stretches(text, line, sorted(marks[line])), tuple(number for _, number in sorted(begins[line]))
        )
        for line in lines
    ]


def _lines(text: str) -> list[Span]:
    """The lines of a text that hold more than white space."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _stretches(text: str, span: Span, marks: list[Mark]) -> tuple[Stretch, ...]:
    edges = {span.start, span.end}
    for start, end, _ in marks:
        edges |= {max(start, span.start), min(end, span.end)}
    found = []
    for start, end in pairwise(sorted(edges)):
        claims = dict.fromkeys(number for begin, finish, number in marks if begin <= start and end <= finish)
        found.append(Stretch(text[start:end], tuple(claims)))
    return tuple(found)


def only_around(text: str, found: Iterable[Paragraph], kept: Iterable[Span]) -> list[Paragraph]:
    """The paragraphs cut to what lies in the kept spans, a gap in the place of the rest; empty ones are left out."""
    wanted = sorted(kept)
    cut = []
    for paragraph in found:
        at, stretches = paragraph.span.start, list[Stretch]()
        for stretch in paragraph.stretches:
            stretches += _kept(text, Span(at, at + len(stretch.text)), stretch.claims, wanted)
            at += len(stretch.text)
        if any(stretch != GAP for stretch in stretches):
            cut.append(Paragraph(paragraph.span, tuple(_joined(stretches)), paragraph.claims))
    return cut


def _kept(text: str, span: Span, claims: tuple[int, ...], wanted: list[Span]) -> Iterator[Stretch]:
    at = span.start
    for one in wanted:
        start, end = max(one.start, at), min(one.end, span.end)
        if start < end:
            if text[at:start].strip():
                yield GAP
            yield Stretch(text[start:end], claims)
            at = end
    if text[at : span.end].strip():
        yield GAP


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    """The stretches with one gap where several follow each other."""
    last = None
    for stretch in stretches:
        if not (stretch == GAP == last):
            yield stretch
        last = stretch
