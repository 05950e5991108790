"""Matches: which claims may be one, which a person said are, and so of which claim another is an appearance.

A claim that is an appearance keeps its row, its spans, its sources and its verdicts; taking the match back is to change
one word here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records.matches import Match, Matching

TABLE = (
    """create table matches (
        id integer primary key,
        claim_id integer not null references claims,
        known_id integer not null references claims,
        state text not null check (state in ('suggested', 'confirmed', 'rejected')),
        alike real not null check (alike between 0 and 1),
        decided_by integer references people,
        decided_at text,
        unique (claim_id, known_id),
        check (claim_id <> known_id),
        check ((state = 'suggested') = (decided_by is null)),
        check ((decided_by is null) = (decided_at is null))) strict""",
    "create index matches_known on matches (known_id)",
    "create unique index matches_confirmed on matches (claim_id) where state = 'confirmed'",
)
"""The table as the schema's step makes it. Later steps change it, never this."""

SELECT = (
    "select m.id, m.claim_id, m.known_id, m.state, m.alike, m.decided_at, p.name as decided_by_name "
    "from matches m left join people p on p.id = m.decided_by"
)

CHAIN = """
    with recursive chain (start, claim_id) as (
        select value, value from json_each(:claims)
        union
        select chain.start, m.known_id from chain join matches m on m.claim_id = chain.claim_id
         where m.state = 'confirmed')
"""
"""Each claim with all that it is an appearance of, itself included."""

IS_APPEARANCE = "exists (select 1 from matches m where m.claim_id = c.id and m.state = 'confirmed')"
"""The condition that a claim `c` is an appearance of another."""


def _match(row: Mapping[str, Any]) -> Match:
    return Match(
        row["id"],
        row["claim_id"],
        row["known_id"],
        Matching(row["state"]),
        row["alike"],
        row["decided_by_name"] or "",
        row["decided_at"],
    )


def suggest(database: Database, claim_id: int, found: Mapping[int, float]) -> None:
    """Put these known claims in the place of what was suggested for a claim; what a person decided stays."""
    database.execute("delete from matches where claim_id = ? and state = 'suggested'", [claim_id])
    for known_id, alike in found.items():
        database.execute(
            "insert or ignore into matches (claim_id, known_id, state, alike) values (?, ?, 'suggested', ?)",
            [claim_id, known_id, alike],
        )


def get(database: Database, match_id: int) -> Match | None:
    """One match, or none."""
    return next((_match(row) for row in database.query(f"{SELECT} where m.id = :id", {"id": match_id})), None)


def of_claim(database: Database, claim_id: int) -> list[Match]:
    """The matches of a claim, as the one that is matched or as the known one, the most alike first."""
    rows = database.query(
        f"{SELECT} where m.claim_id = :claim or m.known_id = :claim order by m.alike desc, m.id", {"claim": claim_id}
    )
    return [_match(row) for row in rows]


def of_article(database: Database, article_id: int) -> list[Match]:
    """The matches of an article's open claims with known ones, rejected ones left out, in reading order."""
    rows = database.query(
        f"{SELECT} join appearances a on a.claim_id = m.claim_id join claims c on c.id = m.claim_id "
        "where a.article_id = :article and m.state <> 'rejected' and c.state <> 'closed' "
        "order by a.position, m.claim_id, m.state, m.alike desc",
        {"article": article_id},
    )
    return [_match(row) for row in rows]


def decide(database: Database, match_id: int, state: Matching, *, by: int | None, now: str | None) -> None:
    """Say what a match is; a suggested one is decided by nobody."""
    database.execute(
        "update matches set state = ?, decided_by = ?, decided_at = ? where id = ?", [state, by, now, match_id]
    )


def firsts(database: Database, claim_ids: Iterable[int]) -> dict[int, int]:
    """The claim that each of these is an appearance of in the end; those that are none are their own."""
    rows = database.execute(
        f"{CHAIN} select start, claim_id from chain where not exists (select 1 from matches m "
        "where m.claim_id = chain.claim_id and m.state = 'confirmed')",
        {"claims": json.dumps(list(claim_ids))},
    )
    return {int(start): int(first) for start, first in rows}


def appearances(database: Database, claim_id: int) -> list[tuple[int, str]]:
    """The claims that are appearances of this one, and when that was last said of each or of one between them."""
    rows = database.execute(
        """with recursive found (claim_id, at) as (
               select m.claim_id, m.decided_at from matches m where m.known_id = :claim and m.state = 'confirmed'
               union
               select m.claim_id, max(m.decided_at, found.at) from found join matches m on m.known_id = found.claim_id
                where m.state = 'confirmed')
           select claim_id, at from found order by claim_id""",
        {"claim": claim_id},
    )
    return [(int(number), str(at)) for number, at in rows]
