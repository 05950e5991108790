"""Evidence cards on pages: moved and annotated by plain forms, kept as typed where refused, public as published."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk.cards import NOT_SHOWN_MAX
from factcheck.store import snapshots, sources
from tests import builders as build

LIMIT = "It counts <pipes>, not their age."
Post = Callable[..., object]


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database)
    build.attach(database, 1)
    build.attach(database, 1, "The register is kept since 1990.")
    return signed_in("checker")


def page_of(browser: FlaskClient, address: str = "/desk/claims/1") -> str:
    return html.unescape(browser.get(address, follow_redirects=True).get_data(as_text=True))


def say(post: Post, browser: FlaskClient, text: str, version: int = 1) -> object:
    return post(browser, "/desk/evidence/2/not-shown", {"e2-not_shown": text, "e2-version": str(version)})


def test_a_card_has_the_passage_in_its_context_and_all_that_is_known_of_the_source(
    checker: FlaskClient, database: Database
) -> None:
    page = page_of(checker)
    assert '<span class="aside">All values are yearly means. </span>The city ranked twelfth' in page
    kept = snapshots.get(database, sources.get_evidence(database, 1).snapshot_id)
    for words in ("Environment Agency", "5 January 2026", "Primary source", "3 February 2026", kept.raw_sha256):
        assert words in page


def test_cards_are_moved_and_the_last_move_is_taken_back(checker: FlaskClient, post: Post, database: Database) -> None:
    answer = post(checker, "/desk/evidence/2/move", {"way": "up"})
    assert answer.location == "/desk/claims/1#evidence-2"
    page = page_of(checker)
    assert page.index('id="evidence-2"') < page.index('id="evidence-1"')
    assert "put the passages in another order" in page
    event = page.split('name="event" value="')[1].split('"')[0]
    post(checker, "/desk/evidence/undo", {"claim": "1", "event": event})
    assert [one.id for one in sources.evidence_on(database, 1)] == [1, 2]


def test_what_is_said_of_a_card_stands_below_it_and_in_the_history(checker: FlaskClient, post: Post) -> None:
    assert say(post, checker, LIMIT).location == "/desk/claims/1#evidence-2"
    page = checker.get("/desk/claims/1").get_data(as_text=True)
    assert "<b>What this does not show:</b> It counts &lt;pipes&gt;, not their age." in page
    assert "instead of nothing" in html.unescape(page)


def test_what_is_too_long_or_stale_comes_back_as_it_was_typed(checker: FlaskClient, post: Post) -> None:
    answer = say(post, checker, "x" * (NOT_SHOWN_MAX + 1))
    assert answer.status_code == 422
    assert "x" * (NOT_SHOWN_MAX + 1) in answer.get_data(as_text=True)
    say(post, checker, LIMIT)
    answer = say(post, checker, "Mine.", version=1)
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "What is there now" in page
    assert "Mine.</textarea>" in page
    assert say(post, checker, "Mine.", version=2).status_code == 303


def test_readers_see_the_cards_as_they_were_published(
    checker: FlaskClient, client: FlaskClient, post: Post, database: Database
) -> None:
    say(post, checker, LIMIT)
    post(checker, "/desk/evidence/2/move", {"way": "up"})
    build.record(database, 1)
    build.publish(database, 1)
    say(post, checker, "Something else.", version=2)
    post(checker, "/desk/evidence/2/move", {"way": "down"})
    first, second = client.get("/claims/1.json").json["evidence"]
    assert (first["not_shown"], second["not_shown"]) == (LIMIT, None)
    assert (second["before"], second["after"]) == ("All values are yearly means. ", " The register is kept since 1990.")
    kept = snapshots.get(database, sources.get_evidence(database, 1).snapshot_id)
    source = second["source"]
    assert (source["how"], source["accessed"], source["sha256"]) == ("pasted", kept.taken_at, kept.raw_sha256)
    page = page_of(client, "/claims/1")
    assert page.index(LIMIT) < page.index("</span>The city ranked twelfth")
    assert "Something else." not in page
    assert kept.raw_sha256 in page
