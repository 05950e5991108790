"""A source that is a copy of another source, or of the article, says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import copying, correcting
from factcheck.errors import Refused
from factcheck.store import claims, events, snapshots, sources, verifying
from tests import builders as build
from tests.core.test_copies import EDITED, REPORT, RETOLD


def test_a_copy_of_another_source_says_so_on_its_page(
    signed_in: Callable[..., FlaskClient], database: Database
) -> None:
    browser = signed_in("checker")
    build.article(database)
    for text in (REPORT, EDITED, RETOLD):
        build.attach(database, 1, text[:40], text=text)
    page = browser.get("/desk/sources/2?claim=1").get_data(as_text=True)
    assert "The same text as source 1" in page
    assert "(58 of 61 words)" in page
    assert "The same text" not in browser.get("/desk/sources/3?claim=1").get_data(as_text=True)


def test_a_copy_of_the_article_itself_is_told(signed_in: Callable[..., FlaskClient], database: Database) -> None:
    browser = signed_in("checker")
    drafts = [build.draft(REPORT, "twice what the town pays today", "The sum is twice what Saltmere pays today.")]
    build.article(database, REPORT, drafts)
    build.attach(database, 1, EDITED[:40], text=EDITED)
    kept = claims.get(database, 1).appearance.snapshot_id
    assert snapshots.text(database, kept).startswith(REPORT[:40])
    [copy] = copying.copies(database, sources.get(database, 1), 1)
    assert copy.other is None
    assert "The same text as the article" in browser.get("/desk/sources/1?claim=1").get_data(as_text=True)


def test_a_copy_is_found_among_all_sources_of_the_desk(database: Database) -> None:
    build.article(database)
    build.attach(database, 1, REPORT[:40], text=REPORT)
    build.attach(database, 2, RETOLD[:40], text=RETOLD)
    build.attach(database, 3, EDITED[:40], text=EDITED)
    [copy] = copying.copies(database, sources.get(database, 3), 3)
    assert copy.other is not None
    assert (copy.other.id, copy.shared.same) == (1, 58)


def test_the_origin_of_the_other_is_taken_over_with_one_button_and_given_back(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object], database: Database
) -> None:
    browser = signed_in("checker")
    build.article(database)
    build.attach(database, 1, REPORT[:40], text=REPORT, primary=False)
    build.attach(database, 1, EDITED[:40], text=EDITED, primary=False)
    build.attach(database, 1, RETOLD[:40], text=RETOLD, primary=False)
    assert "3 passages, 2 independent origins" in browser.get("/desk/claims/1").get_data(as_text=True)
    assert "Take over" not in browser.get("/desk/sources/2?claim=1").get_data(as_text=True)
    with pytest.raises(Refused, match="Nobody has said where source 1"):
        copying.take_over(database, 2, 1, 1, by=browser.person, now=build.NOW)
    said = correcting.Said("Register", "Agency", origin="North Wire")
    correcting.source(database, 1, 1, said, by=browser.person, now=build.NOW)
    assert "Take over the origin “North Wire”" in browser.get("/desk/sources/2?claim=1").get_data(as_text=True)
    answer = post(browser, "/desk/sources/2/origin?claim=1", {"version": "1", "other": "1"})
    assert answer.location == "/desk/sources/2?claim=1"
    page = browser.get(answer.location).get_data(as_text=True)
    assert "Origin: “North Wire” instead of nothing." in page
    assert "Take over" not in page
    assert "3 passages, 2 independent origins" in browser.get("/desk/claims/1").get_data(as_text=True)
    event = events.of_subject(database, "source 2")[0].id
    post(browser, "/desk/sources/2/undo?claim=1", {"event": str(event)})
    assert sources.get(database, 2).origin == ""
    assert "corrected again since" not in browser.get(answer.location).get_data(as_text=True)
    post(browser, "/desk/sources/2/undo?claim=1", {"event": str(event)})
    assert "corrected again since" in browser.get(answer.location).get_data(as_text=True)
    assert sources.get(database, 2).origin == ""
    assert list(verifying.problems(database)) == []


def test_a_copy_of_a_primary_source_takes_over_who_published_that_and_is_primary_no_more(database: Database) -> None:
    build.article(database)
    build.attach(database, 1, REPORT[:40], text=REPORT)
    build.attach(database, 1, EDITED[:40], text=EDITED)
    copying.take_over(database, 2, 1, 1, by=build.person(database, "ada"), now=build.NOW)
    found = sources.get(database, 2)
    assert (found.origin, found.is_primary, found.title) == ("Environment Agency", False, "Register of Drinking Water")
