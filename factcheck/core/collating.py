"""Two texts of one document beside each other, paragraph by paragraph, as one who collates editions sets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from factcheck.core.anchoring import folded
from factcheck.core.quoting import difference

PARAGRAPHS_MAX = 2_000
"""Paragraphs that are matched with one another, on each side: a news page has 30, a report of 300 pages about 1,500."""

PAIRS_MAX = 10_000
"""Pairs of paragraphs that read the same: most stand for themselves; where one line comes again and again, the time of
matching grows with the square of these.
"""

WORDS_MAX = 300
"""Words of a paragraph that are compared one by one; the time grows with their square, and longer ones are tables."""

WORDS_IN_ALL = 10_000
"""Words of a document that are compared one by one: about a second at worst; what follows is set whole."""

Piece = tuple[str, str]
"""("same" | "cut" | "added", text)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the older text beside the newer one's; either may be empty. `left_out` counts the same ones that
    are not shown in this place, and then both are empty.
    """

    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    left_out: int = 0


def collate(old: str, new: str) -> tuple[Row, ...]:
    """The rows in which two texts differ, each run of them between its neighbours; empty where the words are the same.

    White space is no difference. Struck and inserted words are told within paragraphs that share enough of them.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    rows: list[Row] = []
    left = WORDS_IN_ALL
    acts = _acts(before, after)
    for place, (act, start, end, begin, finish) in enumerate(acts):
        if act == "equal":
            rows += _neighbours(before[start:end], first=place == 0, last=place == len(acts) - 1)
            continue
        for one, other in zip_longest(before[start:end], after[begin:finish], fillvalue=""):
            words = len(one.split()) + len(other.split())
            rows.append(_row(one, other, by_words=words <= min(2 * WORDS_MAX, left)))
            left -= words
    return tuple(rows) if any(act != "equal" for act, *_ in acts) else ()


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(folded, text.split("\n")) if line]


def _acts(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The acts that make one list of the other; where matching takes too long, all between the same ends is one."""
    counted = Counter(after)
    if max(len(before), len(after)) <= PARAGRAPHS_MAX and sum(counted[one] for one in before) <= PAIRS_MAX:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    head = sum(1 for _ in _same(before, after))
    rest = min(len(before), len(after)) - head
    tail = sum(1 for _ in _same(before[::-1][:rest], after[::-1][:rest]))
    acts = [
        ("equal", 0, head, 0, head),
        ("replace", head, len(before) - tail, head, len(after) - tail),
        ("equal", len(before) - tail, len(before), len(after) - tail, len(after)),
    ]
    return [act for act in acts if act[1] < act[2] or act[3] < act[4]]


def _same(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _neighbours(same: Sequence[str], *, first: bool, last: bool) -> list[Row]:
    """Of paragraphs that are the same those that stand beside a difference, and a count in the place of the others."""
    shown = [
        (place, one)
        for place, one in enumerate(same)
        if (place == 0 and not first) or (place == len(same) - 1 and not last)
    ]
    rows = [Row((("same", one),), (("same", one),)) for _, one in shown]
    if len(shown) < len(same):
        rows.insert(0 if first else 1, Row(left_out=len(same) - len(shown)))
    return rows


def _row(one: str, other: str, *, by_words: bool) -> Row:
    pieces = difference(one, other) if by_words and one and other else ()
    pieces = pieces or tuple(piece for piece in (("cut", one), ("added", other)) if piece[1])
    return Row(
        tuple(piece for piece in pieces if piece[0] != "added"), tuple(piece for piece in pieces if piece[0] != "cut")
    )
