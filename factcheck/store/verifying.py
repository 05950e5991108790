"""What `verify` checks: that the database says today what was written to it, and that nothing was slipped in.

Each check gives one sentence for every fault; a database without faults gives none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where there is one

from factcheck.store import cards, erasures, events, retelling, snapshots, verdicts
from factcheck.store.connection import connect
from factcheck.store.migrations import migrations


@dataclass(frozen=True, slots=True)
class Extent:
    """How much was verified; `head` is the newest event's hash, which stands for all before it."""

    events: int
    head: str
    snapshots: int
    claims: int


def extent(database: Database) -> Extent:
    """What there is to verify."""
    number, head = events.head(database)
    counts = [database.execute(f"select count(*) from {table}").fetchone()[0] for table in ("snapshots", "claims")]
    return Extent(number, head, *counts)


def problems(database: Database) -> Iterator[str]:
    """Everything that is wrong with the database, the deepest first."""
    try:
        yield from _file_faults(database)
        yield from _schema_faults(database)
        yield from _chain_faults(database)
        yield from snapshots.damaged(database)
        with _up_to_date(database) as current:
            yield from _told_otherwise(current)
            yield from retelling.otherwise(current)
    except sqlite3.DatabaseError as error:
        yield f"The database cannot be read further: {error}."


@contextmanager
def _up_to_date(database: Database) -> Iterator[Database]:
    """The database, or where that is of an earlier version (an old backup) a migrated copy of it, while needed."""
    if not migrations.pending(database):
        yield database
        return
    with TemporaryDirectory() as folder, closing(connect(Path(folder) / "copy.db")) as copy:
        database.conn.backup(copy.conn)
        migrations.apply(copy)
        yield copy


def _file_faults(database: Database) -> Iterator[str]:
    """What SQLite itself finds: broken pages and indexes, rows that point to nothing."""
    for (fault,) in database.execute("pragma integrity_check(20)"):
        if fault != "ok":
            yield f"SQLite finds a fault: {fault}."
    for table, row, parent, _ in database.execute("pragma foreign_key_check"):
        yield f"Row {row} of {table} points to a row of {parent} that is not there."


def _schema_faults(database: Database) -> Iterator[str]:
    """Guards, tables and views that are not what the migrations made, and triggers that they did not make."""
    made = Database(memory=True, strict=True)
    pending = [step.name for step in migrations.pending(database)]
    migrations.apply(made, stop_before=pending[:1])
    expected, found = _schema(made), _schema(database)
    made.close()
    for name, sql in expected.items():
        if found.get(name) != sql:
            yield f"The {name} is missing or not as the migrations made it."
    for name in found.keys() - expected.keys():
        if name.startswith("trigger"):
            yield f"The {name} was slipped in."


def _schema(database: Database) -> dict[str, str]:
    rows = database.execute("select type || ' ' || name, sql from sqlite_master where sql is not null order by rowid")
    return dict(rows)


def _chain_faults(database: Database) -> Iterator[str]:
    """Events that are missing, were changed, or do not follow the one before."""
    previous, expected, erased = events.GENESIS, 1, erasures.payloads(database)
    for number, at, actor, verb, subject, hashed, before, stored, salt, payload in events.chain(database):
        if number != expected:
            yield f"Event {expected} is missing."
        elif before != previous:
            yield f"Event {number} does not follow event {number - 1}: the chain is broken."
        if events.event_hash(before, number, at, actor, verb, subject, hashed) != stored:
            yield f"Event {number} was changed after it was written."
        if payload is None:
            if number not in erased:
                yield f"Event {number} has lost its payload."
        elif events.payload_hash(salt, payload) != hashed:
            yield f"The payload of event {number} was changed after it was written."
        previous, expected = stored, number + 1


