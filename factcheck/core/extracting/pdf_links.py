"""The links of a PDF: areas of a page that lead to an address, with the words that stand in them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfPage, PdfTextPage
from pypdfium2 import raw as pdfium

from factcheck.core.characters import one_line

MAX_ADDRESS_BYTES = 2_000
MAX_AREAS = 500  # of one page; a page of notes has some dozens

Area = tuple[str, str]
"""An address, and the words that lead there."""


def areas_of(document: PdfDocument, page: PdfPage, content: PdfTextPage) -> Iterator[Area]:
    """The areas of a page that lead to an address, in the order of the file; they are not told from their looks."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MAX_AREAS):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
            return
        area, address = pdfium.FS_RECTF(), _address(document, link)
        if address and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(area)):
            yield address, one_line(content.get_text_bounded(area.left, area.bottom, area.right, area.top))


def _address(document: PdfDocument, link: pdfium.FPDF_LINK) -> str:
    """Where a link leads; empty where it is no address."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(MAX_ADDRESS_BYTES)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, MAX_ADDRESS_BYTES)
    return buffer.value.decode("ascii", "replace") if 0 < length <= MAX_ADDRESS_BYTES else ""
