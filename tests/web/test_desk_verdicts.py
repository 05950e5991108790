"""Verdicts on the desk: what is missing is said, a second person publishes, nothing else does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.records import Correction, State
from factcheck.store import claims, events, verdicts
from tests import builders as build

VERDICT = {"rating": "false", "reason": "Eleven cities were better.", "explanation": "**All** of it."}


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database)
    return signed_in("checker")


@pytest.fixture
def editor(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("editor")


def page_of(browser: FlaskClient, address: str = "/desk/claims/1") -> str:
    return browser.get(address).get_data(as_text=True)


def based_on(page: str) -> dict[str, str]:
    return {
        name: re.search(rf'name="{name}" type="hidden" value="(\d+)"', page).group(1)
        for name in ("version", "based_on")
    }


def give(post: Callable[..., object], browser: FlaskClient, **changed: str) -> object:
    page = page_of(browser, "/desk/claims/1/verdict")
    return post(browser, "/desk/claims/1/verdict", {**VERDICT, **based_on(page), **changed})


def test_everything_that_is_missing_is_listed_with_its_place(checker: FlaskClient, post: Callable[..., object]) -> None:
    answer = give(post, checker, reason="", explanation="Kept words.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="/desk/claims/1/source">A claim rated “False” must cite at least one source.' in page
    assert 'href="#reason">Give the reason in one or two sentences.' in page
    assert "Kept words.</textarea>" in page
    assert re.search(r'value="false"[^>]* checked', page)


def test_a_verdict_goes_to_review_and_its_author_cannot_publish_it(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    assert give(post, editor).location == "/desk/claims/1"
    assert claims.get(database, 1).state == State.IN_REVIEW
    own = page_of(editor)
    assert "You gave this verdict: a second person must publish it." in own
    assert "Publish verdict" not in own
    assert "Send back" not in own
    answer = post(editor, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"}, follow_redirects=True)
    assert "a second person must publish it" in answer.get_data(as_text=True)
    assert verdicts.published_of(database, 1) == []


def test_a_checker_reads_the_verdict_but_has_no_way_to_publish(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, editor)
    page = page_of(checker)
    assert "An editor other than The-editor can publish it." in page
    assert "<strong>All</strong> of it." in page
    assert post(checker, "/desk/claims/1/publish", {"number": "1"}).status_code == 403


def test_a_second_person_publishes_the_verdict_with_its_article(
    checker: FlaskClient, editor: FlaskClient, client: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    page = page_of(editor)
    assert "Publish verdict and its article" in page
    assert client.get("/claims/1").status_code == 404
    alone = post(editor, "/desk/claims/1/publish", {"number": "1"}, follow_redirects=True)
    assert "The article is not public yet" in alone.get_data(as_text=True)
    post(editor, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"})
    assert claims.get(database, 1).state == State.PUBLISHED
    assert "Eleven cities were better." in client.get("/claims/1", follow_redirects=True).get_data(as_text=True)
    assert "The verdict as readers see it" in page_of(editor)


def test_the_second_person_publishes_what_they_read_or_nothing(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    give(post, checker, reason="Ten cities were better.")
    assert post(editor, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"}).status_code == 409
    assert verdicts.published_of(database, 1) == []


def test_a_verdict_is_sent_back_with_a_note_that_its_author_reads(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    assert post(editor, "/desk/claims/1/send-back", {"number": "1", "note": " "}).status_code == 422
    post(editor, "/desk/claims/1/send-back", {"number": "1", "note": "Which year is this?"})
    assert claims.get(database, 1).state == State.IN_WORK
    page = page_of(checker)
    assert "sent the verdict back" in page
    assert "Which year is this?" in page
    assert "Eleven cities were better.</textarea>" in page_of(checker, "/desk/claims/1/verdict")
    give(post, checker, reason="In 2025 eleven cities were better.")
    assert '<div class="notice refused">' not in page_of(checker)


def test_a_verdict_that_nobody_read_is_not_sent_back(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    give(post, checker, reason="Ten cities were better.")
    assert post(editor, "/desk/claims/1/send-back", {"number": "1", "note": "Which year?"}).status_code == 409
    assert claims.get(database, 1).state == State.IN_REVIEW


def test_publishing_twice_is_publishing_once(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    for _ in range(2):
        post(editor, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"})
        assert "The verdict is published." in page_of(editor)
    assert len(verdicts.published_of(database, 1)) == 1


def test_a_verdict_on_what_was_changed_meanwhile_is_a_409_that_keeps_it(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    stale = based_on(page_of(checker, "/desk/claims/1/verdict"))
    build.record(database, 1, reason="Theirs came first.")
    answer = post(checker, "/desk/claims/1/verdict", {**VERDICT, **stale})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Theirs came first." in page
    assert "Eleven cities were better.</textarea>" in page
    assert post(checker, "/desk/claims/1/verdict", {**VERDICT, **based_on(page)}).status_code == 303
    assert [one.reason for one in verdicts.of_claim(database, 1)] == [
        "Eleven cities were better.",
        "Theirs came first.",
    ]


def test_a_verdict_over_a_published_one_says_what_it_corrects(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.verdict(database, 1)
    answer = give(post, checker, rating="mostly-false")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#correction"' in page
    assert "Say to readers what was corrected and why." in page
    give(post, checker, rating="mostly-false", correction="substantial", correction_note="Two cities were missed.")
    post(editor, "/desk/claims/1/publish", {"number": "2"})
    standing = verdicts.standing(database, [1])[1]
    assert (standing.correction, standing.number) == (Correction.SUBSTANTIAL, 2)
    page = page_of(checker)
    assert "Two cities were missed." in page
    assert "number 1" in page


def test_an_edit_after_the_verdict_keeps_it_from_being_published(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    give(post, checker)
    words = {"text": "Other words.", "kind": "fact", "pieces": "city’s water"}
    post(checker, "/desk/claims/1/edit", {**words, "version": str(claims.get(database, 1).version)})
    assert "The claim was worked on since." in page_of(editor)
    post(editor, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"})
    assert verdicts.published_of(database, 1) == []


def test_a_desk_of_one_person_says_so_on_the_page_and_on_the_verdict(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    build.attach(database, 1)
    admin = signed_in("admin")
    assert "The database itself holds to it" in page_of(admin, "/desk/settings")
    post(admin, "/desk/settings/solo", {"solo": "on"})
    post(admin, "/desk/settings/solo", {"solo": "on"})
    assert [event.verb for event in events.of_subject(database, "desk")] == ["set the desk to solo"]
    give(post, admin)
    assert "the desk is set to one person" in page_of(admin)
    post(admin, "/desk/claims/1/publish", {"number": "1", "with_article": "yes"})
    assert verdicts.standing(database, [1])[1].solo
    assert "The desk had one person." in page_of(admin)
    post(admin, "/desk/settings/solo", {"solo": "off"})
    assert "asked for a second person again" in page_of(admin, "/desk/settings")


def test_only_an_administrator_decides_that_one_person_is_enough(
    checker: FlaskClient, editor: FlaskClient, post: Callable[..., object]
) -> None:
    for browser in (checker, editor):
        assert browser.get("/desk/settings").status_code == 403
        assert post(browser, "/desk/settings/solo", {"solo": "on"}).status_code == 403
