"""An article's page on the desk: the text with its claims, and what can be done to both."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import claims as desk_claims
from factcheck.records import Splitting
from factcheck.store import articles, claims, snapshots
from factcheck.store.connection import writing
from tests import builders as build


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("checker")


@pytest.fixture
def editor(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("editor")


def page_of(browser: FlaskClient, address: str = "/desk/articles/1") -> str:
    return browser.get(address).get_data(as_text=True)


def text_on(page: str) -> str:
    """The article's text as a reader of the page reads it, to the letter."""
    paragraphs = re.findall(r'<p dir="auto" class="words" data-start="(\d+)">(.*?)</p>', page, flags=re.S)
    return "\n".join(html.unescape(re.sub(r"<[^>]*>", "", content)) for _, content in paragraphs)


def test_the_text_stands_on_the_page_to_the_letter(checker: FlaskClient, database: Database) -> None:
    build.article(database, build.TEXT + "\n\nSome <b>& marks</b>, and\u00a0blanks.", build.drafts())
    kept = snapshots.text(database, articles.get(database, 1).snapshot_id)
    assert "<b>& marks</b>" in kept
    assert text_on(page_of(checker)) == "\n".join(line for line in kept.split("\n") if line)


def test_every_paragraph_says_where_it_begins(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    starts = [int(number) for number in re.findall(r'data-start="(\d+)"', page_of(checker))]
    assert starts == [0, build.TEXT.index("“We")]


def test_each_claims_words_lead_to_its_note(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    page = page_of(checker)
    for number in (1, 2, 3):
        assert f'<a href="#note-{number}">' in page
        assert f'id="note-{number}"' in page


def test_a_claim_is_added_at_the_words_that_were_selected(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    text = "It rained. Then it rained. It rained."
    build.article(database, text, ())
    second = text.rindex("It rained")
    data = {
        "text": "It rained at last.",
        "pieces": "It rained",
        "offsets": f"[[{second}, {second + 9}]]",
        "kind": "fact",
    }
    answer = post(checker, "/desk/articles/1/claims", data)
    assert answer.status_code == 303
    claim = claims.get(database, 1)
    assert claim.appearance.anchors == ((second, second + 9),)
    assert "added the claim" in page_of(checker, answer.location)


def test_words_that_do_not_stand_in_the_text_are_refused_beside_their_field(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    data = {"text": "A claim.", "pieces": "words of another text", "kind": "fact"}
    answer = post(checker, "/desk/articles/1/claims", data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "These words do not stand in the text" in page
    assert "words of another text</textarea>" in page


@pytest.mark.parametrize(
    "offsets",
    [
        "nonsense",
        "[[1]]",
        "{}",
        "[[5, 2]]",
        '[["a", "b"]]',
        "[[0, 99999999999999]]",
        pytest.param("[" * 100_000, id="too deep"),
        "[[0, Infinity]]",
    ],
)
def test_offsets_that_are_no_places_of_the_words_are_passed_over(
    checker: FlaskClient, post: Callable[..., object], database: Database, offsets: str
) -> None:
    build.article(database, "It rained.", ())
    data = {"text": "It rained.", "pieces": "rained", "offsets": offsets, "kind": "fact"}
    assert post(checker, "/desk/articles/1/claims", data).status_code == 303
    assert claims.get(database, 1).appearance.anchors == ((3, 9),)


def test_a_stale_save_shows_both_versions_and_can_be_saved_again(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    first = {"title": "My title", "publisher": "P", "byline": "", "published_on": "", "version": "1"}
    assert post(checker, "/desk/articles/1/details", first).status_code == 303
    answer = post(checker, "/desk/articles/1/details", {**first, "title": "Your title"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "What you sent" in page
    assert "My title" in page
    assert "Your title" in page
    again = re.search(r'name="version" type="hidden" value="(\d+)"', page[page.index('id="details"') :]).group(1)
    assert (
        post(checker, "/desk/articles/1/details", {**first, "title": "Your title", "version": again}).status_code == 303
    )
    assert articles.get(database, 1).title == "Your title"


def test_an_editor_publishes_an_article_and_takes_it_back(
    editor: FlaskClient, post: Callable[..., object], client: FlaskClient, database: Database
) -> None:
    build.article(database)
    assert client.get("/articles/1").status_code == 404
    post(editor, "/desk/articles/1/publish")
    assert client.get("/articles/1").status_code == 200
    post(editor, "/desk/articles/1/take-back")
    assert client.get("/articles/1").status_code == 404


def test_an_article_with_a_published_verdict_stays_public(
    editor: FlaskClient, post: Callable[..., object], client: FlaskClient, database: Database
) -> None:
    build.article(database)
    build.verdict(database, 1)
    answer = post(editor, "/desk/articles/1/take-back", follow_redirects=True)
    assert "the article stays public" in answer.get_data(as_text=True)
    assert client.get("/articles/1").status_code == 200


def test_a_checker_sees_no_button_to_publish_and_cannot(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    assert "Publish article" not in page_of(checker)
    assert post(checker, "/desk/articles/1/publish").status_code == 403


def test_a_closed_claim_is_reopened_from_the_articles_page(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.article(database)
    event = desk_claims.drop(database, 1, 1, by=build.person(database, "ada"), now=build.NOW)
    page = page_of(checker)
    assert "1 closed claim" in page
    assert f'name="event" value="{event}"' in page
    answer = post(checker, "/desk/articles/undo", {"event": str(event)})
    assert answer.location == "/desk/claims/1"
    assert claims.get(database, 1).state == "new"


def test_what_shares_the_text_or_the_address_is_named_on_both(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    build.article(database, url="https://copy.example/water")
    build.article(database, "Another text altogether.", (), url="https://post.example/water")
    assert "The same text stands at another address" in page_of(checker)
    assert "Another text from the same address" in page_of(checker)
    assert "The same text stands at another address" in page_of(checker, "/desk/articles/2")


def test_an_article_that_is_not_there_is_a_404(checker: FlaskClient) -> None:
    assert checker.get("/desk/articles/4").status_code == 404
    assert checker.get("/desk/articles/99999999999999999999").status_code == 404


def test_a_text_from_right_to_left_stands_so(checker: FlaskClient, database: Database) -> None:
    text = "قالت رئيسة البلدية إن الميناء استقبل 3100 سفينة."
    build.article(database, text, (build.draft(text, "استقبل 3100 سفينة", "الميناء استقبل 3100 سفينة."),))
    for address in ("/desk/articles/1", "/desk/claims/1"):
        page = checker.get(address).text
        assert '<p dir="auto" class="words"' in page
        assert re.search(r'<h1[^>]* dir="auto"', page)


def test_what_the_engine_noted_stands_on_the_page(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    with writing(database):
        noted = Splitting("sentences", "1", "de", (), notes=("This article is split into sentences, since so.",))
        articles.add_splitting(database, 1, noted, now=build.NOW)
    assert "This article is split into sentences, since so." in page_of(checker)
