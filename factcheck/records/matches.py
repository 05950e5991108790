"""Two claims that may be one: what was suggested, and what a person made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Matching(StrEnum):
    """Where a match stands."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Match:
    """A claim and a known one that it may be an appearance of. `alike` is the share of letter runs in common."""

    id: int
    claim_id: int
    known_id: int
    state: Matching
    alike: float
    decided_by_name: str
    decided_at: str | None
