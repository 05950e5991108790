"""The demo's work, done as two people would do it: with the desk's verbs, on what the engine found."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.core import anchoring
from factcheck.demo.reviews import ARTICLE, REVIEWS, SOURCES, Given, Review, Step
from factcheck.desk import articles, claims, evidence, intake, verdicts
from factcheck.jobs import Tools
from factcheck.records import Claim, Person, Span
from factcheck.store import articles as stored_articles
from factcheck.store import claims as stored_claims
from factcheck.store import snapshots

DOCUMENTS = Path(__file__).parent / "documents"

SAME_CLAIM = 0.5
"""A claim of the engine is the reviewed one when they share this much of the letters that either rests on."""


def review_all(database: Database, tools: Tools, checker: Person, editor: Person) -> None:
    """Add the article and its sources, review every claim of `REVIEWS`, and let readers see it."""
    article_id = _add_article(database, tools)
    numbers = {key: _add_source(database, given, tools, checker) for key, given in SOURCES.items()}
    articles.publish(database, article_id, by=editor, now=utc_now())
    free = stored_claims.of_article(database, article_id)
    for review in REVIEWS:
        claim_id = _worded(database, article_id, review, free, checker)
        for step in review.steps:
            _take(database, claim_id, step, numbers, checker, editor)


def _read(given: Given, tools: Tools) -> intake.Document:
    raw = (DOCUMENTS / given.file).read_bytes()
    if given.what:
        return evidence.transcribed(raw.decode(), what=given.what, address="")
    return intake.read_file(given.file, raw, extract=tools.extract, url=given.details.url)


def _add_article(database: Database, tools: Tools) -> int:
    document = _read(ARTICLE, tools)
    splitting = intake.split_document(document, ARTICLE.details, split=tools.split)
    return intake.add_article(database, document, ARTICLE.details, splitting, by=None, now=utc_now())


def _add_source(database: Database, given: Given, tools: Tools, checker: Person) -> int:
    citing = evidence.Citing(given.details, given.primary)
    return evidence.add_source(database, _read(given, tools), citing, what=given.what, by=checker, now=utc_now())


def _worded(database: Database, article_id: int, review: Review, free: list[Claim], checker: Person) -> int:
    """The claim that rests on the review's words, as the checker words it; added where the engine has none."""
    words = claims.Words(review.text, review.claimant, review.kind, review.pieces)
    article = stored_articles.get(database, article_id)
    assert article is not None  # it was added just now
    wanted = anchoring.locate(snapshots.text(database, article.snapshot_id), review.pieces)
    claim = max(free, key=lambda one: shared(one.appearance.anchors, wanted), default=None)
    if claim is None or shared(claim.appearance.anchors, wanted) < SAME_CLAIM:
        number, _ = claims.add_to_article(database, article_id, words, by=checker, now=utc_now())
        return number
    free.remove(claim)
    claims.change(database, claim.id, claim.version, words, by=checker, now=utc_now())
    return claim.id


def shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """How much two claims share of all the places that either rests on, 0 to 1."""
    places = [{place for span in spans for place in range(span.start, span.end)} for spans in (one, other)]
    return len(places[0] & places[1]) / len(places[0] | places[1])


def _take(
    database: Database, claim_id: int, step: Step, sources: dict[str, int], checker: Person, editor: Person
) -> None:
    """One step: the checker attaches and judges, the editor publishes."""
    for passage in step.passages:
        source = sources[passage.source]
        evidence.attach(database, claim_id, source, passage.words, passage.stance, by=checker, now=utc_now())
    if step.verdict is None:
        return
    version = claims.existing(database, claim_id).version
    verdicts.record(database, claim_id, version, step.verdict, by=checker, now=utc_now())
    if step.published:
        waiting = verdicts.waiting(database, claims.existing(database, claim_id))
        assert waiting is not None  # it was given just now
        verdicts.publish(database, claim_id, waiting.number, by=editor, now=utc_now())
