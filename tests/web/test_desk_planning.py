"""Planning on the pages: assigning, comments, several claims at once, saved lists, what waits for me."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.records import State
from factcheck.store import claims, planning
from tests import builders as build

Post = Callable[..., object]


@pytest.fixture
def cy(database: Database, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    build.article(database)
    return signed_in("checker", "cy")


def test_a_claim_is_taken_and_handed_back_with_one_button(database: Database, cy: FlaskClient, post: Post) -> None:
    answer = post(cy, "/desk/planning/claims/2/take", page="/desk/claims/2")
    assert (answer.status_code, answer.location) == (303, "/desk/claims/2#planned")
    assert "Assigned to Cy" in cy.get("/desk/claims/2").text
    post(cy, "/desk/planning/claims/2/take", {"hand_back": "1"}, page="/desk/claims/2")
    assert "Assigned to nobody" in cy.get("/desk/claims/2").text


def test_a_stale_plan_comes_back_with_both_and_can_be_saved_knowingly(
    database: Database, cy: FlaskClient, post: Post
) -> None:
    page = "/desk/planning/claims/2"
    post(cy, page, {"version": 0, "topics": "water", "reach": "0", "harm": "0", "assignee": ""}, page=page)
    stale = {"version": 0, "topics": "pipes", "reach": "1", "harm": "0", "assignee": ""}
    answer = post(cy, page, stale, page=page)
    assert answer.status_code == 409
    assert "water" in answer.text
    assert 'value="pipes"' in answer.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)[1]
    assert post(cy, page, stale | {"version": version}, page=page).status_code == 303
    assert planning.of_claim(database, 2).topics == ("pipes",)


def test_several_claims_are_closed_and_brought_back(database: Database, cy: FlaskClient, post: Post) -> None:
    chosen = {"claim": ["1", "2"], "act": "close", "closing": "not checkable", "asked-order": "newest"}
    answer = post(cy, "/desk/planning/several", chosen, page="/desk/")
    assert answer.location == "/desk/?order=newest"
    assert {claims.get(database, number).state for number in (1, 2)} == {State.CLOSED}
    page = cy.get("/desk/").text
    assert "2 claims were changed." in page
    made = re.search(r'name="events" value="([\d,]+)"', page)[1]
    post(cy, "/desk/planning/undo", {"events": made}, page="/desk/")
    assert State.CLOSED not in {claims.get(database, number).state for number in (1, 2)}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"claim": ["1"], "act": "close"},
        {"claim": ["1"], "act": "close", "closing": "duplicate"},
        {"claim": ["x"], "act": "assign"},
        {"claim": ["1"], "act": "topic", "topic": " , "},
        {"claim": ["1"], "act": "assign", "assignee": "9999"},
        {"claim": [str(n) for n in range(1, 300)], "act": "assign"},
    ],
)
def test_what_cannot_be_done_to_several_is_said_and_nothing_is_done(
    database: Database, cy: FlaskClient, post: Post, sent: dict[str, object]
) -> None:
    assert post(cy, "/desk/planning/several", sent, page="/desk/").status_code == 303
    assert "notice refused" in cy.get("/desk/").text
    assert claims.get(database, 1).state is State.NEW
    assert planning.of_claim(database, 1).version == 0


def test_a_comment_is_shown_escaped_and_never_to_readers(database: Database, cy: FlaskClient, post: Post) -> None:
    post(cy, "/desk/planning/claims/2/comment", {"comment": "<b>ask</b> the agency"}, page="/desk/claims/2")
    assert "&lt;b&gt;ask&lt;/b&gt; the agency" in cy.get("/desk/claims/2").text
    build.verdict(database, 2)
    reader = cy.application.test_client()
    assert "the agency" not in reader.get("/claims/2", follow_redirects=True).text


def test_a_list_is_saved_and_opened_again(database: Database, cy: FlaskClient, post: Post) -> None:
    sent = {"name": "Figures", "asked-kind": "quantity", "asked-evil": "x"}
    assert post(cy, "/desk/planning/views", sent, page="/desk/").location == "/desk/?kind=quantity"
    page = cy.get("/desk/").text
    assert "/desk/?kind=quantity" in page
    view = re.search(r'name="view" value="(\d+)"', page)[1]
    post(cy, "/desk/planning/views/remove", {"view": view}, page="/desk/")
    assert "/desk/?kind=quantity" not in cy.get("/desk/").text


def test_what_waits_for_me(
    database: Database, cy: FlaskClient, post: Post, signed_in: Callable[..., FlaskClient]
) -> None:
    assert "Nothing waits for you" in cy.get("/desk/planning/mine").text
    eve = signed_in("editor", "eve")
    post(eve, "/desk/planning/claims/2/comment", {"comment": "@cy please look"}, page="/desk/claims/2")
    page = cy.get("/desk/planning/mine").text
    assert "please look" in page
    post(cy, "/desk/planning/claims/2/read", page="/desk/planning/mine")
    assert "please look" not in cy.get("/desk/planning/mine").text
    build.attach(database, 2)
    build.record(database, 2)
    assert "Verdicts of others" in eve.get("/desk/planning/mine").text
    assert "Verdicts of others" not in cy.get("/desk/planning/mine").text


def test_the_plan_page_shows_what_the_urgency_is_made_of(cy: FlaskClient) -> None:
    page = cy.get("/desk/planning/claims/2").text
    assert re.search(r"Urgency -?\d+\.\d\d:", page)
    for part in ("check-worthiness", "reach", "harm", "recurrence", "age"):
        assert part in page


def test_a_claim_is_closed_as_a_duplicate_of_another(database: Database, cy: FlaskClient, post: Post) -> None:
    version = claims.get(database, 2).version
    sent = {"version": version, "closing": "duplicate", "duplicate_of": "1"}
    post(cy, "/desk/claims/2/drop", sent, page="/desk/claims/2")
    page = cy.get("/desk/claims/2").text
    assert "Duplicate" in page
    assert 'href="/desk/claims/1"' in page
