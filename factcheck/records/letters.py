"""What readers write to the desk, and what the desk tells readers of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LetterKind(StrEnum):
    """What a reader writes for."""

    ERROR = "error"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader wrote; `claim_id` is the published claim that an error is reported in, where one was named.

    `contact` is how to answer them, and is forgotten when the letter is done with.
    """

    id: int
    kind: LetterKind
    claim_id: int | None
    text: str
    url: str | None
    contact: str
    sent_at: str
    done_at: str | None = None
    done_by_name: str = ""
    note: str = ""


class PolicyName(StrEnum):
    """The texts in which a desk says how it works, in the order in which readers see them."""

    METHOD = "method"
    SOURCES = "sources"
    CORRECTIONS = "corrections"
    FUNDING = "funding"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Policy:
    """One such text in Markdown: when it was last changed, and by what day it is to be read again."""

    name: PolicyName
    text: str = ""
    review_on: str | None = None
    changed_at: str | None = None
    version: int = 0
