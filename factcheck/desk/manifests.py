"""What a bundle of evidence says of itself: the claim, its verdicts, its evidence, and the documents behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.desk.warc import record_id, target
from factcheck.records import Claim, Event, Evidence, Source, Verdict, Withdrawal
from factcheck.store import articles, erasures, people, snapshots, sources, verdicts

Json = dict[str, Any]

FORMAT = "factcheck-evidence 1"
"""The name and version of the manifest's form; the version counts up when a field changes its meaning."""


def documents(database: Database, claim: Claim) -> dict[str, int]:
    """The snapshots of a claim's article and sources, by the names that their texts have in the bundle.

    Of a source the text that it was kept with, and those newer ones that a passage stands in.
    """
    place = claim.appearance
    kept = {f"texts/article-{place.article_id}.txt": place.snapshot_id} if place.snapshot_id is not None else {}
    found = _all_evidence(database, claim.id)
    kept |= {_text_of(source, source.snapshot_id): source.snapshot_id for source in _sources(found)}
    return kept | {_text_of(one.source, one.snapshot_id): one.snapshot_id for one in found}


def _text_of(source: Source, snapshot_id: int) -> str:
    newer = "" if snapshot_id == source.snapshot_id else f"-newer-{snapshot_id}"
    return f"texts/source-{source.id}{newer}.txt"


def _all_evidence(database: Database, claim_id: int) -> list[Evidence]:
    """The evidence that the claim rests on now, and that a verdict on it stands on."""
    found = list(sources.evidence_on(database, claim_id))
    for verdict in verdicts.of_claim(database, claim_id):
        found += sources.evidence_of_verdict(database, verdict.id)
    return found


def _sources(found: Iterable[Evidence]) -> list[Source]:
    """The sources of the evidence, each once."""
    return [source for _, source in sorted({one.source.id: one.source for one in found}.items())]


def manifest(database: Database, claim: Claim, kept: Mapping[str, int], log: Sequence[Event]) -> Json:
    """All that is said in the bundle. Moments are UTC; spans count code points of the texts."""
    withdrawn = verdicts.withdrawals_of(database, claim.id)
    return {
        "format": FORMAT,
        "claim": _claim(database, claim),
        "verdicts": [_verdict(database, one, withdrawn.get(one.id)) for one in verdicts.of_claim(database, claim.id)],
        "evidence": [_evidence(one) for one in sources.evidence_on(database, claim.id)],
        "sources": [_source(database, one) for one in _sources(_all_evidence(database, claim.id))],
        "documents": [_document(database, path, number) for path, number in kept.items()],
        "events": [
            {"number": one.id, "at": one.at, "by": one.actor_name, "what": one.verb, "hash": one.hash} for one in log
        ],
    }


def _claim(database: Database, claim: Claim) -> Json:
    place = claim.appearance
    article = articles.get(database, place.article_id) if place.article_id is not None else None
    text = snapshots.text(database, place.snapshot_id) if place.snapshot_id is not None else ""
    said: Json = {"place": place.place, "url": place.url, "date": place.said_on}
    if article:
        said = {"title": article.title, "author": article.byline, "publisher": article.publisher}
        said |= {"url": article.url, "date": article.published_on, "text": f"texts/article-{article.id}.txt"}
        said["spans"] = [{"span": span, "words": text[span.start : span.end]} for span in place.anchors]
    return {
        "number": claim.id,
        "text": claim.text,
        "claimant": claim.claimant,
        "kind": claim.kind,
        "state": claim.state,
        "said": said,
    }


def _verdict(database: Database, verdict: Verdict, withdrawal: Withdrawal | None) -> Json:
    return {
        "number": verdict.number,
        "claim": verdict.claim_text,
        "claimant": verdict.claimant,
        "spans": verdict.anchors,
        "rating": verdict.rating.label,
        "reason": verdict.reason,
        "explanation": verdict.explanation,
        "not_known": verdict.not_known,
        "correction": verdict.correction,
        "correction_note": verdict.correction_note,
        "given_by": verdict.recorded_by_name,
        "given_at": verdict.recorded_at,
        "published_by": verdict.published_by_name or None,
        "published_at": verdict.published_at,
        "withdrawn_at": withdrawal.withdrawn_at if withdrawal else None,
        "withdrawn_because": withdrawal.note if withdrawal else None,
        "evidence": [_evidence(one) for one in sources.evidence_of_verdict(database, verdict.id)],
    }


def _evidence(one: Evidence) -> Json:
    return {
        "number": one.id,
        "source": one.source.id,
        "text": _text_of(one.source, one.snapshot_id),
        "span": one.span,
        "passage": one.passage,
        "stance": one.stance,
        "not_shown": one.not_shown,
        "attached_by": one.added_by_name,
        "attached_at": one.added_at,
    }


def _source(database: Database, source: Source) -> Json:
    by = people.get(database, source.added_by)
    return {
        "number": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published_on,
        "url": source.url,
        "archive_url": source.archive_url or None,
        "primary": source.is_primary,
        "origin": source.origin,
        "interest": source.interest,
        "transcribed_from": source.transcribed_from or None,
        "text": _text_of(source, source.snapshot_id),
        "added_by": by.name if by else "",
        "added_at": source.added_at,
    }


def _document(database: Database, path: str, number: int) -> Json:
    kept = snapshots.get(database, number)
    return {
        "text": path,
        "text_sha256": kept.text_sha256,
        "text_length": kept.text_length,
        "erased": number in erasures.snapshots(database),
        "record": record_id(kept),
        "target": target(kept),
        "raw_sha256": kept.raw_sha256,
        "raw_length": kept.raw_length,
        "how": kept.how,
        "taken_at": kept.taken_at,
        "asked_url": kept.url,
        "final_url": kept.final_url,
        "status": kept.status,
        "media_type": kept.media_type,
        "charset": kept.charset,
        "filename": kept.filename,
        "headers": kept.headers,
    }
