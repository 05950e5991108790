"""What the events tell of articles, sources, people, plans and comments, held against their rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.store import events

COLUMNS = {
    "article": ("articles", ("title", "byline", "publisher", "published_on", "url")),
    "source": (
        "sources",
        ("title", "author", "publisher", "published_on", "url", "is_primary", "origin", "interest", "archive_url"),
    ),
    "person": ("people", ("handle", "name", "role")),
}
"""The table of each sort of subject, and those of its columns that events tell."""

RENAMED: dict[str, dict[str, str]] = {
    "source": {"byline": "author", "primary": "is_primary"},
    "person": {"after": "role"},
}
"""What events call a column otherwise."""

ADDED = ("added article", "added source", "add person", "set up")

PLANNED = ("assignee", "due_on", "review_on", "reach", "harm")


def otherwise(database: Database) -> Iterator[str]:
    """One sentence for each row that is not what its last events left."""
    told: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for _, _, _, verb, subject, _, _, _, _, payload in events.chain(database):
        sort, _, number = subject.partition(" ")
        if payload is None:
            if number.isdigit():  # erased: nothing is told of it any more
                told[sort].pop(int(number), None)
        elif number.isdigit():
            _hear(told, verb, sort, int(number), json.loads(payload))
    for sort, (table, columns) in COLUMNS.items():
        yield from _rows_otherwise(database, told[sort], sort, table, columns)
    yield from _plans_otherwise(database, told["plan"])
    yield from _comments_otherwise(database, told["comment"])


def _hear(
    told: dict[str, dict[int, dict[str, Any]]], verb: str, sort: str, number: int, payload: Mapping[str, Any]
) -> None:
    if verb == "planned work":
        told["plan"][number] = payload["changed"]
    elif verb == "commented":
        told["comment"][payload["comment"]] = {"text": payload["note"]}
    elif sort in COLUMNS:
        said = payload if verb in ADDED or verb == "change role" else payload.get("changed")
        names = RENAMED.get(sort, {})
        if isinstance(said, dict):
            told[sort][number] |= {names.get(str(name), str(name)): value for name, value in said.items()}
        if verb == "added source":
            told[sort][number] |= {"archive_url": ""}


def _rows_otherwise(
    database: Database, told: Mapping[int, Mapping[str, Any]], sort: str, table: str, columns: tuple[str, ...]
) -> Iterator[str]:
    for row in database.query(f"select id, {', '.join(columns)} from {table} order by id"):
        said = told.get(row["id"], {})
        for name in columns:
            if name in said and (said[name] or None) != (row[name] or None):
                yield f"The {name} of {sort} {row['id']} is not the one that its events tell of."


def _plans_otherwise(database: Database, told: Mapping[int, Mapping[str, str]]) -> Iterator[str]:
    topics: dict[int, list[str]] = defaultdict(list)
    for claim, topic in database.execute("select claim_id, topic from topics order by topic"):
        topics[claim].append(topic)
    plans = {row["claim_id"]: row for row in database.query(f"select claim_id, {', '.join(PLANNED)} from plans")}
    stored = {
        number: {name: str(plans.get(number, {}).get(name) or "") for name in PLANNED}
        | {"topics": ", ".join(topics[number])}
        for number in [*plans, *(number for number in topics if number not in plans)]
    }
    nothing = dict.fromkeys((*PLANNED, "topics"), "")
    for number in sorted(stored.keys() | told.keys()):
        said = {name: told.get(number, nothing).get(name, "") for name in nothing}
        if stored.get(number, nothing) != said:
            yield f"The plan of claim {number} is not the one that its events tell of."


def _comments_otherwise(database: Database, told: Mapping[int, Mapping[str, str]]) -> Iterator[str]:
    for number, text in database.execute("select id, text from comments order by id"):
        if number in told and told[number]["text"] != text:
            yield f"Comment {number} is not the one that its event tells of."
