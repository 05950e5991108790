"""The ClaimReview of a verdict: what the desk published, as other programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.core.claimreview.linting import host
from factcheck.core.claimreview.writing import numbered, sort_of
from factcheck.records import Article, Rating, Site, Verdict
from factcheck.records.reviews import Appeared, ClaimReview, Party


@dataclass(frozen=True, slots=True)
class Made:
    """Where and when a claim was made, as far as it is known: the day, and the places with the first one first."""

    on: str = ""
    places: tuple[Appeared, ...] = ()


def made(
    article: Article | None,
    place: str,
    url: str | None,
    said_on: str | None,
    elsewhere: Iterable[tuple[str | None, str]] = (),
) -> Made:
    """Where a claim was made: in its article, or else at the place, the address and on the day that were noted.

    `elsewhere` are further places, address and name.
    """
    if article:
        place, url, said_on = article.title, article.url, article.published_on
    places = [(url, place), *elsewhere]
    return Made(said_on or "", tuple(Appeared(each if each and host(each) else "", name) for each, name in places))


def of_verdict(
    verdict: Verdict,
    scale: Sequence[Rating],
    made: Made,
    *,
    site: Site,
    path: str,
    words: str,
    first_published: str,
    claimants: Sequence[str] = (),
) -> ClaimReview:
    """The review of a verdict whose page is at `path` of the site.

    `words` is the rating as the page says it; `first_published` is the moment of the first version. It is not said
    which place was the first: the desk knows where the claim was made, not where it was not. `claimants` are others who
    made the same claim.
    """
    published, latest = moment(first_published), moment(verdict.published_at or "")
    return ClaimReview(
        url=site.url + path,
        claim=verdict.claim_text,
        rating=numbered(verdict.rating, scale, words, verdict.reason),
        author=Party(site.name, f"{site.url}/"),
        published=published,
        modified=latest if latest != published else "",
        claimants=tuple(
            Party(name, sort=sort_of(name)) for name in dict.fromkeys((verdict.claimant, *claimants)) if name
        ),
        claimed_on=made.on,
        appearances=made.places,
    )


def moment(stored: str) -> str:
    """A stored moment to the second, which is what other programs read."""
    return f"{stored[:19]}Z" if len(stored) > 19 else stored
