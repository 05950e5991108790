"""Sources and evidence: a document is kept, and a passage of it is attached to a claim with a stance."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.core import addresses, anchoring, copies
from factcheck.core.characters import one_line, visible
from factcheck.desk.claims import existing
from factcheck.desk.intake import BYLINE_MAX, TITLE_MAX, Details, Document, Together, clean_day, details_of, shortened
from factcheck.errors import Conflict, Invalid, NotFound, Refused
from factcheck.records import Evidence, Extracted, How, NewSnapshot, Person, Source, Span, Stance, State
from factcheck.store import claims, events, rechecks, sketches, snapshots, sources
from factcheck.store.connection import writing

PASSAGE_MAX = 5_000
"""Code points of a passage at most: a passage is what a reader reads beside the claim, not the document."""

INTEREST_MAX = 500
"""Code points of a declared interest at most: a sentence or two, as readers see it on a card."""


@dataclass(frozen=True, slots=True)
class Citing:
    """How a document is cited: what a person says of it, and of where its information comes from.

    `is_primary` says that it is the origin itself; else `origin` names it. `interest` is what the source has at stake.
    """

    details: Details
    is_primary: bool = False
    origin: str = ""
    interest: str = ""


def transcribed(text: str, *, what: str, address: str, picture: tuple[str, str, bytes] | None = None) -> Document:
    """A source that cannot be read by the machine: an address or a picture, with what a person typed from it.

    `what` says what was transcribed ("photograph of the notice board"); `picture` is file name, media type, bytes.
    """
    clean = visible(text).strip()
    if not clean:
        raise Invalid("Type what the source says.", "text")
    if not one_line(what):
        raise Invalid("Say what you typed this from, for example “telephone call with the mayor's office”.", "what")
    name, media_type, raw = picture or (None, "text/plain", clean.encode())
    url = address.strip() or None
    snapshot = NewSnapshot(How.TRANSCRIBED, raw, clean, media_type=media_type, url=url, filename=name)
    normal = addresses.normalise(url) if url else None
    return Document(snapshot, Extracted(clean, title=shortened(what, BYLINE_MAX)), url, normal)


def add_source(
    database: Database,
    document: Document,
    citing: Citing,
    *,
    what: str = "",
    by: Person,
    now: str,
    together: Together | None = None,
) -> int:
    """Keep a document as a source; give its number.

    The same text from the same address is kept once, unless the person says something else of it: the same words may
    come from two calls, or stand in two pictures.

    `together` is called with the number inside the same transaction.
    """
    sketch = copies.sketch(document.snapshot.text)
    with writing(database):
        known = _known(database, document, citing, what)
        number = known.id if known else _store(database, document, citing, what, by=by, now=now)
        if not known:
            sketches.add(database, existing_source(database, number).snapshot_id, sketch)
        if together:
            together(database, number)
        return number


def _known(database: Database, document: Document, citing: Citing, what: str) -> Source | None:
    """The source that this is already, or none."""
    given, raw = citing.details, snapshots.sha256(document.snapshot.raw)
    typed = [
        (shortened(given.title, TITLE_MAX), "title"),
        (shortened(given.publisher, BYLINE_MAX), "publisher"),
        (shortened(given.byline, BYLINE_MAX), "author"),
        (clean_day(given.published_on), "published_on"),
        (citing.is_primary, "is_primary"),
        (shortened(citing.origin, BYLINE_MAX), "origin"),
        (shortened(citing.interest, INTEREST_MAX), "interest"),
    ]
    for known in sources.with_text(database, snapshots.text_sha256(document.snapshot.text), document.address):
        same = all(not said or said == getattr(known, name) for said, name in typed)
        if what:
            same = same and snapshots.get(database, known.snapshot_id).raw_sha256 == raw
        if same and known.transcribed_from == one_line(what):
            return known
    return None


def _store(database: Database, document: Document, citing: Citing, what: str, *, by: Person, now: str) -> int:
    details = details_of(document, citing.details)
    origin, interest = shortened(citing.origin, BYLINE_MAX), shortened(citing.interest, INTEREST_MAX)
    snapshot_id = snapshots.add(database, document.snapshot, now=now)
    number = sources.add(
        database,
        title=str(details["title"]),
        publisher=str(details["publisher"]),
        author=str(details["byline"]),
        published_on=details["published_on"],
        url=document.url,
        address=document.address,
        is_primary=citing.is_primary,
        origin=origin,
        interest=interest,
        transcribed_from=one_line(what),
        snapshot_id=snapshot_id,
        added_by=by.id,
        now=now,
    )
    payload = {**details, "url": document.url, "snapshot": snapshot_id, "primary": citing.is_primary}
    payload.update(origin=origin, interest=interest)
    payload["text_sha256"] = snapshots.text_sha256(document.snapshot.text)
    events.append(database, now=now, actor=by.id, verb="added source", subject=f"source {number}", payload=payload)
    return number


def existing_source(database: Database, source_id: int) -> Source:
    """The source with this number; raises `NotFound`."""
    source = sources.get(database, source_id)
    if source is None:
        raise NotFound("There is no such source.")
    return source


def snapshot_of(database: Database, source: Source, newer: int | None) -> int:
    """The snapshot of a source that is meant: its first, or the newer one of this number; raises `NotFound`."""
    if newer is None or newer == source.snapshot_id:
        return source.snapshot_id
    if newer not in rechecks.newer(database, "source", source.id):
        raise NotFound("There is no such text of this source.")
    return newer


def existing_evidence(database: Database, evidence_id: int) -> Evidence:
    """The evidence with this number, unless it was removed; raises `NotFound`."""
    found = sources.get_evidence(database, evidence_id)
    if found is None:
        raise NotFound("There is no such evidence; it may have been removed.")
    return found


def passage_span(text: str, passage: str, offsets: tuple[Span, ...] = ()) -> Span:
    """The one span of a passage that was copied from a source's text; raises `Invalid` where it is not there."""
    passage = visible(passage)
    if not passage.strip():
        raise Invalid("Copy the passage of the source that bears on the claim.", "passage")
    [span] = anchoring.locate(text, [passage], offsets)
    if span.end - span.start > PASSAGE_MAX:
        raise Invalid("A passage may have %(limit)s characters.", "passage", limit=PASSAGE_MAX)
    return span


