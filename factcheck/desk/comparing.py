"""Findings beside evidence: what comparing a claim with its passages names, kept until something of it changes.

A worker compares what is new or was changed (`keep_up`); pages read what is kept. They are suggestions: nothing here
gives or changes a rating, and no event tells of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlite_utils import Database

from factcheck.core import comparing, quoting
from factcheck.records import Claim, Finding, Pair, Relation, Source, Span, Tally
from factcheck.store import comparisons, readings, snapshots
from factcheck.store.connection import writing
from factcheck.store.events import canonical

READ_MAX = 200_000
"""Code points of a source that is parsed whole at most, some ten seconds; of a longer one only its passages are."""

AT_ONCE = 20
"""Pairs compared between two looks for other work: about a tenth of a second with sources of 8,000 code points."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim and a passage with the whole text of the source, and what was found between them."""

    pair: Pair
    source: str
    findings: tuple[Finding, ...]

    @property
    def around(self) -> tuple[str, str]:
        """The words before and after the passage."""
        return quoting.around(self.source, self.pair.span)


def basis(pair: Pair) -> str:
    """The hash of all that the findings on a pair follow from, the program's part of it included."""
    return hashlib.sha256(canonical([comparing.VERSION, *_inputs(pair)]).encode("utf-8", "surrogatepass")).hexdigest()


def _inputs(pair: Pair) -> list[object]:
    return [pair.claim, pair.quotation, pair.said_on, pair.source_on, pair.snapshot_id, *pair.span]


def found(pair: Pair, source: str, reading: comparing.Reading | None) -> tuple[Finding, ...]:
    """The findings on a pair; `source` is the whole text of the snapshot, `reading` what is kept of its grammar.

    The words of a quotation are compared as they stand in the article, whole, whatever the claim made of them. Without
    a reading the passage alone is parsed.
    """
    said_on, written_on = _day(pair.said_on), _day(pair.source_on)
    return comparing.compare(
        pair.claim,
        source,
        [pair.span],
        quotation=pair.quotation,
        said_on=said_on,
        written_on=written_on,
        source_reading=reading,
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def on_claim(database: Database, claim_id: int) -> dict[int, Compared]:
    """A claim beside its evidence, by the evidence; what is not kept yet is compared for this once."""
    pairs = comparisons.of_claim(database, claim_id)
    kept, texts = _standing(database, pairs), _texts(database, pairs)
    told = {}
    for pair in pairs:
        source, number = texts[pair.snapshot_id], pair.evidence_id
        told[number] = Compared(pair, source, kept[number] if number in kept else _live(database, pair, source))
    return told


def _live(database: Database, pair: Pair, source: str) -> tuple[Finding, ...]:
    return found(pair, source, readings.kept(database, pair.snapshot_id, comparing.VERSION))


def with_passages(
    database: Database, claim: Claim, source: Source, snapshot_id: int, spans: Iterable[Span]
) -> list[Compared]:
    """A claim beside passages of one of a source's texts that are not attached to it."""
    pair, text = comparisons.unattached(database, claim.id, source.id), snapshots.text(database, snapshot_id)
    pairs = [replace(pair, snapshot_id=snapshot_id, span=span) for span in spans]
    reading = readings.kept(database, snapshot_id, comparing.VERSION)
    return [Compared(one, text, found(one, text, reading)) for one in pairs]


def _texts(database: Database, pairs: Iterable[Pair]) -> dict[int, str]:
    return {number: snapshots.text(database, number) for number in {pair.snapshot_id for pair in pairs}}


def tallies(database: Database, article_id: int) -> dict[int, Tally]:
    """What is kept of the claims of an article, counted; without the claims that have no evidence."""
    pairs = comparisons.of_article(database, article_id)
    kept = _standing(database, pairs)
    counts: dict[int, Counter[str]] = {}
    for pair in pairs:
        told = [one.relation for one in kept[pair.evidence_id]] if pair.evidence_id in kept else ["waiting"]
        counts.setdefault(pair.claim_id, Counter()).update(told)
    return {claim: _tally(count) for claim, count in counts.items()}


def _tally(count: Counter[str]) -> Tally:
    return Tally(count[Relation.AGREES], count[Relation.DIFFERS], count[Relation.ABSENT], count["waiting"])


def _standing(database: Database, pairs: Iterable[Pair]) -> dict[int, tuple[Finding, ...]]:
    """What is kept of these pairs and still follows from what they are now."""
    now = {pair.evidence_id: basis(pair) for pair in pairs}
    kept = comparisons.kept(database, list(now))
    return {number: findings for number, (follows_from, findings) in kept.items() if follows_from == now[number]}


def keep_up(database: Database) -> bool:
    """Read a source that is not read yet, or compare some of what is not compared or was changed since.

    False where nothing of that is left.
    """
    unread = readings.missing(database, comparing.VERSION, READ_MAX)
    if unread is not None:
        _read(database, unread)
        return True
    known = comparisons.bases(database)
    stale = (pair for pair in comparisons.of_open_claims(database) if known.get(pair.evidence_id) != basis(pair))
    chosen = list(islice(stale, AT_ONCE))
    texts = _texts(database, chosen)
    read = {number: _read(database, number) for number in texts}
    told = [(pair, found(pair, texts[pair.snapshot_id], read[pair.snapshot_id])) for pair in chosen]
    if told:
        with writing(database):
            for pair, findings in told:
                comparisons.keep(database, pair.evidence_id, basis(pair), findings)
    return bool(told)


def _read(database: Database, snapshot_id: int) -> comparing.Reading | None:
    """The reading of a snapshot, parsed and kept where it is not kept yet; none where the text is too long for it."""
    kept = readings.kept(database, snapshot_id, comparing.VERSION)
    text = snapshots.text(database, snapshot_id) if kept is None else ""
    if kept or len(text) > READ_MAX:
        return kept
    made = comparing.read(text)
    with writing(database):
        readings.keep(database, snapshot_id, comparing.VERSION, made)
    return made
