"""What engines proposed and how it stands now, and what people added to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.core.edits import Proposal, Wording
from factcheck.records import Claim, Kind, Span
from factcheck.store import claims


def everything(database: Database) -> list[Proposal]:
    """Every claim that an engine made, in the order in which they were stored."""
    memories = _first_memories(database)
    found = claims.select(database, "where c.engine is not null order by c.id", {})
    return [_proposal(claim, memories.get(claim.id)) for claim in found]


def _first_memories(database: Database) -> dict[int, dict[str, Any]]:
    """How each claim stood before the first act on it whose event still has its payload."""
    rows = database.execute(
        """select cast(m.key as integer), m.value, min(x.event_id)
             from event_payloads x, json_each(x.payload, '$.before') m
            where m.type = 'object' group by m.key"""
    )
    return {int(number): json.loads(memory) for number, memory, _ in rows}


def _proposal(claim: Claim, memory: Mapping[str, Any] | None) -> Proposal:
    standing = Wording(claim.text, claim.claimant, claim.kind, claim.appearance.anchors)
    proposed = standing
    if memory is not None:
        anchors = tuple(Span(start, end) for start, end in memory["anchors"])
        proposed = Wording(memory["text"], memory["claimant"], Kind(memory["kind"]), anchors)
    engine, version = claim.engine or "", claim.engine_version or ""
    return Proposal(engine, version, proposed, standing, claim.state, claim.closed_because)


def added(database: Database) -> dict[tuple[str, str], int]:
    """Claims that people found in articles, by the engine and version that had split the article and missed them.

    What came of splitting or merging was not missed, and what was dropped again does not count.
    """
    rows = database.execute(
        """select s.engine, s.engine_version, count(*)
             from claims c
             join appearances p on p.id = (select min(id) from appearances where claim_id = c.id)
             join splittings s on s.id = (select max(id) from splittings where article_id = p.article_id)
            where c.engine is null and c.closed_because is not 'dropped'
              and not exists (select 1 from lineage where child_id = c.id)
            group by s.engine, s.engine_version"""
    )
    return {(str(engine), str(version)): int(count) for engine, version, count in rows}
