"""PDF → article text: lines rejoined into paragraphs, running heads and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError

from factcheck.core.extracting import bylines
from factcheck.core.extracting.cleaning import SENTENCE_END, joined, one_line, unwrapped, visible
from factcheck.core.extracting.plain_text import addresses_in, like_a_headline
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

MAX_PAGES = 1_000
MAX_CHARS = 3_000_000
EDGE_LINES = 2  # at the top and bottom of a page, where running heads and page numbers stand
REPEATED = 0.5  # share of the pages on which an edge line must return to be a running head
PAGE_NUMBER = re.compile(r"(?:page\s+|p\.\s*|[-–—|]\s*)?\d{1,4}(?:\s*[-–—|]|\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
JUNK_TITLE = re.compile(r"^(?:untitled|microsoft word\b.*|.*\.(?:docx?|indd|qxp|pdf|pages|tex))$", re.IGNORECASE)
HEADER = b"%PDF-"


def read_pdf(raw: bytes) -> Extracted:
    """The text of all pages as paragraphs; title, author and date from the document's own description."""
    if HEADER not in raw[:1_100]:
        raise ExtractionFailed("The file is damaged or is no PDF.")
    try:
        with closing(PdfDocument(raw)) as document:
            pages = list(_pages(document))
            described = document.get_metadata_dict(skip_empty=True)
    except PdfiumError as error:
        raise _explained(error) from None
    blocks = _paragraphs(_without_edges(pages))
    title = _title(described.get("Title", ""))
    if blocks and (blocks[0] == title or (not title and len(blocks) > 1 and like_a_headline(blocks[0]))):
        title, blocks = blocks[0], blocks[1:]
    if not any(char.isalpha() for block in blocks for char in block):
        raise ExtractionFailed("There is no text in this PDF; it may be a scan, which has to be read by OCR first.")
    text = joined(blocks)
    return Extracted(text, title, bylines.names([described.get("Author", "")]), links=addresses_in(text))


def _explained(error: PdfiumError) -> ExtractionFailed:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return ExtractionFailed("The PDF is encrypted; save it without a password first.")
    return ExtractionFailed("The PDF is damaged and cannot be read.")


def _pages(document: PdfDocument) -> Iterator[list[str]]:
    """Each page's lines."""
    if len(document) > MAX_PAGES:
        raise ExtractionFailed("The PDF has more than %(most)d pages.", most=MAX_PAGES)
    total = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as content:
            total += content.count_chars()
            if total > MAX_CHARS:
                raise ExtractionFailed("The PDF holds more text than an article.")
            text = content.get_text_range()
        yield [line.strip() for line in visible(text.replace("\ufffe", "-\n").replace("\x02", "-\n")).split("\n")]


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages less page numbers and the lines that return at the top or bottom of most pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edges(page)})
    often = max(2, REPEATED * len(pages))
    repeated = {shape for shape, count in seen.items() if count >= often} if len(pages) > 1 else set()
    return [_trimmed(page, repeated, len(pages) > 1) for page in pages]


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:EDGE_LINES] + lines[-EDGE_LINES:]


def _shape(line: str) -> str:
    return DIGITS.sub("#", one_line(line)).casefold()


def _trimmed(page: list[str], repeated: set[str], numbered: bool) -> list[str]:
    lines = list(page)
    for end in (0, -1):
        dropped = 0
        while lines and dropped < EDGE_LINES:
            if lines[end] and not (_shape(lines[end]) in repeated or (numbered and PAGE_NUMBER.fullmatch(lines[end]))):
                break
            dropped += bool(lines[end])
            del lines[end]
    return lines


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Paragraphs over all pages; one that a page's end cuts is whole again."""
    blocks: list[str] = []
    for page in pages:
        found = [paragraph for group in _groups(page) for paragraph in unwrapped(group)]
        if blocks and found and not SENTENCE_END.search(blocks[-1]) and found[0][0].islower():
            blocks[-1] = unwrapped_pair(blocks[-1], found.pop(0))
        blocks.extend(found)
    return blocks


def unwrapped_pair(before: str, after: str) -> str:
    """Two halves of a paragraph as one."""
    return before[:-1] + after if before.endswith("-") else f"{before} {after}"


def _groups(page: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*page, ""]:
        text = one_line(line)
        if text:
            group.append(text)
        elif group:
            yield group
            group = []


def _title(written: str) -> str:
    title = one_line(written)
    return "" if JUNK_TITLE.match(title) else title
