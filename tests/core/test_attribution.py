"""Who says it: the forms in which an article hands on what somebody said."""

from __future__ import annotations

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText, Splitting


def split_text(text: str) -> Splitting:
    return split(ArticleText(text), default_engine("en"))


def said(text: str) -> list[tuple[str, str | None]]:
    return [(claim.text, claim.claimant) for claim in split_text(text).claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Conti said that the pier is unsafe.",
        "The pier is unsafe, Ada Conti said.",
        "The pier is unsafe, said Ada Conti.",
        "The pier, Ada Conti said, is unsafe.",
        "According to Ada Conti, the pier is unsafe.",
        "The pier is unsafe, according to Ada Conti.",
        "“The pier is unsafe,” Ada Conti said.",
        "Ada Conti told reporters on Monday that the pier is unsafe.",
    ],
)
def test_what_is_said_is_the_claim_and_who_says_it_the_claimant(sentence: str) -> None:
    assert said(sentence) == [("The pier is unsafe.", "Ada Conti")]


def test_the_example_of_the_house() -> None:
    text = (
        "The mayor, who took office in 2019, said on Monday that crime fell 12% last year "
        "and “nobody is safer than us.”"
    )
    result = split_text(text)
    assert [(claim.text, claim.claimant, claim.quoted) for claim in result.claims] == [
        ("The mayor took office in 2019.", None, False),
        ("Crime fell 12% last year.", "The mayor", False),
        ("Nobody is safer than us.", "The mayor", True),
    ]
    (quotation,) = result.quotations
    assert text[quotation.span.start : quotation.span.end] == "“nobody is safer than us.”"
    assert result.claims[-1].quotation == quotation.span


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    text = "“The pier is unsafe,” Ada Conti said. “We closed the gates in May. Nobody was hurt.”"
    claims = split_text(text).claims
    assert {claim.claimant for claim in claims} == {"Ada Conti"}
    assert all(claim.quoted for claim in claims)
    assert len(claims) == 3


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“The pier is unsafe,” Ada Conti said.\n\n“The gates were closed in May.”"
    assert said(text)[-1] == ("The gates were closed in May.", "Ada Conti")


def test_attribution_ends_with_its_sentence() -> None:
    text = "Ada Conti said that the pier is unsafe. The gates were closed in May."
    assert said(text)[-1] == ("The gates were closed in May.", None)


def test_a_pronoun_that_speaks_is_named() -> None:
    text = "Ada Conti visited the port on Monday. She said that the pier is unsafe."
    assert said(text)[-1] == ("The pier is unsafe.", "Ada Conti")


def test_what_was_not_thought_is_not_claimed() -> None:
    text = "Ada Conti did not say that the pier is unsafe."
    assert said(text) == [(text, None)]


def test_how_many_say_so_is_a_claim_of_its_own() -> None:
    text = "In the poll, 27 percent said they are undecided."
    assert [claim for claim, _ in said(text)] == [text]


def test_what_something_is_called_is_claimed_by_whoever_calls_it_so() -> None:
    claims = said("Ada Conti called the plan a waste of money.")
    assert ("The plan is a waste of money.", "Ada Conti") in claims


def test_the_speakers_of_a_transcript_claim_what_they_say() -> None:
    text = "CONTI: The pier was closed in May.\n\nNERI: The gates are open.\n\nCONTI: Two ships left."
    assert said(text) == [
        ("The pier was closed in May.", "CONTI"),
        ("The gates are open.", "NERI"),
        ("Two ships left.", "CONTI"),
    ]


def test_two_speakers_in_capitals_make_a_transcript_and_a_word_before_a_colon_does_not() -> None:
    assert said("CONTI: The pier was closed in May.\n\nNERI: The gates are open.") == [
        ("The pier was closed in May.", "CONTI"),
        ("The gates are open.", "NERI"),
    ]
    plain = said("Costs: The pier was closed in May.\n\nDates: The gates are open.")
    assert {claimant for _, claimant in plain} == {None}


def test_quotations_are_stored_whole_with_their_speaker() -> None:
    text = "“The pier is unsafe. It must close,” said Ada Conti, and Bruno Neri answered: “Never.”"
    first = split_text(text).quotations[0]
    assert text[first.span.start : first.span.end] == "“The pier is unsafe. It must close,”"
    assert first.speaker == "Ada Conti"


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour board points out that the pier is unsafe.",
        "The harbour board is confident that the pier is unsafe.",
        "The harbour board is hoping that the pier is unsafe.",
    ],
)
def test_what_somebody_points_out_or_is_sure_of_is_claimed_by_them(sentence: str) -> None:
    assert said(sentence) == [("The pier is unsafe.", "The harbour board")]


