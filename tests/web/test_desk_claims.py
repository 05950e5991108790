"""A claim's page on the desk: change, split, merge, drop, and take each of these back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.records import State
from factcheck.store import claims
from tests import builders as build

EDIT = {"text": "The waterworks has 212 employees.", "claimant": "", "kind": "quantity", "pieces": "has 212 employees"}


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("checker")


def page_of(browser: FlaskClient, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def version_on(page: str) -> str:
    return re.search(r'name="version" type="hidden" value="(\d+)"', page).group(1)


def test_the_claims_words_are_marked_in_their_sentence(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    page = page_of(checker, "/desk/claims/2")
    start = build.TEXT.index("The waterworks")
    assert (
        f'data-start="{start}">The waterworks <mark class="claim is-unchecked"><span>has 212 employees</span>' in page
    )


def test_a_change_is_saved_told_and_taken_back(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    page = page_of(checker, "/desk/claims/2/edit")
    assert "has 212 employees</textarea>" in page
    answer = post(checker, "/desk/claims/2/edit", {**EDIT, "version": version_on(page)})
    assert (answer.status_code, answer.location) == (303, "/desk/claims/2")
    page = page_of(checker, "/desk/claims/2")
    assert "In work" in page
    assert "<del>of Harbour </del>" in page
    assert "Kind: Quantity instead of Fact." in page
    event = re.search(r'name="event" value="(\d+)"', page).group(1)
    post(checker, "/desk/articles/undo", {"event": event})
    claim = claims.get(database, 2)
    assert (claim.text, claim.kind, claim.state) == ("The waterworks of Harbour has 212 employees.", "fact", State.NEW)


def test_a_stale_change_is_a_409_with_both_texts_and_the_form_keeps_mine(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    post(checker, "/desk/claims/2/edit", {**EDIT, "text": "Theirs.", "version": "1"})
    answer = post(checker, "/desk/claims/2/edit", {**EDIT, "text": "Mine.", "version": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "What is there now" in page
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    again = post(checker, "/desk/claims/2/edit", {**EDIT, "text": "Mine.", "version": version_on(page)})
    assert again.status_code == 303
    assert claims.get(database, 2).text == "Mine."


def test_a_claim_without_words_is_refused_beside_the_field(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    answer = post(checker, "/desk/claims/2/edit", {**EDIT, "text": " ", "claimant": "Kept name", "version": "1"})
    assert answer.status_code == 422
    assert "Fill this in." in answer.get_data(as_text=True)
    assert "Kept name" in answer.get_data(as_text=True)


def test_splitting_closes_the_claim_and_leads_to_its_article_with_the_way_back(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    answer = post(checker, "/desk/claims/1/split", {"texts": "One part.\r\nAnother part.", "version": "1"})
    page = page_of(checker, answer.location)
    assert answer.location.startswith("/desk/articles/1?undo=")
    assert "split the claim" in page
    assert "One part." in page
    assert claims.get(database, 1).closed_because == "split"
    event = re.search(r'name="event" value="(\d+)"', page).group(1)
    post(checker, "/desk/articles/undo", {"event": event})
    assert claims.get(database, 1).state == State.NEW
    assert claims.get(database, 4).state == State.CLOSED
    assert "split the claim" not in page_of(checker, answer.location)


def test_one_part_is_no_split(checker: FlaskClient, post: Callable[..., object], database: Database) -> None:
    build.article(database)
    answer = post(checker, "/desk/claims/1/split", {"texts": "One part.", "version": "1"})
    assert answer.status_code == 422
    assert "at least two" in answer.get_data(as_text=True)


def test_merging_makes_one_claim_on_all_the_words(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    assert 'name="others" value="3.1"' in page_of(checker, "/desk/claims/1/merge")
    refused = post(checker, "/desk/claims/1/merge", {"text": "Both.", "version": "1"})
    assert refused.status_code == 422
    assert "at least two" in refused.get_data(as_text=True)
    answer = post(checker, "/desk/claims/1/merge", {"text": "Both.", "version": "1", "others": ["3.1"]})
    assert answer.location == "/desk/claims/4"
    assert len(claims.get(database, 4).appearance.anchors) == 2
    parent = page_of(checker, "/desk/claims/1")
    assert "Merged" in parent
    assert "Reopen" in parent


def test_a_merge_of_what_was_changed_meanwhile_is_a_409_that_can_be_sent_again(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    post(checker, "/desk/claims/3/edit", {**EDIT, "text": "Theirs.", "version": "1"})
    answer = post(checker, "/desk/claims/1/merge", {"text": "Both.", "version": "1", "others": ["3.1"]})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Theirs." in page
    assert 'value="3.2" checked' in page
    sent = {"text": "Both.", "version": "1", "others": ["3.2"], "claimant": "Dana Reed"}
    assert post(checker, "/desk/claims/1/merge", sent).status_code == 303


def test_a_merge_asks_who_says_it_where_the_claimants_differ(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    assert 'name="claimant"' not in page_of(checker, "/desk/claims/1/merge")
    sent = {"text": "Both.", "version": "1", "others": ["2.1"]}
    asked = post(checker, "/desk/claims/1/merge", sent)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert "different claimants: say who" in page
    for choice in ('value="Dana Reed"', 'value=""'):
        assert f'name="claimant" type="radio" {choice}' in page
    assert post(checker, "/desk/claims/1/merge", {**sent, "claimant": ""}).status_code == 303
    assert claims.get(database, 4).claimant is None
    assert "merged this claim and others into one" in page_of(checker, "/desk/claims/1")


def test_a_button_pressed_twice_adds_one_claim(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    heard = {"text": "Trade fell.", "claimant": "", "kind": "fact", "place": "Radio", "said_on": "", "url": ""}
    for _ in range(2):
        assert "#note-4" in post(checker, "/desk/articles/1/claims", EDIT).location
        assert post(checker, "/desk/claims/new", heard).location == "/desk/claims/5"
    assert database.execute("select count(*) from claims").fetchone()[0] == 5


def test_what_a_rule_refuses_stands_on_the_form_with_what_was_typed(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    post(checker, "/desk/claims/2/drop", {"version": "1"})
    for path, typed in (("edit", EDIT), ("split", {"texts": "It has 212 employees.\nIt has offices."})):
        answer = post(checker, f"/desk/claims/2/{path}", {**typed, "version": "2"})
        assert answer.status_code == 422
        assert "This claim is closed. Undo that first." in answer.text
        assert "212 employees." in answer.text


@pytest.mark.parametrize("others", ["99999999999999999999999.1", "2.9999999999999999999", "x", "-1.1", "2", "2.1.1"])
def test_a_number_that_no_claim_has_is_refused_and_breaks_nothing(
    checker: FlaskClient, post: Callable[..., object], database: Database, others: str
) -> None:
    build.article(database)
    typed = {"text": "Both.", "version": "1", "others": [others]}
    assert post(checker, "/desk/claims/1/merge", typed).status_code == 422


def test_dropping_asks_nothing_and_can_be_taken_back(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    answer = post(checker, "/desk/claims/1/drop", {"version": "1"})
    page = page_of(checker, answer.location)
    assert "dropped the claim" in page
    assert 'data-key="u"' in page
    closed = page_of(checker, "/desk/claims/1")
    assert "Reopen" in closed
    assert "/desk/claims/1/verdict" not in closed


def test_a_stale_drop_drops_nothing(checker: FlaskClient, post: Callable[..., object], database: Database) -> None:
    build.article(database)
    post(checker, "/desk/claims/2/edit", {**EDIT, "version": "1"})
    assert post(checker, "/desk/claims/2/drop", {"version": "1"}).status_code == 409
    assert claims.get(database, 2).state == State.IN_WORK


def test_a_claim_with_a_published_verdict_offers_neither_split_nor_drop(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    build.verdict(database, 1)
    page = page_of(checker, "/desk/claims/1")
    assert "Give a corrected verdict" in page
    assert "Drop" not in page
    version = claims.get(database, 1).version
    answer = post(checker, "/desk/claims/1/drop", {"version": str(version)}, follow_redirects=True)
    assert "give a corrected verdict instead" in answer.get_data(as_text=True)


def test_a_claim_heard_on_the_radio_needs_no_article(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    words = {"text": "The port handles a third of all trade.", "claimant": "Lena Ortiz", "kind": "fact"}
    refused = post(checker, "/desk/claims/new", words)
    assert refused.status_code == 422
    assert "Say where the claim was made." in refused.get_data(as_text=True)
    answer = post(checker, "/desk/claims/new", {**words, "place": "Radio Harbour", "said_on": "2026-01-30"})
    page = page_of(checker, answer.location)
    assert "Radio Harbour, 30 January 2026" in page
    edited = post(checker, f"{answer.location}/edit", {**words, "text": "The port handles half.", "version": "1"})
    assert edited.status_code == 303
    assert claims.get(database, 1).text == "The port handles half."


def test_an_act_that_cannot_be_taken_back_says_so(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    answer = post(checker, "/desk/articles/undo", {"event": "1"}, follow_redirects=True)
    assert "This cannot be undone." in answer.get_data(as_text=True)
    assert post(checker, "/desk/articles/undo", {"event": "9" * 40}).status_code == 422
