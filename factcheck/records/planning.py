"""How the desk plans its work on claims: who does what until when, what is said about it, lists to come back to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Closing(StrEnum):
    """Why a person closed a claim without a verdict."""

    NOT_CHECKABLE = "not checkable"
    DUPLICATE = "duplicate"
    NOT_RELEVANT = "not relevant"
    WITHDRAWN = "claim withdrawn"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned on one claim. Days are ISO days; `reach` and `harm` go from 0 to 3, as a person judges them.

    `version` is 0 where nothing was planned yet.
    """

    claim_id: int
    assignee: int | None = None
    assignee_name: str = ""
    due_on: str | None = None
    review_on: str | None = None
    reach: int = 0
    harm: int = 0
    topics: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody of the desk said about a claim to the others. Readers never see it."""

    id: int
    claim_id: int
    text: str
    made_by: int
    made_by_name: str
    made_at: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list of the queue that a person comes back to: its name, and what its address asks for."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Urgency:
    """What a claim's place in the queue is made of: parts as (name, points), and their sum."""

    parts: tuple[tuple[str, float], ...]
    total: float
