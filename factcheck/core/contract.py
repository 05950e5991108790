"""What every claim must keep, whichever engine proposes it; the rules of the house in one place.

A rule is a function from a draft and its ground to a sentence that says what is wrong, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core.wording import FIGURE_HEDGES, NEGATIONS, VERB_HEDGES, content_stems, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.records import ClaimDraft, Span

#: A claim longer than this is no minimal statement, whatever else it is. The longest of 1,578 careful ones has 430.
LONGEST_CLAIM = 4000

#: How many words may lie between two pieces of a claim that still belong to one clause; found by reading gaps.
NARROW_GAP = 3

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")

#: A figure with the signs that stand against it: 6.85% is not 6.85, and $5 is not 5.
_UNIT_BEFORE = r"(?:(?:US|A|C|NZ|HK|R)?[$€£¥₹₩₽₴]|[+±]) ?"
_UNIT_AFTER = (
    r"[ \u00a0\u2009\u202f]?(?:%|‰|°|€|£|[$](?!\d)|(?:km|kg|cm|mm|mph|kph|kW|MW|GW|[kMG]Wh|ha|mg|ml)(?:²|³|\b))"
)
_MEASURED = re.compile(rf"(?P<before>{_UNIT_BEFORE})?(?P<figure>\d+(?:[.,]\d+)*)(?P<after>{_UNIT_AFTER})?")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the claims of one article may stand on. `title_stems` and `all_stems` are worked out once."""

    text: str
    title_stems: frozenset[str]
    title_figures: frozenset[str]
    all_stems: frozenset[str]

    @classmethod
    def of(cls, text: str, title: str) -> Ground:
        """The ground of an article with this text and title."""
        titled = frozenset(stems(title))
        return cls(text, titled, frozenset(_FIGURE.findall(title)), titled | stems(text))


def broken_rule(draft: ClaimDraft, ground: Ground) -> str | None:
    """Why the contract refuses this draft, in one sentence; None if it keeps every rule."""
    for rule in _RULES:
        if reason := rule(draft, ground):
            return reason
    return None


def _has_a_text(draft: ClaimDraft, _: Ground) -> str | None:
    if not any(map(str.isalnum, draft.text)):
        return "The claim has no words."
    if len(draft.text) > LONGEST_CLAIM:
        return f"The claim has {len(draft.text)} characters; at most {LONGEST_CLAIM} are allowed."
    return None


def _scores_within_bounds(draft: ClaimDraft, _: Ground) -> str | None:
    return None if 0.0 <= draft.score <= 1.0 else f"The score {draft.score} is not between 0 and 1."


def _stands_in_the_text(draft: ClaimDraft, ground: Ground) -> str | None:
    if not draft.spans:
        return "The claim has no span in the text."
    at = 0
    for start, end in draft.spans:
        if not at <= start < end <= len(ground.text):
            return f"The span {start} to {end} is outside the text, out of order or overlaps another."
        at = end
    others = (*draft.antecedents, *draft.claimant_spans, *([draft.quotation] if draft.quotation else []))
    for start, end in others:
        if not 0 <= start < end <= len(ground.text):
            return f"The antecedent, claimant or quotation {start} to {end} is outside the text."
    return None


def _invents_no_word(draft: ClaimDraft, ground: Ground) -> str | None:
    given = _words_under(draft, ground) | ground.title_stems
    invented = content_stems(draft.text) - given
    if invented:
        return f"No span or antecedent of the claim has the words: {', '.join(sorted(invented))}."
    return None


def _names_a_claimant_of_the_text(draft: ClaimDraft, ground: Ground) -> str | None:
    unknown = content_stems(draft.claimant or "") - ground.all_stems
    return f"The article does not name the claimant: {', '.join(sorted(unknown))}." if unknown else None


def _changes_no_figure(draft: ClaimDraft, ground: Ground) -> str | None:
    under = " ".join(ground.text[start:end] for start, end in (*draft.spans, *draft.antecedents))
    figures = set(_FIGURE.findall(draft.text)) - set(_FIGURE.findall(under)) - ground.title_figures
    return f"The text under the claim has no figure {', '.join(sorted(figures))}." if figures else None


def _keeps_units(draft: ClaimDraft, ground: Ground) -> str | None:
    """A figure under the claim whose sign the claim, or the edge of a span, cuts off."""
    bare = {match["figure"] for match in _MEASURED.finditer(draft.text) if not match["before"] and not match["after"]}
    if not bare:
        return None
    whole: set[str] = set()
    cut: set[str] = set()
    for start, end in (*draft.spans, *draft.antecedents):
        around = ground.text[max(0, start - 4) : end + 5]
        for match in _MEASURED.finditer(around):
            measured = match["before"] or match["after"]
            (cut if measured else whole).add(match["figure"])
    lost = (bare & cut) - whole
    return f"The claim cuts the unit off {', '.join(sorted(lost))}." if lost else None


def _drops_no_negation(draft: ClaimDraft, ground: Ground) -> str | None:
    """Negations and hedges within the spans, just before one, or in a narrow gap between two must be in the claim."""
    said = set(tokens(draft.text))
    governing = {token for start, end in draft.spans for token in tokens(ground.text[start:end]) if token in NEGATIONS}
    for context, limits in _edges(draft, ground):
        governing |= {token for token in context if token in limits}
    dropped = governing - said
    return f"The claim leaves out: {', '.join(sorted(dropped))}." if dropped else None


def _edges(draft: ClaimDraft, ground: Ground) -> list[tuple[list[str], frozenset[str]]]:
    """The words that lie against the spans, with those among them that would change what the claim says."""
    edges: list[tuple[list[str], frozenset[str]]] = []
    for place, (start, end) in enumerate(draft.spans):
        before = ground.text[max(0, start - 24) : start]
        if place and start - draft.spans[place - 1].end <= len(before):
            before = ground.text[draft.spans[place - 1].end : start]
            if not re.search(r"[,;:()—–]", before) and len(words := tokens(before)) <= NARROW_GAP:
                edges.append((words, NEGATIONS | VERB_HEDGES))
            continue
        if re.search(r"\w\s+$", before):
            limits = NEGATIONS | (FIGURE_HEDGES if _FIGURE.match(ground.text, start, end) else frozenset())
            edges.append((tokens(before)[-1:], limits - {"without"}))
    return edges


def _words_under(draft: ClaimDraft, ground: Ground) -> set[str]:
    found: set[str] = set()
    for start, end in _joined((*draft.spans, *draft.antecedents)):
        found |= stems(ground.text[start:end])
    return found


def _joined(spans: tuple[Span, ...]) -> set[Span]:
    return set(spans)


_RULES: tuple[Callable[[ClaimDraft, Ground], str | None], ...] = (
    _has_a_text,
    _scores_within_bounds,
    _stands_in_the_text,
    _changes_no_figure,
    _keeps_units,
    _invents_no_word,
    _names_a_claimant_of_the_text,
    _drops_no_negation,
)
