"""Figures, dates and quotations of a claim beside a source."""

from __future__ import annotations

import pytest

from factcheck.core.comparing import compare, compare_quotation
from factcheck.records import Span

FIGURES = [
    ("The mayor will triple the budget.", "The mayor will double the budget.", "differs"),
    ("The mayor will double the budget.", "The mayor will double the budget.", "agrees"),
    ("The plant employs two and a half million people.", "The plant employs 2.5 million people.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose by 7 percent.", "differs"),
    ("Rents rose by 5 percent.", "Rents rose by 5%.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose by 5 percentage points.", "absent"),
    ("The school has 40 teachers.", "The school has 300 pupils.", "absent"),
    ("The school has 40 teachers.", "Bakers in Ghent sold 12 teachers' cakes.", "absent"),
    ("The bridge opened in 1931.", "The bridge opened in 1932.", "differs"),
    ("The bridge opened in 1931.", "The bridge opened in 1931.", "agrees"),
    ("The bridge stood for 5 years.", "The bridge stood in 1931.", "absent"),
    ("Rents rose by 2%.", "Rents rose in 2 towns.", "absent"),
    ("The bridge opened in 1931.", "The bridge opened on 4 May 1930.", "differs"),
    ("The bridge opened on May 3, 1931.", "The bridge opened on 4 May 1931.", "differs"),
    ("The bridge opened on May 3, 1931.", "The bridge opened on 3 May 1931.", "agrees"),
    ("The bridge opened on May 3, 1931.", "The bridge opened on 9 June 1931.", "absent"),
    ("The bridge opened in May of 1931.", "The bridge opened on 3 May 1931.", "agrees"),
    ("The bridge opened in June 1931.", "The bridge opened on 3 May 1931.", "differs"),
    ("The bridge opened in June 1931.", "The bridge opened on 3 May 1928.", "absent"),
    ("The singer sold more than 900 records.", "The singer sold 1,200 records.", "agrees"),
    ("The singer sold more than 900 records.", "The singer sold 700 records.", "differs"),
    ("The singer sold fewer than 900 records.", "The singer sold 1,200 records.", "differs"),
    ("The singer sold up to 900 records.", "The singer sold 700 records.", "agrees"),
    ("The singer toured for 30 years.", "The singer toured for three decades.", "agrees"),
    ("The singer toured for 50 years.", "The singer toured for three decades.", "differs"),
    ("The singer sold 900 records.", "The singer sold 700 records in one year and 800 records in the next.", "differs"),
]

SOURCE = "Ada said: “We will not sell the old harbour to anyone who asks this year.” Then she left."
QUOTATIONS = [
    ('"We will not sell the old harbour to anyone"', "agrees"),
    ('"We will … sell the old harbour"', "differs"),
    ('"We will not sell the old harbour … this year"', "agrees"),
    ('"We will not sell the new harbour to anyone"', "differs"),
    ('"Taxes are far too high in our valley"', "absent"),
]


@pytest.mark.parametrize(("claim", "source", "relation"), FIGURES)
def test_a_figure_or_date_stands_so_to_the_source(claim: str, source: str, relation: str) -> None:
    [finding] = compare(claim, source, [Span(0, len(source))])
    assert finding.relation == relation


def test_a_figure_in_other_words_is_the_same_and_no_bound() -> None:
    claim, source = "The firm has two ships.", "The firm has 2 ships."
    [finding] = compare(claim, source, [Span(0, len(source))])
    assert finding.words == "Claim and source both say two."


def test_both_places_of_a_difference_are_told() -> None:
    claim, source = "Rents rose by 5 percent.", "In town, rents rose by 7 percent."
    [finding] = compare(claim, source, [Span(0, len(source))])
    assert finding.claim_span
    assert finding.source_span
    assert claim[finding.claim_span.start : finding.claim_span.end] == "5 percent"
    assert source[finding.source_span.start : finding.source_span.end] == "7 percent"


@pytest.mark.parametrize(("quotation", "relation"), QUOTATIONS)
def test_a_quotation_stands_so_to_the_source(quotation: str, relation: str) -> None:
    assert compare_quotation(quotation, SOURCE).relation == relation
