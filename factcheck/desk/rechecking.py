"""The live page behind a source or an article is fetched again, and what became of it is named; nothing moves.

Looking is slow and touches no database; keeping what was seen is one transaction. A newer text becomes a snapshot
beside the one that is kept, once, and a notice for a person; spans go on pointing into the snapshot they were made in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.core import addresses, anchoring
from factcheck.desk.intake import Document, Extract, Fetch, read_answer
from factcheck.errors import ExtractionFailed, FactcheckError, FetchFailed, Invalid, NotFound, Refused
from factcheck.records import Checkable, Outcome, Reason, Settled, Span, Standing, Validators
from factcheck.records.rechecks import reason_of
from factcheck.store import articles, events, notices, rechecks, snapshots, sources
from factcheck.store.connection import writing

NO_REASON = Reason()
NOT_MODIFIED = 304
GONE = (404, 410)
ABSENT = (Outcome.GONE, Outcome.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an address answered: a document, an absence with its reason, or with neither that nothing changed."""

    document: Document | None = None
    absence: Outcome | None = None
    reason: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, before it is kept. `snapshot_id` is the known snapshot that has this text, if one has."""

    outcome: Outcome
    reason: Reason = NO_REASON
    snapshot_id: int | None = None
    bytes_differ: bool = False


def fetched(database: Database, kind: str, number: int) -> Checkable:
    """The source or article with this number; raises `NotFound`, or `Refused` where it was not fetched."""
    found = rechecks.get(database, kind, number)
    if found:
        return found
    if (sources if kind == "source" else articles).get(database, number) is None:
        raise NotFound("There is no %(kind)s %(number)s.", kind=kind, number=number)
    raise Refused(
        "%(kind)s %(number)s was not fetched from an address, so that nothing can be fetched again.",
        kind=kind.capitalize(),
        number=number,
    )


def checkable(database: Database, kind: str, number: int) -> Checkable:
    """As `fetched`, but raises `Refused` as well where what was read of it had to be erased."""
    found = fetched(database, kind, number)
    if found.erased:
        raise Refused("What was read of %(subject)s was erased. It is not fetched again.", subject=found.subject)
    return found


def at_address(database: Database, url: str) -> list[tuple[str, int]]:
    """The sources and articles that were fetched from an address; raises `NotFound` where there is none."""
    try:
        normal = addresses.normalise(url.strip()) or ""
    except Invalid:
        normal = ""
    found = rechecks.at(database, url.strip(), normal)
    if not found:
        raise NotFound("Nothing was fetched from %(url)s.", url=url)
    return found


def look(document: Checkable, *, fetch: Fetch, extract: Extract) -> Seen:
    """Fetch a document's address again and read what comes back; every failure of it is an absence with its reason."""
    headers = dict(document.newest.headers)
    known = Validators(document.newest.final_url or "", headers.get("etag", ""), headers.get("last-modified", ""))
    try:
        answer = fetch(document.url, known)
        if answer.status == NOT_MODIFIED:
            return Seen()
        return Seen(read_answer(answer, extract=extract))
    except (FetchFailed, ExtractionFailed) as error:
        return absent(error)


def absent(error: FactcheckError) -> Seen:
    """What an error says of a page: gone where the site says so, else unreachable."""
    gone = isinstance(error, FetchFailed) and error.parts.get("status") in GONE
    return Seen(absence=Outcome.GONE if gone else Outcome.UNREACHABLE, reason=reason_of(error.template, error.parts))


def judge(database: Database, document: Checkable, seen: Seen) -> Finding:
    """Name what came of a check: whether the text is what is cited, and if not, whether all that is cited stands.

    A document is cited in the snapshots that claims and standing verdicts rest on; one that nothing rests on, in the
    snapshot that it was stored with. White space is no difference.
    """
    if seen.absence:
        return Finding(seen.absence, seen.reason)
    places = rechecks.cited(database, document.kind, document.number)
    numbers = {document.newest.id, document.kept.id, *(number for number, _ in places)}
    texts = {number: snapshots.text(database, number) for number in numbers}
    if seen.document is None:
        return Finding(_outcome(document, places, texts, texts[document.newest.id]), snapshot_id=document.newest.id)
    found = seen.document.snapshot
    snapshot_id = _known(document, texts, found.text) or rechecks.with_text(
        database, document, snapshots.text_sha256(found.text)
    )
    kept = snapshots.get(database, snapshot_id).raw_sha256 if snapshot_id else None
    differ = kept is not None and kept != snapshots.sha256(found.raw)
    return Finding(_outcome(document, places, texts, found.text), NO_REASON, snapshot_id, differ)