@dataclass(slots=True)
class _Told:
    """What the events say that the tables must hold."""

    states: dict[int, str] = field(default_factory=dict)
    words: dict[int, dict[str, Any]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    verdicts: dict[int, dict[str, Any]] = field(default_factory=dict)
    published: dict[int, tuple[int | None, str, bool]] = field(default_factory=dict)
    withdrawn: dict[int, tuple[int | None, str, str]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    stances: dict[int, str] = field(default_factory=dict)
    snapshots: dict[int, int] = field(default_factory=dict)
    notices: dict[int, dict[str, Any]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    not_shown: dict[int, str | None] = field(default_factory=dict)  # none where that was erased

    def hear(self, at: str, actor: int | None, verb: str, subject: str, payload: dict[str, Any]) -> None:
        """Take in one event; a later one overrules."""
        self.states |= {int(number): state for number, state in payload.get("states", {}).items()}
        if verb in ("received letter", "changed policy"):
            self.written[subject] = payload.get("text_hash", "")
        if "text_sha256" in payload:
            self.texts[payload["snapshot"]] = payload["text_sha256"]
        if verb == "gave verdict":
            self.verdicts[payload["verdict"]] = payload
        if verb == "published verdict":
            self.published[payload["verdict"]] = (actor, at, payload["solo"])
        if verb == "rechecked":
            self.outcomes[subject] = payload["outcome"]
        self.notices |= {int(number): notice for number, notice in payload.get("notices", {}).items()}
        if verb == "withdrew verdict":
            self.withdrawn[payload["verdict"]] = (actor, at, payload.get("note", ""))
        if "stance" in payload:
            self.stances[payload["evidence"]] = payload["stance"]
            self.snapshots |= {payload["evidence"]: payload["snapshot"]} if "snapshot" in payload else {}
        if verb == "moved passage":
            self.not_shown[payload["evidence"]] = self.not_shown.get(payload["from"], "") if "from" in payload else None
        if verb == "said what evidence does not show":
            self.not_shown[payload["evidence"]] = payload.get("changed", {}).get("not_shown")
        for number, one in payload.get("carried", {}).items():
            self.stances[int(number)] = one["stance"]
            self.not_shown[int(number)] = self.not_shown.get(one["from"], "")
        if isinstance(after := payload.get("after"), dict):
            self.words |= {int(number): memory for number, memory in after.items()}


def _told(database: Database) -> _Told:
    told, erased = _Told(), erasures.payloads(database)
    for number, at, actor, verb, subject, _, _, _, _, payload in events.chain(database):
        if payload is not None:
            told.hear(at, actor, verb, subject, json.loads(payload))
        elif number in erased:
            told.hear(at, actor, verb, subject, {**erased[number]["facts"], "erased": True})
            for claim in erased[number]["wordless"]:
                told.words.pop(claim, None)
    return told


def _told_otherwise(database: Database) -> Iterator[str]:
    """Claims, snapshots, evidence, verdicts and publications that are not what the events tell."""
    told = _told(database)
    yield from _claims_otherwise(database, told)
    yield from _verdicts_otherwise(database, told)
    for number, text in told.texts.items():
        row = database.execute("select text_sha256 from snapshots where id = ?", [number]).fetchone()
        if row is None or row[0] != text:
            yield f"Snapshot {number} is not the one that its event tells of."
    yield from _evidence_otherwise(database, told)
    yield from _rechecks_otherwise(database, told)
    yield from _texts_otherwise(database, told)


def _texts_otherwise(database: Database, told: _Told) -> Iterator[str]:
    """Letters of readers and texts on how the desk works that are not those that the events tell of by their hash."""
    rows = database.execute(
        "select 'letter ' || id, text from letters union all select 'policy ' || name, text from policies"
    )
    stored = {subject: hashlib.sha256(text.encode()).hexdigest() for subject, text in rows}
    for subject in sorted(stored.keys() | told.written.keys()):
        known = told.written.get(subject)
        if known != "" and known != stored.get(subject):  # an erased event has no hash
            yield f"The {subject} is not the one that its event tells of."


def _rechecks_otherwise(database: Database, told: _Told) -> Iterator[str]:
    stored = {
        number: {"outcome": outcome, "settled": settled}
        for number, outcome, settled in database.execute("select id, outcome, settled from notices")
    }
    for number in sorted(stored.keys() | told.notices.keys()):
        if stored.get(number) != told.notices.get(number):
            yield f"Notice {number} is not the one that its events tell of."
    rows = database.execute(
        "select iif(source_id is null, 'article ' || article_id, 'source ' || source_id), outcome from rechecks"
    )
    found = dict(rows.fetchall())
    for subject in sorted(found.keys() | told.outcomes.keys()):
        if found.get(subject) != told.outcomes.get(subject):
            yield f"How {subject} was found last is not what its events tell of."


def _evidence_otherwise(database: Database, told: _Told) -> Iterator[str]:
    rows = database.execute("select id, stance, snapshot_id, not_shown from evidence order by id")
    for number, stance, snapshot, not_shown in rows:
        if told.stances.get(number) != stance:
            yield f"The stance of evidence {number} is not the one that its event tells of."
        if told.not_shown.get(number, "") not in (not_shown, None):
            yield f"What evidence {number} does not show is not what its event tells of."
        if told.snapshots.get(number, snapshot) != snapshot:  # early events do not name it
            yield f"Evidence {number} does not stand in the snapshot that its event tells of."
    for [number] in database.execute("select id from verdicts order by id").fetchall():
        event = told.verdicts.get(number, {})
        if not event.get("erased") and event.get("not_shown", {}) != cards.of_verdict(database, number):
            yield f"What the evidence of verdict {number} does not show is not what its event tells of."


def _claims_otherwise(database: Database, told: _Told) -> Iterator[str]:
    for number, state in database.execute("select id, state from claims order by id"):
        if told.states.get(number) != state:
            yield f"Claim {number} is '{state}'; by its events it is '{told.states.get(number, 'not there')}'."
    for number, text, claimant in database.execute("select id, text, claimant from claims order by id"):
        memory = told.words.get(number)
        if memory and (memory["text"], memory["claimant"]) != (text, claimant):
            yield f"The words of claim {number} are not those that its last act left."


def _verdicts_otherwise(database: Database, told: _Told) -> Iterator[str]:
    for number, rating, reason, not_known in database.execute(
        "select id, rating, reason, not_known from verdicts order by id"
    ):
        event = told.verdicts.get(number, {})
        content = verdicts.content_sha256(database, number)
        said = {"reason": reason, "not_known": not_known} if event.get("erased") else {"not_known": "", **event}
        told_of = event.get("rating"), said.get("reason"), said["not_known"]
        if told_of != (rating, reason, not_known) or event.get("content_sha256", content) != content:  # early: no hash
            yield f"Verdict {number} is not the one that its event tells of."
    rows = database.execute("select verdict_id, published_by, published_at, solo from publications")
    stored = {number: (by, at, bool(solo)) for number, by, at, solo in rows}
    for number in sorted(stored.keys() | told.published.keys()):
        if stored.get(number) != told.published.get(number):
            yield f"The publication of verdict {number} is not the one that its event tells of."
    rows = database.execute("select verdict_id, withdrawn_by, withdrawn_at, note from withdrawals")
    silent = {number for number, (*_, note) in told.withdrawn.items() if not note}  # an erased event has no note
    taken_back = {number: (by, at, "" if number in silent else note) for number, by, at, note in rows}
    for number in sorted(taken_back.keys() | told.withdrawn.keys()):
        if taken_back.get(number) != told.withdrawn.get(number):
            yield f"The withdrawal of verdict {number} is not the one that its event tells of."


def holds(database: Database, head: str) -> bool:
    """Say whether an event with this hash is in the chain: then nothing up to it was changed or taken away since."""
    return database.execute("select 1 from events where hash = ?", [head]).fetchone() is not None
