"""How good proposed claims are: paired with the claims that a careful person annotated, by the words that they share.

A claim is a bag of stems: content words weigh 1, figures, negations and hedges 2, function words nothing. Two claims
are as alike as the F1 of their bags; the most alike are paired first, one to one, and a pair is found from `FOUND` on.
The words here are the measure's own, apart from the contract's in `wording`: figures of two days can be compared only
while the measure stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from factcheck.core.wording import vocabulary
from factcheck.records import ArticleText, ClaimDraft, Span

FOUND = 0.75
"""How alike a pair must be to say the same: read by hand in November 2026, pairs below lack a name or a condition."""

FIGURE_WEIGHT, WORD_WEIGHT = 2.0, 1.0

_EMPTY = vocabulary(
    "a an the this that these those there here i me my we us our you your he him his she her it its they them their "
    "who whom whose which what of in on at by for with to from into over under as about against between through "
    "during before after and or but nor so than then because if when while where also s t re ve d ll m "
    "am is are was were be been being do does did has have had having will would shall should can could say says said"
)
_HEAVY = vocabulary(
    "no not never none nobody without may might could nearly almost about least most more less fewer "
    "half double triple quadruple million billion trillion percent"
)
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "es", "ly", "s", "e")
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")

#: Words that point elsewhere wherever they stand, and those that do so only as the first word of a claim.
_POINTING = vocabulary("he she they him them")
_POINTING_FIRST = _POINTING | vocabulary("it we i you his her their its our my this that these those such")

Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Gold:
    """One claim as a careful person annotated it; `spans` are where its pieces stand."""

    text: str
    spans: tuple[Span, ...]
    claimant: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with all of its claims."""

    name: str
    article: ArticleText
    claims: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted over one article or many; tallies add up, and the shares follow from the sums.

    Letters are letters and digits in the spans of found pairs. A claim is loose where it points elsewhere and is
    neither quoted nor marked as an open reference.
    """

    gold: int = 0
    proposed: int = 0
    found: int = 0
    grounded: int = 0
    loose: int = 0
    open: int = 0
    same_claimant: int = 0
    same_quoted: int = 0
    gold_letters: int = 0
    proposed_letters: int = 0
    shared_letters: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def shares(self) -> dict[str, float]:
        """Every measure by its name, from 0 to 1; 0 where there was nothing to count."""
        return {
            "precision": _share(self.found, self.proposed),
            "recall": _share(self.found, self.gold),
            "f1": _share(2 * self.found, self.proposed + self.gold),
            "span_f1": _share(2 * self.shared_letters, self.gold_letters + self.proposed_letters),
            "grounded": _share(self.grounded, self.proposed),
            "loose": _share(self.loose, self.proposed),
            "open": _share(self.open, self.proposed),
            "claimant": _share(self.same_claimant, self.found),
            "quoted": _share(self.same_quoted, self.found),
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and a proposed one, by their places in their lists, and how alike they are, 0 to 1."""

    likeness: float
    gold: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that found no partner: the nearest claim on the other side, "" where none shares a word with it."""

    text: str
    nearest: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one article. The worst misses stand first: those that nothing comes near."""

    name: str
    tally: Tally
    missed: tuple[Miss, ...]
    extra: tuple[Miss, ...]


def measure(annotated: Annotated, proposed: Sequence[ClaimDraft]) -> Measured:
    """Count how well the proposed claims of an article agree with the annotated ones."""
    gold_bags = [bag(claim.text) for claim in annotated.claims]
    proposed_bags = [bag(claim.text) for claim in proposed]
    pairs = [pair for pair in paired(gold_bags, proposed_bags) if pair.likeness >= FOUND]
    tally = _counted(annotated, proposed, proposed_bags)
    for pair in pairs:
        tally += _agreement(annotated.article.text, annotated.claims[pair.gold], proposed[pair.proposed])
    gold_side = [(claim.text, words) for claim, words in zip(annotated.claims, gold_bags, strict=True)]
    proposed_side = [(claim.text, words) for claim, words in zip(proposed, proposed_bags, strict=True)]
    missed = _misses(gold_side, proposed_side, {pair.gold for pair in pairs})
    extra = _misses(proposed_side, gold_side, {pair.proposed for pair in pairs})
    return Measured(annotated.name, tally, missed, extra)


