"""What fact-checkers do to claims: change, add, drop. `desk.replacing` splits and merges, `desk.acts` undoes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.core import addresses, anchoring, checkworthy
from factcheck.core.characters import one_line, visible
from factcheck.desk.acts import note, save
from factcheck.desk.intake import clean_day
from factcheck.errors import AlreadyThere, Conflict, Invalid, NotFound, Refused
from factcheck.records import Article, Claim, ClaimDraft, Closed, Closing, Kind, Person, Span, State
from factcheck.store import articles, claims, matches, snapshots, verdicts
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


def clean(words: Words) -> tuple[str, str | None]:
    """A claim's text and claimant as they are stored; raises `Invalid` where they cannot be."""
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


def refuse_closed(claim: Claim) -> None:
    """Raise `Refused` where a claim is closed."""
    if claim.state is State.CLOSED:
        raise Refused("This claim is closed. Undo that first.")


def refuse_published(database: Database, claim: Claim) -> None:
    """Raise `Refused` where readers see a verdict on a claim, or it is matched with another one: it cannot go away."""
    if matches.firsts(database, [claim.id])[claim.id] != claim.id or matches.appearances(database, claim.id):
        raise Refused("This claim is matched with another one. Take that back first.")
    if verdicts.published_of(database, claim.id):
        raise Refused("A verdict on this claim is published: give a corrected verdict instead.")


def conflict(database: Database, claim: Claim, words: Words) -> Conflict:
    """What to raise where a claim was saved while a person typed these words."""
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
    text, claimant = clean(words)
    with writing(database):
        claim = existing(database, claim_id)
        refuse_closed(claim)
        if claim.version != version:
            raise conflict(database, claim, words)
        spans = _anchors(database, claim.appearance.snapshot_id, words)
        quotation = _quotation_of(database, claim, spans)
        save(
            database,
            claim,
            version,
            text=text,
            claimant=claimant,
            kind=words.kind,
            quoted=claim.quoted if quotation == claim.appearance.quotation_id else quotation is not None,
            open_reference=claim.open_reference and text == claim.text,
            state=State.IN_WORK,
        )
        claims.replace_spans(database, claim.appearance.id, "anchor", spans)
        claims.set_quotation(database, claim.appearance.id, quotation)
        _let_go(database, claim, text, claimant)
        return note(database, "changed claim", f"claim {claim_id}", [claim], [claim_id], by=by, now=now)


def _quotation_of(database: Database, claim: Claim, spans: tuple[Span, ...]) -> int | None:
    """The quotation that a claim lies in with these anchors; the same one as before where they are the same."""
    place = claim.appearance
    if place.snapshot_id is None or spans == place.anchors:
        return place.quotation_id
    return quotation_around(database, place.snapshot_id, spans)


def _let_go(database: Database, claim: Claim, text: str, claimant: str | None) -> None:
    """Forget where a claim's words were borrowed from, and its claimant is named, where it says them no more."""
    place = claim.appearance
    if place.snapshot_id is None:
        return
    article, said = snapshots.text(database, place.snapshot_id), set(re.findall(r"\w+", text.lower()))
    kept = [span for span in place.antecedents if said & set(re.findall(r"\w+", article[slice(*span)].lower()))]
    claims.replace_spans(database, place.id, "antecedent", kept)
    if claimant != claim.claimant:
        claims.replace_spans(database, place.id, "claimant", _named_in(article, claimant, place.position))


def _named_in(article: str, claimant: str | None, near: int) -> tuple[Span, ...]:
    """Where an article names somebody in just these words, nearest to a place; nothing where it does not."""
    found = [match.start() for match in re.finditer(re.escape(claimant), article)] if claimant else []
    if not claimant or not found:
        return ()
    start = min(found, key=lambda one: abs(one - near))
    return (Span(start, start + len(claimant)),)


def draft(
    words: Words, text: str, claimant: str | None, spans: tuple[Span, ...], *, quoted: bool = False
) -> ClaimDraft:
    """A claim that a person wrote, with how check-worthy it is."""
    score, reasons = checkworthy.score(text)
    return ClaimDraft(text, spans, claimant=claimant, quoted=quoted, kind=words.kind, score=score, reasons=reasons)


def _refuse_twin(found: Sequence[Claim], text: str, claimant: str | None, spans: tuple[Span, ...]) -> None:
    """Raise `AlreadyThere` where one of these claims says the same on the same words (a button pressed twice)."""
    for claim in found:
        if (claim.text, claim.claimant, claim.appearance.anchors) == (text, claimant, spans):
            raise AlreadyThere("This claim is here already.", "claim", claim.id)


