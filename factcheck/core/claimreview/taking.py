"""ClaimReview of others, as dirty as it comes: the check that a node stands for, or why it stands for none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from factcheck.core import addresses
from factcheck.core.characters import one_line
from factcheck.core.claimreview.linting import host
from factcheck.core.claimreview.reading import DEEPEST, listed, node_of, parse, said
from factcheck.core.claimreview.writing import Node
from factcheck.errors import Invalid
from factcheck.records.imports import Foreign
from factcheck.records.reviews import ClaimReview

TEXT_MAX = 2_000
"""Code points of a claim or a rating at most, as of the desk's own; longer ones are articles in a wrong field."""

APPEARANCES_MAX = 50
"""Addresses of appearances that are kept of one check."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BETWEEN = re.compile(r"\s+and\s+|[,;\s]+(?=https?://)|\s+", re.IGNORECASE)
_SCHEMA = re.compile(r"\A(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)


def unnested(value: object, deep: int = 0) -> object:
    """The same value as JSON-LD has it: microdata has properties under "properties", and types as addresses.

    What lies deeper than any feed has it is left out.
    """
    if deep > 2 * DEEPEST:
        return None
    if isinstance(value, list):
        return [unnested(each, deep + 1) for each in value]
    if not isinstance(value, dict):
        return value
    inner = value.get("properties")
    if isinstance(inner, dict):
        value = {"@type": value.get("type", value.get("@type")), **inner}
    plain = {name: unnested(each, deep + 1) for name, each in value.items()}
    if plain.get("@type"):
        plain["@type"] = [_SCHEMA.sub("", said(each)) for each in listed(plain["@type"])]
    return plain


def taken(node: Node) -> Foreign:
    """The check that a node stands for; raises `Invalid` with what it lacks.

    Numbers of a rating are not read: what counts is the publisher's word, and many write -1 or numbers outside of their
    own range.
    """
    review = parse(node)
    return checked(
        Foreign(
            url=_text(review.url),
            claim=_text(review.claim),
            rating=_text(review.rating.words),
            publisher=_text(review.author.name if review.author else ""),
            site="",
            published=day(review.published),
            claimants=tuple(dict.fromkeys(name for one in review.claimants if (name := _text(one.name)))),
            claimed_on=day(review.claimed_on),
            appearances=_appearances(node, review),
            language=_text(review.language)[:20],
        )
    )


def from_row(row: Mapping[str, str]) -> Foreign:
    """The check of a table's row with the fields of `Foreign`; raises `Invalid` with what it lacks."""
    given = {name: _text(row.get(name) or "") for name in ("url", "claim", "rating", "publisher", "language")}
    return checked(
        Foreign(
            **given,
            site="",
            published=day(row.get("published") or ""),
            claimants=tuple(filter(None, [_text(row.get("claimants") or "")])),
            claimed_on=day(row.get("claimed_on") or ""),
            appearances=_addresses([row.get("appearances") or ""], given["url"]),
        )
    )


def checked(found: Foreign) -> Foreign:
    """The same with its site; raises `Invalid` where it is no check that a person could follow up."""
    if not found.url:
        raise Invalid("It has no address.")
    try:
        addresses.parse(found.url)
    except Invalid:
        raise Invalid("Its address is none: %(url)s.", url=found.url[:200]) from None
    if not found.claim:
        raise Invalid("It does not say which claim was checked.")
    if not found.rating:
        raise Invalid("It has no rating in words.")
    if max(len(found.claim), len(found.rating)) > TEXT_MAX:
        raise Invalid("Its claim or its rating has more than %(limit)s characters.", limit=TEXT_MAX)
    site = host(found.url).removeprefix("www.")
    names = {name: getattr(found, name) for name in Foreign.__slots__}
    return Foreign(**{**names, "site": site, "publisher": found.publisher or site})


def day(text: str) -> str:
    """The ISO day that a date or a moment begins with; empty where it begins with none."""
    match = _DAY.match(text.strip())
    return match.group() if match else ""


def _text(text: str) -> str:
    """One line, with what HTML wrote in entities, once or twice, as the letters that are meant."""
    return one_line(html.unescape(html.unescape(text)))


def _appearances(node: Node, review: ClaimReview) -> tuple[str, ...]:
    """The addresses where the claim was made, whatever shape they come in."""
    item = node_of(node.get("itemReviewed"))
    places = [*((review.first,) if review.first else ()), *review.appearances]
    given: list[Any] = [place.url for place in places]
    given += [said(each) for name in ("url", "sameAs") for each in listed(item.get(name))]
    return _addresses(given, review.url)


def _addresses(given: Iterable[str], own: str) -> tuple[str, ...]:
    """Addresses apart from each other, without those of the fact-checker's own site."""
    pieces = (piece.strip(" ,;<>\"'") for text in given for piece in _BETWEEN.split(html.unescape(text)))
    kept = (piece for piece in pieces if host(piece) and not addresses.same_site(piece, own))
    return tuple(list(dict.fromkeys(kept))[:APPEARANCES_MAX])
