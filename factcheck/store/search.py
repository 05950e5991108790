"""Full-text search: what a person typed becomes an FTS5 query that cannot be malformed."""

from __future__ import annotations

import re

OPEN, CLOSE = "\x02", "\x03"
"""What FTS5 sets around words that it found: signs that no text has a use for."""

SNIPPET_WORDS = 24
"""Words of a text shown around those found: two lines of a list (FTS5 gives at most 64)."""

WORDS_MAX = 20
"""Words of a search at most; more narrow nothing and cost time."""


def match(typed: str) -> str:
    """The FTS5 query for what was typed: all its words, the last one as a beginning; empty where there is no word."""
    words = re.findall(r"\w+", typed)[:WORDS_MAX]
    if not words:
        return ""
    return " ".join(f'"{word}"' for word in words) + ("" if typed[-1:].isspace() else "*")


def marked(table: str, column: int) -> str:
    """The SQL of a column of a search table with the words that were found marked."""
    return f"highlight({table}, {column}, char({ord(OPEN)}), char({ord(CLOSE)}))"


def snippet(table: str, column: int) -> str:
    """The SQL of the part of a column that has most of the words that were found, marked."""
    return f"snippet({table}, {column}, char({ord(OPEN)}), char({ord(CLOSE)}), '…', {SNIPPET_WORDS})"


def runs(marked_text: str) -> list[tuple[str, bool]]:
    """A text with marks as its runs: the words, and whether they were found."""
    found = []
    for place, part in enumerate(re.split(f"[{OPEN}{CLOSE}]", marked_text)):
        if part:
            found.append((part, bool(place % 2)))
    return found
