"""A published verdict is withdrawn in the open, and nothing of it can be changed afterwards."""

from __future__ import annotations

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.desk import claims, verdicts, withdrawing
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Correction, State
from factcheck.store import events, verifying
from factcheck.store import verdicts as stored
from tests import builders

LATER = "2026-04-01T10:00:00.000000Z"


@pytest.fixture
def published(database: Database) -> Database:
    """A desk with a published verdict on its first claim."""
    builders.article(database)
    builders.verdict(database, 1)
    return database


def withdraw(database: Database, number: int = 1, note: str = "The register was wrong.") -> None:
    withdrawing.withdraw(database, 1, number, note, by=builders.person(database, "bo"), now=LATER)


def test_a_withdrawn_verdict_stands_no_more_and_the_claim_is_in_work(published: Database) -> None:
    withdraw(published)
    assert withdrawing.standing(published, 1) is None
    assert claims.existing(published, 1).state is State.IN_WORK
    assert stored.withdrawn(published, [1, 2])[1].note == "The register was wrong."
    assert events.of_claim(published, 1)[0].verb == "withdrew verdict"
    assert list(verifying.problems(published)) == []


def test_it_takes_a_reason_and_the_verdict_that_was_read(published: Database) -> None:
    with pytest.raises(Invalid, match="why it is withdrawn"):
        withdraw(published, note=" \u200b ")
    with pytest.raises(Conflict, match="Another verdict"):
        withdraw(published, 2)
    withdraw(published)
    with pytest.raises(Refused, match="no published verdict"):
        withdraw(published)
    with pytest.raises(Refused, match="no published verdict"):
        withdrawing.withdraw(published, 2, 1, "Why", by=builders.person(published, "bo"), now=LATER)


def test_a_new_verdict_after_it_stands_and_the_withdrawal_stays_in_the_history(published: Database) -> None:
    withdraw(published)
    builders.record(published, 1, "true", correction=Correction.SUBSTANTIAL, note="Checked anew.")
    builders.publish(published, 1, now="2026-05-01T10:00:00.000000Z")
    assert withdrawing.standing(published, 1).rating.key == "true"
    assert stored.withdrawn(published, [1]) == {}
    assert list(stored.withdrawals_of(published, 1)) == [stored.published_of(published, 1)[1].id]


def test_a_correction_that_waits_may_still_be_published_after_it(published: Database) -> None:
    builders.record(published, 1, "true", correction=Correction.UPDATE, note="New.")
    withdraw(published)
    assert claims.existing(published, 1).state is State.IN_REVIEW
    verdicts.publish(published, 1, 2, by=builders.person(published, "bo"), now=LATER)
    assert withdrawing.standing(published, 1).number == 2


@pytest.mark.parametrize("statement", ["update withdrawals set note = 'x'", "delete from withdrawals"])
def test_withdrawals_are_only_ever_appended(published: Database, statement: str) -> None:
    withdraw(published)
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        published.execute(statement)


@pytest.mark.parametrize(
    "tampering",
    [
        "update withdrawals set note = 'x'",
        "update withdrawals set withdrawn_at = '2020-01-01T00:00:00.000000Z'",
        "delete from withdrawals",
        "update verdicts set not_known = 'x'",
    ],
)
def test_verify_names_a_withdrawal_that_was_tampered_with(published: Database, tampering: str) -> None:
    withdraw(published)
    for trigger in ("withdrawals_no_update", "withdrawals_no_delete", "verdicts_no_update"):
        published.execute(f"drop trigger {trigger}")
    published.execute(tampering)
    found = [problem for problem in verifying.problems(published) if "trigger" not in problem]
    assert len(found) == 1
    assert "verdict 1 is not the one that its event tells of" in found[0].replace("Verdict", "verdict")
