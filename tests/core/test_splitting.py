"""The contract that every engine is held to, with engines that are plain functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from factcheck.core.splitting import default_engine, split
from factcheck.errors import BrokenEngine
from factcheck.records import ArticleText, ClaimDraft, Drafts, QuotationDraft, Span

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "Nearly 40 ships did not leave the port on Monday. The harbour master, Ada Conti, said that they may sail in 2031."
)
ARTICLE = ArticleText(TEXT, title="Storm keeps ferries in Genoa")


@dataclass(frozen=True)
class Engine:
    answer: Callable[[ArticleText], object]
    name: str = "test"
    version: str = "1"

    def split(self, article: ArticleText, /) -> object:
        return self.answer(article)


def span_of(piece: str) -> Span:
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def draft(text: str, *pieces: str, **fields: object) -> ClaimDraft:
    return ClaimDraft(text, tuple(span_of(piece) for piece in pieces), **fields)  # type: ignore[arg-type]


def judged(*drafts: object) -> tuple[list[str], list[str]]:
    result = split(ARTICLE, Engine(lambda _: list(drafts)))  # type: ignore[arg-type]
    return [claim.text for claim in result.claims], [rejection.reason for rejection in result.rejected]


WHOLE = "Nearly 40 ships did not leave the port on Monday"


def test_a_claim_in_the_words_of_the_text_is_accepted() -> None:
    assert judged(draft(f"{WHOLE}.", WHOLE)) == ([f"{WHOLE}."], [])


def test_an_invented_word_is_refused_and_named() -> None:
    accepted, reasons = judged(draft("Nearly 40 ships did not leave the burning port on Monday.", WHOLE))
    assert accepted == []
    assert "burn" in reasons[0]


def test_a_changed_figure_is_refused() -> None:
    accepted, reasons = judged(draft("Nearly 400 ships did not leave the port on Monday.", WHOLE))
    assert accepted == []
    assert "400" in reasons[0]


@pytest.mark.parametrize(
    ("text", "pieces", "dropped"),
    [
        ("Nearly 40 ships leave the port on Monday.", [WHOLE], "not"),
        ("Nearly 40 ships leave the port.", ["Nearly 40 ships", "leave the port"], "not"),
        ("40 ships did not leave the port.", ["40 ships did not leave the port"], "nearly"),
        ("The ships sail in 2031.", ["ships", "sail in 2031"], "may"),
    ],
)
def test_a_dropped_negation_or_hedge_is_refused(text: str, pieces: list[str], dropped: str) -> None:
    if dropped == "may":
        pieces = ["they", "sail in 2031"]
        drafts = [draft("They sail in 2031.", *pieces)]
    else:
        drafts = [draft(text, *pieces)]
    accepted, reasons = judged(*drafts)
    assert accepted == []
    assert dropped in reasons[0]


def test_an_inflected_verb_is_the_same_word() -> None:
    accepted, _ = judged(draft("They may have sailed in 2031.", "they may sail in 2031"))
    assert accepted == ["They may have sailed in 2031."]


def test_a_word_of_the_title_or_of_an_antecedent_grounds_a_claim() -> None:
    named = draft("The ships may sail in 2031.", "they may sail in 2031", antecedents=(span_of("ships"),))
    titled = draft("In Genoa they may sail in 2031.", "they may sail in 2031")
    assert judged(named, titled)[0] == [named.text, titled.text]


@pytest.mark.parametrize(
    "spans",
    [(), (Span(5, 5),), (Span(-1, 6),), (Span(0, 9999),), (Span(10, 20), Span(0, 5)), (Span(0, 9), Span(5, 12))],
)
def test_spans_outside_the_text_or_out_of_order_are_refused(spans: tuple[Span, ...]) -> None:
    assert len(judged(ClaimDraft("Ships.", spans))[1]) == 1


def test_a_claimant_whom_the_article_does_not_name_is_refused() -> None:
    piece = "they may sail in 2031"
    assert judged(draft("They may sail in 2031.", piece, claimant="Bruno Neri"))[0] == []
    assert judged(draft("They may sail in 2031.", piece, claimant="Ada Conti"))[1] == []


def test_the_second_of_two_like_claims_is_refused() -> None:
    accepted, reasons = judged(draft(f"{WHOLE}.", WHOLE), draft(f"{WHOLE}", WHOLE))
    assert len(accepted) == 1
    assert "already" in reasons[0]


def test_the_same_words_of_two_people_are_two_claims() -> None:
    piece = "they may sail in 2031"
    mine, theirs = draft("They may sail in 2031.", piece), draft("They may sail in 2031.", piece, claimant="Ada Conti")
    assert len(judged(mine, theirs)[0]) == 2


def boom(_: ArticleText) -> object:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "answer",
    [
        boom,
        lambda _: None,
        lambda _: "text",
        lambda _: [1],
        lambda _: [ClaimDraft("x", ((0, 1),))],
        lambda _: {"claims": []},
    ],
)
def test_an_engine_that_raises_or_answers_in_another_form_is_broken(answer: Callable[[ArticleText], object]) -> None:
    with pytest.raises(BrokenEngine, match="test"):
        split(ARTICLE, Engine(answer))  # type: ignore[arg-type]


def test_quotations_outside_the_text_are_left_out() -> None:
    good, bad = QuotationDraft(Span(3, 9), "Ada Conti"), QuotationDraft(Span(5, 9999))
    result = split(ARTICLE, Engine(lambda _: Drafts((), (bad, good))))  # type: ignore[arg-type]
    assert result.quotations == (good,)


def test_the_engine_follows_the_language_of_the_article() -> None:
    german = split(ArticleText("Die Ministerin sagte am Montag, dass die Steuern steigen werden."), default_engine())
    english = split(ArticleText("The minister said on Monday that taxes will rise."), default_engine())
    assert (german.engine, german.language) == ("sentences", "de")
    assert "no parser" in german.notes[0]
    assert (english.engine, english.language, english.notes) == ("clauses", "en", ())


def test_a_language_that_the_article_states_is_believed() -> None:
    article = ArticleText("Taxi hotel radio bar.", language="it-IT")
    assert split(article, default_engine()).language == "it"
