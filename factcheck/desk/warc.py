"""Snapshots as records of a WARC file (ISO 28500, version 1.1): the same snapshots give the same bytes."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Protocol

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from factcheck.records import How, Snapshot
from factcheck.version import VERSION

HEAD = f"software: Factcheck {VERSION}\r\nformat: WARC File Format 1.1\r\n"

OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that tell how the body came over the wire. It is kept inflated, so they stand under another name."""


class Sink(Protocol):
    """Where the bytes of the file go."""

    def write(self, piece: bytes, /) -> int: ...

    def flush(self) -> None: ...


class Writer:
    """Writes a WARC file to a sink, beginning with who made it; `moment` is its date."""

    def __init__(self, sink: Sink, moment: str) -> None:
        self._records = WARCWriter(sink, gzip=False, warc_version="1.1")
        named = {"WARC-Record-ID": _identity(moment), "WARC-Date": moment}
        payload = HEAD.encode()
        self._records.write_record(
            self._records.create_warc_record("", "warcinfo", BytesIO(payload), len(payload), warc_headers_dict=named)
        )

    def write(self, snapshot: Snapshot, raw: bytes) -> None:
        """Add a snapshot: the answer of a site with its headers, or a document that came in another way.

        Its record bears the number that `record_id` gives, and the SHA-256 of its bytes as they are kept.
        """
        named = {
            "WARC-Record-ID": record_id(snapshot),
            "WARC-Date": snapshot.taken_at,
            "WARC-Payload-Digest": f"sha256:{snapshot.raw_sha256}",
        }
        fetched = snapshot.how is How.FETCHED
        self._records.write_record(
            self._records.create_warc_record(
                target(snapshot),
                "response" if fetched else "resource",
                BytesIO(raw),
                len(raw),
                warc_content_type="" if fetched else snapshot.media_type or "application/octet-stream",
                warc_headers_dict=named,
                http_headers=_answer(snapshot) if fetched else None,
            )
        )


def _answer(snapshot: Snapshot) -> StatusAndHeaders:
    """The head of the answer. Cookies were never kept, nor were the words that came after the status."""
    headers = [(f"X-Archive-Orig-{name}" if name in OF_THE_WIRE else name, value) for name, value in snapshot.headers]
    headers.append(("content-length", str(snapshot.raw_length)))
    return StatusAndHeaders(f"{snapshot.status} ", headers, protocol="HTTP/1.1")


def target(snapshot: Snapshot) -> str:
    """The address that answered; for what came from none, a name made of its bytes."""
    return (snapshot.how is How.FETCHED and snapshot.final_url) or f"urn:sha256:{snapshot.raw_sha256}"


def record_id(snapshot: Snapshot) -> str:
    """The name of a snapshot's record, the same in every file that has it."""
    return _identity(f"{snapshot.id} {snapshot.taken_at} {snapshot.raw_sha256}")


def _identity(of: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, of)}>"
