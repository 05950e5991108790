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
        ("He admitted as a part of his plea that he stole the car.", "He stole the car."),
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