def bag(text: str) -> dict[str, float]:
    """The stems of a text with their weights."""
    weights: dict[str, float] = {}
    spelled = text.lower().replace("’", "'").replace("%", " percent ").replace("n't", " not")
    for token in (found.replace(",", "") for found in _TOKEN.findall(spelled)):
        if token not in _EMPTY:
            heavy = token in _HEAVY or any(map(str.isdecimal, token))
            stem = _stem(token)
            weights[stem] = max(weights.get(stem, 0.0), FIGURE_WEIGHT if heavy else WORD_WEIGHT)
    return weights


def _stem(token: str) -> str:
    """A word without its ending, where it is longer than four letters and keeps three."""
    if token.isdigit() or len(token) <= 4:
        return token
    endings = (ending for ending in _ENDINGS if token.endswith(ending) and len(token) - len(ending) >= 3)
    return token.removesuffix(next(endings, ""))


def likeness(one: Bag, other: Bag) -> float:
    """The F1 of two bags, 0 to 1; a word that both have counts as much as it weighs in the first."""
    shared = sum(weight for stem, weight in one.items() if stem in other)
    return _share(2 * shared, sum(one.values()) + sum(other.values()))


def paired(gold: Sequence[Bag], proposed: Sequence[Bag]) -> Iterator[Pair]:
    """Pairs that share anything, one to one, the most alike first; among equals those that come first in the text."""
    possible = [
        Pair(alike, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(proposed)
        if (alike := likeness(one, other))
    ]
    taken_gold: set[int] = set()
    taken_proposed: set[int] = set()
    for pair in sorted(possible, key=lambda pair: (-pair.likeness, pair.gold, pair.proposed)):
        if pair.gold not in taken_gold and pair.proposed not in taken_proposed:
            taken_gold.add(pair.gold)
            taken_proposed.add(pair.proposed)
            yield pair


def _counted(annotated: Annotated, proposed: Sequence[ClaimDraft], bags: Sequence[Bag]) -> Tally:
    """What can be said of the proposed claims without the annotated ones."""
    article = annotated.article
    words = bag(f"{article.title}\n{article.text}").keys()
    grounded = [
        _in_order(claim.spans, len(article.text)) and stems.keys() <= words
        for claim, stems in zip(proposed, bags, strict=True)
    ]
    return Tally(
        gold=len(annotated.claims),
        proposed=len(proposed),
        grounded=sum(grounded),
        loose=sum(_points_elsewhere(claim.text) for claim in proposed if not (claim.quoted or claim.open_reference)),
        open=sum(claim.open_reference for claim in proposed),
    )


def _in_order(spans: Sequence[Span], length: int) -> bool:
    """Is there at least one span, and does each lie in the text behind the one before it?"""
    at = 0
    for start, end in spans:
        if not at <= start < end <= length:
            return False
        at = end
    return bool(spans)


def _points_elsewhere(text: str) -> bool:
    words = _WORD.findall(text.lower())
    first = _WORD.match(text.lower())
    return bool(first and first.group() in _POINTING_FIRST) or not _POINTING.isdisjoint(words)


def _agreement(text: str, gold: Gold, proposed: ClaimDraft) -> Tally:
    """What a found pair agrees in, beside its words."""
    wanted, given = _letters(text, gold.spans), _letters(text, proposed.spans)
    return Tally(
        found=1,
        same_claimant=same_claimant(gold.claimant, proposed.claimant),
        same_quoted=gold.quoted == proposed.quoted,
        gold_letters=len(wanted),
        proposed_letters=len(given),
        shared_letters=len(wanted & given),
    )


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, min(end, len(text))) if text[place].isalnum()}


def same_claimant(one: str | None, other: str | None) -> bool:
    """Both the article itself; else the same last word (the family name), or half of all words the same."""
    if not one or not other:
        return not one and not other
    first, second = bag(one), bag(other)
    return list(first)[-1:] == list(second)[-1:] or likeness(first, second) >= 0.5


def _misses(
    side: Sequence[tuple[str, Bag]], other_side: Sequence[tuple[str, Bag]], found: set[int]
) -> tuple[Miss, ...]:
    misses = []
    for place, (text, words) in enumerate(side):
        if place not in found:
            alike, nearest = max(((likeness(words, other), text) for text, other in other_side), default=(0.0, ""))
            misses.append(Miss(text, nearest if alike else "", alike))
    return tuple(sorted(misses, key=lambda miss: miss.likeness))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
