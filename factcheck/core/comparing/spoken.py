"""Words as they are spoken: one form for what only writing tells apart, as case, spelling, "10" and "ten"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from factcheck.core.comparing.spelling import plain
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:\b(?:co|e|non|re|pre|anti|mid|multi|semi)-)?[^\W_]+(?:['’‘`][^\W_]+)*(?:[.,]\d+)*|%|&",
    re.IGNORECASE,
)
_UNSPOKEN = str.maketrans({"’": "'", "‘": "'", "`": "'", ".": None, ",": None, "-": None})
_ELLIPSIS = re.compile(r"[\[(]?\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?[\])]?")
#: "[T]he" has its letter, "friend[s]" has one too many, and "[the mayor]" stands for other words.
_FIRST_LETTER = re.compile(r"\[(\w)\](?=\w)")
_ENDING = re.compile(r"(?<=\w)\[\w{1,4}\]")
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]")

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
_SAME = MappingProxyType(
    {word: str(value) for value, word in enumerate(_NUMBERS.split()) if word != "one"} | {"%": "percent", "&": "and"}
)


class Said(NamedTuple):
    """One word as it sounds, and its place in the text."""

    sound: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a quotation that stand together; `open` says that brackets before them stand for other words."""

    words: tuple[Said, ...]
    open: bool


def said(text: str, start: int = 0, end: int | None = None) -> list[Said]:
    """The words of a text, or of a part of it, in reading order; what stands in square brackets was not said."""
    blanked = _BRACKETS.sub(_blank, _without_letters(text))
    found = _WORD.finditer(blanked, start, len(blanked) if end is None else end)
    return list(_joined(Said(_sound(word.group()), Span(*word.span())) for word in found))


def parts_of(quotation: str) -> list[Part]:
    """The parts of a quotation between its ellipses and its brackets, in reading order."""
    text = _without_letters(quotation)
    joints = sorted(
        (Span(*found.span()), pattern is _BRACKETS)
        for pattern in (_ELLIPSIS, _BRACKETS)
        for found in pattern.finditer(text)
    )
    parts: list[Part] = []
    start, is_open = 0, False
    for joint, is_bracket in [*joints, (Span(len(text), len(text)), False)]:
        if words := said(quotation, start, max(start, joint.start)):
            parts.append(Part(tuple(words), is_open))
            is_open = False
        if joint.end > start:  # an ellipsis in brackets is an ellipsis
            start, is_open = joint.end, is_bracket
    return parts


def _without_letters(text: str) -> str:
    return _ENDING.sub(_blank, _FIRST_LETTER.sub(r"  \1", text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


@lru_cache(maxsize=50_000)
def _sound(written: str) -> str:
    word = plain(written.lower().translate(_UNSPOKEN))
    return _SAME.get(word, word)


def _joined(words: Iterator[Said]) -> Iterator[Said]:
    """ "Per cent" is one word."""
    before: Said | None = None
    for word in words:
        if before is not None and (before.sound, word.sound) == ("per", "cent"):
            before = Said("percent", Span(before.span.start, word.span.end))
            continue
        if before is not None:
            yield before
        before = word
    if before is not None:
        yield before
