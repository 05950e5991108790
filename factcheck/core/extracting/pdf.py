"""PDF → article text: lines rejoined into paragraphs, running heads and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage

from factcheck.core.characters import one_line
from factcheck.core.extracting import bylines
from factcheck.core.extracting.cleaning import LIST_LINE, SENTENCE_END, continued, joined
from factcheck.core.extracting.linking import outgoing
from factcheck.core.extracting.pdf_links import Area, areas_of
from factcheck.core.extracting.plain_text import addresses_in, like_a_headline
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted, OutgoingLink

MAX_PAGES = 1_000
MAX_CHARS = 3_000_000
EDGE_LINES = 2  # at the top and bottom of a page, where running heads and page numbers stand
SAME_HEIGHT = 5  # points
REPEATED = 0.5  # share of the pages on which an edge line must return to be a running head
PAGE_NUMBER = re.compile(r"(?:page\s+|p\.\s*|[-–—|]\s*)?\d{1,4}(?:\s*[-–—|]|\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
JUNK_TITLE = re.compile(r"^(?:untitled|microsoft word\b.*|.*\.(?:docx?|indd|qxp|pdf|pages|tex))$", re.IGNORECASE)
HEADER = b"%PDF-"
LINE_END = re.compile("\r\n|\ufffe|\x02")  # pdfium writes the second and third for a hyphen at a line's end
WIDE_GAP = 1.25  # times the usual distance of two lines: a new paragraph
INDENT = 0.6  # times the height of a line
FEW = 4  # distances, from which nothing usual can be told
EARLY = 0.55  # of the usual number of letters: a line that ends a paragraph or is an item of a list
OTHER_SIZE = 1.12  # ratio of heights: a heading, a caption


class Line(NamedTuple):
    """One line of a page, its measures in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    height: float


class Usual(NamedTuple):
    """What most lines of a page have: the distance to the next, the height, the number of characters."""

    step: float
    height: float
    length: float


def read_pdf(raw: bytes) -> Extracted:
    """The text of all pages as paragraphs; title and author from the first page and the document's own description."""
    if HEADER not in raw[:1_100]:
        raise ExtractionFailed("The file is damaged or is no PDF.")
    try:
        with closing(PdfDocument(raw)) as document:
            areas: list[Area] = []
            pages = list(_pages(document, areas))
            described = document.get_metadata_dict(skip_empty=True)
    except PdfiumError as error:
        raise _explained(error) from None
    blocks = _paragraphs(_without_edges(pages))
    title, blocks = _titled(blocks, described.get("Title", ""))
    if not any(char.isalpha() for block in blocks for char in block):
        raise ExtractionFailed("There is no text in this PDF; it may be a scan, which has to be read by OCR first.")
    text = joined(blocks)
    return Extracted(text, title, bylines.names([described.get("Author", "")]), links=_links(text, areas))


def _links(text: str, areas: list[Area]) -> tuple[OutgoingLink, ...]:
    """The addresses behind words of the text, then those of other areas, then those that are written out."""
    known = [(address, words, words if words and words in text else "", 0) for address, words in areas]
    written = [(link.url, link.words, link.words, 0) for link in addresses_in(text)]
    return outgoing(text, [*sorted(known, key=lambda one: not one[2]), *written])


def _explained(error: PdfiumError) -> ExtractionFailed:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return ExtractionFailed("The PDF is encrypted; save it without a password first.")
    return ExtractionFailed("The PDF is damaged and cannot be read.")


def _pages(document: PdfDocument, areas: list[Area]) -> Iterator[list[Line]]:
    """Each page's lines; the areas that lead to an address are added to the others."""
    if len(document) > MAX_PAGES:
        raise ExtractionFailed("The PDF has more than %(most)d pages.", most=MAX_PAGES)
    total = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as content:
            total += content.count_chars()
            if total > MAX_CHARS:
                raise ExtractionFailed("The PDF holds more text than an article.")
            areas.extend(areas_of(document, page, content))
            yield list(_lines(content))


