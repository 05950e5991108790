"""What was erased by law or for privacy: the one way in which a payload or a snapshot's content may go."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlite_utils import Database

PAYLOAD = "erased payload"
SNAPSHOT = "erased snapshot"

MASK = "█"

GUARDS = [
    "drop trigger event_payloads_no_delete",
    f"""create trigger event_payloads_no_delete before delete on event_payloads
        when not exists (select 1 from events where verb = '{PAYLOAD}' and subject = 'event ' || old.event_id)
        begin select raise(abort, 'event_payloads are only ever appended'); end""",
    "drop trigger snapshot_contents_no_update",
    f"""create trigger snapshot_contents_no_update before update on snapshot_contents
        when not exists (select 1 from events where verb = '{SNAPSHOT}' and subject = 'snapshot ' || old.snapshot_id)
        begin select raise(abort, 'snapshot_contents are only ever appended'); end""",
]
"""The database lets go of what an event of the chain says was erased, and of nothing else."""


def masked(text: str) -> str:
    """As many signs as the text has, with its lines and blanks, so that spans still point where they did."""
    return "".join(sign if sign.isspace() else MASK for sign in text)


def payloads(database: Database) -> dict[int, dict[str, Any]]:
    """The events whose payload was erased, each with what the erasing event kept of it."""
    rows = database.execute(
        "select e.id, e.subject, p.payload from events e join event_payloads p on p.event_id = e.id where e.verb = ?",
        [PAYLOAD],
    )
    found = {}
    for number, subject, payload in rows:
        erased = int(subject.removeprefix("event "))
        if erased < number:
            found[erased] = json.loads(payload)
    return found


def snapshots(database: Database) -> set[int]:
    """The snapshots whose content was erased."""
    rows = database.execute("select subject from events where verb = ?", [SNAPSHOT])
    return {int(subject.removeprefix("snapshot ")) for (subject,) in rows}


def take_payload(database: Database, event_id: int) -> None:
    """Erase one payload; the event that says so must stand in the chain already."""
    database.execute("delete from event_payloads where event_id = ?", [event_id])


def take_snapshot(database: Database, snapshot_id: int) -> None:
    """Erase the bytes of a snapshot, and mask its text wherever it is kept; the event that says so must stand already.

    What was made of the text goes with it: the links that it had, its sketch, findings, and the index of words.
    """
    [[text]] = database.execute("select text from snapshot_contents where snapshot_id = ?", [snapshot_id]).fetchall()
    titles = database.execute("select id, title from articles where snapshot_id = ?", [snapshot_id]).fetchall()
    mask = masked(text)
    for number, title in titles:
        database.execute(
            "insert into articles_words (articles_words, rowid, title, text) values ('delete', ?, ?, ?)",
            [number, title, text],
        )
    database.execute(
        "update snapshot_contents set raw = ?, text = ? where snapshot_id = ?", [zlib.compress(b""), mask, snapshot_id]
    )
    for number, title in titles:
        database.execute("insert into articles_words (rowid, title, text) values (?, ?, ?)", [number, title, mask])
    database.execute("delete from snapshot_links where snapshot_id = ?", [snapshot_id])
    database.execute("delete from sketches where snapshot_id = ?", [snapshot_id])
    database.execute("delete from readings where snapshot_id = ?", [snapshot_id])
    database.execute(
        "delete from comparisons where evidence_id in (select id from evidence where snapshot_id = ?)", [snapshot_id]
    )


def clean_up(database: Database) -> None:
    """Let no page of the file keep what was erased: the log is taken in, and the file is written anew."""
    database.execute("vacuum")
    database.execute("pragma wal_checkpoint(truncate)")
