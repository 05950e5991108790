"""ClaimReview in: the nodes in a page or a JSON text, and the record that one of them stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml.etree import ParserError, strip_elements

from factcheck.core.claimreview.writing import Node
from factcheck.records.reviews import Appeared, ClaimReview, Party, ReviewRating, Sort

DEEPEST = 12
"""How deep nodes are looked for in other nodes; a DataFeed has them four deep."""

SCRIPT = re.compile(
    r"<script\b[^>]*\btype\s*=\s*[\"']?application/ld\+json[^>]*>(.*?)(?:</script[\s/>]|\Z)", re.I | re.S
)
"""The script elements with JSON-LD and what stands in them, ended where a browser ends them."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with its markup: the address that it was had from, the one that it calls its own, and what is visible."""

    url: str
    canonical: str
    scripts: tuple[str, ...]
    visible: str


def page(text: str, url: str = "") -> MarkedPage:
    """Read a page; `url` is where it was had from, empty where that is not known."""
    try:
        tree = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except ParserError:  # nothing in it
        return MarkedPage(url, "", tuple(SCRIPT.findall(text)), "")
    own = next((link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"), "")
    strip_elements(tree, "head", "script", "style", "template", with_tail=False)
    visible = " ".join(tree.text_content().split())
    return MarkedPage(url, urljoin(url, own) if own else "", tuple(SCRIPT.findall(text)), visible)


def claim_reviews(value: object, context: object = None, deep: int = 0) -> Iterator[Node]:
    """Every ClaimReview node in a JSON value, in lists, graphs and feeds as well, in their order.

    Each has the context that holds for it, its own or that of the node around it.
    """
    if isinstance(value, list):
        for each in value:
            yield from claim_reviews(each, context, deep)
    elif isinstance(value, dict) and deep < DEEPEST:
        context = value.get("@context", context)
        if "ClaimReview" in listed(value.get("@type")):
            yield {**value, "@context": context}
        else:
            for each in value.values():
                yield from claim_reviews(each, context, deep + 1)


def parsed(text: str) -> object:
    """The value of a JSON text, none where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def parse(node: Node) -> ClaimReview:
    """The record of a ClaimReview node. What is written by `as_json` comes back equal; what cannot be read is empty."""
    item, rating = node_of(node.get("itemReviewed")), node_of(node.get("reviewRating"))
    first = [_appeared(each) for each in listed(item.get("firstAppearance"))]
    author = [_party(each, "url") for each in listed(node.get("author"))]
    return ClaimReview(
        url=said(node.get("url")),
        claim=said(node.get("claimReviewed")),
        rating=ReviewRating(
            words=said(rating.get("alternateName")) or said(rating.get("name")),
            value=number(rating.get("ratingValue")),
            best=number(rating.get("bestRating")),
            worst=number(rating.get("worstRating")),
            explanation=said(rating.get("ratingExplanation")),
        ),
        author=author[0] if author else None,
        published=said(node.get("datePublished")),
        modified=said(node.get("dateModified")),
        language=said(node.get("inLanguage")),
        claimants=tuple(_party(each, "sameAs") for each in listed(item.get("author"))),
        claimed_on=said(item.get("datePublished")),
        first=first[0] if first else None,
        appearances=tuple(_appeared(each) for each in listed(item.get("appearance"))),
    )


def said(value: object) -> str:
    """A text as it is commonly written: alone, as the only one of a list, or under `@value`."""
    for each in listed(value):
        inner = each.get("@value") if isinstance(each, dict) else each
        if isinstance(inner, str | int | float) and not isinstance(inner, bool):
            return str(inner)
    return ""


def number(value: object) -> float | None:
    """A number as it is commonly written, in figures or as a text of figures; none where it is none."""
    try:
        found = float(said(value))
    except ValueError:
        return None
    return found if found - found == 0 else None  # neither infinite nor no number


def listed(value: object) -> list[Any]:
    """The values of a property: one may stand alone, several in a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def node_of(value: object) -> Node:
    """The first node among the values of a property; an empty one where there is none."""
    return next((each for each in listed(value) if isinstance(each, dict)), {})


def _party(value: object, address: str) -> Party:
    if not isinstance(value, dict):
        return Party(said(value))
    sort = Sort.PERSON if "Person" in listed(value.get("@type")) else Sort.ORGANIZATION
    return Party(said(value.get("name")), said(value.get(address)) or said(value.get("url")), sort)


def _appeared(value: object) -> Appeared:
    if isinstance(value, dict):
        return Appeared(said(value.get("url")), said(value.get("name")))
    return Appeared(said(value))
