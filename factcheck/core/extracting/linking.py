"""Where a document points: its links, each with the words that carry it and where these stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from factcheck.core.addresses import same_site
from factcheck.core.characters import one_line
from factcheck.core.extracting.completing import MAX_LINKED, OUTSIDE, Leaf
from factcheck.records import OutgoingLink, Span

MAX_LINKS = 200  # of one document; of 155 news pages the one with most had 64 (November 2026)
MAX_ADDRESS = 2_000  # characters of one
MAX_WORDS = 300  # characters of what carries a link; a whole paragraph that is a link is cut
AROUND = 30  # characters on each side by which words are found again where the text has not their whole paragraph
SHARING = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/(?:shareArticle|sharing)"
    r"|reddit\.com/submit|pinterest\.[a-z.]+/pin/create|wa\.me/|whatsapp\.com/send|t\.me/share|telegram\.me/share"
    r"|tumblr\.com/(?:share|widgets)|bsky\.app/intent|threads\.net/intent|getpocket\.com/save|news\.ycombinator\.com/submit)",
    re.IGNORECASE,
)
"""The addresses behind share buttons; a link to somebody's post on a network is a source like any other."""

LISTED = re.compile(r"(?:sources?|references?|bibliography|further reading|footnotes|citations)[:.]?", re.IGNORECASE)
"""What the heading of an article's list of sources says, whole."""

HEADINGS = ("h2", "h3", "h4", "h5", "h6")

Candidate = tuple[str, str, str, int]
"""An address, the words that carry it, the paragraph that they stand in, and where in that."""


def outgoing(text: str, candidates: Iterable[Candidate]) -> tuple[OutgoingLink, ...]:
    """The http and https addresses among the candidates, in their order, each once, without those of share buttons.

    One whose paragraph is given has its words in the text, or is left out.
    """
    found: dict[str, OutgoingLink] = {}
    cursor = 0
    for address, words, paragraph, at in candidates:
        url = _plain(address)
        if not url or url in found:
            continue
        start = text.find(paragraph, cursor) if paragraph else -1
        cursor = max(start, cursor)
        words = words[:MAX_WORDS]
        span = Span(start + at, start + at + len(words)) if start >= 0 else _found(text, words, paragraph, at)
        if paragraph and not (words and span):
            continue  # a picture's, or in a part of the page that was not taken
        found[url] = OutgoingLink(url, words, span)
        if len(found) == MAX_LINKS:
            break
    return tuple(found.values())


def _plain(address: str) -> str:
    """The address without its fragment; empty where it is none that can be fetched, or a share button's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) >= MAX_ADDRESS:
        return ""
    return "" if SHARING.search(address) else address.partition("#")[0]


def _found(text: str, words: str, paragraph: str, at: int) -> Span | None:
    """Where the words stand with some of what is around them, where the text has their paragraph in another form."""
    before = min(AROUND, at)
    start = text.find(paragraph[at - before : at + len(words) + AROUND]) if words else -1
    return Span(start + before, start + before + len(words)) if start >= 0 else None


def of_page(tree: HtmlElement, leaves: list[Leaf], base: str) -> Iterator[Candidate]:
    """The links of an article's paragraphs, then those of the list of sources below it.

    A line that is nothing but a link to the same site is another story, and so left out.
    """
    for leaf in leaves:
        mostly = leaf.linked > MAX_LINKED
        for address, words, at in _of_leaf(leaf, base):
            if not (mostly and same_site(address, base)):
                yield address, words, leaf.text, at
    for link in _listed(tree):
        address = _absolute(link, base)
        if not same_site(address, base):
            yield address, one_line(link.text_content()), "", 0


def _of_leaf(leaf: Leaf, base: str) -> Iterator[tuple[str, str, int]]:
    """The links of one paragraph: address, words, and where in its text these begin."""
    raw = ""
    for event, element in etree.iterwalk(leaf.element, events=("start", "end")):
        if event == "start":
            if element.tag == "a" and element.get("href"):
                words = one_line(element.text_content())
                at = leaf.text.find(words, len(one_line(raw)))
                yield _absolute(element, base), words if at >= 0 else "", max(at, 0)
            raw += element.text or ""
        elif element is not leaf.element:
            raw += element.tail or ""


def _listed(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The links below a heading that announces sources, up to the next heading."""
    for heading in tree.iter(*HEADINGS):
        if not LISTED.fullmatch(one_line(heading.text_content())):
            continue
        if any(above.tag in OUTSIDE for above in heading.iterancestors()):
            continue
        for below in heading.itersiblings():
            if below.tag in HEADINGS:
                break
            yield from below.iter("a")


def _absolute(link: HtmlElement, base: str) -> str:
    try:
        return str(urljoin(base, (link.get("href") or "").strip()))
    except ValueError:
        return ""
