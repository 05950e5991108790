"""What the grammar of a snapshot's text told, kept beside it: parsed once, read with every comparison since.

A copy that can be made again, like kept findings; one of another version is as good as none.
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from factcheck.core.comparing.reading import Act, Named, Reading
from factcheck.records import Span


def kept(database: Database, snapshot_id: int, version: int) -> Reading | None:
    """The reading of a snapshot's text that this version made, or none."""
    row = database.execute(
        "select reading from readings where snapshot_id = ? and version = ?", [snapshot_id, version]
    ).fetchone()
    return _reading(row[0]) if row else None


def keep(database: Database, snapshot_id: int, version: int, reading: Reading) -> None:
    """Keep a reading in the place of an older one, inside the caller's transaction."""
    names = [[one.words, one.full, one.person, one.role, one.span] for one in reading.names]
    acts = [[one.verb, sorted(one.doer), sorted(one.done_to), one.span] for one in reading.acts]
    database.execute(
        "insert into readings (snapshot_id, version, reading) values (?, ?, ?) "
        "on conflict (snapshot_id) do update set version = excluded.version, reading = excluded.reading",
        [snapshot_id, version, json.dumps([names, acts], ensure_ascii=False)],
    )


def missing(database: Database, version: int, most: int) -> int | None:
    """The newest snapshot of a source of at most `most` code points that this version has not read, or none."""
    row = database.execute(
        "select max(n.id) from sources s join snapshots n on n.id = s.snapshot_id "
        "left join readings r on r.snapshot_id = n.id and r.version = ? "
        "where r.snapshot_id is null and n.text_length <= ?",
        [version, most],
    ).fetchone()
    return row[0] if row else None


def _reading(stored: str) -> Reading:
    names, acts = json.loads(stored)
    return Reading(
        tuple(
            Named(tuple(words), tuple(full), person, (role[0], role[1]), Span(*span))
            for words, full, person, role, span in names
        ),
        tuple(Act(verb, frozenset(doer), frozenset(done_to), Span(*span)) for verb, doer, done_to, span in acts),
    )