def take_up(database: Database, claim_id: int) -> dict[str, str]:
    """Note that somebody works on the claim: what was in review is no longer what the second person would see."""
    if existing(database, claim_id).state is State.CLOSED:
        raise Refused("This claim is closed. Undo that first.")
    claims.set_state(database, claim_id, State.IN_WORK)
    return {str(claim_id): State.IN_WORK}


def attach(
    database: Database,
    claim_id: int,
    source_id: int,
    passage: str,
    stance: Stance,
    *,
    offsets: tuple[Span, ...] = (),
    newer: int | None = None,
    by: Person,
    now: str,
) -> int:
    """Attach a passage of a source to a claim; give the evidence's number.

    `newer` is the snapshot of a newer text of the source that the passage was read in; none means the text as it was
    kept first.
    """
    with writing(database):
        existing(database, claim_id)
        source = existing_source(database, source_id)
        snapshot_id = snapshot_of(database, source, newer)
        span = passage_span(snapshots.text(database, snapshot_id), passage, offsets)
        place = snapshot_id, span
        if any((e.snapshot_id, e.span) == place for e in sources.evidence_on(database, claim_id)):
            raise Refused("This passage is attached to the claim already.")
        number = sources.add_evidence(database, claim_id, source_id, *place, stance, by=by.id, now=now)
        payload = {"evidence": number, "source": source_id, "snapshot": snapshot_id, "span": span, "stance": stance}
        payload["states"] = take_up(database, claim_id)
        events.append(
            database, now=now, actor=by.id, verb="attached evidence", subject=f"claim {claim_id}", payload=payload
        )
        return number


def change_stance(database: Database, evidence_id: int, version: int, stance: Stance, *, by: Person, now: str) -> int:
    """Give a piece of evidence another stance; give the claim's number."""
    with writing(database):
        found = existing_evidence(database, evidence_id)
        if not sources.change_stance(database, evidence_id, version, stance):
            raise Conflict(
                "Somebody changed this evidence while you did.",
                {"stance": stance},
                {"stance": found.stance},
                found.version,
            )
        payload = {"evidence": evidence_id, "stance": stance, "states": take_up(database, found.claim_id)}
        note(database, "changed stance", found, payload, by=by, now=now)
        return found.claim_id


def remove(database: Database, evidence_id: int, *, by: Person, now: str) -> int:
    """Take a piece of evidence off its claim; verdicts that cite it keep it. Give the claim's number."""
    with writing(database):
        found = sources.get_evidence(database, evidence_id)
        if found is None:
            raise Refused("This passage is not attached any more.")
        sources.set_removed(database, evidence_id, now)
        payload = {"evidence": evidence_id, "states": take_up(database, found.claim_id)}
        note(database, "removed evidence", found, payload, by=by, now=now)
        return found.claim_id


def put_back(database: Database, evidence_id: int, *, by: Person, now: str) -> int:
    """Undo a removal; give the claim's number."""
    with writing(database):
        if not sources.set_removed(database, evidence_id, None):
            raise Refused("This evidence is not removed.")
        found = existing_evidence(database, evidence_id)
        payload = {"evidence": evidence_id, "states": take_up(database, found.claim_id)}
        note(database, "put evidence back", found, payload, by=by, now=now)
        return found.claim_id


def note(database: Database, verb: str, found: Evidence, payload: dict[str, object], *, by: Person, now: str) -> None:
    """Append the event of an act on a piece of evidence; it is told of the claim."""
    subject = f"claim {found.claim_id}"
    events.append(database, now=now, actor=by.id, verb=verb, subject=subject, payload=payload)
