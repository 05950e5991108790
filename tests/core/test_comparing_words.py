"""Negations and opposites of a claim beside a source."""

from __future__ import annotations

import pytest

from factcheck.core.comparing import compare
from factcheck.core.comparing.negations import denials_of
from factcheck.core.comparing.spelling import plain
from factcheck.records import FindingKind, Relation, Span

DIFFERENT = [
    ("negation", "The council approved the ferry budget.", "The council did not approve the ferry budget."),
    ("negation", "The council approved the ferry budget.", "The council failed to approve the ferry budget."),
    ("negation", "The council never approved the ferry budget.", "The council approved the ferry budget in May."),
    ("negation", "The mill has no permit for the dam.", "The mill has a permit for the dam."),
    ("negation", "The mill built the dam without a permit.", "The mill built the dam with a permit."),
    ("negation", "The mill has yet to build the dam.", "The mill built the dam."),
    ("negation", "The mill won’t close the dam.", "The mill will close the dam."),
    ("direction", "Ferry prices rose in Ghent last year.", "In Ghent ferry prices fell last year."),
    ("direction", "Ferry prices increased sharply in Ghent.", "Ferry prices in Ghent decreased sharply."),
    ("direction", "The mayor voted for the ferry.", "The mayor voted against the ferry."),
    ("direction", "The mayor argued in favour of the ferry.", "The mayor argued against the ferry."),
    ("direction", "Ghent has more ferries than Bruges.", "Ghent has fewer ferries than Bruges."),
    ("direction", "Ghent's rowers won the ferry cup.", "Ghent's rowers lost the ferry cup."),
    ("direction", "The ferry opened before the bridge.", "The ferry opened after the bridge."),
    ("direction", "The mayor supports the ferry plan.", "The mayor opposes the ferry plan."),
    ("word", "The mayor's son runs the ferry.", "The mayor's daughter runs the ferry."),
]

SILENT = [
    ("The council approved the ferry budget.", "The council approved the ferry budget and did not change it."),
    ("The council approved the ferry budget.", "The council did not only approve the ferry budget but praised it."),
    ("The council approved the ferry budget.", "The council did not fail to approve the ferry budget."),
    ("The mayor visited Ghent.", "The mayor of Ghent did not visit Rome."),
    ("The mayor did not sell the ferry.", "The mayor refused to sell the ferry."),
    ("Ferry prices rose in Ghent.", "Ferry prices in Ghent rose in May and fell in June."),
    ("Ferry prices rose in Ghent.", "Bakers sold fewer loaves as wages fell."),
    ("Ferry prices did not rise in Ghent.", "Ferry prices fell in Ghent."),
    ("The mayor voted for the ferry.", "The mayor voted for the ferry."),
    ("The mayor's son runs the ferry.", "The mayor's son and daughter run the ferry."),
    ("The mill never had more than 40 workers.", "The mill had no more than 40 workers."),
]


@pytest.mark.parametrize(("kind", "claim", "source"), DIFFERENT)
def test_a_word_that_turns_the_statement_is_named_with_both_places(kind: str, claim: str, source: str) -> None:
    [finding] = [found for found in compare(claim, source, [Span(0, len(source))]) if found.relation == "differs"]
    assert finding.kind == kind
    assert finding.claim_span
    assert finding.source_span
    assert claim[slice(*finding.claim_span)] in finding.words
    assert source[slice(*finding.source_span)] in finding.words


@pytest.mark.parametrize(("claim", "source"), SILENT)
def test_what_only_looks_like_a_turn_is_no_difference(claim: str, source: str) -> None:
    assert [found for found in compare(claim, source, [Span(0, len(source))]) if found.relation == "differs"] == []


def test_what_both_deny_agrees() -> None:
    claim, source = "The mayor did not sell the ferry.", "She never sold the ferry, the mayor said."
    [finding] = compare(claim, source, [Span(0, len(source))])
    assert (finding.kind, finding.relation) == (FindingKind.NEGATION, Relation.AGREES)


def test_a_denial_that_is_denied_is_none() -> None:
    assert denials_of("The mill did not fail to open.") == []
    assert [denial.stems for denial in denials_of("The mill failed to open.")] == [("open",)]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("organised", "organized"),
        ("metres", "meters"),
        ("travelled", "traveled"),
        ("grey", "gray"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert plain(british) == plain(american) == american


@pytest.mark.parametrize("word", ["four", "hour", "rise", "promised", "genre", "basis", "surprising", "exercise"])
def test_words_that_both_write_alike_stay(word: str) -> None:
    assert plain(word) == word
