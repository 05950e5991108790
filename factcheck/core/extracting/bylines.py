"""Names of authors out of what pages write where an author should stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.core.characters import one_line

MAX_AUTHORS = 20
MAX_NAME = 60  # characters; longer ones are biographies
BY = re.compile(
    r"^(?:(?:written|story|words|report(?:ed|ing)?|text|analysis|opinion|posted|published|article|updated)\s+)?(?:by|from|von|por|par)\b[:\s]+",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:authors?|byline|reporters?|writers?)\s*[:|]\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:;|\||•|·|\s/\s|\s&\s|\band\b|\bund\b|\by\b(?=\s[A-Z])|\bwith\b)\s*", re.IGNORECASE)
ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|journalist|producer|columnist|contributor|staff|chief|news|"
    r"bureau|desk|team|political|senior|phd|ph\.d|md|m\.d|analyst|professor|fellow|director|freelance|"
    r"media|press|business|magazine|network)\b|^[A-Z]{2,4}$",
    re.IGNORECASE,
)
FOR_PAPER = re.compile(r"\s+(?:for|at|of|in)\s+(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*$")
NO_NAME = re.compile(
    r"https?:|www\.|@|^\(|\.(?:com|org|net)\b|\d{2}|^(?:admin(?:istrator)?|webmaster|editor|staff|author|guest|user|home)$"
    r"|^(?:null|none|undefined|unknown|anonymous|share|follow|print|sign (?:up|in)|log ?in|subscribe|newsletters?)$"
    r"|^(?:read more|view (?:bio|all|profile)|comments?)$",
    re.IGNORECASE,
)
SLUG = re.compile(r"[a-z]+(?:[-_.][a-z]+)+|[a-z]+\d*")


def names(written: Iterable[str], last_first: bool = False) -> tuple[str, ...]:
    """The names in such strings, each once, in order. `last_first` reads "Doe, Jane" as libraries write it."""
    found: dict[str, str] = {}
    for text in written:
        for part in _parts(one_line(text), last_first):
            name = _name(part)
            if name:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MAX_AUTHORS]


def _parts(text: str, last_first: bool) -> list[str]:
    text = LABEL.sub("", BY.sub("", text))
    if last_first and text.count(",") == 1:
        last, first = text.split(",")
        return [f"{first.strip()} {last.strip()}"]
    parts = [part for chunk in BETWEEN.split(text) for part in chunk.split(",")]
    if len(parts) > 1:
        parts = [part for part in parts if not ROLE.search(part)] or parts[:1]
    return parts


def _name(text: str) -> str:
    name = BY.sub("", text.strip(' \t,;:|–—-*"“”'))
    name = re.sub(r"\s*\([^)]*\)$|\s*<[^>]*>$|\s+\S+@\S+$", "", name).strip()
    if name.count(" ") >= 2:
        shorter = FOR_PAPER.sub("", name)
        name = shorter if " " in shorter else name
    if not 2 < len(name) <= MAX_NAME or NO_NAME.search(name) or SLUG.fullmatch(name) or len(name.split()) > 6:
        return ""
    return name if any(char.isalpha() for char in name) else ""
