"""What fact-checkers do to claims: change, add, split, merge, drop. `desk.acts` takes each of these back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.core import addresses, anchoring, checkworthy
from factcheck.core.characters import one_line, visible
from factcheck.desk.acts import note, save
from factcheck.desk.intake import clean_day
from factcheck.errors import AlreadyThere, Conflict, Invalid, NotFound, Refused
from factcheck.records import Article, Claim, ClaimDraft, Closed, Kind, Person, Span, State
from factcheck.store import articles, claims, snapshots, verdicts
from factcheck.store.connection import writing

TEXT_MAX = 2000
"""Code points of a claim at most: ten times the longest of 1,578 claims that were annotated by hand."""


@dataclass(frozen=True, slots=True)
class Words:
    """A claim as a person words it. `pieces` are the exact words of the article that it rests on, `offsets` where a
    selection on the page found them (they decide where the same words stand twice)."""

    text: str
    claimant: str = ""
    kind: Kind = Kind.FACT
    pieces: tuple[str, ...] = ()
    offsets: tuple[Span, ...] = ()


def existing(database: Database, claim_id: int) -> Claim:
    """The claim with this number; raises `NotFound`."""
    claim = claims.get(database, claim_id)
    if claim is None:
        raise NotFound("There is no such claim.")
    return claim


def _clean(words: Words) -> tuple[str, str | None]:
    text = one_line(words.text)
    if not text:
        raise Invalid("Give the claim's words.", "text")
    if len(text) > TEXT_MAX:
        raise Invalid("A claim may have %(limit)s characters.", "text", limit=TEXT_MAX)
    claimant = one_line(words.claimant)
    if len(claimant) > TEXT_MAX:
        raise Invalid("A claimant may have %(limit)s characters.", "claimant", limit=TEXT_MAX)
    return text, claimant or None


def _anchors(database: Database, snapshot_id: int | None, words: Words) -> tuple[Span, ...]:
    if snapshot_id is None:
        return ()
    spans = anchoring.locate(
        snapshots.text(database, snapshot_id), [visible(piece) for piece in words.pieces], words.offsets
    )
    if not spans:
        raise Invalid("Copy the words of the article that the claim rests on.", "pieces")
    return spans


def _refuse_closed(claim: Claim) -> None:
    if claim.state is State.CLOSED:
        raise Refused("This claim is closed. Undo that first.")


def _refuse_published(database: Database, claim: Claim) -> None:
    if verdicts.published_of(database, claim.id):
        raise Refused("A verdict on this claim is published: give a corrected verdict instead.")


def _conflict(database: Database, claim: Claim, words: Words) -> Conflict:
    text = snapshots.text(database, claim.appearance.snapshot_id) if claim.appearance.snapshot_id else ""
    mine = {"text": words.text, "claimant": words.claimant, "kind": words.kind, "pieces": "\n".join(words.pieces)}
    theirs = {
        "text": claim.text,
        "claimant": claim.claimant or "",
        "kind": claim.kind,
        "pieces": "\n".join(text[span.start : span.end] for span in claim.appearance.anchors),
    }
    return Conflict("Somebody changed this claim while you did.", mine, theirs, claim.version)


def change(database: Database, claim_id: int, version: int, words: Words, *, by: Person, now: str) -> int:
    """Save a claim's words, claimant, kind and spans; give the event's number.

    Raises `Conflict` with both texts where somebody saved since `version`.
    """
    text, claimant = _clean(words)
    with writing(database):
        claim = existing(database, claim_id)
        _refuse_closed(claim)
        if claim.version != version:
            raise _conflict(database, claim, words)
        spans = _anchors(database, claim.appearance.snapshot_id, words)
        save(
            database,
            claim,
            version,
            text=text,
            claimant=claimant,
            kind=words.kind,
            open_reference=claim.open_reference and text == claim.text,
            state=State.IN_WORK,
        )
        claims.replace_spans(database, claim.appearance.id, "anchor", spans)
        return note(database, "changed claim", f"claim {claim_id}", [claim], [claim_id], by=by, now=now)


def _draft(
    words: Words, text: str, claimant: str | None, spans: tuple[Span, ...], *, quoted: bool = False
) -> ClaimDraft:
    score, reasons = checkworthy.score(text)
    return ClaimDraft(text, spans, claimant=claimant, quoted=quoted, kind=words.kind, score=score, reasons=reasons)


def _refuse_twin(found: Sequence[Claim], text: str, claimant: str | None, spans: tuple[Span, ...]) -> None:
    """Raise `AlreadyThere` where one of these claims says the same on the same words (a button pressed twice)."""
    for claim in found:
        if (claim.text, claim.claimant, claim.appearance.anchors) == (text, claimant, spans):
            raise AlreadyThere("This claim is here already.", "claim", claim.id)


def add_to_article(database: Database, article_id: int, words: Words, *, by: Person, now: str) -> tuple[int, int]:
    """Add a claim that a person found in an article; give its number and the event's."""
    text, claimant = _clean(words)
    with writing(database):
        article = existing_article(database, article_id)
        spans = _anchors(database, article.snapshot_id, words)
        _refuse_twin(claims.of_article(database, article_id), text, claimant, spans)
        quotation = _quotation_around(database, article.snapshot_id, spans)
        draft = _draft(words, text, claimant, spans, quoted=quotation is not None)
        number = claims.add(database, draft, now=now, added_by=by.id, state=State.IN_WORK)
        appearance = claims.add_appearance(
            database,
            number,
            article_id=article_id,
            snapshot_id=article.snapshot_id,
            quotation_id=quotation,
            position=spans[0].start,
        )
        claims.add_spans(database, appearance, "anchor", spans)
        return number, note(database, "added claim", f"claim {number}", [], [number], by=by, now=now)


