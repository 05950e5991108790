"""Has this been checked already? Known claims are suggested for a claim; a person says which of them it is.

A confirmed match makes the claim an appearance of the known one: the known one's verdict is then shown in both
articles. Nothing of the claim itself is changed, so that taking it back puts everything in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from factcheck.core import guarding, matching
from factcheck.core.copies import Shared, shared
from factcheck.desk.claims import existing, refuse_closed
from factcheck.errors import NotFound, Refused
from factcheck.records import Article, Claim, Person, Role, State, Verdict
from factcheck.records.matches import Match, Matching
from factcheck.store import articles, claims, events, known, matches, snapshots, verdicts
from factcheck.store.connection import writing

SUGGESTED_FROM = 0.3
"""Share of letter runs in common from which a known claim is suggested. Of 55 pairs that say the same in other words
(tests/core/guards.tsv) all had .37 or more; the nearest claim of another pair had .3 or more for one in 55."""

SUGGESTED_MAX = 5
"""Known claims that are suggested for one: more would be read by nobody."""


COMPARED_MAX = 5
"""Articles whose whole texts are compared with one, those with the most claims in common: its page stays quick."""


@dataclass(frozen=True, slots=True)
class Known:
    """A match as a person looks at it: the other claim, where it was made, its standing verdict, and the reasons.

    `words` have both; `differences` are why they are not the same. `is_known` says that the other one is the known one
    and not the appearance.
    """

    match: Match
    other: Claim
    article: Article | None
    verdict: Verdict | None
    words: tuple[str, ...]
    differences: tuple[guarding.Difference, ...]
    is_known: bool


def find(database: Database, claim: Claim) -> dict[int, float]:
    """The known claims that this one may be, by how alike they are; those of its own article are not looked at."""
    likely = matching.ordered(claim.text, known.candidates(database, known.OWN, claim.text))
    alike = {one.number: one.alike for one in likely if one.alike >= SUGGESTED_FROM and one.number != claim.id}
    found: dict[int, float] = {}
    firsts = matches.firsts(database, alike)
    for number, share in alike.items():
        first = claims.get(database, firsts[number])
        if first and first.id != claim.id and _may_be_known(database, first, claim):
            found.setdefault(first.id, min(share, 1.0))
    return dict(list(found.items())[:SUGGESTED_MAX])


def _may_be_known(database: Database, first: Claim, claim: Claim) -> bool:
    own = claim.appearance.article_id
    if own is not None and first.appearance.article_id == own:
        return False
    return first.state is not State.CLOSED or bool(verdicts.published_of(database, first.id))


def look_up(database: Database, claim_ids: Iterable[int]) -> None:
    """Suggest known claims for each of these; what was decided stays. A suggestion is no act and has no event."""
    for number in claim_ids:
        found = find(database, existing(database, number))
        with writing(database):
            matches.suggest(database, number, found)


def look_up_article(database: Database, article_id: int) -> None:
    """Suggest known claims for all open claims of an article, as is done when it comes in."""
    look_up(database, [claim.id for claim in claims.of_article(database, article_id)])


def of_claim(database: Database, claim: Claim) -> list[Known]:
    """The matches of a claim, confirmed ones first, each with its reasons; rejected ones last."""
    found = []
    for match in matches.of_claim(database, claim.id):
        is_known = match.claim_id == claim.id
        other = existing(database, match.known_id if is_known else match.claim_id)
        if match.state is Matching.CONFIRMED or is_known or other.state is not State.CLOSED:
            found.append(_known(database, match, claim, other, is_known=is_known))
    order = list(Matching)
    order.insert(0, order.pop(order.index(Matching.CONFIRMED)))
    return sorted(found, key=lambda one: order.index(one.match.state))


def of_article(database: Database, article_id: int) -> list[Known]:
    """What is known of an article's claims: those with a published verdict first, and of these the confirmed ones."""
    found = [
        _known(database, match, existing(database, match.claim_id), existing(database, match.known_id), is_known=True)
        for match in matches.of_article(database, article_id)
    ]
    return sorted(found, key=lambda one: (one.verdict is None, one.match.state is not Matching.CONFIRMED))


