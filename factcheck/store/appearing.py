"""Where a verdict is shown: on its own claim, and on the claims that a person said are appearances of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import Article, Claim, Verdict
from factcheck.store import articles, claims, matches, verdicts


@dataclass(frozen=True, slots=True)
class PublicAppearance:
    """Another place where a judged claim was made, as readers may see it: in a public article, or elsewhere.

    `own` is the verdict that had been published on these words before they were matched; it stays to be read.
    """

    number: int
    text: str
    claimant: str | None
    article: Article | None
    place: str
    url: str | None
    said_on: str | None
    own: Verdict | None


def standing(database: Database, claim_ids: Sequence[int]) -> dict[int, Verdict]:
    """The published verdict that each of these claims is shown with: that of the claim which it is an appearance of."""
    firsts = matches.firsts(database, claim_ids)
    found = verdicts.standing(database, sorted({*claim_ids, *firsts.values()}))
    shown = {number: found.get(firsts[number]) or found.get(number) for number in claim_ids}
    return {number: verdict for number, verdict in shown.items() if verdict}


def public(database: Database, verdict: Verdict) -> tuple[PublicAppearance, ...]:
    """The appearances of a judged claim that readers may see, in the order in which they came to be known.

    One in an article is seen where the article is public; one made elsewhere where the verdict was published after it
    was matched, so that a second person has let it out, or where a verdict on its own words is.
    """
    found = []
    for number, matched_at in matches.appearances(database, verdict.claim_id):
        claim = claims.get(database, number)
        assert claim is not None  # a foreign key holds it
        own = next(iter(verdicts.published_of(database, number)), None)
        article = articles.get(database, claim.appearance.article_id) if claim.appearance.article_id else None
        let_out = own is not None or matched_at <= (verdict.published_at or "")
        if article.public_at is not None if article else let_out:
            found.append(_public(claim, article, own))
    return tuple(found)


def _public(claim: Claim, article: Article | None, own: Verdict | None) -> PublicAppearance:
    place = claim.appearance
    return PublicAppearance(claim.id, claim.text, claim.claimant, article, place.place, place.url, place.said_on, own)


@dataclass(frozen=True, slots=True)
class Place:
    """Another place where a claim was made: a public article with its number, or somewhere else."""

    article: int | None
    title: str
    publisher: str
    on: str | None
    url: str | None


PLACES = """
    select a.id, coalesce(a.title, p.place) as title, coalesce(a.publisher, '') as publisher,
           case when a.id is null then p.said_on else a.published_on end as said_on,
           case when a.id is null then p.url else a.url end as url
      from appearances p left join articles a on a.id = p.article_id
     where p.claim_id = :claim and p.id <> :shown and (p.article_id is null or a.public_at is not null)
     order by said_on, p.id
"""


def elsewhere(database: Database, claim: Claim) -> Iterator[Place]:
    """The other places where a claim was made that readers may know of, the earliest first."""
    for row in database.query(PLACES, {"claim": claim.id, "shown": claim.appearance.id}):
        yield Place(row["id"], row["title"], row["publisher"], row["said_on"], row["url"])
