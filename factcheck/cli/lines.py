"""JSON lines in, JSON lines out: one answer for every line, in order, whatever the line holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from factcheck.errors import FactcheckError, Invalid
from factcheck.records import ClaimDraft

Fields = Mapping[str, Any]


def claim_fields(claim: ClaimDraft) -> dict[str, Any]:
    """A claim as `split` writes it; spans count code points of the text that was given."""
    return {
        "text": claim.text,
        "spans": claim.spans,
        "antecedents": claim.antecedents,
        "open_reference": claim.open_reference,
        "claimant": claim.claimant,
        "quoted": claim.quoted,
        "kind": claim.kind,
        "score": claim.score,
        "reasons": claim.reasons,
    }


def text_of(line: Fields, name: str) -> str:
    """A field that must be there and be text."""
    value = line.get(name)
    if not isinstance(value, str):
        raise Invalid("The line has no text in the field '%(name)s'.", name, name=name)
    return value


def answer(raw: bytes, work: Callable[[Fields], Fields], empty: Fields) -> str:
    """The answer to one line: `id` and what `work` makes of it, or the fields of `empty` and an `error`."""
    given: dict[str, Any] = {}
    try:
        given = parsed(raw)
        found = {"id": given.get("id"), **work(given)}
    except FactcheckError as error:
        found = {"id": given.get("id"), **empty, "error": str(error)}
    return json.dumps(found)  # in ASCII, which every terminal and pipe can take, half a surrogate pair included


def parsed(raw: bytes) -> dict[str, Any]:
    """The object that a line holds; raises `Invalid`."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid("This line is no JSON: %(why)s.", why=error) from None
    if not isinstance(line, dict):
        raise Invalid("This line is no JSON object.")
    return line
