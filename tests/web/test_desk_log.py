"""The log can be read by everybody of the desk and by nobody else, and narrowed down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import claims
from factcheck.records import Role
from factcheck.store import claims as stored
from factcheck.store import events, log
from factcheck.store.log import Narrowed
from factcheck.web.desk import telling
from tests import builders as build


@pytest.fixture
def worked(database: Database) -> Database:
    build.article(database)
    build.verdict(database, 2)
    ada = build.person(database, "ada", Role.CHECKER)
    claim = stored.get(database, 1)
    words = claims.Words("Harbour has the cleanest water.", pieces=("city’s water is the cleanest in the country",))
    claims.change(database, 1, claim.version, words, by=ada, now="2026-03-01T23:59:59.000000Z")
    return database


def test_the_log_is_narrowed_down_by_who_what_to_what_and_when(worked: Database) -> None:
    def found(**asked: object) -> list[str]:
        return [event.verb for event in log.page(worked, Narrowed(**asked)).events]

    assert len(found()) == events.head(worked)[0]
    assert found(verb="published verdict") == ["published verdict"]
    assert "changed claim" in found(subject="claim 1")
    assert "published verdict" not in found(subject="claim 1")
    bo = build.person(worked, "bo").id
    assert "published verdict" in found(actor=bo)
    assert "changed claim" not in found(actor=bo)
    assert found(since="2026-03-01", until="2026-03-01") == ["changed claim"]
    assert found(since="2026-03-02", until="2026-03-30") == []
    assert found(actor=0) == [event.verb for event in log.page(worked, Narrowed()).events if event.actor is None]


def test_a_page_shows_what_was_changed_and_leads_to_it(worked: Database, signed_in: Callable[..., FlaskClient]) -> None:
    page = signed_in("checker").get("/desk/log?about=CLAIM%201&verb=changed+claim").text
    assert 'href="/desk/claims/1"' in page
    assert "<ins" in page
    assert events.head(worked)[1] in page


@pytest.mark.parametrize(
    "query",
    ["who=x", "who=99999999999999999999", "since=2026-13-01", "page=0", "about=%00", "verb=%27", "until=9999-12-31"],
)
def test_whatever_the_address_asks_for_the_log_answers(
    worked: Database, signed_in: Callable[..., FlaskClient], query: str
) -> None:
    assert signed_in("checker").get(f"/desk/log?{query}").status_code == 200


def test_every_act_that_was_done_has_words(worked: Database, signed_in: Callable[..., FlaskClient]) -> None:
    signed_in("admin")
    assert {verb for verb in log.verbs(worked) if telling.did(verb) == verb} == set()
