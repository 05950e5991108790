"""The event log: appended with every change, chained by SHA-256, payloads salted and kept apart.

Hash of an event = SHA-256 of the JSON list [previous hash, id, at, actor, verb, subject, payload hash];
payload hash = SHA-256 of salt and payload. So a payload can be erased later and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records import Event

GENESIS = "0" * 64


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no blanks, so that its hash can be computed again."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def payload_hash(salt: str, payload: str) -> str:
    """The hash that stands in the chain for a payload; the salt keeps short payloads from being guessed."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def event_hash(previous: str, event_id: int, at: str, actor: int | None, verb: str, subject: str, payload: str) -> str:
    """The hash of one event, from the one before it and its own row."""
    return hashlib.sha256(canonical([previous, event_id, at, actor, verb, subject, payload]).encode()).hexdigest()


def append(
    database: Database, *, now: str, actor: int | None, verb: str, subject: str, payload: Mapping[str, Any]
) -> int:
    """Append one event to the chain, inside the transaction of the change that it tells of; give its number.

    `subject` reads "claim 12", "article 3"; `actor` is a person's id, none for the machine itself.
    """
    last = database.execute("select id, hash from events order by id desc limit 1").fetchone() or (0, GENESIS)
    event_id, previous = last[0] + 1, last[1]
    salt, text = secrets.token_hex(16), canonical(payload)
    hashed = payload_hash(salt, text)
    row = [event_id, now, actor, verb, subject, hashed, previous]
    row.append(event_hash(previous, event_id, now, actor, verb, subject, hashed))
    database.execute(
        "insert into events (id, at, actor, verb, subject, payload_hash, previous_hash, hash) "
        "values (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    database.execute("insert into event_payloads (event_id, salt, payload) values (?, ?, ?)", [event_id, salt, text])
    return event_id


def head(database: Database) -> tuple[int, str]:
    """Number and hash of the newest event; (0, zeros) before the first."""
    row = database.execute("select id, hash from events order by id desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


_SELECT = """
    select e.id, e.at, e.actor, p.name as actor_name, e.verb, e.subject, e.hash, x.payload
      from events e left join people p on p.id = e.actor left join event_payloads x on x.event_id = e.id
"""


def _event(row: Mapping[str, Any]) -> Event:
    payload = json.loads(row["payload"]) if row["payload"] is not None else None
    return Event(
        id=row["id"],
        at=row["at"],
        actor=row["actor"],
        actor_name=row["actor_name"] or "",
        verb=row["verb"],
        subject=row["subject"],
        hash=row["hash"],
        payload=payload,
    )


def select(database: Database, rest: str, parameters: Mapping[str, Any]) -> list[Event]:
    """The events with their payloads that fit `rest` (conditions, order, limit; `e` is the event's row)."""
    return [_event(row) for row in database.query(f"{_SELECT} {rest}", dict(parameters))]


def get(database: Database, event_id: int) -> Event | None:
    """One event with its payload, or none."""
    return next(iter(select(database, "where e.id = :id", {"id": event_id})), None)


def of_subject(database: Database, subject: str, limit: int = 200) -> list[Event]:
    """What happened to one subject, newest first."""
    rest = "where e.subject = :subject order by e.id desc limit :limit"
    return select(database, rest, {"subject": subject, "limit": limit})


def last_of(database: Database, subject: str, verb: str, *, since: str) -> str | None:
    """When this was last done to a subject after a moment; none where it was not."""
    row = database.execute(
        "select max(at) from events where subject = ? and verb = ? and at >= ?", [subject, verb, since]
    ).fetchone()
    return str(row[0]) if row[0] else None


def published_at(database: Database, claim_id: int, moment: str) -> str:
    """The hash of the event by which a verdict on a claim was published at this moment; empty where there is none."""
    row = database.execute(
        "select hash from events where subject = ? and verb = 'published verdict' and at = ? order by id desc limit 1",
        [f"claim {claim_id}", moment],
    ).fetchone()
    return str(row[0]) if row else ""


def on_claims(database: Database, claim_ids: Iterable[int]) -> list[Event]:
    """The acts that noted how these claims stood before and after, newest first.

    An act on a claim that one of them came from or went into (splitting, merging) touched them too.
    """
    rows = database.query(
        f"""with wanted (id) as (select value from json_each(:ids))
             {_SELECT}
             where json_type(x.payload, '$.after') = 'object' and e.subject in (
                   select 'claim ' || id from wanted
                   union select 'claim ' || parent_id from lineage where child_id in (select id from wanted)
                   union select 'claim ' || child_id from lineage where parent_id in (select id from wanted))
             order by e.id desc""",
        {"ids": json.dumps(list(claim_ids))},
    )
    return [_event(row) for row in rows]


def of_claim(database: Database, claim_id: int) -> list[Event]:
    """What happened to a claim, newest first: with the acts on others that it came from or went into."""
    found = {event.id: event for event in of_subject(database, f"claim {claim_id}")}
    for event in on_claims(database, [claim_id]):
        if str(claim_id) in (event.payload or {})["after"]:
            found.setdefault(event.id, event)
    return [found[number] for number in sorted(found, reverse=True)]


def newest_verdicts(database: Database, claim_ids: Iterable[int]) -> dict[int, int]:
    """The event of the newest verdict that was given on each of these claims; without those that have none."""
    rows = database.execute(
        "select wanted.value, max(e.id) from json_each(?) wanted join events e on e.subject = 'claim ' || wanted.value "
        "where e.verb = 'gave verdict' group by wanted.value",
        [json.dumps(list(claim_ids))],
    )
    return {int(number): int(event) for number, event in rows}


def chain(database: Database) -> Iterator[tuple[Any, ...]]:
    """Every event's row with salt and payload, oldest first, for verifying."""
    yield from database.execute(
        "select e.id, e.at, e.actor, e.verb, e.subject, e.payload_hash, e.previous_hash, e.hash, x.salt, x.payload "
        "from events e left join event_payloads x on x.event_id = e.id order by e.id"
    )
