"""Title, authors, publisher and day of a web page, from what it says about itself and what it shows."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from factcheck.core.characters import one_line
from factcheck.core.extracting import bylines
from factcheck.core.extracting.dating import day_of
from factcheck.core.extracting.linked_data import LinkedData

MAX_TITLE = 400
MAX_WRITTEN = 1_000  # characters of what is written as a title that are looked at
SITE_TAIL = re.compile(r"^(?P<title>.*\S)(?:\s+[|–—·•»:/-]\s+|\s*[|–—]\s*)(?P<site>[^|–—·•»]{2,60})$")
SITE_HEAD = re.compile(r"^(?P<site>[^|–—·•»:]{2,40})\s*[|–—·•»:]\s+(?P<title>.*\S)$")
SECTION = re.compile(r"^(?:opinion|analysis|column|commentary|editorial)\s*\|\s*", re.IGNORECASE)
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/")
LETTERS = re.compile(r"[^\W_]+")


def _marked(*marks: str) -> str:
    """An XPath condition: the element's class holds one of these words."""
    return " or ".join(f'contains(@class, "{mark}")' for mark in marks)


# Names of <meta> elements, the most exact first: the time of publication before the bare "date", which may be of the
# last change; newspapers' own author fields before "author", where many content systems put the publisher.
DATE_METAS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:post_date"),
    *("datepublished", "rnews:datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
    *(
        "citation_publication_date",
        "citation_online_date",
        "prism.publicationdate",
        "dc.date.issued",
        "dcterms.created",
    ),
    *("pubdate", "publishdate", "publish-date", "publication_date", "published_time", "article.published"),
    *("article_date_original", "originalpublicationdate", "ptime", "displaydate"),
    *("dc.date", "dcterms.date", "dc.date.created", "date"),
)
AUTHOR_METAS = (
    *("sailthru.author", "author", "article:author", "byl", "authors", "rbauthors", "shareaholic:article_author_name"),
    *("og:article:author", "og:author", "parsely-author", "dcsext.author"),
)
LIBRARY_AUTHOR_METAS = ("citation_author", "dc.creator", "dcterms.creator", "dc.creator.aut")
SHOWN = _marked("publish", "entry-date")
SURE_DATE_PLACES = (
    '//*[@itemprop="datePublished"]',
    f"//article//time[@pubdate or {SHOWN}]",
    f"//time[@pubdate or {SHOWN}]",
)
LIKELY_DATE_PLACES = (
    "(//article | //main)//time[@datetime]",
    "//time",
    f"//*[{_marked('publish', 'dateline', 'date', 'Date', 'timestamp', 'byline', 'posted')} or contains(@id, 'date')]",
)
AUTHOR_PLACES = (
    '//*[@itemprop="author"]//*[@itemprop="name"]',
    '//*[@itemprop="author"]',
    '//a[@rel="author"]',
    f"//*[{_marked('author-name', 'authorname', 'author__name', 'AuthorName', 'byline-name', 'byline__name')}]",
    f"//*[{_marked('byline')}]//a",
    f"//*[{_marked('byline', 'Byline')} or @id='byline']",
    '//a[contains(@href, "/author/") or contains(@href, "/authors/")]',
    f"//*[@class='author' or {_marked('post-author', 'article-author')}]",
)
MAX_SEEN = 40  # elements of one place that are looked at; later ones belong to teasers of other articles


@dataclass(frozen=True, slots=True)
class Description:
    """What a page is, as far as it says."""

    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    summary: str


