"""The queue's page: what it shows is what its address asks for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from tests import builders as build


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("checker")


def shown(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def claims_on(page: str) -> list[str]:
    return re.findall(r'<q><a href="/desk/claims/\d+">(.*?)</a></q>', page)


def test_an_empty_desk_says_what_to_do_first(checker: FlaskClient) -> None:
    page = shown(checker, "/desk/")
    assert "Nothing is here yet" in page
    assert 'href="/desk/add"' in page
    assert "No article is here yet" in shown(checker, "/desk/articles")
    assert "No source is here yet" in shown(checker, "/desk/sources")


def test_each_filter_leaves_only_what_it_asks_for(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    build.article(database, title="Another", publisher="Other Paper", url="https://other.example/a")
    build.elsewhere(database)
    assert len(claims_on(shown(checker, "/desk/"))) == 7
    assert claims_on(shown(checker, "/desk/?state=in+work")) == ["The port handles a third of all trade."]
    assert len(claims_on(shown(checker, "/desk/?article=2"))) == 3
    assert len(claims_on(shown(checker, "/desk/?publisher=Other+Paper"))) == 3
    assert len(claims_on(shown(checker, "/desk/?claimant=Dana+Reed"))) == 4
    assert claims_on(shown(checker, "/desk/?words=port+hand")) == ["The port handles a third of all trade."]
    assert claims_on(shown(checker, "/desk/?kind=opinion")) == []
    assert "No claim fits all of this" in shown(checker, "/desk/?kind=opinion")


def test_the_counts_of_the_states_are_those_of_the_other_filters(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    build.elsewhere(database)
    page = shown(checker, "/desk/?claimant=Dana+Reed")
    tabs = dict(re.findall(r"(All open|New|In work|Closed) <span[^>]*>(\d+)</span>", page))
    assert tabs == {"All open": "2", "New": "2", "In work": "0", "Closed": "0"}
    assert "claimant=Dana+Reed&amp;state=new" in page


def test_an_address_that_asks_for_nonsense_shows_the_open_claims(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    page = shown(checker, "/desk/?state=lost&kind=song&order=loud&page=-3&article=x&undo=9999999999999999999")
    assert len(claims_on(page)) == 3


def test_a_page_behind_the_last_leads_back(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    assert "The list is not that long" in shown(checker, "/desk/?page=7")


def test_the_words_that_are_searched_for_are_escaped(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    page = shown(checker, "/desk/?words=%22%3E%3Cscript%3E")
    assert "<script>" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_the_list_of_articles_counts_the_claims_of_each(checker: FlaskClient, database: Database) -> None:
    build.article(database)
    page = shown(checker, "/desk/articles")
    assert "City’s water is the cleanest, mayor says" in page
    assert "3 claims" in page
    assert "do not see it" in page
    assert "No article holds all of these words" in shown(checker, "/desk/articles?words=elephant")
    assert "City’s water" in shown(checker, "/desk/articles?words=waterworks")
