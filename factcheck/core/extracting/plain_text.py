"""Plain text → article text: the headline found, wrapped lines joined."""

from __future__ import annotations

import re

from factcheck.core.extracting.cleaning import joined, paragraphs, unwrapped
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

MAX_HEADLINE = 250  # characters
MAX_LINKS = 200
URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]{3,1000}")
FULL_STOP = re.compile(r"(?<!\.)\.[\"'”’»)]*$")


def read_text(text: str) -> Extracted:
    """Plain text as it was typed or pasted: a first line that stands alone like a headline is the title."""
    blocks = paragraphs(text)
    title = ""
    if len(blocks) > 1 and like_a_headline(" ".join(blocks[0])):
        title, blocks = " ".join(blocks[0]), blocks[1:]
    body = joined([paragraph for block in blocks for paragraph in unwrapped(block)])
    if not any(map(str.isalpha, body)):
        raise ExtractionFailed("There is no text in it.")
    return Extracted(body, title, links=addresses_in(body))


def addresses_in(text: str) -> tuple[str, ...]:
    """The web addresses written out in a text, in order, each once."""
    found = (match[0].rstrip(".,;:!?") for match in URL.finditer(text))
    return tuple(dict.fromkeys(found))[:MAX_LINKS]


def like_a_headline(text: str) -> bool:
    """Whether a first paragraph is a headline: one short line without a full stop."""
    return len(text) <= MAX_HEADLINE and not FULL_STOP.search(text) and any(map(str.isalpha, text))
