"""The article's page says why each claim reads as it does, and shows where its borrowed words stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.records import Span
from factcheck.store import claims
from factcheck.web.desk import lending
from tests import builders as build

NAMED = build.TEXT.index("Dana Reed")
CITY = build.TEXT.index("The city")


def store(database: Database) -> None:
    """The article of the builders; its third claim borrows words, and its claimant is named, in the first."""
    one, two, three = build.drafts()
    borrowing = replace(
        three, antecedents=(Span(CITY, CITY + 8),), claimant_spans=(Span(NAMED, NAMED + 9),), reasons=("It says when.",)
    )
    build.article(database, found=[one, two, borrowing])


def test_words_that_are_borrowed_cut_no_claim_in_two(database: Database) -> None:
    store(database)
    first, _ = lending.paragraphs(build.TEXT, claims.of_article(database, 1))
    runs = [("".join(piece.text for piece in run.pieces), run.claims) for run in first.runs if run.claims]
    assert runs == [("city’s water is the cleanest in the country", (1,)), ("has 212 employees", (2,))]
    lent = [(piece.text, piece.at) for run in first.runs for piece in run.pieces if piece.lent == (3,)]
    assert lent == [("The ", CITY), ("city", CITY + 4), ("Dana Reed", NAMED)]
    assert first.claims == (1, 2)
    assert "".join(piece.text for run in first.runs for piece in run.pieces) == build.TEXT.split("\n")[0]


def test_the_page_says_why_and_leads_to_the_words(signed_in: Callable[..., FlaskClient], database: Database) -> None:
    store(database)
    page = signed_in("checker").get("/desk/articles/1").get_data(as_text=True)
    for part in (
        f'<span class="lent" id="at-{NAMED}" data-lent="3">Dana Reed</span>',
        f'<a href="#at-{NAMED}"><q>Dana Reed</q></a>',
        f'<a href="#at-{CITY}"><q>The city</q></a>',
        "It says when.",
    ):
        assert part in page
    claim = signed_in("editor").get("/desk/claims/3").get_data(as_text=True)
    assert f'<a href="/desk/articles/1#at-{CITY}"><q>The city</q></a>' in claim
