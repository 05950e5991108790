"""Where a sentence is cut into claims, construction by construction."""

from __future__ import annotations

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText


def texts_of(text: str) -> list[str]:
    return [claim.text for claim in split(ArticleText(text), default_engine("en")).claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The driver admitted to careless driving in Leeds and dangerous parking near a school.",
            "dangerous parking near a school",
        ),
        ("Two Italians and Ada Conti, a teacher from Rome, reached the summit.", "Ada Conti is a teacher from Rome."),
        ("The council runs one of the oldest harbours in Norway, one that serves forty ships.", "serves forty ships"),
        ("As the votes were being counted, the lights went out.", "The votes were being counted."),
        ("The mayor met Ada Conti. “She'll pay the fine,” he said.", "Ada Conti will pay the fine."),
        ("He admitted as a part of his plea that he stole the red car in Rome.", "He stole the red car in Rome."),
    ],
)
def test_a_statement_stands_by_itself(text: str, wanted: str) -> None:
    assert any(wanted in claim for claim in texts_of(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ada Conti became the first woman to lead the bank.", "Ada Conti became the first woman to lead the bank."),
        ("When it rains, the harbour closes.", "When it rains, the harbour closes."),
        (
            "The bank closes if it loses the case and the state refuses to help.",
            "The bank closes if it loses the case and the state refuses to help.",
        ),
        ("If it rains, the mayor said, the road will close.", "If it rains the road will close."),
    ],
)
def test_what_limits_a_statement_stays_with_it(text: str, whole: str) -> None:
    assert texts_of(text) == [whole]


def test_an_inverted_condition_is_not_asserted() -> None:
    claims = texts_of("“Had it rained on Sunday, I think the dam would have burst,” Ada Conti said.")
    assert claims == ["Had it rained on Sunday the dam would have burst."]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The court sat in all cases examined. In all cases examined, the court sat.", "In all cases examined."),
        ("The team beat Leeds, 3 to 1.", "Leeds is 3 to 1"),
        ("People use the tool to get updates, which is why we built it.", "is why"),
        ("“I am grateful to be here and be able to thank you,” Ada Conti said.", "Conti be able"),
    ],
)
def test_what_is_no_statement_is_not_made_one(text: str, wrong: str) -> None:
    assert not any(wrong in claim for claim in texts_of(text))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            'The candidate has mocked a reporter, referred to teachers as "thieves" and called the council a circus.',
            [
                "The candidate has mocked a reporter.",
                'The candidate has referred to teachers as "thieves".',
                "The candidate has called the council a circus.",
            ],
        ),
        (
            "The robots were asked to find the door, pick up a box and carry the box upstairs.",
            [
                "The robots were asked to find the door.",
                "The robots were asked to pick up a box.",
                "The robots were asked to carry the box upstairs.",
            ],
        ),
    ],
)
def test_each_predicate_of_a_list_is_claimed(text: str, claims: list[str]) -> None:
    assert texts_of(text) == claims


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The fair was held on Sunday, with a crowd of 5,000 people.",
            ["The fair was held on Sunday.", "The fair was held on Sunday, with a crowd of 5,000 people."],
        ),
        (
            "The yard has planned six ships, with the first ship expected to leave Leeds on Monday.",
            ["The yard has planned six ships.", "The first ship was expected to leave Leeds on Monday."],
        ),
    ],
)
def test_what_with_adds_behind_a_comma_is_claimed_too(text: str, wanted: list[str]) -> None:
    assert texts_of(text) == wanted


def test_the_second_of_two_joined_clauses_keeps_the_word_that_both_hang_on() -> None:
    text = "The trip is slower because the wind is weak and the crew has lost its map."
    assert "The trip is slower because the crew has lost its map." in texts_of(text)


def test_what_somebody_calls_a_thing_is_claimed_of_the_thing_alone() -> None:
    assert texts_of("Ada Conti called the plan a failure on Monday.") == ["The plan is a failure."]


def test_a_clause_that_restricts_a_new_thing_stays_with_it() -> None:
    text = "The mayor bought a van that carries nine people."
    assert texts_of(text) == [text]


def test_a_sentence_in_which_no_clause_is_found_is_claimed_whole() -> None:
    text = "The sailors gathered behind Ada Conti cheered."
    assert texts_of(text) == [text]


def test_a_scrap_that_nobody_understands_alone_is_no_claim() -> None:
    assert texts_of("They say so. It is rare. They fell short of a majority in the council.") == [
        "They fell short of a majority in the council."
    ]


def test_what_is_told_of_an_apposition_is_told_of_the_thing_itself() -> None:
    assert texts_of("Ada Conti, a nurse who led the strike, spoke in Rome.") == [
        "Ada Conti is a nurse.",
        "Ada Conti led the strike.",
        "Ada Conti spoke in Rome.",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("81-year-old Ada Conti said it rained.", "Ada Conti is 81."),
        (
            "He described Ada Conti as a thief, “facing prison for the following crimes”.",
            "Ada Conti “faced prison for the following crimes”.",
        ),
        (
            "The trial starts two weeks before the Regatta, the largest meeting of rowers in Leeds.",
            "The Regatta is the largest meeting of rowers in Leeds.",
        ),
        (
            "Ada Conti calculated the “target number,” which she then broke down into monthly goals.",
            "Ada Conti then broke down the “target number” into monthly goals.",
        ),
        (
            "They reckoned by 2050, growing towns and changing habits would raise world water needs by 50 percent.",
            "By 2050 growing towns and changing habits would raise world water needs by 50 percent.",
        ),
    ],
)
def test_an_aside_is_about_what_it_stands_beside(text: str, wanted: str) -> None:
    assert wanted in texts_of(text)
