"""Where an article points is offered as sources, and fetched when a person asks for it and not before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract
from factcheck.desk import evidence, intake, linking
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted, Fetched, OutgoingLink, Span
from factcheck.store import snapshots, sources
from tests import builders as build

REGISTER = "https://register.example/2025?utm_source=post"
MARKDOWN = (
    f"# Water\n\nThe city’s water is the cleanest in the country, [the register]({REGISTER}) says. It is old.\n\n"
    "The waterworks has 212 employees, [our story](https://post.example/works) of May said.\n"
)
CLAIM = "city’s water is the cleanest in the country"


@pytest.fixture
def fetched() -> list[str]:
    """The addresses that were fetched."""
    return []


@pytest.fixture
def tools(fetched: list[str]) -> jobs.Tools:
    def fetch(address: str) -> Fetched:
        fetched.append(address)
        return Fetched(address, address, 200, "text/plain", "utf-8", build.SOURCE.encode())

    return jobs.Tools(fetch, extract, lambda text: splitting.split(text, Sentences()))


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    """A checker's browser, and an article with two claims and a link in the sentence of each."""
    document = intake.read_file("water.md", MARKDOWN.encode(), extract=extract, url="https://www.post.example/water")
    drafts = [
        build.draft(document.snapshot.text, CLAIM, "Harbour’s water is the cleanest."),
        build.draft(document.snapshot.text, "has 212 employees", "The waterworks has 212 employees."),
    ]
    split = build.Splitting("hand", "1", "en", tuple(drafts))
    by = build.person(database, "ada")
    intake.add_article(database, document, intake.Details(), split, by=by, now=build.NOW)
    return signed_in("checker")


def test_the_links_of_the_claims_own_sentence_come_first_each_in_its_sentence(checker: FlaskClient) -> None:
    page = checker.get("/desk/claims/1/source").get_data(as_text=True)
    near, far = page.split("1 link from elsewhere in the article")
    assert 'the country, <mark class="passage-mark">the register</mark> says.' in near
    assert "https://post.example/works" not in near
    assert "same site" not in near.split('id="pointed"')[1]
    assert "same site" in far


def test_a_link_is_fetched_when_it_is_asked_for_and_then_shown_as_kept(
    checker: FlaskClient, post: Callable[..., object], database: Database, tools: jobs.Tools, fetched: list[str]
) -> None:
    for path in ("/desk/claims/1/source", "/desk/articles/1"):
        assert "Kept as source" not in checker.get(path).get_data(as_text=True)
    assert not jobs.run_next(database, tools, worker="test")
    assert post(checker, "/desk/claims/1/source", {"url": REGISTER}).location == "/desk/jobs/1"
    jobs.run_next(database, tools, worker="test")
    assert fetched == [REGISTER]
    assert snapshots.text(database, sources.get(database, 1).snapshot_id) == build.SOURCE
    assert checker.get("/desk/jobs/1").location == "/desk/sources/1?claim=1"
    for path in ("/desk/claims/1/source", "/desk/claims/2/source", "/desk/articles/1"):
        assert "Kept as source 1" in checker.get(path).get_data(as_text=True)


def test_a_source_offers_where_it_points_itself(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    document = intake.read_file("report.md", MARKDOWN.encode(), extract=extract, url="https://paper.example/water")
    by = build.person(database, "ada")
    evidence.add_source(database, document, evidence.Citing(intake.Details()), by=by, now=build.NOW)
    page = checker.get("/desk/sources/1?claim=2").get_data(as_text=True)
    assert "2 links of this source to others" in page
    assert f'name="url" value="{REGISTER}"' in page
    assert 'action="/desk/claims/2/source"' in page
    assert "links of this source" not in checker.get("/desk/sources/1").get_data(as_text=True)


def test_on_the_articles_page_a_link_is_fetched_for_the_claim_of_its_sentence_or_a_chosen_one(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    page = checker.get("/desk/articles/1").get_data(as_text=True)
    assert "2 links to possible sources" in page
    assert 'formaction="/desk/claims/1/source">Fetch for claim 1' in page
    assert 'formaction="/desk/claims/2/source">Fetch for claim 2' in page
    post(checker, "/desk/claims/source", {"url": "https://post.example/works", "claim": "1"})
    [job] = jobs.jobs.listed(database)
    assert (job.task["claim"], job.task["details"]["url"]) == (1, "https://post.example/works")
    assert post(checker, "/desk/claims/source", {"url": REGISTER, "claim": "99"}).status_code == 404


def test_an_article_without_links_and_one_of_before_say_so(checker: FlaskClient, database: Database) -> None:
    build.article(database, url="https://post.example/plain")
    assert "The article has no links." in checker.get("/desk/claims/3/source").get_data(as_text=True)
    database.execute("delete from snapshot_links")
    page = checker.get("/desk/claims/3/source").get_data(as_text=True)
    assert "The article has no links." not in page
    assert "The links of the article are not read yet." in page
    assert checker.get("/desk/articles/1").status_code == 200


def test_the_links_of_articles_of_before_are_read_while_nothing_else_waits(
    checker: FlaskClient, database: Database
) -> None:
    build.article(database, url="https://post.example/plain")
    before = snapshots.links(database, 1)
    assert before
    database.execute("delete from snapshot_links")
    while linking.keep_up(database, extract):
        pass
    assert snapshots.links(database, 1) == before
    assert snapshots.links(database, 2) == ()
    assert "1 link from elsewhere in the article" in checker.get("/desk/claims/1/source").get_data(as_text=True)


def test_links_of_what_is_read_otherwise_today_have_no_places_and_of_what_cannot_be_read_there_are_none(
    checker: FlaskClient, database: Database
) -> None:
    def otherwise(raw: bytes, *about: str) -> Extracted:
        return Extracted("Other words.", links=(OutgoingLink(REGISTER, "words", Span(6, 11)),))

    def unread(raw: bytes, *about: str) -> Extracted:
        raise ExtractionFailed("It cannot be read.")

    for read, kept in ((otherwise, (OutgoingLink(REGISTER, "words"),)), (unread, ())):
        database.execute("delete from snapshot_links")
        assert linking.keep_up(database, read)
        assert snapshots.links(database, 1) == kept
        assert not linking.keep_up(database, read)
