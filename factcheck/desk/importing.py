"""Checks of other desks come in: from pages, feeds and tables, each once, however often they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from sqlite_utils import Database

from factcheck.core import guarding, matching
from factcheck.core.claimreview import taking
from factcheck.core.claimreview.reading import said
from factcheck.core.claimreview.writing import Node
from factcheck.desk.matching import SUGGESTED_FROM, SUGGESTED_MAX
from factcheck.errors import Invalid
from factcheck.records import Claim
from factcheck.records.imports import Foreign, Refusal, Tally
from factcheck.store import events, foreign, known
from factcheck.store.connection import writing

TOGETHER = 1_000
"""Items that are stored in one transaction: a kill loses that many at most, and they come with the next import."""

Item = tuple[str, Callable[[], Foreign]]


def nodes_of(nodes: Iterable[Node]) -> Iterator[Item]:
    """ClaimReview nodes as items: the address as far as it is known, and how to take the check."""
    for node in nodes:
        yield said(node.get("url")), partial(taking.taken, node)


def rows_of(rows: Iterable[dict[str, str]]) -> Iterator[Item]:
    """A table's rows, under the names of `Foreign`, as items."""
    for row in rows:
        yield row.get("url") or "", partial(taking.from_row, row)


def take_in(
    database: Database, items: Iterable[Item], *, source: str, by: int | None, clock: Callable[[], str]
) -> Iterator[Tally]:
    """Store items a thousand at a time; after each thousand the tally so far.

    What is known and has not changed is left alone, so giving the same again changes nothing, and an import that was
    killed is finished by giving it again. What cannot be taken is in the tally with its place and the reason.
    """
    tally = Tally()
    places = enumerate(items, 1)
    while batch := list(islice(places, TOGETHER)):
        now = clock()
        with writing(database):
            before = (tally.new, tally.changed)
            for place, (url, take) in batch:
                _take(database, tally, place, url, take, source=source, now=now)
            if (tally.new, tally.changed) != before:
                payload = {"source": source, "new": tally.new - before[0], "changed": tally.changed - before[1]}
                events.append(database, now=now, actor=by, verb="imported checks", subject="desk", payload=payload)
        yield tally


def _take(
    database: Database,
    tally: Tally,
    place: int,
    url: str,
    take: Callable[[], Foreign],
    *,
    source: str,
    now: str,
) -> None:
    try:
        found = take()
    except Invalid as error:
        tally.refused.append(Refusal(place, url[:500], str(error)))
        return
    kept = foreign.keep(database, found, source=source, now=now)
    setattr(tally, kept, getattr(tally, kept) + 1)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another desk's check of what may be the same claim, with the words in common and what differs."""

    check: Foreign
    words: tuple[str, ...]
    differences: tuple[guarding.Difference, ...]


def of_claim(database: Database, claim: Claim) -> list[Elsewhere]:
    """Checks of other desks that a claim may have had, the most alike first."""
    likely = matching.ordered(claim.text, known.candidates(database, foreign.INDEX, claim.text))
    near = [one.number for one in likely if one.alike >= SUGGESTED_FROM][:SUGGESTED_MAX]
    found = foreign.some(database, near)
    return [
        Elsewhere(
            found[number],
            guarding.same_words(claim.text, found[number].claim),
            guarding.differences(claim.text, found[number].claim),
        )
        for number in near
    ]
