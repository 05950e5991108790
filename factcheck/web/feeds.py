"""Feeds of what is published, as Atom and as JSON Feed: everything, corrections, a claimant's, a publisher's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, url_for
from flask_babel import gettext
from lxml import etree

from factcheck.core.claimreview import moment
from factcheck.store import listing
from factcheck.store.listing import VerdictLine, Wanted
from factcheck.web import current, names
from factcheck.web.rendering import absolute, claim_address, rating_word, word

blueprint = Blueprint("feeds", __name__)

NEWEST = 50
"""Entries of a feed: more than a desk publishes between two visits of a reader's program."""

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00Z"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold, escaped or not."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, the path of its page, and the verdicts in it, the newest first."""

    title: str
    page: str
    lines: tuple[VerdictLine, ...]


@blueprint.get("/feed.<any(atom, json):form>", endpoint="verdicts")
def verdicts(form: str) -> Response:
    """The verdicts published last."""
    lines = listing.standing(current.database(), Wanted(), NEWEST)
    return _answer(Feed(current.site().name, url_for("reader.index"), lines), form)


@blueprint.get("/corrections.<any(atom, json):form>", endpoint="corrections")
def corrections(form: str) -> Response:
    """The corrections published last."""
    title = gettext("%(site)s: corrections", site=current.site().name)
    database = current.database()
    lines = [*listing.corrections(database, NEWEST), *listing.withdrawals(database, NEWEST)]
    lines = sorted(lines, key=changed, reverse=True)[:NEWEST]
    return _answer(Feed(title, url_for("reader.record.corrections"), tuple(lines)), form, of_versions=True)


@blueprint.get("/claimants/<key>.<any(atom, json):form>", endpoint="claimant")
def claimant(key: str, form: str) -> Response:
    """The verdicts on what somebody claimed."""
    found = names.bearing(key, listing.claimants(current.database()))
    lines = listing.standing(current.database(), Wanted(claimants=found), NEWEST)
    return _answer(Feed(_titled(found[0]), url_for("reader.record.claimant", key=key), lines), form)


@blueprint.get("/publishers/<key>.<any(atom, json):form>", endpoint="publisher")
def publisher(key: str, form: str) -> Response:
    """The verdicts on what a publisher's articles claim."""
    found = names.bearing(key, listing.publishers(current.database()))
    lines = listing.standing(current.database(), Wanted(publishers=found), NEWEST)
    return _answer(Feed(_titled(found[0]), url_for("reader.record.publisher", key=key), lines), form)


@blueprint.get("/topics/<key>.<any(atom, json):form>", endpoint="topic")
def topic(key: str, form: str) -> Response:
    """The verdicts under a topic that readers may see."""
    database, site = current.database(), current.site()
    found = names.bearing(key, listing.topics(database, site.topics))
    lines = listing.standing(database, Wanted(topics=found), NEWEST)
    return _answer(Feed(_titled(found[0]), url_for("reader.record.topic", key=key), lines), form)


def _titled(name: str) -> str:
    return str(gettext("%(site)s on %(name)s", site=current.site().name, name=name))


def _answer(feed: Feed, form: str, *, of_versions: bool = False) -> Response:
    write = as_atom if form == "atom" else as_json
    kind = "application/atom+xml" if form == "atom" else "application/feed+json"
    own = f"{feed.page.rstrip('/') or '/feed'}.{form}"
    return Response(write(feed, own, of_versions=of_versions), content_type=f"{kind}; charset=utf-8")


def title(line: VerdictLine) -> str:
    """The rating and the claim in a line."""
    verdict = line.verdict
    claim = verdict.claim_text.replace("“", "‘").replace("”", "’")
    said = word("withdrawn") if line.withdrawal else rating_word(verdict.rating.key, verdict.rating.label)
    return f"{said}: “{claim}”"


def changed(line: VerdictLine) -> str:
    """The moment at which the verdict became what the entry says."""
    return line.withdrawal.withdrawn_at if line.withdrawal else line.verdict.published_at or ""


def told(line: VerdictLine) -> str:
    """What stands in a feed of a verdict: who said it where, why it has its rating, what was corrected."""
    verdict = line.verdict
    if line.withdrawal:
        return line.withdrawal.note
    where = ", ".join(part for part in (verdict.claimant, line.publisher or line.where) if part)
    change = f"{word(verdict.correction)}: {verdict.correction_note}" if verdict.correction else ""
    return "\n\n".join(part for part in (change, verdict.reason, where) if part)


def identity(line: VerdictLine, *, of_versions: bool) -> str:
    """What an entry is known again by: the claim, or the version of the verdict on it; its words may change."""
    verdict = line.verdict
    version = f"#{'withdrawn' if line.withdrawal else 'verdict'}-{verdict.number}"
    return absolute(url_for("reader.claim_by_number", number=verdict.claim_id)) + (version if of_versions else "")


def as_json(feed: Feed, own: str, *, of_versions: bool = False) -> str:
    """The feed by jsonfeed.org, version 1.1."""
    items = [
        {
            "id": identity(line, of_versions=of_versions),
            "url": absolute(claim_address(line.verdict)),
            "title": title(line),
            "content_text": told(line),
            "summary": line.verdict.reason,
            "date_published": moment(changed(line) if of_versions else line.first_published),
            "date_modified": moment(changed(line)),
            "tags": [rating_word(line.verdict.rating.key, line.verdict.rating.label)],
        }
        for line in feed.lines
    ]
    site = current.site()
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(own),
        "authors": [{"name": site.name, "url": f"{site.url}/"}],
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False)


def as_atom(feed: Feed, own: str, *, of_versions: bool = False) -> bytes:
    """The feed by RFC 4287."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    latest = max((changed(line) for line in feed.lines), default="")
    _add(root, "title", feed.title)
    _add(root, "id", absolute(own))
    _add(root, "updated", moment(latest) or NEVER)
    _link(root, "self", absolute(own), "application/atom+xml")
    _link(root, "alternate", absolute(feed.page), "text/html")
    _add(_add(root, "author"), "name", current.site().name)
    for line in feed.lines:
        _entry(root, line, of_versions)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: etree._Element, line: VerdictLine, of_versions: bool) -> None:
    verdict, entry = line.verdict, _add(root, "entry")
    _add(entry, "title", title(line))
    _add(entry, "id", identity(line, of_versions=of_versions))
    _link(entry, "alternate", absolute(claim_address(verdict)), "text/html")
    _add(entry, "published", moment(changed(line) if of_versions else line.first_published))
    _add(entry, "updated", moment(changed(line)))
    entry.append(etree.Element(f"{{{ATOM}}}category", term=verdict.rating.key, label=plain(verdict.rating.label)))
    _add(entry, "summary", verdict.reason)
    _add(entry, "content", told(line)).set("type", "text")


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = plain(text)
    return element


def _link(parent: etree._Element, rel: str, address: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=address, type=kind)


def plain(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return NOT_XML.sub("", text)


def alternates(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """What a page's head says of its feeds: type, address and title; of pairs of a path without ending and a title."""
    kinds = (("application/atom+xml", "atom"), ("application/feed+json", "json"))
    return [(kind, f"{path}.{form}", said) for path, said in pairs for kind, form in kinds]
