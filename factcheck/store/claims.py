"""Claims, the places where they were made, and the spans that tie them to exact words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Appearance, Claim, ClaimDraft, Closed, Closing, Kind, Span, State
from factcheck.store import planning
from factcheck.store.connection import insert

ROLES = ("anchor", "antecedent", "claimant")

SELECT = """
    select c.id, c.text, c.claimant, c.kind, c.quoted, c.open_reference, c.score, c.reasons, c.engine,
           c.engine_version, c.state, c.closed_because, c.closing, c.duplicate_of, c.added_by, c.added_at, c.version,
           p.id as appearance_id, p.article_id, p.snapshot_id, p.quotation_id, p.position, p.url, p.place, p.said_on
      from claims c
      join appearances p on p.claim_id = c.id and p.id = (select min(id) from appearances where claim_id = c.id)
"""


def add(
    database: Database,
    draft: ClaimDraft,
    *,
    now: str,
    engine: tuple[str, str] | None = None,
    added_by: int | None = None,
    state: State = State.NEW,
) -> int:
    """Store a claim's words inside the caller's transaction; give its number. It still needs an appearance."""
    name, version = engine or (None, None)
    number = insert(
        database,
        "claims",
        {
            "text": draft.text,
            "claimant": draft.claimant,
            "kind": draft.kind,
            "quoted": int(draft.quoted),
            "open_reference": int(draft.open_reference),
            "score": draft.score,
            "reasons": json.dumps(draft.reasons, ensure_ascii=False),
            "engine": name,
            "engine_version": version,
            "state": state,
            "added_by": added_by,
            "added_at": now,
        },
    )
    planning.set_triage(database, number)
    return number


def add_appearance(
    database: Database,
    claim_id: int,
    *,
    article_id: int | None = None,
    snapshot_id: int | None = None,
    quotation_id: int | None = None,
    position: int = 0,
    url: str | None = None,
    place: str = "",
    said_on: str | None = None,
) -> int:
    """Store where a claim was made; `position`, the start of its first anchor, orders the claims of one article."""
    return insert(
        database,
        "appearances",
        {
            "claim_id": claim_id,
            "article_id": article_id,
            "snapshot_id": snapshot_id,
            "quotation_id": quotation_id,
            "position": position,
            "url": url,
            "place": place,
            "said_on": said_on,
        },
    )


def add_spans(database: Database, appearance_id: int, role: str, spans: Sequence[Span]) -> None:
    """Tie an appearance to spans of its snapshot, in reading order."""
    for ordinal, (start, end) in enumerate(spans):
        database.execute(
            "insert into spans (appearance_id, role, ordinal, start, end) values (?, ?, ?, ?, ?)",
            [appearance_id, role, ordinal, start, end],
        )


def replace_spans(database: Database, appearance_id: int, role: str, spans: Sequence[Span]) -> None:
    """Tie an appearance to other spans than before; other anchors give it another place in its article too."""
    database.execute("delete from spans where appearance_id = ? and role = ?", [appearance_id, role])
    add_spans(database, appearance_id, role, spans)
    if role == "anchor" and spans:
        database.execute("update appearances set position = ? where id = ?", [spans[0].start, appearance_id])


def set_place(database: Database, appearance_id: int, *, place: str, said_on: str | None, url: str | None) -> None:
    """Say where and when a claim without an article was made."""
    database.execute(
        "update appearances set place = ?, said_on = ?, url = ? where id = ?", [place, said_on, url, appearance_id]
    )


def set_quotation(database: Database, appearance_id: int, quotation_id: int | None) -> None:
    """Say which quotation of its snapshot an appearance lies in, or that it lies in none."""
    database.execute("update appearances set quotation_id = ? where id = ?", [quotation_id, appearance_id])


def change(database: Database, claim_id: int, version: int, fields: Mapping[str, Any]) -> bool:
    """Save a claim's words and desk state; false where the version is not the stored one.

    `fields` has text, claimant, kind, quoted, open_reference, state, closed_because, closing and duplicate_of.
    """
    cursor = database.execute(
        "update claims set text = :text, claimant = :claimant, kind = :kind, quoted = :quoted, "
        "open_reference = :open_reference, state = :state, closed_because = :closed_because, closing = :closing, "
        "duplicate_of = :duplicate_of, version = version + 1 "
        "where id = :id and version = :version",
        {**fields, "id": claim_id, "version": version},
    )
    return bool(cursor.rowcount == 1)


def set_state(database: Database, claim_id: int, state: State) -> None:
    """Move a claim to another desk state; who saved it meanwhile gets a conflict."""
    database.execute(
        "update claims set state = ?, closed_because = null, closing = null, duplicate_of = null, "
        "version = version + 1 where id = ?",
        [state, claim_id],
    )


def add_lineage(database: Database, child_id: int, parent_id: int) -> None:
    """Note that a claim came from another by splitting or merging."""
    database.execute("insert or ignore into lineage (child_id, parent_id) values (?, ?)", [child_id, parent_id])


def _spans(database: Database, appearance_ids: Iterable[int]) -> dict[int, dict[str, list[Span]]]:
    wanted = json.dumps(list(appearance_ids))
    rows = database.execute(
        "select appearance_id, role, start, end from spans "
        "where appearance_id in (select value from json_each(?)) order by appearance_id, role, ordinal",
        [wanted],
    )
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for appearance_id, role, start, end in rows:
        found[appearance_id][role].append(Span(start, end))
    return found


def _claim(row: Mapping[str, Any], spans: Mapping[str, list[Span]]) -> Claim:
    anchors, antecedents, claimant_spans = (tuple(spans.get(role, ())) for role in ROLES)
    appearance = Appearance(
        id=row["appearance_id"],
        article_id=row["article_id"],
        snapshot_id=row["snapshot_id"],
        quotation_id=row["quotation_id"],
        position=row["position"],
        url=row["url"],
        place=row["place"],
        said_on=row["said_on"],
        anchors=anchors,
        antecedents=antecedents,
        claimant_spans=claimant_spans,
    )
    return Claim(
        id=row["id"],
        text=row["text"],
        claimant=row["claimant"],
        kind=Kind(row["kind"]),
        quoted=bool(row["quoted"]),
        open_reference=bool(row["open_reference"]),
        score=row["score"],
        reasons=tuple(json.loads(row["reasons"])),
        engine=row["engine"],
        engine_version=row["engine_version"],
        state=State(row["state"]),
        closed_because=Closed(row["closed_because"]) if row["closed_because"] else None,
        closing=Closing(row["closing"]) if row["closing"] else None,
        duplicate_of=row["duplicate_of"],
        added_by=row["added_by"],
        added_at=row["added_at"],
        version=row["version"],
        appearance=appearance,
    )


def select(database: Database, rest: str, parameters: Mapping[str, Any]) -> list[Claim]:
    """The claims that `SELECT` finds with `rest` (conditions, order, limit) behind it."""
    rows = list(database.query(f"{SELECT} {rest}", dict(parameters)))
    spans = _spans(database, [row["appearance_id"] for row in rows])
    return [_claim(row, spans.get(row["appearance_id"], {})) for row in rows]


def get(database: Database, claim_id: int) -> Claim | None:
    """One claim, or none."""
    return next(iter(select(database, "where c.id = :id", {"id": claim_id})), None)


def some(database: Database, claim_ids: Iterable[int]) -> list[Claim]:
    """The claims with these numbers, in no order of their own."""
    wanted = {"ids": json.dumps(list(claim_ids))}
    return select(database, "where c.id in (select value from json_each(:ids))", wanted)


def of_article(database: Database, article_id: int, *, closed: bool = False) -> list[Claim]:
    """The claims of one article in reading order, without the closed ones unless they are asked for."""
    return select(
        database,
        "where p.article_id = :article and (:closed or c.state <> 'closed') order by p.position, c.id",
        {"article": article_id, "closed": closed},
    )


def made_elsewhere(database: Database, *, place: str, said_on: str | None, url: str | None) -> list[Claim]:
    """The claims made at one place on one day, without an article and without the closed ones."""
    return select(
        database,
        "where p.article_id is null and c.state <> 'closed' "
        "and p.place = :place and p.said_on is :said_on and p.url is :url order by c.id",
        {"place": place, "said_on": said_on, "url": url},
    )


def relatives(database: Database, claim_id: int) -> list[tuple[str, int, str]]:
    """The claims that this one came from or went into: ("from" or "into", number, text)."""
    rows = database.execute(
        "select 'from', c.id, c.text from lineage l join claims c on c.id = l.parent_id where l.child_id = :id "
        "union all "
        "select 'into', c.id, c.text from lineage l join claims c on c.id = l.child_id where l.parent_id = :id",
        {"id": claim_id},
    )
    return [(str(way), int(number), str(words)) for way, number, words in rows]
