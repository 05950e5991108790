"""Snapshots: bytes compressed, text, and the hashes of both. Stored once, never changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.errors import Damaged
from factcheck.records import How, NewSnapshot, OutgoingLink, Quotation, QuotationDraft, Snapshot, Span
from factcheck.store import erasures
from factcheck.store.connection import insert

COMPRESSION = 6
"""zlib's own default: on 181 news pages level 9 saved 1 percent more and took twice as long (November 2026)."""


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def text_sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes."""
    return sha256(text.encode("utf-8", "surrogatepass"))


def add(database: Database, new: NewSnapshot, *, now: str) -> int:
    """Store a snapshot inside the caller's transaction; give its number."""
    number = insert(
        database,
        "snapshots",
        {
            "how": new.how,
            "url": new.url,
            "final_url": new.final_url,
            "status": new.status,
            "media_type": new.media_type,
            "charset": new.charset,
            "headers": json.dumps(new.headers),
            "filename": new.filename,
            "taken_at": now,
            "raw_sha256": sha256(new.raw),
            "raw_length": len(new.raw),
            "text_sha256": text_sha256(new.text),
            "text_length": len(new.text),
        },
    )
    content = {"snapshot_id": number, "raw": zlib.compress(new.raw, COMPRESSION), "text": new.text}
    insert(database, "snapshot_contents", content)
    add_links(database, number, new.links)
    return number


def add_links(database: Database, snapshot_id: int, links: Sequence[OutgoingLink]) -> None:
    """Store the links of a snapshot inside the caller's transaction, once: a second time changes nothing."""
    kept = json.dumps([(link.url, link.words, link.span) for link in links], ensure_ascii=False)
    database.execute("insert or ignore into snapshot_links (snapshot_id, links) values (?, ?)", [snapshot_id, kept])


def without_links(database: Database) -> int | None:
    """An article's snapshot that was stored before links were kept; none where no more is left."""
    row = database.execute(
        "select min(snapshot_id) from articles where snapshot_id not in (select snapshot_id from snapshot_links)"
    ).fetchone()
    return int(row[0]) if row[0] is not None else None


def _snapshot(row: Mapping[str, Any]) -> Snapshot:
    fields = {name: row[name] for name in Snapshot.__slots__ if name not in ("how", "headers")}
    headers = tuple((name, value) for name, value in json.loads(row["headers"]))
    return Snapshot(how=How(row["how"]), headers=headers, **fields)


def get(database: Database, snapshot_id: int) -> Snapshot:
    """One snapshot without its content."""
    [row] = database.query("select * from snapshots where id = :id", {"id": snapshot_id})
    return _snapshot(row)


def exists(database: Database, snapshot_id: int) -> bool:
    """Whether there is a snapshot with this number."""
    return database.execute("select 1 from snapshots where id = ?", [snapshot_id]).fetchone() is not None


def text(database: Database, snapshot_id: int) -> str:
    """The text that spans of this snapshot point into."""
    [[found]] = database.execute("select text from snapshot_contents where snapshot_id = ?", [snapshot_id]).fetchall()
    return str(found)


def raw(database: Database, snapshot_id: int) -> bytes:
    """The bytes as they came in."""
    [[found]] = database.execute("select raw from snapshot_contents where snapshot_id = ?", [snapshot_id]).fetchall()
    return zlib.decompress(found)


def links(database: Database, snapshot_id: int) -> tuple[OutgoingLink, ...] | None:
    """The links of a snapshot in their order; none where it was stored before links were kept."""
    row = database.execute("select links from snapshot_links where snapshot_id = ?", [snapshot_id]).fetchone()
    if row is None:
        return None
    return tuple(OutgoingLink(url, words, Span(*span) if span else None) for url, words, span in json.loads(row[0]))


def damaged(database: Database) -> Iterator[str]:
    """One sentence for every snapshot whose content is not what its hashes say."""
    erased = erasures.snapshots(database)
    rows = database.execute(
        "select s.id, s.raw_sha256, s.text_sha256, c.raw, c.text from snapshots s "
        "left join snapshot_contents c on c.snapshot_id = s.id order by s.id"
    )
    for number, raw_hash, text_hash, content, words in rows:
        if content is None:
            yield f"Snapshot {number} has lost its content."
            continue
        if number in erased:
            if words != erasures.masked(words) or zlib.decompress(content):
                yield f"Snapshot {number} was erased and has content again."
            continue
        try:
            stored = sha256(zlib.decompress(content))
        except zlib.error:
            stored = ""
        if stored != raw_hash:
            yield f"The bytes of snapshot {number} are not the ones that were stored."
        if text_sha256(words) != text_hash:
            yield f"The text of snapshot {number} is not the one that was stored."


def add_quotations(database: Database, snapshot_id: int, drafts: tuple[QuotationDraft, ...]) -> dict[Span, int]:
    """Store the quotations of a snapshot; give their numbers by span."""
    numbers = {}
    for draft in drafts:
        start, end = draft.span
        row = {"snapshot_id": snapshot_id, "start": start, "end": end, "speaker": draft.speaker}
        numbers[draft.span] = insert(database, "quotations", row)
    return numbers


def quotations(database: Database, snapshot_id: int) -> list[Quotation]:
    """The quotations of a snapshot in reading order."""
    rows = database.execute(
        "select id, snapshot_id, start, end, speaker from quotations where snapshot_id = ? order by start, end",
        [snapshot_id],
    )
    return [Quotation(number, of, Span(start, end), speaker) for number, of, start, end, speaker in rows]


def check_span(span: Span, length: int) -> None:
    """Raise `Damaged` where a span does not lie inside a text of that length: only a bug can cause it."""
    if not 0 <= span.start < span.end <= length:
        raise Damaged(
            "The span %(start)s to %(end)s does not lie inside its text of %(length)s code points.",
            start=span.start,
            end=span.end,
            length=length,
        )
