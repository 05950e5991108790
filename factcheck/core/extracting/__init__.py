"""Bytes → title, byline, date and text of an article. Pure, and meant to run in a confined child process."""

from __future__ import annotations

from factcheck.core.extracting.decoding import decode
from factcheck.core.extracting.docx import read_docx
from factcheck.core.extracting.markdown import read_markdown
from factcheck.core.extracting.pages import read_page
from factcheck.core.extracting.pdf import read_pdf
from factcheck.core.extracting.plain_text import read_text
from factcheck.core.media_types import Form, settle
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

__all__ = ["extract"]

MAX_BYTES = 20_000_000
MAX_TEXT = 2_000_000  # characters; a novel has half a million


def extract(raw: bytes, media_type: str = "", charset: str = "", url: str = "", filename: str = "") -> Extracted:
    """The article in a document, or ExtractionFailed with the reason in one sentence.

    What the bytes are is decided from them first (`core.media_types`). Pasted text comes as UTF-8 with the media type
    "text/plain". `url` is where the page was found: links are made absolute with it, and it names the publisher where
    the page does not.
    """
    if not raw.strip(b"\x00\t\n\r "):
        raise ExtractionFailed("The file is empty.")
    if len(raw) > MAX_BYTES:
        raise ExtractionFailed("The file is larger than %(most)d MB.", most=MAX_BYTES // 1_000_000)
    found = _read(raw, media_type, charset, url, filename)
    if len(found.text) > MAX_TEXT:
        raise ExtractionFailed("The text is longer than any article: more than %(most)s characters.", most=MAX_TEXT)
    return found


def _read(raw: bytes, media_type: str, charset: str, url: str, filename: str) -> Extracted:
    match settle(raw, media_type, filename):
        case Form.HTML:
            return read_page(decode(raw, charset), url)
        case Form.PDF:
            return read_pdf(raw)
        case Form.DOCX:
            return read_docx(raw)
        case Form.MARKDOWN:
            return read_markdown(decode(raw, charset, declared=False))
        case Form.TEXT:
            return read_text(decode(raw, charset, declared=False))
        case None:
            raise ExtractionFailed("This is not a text, web page, PDF or Word document.")
