"""What is said of an article can be corrected; readers see it when an editor says so."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.desk import articles as desk
from factcheck.desk.intake import Details
from factcheck.errors import Conflict, Invalid, NotFound, Refused
from factcheck.store import articles, events, pages
from tests import builders as build


def test_a_change_keeps_what_was_there_in_its_event(database: Database) -> None:
    number = build.article(database)
    desk.change(
        database, number, 1, Details("Water", "The Post", "", ""), by=build.person(database, "ada"), now=build.NOW
    )
    article = articles.get(database, number)
    assert (article.title, article.byline, article.published_on, article.version) == ("Water", "", None, 2)
    before = events.of_subject(database, f"article {number}")[0].payload["before"]
    assert before["title"] == "City’s water is the cleanest, mayor says"
    assert before["published_on"] == "2026-01-11"


def test_a_stale_change_brings_both_versions_and_saves_nothing(database: Database) -> None:
    number, ada = build.article(database), build.person(database, "ada")
    desk.change(database, number, 1, Details("Theirs"), by=ada, now=build.NOW)
    with pytest.raises(Conflict) as stale:
        desk.change(database, number, 1, Details("Mine"), by=ada, now=build.NOW)
    assert (stale.value.mine["title"], stale.value.theirs["title"], stale.value.version) == ("Mine", "Theirs", 2)
    assert articles.get(database, number).title == "Theirs"


def test_an_article_keeps_a_title(database: Database) -> None:
    number = build.article(database)
    with pytest.raises(Invalid) as refused:
        desk.change(database, number, 1, Details(" "), by=build.person(database, "ada"), now=build.NOW)
    assert refused.value.field == "title"
    with pytest.raises(NotFound):
        desk.change(database, 9, 1, Details("T"), by=build.person(database, "ada"), now=build.NOW)


def test_a_changed_title_is_found_and_the_old_one_is_not(database: Database) -> None:
    number = build.article(database, "Nothing of note.", (), title="Elephants")
    desk.change(database, number, 1, Details("Giraffes"), by=build.person(database, "ada"), now=build.NOW)
    found = {
        word: [
            row[0] for row in database.execute("select rowid from articles_words where articles_words match ?", [word])
        ]
        for word in ("elephants", "giraffes", "note")
    }
    assert found == {"elephants": [], "giraffes": [number], "note": [number]}


def test_publishing_twice_is_one_event(database: Database) -> None:
    number, bo = build.article(database), build.person(database, "bo")
    assert pages.public_article(database, number) is None
    for _ in range(2):
        desk.publish(database, number, by=bo, now=build.NOW)
    assert pages.public_article(database, number) is not None
    assert [event.verb for event in events.of_subject(database, f"article {number}")] == [
        "published article",
        "added article",
    ]


def test_an_article_is_taken_back_only_as_long_as_no_verdict_in_it_is_published(database: Database) -> None:
    number, bo = build.article(database), build.person(database, "bo")
    with pytest.raises(Refused, match="not public"):
        desk.take_back(database, number, by=bo, now=build.NOW)
    desk.publish(database, number, by=bo, now=build.NOW)
    desk.take_back(database, number, by=bo, now=build.NOW)
    assert articles.get(database, number).public_at is None
    build.verdict(database, 1)
    with pytest.raises(Refused, match="stays public"):
        desk.take_back(database, number, by=bo, now=build.NOW)
    assert articles.get(database, number).public_at is not None


def test_what_readers_see_of_an_article_is_changed_by_editors_and_readers_are_told(database: Database) -> None:
    later = "2026-03-01T10:00:00.000000Z"
    number = build.article(database)
    desk.change(database, number, 1, Details("Before"), by=build.person(database, "ada"), now=build.NOW)
    desk.publish(database, number, by=build.person(database, "bo"), now="2026-02-04T10:00:00.000000Z")
    assert pages.public_article(database, number).changed_at is None
    ada = build.person(database, "ada")
    with pytest.raises(Refused, match="an editor changes"):
        desk.change(database, number, 3, Details("After"), by=ada, now=later)
    head = events.head(database)
    desk.change(database, number, 3, Details("Before"), by=build.person(database, "bo"), now=later)
    assert events.head(database) == head  # nothing was changed
    desk.change(database, number, 3, Details("After"), by=build.person(database, "bo"), now=later)
    assert pages.public_article(database, number).changed_at == later
