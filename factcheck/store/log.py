"""The event log as it is read: everything that was done, newest first, narrowed down by who, what, to what and when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import Event
from factcheck.store import events

PAGE = 50


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What somebody wants to see of the log; empty means everything. Days are ISO days and count themselves."""

    actor: int | None = None  # 0: the machine itself
    verb: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, how many events fit what was asked for, and the head of the chain."""

    events: tuple[Event, ...]
    total: int
    pages: int
    head: str


def page(database: Database, asked: Narrowed) -> LogPage:
    """The page of the log that is asked for."""
    where, parameters = _conditions(asked)
    [total] = database.execute(f"select count(*) from events e where {where}", parameters).fetchone()
    found = events.select(
        database,
        f"where {where} order by e.id desc limit :limit offset :offset",
        {**parameters, "limit": PAGE, "offset": (asked.page - 1) * PAGE},
    )
    return LogPage(tuple(found), int(total), max(1, -(-int(total) // PAGE)), events.head(database)[1])


def _conditions(asked: Narrowed) -> tuple[str, dict[str, object]]:
    parts, parameters = ["1"], dict[str, object]()
    if asked.actor is not None:
        parts.append("e.actor = :actor" if asked.actor else "e.actor is null")
        parameters["actor"] = asked.actor
    if asked.verb:
        parts.append("e.verb = :verb")
        parameters["verb"] = asked.verb
    if asked.subject:
        parts.append("e.subject = :subject")
        parameters["subject"] = asked.subject
    if asked.since:
        parts.append("e.at >= :since")
        parameters["since"] = asked.since
    if asked.until:
        parts.append("e.at < date(:until, '+1 day')")
        parameters["until"] = asked.until
    return " and ".join(parts), parameters


def verbs(database: Database) -> list[str]:
    """Everything that was ever done, by the name of the act."""
    return [str(verb) for (verb,) in database.execute("select distinct verb from events order by verb")]
