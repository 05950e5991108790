"""Words in their surroundings, and what changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.quoting import AROUND_MAX, Run, around, difference, in_sentences
from factcheck.records import Span

TEXT = "It rained. The port grew by half, he said. Nobody counted. The ships were new.\n\nAnother day."


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_the_words_of_a_claim_are_marked_in_their_sentence() -> None:
    assert in_sentences(TEXT, [span("grew by half")]) == (
        Run("The port "),
        Run("grew by half", marked=True),
        Run(", he said."),
    )


def test_words_in_sentences_that_do_not_touch_leave_a_gap() -> None:
    runs = in_sentences(TEXT, [span("grew by half"), span("ships were new")])
    assert [run.text for run in runs if run.marked] == ["grew by half", "ships were new"]
    assert [run.gap for run in runs].count(True) == 1
    assert "Nobody counted" not in "".join(run.text for run in runs)


def test_words_in_sentences_that_touch_are_read_as_one() -> None:
    runs = in_sentences(TEXT, [span("grew by half"), span("Nobody counted")])
    assert "".join(run.text for run in runs) == "The port grew by half, he said. Nobody counted."


def test_a_claim_without_words_in_a_text_shows_nothing() -> None:
    assert in_sentences("", []) == ()


@given(st.text(alphabet="ab .\n", max_size=80), st.lists(st.tuples(st.integers(0, 79), st.integers(1, 12)), max_size=5))
def test_what_is_marked_are_the_spans_whatever_the_text(text: str, pieces: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(text))) for start, length in pieces if start < len(text)]
    marked = "".join(run.text for run in in_sentences(text, spans) if run.marked)
    places = {place for one in spans for place in range(one.start, one.end)}
    assert len(marked) == len(places)


def test_a_passage_is_shown_with_the_words_of_its_paragraph() -> None:
    assert around(TEXT, span("Nobody counted.")) == (
        "It rained. The port grew by half, he said. ",
        " The ships were new.",
    )
    assert around(TEXT, span("Another day.")) == ("", "")


def test_long_surroundings_are_cut_between_words() -> None:
    text = "lorem " * 200 + "HERE" + " ipsum" * 200
    before, after = around(text, span("HERE", text))
    assert before.startswith("… lorem ")
    assert before.endswith("lorem ")
    assert after.endswith("ipsum …")
    assert max(len(before), len(after)) <= AROUND_MAX + 2


def test_a_difference_is_told_word_by_word() -> None:
    assert difference("Eleven of 41 cities had less.", "Eleven of 40 cities had less.") == (
        ("same", "Eleven of "),
        ("cut", "41"),
        ("added", "40"),
        ("same", " cities had less."),
    )


def test_neighbouring_words_that_changed_are_told_in_one_piece() -> None:
    changes = difference("It is the greatest shared challenge of all.", "It is the largest common challenge of all.")
    assert [words for kind, words in changes if kind != "same"] == ["greatest shared", "largest common"]


def test_texts_that_are_equal_or_share_next_to_nothing_have_no_difference_to_show() -> None:
    assert difference("The same.", "The same.") == ()
    assert difference("The mayor is right about it.", "No source was found at all.") == ()


@given(st.text(alphabet="ab. ", max_size=60), st.text(alphabet="ab. ", max_size=60))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    changes = difference(old, new)
    if changes:
        assert "".join(words for kind, words in changes if kind != "added") == old
        assert "".join(words for kind, words in changes if kind != "cut") == new
