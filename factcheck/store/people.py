"""The people of the desk, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from factcheck.records import Person, Role

_SELECT = """
    select id, handle, name, role, added_at, disabled_at, password_hash is not null as has_password, version,
           exists (select 1 from second_steps s where s.person_id = people.id) as has_second_step
      from people
"""


def _person(row: Mapping[str, Any]) -> Person:
    marks = {name: bool(row[name]) for name in ("has_password", "has_second_step")}
    return Person(**{**row, "role": Role(row["role"]), **marks})


def get(database: Database, person_id: int) -> Person | None:
    """One person by number, or none."""
    for row in database.query(f"{_SELECT} where id = :id", {"id": person_id}):
        return _person(row)
    return None


def by_handle(database: Database, handle: str) -> Person | None:
    """One person by handle, whatever its capitals, or none."""
    for row in database.query(f"{_SELECT} where handle = :handle", {"handle": handle}):
        return _person(row)
    return None


def everyone(database: Database) -> list[Person]:
    """All people in the order of their names, those without access last."""
    return [_person(row) for row in database.query(f"{_SELECT} order by disabled_at is not null, name, id")]


def count(database: Database) -> int:
    """How many people there are, with access or without."""
    return int(database.execute("select count(*) from people").fetchone()[0])


def other_admins(database: Database, person_id: int) -> int:
    """How many administrators with access there are besides this person."""
    row = database.execute(
        "select count(*) from people where role = 'admin' and disabled_at is null and id <> :id", {"id": person_id}
    ).fetchone()
    return int(row[0])


def password_hash(database: Database, person_id: int) -> str | None:
    """The stored hash of a password; it leaves the store only to be verified."""
    row = database.execute("select password_hash from people where id = :id", {"id": person_id}).fetchone()
    return row[0] if row else None


def insert(database: Database, *, handle: str, name: str, role: Role, now: str) -> int:
    """Add one person and give the number."""
    [row] = database.query(
        "insert into people (handle, name, role, added_at) values (:handle, :name, :role, :now) returning id",
        {"handle": handle, "name": name, "role": role, "now": now},
    )
    return int(row["id"])


def set_password_hash(database: Database, person_id: int, hashed: str | None) -> None:
    """Store the hash of a new password; none takes the password away."""
    database.execute(
        "update people set password_hash = :hash, version = version + 1 where id = :id",
        {"id": person_id, "hash": hashed},
    )


def set_role(database: Database, person_id: int, role: Role) -> None:
    """Store another role."""
    database.execute(
        "update people set role = :role, version = version + 1 where id = :id", {"id": person_id, "role": role}
    )


def set_disabled(database: Database, person_id: int, disabled_at: str | None) -> None:
    """Store since when a person has no access; none gives it back."""
    database.execute(
        "update people set disabled_at = :at, version = version + 1 where id = :id",
        {"id": person_id, "at": disabled_at},
    )
