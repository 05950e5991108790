"""A stored quotation, whole, against the words of a source."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

from factcheck.records import Finding, FindingKind, Relation, Span

#: Share of a quotation's words that must stand in order in one window: below it the words are others, not altered.
ALTERED_FROM = 0.6

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.)\]?")
#: Words between the kept parts that turn the meaning.
_TURNING = frozenset({"not", "no", "never", "without", "unless", "except", "but", "if", "only", "hardly"})


def compare_quotation(quotation: str, source: str) -> Finding:
    """Verbatim agrees; altered and badly cut differ; words that the source has nowhere are absent."""
    words = _words(source)
    parts = [[word for word, _, _ in _words(part)] for part in _ELLIPSIS.split(quotation)]
    places = _in_order([part for part in parts if part], [word for word, _, _ in words])
    if places:
        return _kept(quotation, words, places)
    return _altered(quotation, words)


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]


def _in_order(parts: list[list[str]], words: list[str]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    after = 0
    for part in parts:
        starts = range(after, len(words) - len(part) + 1)
        start = next((at for at in starts if words[at] == part[0] and words[at : at + len(part)] == part), None)
        if start is None:
            return []
        after = start + len(part)
        places.append((start, after))
    return places


def _kept(quotation: str, words: list[tuple[str, int, int]], places: list[tuple[int, int]]) -> Finding:
    span = Span(words[places[0][0]][1], words[places[-1][1] - 1][2])
    hidden = [word for (_, end), (start, _) in pairwise(places) for word, _, _ in words[end:start]]
    turned = [word for word in hidden if word in _TURNING or word.endswith("n't")]
    if turned:
        return _finding(quotation, Relation.DIFFERS, span, f'The ellipsis hides "{" ".join(hidden)}".')
    return _finding(quotation, Relation.AGREES, span, "The source has these words.")


def _altered(quotation: str, words: list[tuple[str, int, int]]) -> Finding:
    wanted = [word for word, _, _ in _words(quotation)]
    matcher = SequenceMatcher(None, [word for word, _, _ in words], wanted, autojunk=False)
    longest = matcher.find_longest_match()
    start = max(0, longest.a - longest.b)
    window = words[start : start + len(wanted) + 2]
    near = SequenceMatcher(None, [word for word, _, _ in window], wanted, autojunk=False)
    blocks = [block for block in near.get_matching_blocks() if block.size]
    if not wanted or sum(block.size for block in blocks) < ALTERED_FROM * len(wanted):
        return _finding(quotation, Relation.ABSENT, None, "The source does not have these words.")
    window = window[: blocks[-1].a + max(blocks[-1].size, len(wanted) - blocks[-1].b)]
    span = Span(window[0][1], window[-1][2])
    return _finding(quotation, Relation.DIFFERS, span, _difference([word for word, _, _ in window], wanted))


def _difference(source: list[str], quoted: list[str]) -> str:
    changes = SequenceMatcher(None, quoted, source, autojunk=False).get_opcodes()
    told = [f'"{" ".join(quoted[a:b])}" for "{" ".join(source[c:d])}"' for tag, a, b, c, d in changes if tag != "equal"]
    return f"The quotation has {', '.join(told)} of the source."


def _finding(quotation: str, relation: Relation, span: Span | None, words: str) -> Finding:
    return Finding(FindingKind.QUOTATION, relation, Span(0, len(quotation)), span, words)
