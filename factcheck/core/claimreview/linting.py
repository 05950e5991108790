"""What is wrong with a ClaimReview: errors (E), for which programs drop it, and advice (W).

The rules are Google's for the type, as they stood in September 2026, and those of the pages that read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from factcheck.core.claimreview import reading
from factcheck.core.claimreview.reading import MarkedPage, listed, node_of, number, said
from factcheck.core.claimreview.writing import Node
from factcheck.core.wording import vocabulary

CLAIM_BEST = 75
"""Characters of a claim that lists show whole."""

SHORTENERS = vocabulary(
    "bit.ly t.co tinyurl.com goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly lnkd.in t.ly shorturl.at tiny.cc rb.gy "
    "dlvr.it trib.al fb.me youtu.be amzn.to wp.me v.gd bl.ink s.id"
)
"""Sites whose addresses lead elsewhere; readers of the markup do not follow them. The commonest ones, November 2026."""

NUMBERS = ("ratingValue", "bestRating", "worstRating")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong: the rule's code, a sentence (template and parts), and the property that it is about."""

    code: str
    template: str
    place: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Say whether programs drop the review for it; else it is advice."""
        return self.code.startswith("E")

    def __str__(self) -> str:
        return self.template % dict(self.parts) if self.parts else self.template


def lint_page(page: MarkedPage, scale: Sequence[str] = ()) -> list[Remark]:
    """All that is wrong with a page's markup: of each review, and of how it stands on the page."""
    remarks = [*_escaped(page.scripts)]
    nodes = list(reading.claim_reviews([reading.parsed(script) for script in page.scripts]))
    if len(nodes) != 1:
        many = (("count", str(len(nodes))),)
        remarks.append(Remark("E7", "The page has %(count)s reviews; it must have exactly one.", "ClaimReview", many))
    for node in nodes:
        remarks += lint(node, page.url or page.canonical, scale)
        remarks += _shown(node, page)
    return remarks


def lint(node: Node, page_url: str = "", scale: Sequence[str] = ()) -> list[Remark]:
    """All that is wrong with one review by itself, errors first.

    `page_url` is where its page is: without it, the hosts of addresses are not compared. `scale` has the words of the
    rating scale that a claim should not contain.
    """
    found = [*_kind(node), *_claim(node), *_url(node, page_url), *_rating(node), *_claimants(node, page_url)]
    advice = [*_brevity(node, scale), *_places(node, page_url), *_dates(node), *_author(node)]
    return sorted([*found, *advice], key=lambda remark: not remark.is_error)


def _escaped(scripts: Iterable[str]) -> Iterator[Remark]:
    for script in scripts:
        if "</" in script or "<!--" in script or reading.parsed(script) is None:
            yield Remark(
                "E10", "The JSON in a script element must be whole, with every “<” in it escaped.", "script element"
            )


def _kind(node: Node) -> Iterator[Remark]:
    contexts = listed(node.get("@context"))
    if len(contexts) != 1 or not re.fullmatch(r"https?://(www\.)?schema\.org/?", said(contexts)):
        yield Remark("E1", "The context must be schema.org alone.", "@context")
    if "ClaimReview" not in listed(node.get("@type")):
        yield Remark("E2", "The type must be ClaimReview.", "@type")


def _claim(node: Node) -> Iterator[Remark]:
    if not said(node.get("claimReviewed")).strip():
        yield Remark("E3", "The claim that was checked must be said.", "claimReviewed")


def _url(node: Node, page_url: str) -> Iterator[Remark]:
    url, own = said(node.get("url")), host(page_url)
    found = host(url)
    if not found:
        yield Remark("E4", "The address of the check must be a whole one, with http or https.", "url")
    elif found in SHORTENERS:
        yield Remark("E4", "The address of the check leads elsewhere: give the page’s own one.", "url")
    elif own and not is_within(found, own):
        parts = (("found", found), ("own", own))
        yield Remark("E4", "The address of the check is on %(found)s, its page on %(own)s.", "url", parts)


def _rating(node: Node) -> Iterator[Remark]:
    rating = node_of(node.get("reviewRating"))
    if not (said(rating.get("alternateName")).strip() or said(rating.get("name")).strip()):
        yield Remark("E5", "The rating must be said in words.", "reviewRating.alternateName")
    given = [rating.get(name) for name in NUMBERS]
    if all(value is None for value in given):
        return
    value, best, worst = (number(each) for each in given)
    if value is None or best is None or worst is None:
        yield Remark("E6", "The three numbers of a rating must all be there, as numbers, or none.", "reviewRating")
    elif not (1 <= worst < best and worst <= value <= best):
        yield Remark(
            "E6", "The rating’s number must lie on its scale, and the scale must go up from 1 or more.", "reviewRating"
        )