def describe(tree: HtmlElement, url: str = "") -> Description:
    """Read the description out of a parsed page, which is left unchanged."""
    metas, data = _metas(tree), LinkedData(tree)
    publisher = _publisher(metas, data, url)
    return Description(
        title=_title(tree, metas, data, publisher),
        authors=_authors(tree, metas, data, publisher),
        publisher=publisher,
        published=_published(tree, metas, data, url),
        summary=one_line(_first(metas, "og:description", "description")),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and content:
            found.setdefault(name.strip().lower(), []).append(html.unescape(content))
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _letters(text: str) -> str:
    return " ".join(LETTERS.findall(text)).casefold()


def _publisher(metas: dict[str, list[str]], data: LinkedData, url: str) -> str:
    """The site's name; a bare host or one run-together word gives way to the publisher that JSON-LD names."""
    site = one_line(_first(metas, "og:site_name", "og:sitename")).split(" | ")[0]
    site = _host(site) if site.startswith(("http://", "https://")) else site
    if site and (" " in site or site != site.lower()):
        return site
    other = one_line(
        data.publisher() or _first(metas, "application-name", "citation_publisher", "dc.publisher", "publisher")
    )
    return other or site or _host(url)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _title(tree: HtmlElement, metas: dict[str, list[str]], data: LinkedData, publisher: str) -> str:
    """The headline that most of JSON-LD, og:title and h1 agree on, in that order where they differ; else <title>."""
    sites = {_letters(name) for name in (publisher, data.publisher(), _first(metas, "og:site_name"), "by")} - {""}
    shown = one_line(tree.findtext(".//title") or "")
    candidates = [data.first("headline"), _first(metas, "og:title", "twitter:title"), _heading(tree, shown)]
    titles = [_without_site(one_line(text)[:MAX_WRITTEN], sites) for text in candidates if text.strip()]
    if titles:
        votes = Counter(_letters(title) for title in titles)
        return max(titles, key=lambda title: votes[_letters(title)])[:MAX_TITLE]
    return _without_site(shown[:MAX_WRITTEN], sites)[:MAX_TITLE]


def _heading(tree: HtmlElement, shown: str) -> str:
    """The page's one h1; of several, the one that the window's title repeats."""
    headings = [text for text in (one_line(heading.text_content()) for heading in tree.iter("h1")) if text]
    if len(headings) == 1:
        return headings[0]
    return next((text for text in headings if len(text) > 10 and _letters(text) in _letters(shown)), "")


def _without_site(title: str, sites: set[str]) -> str:
    """The title less the site's name behind or before it, less "by NAME" behind that and less its section before it."""
    title = SECTION.sub("", title)
    while found := SITE_TAIL.match(title):
        tail = _letters(found["site"])
        if tail not in sites and not tail.startswith("by ") and not any(_alike(tail, site) for site in sites):
            break
        title = found["title"]
    found = SITE_HEAD.match(title)
    return found["title"] if found and _letters(found["site"]) in sites else title


def _alike(one: str, other: str) -> bool:
    """Whether two names of a site are one with and without an article or an ending ("The X", "X news", "x.com")."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return len(short) > 3 and short in long and len(long) - len(short) <= 7


def _authors(tree: HtmlElement, metas: dict[str, list[str]], data: LinkedData, publisher: str) -> tuple[str, ...]:
    """Whom the article is credited to. A publisher's own name counts only where JSON-LD names nobody else."""
    found = bylines.names(data.authors())
    if found:
        return _people(found, publisher) or found
    for names, last_first in ((AUTHOR_METAS, False), (LIBRARY_AUTHOR_METAS, True)):
        for name in names:
            found = _people(bylines.names(metas.get(name, ()), last_first), publisher)
            if found:
                return found
    for place in AUTHOR_PLACES:
        texts = [_spaced(element) for element in tree.xpath(place)[:MAX_SEEN]]
        found = _people(bylines.names(text for text in texts[:4] if len(text) < 150), publisher)
        if found:
            return found
    return ()


def _spaced(element: HtmlElement) -> str:
    """Its text, with a semicolon where two pieces stand side by side without a space: a name and a job, two names."""
    text = ""
    for piece in element.itertext():
        apart = text and piece and not text[-1].isspace() and not piece[0].isspace()
        text += f"; {piece}" if apart and text[-1].isalnum() and piece[0].isalnum() else piece
    return text


def _people(names: tuple[str, ...], publisher: str) -> tuple[str, ...]:
    return tuple(name for name in names if not publisher or not _alike(_letters(name), _letters(publisher)))


def _published(tree: HtmlElement, metas: dict[str, list[str]], data: LinkedData, url: str) -> str:
    candidates = [data.first("datePublished"), *(value for name in DATE_METAS for value in metas.get(name, ())[:1])]
    candidates += [data.first("dateCreated", "uploadDate")]
    day = next((day for day in map(day_of, candidates) if day), "")
    return day or _shown_day(tree, metas, url)


def _shown_day(tree: HtmlElement, metas: dict[str, list[str]], url: str) -> str:
    """The day that the page shows or has in its address, from the surest places to the likely ones."""
    return _day_at(tree, SURE_DATE_PLACES) or _day_in_address(tree, metas, url) or _day_at(tree, LIKELY_DATE_PLACES)


def _day_at(tree: HtmlElement, places: tuple[str, ...]) -> str:
    for place in places:
        for element in tree.xpath(place)[:MAX_SEEN]:
            written = element.get("datetime") or element.get("content") or element.get("title") or ""
            day = day_of(written) or day_of(one_line(element.text_content()[:200]))
            if day:
                return day
    return ""


def _day_in_address(tree: HtmlElement, metas: dict[str, list[str]], url: str) -> str:
    canonical = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    for address in [url, *canonical[:1], *metas.get("og:url", ())]:
        found = IN_ADDRESS.search(address)
        day = day_of("-".join(found.groups())) if found else ""
        if day:
            return day
    return ""