def add_to_article(database: Database, article_id: int, words: Words, *, by: Person, now: str) -> tuple[int, int]:
    """Add a claim that a person found in an article; give its number and the event's."""
    text, claimant = clean(words)
    with writing(database):
        article = existing_article(database, article_id)
        spans = _anchors(database, article.snapshot_id, words)
        _refuse_twin(claims.of_article(database, article_id), text, claimant, spans)
        quotation = quotation_around(database, article.snapshot_id, spans)
        found = draft(words, text, claimant, spans, quoted=quotation is not None)
        number = claims.add(database, found, now=now, added_by=by.id, state=State.IN_WORK)
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


def quotation_around(database: Database, snapshot_id: int, spans: tuple[Span, ...]) -> int | None:
    """The quotation that all of these spans lie in, or none."""
    for one in snapshots.quotations(database, snapshot_id):
        if one.span.start <= spans[0].start and spans[-1].end <= one.span.end:
            return one.id
    return None


def check_address(url: str, field: str = "url") -> None:
    """Refuse what is typed as an address and is none: readers would get words without a link."""
    if not url:
        return
    try:
        addresses.parse(url)
    except Invalid as error:
        raise Invalid(error.template, field, **error.parts) from None


def add_elsewhere(
    database: Database, words: Words, *, place: str, said_on: str, url: str, by: Person, now: str
) -> tuple[int, int]:
    """Add a claim without an article (heard on the radio, read on a poster); give its number and the event's."""
    text, claimant = clean(words)
    place, url = one_line(place), url.strip()
    if not place and not url:
        raise Invalid("Say where the claim was made.", "place")
    check_address(url)
    day = clean_day(said_on, "said_on")
    with writing(database):
        _refuse_twin(claims.made_elsewhere(database, place=place, said_on=day, url=url or None), text, claimant, ())
        number = claims.add(database, draft(words, text, claimant, ()), now=now, added_by=by.id, state=State.IN_WORK)
        claims.add_appearance(database, number, place=place, said_on=day, url=url or None)
        return number, note(database, "added claim", f"claim {number}", [], [number], by=by, now=now)


def existing_article(database: Database, article_id: int) -> Article:
    """The article with this number; raises `NotFound`."""
    article = articles.get(database, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    return article


def drop(
    database: Database,
    claim_id: int,
    version: int,
    closing: Closing = Closing.NOT_RELEVANT,
    duplicate_of: int | None = None,
    *,
    by: Person,
    now: str,
) -> int:
    """Close a claim without a verdict, for a reason; give the event's number. Readers no longer see it.

    A duplicate names the claim that says the same.
    """
    with writing(database):
        return _drop(database, claim_id, version, closing, duplicate_of, by=by, now=now)


def drop_many(database: Database, claim_ids: Sequence[int], closing: Closing, *, by: Person, now: str) -> list[int]:
    """Close several claims for one reason, all or none; give the events' numbers."""
    with writing(database):
        found = [existing(database, number) for number in dict.fromkeys(claim_ids)]
        return [_drop(database, claim.id, claim.version, closing, None, by=by, now=now) for claim in found]


def _drop(
    database: Database,
    claim_id: int,
    version: int,
    closing: Closing,
    duplicate_of: int | None,
    *,
    by: Person,
    now: str,
) -> int:
    _check_duplicate(database, claim_id, closing, duplicate_of)
    claim = existing(database, claim_id)
    refuse_closed(claim)
    refuse_published(database, claim)
    closed = {"closed_because": Closed.DROPPED, "closing": closing, "duplicate_of": duplicate_of}
    if not save(database, claim, version, state=State.CLOSED, **closed):
        raise conflict(database, claim, Words(claim.text, claim.claimant or "", claim.kind))
    return note(database, "dropped claim", f"claim {claim_id}", [claim], [claim_id], by=by, now=now)


def _check_duplicate(database: Database, claim_id: int, closing: Closing, duplicate_of: int | None) -> None:
    if (closing is Closing.DUPLICATE) != (duplicate_of is not None):
        raise Invalid("Give the number of the claim that says the same.", "duplicate_of")
    if duplicate_of == claim_id or (duplicate_of and claims.get(database, duplicate_of) is None):
        raise Invalid("There is no other claim with this number.", "duplicate_of")
