"""Earlier claims that say the same: which words to look for, and how alike two claims are.

The store finds candidates by their rarest words; here they are ordered by the runs of letters that they share with the
claim, so that other endings, spellings and compounds still count. Whether two claims that are alike differ in what they
assert is for `core.guarding` to say.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: Letters in a run. Chosen among 3 to 5, 3 to 4, 4 to 5 and 4 on the open sets (November 2026): the same within a
#: point, at a third of the cost.
RUN = 4

#: What the full-text rank adds to the likeness; chosen there among 0, .1, .2, .3, .5 and .8.
RANK_WEIGHT = 0.1

#: Words of a text that are looked for: a post has 60 at most; a pasted article must not become a query of thousands.
WORDS_MAX = 80

#: Code points of a candidate that are compared: ten times a claim, so that one pasted text does not hold up a match.
TEXT_MAX = 2_000

_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known claim: its words, more words about it (a title), its full-text rank (the more negative the nearer)."""

    number: int
    text: str
    more: str
    rank: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known claim's number, how near it is (orders only), and the share of letter runs in common, 0 to 1."""

    number: int
    score: float
    alike: float


def words_of(text: str) -> list[str]:
    """The words to look for, each once, addresses left out."""
    found = _WORD.findall(_ADDRESS.sub(" ", text).lower())
    return list(dict.fromkeys(found))[:WORDS_MAX]


def ordered(text: str, candidates: Sequence[Candidate]) -> list[Likeness]:
    """The candidates, the most alike first; of equals the earliest known.

    The cosine of their runs of letters, each weighed by how rare it is among the candidates: the method of TF-IDF
    retrieval, on character n-grams.
    """
    known = [_runs(f"{one.text} {one.more}") for one in candidates]
    within = Counter(run for runs in known for run in runs)
    rarity = {run: 1 + math.log((len(known) + 1) / (count + 1)) for run, count in within.items()}
    mine = _weighed(_runs(text), rarity, otherwise=1 + math.log(len(known) + 1))
    top = min((one.rank for one in candidates), default=0.0) or -1.0
    found = []
    for one, runs in zip(candidates, known, strict=True):
        alike = _cosine(mine, _weighed(runs, rarity, otherwise=0.0))
        found.append(Likeness(one.number, round(alike + RANK_WEIGHT * one.rank / top, 9), alike))
    return sorted(found, key=lambda one: (-one.score, one.number))


def _runs(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKD", _ADDRESS.sub(" ", text[:TEXT_MAX])).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    spaced = f" {' '.join(_WORD.findall(letters))} "
    return Counter(_every_run(spaced))


def _every_run(text: str) -> Iterator[str]:
    return (text[at : at + RUN] for at in range(len(text) - RUN + 1))


def _weighed(runs: Counter[str], rarity: Mapping[str, float], *, otherwise: float) -> dict[str, float]:
    """Each run with its weight, scaled so that the squares add up to one."""
    weights = {run: (1 + math.log(count)) * rarity.get(run, otherwise) for run, count in runs.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {run: weight / length for run, weight in weights.items()}


def _cosine(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    return sum(weight * mine[run] for run, weight in theirs.items() if run in mine)
