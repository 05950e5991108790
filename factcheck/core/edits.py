"""What a desk made of the claims that an engine proposed: its quality in the eyes of those who work with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.core.measuring import bag, likeness
from factcheck.records import Closed, Kind, Span, State


class Fate(StrEnum):
    """What became of a proposed claim; each has exactly one, as the claim stands now."""

    WAITING = "waiting"
    KEPT = "kept"
    REWORDED = "reworded"
    RETIED = "retied"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Wording:
    """All of a claim that a person may edit."""

    text: str
    claimant: str | None
    kind: Kind
    anchors: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as an engine proposed it, and as it stands now."""

    engine: str
    version: str
    proposed: Wording
    standing: Wording
    state: State
    closed_because: Closed | None

    @property
    def fate(self) -> Fate:
        """Closing goes over editing, other words over other ties; nobody's hand on it means that it waits."""
        if self.closed_because is not None:
            return Fate(self.closed_because)
        if self.standing.text != self.proposed.text:
            return Fate.REWORDED
        if self.standing != self.proposed:
            return Fate.RETIED
        return Fate.WAITING if self.state is State.NEW else Fate.KEPT

    @property
    def likeness(self) -> float:
        """How much of the words was kept, 0 to 1, as claims are compared when an engine is measured."""
        return likeness(bag(self.proposed.text), bag(self.standing.text))


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the claims of one engine in one version; `added` are those that people found and it did not."""

    engine: str
    version: str
    fates: Mapping[Fate, int]
    likeness: float
    added: int

    @property
    def looked_at(self) -> int:
        """Claims that somebody took up: all but the waiting ones."""
        return sum(count for fate, count in self.fates.items() if fate is not Fate.WAITING)

    @property
    def share(self) -> float:
        """Kept as proposed, of those that were looked at; 0 where none was."""
        return self.fates[Fate.KEPT] / self.looked_at if self.looked_at else 0.0


def kept(proposals: Iterable[Proposal], added: Mapping[tuple[str, str], int]) -> list[Kept]:
    """One record for each engine and version, by name; `added` maps the same pairs to what people added."""
    grouped: dict[tuple[str, str], list[Proposal]] = {pair: [] for pair in added}
    for proposal in proposals:
        grouped.setdefault((proposal.engine, proposal.version), []).append(proposal)
    return [_kept(*pair, grouped[pair], added.get(pair, 0)) for pair in sorted(grouped)]


def _kept(engine: str, version: str, proposals: list[Proposal], added: int) -> Kept:
    counted = Counter(proposal.fate for proposal in proposals)
    alike = [proposal.likeness for proposal in proposals if proposal.fate is Fate.REWORDED]
    mean = sum(alike) / len(alike) if alike else 0.0
    return Kept(engine, version, {fate: counted[fate] for fate in Fate}, mean, added)
