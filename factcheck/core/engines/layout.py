"""What of an article is running text: its paragraphs, without headings, captions, datelines and links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from factcheck.records import Span

#: A paragraph is cut into pieces of at most this many code points, so that one endless line stays cheap to parse.
LONGEST_PIECE = 2000

#: A line of at most this many words without a closing mark is a heading, where the text has closed lines at all.
LONGEST_HEADING = 14

#: A label before a colon is a speaker only if so many lines of the text carry labels.
FEWEST_SPEECHES = 2

#: A longer line is a paragraph, even if it begins like a link or a credit.
LONGEST_FURNITURE = 250

#: Shorter lines were not wrapped because the margin came.
SHORTEST_WRAPPED = 40

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CLOSED = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*\s*$|[\"”»]\s*$|—\s*$")
_BULLET = re.compile(r"\s*(?:[-*•‣▪–·]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_DATELINE = re.compile(
    r"\s*(?:"
    r"\(?[\w.-]+\.(?:com|org|net|co\.uk)\)?\s*[-–—]+\s*"
    r"|\([A-Z][\w. ]{1,30}\)\s*(?:--|[-–—])\s*"
    r"|[A-Z][A-Z.’' -]+[A-Z.](?:,? [A-Z][\w.’' ]{1,24}){0,2}(?:, [A-Z][\w. ,]{1,30})?"
    r"(?: \([^)]{1,40}\))?\s*(?:--|[–—]|- )\s*"
    r"|[A-Z][\w.’' ]{1,30}(?:, [A-Z][\w.]{1,20})?"
    r" \((?:AP|Reuters|AFP|CNN|VOA|UPI|TASS|dpa|Xinhua)\)\s*(?:--|[-–—])\s*"
    r")"
)
_FURNITURE = re.compile(
    r"\s*(?:related(?::| (?:stories|articles|links|news|content|coverage|topics))|"
    r"read (?:more|also|next|it|the full)|see also|more on|more from|watch(?: now)?:|listen:|photos?:|"
    r"images?:|image (?:credit|source|by)|video:|credits?:|sources?:|copyright|©|share (?:this|on)|follow (?:us|@)|"
    r"subscribe (?:to|now|here)|sign up (?:for|here|now)|click (?:here|on|to)|tap here|"
    r"advertisement\s*$|advertisement:|"
    r"sponsored (?:content|by)|all rights reserved|"
    r"this (?:article|story|post) (?:was|has been|first|originally)|"
    r"editor['’]?s['’]? note|correction:|updated?:|published:|posted (?:on|at|by):?|last (?:updated|modified)|"
    r"by [A-Z][\w.’'-]+ [A-Z][\w.’'-]+(?:,| and|\s*$|\s*\|)|reporting by|contact:|e-?mail:|tags?:|topics?:|"
    r"getty images|file photo|comments?\s*\(|\d+ (?:comments|shares)|https?://\S+\s*$|www\.\S+\s*$|@\w+\s*$)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\s*[\"“]?((?:[A-Z][A-Z.’'-]+|[A-Z][\w.’'-]*\.?|\(?[A-Z]{2,}\)?)"
    r"(?: (?:[A-Z][\w.’'-]*\.?|de|van|von|of|the|bin|al)){0,5}"
    r"(?:,? \([^)\n]{1,40}\))?(?=\s?:)|[QA](?=\.))(?:\s?:|\.)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of running text, the whole block of lines that it is part of, and in a transcript who speaks."""

    span: Span
    block: Span
    speaker: str | None = None
    speaker_span: Span | None = None


def paragraphs_of(text: str) -> list[Paragraph]:
    """The running text in reading order; whatever is furniture is left out."""
    blocks = _blocks_of(text)
    has_closed = any(_is_closed(text, block) for block in blocks)
    labels = _speaker_labels(text, blocks)
    found: list[Paragraph] = []
    speech = Paragraph(Span(0, 0), Span(0, 0))
    for block in blocks:
        start = _after(_BULLET, text, block.start, block.end)
        label = _SPEAKER.match(text, start, block.end) if labels else None
        if label and label.group(1) in labels:
            speech = Paragraph(block, block, label.group(1), Span(*label.span(1)))
            start = label.end()
        elif _is_furniture(text, start, block.end) or (has_closed and _is_heading(text, block)):
            continue
        start = _after(_DATELINE, text, start, block.end)
        found.extend(
            Paragraph(piece, block, speech.speaker, speech.speaker_span)
            for piece in _pieces(text, Span(start, block.end))
        )
    return found


def _blocks_of(text: str) -> list[Span]:
    """Lines, with those joined to the one before that only go on with its sentence (text wrapped by hand)."""
    blocks: list[Span] = []
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        line = Span(*match.span())
        if blocks and _goes_on(text, blocks[-1], line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _goes_on(text: str, before: Span, line: Span) -> bool:
    between = text[before.end : line.start]
    first = text[line.start : line.start + 1]
    return (
        before.end - before.start >= SHORTEST_WRAPPED
        and between in ("\n", "\r\n")
        and first.islower()
        and not _is_closed(text, before)
    )


def _is_furniture(text: str, start: int, end: int) -> bool:
    return end - start <= LONGEST_FURNITURE and bool(_FURNITURE.match(text, start, end))


def _is_closed(text: str, block: Span) -> bool:
    return bool(_CLOSED.search(text, max(block.start, block.end - 12), block.end))


def _is_heading(text: str, block: Span) -> bool:
    return (
        not _is_closed(text, block)
        and len(text[block.start : min(block.end, block.start + 400)].split()) <= LONGEST_HEADING
    )


def _speaker_labels(text: str, blocks: list[Span]) -> frozenset[str]:
    """The labels of a transcript; none where a colon after a capitalised word only happens now and then.

    In capitals, as transcripts have them, two labels are enough; in other letters one of them must come again.
    """
    labels = Counter(m.group(1) for block in blocks if (m := _SPEAKER.match(text, block.start, block.end)))
    if labels.total() < FEWEST_SPEECHES:
        return frozenset()
    if "Q" not in labels:
        del labels["A"]
    if not labels:
        return frozenset()
    if max(labels.values()) < FEWEST_SPEECHES and sum(label.isupper() for label in labels) < FEWEST_SPEECHES:
        return frozenset()
    return frozenset(labels)


def _after(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _pieces(text: str, span: Span) -> list[Span]:
    """The span, or pieces of it that are short enough to parse, cut where a sentence or at least a word ends."""
    pieces = []
    start, end = span
    while end - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = (
            max((m.end() for m in _SENTENCE_END.finditer(window)), default=0) or window.rfind(" ") + 1 or LONGEST_PIECE
        )
        pieces.append(Span(start, start + cut))
        start += cut
    return [*pieces, Span(start, end)] if text[start:end].strip() else pieces
