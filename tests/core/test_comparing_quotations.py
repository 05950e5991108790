"""Quotations beside a source: the project's own cases with their controls, and what a difference looks like."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from factcheck.core.comparing import changed_words, compare, compare_quotation
from factcheck.records import FindingKind, Relation, Span

CASES = json.loads((Path(__file__).parent / "quotations" / "cases.json").read_text(encoding="utf-8"))
SOURCE = "Ada said: “We will not sell the old harbour to anyone who asks this year.” Then she left."


def outcome(quotation: str, source: str) -> str:
    """What a finding says first: verbatim, altered, cut or not found."""
    return compare_quotation(quotation, source).words.partition(":")[0].lower()


def test_of_our_own_cases_as_many_are_told_right_as_before() -> None:
    cases = CASES["cases"]
    right = Counter(
        case["outcome"]
        for case in cases
        if outcome(case["quotation"], CASES["sources"][case["source"]]) == case["outcome"]
    )
    wanted = Counter(case["outcome"] for case in cases)
    assert len(cases) >= 60
    # Two of the words that are not there are taken for altered ones: they share half of theirs with another sentence.
    assert {kind: wanted[kind] - right[kind] for kind in wanted} == {
        "verbatim": 0,
        "altered": 0,
        "cut": 0,
        "not found": 2,
    }


@pytest.mark.parametrize(
    ("quotation", "relation"),
    [
        ("“We will not sell the old harbour”", Relation.AGREES),
        ("“We will not sell the new harbour”", Relation.DIFFERS),
        ("“We will … sell the old harbour”", Relation.DIFFERS),
        ("“Taxes are far too high in our valley”", Relation.ABSENT),
        ("“…”", Relation.ABSENT),
    ],
)
def test_the_outcome_has_its_relation(quotation: str, relation: Relation) -> None:
    assert compare_quotation(quotation, SOURCE).relation == relation


def test_an_altered_quotation_shows_which_words_differ() -> None:
    quotation = "“We will never sell the old harbour, to anybody who asks”"
    found = compare_quotation(quotation, SOURCE)
    assert found.source_span
    assert SOURCE[slice(*found.source_span)] == "We will not sell the old harbour to anyone who asks"
    assert changed_words(quotation, SOURCE, found.source_span) == (
        ("same", "We will "),
        ("cut", "not "),
        ("added", "never "),
        ("same", "sell the old harbour, to "),
        ("cut", "anyone "),
        ("added", "anybody "),
        ("same", "who asks"),
    )
    assert found.words == "Altered: the quotation has “never” for “not”, “anybody” for “anyone”."


def test_what_an_ellipsis_hides_is_told() -> None:
    assert compare_quotation("“We will ... sell the old harbour”", SOURCE).words == "Cut: the ellipsis hides “not”."


def test_the_nearest_of_several_places_counts() -> None:
    source = "We will not wait. We will pay, and we will sell the harbour."
    found = compare_quotation("“We will … sell the harbour”", source)
    assert (found.relation, found.source_span) == (Relation.AGREES, Span(35, 59))


def test_the_quotation_of_a_claim_comes_first_among_its_findings() -> None:
    claim = "The harbour will not be sold this year."
    kinds = [found.kind for found in compare(claim, SOURCE, [Span(0, len(SOURCE))], quotation="“not sell the harbour”")]
    assert kinds[0] == FindingKind.QUOTATION
