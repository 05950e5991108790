"""A document behind a password is refused with what to do about it."""

from __future__ import annotations

import pytest

from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed

OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    # No password answers to this check value, the empty one neither.
    b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
)


def pdf(locked: str) -> bytes:
    """One empty page; `locked` is what the trailer says of its encryption."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(OBJECTS, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = f"trailer\n<< /Size 5 /Root 1 0 R {locked} >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


@pytest.mark.parametrize(
    ("locked", "why"),
    [
        ("/Encrypt 4 0 R /ID [<0102> <0102>]", "The PDF is encrypted; save it without a password first."),
        ("", "There is no text in this PDF"),
    ],
)
def test_an_encrypted_pdf_is_refused_as_such_and_an_open_one_is_not(locked: str, why: str) -> None:
    with pytest.raises(ExtractionFailed, match=why):
        extract(pdf(locked), filename="report.pdf")
