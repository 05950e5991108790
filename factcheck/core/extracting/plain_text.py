"""Plain text → article text: the headline found, wrapped lines joined."""

from __future__ import annotations

import re

from factcheck.core.extracting import bylines
from factcheck.core.extracting.cleaning import joined, paragraphs, unwrapped
from factcheck.core.extracting.linking import MAX_LINKS
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted, OutgoingLink, Span

MAX_HEADLINE = 250  # characters
URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]{3,1000}")
BYLINE = re.compile(r"By [A-Z][^.!?]{2,100}")
FULL_STOP = re.compile(r"(?<!\.)\.[\"'”’»)]*$")


def read_text(text: str) -> Extracted:
    """Plain text as it was typed or pasted: a first line that stands alone like a headline is the title.

    A line behind it that begins with "By" names the authors. Neither is part of the text.
    """
    blocks = paragraphs(text)
    title = ""
    authors: tuple[str, ...] = ()
    if len(blocks) > 1 and _with_byline(blocks[0]) and like_a_headline(blocks[0][0]):
        blocks[:1] = [[line] for line in blocks[0]]
    if len(blocks) > 1 and len(blocks[0]) == 1 and like_a_headline(blocks[0][0]):
        title, blocks = blocks[0][0], blocks[1:]
        if len(blocks) > 1 and len(blocks[0]) == 1 and BYLINE.fullmatch(blocks[0][0]):
            authors, blocks = bylines.names(blocks[0]), blocks[1:]
    body = joined([paragraph for block in blocks for paragraph in unwrapped(block)])
    if not any(map(str.isalpha, body)):
        raise ExtractionFailed("There is no text in it.")
    return Extracted(body, title, authors, links=addresses_in(body))


def _with_byline(lines: list[str]) -> bool:
    return len(lines) == 2 and bool(BYLINE.fullmatch(lines[1]))


def addresses_in(text: str) -> tuple[OutgoingLink, ...]:
    """The web addresses written out in a text, in order, each once."""
    found: dict[str, OutgoingLink] = {}
    for match in URL.finditer(text):
        url = match[0].rstrip(".,;:!?")
        found.setdefault(url, OutgoingLink(url, url, Span(match.start(), match.start() + len(url))))
    return tuple(found.values())[:MAX_LINKS]


def like_a_headline(text: str) -> bool:
    """Whether a first paragraph is a headline: one short line without a full stop."""
    return len(text) <= MAX_HEADLINE and not FULL_STOP.search(text) and any(map(str.isalpha, text))
