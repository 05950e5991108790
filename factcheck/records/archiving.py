"""Copies in a public archive: what was asked of it, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Archiving(StrEnum):
    """How far the archive is with a copy that it was asked for."""

    ASKED = "asked"
    PENDING = "pending"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the archive answered: the address of its copy, or with none a ticket by which to ask again."""

    ticket: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """A copy of a source's page that the archive was asked for.

    `sent_at` is when it was last sent there, `tries` counts how often it was too busy; `template` and `parts` are the
    sentence of why it failed.
    """

    id: int
    source_id: int
    url: str
    state: Archiving
    ticket: str
    tries: int
    template: str
    parts: dict[str, Any]
    asked_by_name: str
    asked_at: str
    sent_at: str | None