def _lines(content: PdfTextPage) -> Iterator[Line]:
    text = content.get_text_range()
    placed = len(text) == content.count_chars()  # else the offsets are not those of the characters
    start = 0
    for end in [*LINE_END.finditer(text), None]:
        stop = end.start() if end else len(text)
        line = one_line(text[start:stop])
        if line:
            first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
            left, bottom, _, top = content.get_charbox(first, loose=True) if placed else (0.0, 0.0, 0.0, 0.0)
            yield Line(line + ("-" if end and end[0] != "\r\n" else ""), left, bottom, top - bottom)
        start = end.end() if end else stop


def _without_edges(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages less page numbers and the lines that return at the top or bottom of most pages."""
    if len(pages) < 2:
        return pages
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edges(page)})
    often = max(2, REPEATED * len(pages))
    repeated = {shape for shape, count in seen.items() if count >= often}
    return [[line for line in page if not _is_running(line, page, repeated)] for page in pages]


def _edges(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.bottom)
    return ordered[:EDGE_LINES] + ordered[-EDGE_LINES:]


def _is_running(line: Line, page: list[Line], repeated: set[tuple[str, int]]) -> bool:
    """Whether a line at the page's edge is a running head or a page number."""
    return (_shape(line) in repeated or bool(PAGE_NUMBER.fullmatch(line.text))) and line in _edges(page)


def _shape(line: Line) -> tuple[str, int]:
    """What returns on every page: the words, numbers aside, at the same height."""
    return DIGITS.sub("#", line.text).casefold(), round(line.bottom / SAME_HEIGHT)


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    """Paragraphs over all pages; one that a page's end cuts is whole again."""
    blocks: list[str] = []
    for page in pages:
        found = [_rejoined(group) for group in _groups(page)]
        if blocks and found and not SENTENCE_END.search(blocks[-1]) and found[0][0].islower():
            blocks[-1] = continued(blocks[-1], found.pop(0))
        blocks.extend(found)
    return blocks


def _groups(page: list[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph: a wide gap, an indent, another size, or a line that stops early begins a new one."""
    if not page:
        return
    height = median(line.height for line in page)
    steps = sorted(
        step for step in (above.bottom - below.bottom for above, below in pairwise(page)) if step > height / 2
    )
    usual = Usual(
        step=_usual_step(steps, height),
        height=height,
        length=median(len(line.text) for line in page),
    )
    group: list[Line] = []
    for line, below in zip(page, [*page[1:], None], strict=True):
        if group and _begins(group[-1], line, below, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _usual_step(steps: list[float], height: float) -> float:
    """The distance of two lines: one of the smaller ones, since short paragraphs make many wide gaps."""
    if len(steps) < FEW:
        return min([1.4 * height, *steps])
    return steps[len(steps) // 4]


def _begins(above: Line, line: Line, below: Line | None, usual: Usual) -> bool:
    step = above.bottom - line.bottom
    if step > WIDE_GAP * usual.step or step < -usual.step:
        return True
    small, large = sorted((above.height, line.height))
    if large > OTHER_SIZE * small:
        return True
    if len(above.text) < EARLY * usual.length and line.height <= OTHER_SIZE * usual.height and line.text[0].isupper():
        return True
    indent = INDENT * line.height
    return below is not None and indent > 0 and line.left > below.left + indent and line.left > above.left + indent


def _rejoined(group: list[Line]) -> str:
    text = ""
    for line in group:
        text = f"{text}\n{line.text}" if text and LIST_LINE.match(line.text) else continued(text, line.text)
    return text


def _titled(blocks: list[str], described: str) -> tuple[str, list[str]]:
    """The headline and the blocks without it. The document's own title counts if the text begins with it, or if it
    begins with nothing like a headline: such titles are often left over from an older document."""
    title = one_line(described)
    for number, block in enumerate(blocks[:3]):
        if block.casefold() == title.casefold():
            return block, blocks[:number] + blocks[number + 1 :]
    if len(blocks) > 1 and like_a_headline(blocks[0]):
        return blocks[0], blocks[1:]
    return ("" if JUNK_TITLE.match(title) else title), blocks
