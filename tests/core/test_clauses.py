"""Sentences of news English and the claims that a careful person would draw from them."""

from __future__ import annotations

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText, ClaimDraft, Kind


def claims_of(text: str, title: str = "") -> list[ClaimDraft]:
    return list(split(ArticleText(text, title), default_engine("en")).claims)


def texts_of(text: str) -> list[str]:
    return [claim.text for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The council approved the budget, cut the library fund and raised parking fees.",
            [
                "The council approved the budget.",
                "The council cut the library fund.",
                "The council raised parking fees.",
            ],
        ),
        (
            "The firm bought a rival and a small airline.",
            ["The firm bought a rival.", "The firm bought a small airline."],
        ),
        (
            "The bridge was built in 1990 by a Dutch firm and demolished in 2015.",
            ["The bridge was built in 1990 by a Dutch firm.", "The bridge was demolished in 2015."],
        ),
        (
            "On Monday, the army crossed the river and shelled the town.",
            ["On Monday, the army crossed the river.", "On Monday, the army shelled the town."],
        ),
    ],
)
def test_what_is_joined_and_can_be_true_alone_comes_apart(sentence: str, expected: list[str]) -> None:
    assert texts_of(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The bridge, which opened in 1932, carries 40,000 cars a day.",
            ["The bridge opened in 1932.", "The bridge carries 40,000 cars a day."],
        ),
        (
            "Ada Conti, a former judge, leads the inquiry.",
            ["Ada Conti is a former judge.", "Ada Conti leads the inquiry."],
        ),
        (
            "Police arrested three men, seizing 12 kilos of cocaine.",
            ["Police arrested three men.", "Police seized 12 kilos of cocaine."],
        ),
        (
            "The ferry, built in 1974, sank off Crete on Sunday.",
            ["The ferry was built in 1974.", "The ferry sank off Crete on Sunday."],
        ),
        ("Sales rose 8% in March, while exports fell.", ["Sales rose 8% in March.", "Exports fell."]),
        (
            "The river rose 3 metres, with water flooding two villages.",
            ["The river rose 3 metres.", "Water flooded two villages."],
        ),
        (
            "Smith will spend the week in the Hamptons, the wealthy enclaves of eastern Long Island.",
            [
                "Smith will spend the week in the Hamptons.",
                "The Hamptons are the wealthy enclaves of eastern Long Island.",
            ],
        ),
    ],
)
def test_asides_become_claims_of_their_own(sentence: str, expected: list[str]) -> None:
    assert texts_of(sentence) == expected


def test_a_purpose_is_claimed_with_its_deed_and_the_deed_without_it() -> None:
    assert texts_of("The army blew up the dam to flood the valley.") == [
        "The army blew up the dam.",
        "The army blew up the dam to flood the valley.",
    ]


def test_a_cause_is_claimed_with_its_effect_and_alone() -> None:
    assert texts_of("The plant was closed in May because demand for coal had collapsed.") == [
        "The plant was closed in May.",
        "The plant was closed in May because demand for coal had collapsed.",
        "Demand for coal had collapsed.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "If the talks fail, the government will resign.",
        "The doctor whose licence was revoked has appealed.",
        "The minister denied that the contract was signed.",
        "Nearly 40 ships may not have left the port.",
        "The town of Ely (population 20,000) elected a new mayor on Tuesday.",
    ],
)
def test_conditions_restrictions_hedges_and_denials_stay(sentence: str) -> None:
    assert texts_of(sentence) == [sentence]


@pytest.mark.parametrize(
    "line",
    [
        "Is the plan affordable?",
        "Read the report before you vote.",
        "Related: Storm keeps ferries in port",
        "By Ada Conti, Science Editor",
        "A pier at dusk.",
        "Photo: City archive",
    ],
)
def test_questions_orders_captions_bylines_and_links_are_no_claims(line: str) -> None:
    assert texts_of(f"The pier burned down on Friday.\n\n{line}") == ["The pier burned down on Friday."]


@pytest.mark.parametrize("dateline", ["(HarbourPost.com)- ", "GENOA, Italy (AP) — ", "GENOA (Reuters) - "])
def test_a_dateline_is_no_part_of_a_claim(dateline: str) -> None:
    assert texts_of(f"{dateline}The pier burned down on Friday.") == ["The pier burned down on Friday."]


def test_a_claim_rests_on_its_clause_and_not_on_the_sentence() -> None:
    text = "The bridge, which opened in 1932, carries 40,000 cars a day."
    opened, carries = claims_of(text)
    assert [text[start:end] for start, end in opened.spans] == ["The bridge, which opened in 1932"]
    assert [text[start:end] for start, end in carries.spans] == ["The bridge", "carries 40,000 cars a day"]


def test_kinds_and_scores_tell_figures_from_feelings() -> None:
    figure, judgement, forecast = claims_of("Exports fell 12% in 2019. The bridge is beautiful. It will rain forever.")
    assert (figure.kind, judgement.kind, forecast.kind) == (Kind.QUANTITY, Kind.OPINION, Kind.PREDICTION)
    assert figure.score > judgement.score
    assert any("figure" in reason for reason in figure.reasons)


def test_soft_line_breaks_do_not_end_a_sentence() -> None:
    text = "The harbour master of the old town closed the eastern pier\nafter the storm of last winter."
    assert texts_of(text)[0].startswith("The harbour master of the old town closed the eastern pier after the storm")
