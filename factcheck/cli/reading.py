"""A named file or address → a document that was read and is not stored yet."""

from __future__ import annotations

from pathlib import Path

from factcheck.desk import intake
from factcheck.errors import Refused
from factcheck.jobs import Tools

FILE_MAX_BYTES = 10_000_000
"""What the fetcher takes of a page, for the same reason: an article has a thousandth of it."""


def is_address(name: str) -> bool:
    """Say whether a name on the command line is an address; no file's name has "://" in it."""
    return "://" in name


def content_of(name: str, max_bytes: int = FILE_MAX_BYTES) -> bytes:
    """The bytes of a file; raises `Refused` with what is in the way."""
    path = Path(name)
    try:
        if path.stat().st_size > max_bytes:
            raise Refused("%(name)s is larger than %(most)d MB.", name=name, most=max_bytes // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("There is no file %(name)s.", name=name) from None
    except OSError as error:
        raise Refused("%(name)s cannot be read: %(why)s.", name=name, why=error.strerror) from error


def document_of(name: str, tools: Tools, url: str = "") -> intake.Document:
    """Read a file, said to be published at `url`, or fetch an address."""
    if is_address(name):
        return intake.read_url(name, fetch=tools.fetch, extract=tools.extract)
    return intake.read_file(name, content_of(name), extract=tools.extract, url=url)
