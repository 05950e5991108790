"""Topics are the desk's own until it says which of them readers may see."""

from __future__ import annotations

from collections.abc import Callable

import feedparser
import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import planning
from factcheck.desk import site as desk_site
from factcheck.web import names
from tests import builders
from tests.web.test_reader import words

CLAIM = "/claims/1-harbours-water-is-the-cleanest"
RIVERS = f"/topics/{names.key('rivers')}"


@pytest.fixture
def site(database: Database, client: FlaskClient) -> FlaskClient:
    """A reader of a site with a verdict under two topics, one of which is the desk's own."""
    builders.article(database)
    builders.verdict(database, 1)
    builders.verdict(database, 2, "true")
    ada = builders.person(database, "ada")
    for topic, claims in (("Rivers", [1, 3]), ("Lawyer reads", [1, 2])):
        planning.change_many(database, claims, topic=topic, by=ada, now=builders.NOW)
    return client


def show(database: Database, *topics: str) -> None:
    by = builders.person(database, "bo")
    desk_site.change(database, "Desk", names=True, whole=True, topics=topics, by=by, now=builders.NOW)


def test_no_topic_is_shown_until_the_desk_says_so(site: FlaskClient) -> None:
    for path in (RIVERS, f"{RIVERS}.atom", f"/topics/{names.key('Lawyer reads')}"):
        assert site.get(path).status_code == 404
    for path in (CLAIM, "/topics/", "/verdicts"):
        page = words(site.get(path).text)
        assert "rivers" not in page
        assert "lawyer" not in page


def test_a_topic_that_readers_may_see_has_a_page_a_feed_and_a_filter(site: FlaskClient, database: Database) -> None:
    show(database, "Rivers", "Nothing under it")
    page = site.get(RIVERS).text
    assert "Harbour’s water is the cleanest." in page
    assert "The waterworks of Harbour" not in page  # another topic
    assert "replaced every lead pipe" not in page  # not checked
    found = feedparser.parse(site.get(f"{RIVERS}.atom").data)
    assert (found.bozo, len(found.entries)) == (False, 1)
    assert f'href="{RIVERS}"' in site.get(CLAIM).text
    listed = words(site.get("/topics/").text)
    assert "rivers 1 verdict" in listed
    assert "Nothing under it" not in listed
    assert "The waterworks" not in site.get("/verdicts", query_string={"topic": names.key("rivers")}).text
    for path in (CLAIM, "/topics/", "/verdicts", RIVERS):
        assert "lawyer" not in site.get(path).text
    assert site.get(f"/topics/{names.key('Lawyer reads')}").status_code == 404


def test_an_administrator_says_which(
    site: FlaskClient, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    admin = signed_in("admin")
    sent = {"name": "Desk", "names": "on", "whole": "on", "topics": "Rivers\r\n\r\n rivers \r\n"}
    post(admin, "/desk/settings/site", sent, page="/desk/settings")
    assert site.get(RIVERS).status_code == 200
    assert ">rivers</textarea>" in admin.get("/desk/settings").text
