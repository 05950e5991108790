"""What is known of the live page behind a snapshot: how it was found last, and what of it a person should see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from factcheck.records.kept import Snapshot


class Outcome(StrEnum):
    """What came of fetching a document again. `changed`: the text is another, what is cited of it still stands."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    PASSAGE_CHANGED = "passage changed"
    GONE = "gone"
    UNREACHABLE = "unreachable"


class Settled(StrEnum):
    """How a notice was settled: by a person (kept, moved), or by what was found later (newer, back)."""

    KEPT = "kept"
    MOVED = "moved"
    NEWER = "newer"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a page could not be read: a sentence in English with its parts apart, from which pages translate it."""

    template: str = ""
    parts: tuple[tuple[str, int | str], ...] = ()

    def __str__(self) -> str:
        return self.template % dict(self.parts) if self.parts else self.template


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document was found last. `snapshot_id` is the newest text known of it; `since` is when this began.

    `bytes_differ` says of an unchanged text that the bytes around it are others than those that were kept.
    """

    outcome: Outcome
    reason: Reason
    snapshot_id: int
    bytes_differ: bool
    since: str
    checked_at: str


@dataclass(frozen=True, slots=True)
class Checkable:
    """A source or article that was fetched, and so can be fetched again.

    `kind` is "source" or "article"; `kept` is the snapshot it was stored with, `newest` the last text known of it.
    `standing` is none before the first check. What was read of an `erased` one had to go, and is not fetched again.
    """

    kind: str
    number: int
    title: str
    url: str
    kept: Snapshot
    newest: Snapshot
    standing: Standing | None
    erased: bool

    @property
    def subject(self) -> str:
        """What events call it."""
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Notice:
    """One change of a live page that a person should see. `snapshot_id` has the newer text, where there is one.

    `event_id` is the act that settled it, by which a person's own is taken back.
    """

    id: int
    kind: str
    number: int
    title: str
    outcome: Outcome
    snapshot_id: int | None
    reason: Reason
    noticed_at: str
    settled: Settled | None
    settled_by_name: str
    settled_at: str | None
    event_id: int | None
    version: int

    @property
    def subject(self) -> str:
        """What events call the document that it is about."""
        return f"{self.kind} {self.number}"


def reason_of(template: str, parts: dict[str, Any]) -> Reason:
    """The reason that an error carries; its parts as text, but for numbers."""
    return Reason(template, tuple((name, part if isinstance(part, int) else str(part)) for name, part in parts.items()))
