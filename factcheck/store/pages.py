"""What a page shows, read in one go: one set of queries, one record, for readers and for the desk.

The readers' records are made from what is published and nothing else; they hold no field of the desk.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import (
    Article,
    Claim,
    Event,
    Evidence,
    Quotation,
    Rating,
    Snapshot,
    Source,
    Span,
    Verdict,
    Withdrawal,
)
from factcheck.store import acts, appearing, articles, claims, events, snapshots, sources, verdicts


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """A claim as readers may see it: its words, and the verdict that stands on it, if one is published."""

    number: int
    text: str
    claimant: str | None
    quoted: bool
    anchors: tuple[Span, ...]
    verdict: Verdict | None
    withdrawn: bool = False

    @property
    def was_checked(self) -> bool:
        """Say whether there is a verdict's page: a published one, or one that was withdrawn."""
        return self.verdict is not None or self.withdrawn


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """A public article with its text and all of its claims in reading order.

    `changed_at` is when title, byline, publisher or day were last changed under readers' eyes; none where never.
    """

    article: Article
    text: str
    claims: tuple[PublicClaim, ...]
    changed_at: str | None


@dataclass(frozen=True, slots=True)
class PublicVerdict:
    """A published verdict: the claim as it was judged, where it was made, and on what the verdict stands.

    Where it was withdrawn, `withdrawal` says why, and no other stands. `withdrawals` has those of earlier versions too,
    by verdict. `elsewhere` are the other places where the claim was made; `head` is the hash of the event of its
    publication, the head of the chain at that moment.

    `article` is none for a claim that was made elsewhere; `text` is the article's. `history` has the published
    verdicts on the claim, the standing one first. `changed_at` is when what is said of the article, or of where the
    claim was made, was last corrected after the verdict was published; `sources_changed_at` the same by source.
    `appearances` are the other places where readers see this verdict.
    """

    verdict: Verdict
    quoted: bool
    article: Article | None
    text: str
    place: str
    url: str | None
    said_on: str | None
    evidence: tuple[Evidence, ...]
    contexts: tuple[str, ...]
    history: tuple[Verdict, ...]
    scale: tuple[Rating, ...]
    changed_at: str | None
    sources_changed_at: dict[int, str]
    withdrawals: dict[int, Withdrawal]
    elsewhere: tuple[appearing.Place, ...]
    head: str
    appearances: tuple[appearing.PublicAppearance, ...]

    @property
    def withdrawal(self) -> Withdrawal | None:
        """Why the verdict stands no more; none where it does."""
        return self.withdrawals.get(self.verdict.id)


def public_article(database: Database, article_id: int) -> PublicArticle | None:
    """An article as readers see it; none where it is not public."""
    article = articles.get(database, article_id)
    if article is None or article.public_at is None:
        return None
    found = claims.of_article(database, article_id, closed=True)
    standing = appearing.standing(database, [claim.id for claim in found])
    shown = [claim for claim in found if claim.closed_because is None or claim.id in standing]
    withdrawn = verdicts.withdrawn(database, [claim.id for claim in shown])
    text = snapshots.text(database, article.snapshot_id)
    told = tuple(_public_claim(claim, standing.get(claim.id), claim.id in withdrawn) for claim in shown)
    changed_at = events.last_of(database, f"article {article_id}", "changed article", since=article.public_at)
    return PublicArticle(article, text, told, changed_at)


def _public_claim(claim: Claim, verdict: Verdict | None, withdrawn: bool) -> PublicClaim:
    """The words that a published verdict judged, else the claim's own: also where the verdict is on another claim."""
    if verdict and verdict.claim_id == claim.id:
        return PublicClaim(claim.id, verdict.claim_text, verdict.claimant, claim.quoted, verdict.anchors, verdict)
    return PublicClaim(claim.id, claim.text, claim.claimant, claim.quoted, claim.appearance.anchors, verdict, withdrawn)


def public_verdict(database: Database, claim_id: int) -> PublicVerdict | None:
    """The verdict page of a claim; none where no verdict on it is published."""
    history = verdicts.published_of(database, claim_id)
    claim = claims.get(database, claim_id)
    if not history or claim is None:
        return None
    place = claim.appearance
    article = articles.get(database, place.article_id) if place.article_id else None
    evidence = sources.evidence_of_verdict(database, history[0].id)
    return PublicVerdict(
        verdict=history[0],
        quoted=claim.quoted,
        article=article,
        text=snapshots.text(database, place.snapshot_id) if place.snapshot_id else "",
        place=place.place,
        url=place.url,
        said_on=place.said_on,
        evidence=tuple(evidence),
        contexts=tuple(snapshots.text(database, one.snapshot_id) for one in evidence),
        history=tuple(history),
        scale=tuple(verdicts.of_scale(database, history[0].rating.scale_id)),
        changed_at=_changed_at(database, claim_id, article, history[0]),
        sources_changed_at=_sources_changed_at(database, evidence, history[0]),
        withdrawals=verdicts.withdrawals_of(database, claim_id),
        elsewhere=tuple(appearing.elsewhere(database, claim)),
        head=events.published_at(database, claim_id, history[0].published_at or ""),
        appearances=appearing.public(database, history[0]),
    )


