"""Matching: known claims ordered by how alike they are."""

from __future__ import annotations

from factcheck.core.matching import TEXT_MAX, WORDS_MAX, Candidate, ordered, words_of


def candidates(*texts: str) -> list[Candidate]:
    return [Candidate(number, text, "", -1.0) for number, text in enumerate(texts, 1)]


def test_other_endings_and_compounds_count():
    found = ordered("Rail fares doubled", candidates("The doubling of the railway fare", "The mayor's dog"))
    assert [one.number for one in found] == [1, 2]
    assert found[0].alike > 0.2 > found[1].alike


def test_the_same_words_are_wholly_alike_whatever_case_accents_and_marks():
    [found] = ordered("ÉCOLES fermées!", candidates("écoles fermees"))
    assert round(found.alike, 6) == 1


def test_of_equals_the_earliest_known_comes_first():
    assert [one.number for one in ordered("It rains.", candidates("It rains.", "It rains!"))] == [1, 2]


def test_the_full_text_rank_decides_between_equals():
    known = [Candidate(1, "It rains.", "", -1.0), Candidate(2, "It rains.", "", -2.0)]
    assert [one.number for one in ordered("It rains.", known)] == [2, 1]


def test_words_to_look_for_are_each_taken_once_without_addresses_and_bounded():
    assert words_of("Rail, rail: FARES https://t.co/x pic.twitter.com/y") == ["rail", "fares"]
    assert len(words_of(" ".join(f"word{number}" for number in range(1000)))) == WORDS_MAX


def test_a_pasted_text_costs_no_more_than_its_beginning():
    long = "rail fares " + "x" * TEXT_MAX
    assert (
        ordered(long, candidates("rail fares"))[0].alike
        == ordered(long + "y" * 10**6, candidates("rail fares"))[0].alike
    )


def test_nothing_is_found_among_nothing():
    assert ordered("It rains.", []) == []
    assert [one.alike for one in ordered("", candidates("It rains."))] == [0]
