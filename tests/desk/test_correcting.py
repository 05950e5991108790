"""What was said wrongly of a source or of a place is put right, in the open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import articles, correcting, intake
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import State
from factcheck.store import claims, events, pages, sources, verifying
from tests import builders as build

LATER = "2026-02-09T10:00:00.000000Z"


def test_a_source_is_corrected_and_its_history_says_what_stood_there(database: Database) -> None:
    build.article(database)
    build.attach(database, 1)
    ada = build.person(database, "ada")
    said = correcting.Said("Register of Water", "Agency", "Jo Hill", "2026-01-06", False)
    correcting.source(database, 1, 1, said, by=ada, now=LATER)
    found = sources.get(database, 1)
    assert (found.title, found.author, found.published_on, found.is_primary, found.version) == (
        *("Register of Water", "Jo Hill", "2026-01-06", False),
        2,
    )
    payload = events.of_subject(database, "source 1")[0].payload
    assert payload["before"]["title"] == "Register of Drinking Water"
    with pytest.raises(Conflict) as stale:
        correcting.source(database, 1, 1, correcting.Said("Another"), by=ada, now=LATER)
    assert (stale.value.theirs["title"], stale.value.version) == ("Register of Water", 2)
    with pytest.raises(Invalid) as refused:
        correcting.source(database, 1, 2, correcting.Said(" "), by=ada, now=LATER)
    assert refused.value.field == "title"
    assert list(verifying.problems(database)) == []


def test_under_a_published_verdict_an_editor_corrects_and_readers_are_told(
    database: Database, client: FlaskClient
) -> None:
    build.article(database)
    build.verdict(database, 1)
    ada, bo = build.person(database, "ada"), build.person(database, "bo")
    said = correcting.Said("Register of Water", "Agency")
    with pytest.raises(Refused, match="an editor changes what is said of it"):
        correcting.source(database, 1, 1, said, by=ada, now=LATER)
    before = client.get("/claims/1", follow_redirects=True).get_data(as_text=True)
    assert "was corrected on" not in before
    correcting.source(database, 1, 1, said, by=bo, now=LATER)
    articles.change(database, 1, 2, intake.Details("Another title"), by=bo, now=LATER)
    page = client.get("/claims/1", follow_redirects=True).get_data(as_text=True)
    assert "What is said of this source was corrected on 9 February 2026" in page
    assert "What is said of the article (title, author, publisher, day) was corrected on 9 February 2026" in page
    twin = client.get("/claims/1.json").get_json()
    assert (twin["said"]["changed"], twin["evidence"][0]["source"]["changed"]) == (LATER, LATER)


def test_a_claim_made_elsewhere_is_put_where_it_was_made(database: Database) -> None:
    number = build.elsewhere(database)
    build.attach(database, number)
    build.record(database, number)
    ada, bo = build.person(database, "ada"), build.person(database, "bo")
    version = claims.get(database, number).version
    correcting.place(database, number, version, "Radio South", "2026-01-29", "", by=ada, now=LATER)
    found = claims.get(database, number)
    assert (found.appearance.place, found.appearance.said_on, found.appearance.url) == (
        "Radio South",
        "2026-01-29",
        None,
    )
    assert found.state is State.IN_WORK  # the verdict was given on another place
    with pytest.raises(Conflict):
        correcting.place(database, number, version, "Radio East", "", "", by=ada, now=LATER)
    build.record(database, number)
    build.publish(database, number)
    version = claims.get(database, number).version
    with pytest.raises(Refused, match="an editor changes it"):
        correcting.place(database, number, version, "Radio East", "", "", by=ada, now=LATER)
    correcting.place(database, number, version, "Radio East", "", "", by=bo, now=LATER)
    assert claims.get(database, number).state is State.PUBLISHED
    assert pages.public_verdict(database, number).changed_at == LATER
    assert list(verifying.problems(database)) == []


def test_the_forms_correct_and_say_what_is_wrong(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object], database: Database
) -> None:
    browser = signed_in("checker")
    build.article(database)
    build.attach(database, 1)
    number = build.elsewhere(database)
    sent = {"title": "Register", "version": "1", "published_on": "2026-01-06"}
    assert post(browser, "/desk/sources/1/details?claim=1", sent).location == "/desk/sources/1?claim=1"
    page = browser.get("/desk/sources/1").get_data(as_text=True)
    assert "Title: “Register” instead of “Register of Drinking Water”." in page
    assert post(browser, "/desk/sources/1/details", {**sent, "title": "Other"}).status_code == 409
    form = browser.get(f"/desk/claims/{number}/edit").get_data(as_text=True)
    assert 'value="Radio Harbour, morning news"' in form
    wrong = post(browser, f"/desk/claims/{number}/place", {"place": "", "url": "", "version": "1"})
    assert (wrong.status_code, "Say where the claim was made." in wrong.get_data(as_text=True)) == (422, True)
    right = {"place": "Radio South", "said_on": "2026-01-29", "version": "1"}
    assert post(browser, f"/desk/claims/{number}/place", right).status_code == 303
    assert "Where: “Radio South” instead of" in browser.get(f"/desk/claims/{number}").get_data(as_text=True)


def test_origin_and_interest_are_asked_kept_and_shown(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object], database: Database, client: FlaskClient
) -> None:
    editor = signed_in("editor")
    build.article(database)
    build.verdict(database, 1)
    sent = {"title": "Register", "version": "1", "origin": "North  Wire", "interest": "Paid by the  waterworks"}
    assert post(editor, "/desk/sources/1/details?claim=1", sent).status_code == 303
    found = sources.get(database, 1)
    assert (found.origin, found.interest) == ("North Wire", "Paid by the waterworks")
    for path in ("/desk/sources/1", "/desk/claims/1", "/claims/1"):
        shown = editor.get(path, follow_redirects=True).get_data(as_text=True)
        assert "Origin: North Wire" in shown
        assert "Interest: Paid by the waterworks" in shown
    assert "Origin: “North Wire” instead of nothing." in editor.get("/desk/sources/1").get_data(as_text=True)
    twin = client.get("/claims/1.json").get_json()["evidence"][0]["source"]
    assert (twin["origin"], twin["interest"]) == ("North Wire", "Paid by the waterworks")
    assert list(verifying.problems(database)) == []


def test_an_archive_copy_is_typed_by_hand_shown_and_refused_where_it_is_no_address(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object], database: Database, client: FlaskClient
) -> None:
    editor = signed_in("editor")
    build.article(database)
    build.verdict(database, 1)
    wrong = post(editor, "/desk/sources/1/details", {"title": "R", "version": "1", "archive_url": "javascript:x"})
    assert wrong.status_code == 422
    assert "Only http and https addresses" in wrong.get_data(as_text=True)
    copy = "https://archive.example/web/2026/register"
    assert (
        post(editor, "/desk/sources/1/details", {"title": "R", "version": "1", "archive_url": copy}).status_code == 303
    )
    page = editor.get("/desk/sources/1").get_data(as_text=True)
    assert f'href="{copy}"' in page
    assert f"Archive copy: “{copy}” instead of nothing." in page
    assert client.get("/claims/1.json").get_json()["evidence"][0]["source"]["archive_url"] == copy