def _changed_at(database: Database, claim_id: int, article: Article | None, verdict: Verdict) -> str | None:
    """When readers last got to see something else of where the claim was made than the verdict was published with."""
    subject, verb = f"claim {claim_id}", "corrected place"
    if article:
        subject, verb = f"article {article.id}", "changed article"
    return events.last_of(database, subject, verb, since=verdict.published_at or "")


def _sources_changed_at(database: Database, evidence: list[Evidence], verdict: Verdict) -> dict[int, str]:
    found = {}
    for number in {one.source.id for one in evidence}:
        at = events.last_of(database, f"source {number}", "corrected source", since=verdict.published_at or "")
        if at:
            found[number] = at
    return found


@dataclass(frozen=True, slots=True)
class DeskClaim:
    """A claim on an article's desk page, with what stands on it and what waits."""

    claim: Claim
    standing: Verdict | None
    evidence: int


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """All that the desk knows of an article; `last_acts` says by the closed claims' numbers what can be taken back."""

    article: Article
    snapshot: Snapshot
    text: str
    claims: tuple[DeskClaim, ...]
    closed: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]
    related: tuple[tuple[str, Article], ...]
    splitting: articles.SplittingNote
    events: tuple[Event, ...]
    last_acts: dict[int, Event]


def desk_article(database: Database, article: Article) -> DeskArticle:
    """The desk page of an article."""
    found = claims.of_article(database, article.id, closed=True)
    standing = appearing.standing(database, [claim.id for claim in found])
    counts = sources.counts(database, article.id)
    shown = [
        DeskClaim(claim, standing.get(claim.id), counts.get(claim.id, 0))
        for claim in found
        if claim.closed_because is None
    ]
    return DeskArticle(
        article=article,
        snapshot=snapshots.get(database, article.snapshot_id),
        text=snapshots.text(database, article.snapshot_id),
        claims=tuple(shown),
        closed=tuple(claim for claim in found if claim.closed_because is not None),
        quotations=tuple(snapshots.quotations(database, article.snapshot_id)),
        related=tuple(articles.related(database, article.id)),
        splitting=articles.splitting_note(database, article.id),
        events=tuple(events.of_subject(database, f"article {article.id}")),
        last_acts=acts.latest(database, [claim.id for claim in found if claim.closed_because is not None]),
    )


@dataclass(frozen=True, slots=True)
class DeskClaimPage:
    """All that the desk knows of a claim. `verdicts` has the newest first; `siblings` are its article's open claims,
    `removed` is the evidence that was taken off, `last_act` what can be taken back."""

    claim: Claim
    article: Article | None
    text: str
    evidence: tuple[Evidence, ...]
    verdicts: tuple[Verdict, ...]
    scale: tuple[Rating, ...]
    quotation: Quotation | None
    relatives: tuple[tuple[str, int, str], ...]
    siblings: tuple[Claim, ...]
    removed: tuple[Evidence, ...]
    events: tuple[Event, ...]
    last_act: Event | None


def desk_claim(database: Database, claim: Claim) -> DeskClaimPage:
    """The desk page of a claim."""
    place = claim.appearance
    quotations = snapshots.quotations(database, place.snapshot_id) if place.snapshot_id else []
    siblings = claims.of_article(database, place.article_id) if place.article_id else []
    return DeskClaimPage(
        claim=claim,
        article=articles.get(database, place.article_id) if place.article_id else None,
        text=snapshots.text(database, place.snapshot_id) if place.snapshot_id else "",
        evidence=tuple(sources.evidence_on(database, claim.id)),
        verdicts=tuple(verdicts.of_claim(database, claim.id)),
        scale=tuple(verdicts.scale(database)),
        quotation=next((one for one in quotations if one.id == place.quotation_id), None),
        relatives=tuple(claims.relatives(database, claim.id)),
        siblings=tuple(one for one in siblings if one.id != claim.id),
        removed=tuple(sources.removed_from(database, claim.id)),
        events=tuple(events.of_claim(database, claim.id)),
        last_act=acts.latest(database, [claim.id]).get(claim.id),
    )


@dataclass(frozen=True, slots=True)
class DeskSource:
    """A source as it was kept, the claims that it is attached to, and what happened to it."""

    source: Source
    snapshot: Snapshot
    text: str
    evidence: tuple[Evidence, ...]
    events: tuple[Event, ...]


def desk_source(database: Database, source: Source, snapshot_id: int) -> DeskSource:
    """The desk page of a source, with one of its texts."""
    return DeskSource(
        source=source,
        snapshot=snapshots.get(database, snapshot_id),
        text=snapshots.text(database, snapshot_id),
        evidence=tuple(sources.evidence_from(database, source.id)),
        events=tuple(events.of_subject(database, f"source {source.id}")),
    )