def _quotation_around(database: Database, snapshot_id: int, spans: tuple[Span, ...]) -> int | None:
    """The quotation that all of these spans lie in, or none."""
    for one in snapshots.quotations(database, snapshot_id):
        if one.span.start <= spans[0].start and spans[-1].end <= one.span.end:
            return one.id
    return None


def _check_address(url: str) -> None:
    """Refuse what is typed as an address and is none: readers would get words without a link."""
    if not url:
        return
    try:
        addresses.parse(url)
    except Invalid as error:
        raise Invalid(error.template, "url", **error.parts) from None


def add_elsewhere(
    database: Database, words: Words, *, place: str, said_on: str, url: str, by: Person, now: str
) -> tuple[int, int]:
    """Add a claim without an article (heard on the radio, read on a poster); give its number and the event's."""
    text, claimant = _clean(words)
    place, url = one_line(place), url.strip()
    if not place and not url:
        raise Invalid("Say where the claim was made.", "place")
    _check_address(url)
    day = clean_day(said_on, "said_on")
    with writing(database):
        _refuse_twin(claims.made_elsewhere(database, place=place, said_on=day, url=url or None), text, claimant, ())
        number = claims.add(database, _draft(words, text, claimant, ()), now=now, added_by=by.id, state=State.IN_WORK)
        claims.add_appearance(database, number, place=place, said_on=day, url=url or None)
        return number, note(database, "added claim", f"claim {number}", [], [number], by=by, now=now)


def existing_article(database: Database, article_id: int) -> Article:
    """The article with this number; raises `NotFound`."""
    article = articles.get(database, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    return article


def _successor(
    database: Database, parents: Sequence[Claim], text: str, spans: tuple[Span, ...], *, by: Person, now: str
) -> int:
    """Store a claim that takes the place of others, at the place of the first."""
    first = parents[0]
    words = Words(text, first.claimant or "", first.kind)
    draft = _draft(words, *_clean(words), spans, quoted=all(parent.quoted for parent in parents))
    number = claims.add(database, draft, now=now, added_by=by.id, state=State.IN_WORK)
    place = first.appearance
    appearance = claims.add_appearance(
        database,
        number,
        article_id=place.article_id,
        snapshot_id=place.snapshot_id,
        quotation_id=place.quotation_id,
        position=spans[0].start if spans else place.position,
        url=place.url,
        place=place.place,
        said_on=place.said_on,
    )
    claims.add_spans(database, appearance, "anchor", spans)
    claims.add_spans(database, appearance, "antecedent", place.antecedents)
    claims.add_spans(database, appearance, "claimant", place.claimant_spans)
    for parent in parents:
        claims.add_lineage(database, number, parent.id)
    return number


def split(
    database: Database, claim_id: int, version: int, texts: Sequence[str], *, by: Person, now: str
) -> tuple[list[int], int]:
    """Replace a claim by two or more that rest on the same words; give their numbers and the event's."""
    parts = list(dict.fromkeys(part for text in texts if (part := one_line(text))))
    if len(parts) < 2:
        raise Invalid("Write the parts one to a line, at least two.", "texts")
    with writing(database):
        claim = existing(database, claim_id)
        _refuse_closed(claim)
        _refuse_published(database, claim)
        if claim.version != version:
            raise _conflict(database, claim, Words(claim.text))
        save(database, claim, version, state=State.CLOSED, closed_because=Closed.SPLIT)
        numbers = [_successor(database, [claim], part, claim.appearance.anchors, by=by, now=now) for part in parts]
        event = note(database, "split claim", f"claim {claim_id}", [claim], [claim_id, *numbers], by=by, now=now)
        return numbers, event


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches of text without overlaps, in reading order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def merge(database: Database, versions: Mapping[int, int], text: str, *, by: Person, now: str) -> tuple[int, int]:
    """Replace two or more claims of one article by one; give its number and the event's.

    `versions` holds the claims' numbers with the version of each that the person saw; the first one's claimant and
    kind are the new one's. Raises `Conflict` where one of them was saved since.
    """
    wanted = list(versions)
    if len(wanted) < 2:
        raise Invalid("Choose the claims to merge, at least two.", "others")
    with writing(database):
        parents = [existing(database, number) for number in wanted]
        for claim in parents:
            _refuse_closed(claim)
            _refuse_published(database, claim)
            if claim.version != versions[claim.id]:
                raise _conflict(database, claim, Words(text))
        if len({claim.appearance.article_id for claim in parents}) > 1 or parents[0].appearance.article_id is None:
            raise Refused("Only claims of one article can be merged.")
        for claim in parents:
            save(database, claim, claim.version, state=State.CLOSED, closed_because=Closed.MERGED)
        spans = _joined(span for claim in parents for span in claim.appearance.anchors)
        number = _successor(database, parents, text, spans, by=by, now=now)
        event = note(database, "merged claims", f"claim {number}", parents, [*wanted, number], by=by, now=now)
        return number, event


def drop(database: Database, claim_id: int, version: int, *, by: Person, now: str) -> int:
    """Put a claim aside; give the event's number. Readers of a public article no longer see it."""
    with writing(database):
        claim = existing(database, claim_id)
        _refuse_closed(claim)
        _refuse_published(database, claim)
        if not save(database, claim, version, state=State.CLOSED, closed_because=Closed.DROPPED):
            raise _conflict(database, claim, Words(claim.text, claim.claimant or "", claim.kind))
        return note(database, "dropped claim", f"claim {claim_id}", [claim], [claim_id], by=by, now=now)
