"""Markdown → article text: front matter read, the first heading taken as title, the marks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.core.characters import one_line
from factcheck.core.extracting import bylines
from factcheck.core.extracting.cleaning import joined
from factcheck.core.extracting.dating import day_of
from factcheck.core.extracting.linking import Candidate, outgoing
from factcheck.core.extracting.plain_text import MAX_HEADLINE, read_text
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

MAX_CHARS = 1_000_000  # past either the text is taken as plain: the parser is slow on long and on crowded ones
MAX_BRACKETS = 5_000
MAX_NESTING = 50
FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"(\w[\w -]{0,30}):[ \t]*(.*)")
ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")
GROUPS = frozenset(f"{kind}_{side}" for kind in ("bullet_list", "ordered_list", "table") for side in ("open", "close"))
HTML_TAG = re.compile(r"<[^<>]{1,1000}>")


def read_markdown(text: str) -> Extracted:
    """The article; title, author and date come from the front matter where there is one."""
    text = text.replace("\r\n", "\n")
    front = FRONT_MATTER.match(text)
    fields = _fields(front[1]) if front else {}
    text = text[front.end() :] if front else text
    if len(text) > MAX_CHARS or text.count("[") > MAX_BRACKETS:
        return read_text(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").parse(text)
    blocks = [block for block in _blocks(tokens) if block]
    title = next(iter(fields.get("title", [])), "") or _first_heading(tokens)
    if blocks and title and blocks[0] == title:
        blocks = blocks[1:]
    if not blocks:
        raise ExtractionFailed("There is no text in it.")
    body = joined(blocks)
    return Extracted(
        text=body,
        title=title[:MAX_HEADLINE],
        authors=bylines.names([*fields.get("author", []), *fields.get("authors", [])]),
        publisher=next(iter(fields.get("publisher", []) or fields.get("site", [])), ""),
        published=next((day for key in ("date", "published") for day in map(day_of, fields.get(key, [])) if day), ""),
        links=outgoing(body, _links(tokens)),
    )


def _fields(front: str) -> dict[str, list[str]]:
    """The front matter's fields, each a list of values. Lists and plain values of YAML, no more of it."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in front.split("\n"):
        field, item = FIELD.fullmatch(line), ITEM.fullmatch(line)
        if field:
            values = fields.setdefault(field[1].lower(), [])
            inner = field[2].strip()
            parts = inner[1:-1].split(",") if inner.startswith("[") and inner.endswith("]") else [inner]
            values.extend(filter(None, map(_bare, parts)))
        elif item:
            values.append(_bare(item[1]))
    return fields


def _bare(value: str) -> str:
    return one_line(value).strip("\"'")


def _first_heading(tokens: list[Token]) -> str:
    """The heading that the text begins with, if it does."""
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        return one_line(_plain(tokens[1]))
    return ""


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """Paragraphs in order; the items of a list and the rows of a table are the lines of one block."""
    lines: list[str] = []
    cells: list[str] = []
    depth, in_row = 0, False
    for token in tokens:
        if token.type in GROUPS:
            depth += token.nesting
            if not depth:
                yield "\n".join(filter(None, lines))
                lines = []
        elif token.type in ("tr_open", "tr_close"):
            in_row = token.nesting > 0
            lines.append(" | ".join(filter(None, cells)))
            cells = []
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            text = one_line(_plain(token))
            if depth:
                (cells if in_row else lines).append(text)
            else:
                yield text


def _plain(token: Token) -> str:
    if token.type != "inline":
        return HTML_TAG.sub(" ", token.content) if token.type == "html_block" else token.content
    return _shown(token.children or [])


def _shown(children: list[Token]) -> str:
    kinds = {"text": None, "code_inline": None, "softbreak": "\n", "hardbreak": "\n"}
    return "".join(kinds[child.type] or child.content for child in children if child.type in kinds)


def _links(tokens: list[Token]) -> Iterator[Candidate]:
    """The links of the paragraphs, with the words between their marks."""
    for token in tokens:
        children = token.children or []
        paragraph = one_line(_plain(token)) if children else ""
        for number, child in enumerate(children):
            if child.type == "link_open":
                ends = (at for at, one in enumerate(children) if at > number and one.type == "link_close")
                words = one_line(_shown(children[number : next(ends, None)]))
                at = paragraph.find(words, len(one_line(_shown(children[:number]))))
                yield str(child.attrGet("href")), words if at >= 0 else "", paragraph, max(at, 0)
