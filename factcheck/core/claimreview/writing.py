"""ClaimReview out: the record as JSON-LD, and JSON-LD as text that no script element can be left by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from factcheck.core.claimants import BODIES
from factcheck.records import Rating
from factcheck.records.reviews import Appeared, ClaimReview, Party, ReviewRating, Sort

CONTEXT = "https://schema.org"

UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs with a meaning for HTML or for old scripts. JSON has them only in texts, where an escape says the same."""

Node = dict[str, Any]


def as_json(review: ClaimReview, *, context: bool = True) -> Node:
    """The review as a JSON-LD node, without what is not known; `context` false for one inside another document."""
    return _filled(
        {
            "@context": CONTEXT if context else "",
            "@type": "ClaimReview",
            "@id": f"{review.url}#claimreview",
            "url": review.url,
            "claimReviewed": review.claim,
            "inLanguage": review.language,
            "datePublished": review.published,
            "dateModified": review.modified,
            "author": _party(review.author, "url") if review.author else None,
            "reviewRating": _rating(review.rating),
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "@id": f"{review.url}#claim",
                    "author": _one_or_all([_party(each, "sameAs") for each in review.claimants]),
                    "datePublished": review.claimed_on,
                    "firstAppearance": _appeared(review.first) if review.first else None,
                    "appearance": [_appeared(each) for each in review.appearances],
                }
            ),
        }
    )


def embedded(node: Node) -> str:
    """A JSON text to be set into a script element: it parses to the same and can neither end nor change the element."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def numbered(rating: Rating, scale: Sequence[Rating], words: str, explanation: str) -> ReviewRating:
    """A rating with its number on the scale, 1 the least true; one beside the scale has none."""
    steps = [one.place for one in scale if one.place is not None]
    if rating.place is None or len(steps) < 2:
        return ReviewRating(words, explanation=explanation)
    least = min(steps)
    return ReviewRating(words, rating.place - least + 1, max(steps) - least + 1, 1, explanation)


def sort_of(name: str) -> Sort:
    """Whether a claimant reads as a body ("the Ministry of Trade", "NATO") or as a person, which is the usual case."""
    head = re.split(r" of | for |,", name, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    is_body = last.lower() in BODIES or (len(last) > 1 and last.isupper())
    return Sort.ORGANIZATION if is_body else Sort.PERSON


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def _one_or_all(values: list[Node]) -> Node | list[Node]:
    return values[0] if len(values) == 1 else values


def _party(party: Party, address: str) -> Node:
    return _filled({"@type": party.sort, "name": party.name, address: party.url})


def _appeared(place: Appeared) -> Node:
    return _filled({"@type": "CreativeWork", "url": place.url, "name": place.name})


def _rating(rating: ReviewRating) -> Node:
    return _filled(
        {
            "@type": "Rating",
            "ratingValue": rating.value,
            "bestRating": rating.best,
            "worstRating": rating.worst,
            "alternateName": rating.words,
            "ratingExplanation": rating.explanation,
        }
    )
