"""Claims with their status, as a table in plain text."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from factcheck.records import Claim, State, Verdict
from factcheck.store import claims, verdicts

WIDTHS = (4, 11, 26, 22)
"""Columns for number, desk state, what readers see, and claimant; the claim has the rest."""

CLAIM_MIN = 30
TERMINAL = (120, 40)
HEADS = ("No.", "On the desk", "Readers see", "Claimant", "Claim")


def public_record(claim: Claim, verdict: Verdict | None, *, public: bool) -> str:
    """What readers see of a claim, in their words."""
    if verdict is None:
        return "not checked" if public and claim.state is not State.CLOSED else "nothing"
    return f"{verdict.rating.label}, corrected" if verdict.correction else verdict.rating.label


def claims_table(database: Database) -> str:
    """All claims of the database by article and place, with both halves of their verification status."""
    found = claims.select(database, "order by p.article_id, p.position, c.id", {})
    standing = verdicts.standing(database, [claim.id for claim in found])
    public = {number for (number,) in database.execute("select id from articles where public_at is not null")}
    rows = [HEADS, tuple("-" * len(head) for head in HEADS)]
    for claim in found:
        seen = public_record(claim, standing.get(claim.id), public=claim.appearance.article_id in public)
        rows.append((str(claim.id), claim.state, seen, claim.claimant or "", claim.text))
    return "\n".join(line for row in rows for line in _lines(row))


def _lines(row: Sequence[str]) -> Iterator[str]:
    rest = shutil.get_terminal_size(TERMINAL).columns - sum(WIDTHS) - 2 * len(WIDTHS)
    widths = (*WIDTHS, max(CLAIM_MIN, rest))
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
