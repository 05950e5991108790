"""The claims of a public article as W3C Web Annotations: each at its exact words, with what is published on it."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, url_for

from factcheck.errors import NotFound
from factcheck.records import Span
from factcheck.store import pages
from factcheck.store.pages import PublicArticle, PublicClaim
from factcheck.web import current
from factcheck.web.rendering import absolute, claim_address, public_state_of, rating_word, safe_url, word

blueprint = Blueprint("annotating", __name__)

AROUND = 32
"""Code points before and after the words that help to find them again: what the standard's examples have."""

Json = dict[str, Any]


@blueprint.get("/articles/<int:number>/annotations.json")
def of_article(number: int) -> Response:
    """The annotations of a public article, in reading order."""
    page = pages.public_article(current.database(), number)
    if page is None:
        raise NotFound("There is no public article %(number)s.", number=number)
    own = absolute(url_for("reader.annotating.of_article", number=number))
    items = [_annotation(page, claim, f"{own}#{claim.number}") for claim in page.claims]
    whole = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": own,
        "type": "AnnotationPage",
        "partOf": {"type": "AnnotationCollection", "label": page.article.title, "total": len(items)},
        "startIndex": 0,
        "items": items,
    }
    profile = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    return Response(json.dumps(whole, ensure_ascii=False), content_type=profile)


def _annotation(page: PublicArticle, claim: PublicClaim, own: str) -> Json:
    source = safe_url(page.article.url) or absolute(url_for("reader.article", number=page.article.id))
    found: Json = {"id": own, "type": "Annotation", "motivation": "assessing", "body": _bodies(claim)}
    if claim.verdict:
        found["modified"] = claim.verdict.published_at
    found["target"] = [{"source": source, "selector": _selectors(page.text, span)} for span in claim.anchors]
    return found


def _bodies(claim: PublicClaim) -> list[Json]:
    """The claim in words that stand for themselves, and what is known of it."""
    verdict = claim.verdict
    known = rating_word(verdict.rating.key, verdict.rating.label) if verdict else word(public_state_of(claim))
    said = [
        {"type": "TextualBody", "purpose": "describing", "value": claim.text},
        {"type": "TextualBody", "purpose": "tagging", "value": known},
    ]
    if verdict is None:
        return said
    reason = {"type": "TextualBody", "purpose": "commenting", "value": verdict.reason}
    return [*said, reason, {"id": absolute(claim_address(verdict)), "type": "Text", "format": "text/html"}]


def _selectors(text: str, span: Span) -> list[Json]:
    """The exact words with some around them, and their place in the text of the article's twin, in code points."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]
