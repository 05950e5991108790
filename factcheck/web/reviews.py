"""The ClaimReview of a verdict's page, as the page and the feeds carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from factcheck.core import claimreview
from factcheck.records.reviews import ClaimReview
from factcheck.store.appearing import PublicAppearance
from factcheck.store.pages import PublicVerdict
from factcheck.web import current
from factcheck.web.rendering import claim_address, rating_word


def review(page: PublicVerdict) -> ClaimReview:
    """The review that a verdict's page says of itself; its rating reads as on the page."""
    verdict = page.verdict
    return claimreview.of_verdict(
        verdict,
        page.scale,
        _made(page),
        site=current.site(),
        path=claim_address(verdict),
        words=rating_word(verdict.rating.key, verdict.rating.label),
        first_published=page.history[-1].published_at or "",
        claimants=claimants(page.appearances),
    )


def _made(page: PublicVerdict) -> claimreview.Made:
    """Where the claim was made: in its own place, and in those of its appearances that readers see."""
    elsewhere = [(one.url, one.title) for one in page.elsewhere]
    own = claimreview.made(page.article, page.place, page.url, page.said_on, elsewhere)
    return with_appearances(own, page.appearances)


def with_appearances(own: claimreview.Made, appearances: Sequence[PublicAppearance]) -> claimreview.Made:
    """Where a claim was made, with the places of what a person said are its appearances."""
    others = (claimreview.made(one.article, one.place, one.url, one.said_on) for one in appearances)
    return replace(own, places=(*own.places, *(place for other in others for place in other.places)))


def claimants(appearances: Sequence[PublicAppearance]) -> list[str]:
    """Who else made a claim, by its appearances."""
    return [one.claimant for one in appearances if one.claimant]


def embedded(page: PublicVerdict) -> Markup:
    """The review as the text of a script element that holds data."""
    return Markup(claimreview.embedded(claimreview.as_json(review(page))))  # noqa: S704 (every sign of HTML is escaped)
