"""What takes the place of claims: the parts of one that is split, the one that several are merged into.

The sources go with them, and so does where they come from. `desk.acts` takes either back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.desk.acts import carry, note, save
from factcheck.desk.claims import (
    Words,
    clean,
    conflict,
    draft,
    existing,
    quotation_around,
    refuse_closed,
    refuse_published,
)
from factcheck.errors import Invalid, Refused
from factcheck.records import Claim, Closed, Person, Span, State
from factcheck.store import claims
from factcheck.store.connection import writing


def split(
    database: Database, claim_id: int, version: int, texts: Sequence[str], *, by: Person, now: str
) -> tuple[list[int], int]:
    """Replace a claim by two or more that rest on the same words and sources; give their numbers and the event's."""
    parts = list(dict.fromkeys(part for text in texts if (part := one_line(text))))
    if len(parts) < 2:
        raise Invalid("Write the parts one to a line, at least two.", "texts")
    with writing(database):
        claim = existing(database, claim_id)
        _refuse(database, claim, version, Words(claim.text))
        save(database, claim, version, state=State.CLOSED, closed_because=Closed.SPLIT)
        place = claim.appearance
        numbers = [
            _successor(database, [claim], part, claim.claimant, place.anchors, place.quotation_id, by=by, now=now)
            for part in parts
        ]
        touched, subject = [claim_id, *numbers], f"claim {claim_id}"
        carried = carry(database, [claim_id], numbers)
        return numbers, note(database, "split claim", subject, [claim], touched, by=by, now=now, carried=carried)


def merge(
    database: Database, versions: Mapping[int, int], text: str, claimant: str | None = None, *, by: Person, now: str
) -> tuple[int, int]:
    """Replace two or more claims of one article by one, with all of their sources; give its number and the event's.

    `versions` holds the claims' numbers with the version of each that the person saw; the first one's kind is the new
    one's. Its `claimant` must be said where theirs differ ("" for the article itself). Raises `Conflict` where one of
    them was saved since.
    """
    wanted = list(versions)
    if len(wanted) < 2:
        raise Invalid("Choose the claims to merge, at least two.", "others")
    with writing(database):
        parents = [existing(database, number) for number in wanted]
        for claim in parents:
            _refuse(database, claim, versions[claim.id], Words(text))
        article, snapshot = parents[0].appearance.article_id, parents[0].appearance.snapshot_id
        if len({claim.appearance.article_id for claim in parents}) > 1 or article is None or snapshot is None:
            raise Refused("Only claims of one article can be merged.")
        who = _claimant(parents, claimant)
        for claim in parents:
            save(database, claim, claim.version, state=State.CLOSED, closed_because=Closed.MERGED)
        spans = _joined(span for claim in parents for span in claim.appearance.anchors)
        quotation = quotation_around(database, snapshot, spans)
        number = _successor(database, parents, text, who, spans, quotation, by=by, now=now)
        touched, subject, carried = [*wanted, number], f"claim {number}", carry(database, wanted, [number])
        return number, note(database, "merged claims", subject, parents, touched, by=by, now=now, carried=carried)


def _refuse(database: Database, claim: Claim, version: int, words: Words) -> None:
    """Raise what keeps a claim from being replaced."""
    refuse_closed(claim)
    refuse_published(database, claim)
    if claim.version != version:
        raise conflict(database, claim, words)


def _claimant(parents: Sequence[Claim], given: str | None) -> str | None:
    """Who makes the one claim: the claimant of all, or the one that the person gave."""
    if given is not None:
        return given or None
    if len({claim.claimant for claim in parents}) > 1:
        raise Invalid("These claims have different claimants: say who makes the one claim.", "claimant")
    return parents[0].claimant


def _successor(
    database: Database,
    parents: Sequence[Claim],
    text: str,
    claimant: str | None,
    spans: tuple[Span, ...],
    quotation: int | None,
    *,
    by: Person,
    now: str,
) -> int:
    """Store a claim that takes the place of others, at the place of the first."""
    first = parents[0]
    words = Words(text, claimant or "", first.kind)
    found = draft(words, *clean(words), spans, quoted=all(parent.quoted for parent in parents))
    number = claims.add(database, found, now=now, added_by=by.id, state=State.IN_WORK)
    place = first.appearance
    appearance = claims.add_appearance(
        database,
        number,
        article_id=place.article_id,
        snapshot_id=place.snapshot_id,
        quotation_id=quotation,
        position=spans[0].start if spans else place.position,
        url=place.url,
        place=place.place,
        said_on=place.said_on,
    )
    borrowed = _joined(span for parent in parents for span in parent.appearance.antecedents)
    named = _joined(
        span for parent in parents if parent.claimant == claimant for span in parent.appearance.claimant_spans
    )
    for role, found_in in (("anchor", spans), ("antecedent", borrowed), ("claimant", named)):
        claims.add_spans(database, appearance, role, found_in)
    for parent in parents:
        claims.add_lineage(database, number, parent.id)
    return number


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches of text without overlaps, in reading order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
