"""Pronouns and short names in the words of the article, and those that stay open."""

from __future__ import annotations

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText, ClaimDraft


def last_claim(text: str) -> ClaimDraft:
    return split(ArticleText(text), default_engine("en")).claims[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Conti founded the firm. She sold it in 2019.", "Maria Conti sold the firm in 2019."),
        ("Robert Neri won the race. His car broke down on Sunday.", "Robert Neri's car broke down on Sunday."),
        ("Maria Conti founded the firm. Conti sold shares in May.", "Maria Conti sold shares in May."),
        ("Maria Conti founded the firm. Ms. Conti sold shares in May.", "Maria Conti sold shares in May."),
        ("The harbour bridge opened in 1932. The bridge carries trains.", "The harbour bridge carries trains."),
        ("The Harbour Safety Board (HSB) met. HSB fined two firms.", "Harbour Safety Board fined two firms."),
        ("Each cow wears a collar. The collar has a small radio.", "The collar that each cow wears has a small radio."),
        ("“I have seen the report,” Robert Neri said.", "Robert Neri has seen the report."),
        ("Robert Neri won the race. Robert sold his car on Sunday.", "Robert Neri sold his car on Sunday."),
        ("Robert Neri owns the mill. A Neri has run it for a century.", "A Neri has run the mill for a century."),
        ("The Harbour Safety Board (HSB) met. An HSB ruling stopped it.", "A Harbour Safety Board ruling stopped it."),
        ("Maria Conti's firm opened a shop. The firm closed in May.", "Maria Conti's firm closed in May."),
        ("The town bought the new roof and the doors. The roof leaks.", "The new roof leaks."),
        ("The council rejected the plan because its budget was cut.", "The council's budget was cut."),
        ("More than 300 farmers met in Lodi. Some of them cheered.", "Some of the more than 300 farmers cheered."),
        ("The space agency ESA says it has lost a probe.", "ESA has lost a probe."),
        ("Gov. Ada Conti met Robert Neri. The governor resigned. She left Turin.", "Ada Conti left Turin."),
        ("Rosa Lopez left. Robert Neri knows her dad well.", "Robert Neri knows Rosa Lopez's dad well."),
        ("Japan will raise its budget. The country has 50 ships.", "Japan has 50 ships."),
        ("The tugboat Marianna sank in Ohio. The tugboat was old.", "Marianna was old."),
        ("The Rialto Bridge opened in May. The bridge carries trains.", "The Rialto Bridge carries trains."),
        ("The museum, which paid its debts in May, will close.", "The museum will close."),
        (
            "France and Spain signed the treaty. The two countries will share the costs.",
            "France and Spain will share the costs.",
        ),
    ],
)
def test_a_claim_can_be_read_alone(text: str, expected: str) -> None:
    claim = last_claim(text)
    assert claim.text == expected
    assert not claim.open_reference


def test_the_antecedent_is_kept_with_the_claim() -> None:
    text = "Maria Conti founded the firm in Rome. She resigned in May."
    claim = last_claim(text)
    assert [text[start:end] for start, end in claim.antecedents] == ["Maria Conti"]
    assert [text[start:end] for start, end in claim.spans] == ["She resigned in May"]


@pytest.mark.parametrize(
    "text",
    [
        "It is what it is, and they know. He left for Rome on Monday morning.",
        "The board met on Friday. This was motivated by fear of long strikes.",
    ],
)
def test_what_is_not_clear_stays_and_is_marked(text: str) -> None:
    claim = last_claim(text)
    assert claim.open_reference
    assert claim.text in text


def test_a_pronoun_stays_where_the_claim_names_its_thing() -> None:
    assert last_claim("Japan will double its budget.").text == "Japan will double its budget."


def test_a_pronoun_of_the_other_gender_is_not_taken() -> None:
    claim = last_claim("Maria Conti met Robert Neri in Rome. He resigned on Monday.")
    assert claim.text == "Robert Neri resigned on Monday."


def test_a_speaker_does_not_speak_of_himself_as_he() -> None:
    text = "Robert Neri accused Paul Serra of fraud. “He took the money in May,” Neri said."
    assert "Robert Neri took" not in last_claim(text).text


def test_two_people_of_one_last_name_are_kept_apart() -> None:
    text = "Maria Conti met Paul Conti. Maria Conti left early. Conti sold shares in May."
    assert last_claim(text).text == "Maria Conti sold shares in May."


@pytest.mark.parametrize(
    "text",
    [
        "The firm Amazon opened its office in Milan.",
        "Only 7 percent said they are undecided.",
        "The minister thanked the nurses for their work.",
        "The dog hurt itself in the yard.",
        "This year the harvest failed.",
        "The clubs can run their own schools.",
        "It remains unclear who paid for the boat.",
    ],
)
def test_what_the_claim_itself_makes_clear_is_left_as_it_is(text: str) -> None:
    claim = last_claim(text)
    assert claim.text == text
    assert not claim.open_reference


def test_what_an_open_it_owns_is_open_too() -> None:
    text = "They say so. The firm praised it because its engine was made of Swedish steel."
    claim = last_claim(text)
    assert claim.text == "Its engine was made of Swedish steel."
    assert claim.open_reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sir Robert Neri resigned. Lady Neri attended the show.", "Lady Neri attended the show."),
        ("Maria Conti hired Anna Rossi to write her a speech.", "Maria Conti hired Anna Rossi to write her a speech."),
    ],
)
def test_nobody_is_called_by_the_name_of_another(text: str, expected: str) -> None:
    assert last_claim(text).text == expected
