"""Figures and dates of a claim beside a source."""

from __future__ import annotations

import pytest

from factcheck.core.comparing import compare
from factcheck.records import Span

FIGURES = [
    ("The mayor will triple the budget.", "The mayor will double the budget.", "differs"),
    ("The mayor will double the budget.", "The mayor will double the budget.", "agrees"),
    ("The plant employs two and a half million people.", "The plant employs 2.5 million people.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose by 7 percent.", "differs"),
    ("Rents rose by 5 percent.", "Rents rose by 5%.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose by 5 percentage points.", "differs"),
    ("Rents rose by 5 percent.", "Rents rose by 5.3 percent.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose from 4 to 6 percent.", "differs"),
    ("Rents rose by 5 percent.", "Rents rose by 4 to 6 percent.", "agrees"),
    ("Rents rose by 5 percent.", "Rents rose by between 7 and 9 percent.", "differs"),
    ("A third of the tenants left.", "33 percent of the tenants left.", "agrees"),
    ("Two-thirds of the tenants left.", "Of the tenants 40 percent left.", "differs"),
    ("One in five tenants left.", "20% of the tenants left.", "agrees"),
    ("About 900 tenants left.", "The tenants: 873 tenants left.", "agrees"),
    ("Nearly 900 tenants left.", "In all, 500 tenants left.", "differs"),
    ("The firm employs twenty-three bakers.", "The firm employs 23 bakers.", "agrees"),
    ("The firm employs twenty-three bakers.", "The firm employs 32 bakers.", "differs"),
    ("The firm employs a dozen bakers.", "The firm employs 12 bakers.", "agrees"),
    ("The firm lost half a million euros.", "The firm lost €500,000.", "agrees"),
    ("The firm lost $5 million.", "The firm lost €5 million.", "absent"),
    ("The firm lost between $5 and $7 million.", "The firm lost $6 million.", "agrees"),
    ("The firm lost $2.5 million.", "The firm lost $2,481,000.", "agrees"),
    ("The firm lost $2.5 million.", "The firm lost $2,561,000.", "differs"),
    ("The band released its third album.", "The band released its fourth album.", "differs"),
    ("The band released its third album.", "The band released its 3rd album.", "agrees"),
    ("The band won three times.", "The band won twice.", "differs"),
    ("The plant covers 400 square metres.", "The plant covers 300 square meters.", "differs"),
    ("The band formed in the 1970s.", "The band formed in 1974.", "agrees"),
    ("The band formed in the 1970s.", "The band formed in 1984.", "differs"),
    ("The band formed in August.", "The band formed on 8 July 2005.", "differs"),
    ("The band formed in August.", "The band formed on Aug. 8, 2005.", "agrees"),
    ("The band formed on a Monday.", "The band formed on 8 August 2005.", "agrees"),
    ("The band formed on a Tuesday.", "The band formed on 2005-08-08.", "differs"),
    ("The school has 40 teachers.", "The school has 300 pupils.", "absent"),
    ("The school has 40 teachers.", "The second school has teachers.", "absent"),
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
