"""What a document is, decided from its bytes first and its label second."""

from __future__ import annotations

import re
from enum import StrEnum

HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1|table|script)\b", re.I | re.S
)
XHTML_START = re.compile(rb"\s*<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)\b", re.I | re.S)
RTF = b"{\\rtf"  # looks like text, and is full of commands
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SNIFFED = 4_096  # bytes looked at
PDF_START = 16  # a text that writes about PDF has its name later
PDF_HEAD = 1_100  # readers allow 1,024 bytes of junk before the header


class Form(StrEnum):
    """The forms of document that can be read; the values are their media types."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


_NAMED = {
    "html": Form.HTML,
    "htm": Form.HTML,
    "xhtml": Form.HTML,
    "txt": Form.TEXT,
    "text": Form.TEXT,
    "md": Form.MARKDOWN,
    "markdown": Form.MARKDOWN,
    "pdf": Form.PDF,
    "docx": Form.DOCX,
    "doc": Form.DOCX,  # read as one in vain, but the sentence then says how to save it
}
_LABELLED = {
    **{str(form): form for form in Form},
    "application/xhtml+xml": Form.HTML,
    "text/x-markdown": Form.MARKDOWN,
    "application/x-pdf": Form.PDF,
}
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download", "unknown/unknown"})
_ZIPPED = frozenset({"application/zip", "application/x-zip-compressed"})


def acceptable(media_type: str) -> bool:
    """Whether a label may stand on a document that can be read; the bytes decide in the end."""
    return media_type in _LABELLED or media_type in UNTOLD or media_type in _ZIPPED


def settle(raw: bytes, media_type: str = "", filename: str = "") -> Form | None:
    """What the bytes are: unmistakable beginnings first, then the file's name, then the label; None if unreadable.

    The name goes before the label since browsers label uploads by their system's table, often wrongly. A file
    *named* PDF or docx that is none keeps that form, so that reading it says so; a mere label gives way to the bytes.
    """
    start = raw[:SNIFFED]
    if start.startswith(b"PK\x03\x04"):
        return Form.DOCX
    named = _NAMED.get(filename.rpartition(".")[2].lower()) if "." in filename else None
    told = named or _LABELLED.get(media_type)
    if b"%PDF-" in (start[:PDF_HEAD] if told is Form.PDF or _binary(start) else start[:PDF_START]):
        return Form.PDF
    if named in (Form.PDF, Form.DOCX):
        return named
    if _binary(start) or start.startswith(RTF):
        return None
    return (
        named if named in (Form.TEXT, Form.MARKDOWN) else _of_text(raw, named or _LABELLED.get(media_type), media_type)
    )


def _of_text(raw: bytes, label: Form | None, media_type: str) -> Form | None:
    if label in (Form.TEXT, Form.MARKDOWN):
        return label
    if _looks_like_html(raw[:SNIFFED]):
        return Form.HTML if label or media_type in UNTOLD else None
    if label is Form.HTML:
        return Form.HTML if b"<" in raw else Form.TEXT
    if label is None:
        return Form.TEXT if media_type in UNTOLD else None
    return label


def _looks_like_html(start: bytes) -> bool:
    for bom in BOMS:
        start = start.removeprefix(bom)
    start = start.replace(b"\x00", b"")
    return bool(HTML_START.match(start) or XHTML_START.match(start))


def _binary(start: bytes) -> bool:
    """Whether bytes are no text: NULs without the look of UTF-16, or many control characters."""
    if start.startswith(BOMS[1:]):
        return False
    nuls = start.count(0)
    if nuls:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if max(even, odd) < 0.3 * len(start) / 2 or min(even, odd) > 0.02 * len(start):
            return nuls > 0.1 * len(start) or _controls(start) > 0.05 * len(start)
    return _controls(start) > 0.1 * len(start)


def _controls(start: bytes) -> int:
    return sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in start if byte)
