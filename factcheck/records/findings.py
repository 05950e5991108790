"""What comparing a claim with a source yields: suggestions with both places, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.records.drafts import Span


class FindingKind(StrEnum):
    """What of a claim was compared."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    DIRECTION = "direction"
    NAME = "name"
    WORD = "word"
    QUOTATION = "quotation"


class Relation(StrEnum):
    """How the source stands to that part of the claim."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """One agreement or difference; spans count code points of the claim's and of the source's whole text."""

    kind: FindingKind
    relation: Relation
    claim_span: Span | None
    source_span: Span | None
    words: str
