"""What a model proposes → drafts: every piece is looked for in the article, offsets of a model are never asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from factcheck.core import checkworthy
from factcheck.llm.reading import Proposal
from factcheck.records import ClaimDraft, Span

PLACES_MAX = 50
"""Places of one piece that are looked at: of several chains of pieces, the tightest is meant."""

_ALIKE = {**dict.fromkeys('"“”„«»', '["“”„«»]'), **dict.fromkeys("'‘’", "['‘’]"), **dict.fromkeys("-–—", "[-–—]")}
_LEFT_OPEN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)
_QUOTES = re.compile('["“”„«»]')


def draft_of(proposal: Proposal, text: str, part: Span) -> ClaimDraft:
    """The draft with its spans; without any where a piece is not in the part, so that the contract refuses it."""
    spans = _in_order([_places(piece, text, part) for piece in proposal.pieces])
    whole = Span(0, len(text))
    antecedents = [_nearest(piece, text, whole, spans) for piece in proposal.antecedents]
    claimant = _nearest(proposal.claimant, text, whole, spans) if proposal.claimant else None
    score, reasons = checkworthy.score(proposal.text)
    quoted = proposal.quoted and bool(spans) and _near_quotation_marks(text, spans)
    return ClaimDraft(
        text=proposal.text,
        spans=spans,
        antecedents=tuple(sorted({span for span in antecedents if span})),
        claimant=proposal.claimant,
        claimant_spans=(claimant,) if claimant else (),
        quoted=quoted,
        kind=proposal.kind or checkworthy.kind_of(proposal.text, quoted),
        score=score,
        reasons=reasons,
        open_reference=proposal.open_reference or bool(_LEFT_OPEN.match(proposal.text)),
    )


def _places(piece: str, text: str, within: Span) -> list[Span]:
    """Where the words stand, whatever the white space and the shape of quotation marks between them."""
    words = [r"".join(_ALIKE.get(letter, re.escape(letter)) for letter in word) for word in piece.split()]
    edged = (r"(?<!\w)" if piece.strip()[0].isalnum() else "") + r"\s+".join(words)
    edged += r"(?!\w)" if piece.strip()[-1].isalnum() else ""
    found = re.compile(edged).finditer(text, within.start, within.end)
    return [Span(*match.span()) for match in islice(found, PLACES_MAX)]


def _in_order(places: Sequence[list[Span]]) -> tuple[Span, ...]:
    """One place for each piece, in reading order and as near together as can be; none where one has no place."""
    if not places or not all(places):
        return ()
    ordered = sorted(places, key=lambda found: found[0])
    chains = [chain for first in ordered[0] if (chain := _chain(first, ordered[1:]))]
    return min(chains, key=lambda chain: chain[-1].end - chain[0].start, default=())


def _chain(first: Span, others: Sequence[list[Span]]) -> tuple[Span, ...]:
    chain = [first]
    for found in others:
        after = next((span for span in found if span.start >= chain[-1].end), None)
        if after is None:
            return ()
        chain.append(after)
    return tuple(chain)


def _nearest(piece: str, text: str, within: Span, spans: Sequence[Span]) -> Span | None:
    """The last place before the claim's words, else the first one."""
    found = _places(piece, text, within)
    before = [span for span in found if spans and span.start <= spans[0].start]
    return before[-1] if before else found[0] if found else None


def _near_quotation_marks(text: str, spans: Sequence[Span]) -> bool:
    start = text.rfind("\n", 0, spans[0].start) + 1
    end = text.find("\n", spans[-1].end)
    return bool(_QUOTES.search(text[start : end if end >= 0 else len(text)]))
