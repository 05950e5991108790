"""The child: reads documents from its pipe and answers with what it found in them."""

from __future__ import annotations

import encodings
import io
import json
import os
import pkgutil
import sys
from typing import BinaryIO

from factcheck.confined import limits, messages
from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed

CPU_S = 10
MAX_DOCUMENTS = 300  # after which the child ends and a fresh one takes over
MAX_PEAK = 300 * limits.MB  # a child that ever held this much is not kept


def main() -> None:
    """Load everything, give up everything, then serve until the pipe closes."""
    source, sink = _private_pipes()
    _warm_up()
    _lead_nowhere(2)  # only now: why a child does not start is to be seen
    limits.confine()
    messages.send(sink, b"")  # ready
    for number in range(1, MAX_DOCUMENTS + 1):
        try:
            about = json.loads(messages.receive(source, messages.MAX_REQUEST_BYTES))
            raw = messages.receive(source, messages.MAX_REQUEST_BYTES)
        except messages.BrokenOffError:
            return
        limits.allow_cpu(CPU_S)
        if _answer(sink, raw, about, number == MAX_DOCUMENTS):
            return


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes under numbers of their own, so that nothing printed by a library gets into the answers."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _lead_nowhere(0, 1)
    return source, sink


def _lead_nowhere(*numbers: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in numbers:
        os.dup2(nowhere, number)


def _answer(sink: BinaryIO, raw: bytes, about: dict[str, str], last: bool) -> bool:
    """Answer one request; True if the child must end after it."""
    try:
        found = extract(raw, **about)
    except ExtractionFailed as error:
        answer, last = messages.encode_failure(error, last), last
    except MemoryError:
        last = True
        answer = messages.encode_failure(ExtractionFailed("Reading the document takes too much memory."), last)
    except RecursionError:
        answer = messages.encode_failure(ExtractionFailed("The document is nested too deeply to be read."), last)
    else:
        last = last or limits.peak_bytes() > MAX_PEAK
        answer = messages.encode_found(found, last)
    messages.send(sink, answer)
    return last


def _warm_up() -> None:
    """Read one document of each form, so that whatever loads late is loaded while files can still be opened."""
    import docx
    from pypdfium2 import PdfDocument

    for module in pkgutil.iter_modules(encodings.__path__):
        try:
            __import__(f"encodings.{module.name}")
        except ImportError:  # those of Windows elsewhere: a document that names one must not have it looked for again
            sys.modules[f"encodings.{module.name}"] = None  # type: ignore[assignment]
    word, pdf = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A paragraph.")
    document.save(word)
    blank = PdfDocument.new()
    blank.new_page(100, 100)
    blank.save(pdf)
    page = b"<html><title>A title</title><body><article>" + b"<p>A sentence of an article, long enough.</p>" * 20
    for raw, media_type in (
        (page, "text/html"),
        (b"<html><body><p>Too short.", "text/html"),
        (word.getvalue(), ""),
        (pdf.getvalue(), ""),
        (b"# A title\n\nA *sentence*.", "text/markdown"),
        (b"Caf\xe9 con le\xf1e, se\xf1or.", "text/plain"),
    ):
        try:
            extract(raw, media_type)
        except ExtractionFailed:
            continue
