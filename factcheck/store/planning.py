"""Plans, topics, comments and saved views, as rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from factcheck.core.triage import urgency
from factcheck.records import Comment, Plan, SavedView, Urgency
from factcheck.store.connection import insert


def of_claims(database: Database, claim_ids: Iterable[int]) -> dict[int, Plan]:
    """What is planned on each of these claims; without those on which nothing is."""
    wanted = {"ids": json.dumps(list(claim_ids))}
    topics: dict[int, list[str]] = defaultdict(list)
    for claim_id, topic in database.execute(
        "select claim_id, topic from topics where claim_id in (select value from json_each(:ids)) order by topic",
        wanted,
    ):
        topics[claim_id].append(topic)
    rows = database.query(
        "select p.claim_id, p.assignee, coalesce(who.name, '') as assignee_name, p.due_on, p.review_on, p.reach,"
        " p.harm, p.version from plans p left join people who on who.id = p.assignee"
        " where p.claim_id in (select value from json_each(:ids))",
        wanted,
    )
    return {row["claim_id"]: Plan(**row, topics=tuple(topics[row["claim_id"]])) for row in rows}


def of_claim(database: Database, claim_id: int) -> Plan:
    """What is planned on a claim; an empty plan of version 0 where nothing is."""
    return of_claims(database, [claim_id]).get(claim_id, Plan(claim_id))


def save(database: Database, plan: Plan) -> bool:
    """Store a plan over the one of `plan.version`; false where another version stands."""
    row = {
        "claim": plan.claim_id,
        "assignee": plan.assignee,
        "due": plan.due_on,
        "review": plan.review_on,
        "reach": plan.reach,
        "harm": plan.harm,
        "version": plan.version,
    }
    stored = database.execute(
        "insert into plans (claim_id, assignee, due_on, review_on, reach, harm)"
        " select :claim, :assignee, :due, :review, :reach, :harm where :version = 0 on conflict do nothing"
        if plan.version == 0
        else "update plans set assignee = :assignee, due_on = :due, review_on = :review, reach = :reach, harm = :harm,"
        " version = version + 1 where claim_id = :claim and version = :version",
        row,
    )
    if not stored.rowcount:
        return False
    database.execute("delete from topics where claim_id = ?", [plan.claim_id])
    for topic in plan.topics:
        database.execute("insert into topics (claim_id, topic) values (?, ?)", [plan.claim_id, topic])
    set_triage(database, plan.claim_id)
    return True


FIXED_DAY = "2026-01-01"
"""The day on which the scores of the column `triage` hold. Any would do: it must only stay the same."""


def urgency_of(database: Database, claim_id: int, now: str) -> Urgency:
    """How urgent a claim is at a moment, and what of."""
    row = database.execute(
        "select c.score, coalesce(p.reach, 0), coalesce(p.harm, 0),"
        " (select count(*) from appearances a where a.claim_id = c.id), julianday(:now) - julianday(c.added_at)"
        " from claims c left join plans p on p.claim_id = c.id where c.id = :claim",
        {"claim": claim_id, "now": now},
    ).fetchone()
    return urgency(*row)


def set_triage(database: Database, claim_id: int) -> None:
    """Store a claim's place in the queue anew, after its plan or its appearances changed."""
    score = urgency_of(database, claim_id, FIXED_DAY).total
    database.execute("update claims set triage = ? where id = ?", [score, claim_id])


def topics(database: Database, limit: int = 200) -> list[str]:
    """The topics in use, the most frequent first."""
    rows = database.execute("select topic from topics group by topic order by count(*) desc, topic limit ?", [limit])
    return [str(topic) for (topic,) in rows]


def add_comment(database: Database, claim_id: int, text: str, mentioned: Iterable[int], *, by: int, now: str) -> int:
    """Store a comment and whom it mentions; give its number."""
    number = insert(database, "comments", {"claim_id": claim_id, "text": text, "made_by": by, "made_at": now})
    for person in mentioned:
        database.execute("insert into mentions (comment_id, person_id) values (?, ?)", [number, person])
    return number


_COMMENT = """select c.id, c.claim_id, c.text, c.made_by, p.name as made_by_name, c.made_at
                from comments c join people p on p.id = c.made_by"""


def comments_on(database: Database, claim_id: int) -> list[Comment]:
    """The comments on a claim, oldest first."""
    return [Comment(**row) for row in database.query(f"{_COMMENT} where c.claim_id = ? order by c.id", [claim_id])]


def unread_mentions(database: Database, person_id: int) -> list[Comment]:
    """The comments that mention a person who has not opened the claim since, newest first."""
    rows = database.query(
        f"{_COMMENT} join mentions m on m.comment_id = c.id where m.person_id = ? and m.read_at is null"
        " order by c.id desc limit 100",
        [person_id],
    )
    return [Comment(**row) for row in rows]


def read_mentions(database: Database, claim_id: int, person_id: int, now: str) -> None:
    """Note that a person has read what mentions them on a claim."""
    database.execute(
        "update mentions set read_at = :now where person_id = :person and read_at is null"
        " and comment_id in (select id from comments where claim_id = :claim)",
        {"claim": claim_id, "person": person_id, "now": now},
    )


def views(database: Database, person_id: int) -> list[SavedView]:
    """The lists that a person saved, by name."""
    rows = database.query("select id, name, query from saved_views where person_id = ? order by name", [person_id])
    return [SavedView(**row) for row in rows]


def save_view(database: Database, person_id: int, name: str, query: str) -> None:
    """Save a list under a name; one of the same name is replaced."""
    database.execute(
        "insert into saved_views (person_id, name, query) values (:person, :name, :query)"
        " on conflict (person_id, name) do update set query = :query",
        {"person": person_id, "name": name, "query": query},
    )


def remove_view(database: Database, person_id: int, view_id: int) -> None:
    """Forget a list that a person saved."""
    database.execute("delete from saved_views where id = ? and person_id = ?", [view_id, person_id])


def assigned_to(database: Database, person_id: int) -> Sequence[int]:
    """The open claims that a person has, those due first, then the most urgent."""
    rows = database.execute(
        "select c.id from plans p join claims c on c.id = p.claim_id"
        " where p.assignee = ? and c.state not in ('published', 'closed')"
        " order by p.due_on is null, p.due_on, c.triage desc, c.id limit 200",
        [person_id],
    )
    return [int(number) for (number,) in rows]


def to_review_again(database: Database, today: str) -> Sequence[int]:
    """The published claims whose day of looking again has come, the longest due first."""
    rows = database.execute(
        "select c.id from plans p join claims c on c.id = p.claim_id"
        " where p.review_on <= ? and c.state = 'published' order by p.review_on, c.id limit 200",
        [today],
    )
    return [int(number) for (number,) in rows]


def waiting_for_second_person(database: Database, person_id: int) -> Sequence[int]:
    """The claims in review whose newest verdict somebody else gave, the longest waiting first."""
    rows = database.execute(
        "select c.id from claims c join verdicts v on v.claim_id = c.id"
        " and v.number = (select max(number) from verdicts where claim_id = c.id)"
        " where c.state = 'in review' and v.recorded_by <> ? order by v.id limit 200",
        [person_id],
    )
    return [int(number) for (number,) in rows]