def copies_of(database: Database, article: Article, found: Iterable[Known]) -> list[tuple[Article, Shared]]:
    """The articles with nearly the same text, and how much of it: wire copies, looked for where the known claims are.

    The same text at another address is related to the article already and is not told again.
    """
    related = {other.id for _, other in articles.related(database, article.id)}
    counted = Counter(one.article.id for one in found if one.article and one.article.id not in related)
    others = {one.article.id: one.article for one in found if one.article}
    text = snapshots.text(database, article.snapshot_id)
    compared = [
        (others[number], shared(text, snapshots.text(database, others[number].snapshot_id)))
        for number, _ in counted.most_common(COMPARED_MAX)
    ]
    return [(other, words) for other, words in compared if words.is_copy]


def _known(database: Database, match: Match, claim: Claim, other: Claim, *, is_known: bool) -> Known:
    here, there = (_article(database, one) for one in (claim, other))
    days = _day(here, claim), _day(there, other)
    return Known(
        match=match,
        other=other,
        article=there,
        verdict=verdicts.standing(database, [other.id]).get(other.id),
        words=guarding.same_words(claim.text, other.text),
        differences=guarding.differences(claim.text, other.text, *days),
        is_known=is_known,
    )


def _article(database: Database, claim: Claim) -> Article | None:
    number = claim.appearance.article_id
    return articles.get(database, number) if number else None


def _day(article: Article | None, claim: Claim) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat((article.published_on if article else claim.appearance.said_on) or "")
    return None


def confirm(database: Database, match_id: int, *, by: Person, now: str) -> None:
    """Say that a claim is an appearance of the known one, whose verdict it shares from now on.

    Raises `Refused` where it is one of another already, where a verdict on it waits for a second person, or where
    readers would see it at once and the person is no editor. Nothing happens where it is confirmed.
    """
    with writing(database):
        match = _existing(database, match_id)
        if match.state is Matching.CONFIRMED:
            return
        claim, other = existing(database, match.claim_id), existing(database, match.known_id)
        _refuse(database, claim, other, by)
        _decide(database, match, Matching.CONFIRMED, "confirmed match", by=by, now=now)


def _refuse(database: Database, claim: Claim, other: Claim, by: Person) -> None:
    refuse_closed(claim)
    firsts = matches.firsts(database, [claim.id, other.id])
    if firsts[claim.id] != claim.id:
        raise Refused("This claim is an appearance of another one already. Take that back first.")
    if firsts[other.id] == claim.id:
        raise Refused("The other claim is an appearance of this one already.")
    if claim.state is State.IN_REVIEW:
        raise Refused("A verdict on this claim is in review. Publish it or send it back first.")
    refuse_unseen(database, [firsts[other.id]], by)


def refuse_unseen(database: Database, numbers: Sequence[int], by: Person) -> None:
    """Raise `Refused` where readers would see at once what a person without the right to publish does."""
    if by.role is Role.CHECKER and any(verdicts.published_of(database, number) for number in numbers):
        raise Refused("A verdict is published: readers would see this at once. An editor can do it.")


def reject(database: Database, match_id: int, *, by: Person, now: str) -> None:
    """Say that the two claims are not the same; the suggestion does not come back by itself."""
    with writing(database):
        match = _existing(database, match_id)
        if match.state is Matching.CONFIRMED:
            raise Refused("This match is confirmed. Take that back first.")
        _decide(database, match, Matching.REJECTED, "rejected match", by=by, now=now)


def take_back(database: Database, match_id: int, *, by: Person, now: str) -> None:
    """Make a match that was confirmed or rejected a suggestion again: both claims stand as if nobody had decided."""
    with writing(database):
        match = _existing(database, match_id)
        if match.state is Matching.SUGGESTED:
            return
        if match.state is Matching.CONFIRMED:
            refuse_unseen(database, [matches.firsts(database, [match.known_id])[match.known_id]], by)
        _decide(database, match, Matching.SUGGESTED, "took match back", by=by, now=now)


def _decide(database: Database, match: Match, state: Matching, verb: str, *, by: Person, now: str) -> None:
    decided = state is not Matching.SUGGESTED
    matches.decide(database, match.id, state, by=by.id if decided else None, now=now if decided else None)
    payload = {"match": match.id, "known": match.known_id, "was": match.state, "is": state}
    events.append(database, now=now, actor=by.id, verb=verb, subject=f"claim {match.claim_id}", payload=payload)


def _existing(database: Database, match_id: int) -> Match:
    match = matches.get(database, match_id)
    if match is None:
        raise NotFound("There is no such match.")
    return match
