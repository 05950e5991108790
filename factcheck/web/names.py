"""The names of claimants and publishers in addresses: readable, and never two of them at one address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from factcheck.errors import NotFound
from factcheck.web.rendering import slug


def key(name: str) -> str:
    """The part of an address that stands for a name, the same for each way of writing it in small or large letters."""
    plain = " ".join(name.casefold().split())
    digest = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return "-".join(part for part in (slug(name, 40), digest) if part)


def bearing(wanted: str, known: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """The names that have this key, the one with most verdicts first; `NotFound` where none has."""
    found = sorted((-count, name) for name, count in known if key(name) == wanted)
    if not found:
        raise NotFound("Nothing is published under this name.")
    return tuple(name for _, name in found)
