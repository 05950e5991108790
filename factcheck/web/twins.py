"""The JSON twins of the reader's pages. Every field is described in docs/api.md, and a test holds the two together."""

from __future__ import annotations

from typing import Any

from flask import url_for

from factcheck.core import quoting
from factcheck.records import Article, Evidence, Rating, Span, Verdict, Withdrawal
from factcheck.store.appearing import Place, PublicAppearance
from factcheck.store.home import Home
from factcheck.store.pages import PublicArticle, PublicClaim, PublicVerdict
from factcheck.web import current
from factcheck.web.rendering import claim_address, safe_url

Json = dict[str, Any]


def home(found: Home) -> Json:
    """The newest verdicts and articles, or those that were found."""
    return {
        "words": found.words,
        "page": found.page,
        "older": found.older,
        "verdicts": [
            {
                **_standing(line.verdict),
                "where": line.where,
                "publisher": line.publisher,
                "article": line.article_number,
            }
            for line in found.verdicts
        ],
        "articles": [
            {**_article(line.article), "claims": line.claims, "checked": line.published} for line in found.articles
        ],
    }


def article(page: PublicArticle) -> Json:
    """An article with its text and all of its claims."""
    text = page.text if current.site().whole else None
    more = {"changed": page.changed_at, "text": text, "claims": [_claim(claim) for claim in page.claims]}
    return {**_article(page.article), **more}


def verdict(page: PublicVerdict) -> Json:
    """A published verdict with its evidence and history."""
    standing = page.verdict
    return {
        **_standing(standing),
        "quoted": page.quoted,
        "said": {
            "article": _article(page.article) if page.article else None,
            "spans": _spans(standing.anchors),
            "words": [page.text[span.start : span.end] for span in standing.anchors],
            "place": page.place,
            "url": safe_url(page.url) or None,
            "date": page.said_on,
            "changed": page.changed_at,
        },
        "appearances": [_appearance(one) for one in page.appearances],
        "explanation": standing.explanation,
        "evidence": [_evidence(page, place) for place in range(len(page.evidence))],
        "not_known": standing.not_known,
        "withdrawn": _withdrawal(page.withdrawal),
        "elsewhere": [_place(one) for one in page.elsewhere],
        "head": page.head,
        "history": [
            _version(len(page.history) - place, one, page.withdrawals.get(one.id))
            for place, one in enumerate(page.history)
        ],
        "scale": [_rating(one) for one in page.scale],
    }


def _appearance(found: PublicAppearance) -> Json:
    return {
        "claim": found.number,
        "text": found.text,
        "claimant": found.claimant,
        "article": found.article.id if found.article else None,
        "title": found.article.title if found.article else None,
        "publisher": found.article.publisher if found.article else None,
        "place": found.place,
        "url": safe_url(found.article.url if found.article else found.url) or None,
        "date": found.article.published_on if found.article else found.said_on,
        "own_verdict": claim_address(found.own) if found.own else None,
    }


def _article(found: Article) -> Json:
    return {
        "number": found.id,
        "address": url_for("reader.article", number=found.id),
        "title": found.title,
        "byline": found.byline,
        "publisher": found.publisher,
        "published": found.published_on,
        "language": found.language,
        "url": safe_url(found.url) or None,
    }


def _claim(found: PublicClaim) -> Json:
    return {
        "number": found.number,
        "text": found.text,
        "claimant": found.claimant,
        "quoted": found.quoted,
        "spans": _spans(found.anchors),
        "verdict": _standing(found.verdict) if found.verdict else None,
        "withdrawn": found.withdrawn,
    }


def _standing(found: Verdict) -> Json:
    """A verdict in a list: enough to show it, and where the whole is."""
    return {
        "claim": found.claim_id,
        "address": claim_address(found),
        "text": found.claim_text,
        "claimant": found.claimant,
        "rating": _rating(found.rating),
        "reason": found.reason,
        "published": found.published_at,
        "corrected": found.correction is not None,
    }


def _rating(found: Rating) -> Json:
    return {"key": found.key, "label": found.label, "place": found.place, "definition": found.definition}


def _withdrawal(found: Withdrawal | None) -> Json | None:
    return {"at": found.withdrawn_at, "note": found.note} if found else None


def _place(found: Place) -> Json:
    number = found.article
    return {
        "article": number,
        "address": url_for("reader.article", number=number) if number else None,
        "title": found.title,
        "publisher": found.publisher,
        "date": found.on,
        "url": safe_url(found.url) or None,
    }


def _version(number: int, found: Verdict, withdrawal: Withdrawal | None) -> Json:
    named = current.site().names
    return {
        "version": number,
        "text": found.claim_text,
        "claimant": found.claimant,
        "rating": found.rating.key,
        "reason": found.reason,
        "explanation": found.explanation,
        "correction": found.correction,
        "correction_note": found.correction_note,
        "published": found.published_at,
        "recorded_by": found.recorded_by_name if named else None,
        "published_by": found.published_by_name if named else None,
        "solo": found.solo,
        "not_known": found.not_known,
        "withdrawn": _withdrawal(withdrawal),
    }


def _evidence(page: PublicVerdict, place: int) -> Json:
    found = page.evidence[place]
    before, after = quoting.around(page.contexts[place], found.span)
    return {
        "stance": found.stance,
        "passage": found.passage,
        "before": before,
        "after": after,
        "not_shown": found.not_shown or None,
        "source": _source(found, page),
    }


def _source(found: Evidence, page: PublicVerdict) -> Json:
    source = found.source
    return {
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published_on,
        "url": safe_url(source.url) or None,
        "primary": source.is_primary,
        "origin": source.origin or None,
        "interest": source.interest or None,
        "archive_url": safe_url(source.archive_url) or None,
        "transcribed_from": source.transcribed_from or None,
        "how": found.how,
        "accessed": found.read_at,
        "sha256": found.raw_sha256,
        "changed": page.sources_changed_at.get(source.id),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
