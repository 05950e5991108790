"""The queue's counts are true, its pages are whole, and its searches cannot be malformed."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.desk import claims as desk_claims
from factcheck.records import ClaimDraft, Kind, Span, State
from factcheck.store import claims, queue, search
from factcheck.store.queue import Wish
from tests import builders as build


def many(database: Database, number: int) -> int:
    """An article of so many claims, each with a score of its own."""
    text = " ".join(f"Pipe {at} leaks." for at in range(number))
    drafts = []
    for at in range(number):
        start = text.index(f"Pipe {at} leaks.")
        span = Span(start, start + len(f"Pipe {at} leaks"))
        kind = Kind.QUANTITY if at % 2 else Kind.FACT
        drafts.append(ClaimDraft(f"Pipe {at} leaks.", (span,), kind=kind, score=at / number))
    return build.article(database, text, drafts, title="Pipes", url="https://pipes.example/")


def test_every_claim_is_on_exactly_one_page(database: Database) -> None:
    many(database, 120)
    pages = [queue.find_claims(database, Wish(page=page)) for page in (1, 2, 3, 4)]
    numbers = [row.claim.id for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [50, 50, 20, 0]
    assert len(set(numbers)) == 120
    assert {(page.total, page.pages) for page in pages} == {(120, 3)}


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("worth", "Pipe 9 leaks.", "Pipe 0 leaks."),
        ("newest", "Pipe 9 leaks.", "Pipe 0 leaks."),
        ("place", "Pipe 0 leaks.", "Pipe 9 leaks."),
    ],
)
def test_each_order_is_what_it_says(database: Database, order: str, first: str, last: str) -> None:
    many(database, 10)
    rows = queue.find_claims(database, Wish(order=order)).rows
    assert (rows[0].claim.text, rows[-1].claim.text) == (first, last)


def test_the_counts_leave_the_state_out_and_nothing_else(database: Database) -> None:
    many(database, 10)
    desk_claims.drop(database, 1, 1, by=build.person(database, "ada"), now=build.NOW)
    build.attach(database, 2, stance="context")
    found = queue.find_claims(database, Wish(state=State.NEW))
    assert found.states == {"new": 8, "in work": 1, "closed": 1}
    assert (found.total, len(found.rows)) == (8, 8)
    assert queue.find_claims(database, Wish()).total == 9
    assert queue.find_claims(database, Wish(state=State.CLOSED)).total == 1
    assert queue.find_claims(database, Wish(kind=Kind.QUANTITY)).states == {"new": 4, "in work": 1}


def test_a_row_has_its_article_its_evidence_and_what_is_published(database: Database) -> None:
    build.article(database)
    build.verdict(database, 1)
    place = build.elsewhere(database)
    rows = {row.claim.id: row for row in queue.find_claims(database, Wish()).rows}
    assert (rows[1].article_title, rows[1].publisher, rows[1].evidence) == (
        "City’s water is the cleanest, mayor says",
        "The Harbour Post",
        1,
    )
    assert rows[1].rating.key == "false"
    assert (rows[2].evidence, rows[2].rating) == (0, None)
    assert (rows[place].article_title, rows[place].publisher) == ("Radio Harbour, morning news", "")


def test_changed_words_are_found_and_the_old_ones_are_not(database: Database) -> None:
    build.article(database)
    words = desk_claims.Words("The plant has 212 workers.", pieces=("has 212 employees",))
    desk_claims.change(database, 2, 1, words, by=build.person(database, "ada"), now=build.NOW)
    assert queue.find_claims(database, Wish(words="worker")).total == 1
    assert queue.find_claims(database, Wish(words="waterworks")).total == 0


@pytest.mark.parametrize(
    "typed", ['"', "*", "a OR", "NEAR(", "text:", "-", "()", "'; drop table claims", "AND AND", "\x00"]
)
def test_whatever_is_typed_is_a_search_and_no_fault(database: Database, typed: str) -> None:
    build.article(database)
    assert queue.find_claims(database, Wish(words=typed)).total >= 0
    assert queue.find_articles(database, typed).total >= 0


def test_the_last_word_is_a_beginning_and_the_others_are_whole() -> None:
    assert search.match("lead pi") == '"lead" "pi"*'
    assert search.match("lead pipe ") == '"lead" "pipe"'
    assert search.match(" ?! ") == ""
    assert search.match("word " * 50).count("word") == search.WORDS_MAX


def test_articles_count_their_open_claims_by_state(database: Database) -> None:
    many(database, 4)
    desk_claims.drop(database, 1, 1, by=build.person(database, "ada"), now=build.NOW)
    build.attach(database, 2, stance="context")
    [row] = queue.find_articles(database, "pipes").rows
    assert (row.claims, row.states) == (3, {"in work": 1, "new": 2})


def test_the_names_to_choose_from_are_the_most_frequent_first(database: Database) -> None:
    build.article(database)
    build.article(database, url="https://b.example/", publisher="B")
    build.article(database, url="https://c.example/", publisher="B")
    build.elsewhere(database)
    assert queue.claimants(database) == ["Dana Reed", "Lena Ortiz"]
    assert queue.publishers(database) == ["B", "The Harbour Post"]


def test_a_claim_that_gets_other_words_moves_to_their_place(database: Database) -> None:
    build.article(database)
    by = build.person(database, "ada")
    words = desk_claims.Words("Harbour’s water is clean.", pieces=("The vote",))
    desk_claims.change(database, 1, 1, words, by=by, now=build.NOW)
    assert [claim.id for claim in claims.of_article(database, 1)] == [2, 3, 1]
