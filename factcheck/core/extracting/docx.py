"""Word documents (.docx) → article text, the archive measured before anything in it is opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from factcheck.core.characters import one_line
from factcheck.core.extracting import bylines
from factcheck.core.extracting.cleaning import joined
from factcheck.core.extracting.linking import Candidate, outgoing
from factcheck.core.extracting.plain_text import like_a_headline
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

LIST_MARK = "\x00"  # stands before list blocks while they are gathered
OLE = b"\xd0\xcf\x11\xe0"  # how old .doc files and password-protected .docx files begin
MAX_ENTRIES = 2_000  # a long report with hundreds of pictures has some hundreds
MAX_INFLATED = 60_000_000  # all parts together
MAX_XML_PART = 20_000_000
MAX_RATIO = 200  # inflated to packed of one large part; Word's own XML lies under 40
LARGE_PART = 1_000_000
MAX_BLOCKS = 20_000  # paragraphs and tables; a novel has about 5,000
PIECE = 1 << 16
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PARAGRAPH, TABLE, ROW, CELL, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
HYPERLINK, RELATION = qn("w:hyperlink"), qn("r:id")
BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Deleted and moved text, settings, and the second copy of drawings that is kept for old programs.
UNREAD = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
TITLE_STYLES = frozenset({"Title", "Heading1", "Headline"})
TEMPLATE_TITLES = frozenset({"", "word document", "document", "untitled", "python-docx"})
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
    etree.LxmlError,
)


def read_docx(raw: bytes) -> Extracted:
    """The document's paragraphs and tables in order, its title, author and links."""
    if raw.startswith(OLE):
        raise ExtractionFailed(
            "The document is protected by a password or in the old .doc form; save it as plain .docx."
        )
    _measure(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        return _read(document)
    except (*BROKEN, AttributeError, TypeError, RecursionError):
        raise ExtractionFailed("The document is damaged or is no Word document.") from None


def _measure(raw: bytes) -> None:
    """Refuse archives that would inflate past all measure.

    Every part is inflated once here, in pieces, and counted, since the sizes that an archive states may lie.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.compress_size for entry in entries) > len(raw):
                raise ExtractionFailed("The document holds more parts than a Word document has.")
            if "[Content_Types].xml" not in archive.namelist():
                raise ExtractionFailed("The file is an archive, but no Word document.")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ExtractionFailed("The document is protected by a password.")
            for entry in entries:
                total += _inflated_size(archive, entry, MAX_INFLATED - total)
    except BROKEN:
        raise ExtractionFailed("The document is damaged or is no Word document.") from None


def _inflated_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    allowed = min(allowed, MAX_XML_PART) if is_xml else allowed
    size, before = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            size += len(piece)
            if size > allowed:
                raise ExtractionFailed("The document is too large when unpacked.")
            if size > LARGE_PART and size > MAX_RATIO * entry.compress_size:
                raise ExtractionFailed("The document is packed more tightly than any text; it is not opened.")
            if is_xml and DECLARATION.search(before + piece.replace(b"\x00", b"")):
                raise ExtractionFailed("The document declares entities, which no Word document does; it is not opened.")
            before = piece[-32:].replace(b"\x00", b"")
    return size


def _read(document: Document) -> Extracted:
    blocks: list[str] = []
    title = ""
    for number, part in enumerate(_parts(document.element.body)):
        if number >= MAX_BLOCKS:
            raise ExtractionFailed("The document has more than %(most)d paragraphs.", most=MAX_BLOCKS)
        if part.tag == TABLE:
            blocks.append(_table(part))
        elif not title and not blocks and part.style in TITLE_STYLES:
            title = one_line(_text(part))
        else:
            _add_paragraph(blocks, part)
    blocks = [text for text in (block.removeprefix(LIST_MARK) for block in blocks) if text]
    if not title and len(blocks) > 1 and like_a_headline(blocks[0]):
        title, blocks = blocks[0], blocks[1:]
    if not blocks:
        raise ExtractionFailed("There is no text in the document.")
    authors, named = _properties(document)
    text = joined(blocks)
    return Extracted(text, title or named, authors, links=outgoing(text, _links(document)))


def _parts(container: Any) -> Iterator[Any]:
    """The paragraphs and tables in order, also those inside of content controls and tracked changes."""
    for child in container:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag not in UNREAD:
            yield from _parts(child)


def _text(element: Any) -> str:
    """The text as it reads now: what tracked changes put in, without what they took out."""
    parts: list[str] = []
    for child in element:
        if child.tag == TEXT:
            parts.append(child.text or "")
        elif child.tag in BREAKS:
            parts.append(BREAKS[child.tag])
        elif child.tag not in UNREAD:
            parts.append(_text(child))
    return "".join(parts)


def _add_paragraph(blocks: list[str], paragraph: Any) -> None:
    """Add a paragraph; items of one list become the lines of one block."""
    lines = [line for line in map(one_line, _text(paragraph).split("\n")) if line]
    properties = paragraph.pPr
    listed = (properties is not None and properties.numPr is not None) or (paragraph.style or "").startswith("List")
    if not (listed and lines):
        blocks.extend(lines or [""])
    elif blocks and blocks[-1].startswith(LIST_MARK):
        blocks[-1] += "\n" + " ".join(lines)
    else:
        blocks.append(LIST_MARK + " ".join(lines))


def _table(table: Any) -> str:
    """A table as lines, its cells apart by bars."""
    rows = (row for row in table if row.tag == ROW)
    lines = (" | ".join(filter(None, (one_line(_cell(cell)) for cell in row if cell.tag == CELL))) for row in rows)
    return "\n".join(filter(None, lines))


def _cell(cell: Any) -> str:
    return " ".join(_text(part) for part in _parts(cell) if part.tag == PARAGRAPH)


def _properties(document: Document) -> tuple[tuple[str, ...], str]:
    properties = document.core_properties
    named = one_line(properties.title or "")
    return bylines.names([properties.author or ""]), "" if named.lower() in TEMPLATE_TITLES else named


def _links(document: Document) -> Iterator[Candidate]:
    """The links that carry words, paragraph by paragraph."""
    for paragraph in document.element.body.iter(PARAGRAPH):
        before = ""
        for child in paragraph:
            if child.tag == HYPERLINK:
                target = document.part.rels.get(child.get(RELATION) or "")
                text, words = one_line(_text(paragraph)), one_line(_text(child))
                at = text.find(words, len(one_line(before)))
                if target is not None and target.is_external:
                    yield target.target_ref, words if at >= 0 else "", text, max(at, 0)
            before += _text(child) if child.tag not in UNREAD else ""
