"""What stands for the texts of sources (`core.copies.sketch`), by which copies are found among all of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from factcheck.records import Source
from factcheck.store.sources import SOURCE, source_record


def add(database: Database, snapshot_id: int, sketch: Sequence[int]) -> None:
    """Store what stands for a source's text (`core.copies`), inside the caller's transaction."""
    rows = [(snapshot_id, one) for one in sketch]
    database.conn.executemany("insert into sketches (snapshot_id, hash) values (?, ?)", rows)


def alike(database: Database, source: Source, limit: int) -> list[Source]:
    """The other sources whose text may be nearly this one's, those that share most of what stands for it first."""
    rows = database.query(
        f"""select {SOURCE} from sources s join (
                   select other.snapshot_id, count(*) as shared from sketches own
                     join sketches other on other.hash = own.hash
                    where own.snapshot_id = :snapshot group by other.snapshot_id) as found
                on found.snapshot_id = s.snapshot_id
             where s.id <> :source order by found.shared desc, s.id limit :limit""",
        {"snapshot": source.snapshot_id, "source": source.id, "limit": limit},
    )
    return [source_record(row) for row in rows]


def pairs(database: Database, snapshot_ids: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Pairs of these snapshots whose texts may be nearly the same, those that share most first."""
    rows = database.execute(
        """select one.snapshot_id, other.snapshot_id from sketches one
             join sketches other on other.hash = one.hash and other.snapshot_id > one.snapshot_id
            where one.snapshot_id in (select value from json_each(:ids))
              and other.snapshot_id in (select value from json_each(:ids))
            group by 1, 2 order by count(*) desc, 1, 2 limit :limit""",
        {"ids": json.dumps(list(snapshot_ids)), "limit": limit},
    )
    return [(int(one), int(other)) for one, other in rows]