def _known(document: Checkable, texts: Mapping[int, str], text: str) -> int:
    """The snapshot that has this text but for white space, the newest one first; 0 where none has."""
    wanted = anchoring.folded(text)
    same = [number for number, known in texts.items() if anchoring.folded(known) == wanted]
    return document.newest.id if document.newest.id in same else max(same, default=0)


def _outcome(document: Checkable, places: Sequence[tuple[int, Span]], texts: Mapping[int, str], text: str) -> Outcome:
    wanted = anchoring.folded(text)
    held = {number for number, _ in places} or {document.kept.id}
    if all(anchoring.folded(texts[number]) == wanted for number in held):
        return Outcome.UNCHANGED
    stands = all(anchoring.find_again(texts[number], span, text) for number, span in places)
    return Outcome.CHANGED if stands else Outcome.PASSAGE_CHANGED


def keep(
    database: Database,
    document: Checkable,
    seen: Seen,
    *,
    now: str,
    together: Callable[[Database, Finding], None] | None = None,
) -> Finding:
    """Keep what a check saw: a newer text as a snapshot with its notice, once; and how the document was found.

    Where another check kept something meanwhile, it is judged anew. `together` is called inside the transaction.
    """
    finding = judge(database, document, seen)
    with writing(database):
        standing = fetched(database, document.kind, document.number)
        if standing.newest.id != document.newest.id:
            finding = judge(database, standing, seen)
        _keep(database, standing, seen, finding, now=now)
        if together:
            together(database, finding)
    return finding


def _keep(database: Database, document: Checkable, seen: Seen, finding: Finding, *, now: str) -> None:
    before, kind, number = document.standing, document.kind, document.number
    begins = before is None or before.outcome is not finding.outcome
    payload: dict[str, object] = {"outcome": finding.outcome, "was": before.outcome if before else None}
    new_text = seen.document.snapshot if seen.document and not finding.snapshot_id else None
    newest = finding.snapshot_id or document.newest.id
    if new_text:
        newest = snapshots.add(database, new_text, now=now)
        payload.update(snapshot=newest, text_sha256=snapshots.text_sha256(new_text.text))
    told = _settle(database, document, finding, is_new=new_text is not None, now=now)
    if new_text or (begins and finding.outcome in ABSENT):
        holding = newest if new_text else None
        notice = notices.add(database, kind, number, finding.outcome, finding.reason, holding, now=now)
        told[str(notice)] = {"outcome": finding.outcome, "settled": None}
    since = before.since if before and not begins else now
    standing = Standing(finding.outcome, finding.reason, newest, finding.bytes_differ, since, now)
    rechecks.put(database, kind, number, standing)
    if begins or told:
        payload["notices"] = told
        events.append(database, now=now, actor=None, verb="rechecked", subject=document.subject, payload=payload)


def _settle(
    database: Database, document: Checkable, finding: Finding, *, is_new: bool, now: str
) -> dict[str, dict[str, object]]:
    """Settle the notices that this check answers: an absence that ended, or what a newer notice takes the place of."""
    told: dict[str, dict[str, object]] = {}
    for notice in notices.open_on(database, document.kind, document.number):
        if notice.outcome in ABSENT and finding.outcome not in ABSENT:
            how = Settled.BACK
        elif is_new or (notice.outcome in ABSENT and finding.outcome is not notice.outcome):
            how = Settled.NEWER
        else:
            continue
        notices.settle(database, [notice.id], how, by=None, event=None, now=now)
        told[str(notice.id)] = {"outcome": notice.outcome, "settled": how}
    return told
