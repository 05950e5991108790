"""Checks of other desks, as they were published: what an import takes in, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Foreign:
    """Another desk's check of one claim. `rating` stands in the words of its publisher and is never mapped.

    `published` and `claimed_on` are ISO days, empty where nobody can tell; `site` is the publisher's host.
    """

    url: str
    claim: str
    rating: str
    publisher: str
    site: str
    published: str = ""
    claimants: tuple[str, ...] = ()
    claimed_on: str = ""
    appearances: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that was not taken in: its place in what was given, counted from 1, its address if any, and why."""

    place: int
    url: str
    why: str


@dataclass(slots=True)
class Tally:
    """How many items of an import were new, had changed since, were known already, and those that were refused."""

    new: int = 0
    changed: int = 0
    known: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items were looked at."""
        return self.new + self.changed + self.known + len(self.refused)
