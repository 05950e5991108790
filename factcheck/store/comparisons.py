"""What comparing found, kept by evidence: a copy that can be made again, so no event tells of it and no guard holds it.

Kept findings hold as long as what they follow from is what it was (`basis`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Finding, FindingKind, Pair, Relation, Span

_WORDS = """
      join appearances p on p.id = (select min(id) from appearances where claim_id = c.id)
      left join articles a on a.id = p.article_id
      left join quotations q on q.id = p.quotation_id
      left join snapshot_contents x on x.snapshot_id = q.snapshot_id
"""
_FIELDS = """
    c.id as claim_id, c.text as claim, coalesce(substr(x.text, q.start + 1, q.end - q.start), '') as quotation,
    coalesce(a.published_on, p.said_on) as said_on, s.published_on as source_on
"""
PAIR = f"""
    select e.id as evidence_id, e.snapshot_id, e.start, e.end, {_FIELDS}
      from evidence e join claims c on c.id = e.claim_id join sources s on s.id = e.source_id {_WORDS}
     where e.removed_at is null
"""


def _pair(row: Mapping[str, Any]) -> Pair:
    return Pair(
        evidence_id=row["evidence_id"],
        claim_id=row["claim_id"],
        claim=row["claim"],
        quotation=row["quotation"],
        said_on=row["said_on"],
        source_on=row["source_on"],
        snapshot_id=row["snapshot_id"],
        span=Span(row["start"], row["end"]),
    )


def of_claim(database: Database, claim_id: int) -> list[Pair]:
    """A claim with each passage that is attached to it, oldest first."""
    rows = database.query(f"{PAIR} and e.claim_id = :claim order by e.id", {"claim": claim_id})
    return [_pair(row) for row in rows]


def of_article(database: Database, article_id: int) -> list[Pair]:
    """The claims of an article with their passages."""
    return [_pair(row) for row in database.query(f"{PAIR} and p.article_id = :article", {"article": article_id})]


def of_open_claims(database: Database) -> Iterator[Pair]:
    """All claims that are not closed with their passages, the newest evidence first."""
    for row in database.query(f"{PAIR} and c.state <> 'closed' order by e.id desc"):
        yield _pair(row)


def unattached(database: Database, claim_id: int, source_id: int) -> Pair:
    """A claim beside a source of which no passage is chosen: its span is empty, its evidence 0."""
    [row] = database.query(
        f"select 0 as evidence_id, s.snapshot_id, 0 as start, 0 as end, {_FIELDS} from claims c "
        f"join sources s on s.id = :source {_WORDS} where c.id = :claim",
        {"claim": claim_id, "source": source_id},
    )
    return _pair(row)


def bases(database: Database) -> dict[int, str]:
    """What all kept findings follow from, by evidence."""
    return dict(database.execute("select evidence_id, basis from comparisons").fetchall())


def kept(database: Database, evidence_ids: Sequence[int]) -> dict[int, tuple[str, tuple[Finding, ...]]]:
    """What is kept of these pieces of evidence: what it follows from, and the findings; they may be out of date."""
    rows = database.execute(
        "select evidence_id, basis, findings from comparisons where evidence_id in (select value from json_each(?))",
        [json.dumps(list(evidence_ids))],
    )
    return {number: (basis, tuple(_finding(one) for one in json.loads(found))) for number, basis, found in rows}


def keep(database: Database, evidence_id: int, basis: str, findings: Sequence[Finding]) -> None:
    """Keep findings in the place of older ones, inside the caller's transaction."""
    told = [[one.kind, one.relation, one.claim_span, one.source_span, one.words] for one in findings]
    database.execute(
        "insert into comparisons (evidence_id, basis, findings) values (?, ?, ?) "
        "on conflict (evidence_id) do update set basis = excluded.basis, findings = excluded.findings",
        [evidence_id, basis, json.dumps(told, ensure_ascii=False)],
    )


def _finding(told: list[Any]) -> Finding:
    kind, relation, claim, source, words = told
    return Finding(FindingKind(kind), Relation(relation), _span(claim), _span(source), words)


def _span(stored: list[int] | None) -> Span | None:
    return Span(*stored) if stored else None
