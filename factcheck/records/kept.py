"""What is stored: snapshots, articles, claims, sources, evidence, verdicts, jobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from factcheck.records.drafts import Kind, OutgoingLink, Span
from factcheck.records.planning import Closing


class State(StrEnum):
    """Where a claim stands on the desk. Readers never see it."""

    NEW = "new"
    IN_WORK = "in work"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    CLOSED = "closed"


class Closed(StrEnum):
    """Why a claim is closed: put aside, or replaced by others."""

    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"


class Stance(StrEnum):
    """What a passage does to a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class How(StrEnum):
    """How the content of a snapshot came in."""

    FETCHED = "fetched"
    UPLOADED = "uploaded"
    PASTED = "pasted"
    TRANSCRIBED = "transcribed"


class Correction(StrEnum):
    """What a new verdict does to the published one before it."""

    MINOR = "minor"
    UPDATE = "update"
    SUBSTANTIAL = "substantial"


@dataclass(frozen=True, slots=True)
class NewSnapshot:
    """Content about to be stored: the bytes as they came and the text that was read from them."""

    how: How
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    media_type: str
    charset: str = ""
    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    filename: str | None = None
    links: tuple[OutgoingLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The immutable content of an article or source at one time; its text and bytes are read apart."""

    id: int
    how: How
    url: str | None
    final_url: str | None
    status: int | None
    media_type: str
    charset: str
    headers: tuple[tuple[str, str], ...]
    filename: str | None
    taken_at: str
    raw_sha256: str
    raw_length: int
    text_sha256: str
    text_length: int


@dataclass(frozen=True, slots=True)
class Article:
    """A text under scrutiny. `public_at` is none as long as it is the desk's own; dates are ISO days."""

    id: int
    title: str
    byline: str
    publisher: str
    published_on: str | None
    language: str
    url: str | None
    snapshot_id: int
    added_by: int | None
    added_at: str
    public_at: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place where a claim was made: spans of an article's snapshot, or somewhere else, with place and day."""

    id: int
    article_id: int | None
    snapshot_id: int | None
    quotation_id: int | None
    position: int
    url: str | None
    place: str
    said_on: str | None
    anchors: tuple[Span, ...] = ()
    antecedents: tuple[Span, ...] = ()
    claimant_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A stored claim with the place where it was made. `engine` is none for one that a person wrote.

    One that a person closed has the reason as `closing`, and the claim that says the same as `duplicate_of`.
    """

    id: int
    text: str
    claimant: str | None
    kind: Kind
    quoted: bool
    open_reference: bool
    score: float
    reasons: tuple[str, ...]
    engine: str | None
    engine_version: str | None
    state: State
    closed_because: Closed | None
    added_by: int | None
    added_at: str
    version: int
    appearance: Appearance
    closing: Closing | None = None
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words of a snapshot, stored whole, marks included."""

    id: int
    snapshot_id: int
    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document cited as evidence. `transcribed_from` says what was typed out, where nothing could be fetched.

    `origin` names who the information comes from, so that copies of one report count as one; `interest` says what the
    source has at stake in the matter; `archive_url` is a copy of it in a public archive. All three are empty where
    nobody said it.
    """

    id: int
    title: str
    publisher: str
    author: str
    published_on: str | None
    url: str | None
    is_primary: bool
    origin: str
    interest: str
    archive_url: str
    transcribed_from: str
    snapshot_id: int
    added_by: int
    added_at: str
    version: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage of a source's snapshot with its stance on one claim; `passage` is the text of the span.

    The snapshot need not be the one that the source was stored with; `read_at` is when it was taken, `how` in what way,
    `raw_sha256` the hash of its bytes. `not_shown` says what the passage does not show, empty where nobody said it.
    """

    id: int
    claim_id: int
    source: Source
    span: Span
    stance: Stance
    passage: str
    added_by: int
    added_by_name: str
    added_at: str
    version: int
    snapshot_id: int
    read_at: str
    how: How
    raw_sha256: str
    not_shown: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """A value of a rating scale. `place` is its step on the ruler, 0 the least true; none stands beside it."""

    scale_id: int
    key: str
    label: str
    place: int | None
    definition: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One dated decision on a claim, never edited. `claim_text`, `claimant` and `anchors` are the words it judged.

    `number` counts the verdicts of the claim from 1; `published_at` is none until a second person published it,
    `solo` is true where the desk has one person and the author did. `not_known` says what remains open.
    """

    id: int
    claim_id: int
    number: int
    claim_text: str
    claimant: str | None
    anchors: tuple[Span, ...]
    rating: Rating
    reason: str
    explanation: str
    correction: Correction | None
    correction_note: str
    recorded_by: int
    recorded_by_name: str
    recorded_at: str
    published_by_name: str = ""
    published_at: str | None = None
    solo: bool = False
    not_known: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A published verdict taken back: since when, and why, in words for readers."""

    verdict_id: int
    claim_id: int
    note: str
    withdrawn_at: str


@dataclass(frozen=True, slots=True)
class Job:
    """Long work as a row: what is to be done, how far it is, and what came of it."""

    id: int
    kind: str
    task: dict[str, Any]
    state: str
    attempts: int
    outcome: dict[str, Any] | None
    error: str | None
    added_by: int | None
    added_at: str
    finished_at: str | None
