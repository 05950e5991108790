"""Whatever a row of the desk's work says otherwise than its events is named; honest work raises no alarm."""

from __future__ import annotations

import random

import pytest
from sqlite_utils import Database

from factcheck.desk import correcting, people, planning
from factcheck.records import Role
from factcheck.store import retelling, verifying
from tests import builders as build

NOW = build.NOW


@pytest.fixture
def worked(database: Database) -> Database:
    """A desk where everything that is retold was done and changed at least once."""
    build.article(database)
    build.verdict(database, 2)
    ada = build.person(database, "ada", Role.CHECKER)
    bo = build.person(database, "bo")
    people.change_role(database, ada.id, Role.EDITOR, ada.version, now=NOW, actor=bo.id)
    said = correcting.Said("Register of water", "Agency", origin="North Wire", interest="none")
    correcting.source(database, 1, 1, said, by=bo, now=NOW)
    event = planning.plan(database, 1, 0, planning.Planned(bo.id, "2026-12-01", topics="water"), by=bo, now=NOW)
    planning.undo(database, event, by=bo, now=NOW)
    planning.plan(database, 2, 0, planning.Planned(ada.id, harm=2, topics="water, pipes"), by=bo, now=NOW)
    planning.comment(database, 2, "@ada have a look", by=bo, now=NOW)
    return database


def test_honest_work_raises_no_alarm(worked: Database) -> None:
    assert list(verifying.problems(worked)) == []


EDITS = [
    "update articles set title = 'Another' where id = 1",
    "update articles set publisher = '' where id = 1",
    "update articles set published_on = '2020-01-01' where id = 1",
    "update articles set url = 'https://evil.example/' where id = 1",
    "update sources set title = 'Another' where id = 1",
    "update sources set is_primary = 1 - is_primary where id = 1",
    "update sources set origin = '' where id = 1",
    "update sources set interest = 'paid' where id = 1",
    "update sources set url = null where id = 1",
    "update people set role = 'admin' where handle = 'ada'",
    "update people set name = 'Eve' where handle = 'bo'",
    "update plans set assignee = null where claim_id = 2",
    "update plans set harm = 0 where claim_id = 2",
    "update plans set due_on = '2020-01-01' where claim_id = 1",
    "delete from plans where claim_id = 2",
    "delete from topics where topic = 'pipes'",
    "insert into topics (claim_id, topic) values (3, 'spam')",
    "insert into plans (claim_id, assignee, reach, harm) values (3, 1, 0, 3)",
    "update comments set text = 'nothing' where id = 1",
]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_behind_the_desk_is_named(worked: Database, edit: str) -> None:
    for [trigger] in worked.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        worked.execute(f"drop trigger {trigger}")
    assert list(retelling.otherwise(worked)) == []
    assert worked.execute(edit).rowcount == 1
    assert list(retelling.otherwise(worked))


def test_random_letters_in_any_column_that_is_retold_are_found(worked: Database) -> None:
    for [trigger] in worked.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        worked.execute(f"drop trigger {trigger}")
    dice = random.Random(20261125)
    columns = [
        (table, name)
        for table, names in retelling.COLUMNS.values()
        for name in names
        if name not in ("role", "is_primary")
    ]
    for _ in range(200):
        table, name = dice.choice(columns)
        [number, before] = dice.choice(worked.execute(f"select id, {name} from {table}").fetchall())
        after = "".join(dice.choices("abcdef", k=9))
        if name == "published_on":
            after = f"19{dice.randrange(10, 99)}-01-01"
        worked.execute(f"update {table} set {name} = ? where id = ?", [after, number])
        assert list(retelling.otherwise(worked)), (table, name, after)
        worked.execute(f"update {table} set {name} = ? where id = ?", [before, number])
    assert list(retelling.otherwise(worked)) == []
