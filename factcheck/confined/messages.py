"""What goes through the pipes between the program and a confined child: length-prefixed JSON and bytes.

Nothing that comes from a child is executed or unpickled: a child that was taken over by the document it reads can lie
about that document, and no more.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import asdict
from typing import Any, BinaryIO

from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted, OutgoingLink, Span

LENGTH = struct.Struct(">I")
MAX_REQUEST_BYTES = 32_000_000
MAX_REPLY_BYTES = 16_000_000  # two million characters of four bytes, twice over
MAX_FIELD_CHARS = 2_000
MAX_TEXT_CHARS = 2_000_000
MAX_ENTRIES = 200
DAY = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")


class BrokenOffError(Exception):
    """The other end is gone, or what it said is no message."""


def send(pipe: BinaryIO, *parts: bytes) -> None:
    """Write the parts of one message, each behind its length."""
    for part in parts:
        pipe.write(LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO, max_bytes: int) -> bytes:
    """Read one part; raises BrokenOffError at the end of the stream or where it would be too long."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise BrokenOffError
    (length,) = LENGTH.unpack(head)
    if length > max_bytes:
        raise BrokenOffError
    part = pipe.read(length)
    if len(part) < length:
        raise BrokenOffError
    return part


def encode_found(found: Extracted, last: bool) -> bytes:
    """A child's answer. `last` announces that the child ends after it."""
    return json.dumps({"found": asdict(found), "last": last}, ensure_ascii=False).encode("utf-8", "replace")


def encode_failure(error: ExtractionFailed, last: bool) -> bytes:
    """A child's refusal."""
    return json.dumps({"template": error.template, "parts": error.parts, "last": last}).encode("utf-8")


def decode_answer(message: bytes) -> tuple[Extracted | ExtractionFailed, bool]:
    """What a child answered, all values checked, and whether the child ends now; raises BrokenOffError on others."""
    try:
        answer = json.loads(message)
        last = answer.get("last") is True
        if "found" in answer:
            return _extracted(answer["found"]), last
        error = ExtractionFailed(_text(answer, "template"), **_parts(answer["parts"]))
        str(error)  # a template that does not fit its parts is no message
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BrokenOffError from None
    return error, last


def _extracted(found: dict[str, Any]) -> Extracted:
    published = _text(found, "published")
    if not DAY.fullmatch(published):
        raise ValueError(published)
    return Extracted(
        text=_text(found, "text", MAX_TEXT_CHARS),
        title=_text(found, "title"),
        authors=_texts(found, "authors"),
        publisher=_text(found, "publisher"),
        published=published,
        links=_links(found),
    )


def _text(found: dict[str, Any], name: str, most: int = MAX_FIELD_CHARS) -> str:
    value = found[name]
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(name)
    return value


def _texts(found: dict[str, Any], name: str) -> tuple[str, ...]:
    values = found[name]
    if not isinstance(values, list) or len(values) > MAX_ENTRIES:
        raise ValueError(name)
    return tuple(_text({name: value}, name) for value in values)


def _links(found: dict[str, Any]) -> tuple[OutgoingLink, ...]:
    """The links that are web addresses; their spans lie within the text."""
    values, length = found["links"], len(found["text"])
    if not isinstance(values, list) or len(values) > MAX_ENTRIES:
        raise ValueError("links")
    links = (OutgoingLink(_text(one, "url"), _text(one, "words"), _span(one["span"], length)) for one in values)
    return tuple(link for link in links if link.url.startswith(("http://", "https://")))


def _span(value: Any, length: int) -> Span | None:
    if value is None:
        return None
    start, end = value
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        raise ValueError("span")
    return Span(start, end)


def _parts(parts: dict[str, Any]) -> dict[str, object]:
    return {
        str(name): value if isinstance(value, int) else str(value)[:MAX_FIELD_CHARS] for name, value in parts.items()
    }
