"""Copies of one report are recognised, and reports of one event are not taken for copies."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from factcheck.core import copies
from factcheck.records import Source

REPORT = (
    "The town of Saltmere will spend twelve million euros a year on its sea defences by 2029, the mayor said on "
    "Tuesday. The sum is twice what the town pays today. Work on the northern wall begins in the spring and will take "
    "about three years. Residents had asked for it since the flood of 2014, when forty houses were lost."
)
EDITED = REPORT.replace("on Tuesday", "this week").replace("about three years", "some three years")
FRAMED = "From our correspondents. " + REPORT + " The opposition called the plan late. A vote is due in June."
EXCERPT = REPORT[: REPORT.index("Residents")]
RETOLD = (
    "By 2029 Saltmere plans to put twelve million euros a year into sea defences, double the present sum. Mayor Hill "
    "announced this on Tuesday. The northern wall comes first, in spring, and needs three years. After the flood of "
    "2014, when forty houses were lost, people in the town had asked the council to act, and it did not for years."
)
QUOTING = REPORT[: REPORT.index("The sum")] + " That is what the council was told. " + RETOLD
OTHER = "The harbour museum opens its new wing with a show of maps. " * 8
SOURCE = Source(1, "S", "", "", None, None, False, "", "", "", "", 1, 1, "2026-11-25T10:00:00.000000Z", 1)


@pytest.mark.parametrize("text", [REPORT, EDITED, FRAMED, EXCERPT, REPORT.upper().replace(",", " –")])
def test_a_copy_is_recognised_edited_framed_or_cut(text: str) -> None:
    assert copies.shared(text, REPORT).is_copy
    assert copies.shared(REPORT, text).is_copy


@pytest.mark.parametrize("text", [RETOLD, QUOTING, OTHER, "", "twelve million euros"])
def test_a_report_of_its_own_is_no_copy(text: str) -> None:
    assert not copies.shared(text, REPORT).is_copy


def test_one_short_sentence_makes_no_copy() -> None:
    assert not copies.shared("The sum is twice what the town pays today.", REPORT).is_copy


def test_sources_of_one_origin_count_once() -> None:
    origins = ["North Wire", " north  wire", "", "", "The council"]
    found = [replace(SOURCE, id=number, origin=origin) for number, origin in enumerate(origins, 1)]
    assert copies.independent_origins(found) == 4
    assert copies.independent_origins([]) == 0
    primary = replace(SOURCE, id=6, publisher="North Wire", is_primary=True)
    assert copies.independent_origins([*found, primary]) == 4
    assert copies.independent_origins([*found, replace(primary, is_primary=False)]) == 5


def test_sources_of_one_text_count_once_unless_two_origins_are_said() -> None:
    found = [replace(SOURCE, id=number, origin=origin) for number, origin in enumerate(["", "", "", "A", "B"], 1)]
    assert copies.independent_origins(found) == 5
    assert copies.independent_origins(found, [(1, 2)]) == 4
    assert copies.independent_origins(found, [(1, 2), (2, 3)]) == 3
    assert copies.independent_origins(found, [(1, 2), (2, 4), (3, 1)]) == 2
    assert copies.independent_origins(found, [(4, 5)]) == 5


@pytest.mark.parametrize("text", [EDITED, FRAMED, EXCERPT, REPORT.upper()])
def test_copies_are_found_again_by_what_stands_for_their_text(text: str) -> None:
    assert set(copies.sketch(text)) & set(copies.sketch(REPORT))
    assert not set(copies.sketch(text)) & set(copies.sketch(OTHER))


def test_what_stands_for_a_text_is_small_and_the_same_in_every_process() -> None:
    sketch = copies.sketch(" ".join(f"word{number}" for number in range(5_000)))
    assert len(sketch) == copies.KEPT
    assert max(sketch) < 2**63
    assert copies.sketch("One two, three four FIVE.") == (2237958103129565683,)
    assert copies.sketch("One two three four.") == ()


def test_a_very_long_text_costs_no_more_than_its_beginning() -> None:
    began = perf_counter()
    copies.shared("word and another " * 1_000_000, REPORT * 100_000)
    assert perf_counter() - began < 2
