"""The second step of signing in, as rows: one secret a person, and the hashes of recovery codes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from factcheck.records import SecondStep


def get(database: Database, person_id: int) -> SecondStep | None:
    """The second step of a person, or none."""
    for row in database.query(
        "select s.person_id, s.secret, s.made_at, s.last_step,"
        " (select count(*) from recovery_codes r where r.person_id = s.person_id and r.used_at is null) as codes_left"
        " from second_steps s where s.person_id = :person",
        {"person": person_id},
    ):
        return SecondStep(**row)
    return None


def insert(database: Database, person_id: int, secret: str, step: int, now: str) -> None:
    """Keep the secret of a person's device, with the time step whose code showed that they have it."""
    database.execute(
        "insert into second_steps (person_id, secret, made_at, last_step) values (:person, :secret, :now, :step)",
        {"person": person_id, "secret": secret, "now": now, "step": step},
    )


def set_last_step(database: Database, person_id: int, step: int) -> None:
    """Store the time step whose code was used: it and earlier ones hold no more."""
    database.execute(
        "update second_steps set last_step = :step where person_id = :person", {"person": person_id, "step": step}
    )


def remove(database: Database, person_id: int) -> None:
    """Take the second step and its recovery codes away."""
    database.execute("delete from recovery_codes where person_id = :person", {"person": person_id})
    database.execute("delete from second_steps where person_id = :person", {"person": person_id})


def replace_codes(database: Database, person_id: int, keys: Iterable[str], now: str) -> None:
    """Keep new recovery codes; the ones before hold no more."""
    database.execute("delete from recovery_codes where person_id = :person", {"person": person_id})
    for key in keys:
        database.execute(
            "insert into recovery_codes (code_hash, person_id, made_at) values (:key, :person, :now)",
            {"key": key, "person": person_id, "now": now},
        )


def use_code(database: Database, person_id: int, key: str, now: str) -> bool:
    """Use a recovery code up; false where the person has no such unused one."""
    found = database.execute(
        "update recovery_codes set used_at = :now where person_id = :person and code_hash = :key and used_at is null",
        {"person": person_id, "key": key, "now": now},
    )
    return bool(found.rowcount)
