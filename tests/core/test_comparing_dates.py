"""Dates told from the day of writing, beside a source and inside one article."""

from __future__ import annotations

import time
from datetime import date

import pytest

from factcheck.core.comparing import compare, contradictions
from factcheck.core.comparing.dates import dates_of
from factcheck.records import FindingKind, Relation, Span

#: A Thursday.
SAID_ON = date(2023, 1, 12)

MEANT = [
    ("yesterday", (2023, 1, 11), (2023, 1, 11)),
    ("this morning", (2023, 1, 12), (2023, 1, 12)),
    ("tomorrow", (2023, 1, 13), (2023, 1, 13)),
    ("last month", (2022, 12, 1), (2022, 12, 31)),
    ("earlier this month", (2023, 1, 1), (2023, 1, 31)),
    ("last week", (2023, 1, 2), (2023, 1, 8)),
    ("last year", (2022, 1, 1), (2022, 12, 31)),
    ("next year", (2024, 1, 1), (2024, 12, 31)),
    ("last May", (2022, 5, 1), (2022, 5, 31)),
    ("last January", (2022, 1, 1), (2022, 1, 31)),
    ("two months ago", (2022, 11, 1), (2022, 11, 30)),
    ("three days ago", (2023, 1, 9), (2023, 1, 9)),
    ("a year ago", (2022, 1, 1), (2022, 12, 31)),
    ("on Tuesday", (2023, 1, 10), (2023, 1, 10)),
    ("on Thursday", (2023, 1, 12), (2023, 1, 12)),
    ("will open on Tuesday", (2023, 1, 17), (2023, 1, 17)),
]

BESIDE = [
    ("The mill opened last month.", "The mill opened in December 2022.", "agrees"),
    ("The mill opened last month.", "The mill opened on 14 December 2022.", "agrees"),
    ("The mill opened last month.", "The mill opened in January 2023.", "differs"),
    ("The mill opened last month.", "The mill opened in May 2019.", "absent"),
    ("The mill opened on Tuesday.", "The mill opened on 10 January 2023.", "agrees"),
    ("The mill opened on Tuesday.", "The mill opened on 11 January 2023.", "differs"),
    ("The mill opened yesterday.", "The mill opened on Wednesday.", "agrees"),
    ("The mill will open on Friday.", "The mill opens on the Friday after the talks.", "agrees"),
    ("The mill will open on Friday.", "The mill opens on the Saturday after the talks.", "differs"),
    ("The mill opened last year.", "The mill opened in 2022.", "agrees"),
    ("The mill opened last year.", "The mill opened in 2021.", "differs"),
    ("The mill will open by 2025.", "The mill will open by 2027.", "differs"),
    ("The mill opened in January 2022.", "The mill opened a year ago.", "agrees"),
]


@pytest.mark.parametrize(("words", "first", "last"), MEANT)
def test_a_time_is_told_from_the_day_of_writing(
    words: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    [found] = dates_of(f"The mill {words}.", SAID_ON)
    assert found.days == (date(*first), date(*last))


def test_without_the_day_of_writing_nothing_is_told_from_it() -> None:
    assert dates_of("The mill opened last month.") == []


@pytest.mark.parametrize(("claim", "source", "relation"), BESIDE)
def test_each_side_is_told_from_its_own_day(claim: str, source: str, relation: str) -> None:
    [finding] = compare(claim, source, [Span(0, len(source))], said_on=SAID_ON, written_on=date(2023, 1, 13))
    assert (finding.kind, finding.relation) == (FindingKind.DATE, relation)


def test_the_sentence_says_which_day_was_meant() -> None:
    claim, source = "The mill opened last month.", "The mill opened in January 2023."
    [finding] = compare(claim, source, [Span(0, len(source))], said_on=SAID_ON)
    assert finding.words == "The claim says last month (December 2022); the source says January 2023."


@pytest.mark.parametrize("impossible", ["31 February 2020", "2020-13-01", "the 45 May", "may 3 times"])
def test_what_no_calendar_has_is_no_whole_date(impossible: str) -> None:
    assert all(None in found.parts for found in dates_of(f"It was {impossible}."))


CONTRADICTING = (
    "The town praised the generous ferry grant that the province announced earlier this month.\n\n"
    "Boats were shown on Friday. The mayor spoke for an hour.\n\n"
    "The province had promised its most generous ferry help last month."
)


def test_an_article_that_tells_one_event_with_two_times_is_told_so() -> None:
    [finding] = contradictions(CONTRADICTING)
    assert finding.relation == Relation.DIFFERS
    assert finding.claim_span
    assert finding.source_span
    assert CONTRADICTING[slice(*finding.claim_span)] == "earlier this month"
    assert CONTRADICTING[slice(*finding.source_span)] == "last month"


@pytest.mark.parametrize(
    "article",
    [
        CONTRADICTING.replace("last month", "this month"),
        CONTRADICTING.replace("generous ferry help", "new library"),
        CONTRADICTING.replace("spoke for an hour", "likes the generous ferry"),
        CONTRADICTING.replace("last month", "on Monday"),
        CONTRADICTING.replace("generous ferry", "Ferry Valley"),
        "",
    ],
)
def test_two_times_of_two_events_are_no_contradiction(article: str) -> None:
    assert contradictions(article) == ()


def test_contradictions_take_time_that_grows_with_the_article() -> None:
    article = "\n".join(f"Ferry number {number} left last month with grain {number}." for number in range(3000))
    began = time.perf_counter()
    assert contradictions(article) == ()
    assert time.perf_counter() - began < 3
