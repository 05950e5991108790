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
    """One agreement or difference; spans count code points of the claim's and of the source's whole text.

    Those of a quotation count in the quotation. `words` is one plain sentence.
    """

    kind: FindingKind
    relation: Relation
    claim_span: Span | None
    source_span: Span | None
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and one passage that is attached to it: all that their findings follow from.

    `quotation` is the whole stored quotation that the claim is made in, empty where it is made in none; `said_on` and
    `source_on` are the ISO days of the article and of the source. `span` is the passage in the source's snapshot.
    """

    evidence_id: int
    claim_id: int
    claim: str
    quotation: str
    said_on: str | None
    source_on: str | None
    snapshot_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings on one claim agree, differ, are absent; `waiting` passages are not compared yet."""

    agrees: int = 0
    differs: int = 0
    absent: int = 0
    waiting: int = 0
