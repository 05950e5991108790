"""ClaimReview, schema.org's form of a fact-check: writing it, reading it back, and saying what is wrong with it."""

from __future__ import annotations

from factcheck.core.claimreview.linting import Remark, lint, lint_page
from factcheck.core.claimreview.making import Made, made, moment, of_verdict
from factcheck.core.claimreview.reading import MarkedPage, claim_reviews, page, parse
from factcheck.core.claimreview.writing import as_json, embedded

__all__ = [
    "Made",
    "MarkedPage",
    "Remark",
    "as_json",
    "claim_reviews",
    "embedded",
    "lint",
    "lint_page",
    "made",
    "moment",
    "of_verdict",
    "page",
    "parse",
]
