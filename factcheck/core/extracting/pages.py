"""Web pages → article text, by trafilatura; what surrounds the article (menus, teasers, comments) is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from factcheck.core.characters import one_line, visible
from factcheck.core.extracting.cleaning import SENTENCE_END, joined
from factcheck.core.extracting.completing import (
    Leaf,
    completed,
    covers_too_little,
    leaves_of,
    made_of_links,
    plain_reading,
)
from factcheck.core.extracting.describing import describe
from factcheck.core.extracting.linking import of_page, outgoing
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

SILENT = ("script", "style", "template", "svg", "iframe", "object")  # elements whose text nobody reads
MIN_TEXT = 40  # characters; less is a caption or a notice, no article
MAX_WHOLE = 2_000  # characters of a page that may be taken whole
MAX_TAGS = 100_000  # the largest live blogs have 30,000
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{40000,}")
MAX_ATTRIBUTES = 10_000  # of one element; libxml2 takes a minute over 200,000
MAX_NOTICE = 1_500  # characters
NOTICE = re.compile(
    r"(?:enable|turn on|requires?|need|without) (?:cookies and )?java-?script"
    r"|javascript (?:is|has been) (?:disabled|not enabled|required)|enable cookies"
    r"|verify (?:that )?you are (?:a )?human|are you (?:a )?(?:robot|human)|(?:complete|solve) the captcha"
    r"|checking your browser|unusual (?:traffic|activity) from your",
    re.IGNORECASE,
)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BLOCKS = frozenset({"p", "head", "quote", "code", "ab", "fw", "div", "list", "table", "row", "item"})


def read_page(markup: str, url: str = "") -> Extracted:
    """The article on the page, or ExtractionFailed if none is found."""
    tree = parsed(markup)
    about = describe(tree, url)
    etree.strip_elements(tree, *SILENT, with_tail=False)
    leaves = leaves_of(tree)
    article = completed(leaves, _without_title(_reading(tree, leaves), about.title), about.title, about.summary)
    text = joined(article.blocks)
    if not any(map(str.isalpha, text)) or made_of_links(tree, article.blocks):
        raise ExtractionFailed("No article was found on this page.")
    if len(text) < MAX_NOTICE and NOTICE.search(text):
        raise ExtractionFailed(
            "The site shows a notice in place of the article: it asks for JavaScript, cookies or a human."
        )
    links = outgoing(text, of_page(tree, article.leaves, _base(tree, url)))
    return Extracted(text, about.title, about.authors, about.publisher, about.published, links)


def parsed(markup: str) -> HtmlElement:
    """The tree of a page; nesting past libxml2's limit of 256 is cut off by the parser itself."""
    clean = XML_DECLARATION.sub("", visible(markup))
    if not clean.strip():
        raise ExtractionFailed("The page is empty.")
    crowded = any(len(tag[0].split()) > MAX_ATTRIBUTES for tag in LONG_TAG.finditer(clean))
    if crowded or clean.count("<") > MAX_TAGS:
        raise ExtractionFailed("The page has more parts than any article; it is not read.")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ExtractionFailed("The page cannot be read: its markup is damaged.") from None


def _reading(tree: HtmlElement, leaves: list[Leaf]) -> list[str]:
    """The article's paragraphs: trafilatura's precise reading, its balanced one where that finds next to nothing, and
    where both miss what the page plainly holds, the prose of the page's own template."""
    found: list[str] = []
    for precision in (True, False):
        found = _trafilatura(tree, precision)
        if sum(map(len, found)) >= MIN_TEXT and not covers_too_little(leaves, found):
            return found
    return plain_reading(leaves) or found or _whole(tree)


def _whole(tree: HtmlElement) -> list[str]:
    """All text of a page that is too small to have surroundings, unless it is made of links."""
    body = tree.find("body")
    if body is None:
        return []
    text = body.text_content()
    linked = sum(len(link.text_content()) for link in body.iter("a"))
    return _prose(text) if len(text) < MAX_WHOLE and linked < 0.3 * len(text) else []


def _trafilatura(tree: HtmlElement, precision: bool) -> list[str]:
    options = Extractor(output_format="python", precision=precision, comments=False, links=False, tables=True)
    try:
        body = getattr(bare_extraction(tree, options=options), "body", None)
        return [block for block in _blocks(body) if block] if body is not None else []
    except RecursionError:
        raise ExtractionFailed("The page cannot be read: its markup is nested too deeply.") from None


def _blocks(element: etree._Element) -> Iterator[str]:
    """Paragraphs in order: prose, headings, lists and tables."""
    yield from _prose(element.text or "")
    for child in element:
        if child.tag == "list":
            yield "\n".join(line for item in child for line in [one_line(" ".join(item.itertext()))] if line)
        elif child.tag == "table":
            yield "\n".join(row for row in map(_row, child.iter("row")) if row)
        elif any(inner.tag in BLOCKS for inner in child):
            yield from _blocks(child)
        else:
            yield from _prose(_with_breaks(child))
        yield from _prose(child.tail or "")


def _row(row: etree._Element) -> str:
    cells = (one_line(" ".join(cell.itertext())) for cell in row.iter("cell"))
    return " | ".join(cell for cell in cells if cell)


def _with_breaks(element: etree._Element) -> str:
    """The element's text, its line breaks as line feeds."""
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        parts.append("\n" if inner.tag == "lb" else inner.text or "")
        parts.append(inner.tail or "")
    return "".join(parts)


def _prose(text: str) -> list[str]:
    """Paragraphs of running text: a line break ends one unless the sentence plainly goes on behind it."""
    result: list[str] = []
    for line in map(one_line, visible(text).split("\n")):
        if not line:
            continue
        if result and not SENTENCE_END.search(result[-1]) and line[0].islower():
            result[-1] += " " + line
        else:
            result.append(line)
    return result


def _without_title(blocks: list[str], title: str) -> list[str]:
    """The blocks less the headline where the text begins with it."""
    return blocks[1:] if blocks and title and blocks[0].casefold() == title.casefold() else blocks


def _base(tree: HtmlElement, url: str) -> str:
    found = tree.find(".//base[@href]")
    try:
        return urljoin(url, found.get("href", "")) if found is not None else url
    except ValueError:
        return url
