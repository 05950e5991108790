"""Undoing Content-Encoding piece by piece, so that no answer ever takes more memory than its bound."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from factcheck.errors import FetchFailed

# What is asked for. Brotli and zstd are not: their decoders in Python offer no bound on what one call returns.
ACCEPT_ENCODING = "gzip, deflate"
_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits: 31 expects a gzip header
MAX_CODINGS = 2  # one is usual; a second comes from misconfigured proxies; more is an attack
PIECE = 65_536  # bytes that one step may inflate to


def inflated(pieces: Iterable[bytes], content_encoding: str, max_bytes: int) -> Iterator[bytes]:
    """The pieces with every coding undone, in small pieces; raises FetchFailed past `max_bytes` or on damage."""
    codings = [name for name in (part.strip().lower() for part in content_encoding.split(",")) if name]
    codings = [name for name in codings if name != "identity"]
    if len(codings) > MAX_CODINGS or any(name not in _CODINGS for name in codings):
        raise FetchFailed(
            "The page is packed in a way that was not asked for (%(coding)s).", coding=content_encoding[:40]
        )
    stream = iter(pieces)
    for name in reversed(codings):
        stream = _undone(stream, name)
    total = 0
    for piece in stream:
        total += len(piece)
        if total > max_bytes:
            raise FetchFailed("The page is too large: more than %(most)d MB unpacked.", most=max_bytes // 1_000_000)
        yield piece


def _undone(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    inflater, started = zlib.decompressobj(_CODINGS[name]), False
    try:
        for data in pieces:
            if not started and data:
                started = True
                if name == "deflate" and not _has_zlib_header(data):
                    inflater = zlib.decompressobj(-15)
            while data:
                if inflater.eof:  # a further gzip member; anything else after the end is ignored
                    if name == "deflate" or not data.startswith(b"\x1f"):
                        break
                    inflater = zlib.decompressobj(_CODINGS[name])
                yield inflater.decompress(data, PIECE)
                data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error:
        raise FetchFailed("The page arrived damaged: it cannot be unpacked.") from None
    if started and not inflater.eof:
        raise FetchFailed("The page arrived incomplete: its packed data breaks off.")


def _has_zlib_header(data: bytes) -> bool:
    """Whether deflate comes in its zlib wrapper, as the standard says; some servers send it bare."""
    return data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)
