"""Sessions and one-time links, as rows; both are found by the hash of a token that is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records import Link, Purpose, Session

_SESSION = """
    select token_hash as key, person_id, started_at, seen_at, expires_at, ended_at, device,
           second_step_at, confirmed_at, by_link
      from sessions
"""
_LINK = "select token_hash as key, purpose, person_id, made_at, expires_at, used_at from links"


def _link(row: Mapping[str, Any]) -> Link:
    return Link(**{**row, "purpose": Purpose(row["purpose"])})


def _session(row: Mapping[str, Any]) -> Session:
    return Session(**{**row, "by_link": bool(row["by_link"])})


def get(database: Database, key: str) -> Session | None:
    """One session by its key, ended or not."""
    for row in database.query(f"{_SESSION} where token_hash = :key", {"key": key}):
        return _session(row)
    return None


def live_of(database: Database, person_id: int, *, now: str, seen_since: str) -> list[Session]:
    """The sessions of one person that still open the desk, last used first."""
    rows = database.query(
        f"{_SESSION} where person_id = :person and ended_at is null and expires_at > :now and seen_at > :since"
        " order by seen_at desc, token_hash",
        {"person": person_id, "now": now, "since": seen_since},
    )
    return [_session(row) for row in rows]


def insert(database: Database, session: Session) -> None:
    """Begin one session."""
    database.execute(
        "insert into sessions (token_hash, person_id, started_at, seen_at, expires_at, device, confirmed_at, by_link)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            session.key,
            session.person_id,
            session.started_at,
            session.seen_at,
            session.expires_at,
            session.device,
            session.confirmed_at,
            int(session.by_link),
        ],
    )


def set_seen(database: Database, key: str, now: str) -> None:
    """Store when a session was last used."""
    database.execute("update sessions set seen_at = :now where token_hash = :key", {"key": key, "now": now})


def set_second_step(database: Database, key: str, now: str) -> None:
    """Store when the second step was given in a session."""
    database.execute(
        "update sessions set second_step_at = :now, confirmed_at = :now where token_hash = :key",
        {"key": key, "now": now},
    )


def set_confirmed(database: Database, key: str, now: str) -> None:
    """Store when the person of a session showed who they are."""
    database.execute("update sessions set confirmed_at = :now where token_hash = :key", {"key": key, "now": now})


def allow_setting_up(database: Database, key: str) -> None:
    """Let a session whose second step was taken away set up another one."""
    database.execute("update sessions set second_step_at = null, by_link = 1 where token_hash = :key", {"key": key})


def end(database: Database, key: str, now: str) -> None:
    """End one session; one that has ended stays as it is."""
    database.execute(
        "update sessions set ended_at = :now where token_hash = :key and ended_at is null", {"key": key, "now": now}
    )


def end_all_of(database: Database, person_id: int, now: str, keep: str = "") -> None:
    """End every session of one person but the one with the key `keep`."""
    database.execute(
        "update sessions set ended_at = :now where person_id = :person and ended_at is null and token_hash <> :keep",
        {"person": person_id, "now": now, "keep": keep},
    )


def link(database: Database, key: str) -> Link | None:
    """One link by its key, used or not."""
    for row in database.query(f"{_LINK} where token_hash = :key", {"key": key}):
        return _link(row)
    return None


def insert_link(database: Database, new: Link) -> None:
    """Hand out one link."""
    database.execute(
        "insert into links (token_hash, purpose, person_id, made_at, expires_at) values (?, ?, ?, ?, ?)",
        [new.key, new.purpose, new.person_id, new.made_at, new.expires_at],
    )


def use_link(database: Database, key: str, now: str) -> None:
    """Store when a link was used."""
    database.execute("update links set used_at = :now where token_hash = :key", {"key": key, "now": now})


def expire_links_of(database: Database, person_id: int | None, now: str, purpose: Purpose | None = None) -> None:
    """Let one person's unused links end now (none: the set-up links); with a purpose, only those of it."""
    database.execute(
        "update links set expires_at = :now where person_id is :person and used_at is null and expires_at > :now"
        " and (:purpose is null or purpose = :purpose)",
        {"person": person_id, "now": now, "purpose": purpose},
    )
