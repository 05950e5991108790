"""The desk's few settings: one short text under a name."""

from __future__ import annotations

from sqlite_utils import Database


def get(database: Database, name: str) -> str | None:
    """One setting, or none where it was never made."""
    row = database.execute("select value from settings where name = :name", {"name": name}).fetchone()
    return row[0] if row else None


def put(database: Database, name: str, value: str) -> None:
    """Store one setting over what was there."""
    database.execute(
        "insert into settings (name, value) values (:name, :value) on conflict (name) do update set value = :value",
        {"name": name, "value": value},
    )


def put_if_absent(database: Database, name: str, value: str) -> str:
    """Store one setting only where there is none yet, and give the one that stands."""
    database.execute(
        "insert into settings (name, value) values (:name, :value) on conflict (name) do nothing",
        {"name": name, "value": value},
    )
    return str(get(database, name))
