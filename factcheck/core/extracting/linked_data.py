"""What a page says about itself in JSON-LD, the machine-readable description that search engines read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

MAX_SCRIPT_CHARS = 2_000_000  # live blogs write all their entries there
MAX_NODES = 2_000
ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|CreativeWork)$|^(?:NewsArticle|ClaimReview|Episode)$")
PAGE = re.compile(r"^(?:Web|Item|About|Collection)Page$")
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",\s*([}\]])")

Node = dict[str, Any]


class LinkedData:
    """The JSON-LD nodes of a page, those of the article itself first."""

    def __init__(self, tree: HtmlElement) -> None:
        nodes = list(_nodes(tree))
        self._by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
        articles = [node for node in nodes if _is(node, ARTICLE)]
        articles.sort(key=lambda node: not (node.get("headline") and (node.get("datePublished") or node.get("author"))))
        self.articles = articles[:1] if articles and articles[0].get("headline") else articles
        self._rest = articles[1:] + [node for node in nodes if _is(node, PAGE)]

    def first(self, *names: str) -> str:
        """The first text under one of these names, articles before pages."""
        for node in self.articles + self._rest:
            for name in names:
                value = node.get(name)
                value = value[0] if isinstance(value, list) and value else value
                if isinstance(value, (str, int)) and str(value).strip():
                    return html.unescape(str(value)).strip()
        return ""

    def authors(self) -> list[str]:
        """The authors' names of the first node that has any."""
        for node in self.articles + self._rest:
            found = [name for name in self._people(node.get("author") or node.get("creator")) if name]
            if found:
                return found
        return []

    def publisher(self) -> str:
        """The publisher's name, if said."""
        for node in self.articles + self._rest:
            for name in self._people(node.get("publisher")):
                return name
        return ""

    def _people(self, value: Any) -> Iterator[str]:
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str):
                yield html.unescape(entry)
            elif isinstance(entry, dict):
                whole = {**self._by_id.get(str(entry.get("@id")), {}), **entry}
                name = whole.get("name") or whole.get("byline") or whole.get("alternateName")
                for one in name if isinstance(name, list) else [name]:
                    if isinstance(one, str):
                        yield html.unescape(one)


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and bool(pattern.search(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    count = 0
    for script in tree.iter("script"):
        if (
            "ld+json" not in (script.get("type") or "").lower()
            or not script.text
            or len(script.text) > MAX_SCRIPT_CHARS
        ):
            continue
        waiting = [_parsed(script.text)]
        while waiting and count < MAX_NODES:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting[:0] = value
            elif isinstance(value, dict):
                count += 1
                yield value
                waiting[:0] = [
                    value[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                    if key in value
                ]


def _parsed(text: str) -> Any:
    """The JSON, forgiving what is commonly wrong with it: wrapping comments, raw line breaks, a comma too many."""
    text = WRAPPING.sub("", text).strip()
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
