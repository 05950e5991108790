"""Rating scales, verdicts and their publication. All of it is appended, never edited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Claim, Correction, Evidence, Rating, Span, Verdict, Withdrawal
from factcheck.store import sources
from factcheck.store.connection import insert


def _rating(row: Mapping[str, Any]) -> Rating:
    return Rating(row["scale_id"], row["rating"], row["label"], row["place"], row["definition"])


def of_scale(database: Database, scale_id: int) -> list[Rating]:
    """The ratings of one scale in their order."""
    rows = database.query("select * from ratings where scale_id = :scale order by ordinal", {"scale": scale_id})
    return [_rating(row) for row in rows]


def scale(database: Database) -> list[Rating]:
    """The ratings of the scale in force, in their order."""
    [newest] = database.execute("select max(id) from scales").fetchone()
    return of_scale(database, newest)


VERDICT = """
    select v.*, r.label, r.place, r.definition, author.name as recorded_by_name,
           b.published_at, b.solo, editor.name as published_by_name
      from verdicts v
      join ratings r on r.scale_id = v.scale_id and r.rating = v.rating
      join people author on author.id = v.recorded_by
      left join publications b on b.verdict_id = v.id
      left join people editor on editor.id = b.published_by
"""


def record(row: Mapping[str, Any]) -> Verdict:
    """Make the record of a row of `VERDICT`."""
    return Verdict(
        id=row["id"],
        claim_id=row["claim_id"],
        number=row["number"],
        claim_text=row["claim_text"],
        claimant=row["claimant"],
        anchors=tuple(Span(start, end) for start, end in json.loads(row["anchors"])),
        rating=_rating(row),
        reason=row["reason"],
        explanation=row["explanation"],
        correction=Correction(row["correction"]) if row["correction"] else None,
        correction_note=row["correction_note"],
        recorded_by=row["recorded_by"],
        recorded_by_name=row["recorded_by_name"],
        recorded_at=row["recorded_at"],
        published_by_name=row["published_by_name"] or "",
        published_at=row["published_at"],
        solo=bool(row["solo"]),
        not_known=row["not_known"],
    )


def add(
    database: Database,
    claim: Claim,
    rating: Rating,
    *,
    reason: str,
    explanation: str,
    not_known: str,
    correction: Correction | None,
    correction_note: str,
    evidence: Sequence[Evidence],
    by: int,
    now: str,
) -> int:
    """Append a verdict on a claim as it reads now, with its evidence, inside the caller's transaction."""
    earlier = database.execute("select coalesce(max(number), 0) from verdicts where claim_id = ?", [claim.id])
    number = insert(
        database,
        "verdicts",
        {
            "claim_id": claim.id,
            "number": earlier.fetchone()[0] + 1,
            "claim_text": claim.text,
            "claimant": claim.claimant,
            "anchors": json.dumps(claim.appearance.anchors),
            "scale_id": rating.scale_id,
            "rating": rating.key,
            "reason": reason,
            "explanation": explanation,
            "not_known": not_known,
            "correction": correction,
            "correction_note": correction_note,
            "recorded_by": by,
            "recorded_at": now,
        },
    )
    for ordinal, one in enumerate(evidence):
        row = {"verdict_id": number, "ordinal": ordinal, "evidence_id": one.id, "source_id": one.source.id}
        row |= {"start": one.span.start, "end": one.span.end}
        insert(database, "verdict_evidence", {**row, "stance": one.stance, "not_shown": one.not_shown})
    return number


CONTENT = (
    "id, claim_id, number, claim_text, claimant, anchors, scale_id, rating, reason, explanation, correction, "
    "correction_note, recorded_by, recorded_at"
)
"""What is hashed of a verdict. A column that is added later must not be added here: the events have the hash."""


def content_sha256(database: Database, verdict_id: int) -> str:
    """The hash of all of a verdict: the words it judged, its own, who gave it when, and the evidence it stands on."""
    own = f"select {CONTENT} from verdicts where id = ?"
    cited = "select ordinal, evidence_id, source_id, start, end, stance from verdict_evidence where verdict_id = ? "
    rows = [list(row) for sql in (own, cited + "order by ordinal") for row in database.execute(sql, [verdict_id])]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def publish(database: Database, verdict: Verdict, *, by: int, solo: bool, now: str) -> None:
    """Append the publication of a verdict; the database refuses its author unless the desk is set to solo."""
    row = {"verdict_id": verdict.id, "claim_id": verdict.claim_id, "published_by": by, "published_at": now}
    insert(database, "publications", {**row, "solo": int(solo)})


