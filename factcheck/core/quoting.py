"""Words shown in their surroundings: a claim's inside their sentences, a passage's between its neighbours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core.anchoring import sentence_around
from factcheck.records import Span

AROUND_MAX = 240
"""Code points shown on each side of a passage at most: one long sentence, so that the passage stays the larger part."""

ALIKE = 0.4
"""Texts that share less of their words than this are shown whole: a line of mostly struck words helps nobody."""

WORDS = re.compile(r"\s+|\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of quoted words; `marked` ones are those that it is about, `gap` stands for words left out."""

    text: str
    marked: bool = False
    gap: bool = False


def in_sentences(text: str, spans: Sequence[Span]) -> tuple[Run, ...]:
    """The sentences that the spans lie in, with the spans marked; a gap between sentences that do not touch."""
    shown: list[Span] = []
    for span in sorted(spans):
        around = sentence_around(text, [span])
        if shown and not text[shown[-1].end : around.start].strip():
            shown[-1] = Span(shown[-1].start, max(shown[-1].end, around.end))
        else:
            shown.append(around)
    runs: list[Run] = []
    for around in shown:
        if runs:
            runs.append(Run("", gap=True))
        runs += _marked(text, around, [span for span in sorted(spans) if around.start <= span.start < around.end])
    return tuple(runs)


def _marked(text: str, around: Span, spans: Sequence[Span]) -> list[Run]:
    runs, at = [], around.start
    for span in spans:
        start, end = max(span.start, at), min(span.end, around.end)
        runs += [Run(text[at:start]), Run(text[start:end], marked=True)]
        at = max(at, end)
    runs.append(Run(text[at : around.end]))
    return [run for run in runs if run.text]


def around(text: str, span: Span) -> tuple[str, str]:
    """The words of the same paragraph before and after a span, with the white space that parts them from it.

    Cut between words, with an ellipsis where the paragraph goes on; empty where the span begins or ends it.
    """
    before = text[max(0, span.start - AROUND_MAX) : span.start].rsplit("\n", 1)[-1]
    after = text[span.end : span.end + AROUND_MAX].split("\n", 1)[0]
    if len(before) == AROUND_MAX and span.start > AROUND_MAX:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND_MAX and span.end + AROUND_MAX < len(text):
        after = after.rpartition(" ")[0] + " …"
    return (before if before.strip() else ""), (after if after.strip() else "")


def difference(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """What was cut and added between two texts, word by word: pairs of "same", "cut" or "added" and the words.

    Empty where the texts are the same, or so unlike that reading both is easier.
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    if old == new or difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() < ALIKE:
        return ()
    pieces: list[tuple[str, str]] = []
    cut = added = ""
    for kind, start, end, begin, finish in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, is_now = "".join(before[start:end]), "".join(after[begin:finish])
        if kind == "equal" and (was.strip() or not (cut or added)):
            pieces += [("cut", cut), ("added", added), ("same", was)]
            cut = added = ""
        else:  # a blank between two changes belongs to both
            cut, added = cut + was, added + is_now
    pieces += [("cut", cut), ("added", added)]
    return tuple((change, words) for change, words in pieces if words)
