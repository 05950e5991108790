"""A published check as other programs read it: schema.org's ClaimReview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What somebody who says something is, in schema.org's words."""

    PERSON = "Person"
    ORGANIZATION = "Organization"


@dataclass(frozen=True, slots=True)
class Party:
    """Who made a claim, or who checked it; `url` is a page that says for certain who that is."""

    name: str
    url: str = ""
    sort: Sort = Sort.ORGANIZATION


@dataclass(frozen=True, slots=True)
class Appeared:
    """A place where a claim was made: its address, its name, or both."""

    url: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRating:
    """A rating in words; the numbers are all there or all none, greater ones are truer."""

    words: str
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """One check of one claim. Dates are ISO days or moments; what is not known is empty.

    `claimants` is empty for a claim without an author; `first` is where it was made first, where that is known.
    """

    url: str
    claim: str
    rating: ReviewRating
    author: Party | None = None
    published: str = ""
    modified: str = ""
    language: str = ""
    claimants: tuple[Party, ...] = ()
    claimed_on: str = ""
    first: Appeared | None = None
    appearances: tuple[Appeared, ...] = ()
