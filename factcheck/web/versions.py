"""A verdict's published versions, each with what it changed, as a reader compares them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from factcheck.core import quoting
from factcheck.records import Verdict, Withdrawal
from factcheck.store.pages import PublicVerdict
from factcheck.web.rendering import rating_word

Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that a version has otherwise than the one before: its name, and the words cut and added."""

    name: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Version:
    """One published verdict: its number among them from 1, what it changed, and why it was withdrawn, if it was."""

    number: int
    verdict: Verdict
    changed: tuple[Changed, ...]
    withdrawal: Withdrawal | None


def versions(page: PublicVerdict) -> list[Version]:
    """The published verdicts on a claim, the newest first."""
    found = []
    for place, verdict in enumerate(page.history):
        earlier = page.history[place + 1] if place + 1 < len(page.history) else None
        changed = tuple(_changed(earlier, verdict)) if earlier else ()
        found.append(Version(len(page.history) - place, verdict, changed, page.withdrawals.get(verdict.id)))
    return found


def _changed(before: Verdict, after: Verdict) -> Iterator[Changed]:
    ratings = [rating_word(one.rating.key, one.rating.label) for one in (before, after)]
    for name, old, new in (
        (gettext("Rating"), *ratings),
        (gettext("Claim"), before.claim_text, after.claim_text),
        (gettext("Reason"), before.reason, after.reason),
        (gettext("What is not known"), before.not_known, after.not_known),
        (gettext("Explanation"), before.explanation, after.explanation),
    ):
        if old != new:
            pieces = quoting.difference(old, new) or (("cut", old), ("same", " "), ("added", new))
            yield Changed(name, tuple((kind, text) for kind, text in pieces if text))
