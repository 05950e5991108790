"""The desk's numbers are those of its events and verdicts."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import planning
from factcheck.records import Correction, Role
from factcheck.store.numbers import WEEKS, numbers
from tests import builders as build

DAY = "2026-02-%02dT10:00:00.000000Z"


def test_claims_are_counted_where_they_stood_at_the_end_of_each_week(database: Database) -> None:
    build.article(database, now=DAY % 3)
    build.attach(database, 2, now=DAY % 5)
    build.record(database, 2, now=DAY % 10)
    build.publish(database, 2, now=DAY % 12)
    found = numbers(database, "2026-02-20").weeks
    assert [week.until for week in found] == ["2026-02-06", "2026-02-13", "2026-02-20"]
    assert [week.states for week in found] == [
        {"new": 2, "in work": 1},
        {"new": 2, "published": 1},
        {"new": 2, "published": 1},
    ]
    assert len(numbers(database, "2027-02-20").weeks) == WEEKS
    assert numbers(database, "2026-01-01").weeks[-1].states == {}


def test_waits_balance_and_corrections(database: Database) -> None:
    build.article(database, now=DAY % 3)
    build.attach(database, 2, now=DAY % 5)
    build.record(database, 2, now=DAY % 10)
    build.publish(database, 2, now=DAY % 12)
    build.elsewhere(database, now=DAY % 12)
    number = database.execute("select max(id) from claims").fetchone()[0]
    build.attach(database, number, now=DAY % 12)
    build.record(database, number, "true", now=DAY % 12)
    build.publish(database, number, now=DAY % 12)
    build.record(database, 2, "true", correction=Correction.SUBSTANTIAL, note="Twelfth.", now=DAY % 14)
    build.publish(database, 2, now=DAY % 14)
    found = numbers(database, "2026-02-20")
    assert [wait.claims for wait in found.waits] == [1, 0, 0, 1, 0]
    assert found.median_days == 4.5
    assert {one.name: one.ratings for one in found.claimants}["Lena Ortiz"] == {"true": 1}
    assert [(one.name, one.ratings) for one in found.publishers] == [("The Harbour Post", {"true": 1})]
    assert found.corrections == {"2026-02": {"substantial": 1}}


def test_what_is_due_counts_open_claims_alone(database: Database) -> None:
    build.article(database)
    ada = build.person(database, "ada", Role.CHECKER)
    for claim, day in ((1, "2026-02-01"), (2, "2026-02-20"), (3, "2026-03-20")):
        planning.plan(database, claim, 0, planning.Planned(due_on=day), by=ada, now=build.NOW)
    found = numbers(database, "2026-02-15")
    assert (found.overdue, found.due_this_week) == (1, 1)
    build.verdict(database, 1)
    assert numbers(database, "2026-02-15").overdue == 0


def test_every_picture_has_its_table_and_an_empty_desk_says_so(
    database: Database, signed_in: Callable[..., FlaskClient]
) -> None:
    browser = signed_in("checker")
    assert "nothing to count yet" in browser.get("/desk/numbers").text
    build.article(database)
    build.verdict(database, 2)
    page = browser.get("/desk/numbers").text
    assert "style=" not in page
    assert len(re.findall(r"<table", page)) >= 3
    published = re.search(r'<rect class="state-published"[^>]*height="40\.00"', page)
    assert published, "one of three claims is a third of 120"
