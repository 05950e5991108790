"""A long article → parts that a model can take in one request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.records import Span

MOST_CHARACTERS = 6_000
"""About 1,500 tokens: with the prompt and the claims, half of the smallest context in use today (8,192)."""

_ENDS = (re.compile(r"\n\s*"), re.compile(r"[.!?。！？][\"”’»]?\s+|[。！？]"), re.compile(r"\s+"))


def parts_of(text: str, most: int = MOST_CHARACTERS) -> Iterator[Span]:
    """Spans that are the whole text but for white space, cut after a paragraph, else a sentence, else a word."""
    start = 0
    while start < len(text):
        end = _end(text, start, most)
        if text[start:end].strip():
            yield Span(start, end)
        start = end


def _end(text: str, start: int, most: int) -> int:
    limit = start + most
    if limit >= len(text):
        return len(text)
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, start, limit)]
        if ends:
            return ends[-1]
    return limit
