"""A model's answer → what it proposes: strict about types and sizes, indifferent to what it adds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.records import Kind

CLAIMS_MAX = 200
"""Of one part: 6,000 characters are about 50 sentences, and careful people made at most 3 claims of one."""

TEXT_MAX = 2_000
PIECE_MAX = 600
PIECES_MAX = 12
"""More or longer ones would be the whole paragraph, in which everything can be found and nothing is pointed to."""

_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as the model words it, its pieces not yet found in the article."""

    text: str
    pieces: tuple[str, ...]
    antecedents: tuple[str, ...] = ()
    claimant: str | None = None
    quoted: bool = False
    kind: Kind | None = None
    open_reference: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of an answer, and how many of its items were no claims or too many."""

    proposals: tuple[Proposal, ...]
    malformed: int = 0
    surplus: int = 0


def read(content: str) -> Reading | None:
    """What the answer proposes; None where it is not the JSON object that was asked for."""
    fenced = _FENCED.match(content)
    try:
        answer = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        return None
    items = answer.get("claims") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        return None
    taken = [_proposal(item) for item in items[:CLAIMS_MAX]]
    good = tuple(one for one in taken if one)
    return Reading(good, len(taken) - len(good), len(items) - len(taken))


def _proposal(item: object) -> Proposal | None:
    if not isinstance(item, dict):
        return None
    text, claimant = item.get("text"), item.get("claimant")
    pieces, antecedents = _texts(item, "pieces"), _texts(item, "antecedents")
    flags = [item.get(name, False) for name in ("quoted", "open_reference")]
    sound = (
        isinstance(text, str)
        and 0 < len(text.strip()) <= TEXT_MAX
        and (claimant is None or (isinstance(claimant, str) and len(claimant) <= PIECE_MAX))
        and all(isinstance(flag, bool) for flag in flags)
    )
    if not sound or pieces is None or antecedents is None:
        return None
    kind = item.get("kind")
    known = Kind(kind) if isinstance(kind, str) and kind in set(Kind) else None
    words = " ".join(str(text).split())
    return Proposal(words, pieces, antecedents, (claimant or "").strip() or None, flags[0], known, flags[1])


def _texts(item: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    value = item.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > PIECES_MAX:
        return None
    if not all(isinstance(one, str) and len(one) <= PIECE_MAX for one in value):
        return None
    return tuple(one for one in value if one.strip())