def withdraw(database: Database, verdict: Verdict, note: str, *, by: int, now: str) -> None:
    """Append that a published verdict is withdrawn."""
    row = {"verdict_id": verdict.id, "claim_id": verdict.claim_id, "note": note}
    insert(database, "withdrawals", {**row, "withdrawn_by": by, "withdrawn_at": now})


def _withdrawal(row: Mapping[str, Any]) -> Withdrawal:
    return Withdrawal(row["verdict_id"], row["claim_id"], row["note"], row["withdrawn_at"])


def withdrawals_of(database: Database, claim_id: int) -> dict[int, Withdrawal]:
    """The withdrawals of verdicts on a claim, by the verdict."""
    rows = database.query("select * from withdrawals where claim_id = :id", {"id": claim_id})
    return {row["verdict_id"]: _withdrawal(row) for row in rows}


def withdrawals(database: Database) -> dict[int, Withdrawal]:
    """Every withdrawal, by the verdict."""
    return {row["verdict_id"]: _withdrawal(row) for row in database.query("select * from withdrawals")}


def withdrawn(database: Database, claim_ids: Sequence[int]) -> dict[int, Withdrawal]:
    """The withdrawal that readers see on each of these claims, where the newest published verdict has one."""
    rows = database.query(
        "select w.* from withdrawals w where w.claim_id in (select value from json_each(:claims)) and w.verdict_id = "
        "(select verdict_id from publications where claim_id = w.claim_id order by id desc limit 1)",
        {"claims": json.dumps(list(claim_ids))},
    )
    return {row["claim_id"]: _withdrawal(row) for row in rows}


def get(database: Database, verdict_id: int) -> Verdict | None:
    """One verdict, or none."""
    for row in database.query(f"{VERDICT} where v.id = :id", {"id": verdict_id}):
        return record(row)
    return None


def of_claim(database: Database, claim_id: int) -> list[Verdict]:
    """All verdicts on a claim, the newest first, published or not."""
    rows = database.query(f"{VERDICT} where v.claim_id = :claim order by v.number desc", {"claim": claim_id})
    return [record(row) for row in rows]


def published_of(database: Database, claim_id: int) -> list[Verdict]:
    """The published verdicts on a claim, the standing one first."""
    rows = database.query(
        f"{VERDICT} where v.claim_id = :claim and b.verdict_id is not null order by v.number desc",
        {"claim": claim_id},
    )
    return [record(row) for row in rows]


def first_published(database: Database, claim_id: int) -> str | None:
    """When a verdict on a claim was first published; none where none was."""
    row = database.execute("select min(published_at) from publications where claim_id = ?", [claim_id]).fetchone()
    return str(row[0]) if row[0] else None


def standing(database: Database, claim_ids: Sequence[int]) -> dict[int, Verdict]:
    """The published verdict that stands on each of these claims, where there is one."""
    rows = database.query(
        f"{VERDICT} where v.id in (select id from standing_verdicts "
        "where claim_id in (select value from json_each(:claims)))",
        {"claims": json.dumps(list(claim_ids))},
    )
    return {row["claim_id"]: record(row) for row in rows}


def any_published_in(database: Database, article_id: int) -> bool:
    """Say whether a verdict on a claim of this article is published."""
    row = database.execute(
        "select 1 from publications b join appearances p on p.claim_id = b.claim_id where p.article_id = ? limit 1",
        [article_id],
    ).fetchone()
    return row is not None


def stand_on(database: Database, evidence_id: int) -> bool:
    """Say whether any verdict stands on this passage."""
    row = database.execute("select 1 from verdict_evidence where evidence_id = ? limit 1", [evidence_id]).fetchone()
    return row is not None


def evidence_from(database: Database, source_id: int) -> list[Evidence]:
    """The passages of a source that verdicts stand on which readers see, also those that were taken off since."""
    rest = (
        "e.source_id = :source and e.id in (select v.evidence_id from verdict_evidence v "
        "join standing_verdicts w on w.id = v.verdict_id) order by e.id"
    )
    return sources.evidence_where(database, rest, source=source_id)
