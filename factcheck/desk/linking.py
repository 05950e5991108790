"""Where an article points: its links as sources that can be fetched, each in the sentence that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from factcheck.core import addresses
from factcheck.core.anchoring import sentence_around
from factcheck.core.quoting import Run, in_sentences
from factcheck.desk.intake import Extract
from factcheck.errors import ExtractionFailed, Invalid
from factcheck.records import Extracted, OutgoingLink, Source, Span
from factcheck.store import snapshots, sources
from factcheck.store.connection import writing


@dataclass(frozen=True, slots=True)
class Offered:
    """A link of a document: what it says where, whether it stays on the site, and the source that it is already.

    `claims` are those that rest on words of the link's sentence.
    """

    link: OutgoingLink
    sentence: tuple[Run, ...]
    same_site: bool
    kept: Source | None
    claims: tuple[int, ...]


def offered(
    database: Database, snapshot_id: int, text: str, url: str | None, anchors: Mapping[int, Sequence[Span]]
) -> list[Offered] | None:
    """The links of a snapshot in their order; none where they were not kept. Nothing is fetched.

    `url` is where the document is; `anchors` has the words of the text that each claim rests on.
    """
    links = snapshots.links(database, snapshot_id)
    if links is None:
        return None
    normal = [_normal(link.url) for link in links]
    known = sources.at_addresses(database, normal)
    places = {claim: [sentence_around(text, [span]) for span in spans] for claim, spans in anchors.items()}
    return [
        Offered(
            link,
            in_sentences(text, [link.span]) if link.span else (Run(link.words or link.url, marked=True),),
            addresses.same_site(link.url, url or ""),
            known.get(address),
            tuple(claim for claim, around in places.items() if link.span and _touch(around, link.span)),
        )
        for link, address in zip(links, normal, strict=True)
    ]


def keep_up(database: Database, extract: Extract) -> bool:
    """Read the links of one article that was stored before links were kept; false where none is left.

    What cannot be read any more has no links. Where its text is read otherwise today, they are kept without places.
    """
    number = snapshots.without_links(database)
    if number is None:
        return False
    kept, raw = snapshots.get(database, number), snapshots.raw(database, number)
    try:
        found = extract(raw, kept.media_type, kept.charset, kept.final_url or "", kept.filename or "")
    except ExtractionFailed:
        found = Extracted("")
    links = found.links
    if found.text != snapshots.text(database, number):
        links = tuple(replace(link, span=None) for link in links)
    with writing(database):
        snapshots.add_links(database, number, links)
    return True


def _normal(url: str) -> str:
    """The form by which a kept source is recognised; the address itself where it can never be fetched."""
    try:
        return addresses.normalise(url)
    except Invalid:
        return url


def _touch(spans: Sequence[Span], other: Span) -> bool:
    return any(span.start < other.end and other.start < span.end for span in spans)