def test_what_a_noun_tells_is_claimed_by_whose_noun_it_is() -> None:
    text = "The mayor rejected Ada Conti's claim that the pier is unsafe."
    assert ("The pier is unsafe.", "Ada Conti") in said(text)
    assert "The pier is unsafe." not in dict(said("The mayor rejected any claim that the pier is unsafe."))


def test_who_says_it_may_stand_before_a_relative_clause() -> None:
    assert said("The pier was closed by the engineers, who have argued that the gates are unsafe.")[-1] == (
        "The gates are unsafe.",
        "the engineers",
    )


def test_what_the_speaker_thinks_is_not_what_was_thought_before() -> None:
    text = "“Sailors believe that the sea is calm, and I think that the pier is cold,” Ada Conti said."
    assert said(text) == [("The sea is calm.", "Sailors"), ("The pier is cold.", "Ada Conti")]


def test_a_quotation_that_stands_alone_belongs_to_whoever_spoke_before_it() -> None:
    text = "The pier is unsafe, Ada Conti said. “The gates were closed in May.”"
    assert said(text)[-1] == ("The gates were closed in May.", "Ada Conti")


def test_who_signs_a_quotation_has_said_it() -> None:
    text = "“Bruno Neri said little. The pier was closed in May.” ― Ada Conti"
    assert said(text)[-1] == ("The pier was closed in May.", "Ada Conti")


def test_a_quoted_question_with_its_verb_of_asking_is_no_claim() -> None:
    assert said("“Does anybody know that the pier is unsafe?” Ada Conti asked.") == []


def test_quoted_words_that_the_parser_takes_apart_are_kept_with_their_speaker() -> None:
    text = (
        "“For someone with no training to come into this harbour is astonishing,” said Ada Conti, the chief engineer."
    )
    assert said(text)[0] == ("For someone with no training to come into this harbour is astonishing.", "Ada Conti")


def test_a_source_at_the_end_vouches_for_the_whole_clause() -> None:
    text = "The poorest would see their incomes go up by 19.9 percent, according to Ada Conti."
    assert said(text) == [("The poorest would see their incomes go up by 19.9 percent.", "Ada Conti")]


def test_discussions_that_continue_say_nothing_and_are_a_claim() -> None:
    assert said("The discussions are continuing, Ada Conti said.") == [("The discussions are continuing.", "Ada Conti")]


def test_who_tells_lies_is_claimed_of_them() -> None:
    assert said("Ada Conti said that Bruno Neri tells many lies.") == [("Bruno Neri tells many lies.", "Ada Conti")]


def test_a_clause_before_what_is_concluded_is_not_part_of_the_conclusion() -> None:
    text = "“Of course, the rivals are trying to gain, the board concluded that there was no harm,” said Ada Conti."
    assert ("There was no harm.", "the board") in said(text)
    assert ("Of course, the rivals are trying to gain.", "Ada Conti") in said(text)


def test_who_stands_nearest_to_the_verb_of_saying_speaks() -> None:
    text = '"Mia Lund would be a great senator. One of the brightest members of the board," Ada Conti said.'
    assert said(text) == [("Mia Lund would be a great senator.", "Ada Conti")]


def test_what_somebody_s_report_shows_is_claimed_by_them() -> None:
    text = "The engineer whose report showed that the pier was unsafe in May left the harbour."
    assert {claimant for claim, claimant in said(text) if claim == "The pier was unsafe in May."} <= {"The engineer"}


def test_questions_and_answers_with_points_are_a_transcript() -> None:
    text = "Q. Did you close the pier?\n\nA. We closed the pier in May.\n\nQ. Who was hurt?\n\nA. Nobody was hurt."
    assert said(text) == [("We closed the pier in May.", "A"), ("Nobody was hurt.", "A")]


def test_a_paragraph_of_quotation_goes_on_with_whoever_the_paragraph_before_hands_on() -> None:
    text = "Ada Conti said that the pier is unsafe.\n\n“The gates were closed in May.”"
    assert said(text)[-1] == ("The gates were closed in May.", "Ada Conti")


def test_quoted_words_in_a_second_clause_keep_its_speaker() -> None:
    text = "Ada Conti said that it was early, and there was “no hurry” in the harbour."
    assert said(text)[-1] == ("There was “no hurry” in the harbour.", "Ada Conti")
    plain = "Ada Conti said that the pier was old, and the harbour was closed on Monday."
    assert said(plain)[-1] == ("The harbour was closed on Monday.", None)


def test_data_can_tell() -> None:
    assert said("According to the data, sailors own half of the fleet.") == [
        ("Sailors own half of the fleet.", "the data")
    ]


def test_what_a_speaker_says_in_a_transcript_is_in_their_own_words() -> None:
    text = (
        "Q: Who pays for the bridge?\n\nCONTI: The council paid 4 million euros.\n\nQ: When?\n\nCONTI: We paid in May."
    )
    claims = split(ArticleText(text), default_engine("en")).claims
    assert claims
    assert all(claim.quoted for claim in claims)
