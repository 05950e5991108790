"""Full-text search: what a person typed becomes an FTS5 query that cannot be malformed."""

from __future__ import annotations

import re

WORDS_MAX = 20
"""Words of a search at most; more narrow nothing and cost time."""


def match(typed: str) -> str:
    """The FTS5 query for what was typed: all its words, the last one as a beginning; empty where there is no word."""
    words = re.findall(r"\w+", typed)[:WORDS_MAX]
    if not words:
        return ""
    return " ".join(f'"{word}"' for word in words) + ("" if typed[-1:].isspace() else "*")