def _claimants(node: Node, page_url: str) -> Iterator[Remark]:
    own = _own_hosts(node, page_url)
    for party in listed(node_of(node.get("itemReviewed")).get("author")):
        if isinstance(party, dict) and not said(party.get("name")).strip():
            yield Remark("E8", "Who made the claim must have a name, or not be said at all.", "itemReviewed.author")
        addresses = [party.get("sameAs"), party.get("url")] if isinstance(party, dict) else [party]
        if any(_is_ours(said(each), own) for value in addresses for each in listed(value)):
            yield Remark("E9", "The claim is said to come from the site that checks it.", "itemReviewed.author")


def _brevity(node: Node, scale: Sequence[str]) -> Iterator[Remark]:
    claim, rating = said(node.get("claimReviewed")), node_of(node.get("reviewRating"))
    if len(claim) > CLAIM_BEST:
        parts = (("best", str(CLAIM_BEST)),)
        yield Remark("W1", "The claim has more than %(best)s characters: lists cut it.", "claimReviewed", parts)
    words = {word.strip() for word in (*scale, said(rating.get("alternateName"))) if word.strip()}
    told = next((word for word in sorted(words, key=len, reverse=True) if _has(claim, word)), "")
    if told:
        parts = (("word", told),)
        yield Remark("W2", "The claim has a word of the rating scale in it: “%(word)s”.", "claimReviewed", parts)


def _places(node: Node, page_url: str) -> Iterator[Remark]:
    item = node_of(node.get("itemReviewed"))
    places = [each for name in ("firstAppearance", "appearance") for each in listed(item.get(name))]
    if not places:
        yield Remark("W3", "It is not said where the claim was made.", "itemReviewed.appearance")
    urls = [said(each.get("url") if isinstance(each, dict) else each) for each in places]
    if any(_is_ours(url, _own_hosts(node, page_url)) for url in urls):
        yield Remark("W8", "The claim is said to be made on the site that checks it.", "itemReviewed.appearance")


def _dates(node: Node) -> Iterator[Remark]:
    claimed = said(node_of(node.get("itemReviewed")).get("datePublished"))[:10]
    published = said(node.get("datePublished"))[:10]
    if not claimed:
        yield Remark("W4", "It is not said when the claim was made.", "itemReviewed.datePublished")
    if not published:
        yield Remark("W7", "It is not said when the check was published.", "datePublished")
    if claimed and published and claimed > published:
        yield Remark("W6", "The claim is dated after its check.", "itemReviewed.datePublished")


def _author(node: Node) -> Iterator[Remark]:
    author = node_of(node.get("author"))
    if not (said(author.get("name")).strip() or said(author.get("url")).strip()):
        yield Remark("W5", "It is not said who checked the claim.", "author")


def _shown(node: Node, page: MarkedPage) -> Iterator[Remark]:
    rating = node_of(node.get("reviewRating"))
    words = said(rating.get("alternateName")) or said(rating.get("name"))
    if words.strip() and not _has(page.visible, " ".join(words.split())):
        parts = (("rating", words),)
        yield Remark("E11", "The rating “%(rating)s” cannot be read on the page.", "reviewRating.alternateName", parts)
    url = said(node.get("url"))
    if page.canonical and url and url.split("#")[0] != page.canonical.split("#")[0]:
        yield Remark("W9", "The address of the check is not the one that the page calls its own.", "url")


def host(url: str) -> str:
    """The host of an http or https address in small letters; empty where it is none."""
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def is_within(found: str, own: str) -> bool:
    """Say whether a host is this one or under it; a leading "www." makes no other site."""
    found, own = found.removeprefix("www."), own.removeprefix("www.")
    return found == own or found.endswith(f".{own}")


def _own_hosts(node: Node, page_url: str) -> set[str]:
    author = node_of(node.get("author"))
    return {each for each in (host(page_url), host(said(author.get("url"))), host(said(node.get("url")))) if each}


def _is_ours(url: str, own: Iterable[str]) -> bool:
    found = host(url)
    return bool(found) and any(is_within(found, each) for each in own)


def _has(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I))
