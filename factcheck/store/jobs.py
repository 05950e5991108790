"""Long work as leased rows: added with the wish, taken by one worker at a time, finished with what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from factcheck.records import Job
from factcheck.store.connection import insert

FAILED_KEPT = 50
"""So many jobs later, the pasted text of a failed one goes: as many as the list of jobs shows."""


def _job(row: Mapping[str, Any]) -> Job:
    return Job(
        id=row["id"],
        kind=row["kind"],
        task=json.loads(row["task"]),
        state=row["state"],
        attempts=row["attempts"],
        outcome=json.loads(row["outcome"]) if row["outcome"] else None,
        error=row["error"],
        added_by=row["added_by"],
        added_at=row["added_at"],
        finished_at=row["finished_at"],
    )


def add(
    database: Database, kind: str, task: Mapping[str, Any], *, content: bytes | None, by: int | None, now: str
) -> int:
    """Queue work inside the caller's transaction, with the bytes that it needs; give its number."""
    row = {"kind": kind, "task": json.dumps(task, ensure_ascii=False), "state": "queued", "added_by": by}
    number = insert(database, "jobs", {**row, "added_at": now})
    database.execute(
        "delete from job_inputs where job_id in (select id from jobs where state = 'failed' and id <= "
        "(select id from jobs where kind <> 'recheck' order by id desc limit 1 offset ?))",
        [FAILED_KEPT + 1],
    )
    if content is not None:
        insert(database, "job_inputs", {"job_id": number, "content": content})
    return number


def get(database: Database, job_id: int) -> Job | None:
    """One job, or none."""
    for row in database.query("select * from jobs where id = :id", {"id": job_id}):
        return _job(row)
    return None


def add_recheck(database: Database, kind: str, number: int, host: str, *, by: int | None, now: str) -> int:
    """Queue the check of a document inside the caller's transaction, once; give the number of the job that waits.

    `host` is the site that will be asked: of one site one document at a time is.
    """
    row = database.execute(
        "select id from jobs where kind = 'recheck' and task ->> 'kind' = ? and task ->> 'number' = ?", [kind, number]
    ).fetchone()
    task = {"kind": kind, "number": number, "host": host}
    return int(row[0]) if row else add(database, "recheck", task, content=None, by=by, now=now)


def unfinished(database: Database, job_ids: Sequence[int]) -> set[int]:
    """Those of these jobs that wait or are worked on."""
    rows = database.execute(
        "select id from jobs where state in ('queued', 'running') and id in (select value from json_each(?))",
        [json.dumps(list(job_ids))],
    )
    return {int(row[0]) for row in rows}


def checking_since(database: Database) -> str | None:
    """When the oldest check that is not finished was queued; none where all are."""
    row = database.execute("select min(added_at) from jobs where kind = 'recheck'").fetchone()
    return str(row[0]) if row[0] else None


def listed(database: Database, limit: int = 50) -> list[Job]:
    """The newest documents that were given to the desk, the last one first; checks of known ones are left out."""
    rows = database.query("select * from jobs where kind <> 'recheck' order by id desc limit :limit", {"limit": limit})
    return [_job(row) for row in rows]


def ahead(database: Database, job_id: int) -> int:
    """How many unfinished jobs are to be done before this one."""
    [number] = database.execute(
        "select count(*) from jobs where id < ? and kind <> 'recheck' and state in ('queued', 'running')", [job_id]
    ).fetchone()
    return int(number)


def content(database: Database, job_id: int) -> bytes:
    """The bytes that a job was given; empty where there are none."""
    row = database.execute("select content from job_inputs where job_id = ?", [job_id]).fetchone()
    return bytes(row[0]) if row else b""


def holders(database: Database) -> list[str]:
    """The workers that hold a job."""
    rows = database.execute("select distinct leased_by from jobs where state = 'running' and leased_by is not null")
    return [str(row[0]) for row in rows]


def take(
    database: Database, worker: str, *, now: str, until: str, dead: Sequence[str] = (), kind: str | None = None
) -> Job | None:
    """Lease the oldest job that waits, whose worker's lease ran out, or whose worker is one of the `dead`.

    Inside the caller's transaction, so that of two workers one gets it. What people gave goes before checks of what is
    known, and a check waits while another one asks the same site. With a `kind`, only such jobs are taken.
    """
    row = database.execute(
        """with held as (select id, kind, task from jobs where state = 'running' and leased_until >= :now
                            and leased_by not in (select value from json_each(:dead)))
           select id from jobs j
            where state in ('queued', 'running') and id not in (select id from held) and kind = coalesce(:kind, kind)
              and not (kind = 'recheck' and exists (
                  select 1 from held h where h.kind = 'recheck' and h.task ->> 'host' = j.task ->> 'host'))
            order by kind = 'recheck', id limit 1""",
        {"now": now, "dead": json.dumps(dead), "kind": kind},
    ).fetchone()
    if row is None:
        return None
    database.execute(
        "update jobs set state = 'running', attempts = attempts + 1, leased_by = ?, leased_until = ? where id = ?",
        [worker, until, row[0]],
    )
    return get(database, row[0])


def renew(database: Database, job_id: int, worker: str, *, until: str) -> bool:
    """Let the worker hold its job for longer; false where it holds it no more."""
    cursor = database.execute(
        "update jobs set leased_until = ? where id = ? and leased_by = ? and state = 'running'", [until, job_id, worker]
    )
    return bool(cursor.rowcount == 1)


def finish(database: Database, job_id: int, worker: str, outcome: Mapping[str, Any], *, now: str) -> bool:
    """Mark a job as done by the worker that holds its lease; false where it lost the lease meanwhile."""
    cursor = database.execute(
        "update jobs set state = 'done', outcome = ?, finished_at = ?, leased_by = null, leased_until = null "
        "where id = ? and leased_by = ?",
        [json.dumps(outcome), now, job_id, worker],
    )
    database.execute("delete from job_inputs where job_id = ?", [job_id])
    return bool(cursor.rowcount == 1)


def drop(database: Database, job_id: int, worker: str) -> bool:
    """Take away a job that has left its mark elsewhere (a check); false where the worker holds it no more."""
    cursor = database.execute("delete from jobs where id = ? and leased_by = ?", [job_id, worker])
    return bool(cursor.rowcount == 1)


def fail(
    database: Database, job_id: int, worker: str, error: str, *, now: str, outcome: Mapping[str, Any] | None = None
) -> None:
    """Mark a job as failed with one sentence that a person can act on.

    Nothing happens where the worker lost its lease meanwhile. Pasted text stays for a second try, until `FAILED_KEPT`
    newer jobs were added; a file must be chosen again.
    """
    cursor = database.execute(
        "update jobs set state = 'failed', error = ?, outcome = ?, finished_at = ?, leased_by = null, "
        "leased_until = null where id = ? and leased_by = ?",
        [error, json.dumps(outcome) if outcome is not None else None, now, job_id, worker],
    )
    if cursor.rowcount == 1:
        database.execute(
            "delete from job_inputs where job_id = ? and "
            "(select json_extract(task, '$.name') from jobs where id = job_id) <> ''",
            [job_id],
        )
