"""What a claim must not lose on its way: units, marks, the forms of names, and whoever can have said it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText, ClaimDraft, Span


def claims_of(text: str) -> list[ClaimDraft]:
    return list(split(ArticleText(text), default_engine("en")).claims)


def texts_of(text: str) -> list[str]:
    return [claim.text for claim in claims_of(text)]


@dataclass(frozen=True)
class Proposing:
    text: str
    piece: str
    name: str = "test"
    version: str = "1"

    def split(self, article: ArticleText, /) -> list[ClaimDraft]:
        start = article.text.index(self.piece)
        return [ClaimDraft(self.text, (Span(start, start + len(self.piece)),))]


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The bank raised its rate to 7.25% and prices rose.", "The bank raised its rate to 7.25%."),
        ("The museum paid €50 for the vase and the mayor left.", "The museum paid €50 for the vase."),
        ("The oven was heated to 300 °C on Monday.", "The oven was heated to 300 °C on Monday."),
    ],
)
def test_a_figure_keeps_the_sign_of_its_unit_in_the_words_and_the_span(sentence: str, claim: str) -> None:
    found = claims_of(sentence)
    assert found[0].text == claim
    assert sentence[found[0].spans[0].start : found[0].spans[-1].end] == claim[:-1]


@pytest.mark.parametrize(
    ("article", "text", "piece"),
    [
        ("Prices rose by 6.85% in May.", "Prices rose by 6.85.", "Prices rose by 6.85"),
        ("The vase cost €50 in May.", "The vase cost 50.", "The vase cost €50"),
        ("The ship sailed 12 km north.", "The ship sailed 12.", "The ship sailed 12"),
    ],
)
def test_the_contract_refuses_a_figure_without_its_unit(article: str, text: str, piece: str) -> None:
    result = split(ArticleText(article), Proposing(text, piece))
    assert not result.claims
    assert "cuts the unit off" in result.rejected[0].reason


def test_the_contract_accepts_the_same_figure_with_and_without_a_unit() -> None:
    article = ArticleText("In 50 towns prices rose by 50%.")
    assert split(article, Proposing("In 50 towns prices rose.", "In 50 towns prices rose")).claims


def test_a_quotation_mark_is_not_left_alone() -> None:
    assert texts_of('Jamil Said told a paper in Rome that the vote was "an internal matter."') == [
        'The vote was "an internal matter".'
    ]


def test_a_short_form_in_brackets_stays_short_beside_its_name() -> None:
    text = "The Office for Rural Roads (ORR) checks bridges. The ORR closed two tunnels."
    assert texts_of(text) == [
        "The Office for Rural Roads (ORR) checks bridges.",
        "The Office for Rural Roads closed two tunnels.",
    ]


def test_an_antecedent_leaves_its_own_possessive_behind() -> None:
    text = "The office checks the Swiss government's plans. On Friday the government raised taxes."
    assert texts_of(text)[1] == "On Friday the Swiss government raised taxes."


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("The price of tin crashed, signalling that foreign buyers had no faith in the mine.", None),
        ("Many residents said that the mine had closed.", "Many residents"),
        ("A report published on Friday by the ministry said that the mine had closed.", "A report"),
        ("The letter to the mayor said that the mine had closed.", "The letter"),
    ],
)
def test_only_people_bodies_and_documents_say_things(sentence: str, claimant: str | None) -> None:
    assert claims_of(sentence)[-1].claimant == claimant


def test_joined_infinitives_each_keep_their_to() -> None:
    assert texts_of("The panel has authority to question witnesses and to publish reports.")[-1] == (
        "The panel has authority to publish reports."
    )
    assert texts_of("The union plans to occupy the plant and block the road.")[-1] == (
        "The union plans to block the road."
    )


def test_verbs_with_one_object_stay_together() -> None:
    assert "by opening." not in " ".join(texts_of("The thief left by opening and breaking the gate."))


def test_a_participle_is_not_taken_for_the_verb() -> None:
    assert texts_of("Residents interviewed in Rome expressed concern over the plan.") == [
        "Residents interviewed in Rome expressed concern over the plan."
    ]


def test_what_somebody_says_within_a_relative_clause_is_said_by_them() -> None:
    found = claims_of("The army led the raid, which Danish officials say killed 12 people.")
    assert (found[-1].text, found[-1].claimant) == ("The raid killed 12 people.", "Danish officials")


def test_a_source_in_mid_sentence_vouches_for_the_nearest_clause() -> None:
    text = "The news ends a war that has killed 300 people, according to local tallies, over the past year."
    assert claims_of(text)[0].claimant is None


def test_when_a_clause_came_goes_with_its_conjunction() -> None:
    text = "The letter came just over a week after the police announced the arrests of two men."
    assert not any(claim.startswith("Just over") for claim in texts_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "The firm sold a plane. The mayor said it was a plain case of bad luck.",
        "The pilot landed. The guard said there was no proof of it in the old logbook.",
        "Rome won the cup. It was 30°C in the town.",
    ],
)
def test_it_that_sums_up_or_has_no_thing_stays(text: str) -> None:
    assert " it" in texts_of(text)[-1].lower() or texts_of(text)[-1].startswith("It")


def test_a_contracted_verb_is_spelled_out_behind_a_name() -> None:
    assert texts_of("Anna Fischer leads the union. She's been a baker for years.")[-1] == (
        "Anna Fischer has been a baker for years."
    )


def test_agreeing_alone_is_no_claim() -> None:
    assert texts_of("Ada Conti agreed.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The office could ask about spending by ministries, as well as demand details of the budget.",
        "The firm hired a lawyer who had, and still has, an office in Rome.",
        'The union said the plan was "a gift", and the mayor called it "a trap (for us)".',
    ],
)
def test_no_claim_ends_in_a_word_that_something_must_follow(sentence: str) -> None:
    for claim in texts_of(sentence):
        assert claim.rstrip(".").split()[-1].lower() not in ("as", "and", "had", "of", "to", "the", "by")
        assert claim.count('"') % 2 == 0
        assert claim.count("(") == claim.count(")")


@pytest.mark.parametrize(
    "sentence",
    [
        "The court denied Ada Conti, a senator, a hearing on Friday.",
        "Votes rose in Ada County by 5 percent, 9 percent in Conti County and 3 percent in Rome.",
    ],
)
def test_nobody_is_said_to_be_a_hearing_or_a_share(sentence: str) -> None:
    assert not any(" is a hearing" in claim or "percent is" in claim for claim in texts_of(sentence))


def test_what_was_asked_or_supposed_is_not_claimed() -> None:
    text = "Asked by a reporter if she believed that the bridge was safe, Ada Conti said that the road was closed."
    assert not any(claim.startswith("The bridge was safe") for claim in texts_of(text))


def test_marks_within_marks_stay_in_pairs() -> None:
    assert texts_of("The mayor said the plan (the second (and last)) is dead.") == [
        "The plan (the second (and last)) is dead."
    ]


def test_i_behind_a_name_becomes_a_pronoun_of_the_same_person() -> None:
    text = "“I said that my house burned on Monday,” Mary Conti told the court. Mary Conti left."
    assert texts_of(text)[0] in (
        "Mary Conti said that her house burned on Monday.",
        "Mary Conti's house burned on Monday.",
    )


def test_accusations_they_had_lied_are_no_thing_that_was_lied() -> None:
    text = "The vote prompted accusations the ministers had lied to the press."
    assert not any("accusations that" in claim or "lied accusations" in claim for claim in texts_of(text))


def test_a_king_is_named_with_his_title() -> None:
    found = claims_of("The bridge will open in May, King Charles said in his speech. The road is ready, he said.")
    assert [claim.claimant for claim in found] == ["King Charles", "King Charles"]


def test_the_short_phrase_keeps_its_article_when_it_is_spelled_out() -> None:
    text = "Rome tax office hired ten clerks. In May the office bought a house."
    assert texts_of(text)[1] == "In May the Rome tax office bought a house."


@pytest.mark.parametrize(
    "text",
    [
        "No charges were brought in Rome because of the reports. The attention that followed them grew in May.",
        "The kitchen is in Rome. The lamp helps when it comes to smells.",
        "The guard was young at the time. The mayor said it was a stressful place.",
    ],
)
def test_what_is_not_clear_keeps_its_pronoun(text: str) -> None:
    last = texts_of(text)[-1]
    assert not any(wrong in last for wrong in ("charges", "kitchen comes", "The time was"))


def test_one_of_several_is_not_all_of_them() -> None:
    text = "One of the painter's friends, Ada Conti, filed a lawsuit."
    assert not any("friends are Ada" in claim for claim in texts_of(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The three firms met in Rome. The firms hope to launch them in May.", "launch the three firms"),
        ("The mayor visited Laos in May. It comes as the police have arrested two men.", "Laos comes"),
        ("BoatX builds ships in Rome. “We need people,” he said.", "BoatX said"),
    ],
)
def test_no_pronoun_is_given_a_thing_that_it_cannot_mean(text: str, wrong: str) -> None:
    assert wrong not in " ".join(texts_of(text))
