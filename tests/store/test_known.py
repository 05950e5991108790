"""Candidates of a match: by the rarest words, at a bounded cost."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.store import known

TEXTS = [
    "The mayor sold the harbour.",
    "The mayor likes the opera.",
    "The mayor said that the mayor sang.",
    "It rains.",
]


@pytest.fixture
def ledger() -> Database:
    return known.ledger_of((str(number), text, "") for number, text in enumerate(TEXTS))


def numbers(database: Database, text: str) -> list[int]:
    return [one.number for one in known.candidates(database, known.LEDGER, text)]


def test_candidates_share_a_word_in_whatever_form(ledger: Database) -> None:
    assert numbers(ledger, "harbours and operas") == [1, 2]
    assert numbers(ledger, "zebra") == []


@pytest.mark.parametrize("text", ["", "!", '"', "NOT AND OR", "text:mayor NEAR(x y) ^a*"])
def test_what_looks_like_a_query_is_words(ledger: Database, text: str) -> None:
    known.candidates(ledger, known.LEDGER, text)


def test_common_words_are_not_looked_for_where_there_are_rare_ones(
    ledger: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert numbers(ledger, "the mayor harbour") == [1, 3, 2]
    monkeypatch.setattr(known, "COMMON_FROM", 2)
    assert numbers(ledger, "the mayor harbour") == [1]


def test_where_all_words_are_common_all_of_them_must_stand_there(
    ledger: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "COMMON_FROM", 1)
    assert numbers(ledger, "the mayor harbour") == [1]


def test_no_more_claims_are_visited_than_allowed(ledger: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "VISITED_MAX", 1)
    assert numbers(ledger, "mayor opera rains") == [2]
