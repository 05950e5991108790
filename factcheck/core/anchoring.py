"""Where exact words stand in a text: spans from pieces that a person copied, the sentence around a span, and the same
span in a newer text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from factcheck.errors import Invalid
from factcheck.records import Span

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n")
"""Good enough for context around a span: a wrong end shows a little more or less, and changes no claim."""

CONTEXT_MAX = 400
"""Code points of context on each side of a span at most: about three long sentences."""

NEIGHBOURS = 80
"""Code points beside a sentence that tell it from another that reads the same: about its neighbour's first words."""

CANDIDATES_MAX = 50
"""So many places that read the same are a table or a list, in which one cannot be told from another."""


def loosely(piece: str) -> re.Pattern[str]:
    """A pattern for the piece with any white space between its words, since a browser's copy may fold it."""
    return re.compile(r"\s+".join(re.escape(word) for word in piece.split()))


def locate(text: str, pieces: Sequence[str], offsets: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The spans of pieces copied from the text, in reading order.

    `offsets` says which occurrence is meant where a piece stands more than once (from a selection on the page);
    one that does not hold its piece is passed over. Raises `Invalid` for a piece that is not there, and for
    pieces that overlap.
    """
    selected = list(offsets)
    spans: list[Span] = []
    at = 0
    for piece in (piece.strip() for piece in pieces):
        if not piece:
            continue
        span = _selected(text, piece, selected) or _find(text, piece, at)
        if span is None:
            raise Invalid(
                "These words do not stand in the text: “%(piece)s”. Copy them exactly.", "pieces", piece=piece
            )
        spans.append(span)
        at = span.end
    spans.sort()
    for one, other in pairwise(spans):
        if other.start < one.end:
            raise Invalid("Two of the pieces overlap. Give each stretch of words once.", "pieces")
    return tuple(spans)


def _selected(text: str, piece: str, offsets: list[Span]) -> Span | None:
    """Take the first offset that holds the words of the piece: a form folds line ends as a browser's copy does."""
    words = piece.split()
    for span in offsets:
        found = text[span.start : span.end]
        if found.split() == words:
            offsets.remove(span)
            start = span.start + len(found) - len(found.lstrip())
            return Span(start, start + len(found.strip()))
    return None


def _find(text: str, piece: str, at: int) -> Span | None:
    pattern = loosely(piece)
    found = pattern.search(text, at) or pattern.search(text)
    return Span(*found.span()) if found else None


def sentence_around(text: str, spans: Sequence[Span]) -> Span:
    """The stretch from the start of the first span's sentence to the end of the last one's."""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    before = text[max(0, start - CONTEXT_MAX) : start]
    ends = list(SENTENCE_END.finditer(before))
    begin = start - len(before) + (ends[-1].end() if ends else 0)
    while begin < start and text[begin].isspace():
        begin += 1
    closing = SENTENCE_END.search(text, max(start, end - 1), end + CONTEXT_MAX)
    if closing:
        finish = max(end, closing.end() if text[closing.start()] != "\n" else closing.start())
    else:
        finish = min(len(text), end + CONTEXT_MAX)
    return Span(begin, finish)


def folded(text: str) -> str:
    """The text with single spaces for all white space: what is compared where only the words count."""
    return " ".join(text.split())


def find_again(old: str, span: Span, new: str) -> Span | None:
    """The span of the same words in a newer text, or none: it is an orphan then.

    A wrong place is worse than none, so the whole sentence around the words must read as it did, but for white space,
    and must be a sentence of its own in the newer text too. Of several such places the one between the same
    neighbours is taken; where that does not decide, none is.
    """
    sentence = sentence_around(old, [span])
    before, words, after = old[sentence.start : span.start], old[span.start : span.end], old[span.end : sentence.end]
    pattern = re.compile(f"{_spaced(before)}({_spaced(words)}){_spaced(after)}")
    places = [Span(*found.span(1)) for found in islice(pattern.finditer(new), CANDIDATES_MAX + 1)]
    if len(places) > CANDIDATES_MAX:
        return None
    wanted = folded(old[sentence.start : sentence.end])
    found = {place: sentence_around(new, [place]) for place in places}
    alike = [place for place, around in found.items() if folded(new[around.start : around.end]) == wanted]
    if len(alike) == 1:
        return alike[0]
    beside = _neighbours(old, sentence)
    same = {place: sum(map(str.__eq__, beside, _neighbours(new, found[place]))) for place in alike}
    best = [place for place in alike if same[place] == max(same.values()) > 0]
    return best[0] if len(best) == 1 else None


def _spaced(text: str) -> str:
    """A pattern for these very words with any white space where there is some."""
    return "".join(r"\s+" if part.isspace() else re.escape(part) for part in re.split(r"(\s+)", text))


def _neighbours(text: str, sentence: Span) -> tuple[str, str]:
    """What stands before and after a sentence, `NEIGHBOURS` code points of it, in single spaces."""
    before = folded(text[max(0, sentence.start - 2 * NEIGHBOURS) : sentence.start])[-NEIGHBOURS:]
    return before, folded(text[sentence.end : sentence.end + 2 * NEIGHBOURS])[:NEIGHBOURS]
