"""What must go is erased, the mark stays, and the database verifies as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import claims, erasing
from factcheck.errors import Invalid, NotFound, Refused
from factcheck.records import Role
from factcheck.store import articles, erasures, events, queue, snapshots, verifying
from factcheck.store import claims as stored_claims
from tests import builders as build

NOW = build.NOW
SECRET = "quarantined"


@pytest.fixture
def noted(database: Database) -> int:
    """The event of an edit whose words must go."""
    build.article(database)
    ada = build.person(database, "ada", Role.CHECKER)
    claim = stored_claims.get(database, 2)
    pieces = ("The waterworks has 212 employees",)
    event = claims.change(database, 2, claim.version, claims.Words(f"He is {SECRET}.", pieces=pieces), by=ada, now=NOW)
    claim = stored_claims.get(database, 2)
    claims.change(database, 2, claim.version, claims.Words("He is fine.", pieces=pieces), by=ada, now=NOW)
    return event


def in_file(database: Database, words: str) -> bool:
    """Whether words stand anywhere in the files of a database."""
    path = Path(database.conn.execute("pragma database_list").fetchone()[2])
    return any(words.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_an_erased_payload_leaves_its_event_and_its_reason(database: Database, noted: int) -> None:
    later = noted + 1  # it has the words too, as those before
    assert in_file(database, SECRET), "the control: the words are in the file"
    before = events.get(database, noted)
    for event in (noted, later):
        number = erasing.erase_payload(database, event, "A court in Harbour ordered it.", actor=None, now=NOW)
    after = events.get(database, noted)
    assert (after.payload, after.hash, after.verb, after.at) == (None, before.hash, before.verb, before.at)
    assert events.get(database, number).payload["reason"] == "A court in Harbour ordered it."
    assert not in_file(database, SECRET)
    assert list(verifying.problems(database)) == []


def test_every_payload_of_a_worked_desk_can_go_and_the_states_still_verify(database: Database) -> None:
    build.article(database)
    build.verdict(database, 2)
    last, _ = events.head(database)
    for number in range(1, last + 1):
        erasing.erase_payload(database, number, "all of it", actor=None, now=NOW)
    assert list(verifying.problems(database)) == []
    with database.conn:
        database.execute("update claims set state = 'new' where id = 2")
    assert any("Claim 2" in problem for problem in verifying.problems(database)), "what stays still finds tampering"


def test_an_erased_snapshot_is_masked_everywhere_and_spans_still_point(database: Database) -> None:
    article = articles.get(database, build.article(database))
    text = snapshots.text(database, article.snapshot_id)
    assert queue.find_articles(database, "employees").total == 1
    erasing.erase_snapshot(database, article.snapshot_id, "Names of children.", actor=None, now=NOW)
    mask = snapshots.text(database, article.snapshot_id)
    assert len(mask) == len(text)
    assert set(mask) <= {erasures.MASK, " ", "\n"}
    assert snapshots.raw(database, article.snapshot_id) == b""
    assert queue.find_articles(database, "employees").total == 0
    assert list(verifying.problems(database)) == []


def test_content_that_is_put_back_is_found(database: Database) -> None:
    article = articles.get(database, build.article(database))
    erasing.erase_snapshot(database, article.snapshot_id, "Names.", actor=None, now=NOW)
    with database.conn:
        database.execute("update snapshot_contents set text = 'again' where snapshot_id = ?", [article.snapshot_id])
    assert any("has content again" in problem for problem in verifying.problems(database))


def test_nothing_goes_that_no_event_says(database: Database, noted: int) -> None:
    for statement in (
        f"delete from event_payloads where event_id = {noted}",
        "update snapshot_contents set text = 'x'",
        "delete from snapshot_contents",
    ):
        with pytest.raises(Exception, match="only ever appended"):
            database.execute(statement)


def test_what_cannot_be_erased_is_said(database: Database, noted: int) -> None:
    number = erasing.erase_payload(database, noted, "why", actor=None, now=NOW)
    with pytest.raises(Refused, match="already"):
        erasing.erase_payload(database, noted, "why", actor=None, now=NOW)
    with pytest.raises(Refused, match="stays"):
        erasing.erase_payload(database, number, "why", actor=None, now=NOW)
    for act in (erasing.erase_payload, erasing.erase_snapshot):
        with pytest.raises(NotFound):
            act(database, 999, "why", actor=None, now=NOW)
        with pytest.raises(Invalid):
            act(database, 1, "  ", actor=None, now=NOW)


def test_the_desk_sees_that_something_was_erased_and_why(
    database: Database, noted: int, signed_in: Callable[..., FlaskClient]
) -> None:
    article = articles.get(database, 1)
    erasing.erase_snapshot(database, article.snapshot_id, "Names of children.", actor=None, now=NOW)
    erasing.erase_payload(database, noted, "why", actor=None, now=NOW)
    browser = signed_in("checker")
    page = browser.get("/desk/articles/1").get_data(as_text=True)
    assert "Names of children." in page
    assert "What was said here is erased." in browser.get("/desk/claims/2").get_data(as_text=True)
