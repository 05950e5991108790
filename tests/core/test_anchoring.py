"""Exact words, found again in a text."""

from __future__ import annotations

import time

import pytest

from factcheck.core.anchoring import find_again, locate, sentence_around
from factcheck.errors import Invalid
from factcheck.records import Span

TEXT = "It rained. The ferry was late; the ferry was full.\n\nNobody\nminded."


def words(spans: tuple[Span, ...]) -> list[str]:
    return [TEXT[span.start : span.end] for span in spans]


def test_pieces_are_found_in_reading_order_whatever_order_they_come_in() -> None:
    assert words(locate(TEXT, ["was full", "The ferry"])) == ["The ferry", "was full"]


def test_a_piece_that_stands_twice_is_looked_for_behind_the_one_before() -> None:
    [_, second] = locate(TEXT, ["late", "ferry was"])
    assert second.start == TEXT.index("ferry was full")


def test_a_selection_says_which_of_the_two_is_meant() -> None:
    meant = Span(TEXT.index("ferry was full"), TEXT.index(" full"))
    assert locate(TEXT, ["ferry was"], [meant]) == (meant,)


def test_a_selection_that_does_not_hold_the_words_is_passed_over() -> None:
    assert words(locate(TEXT, ["Nobody"], [Span(0, 3)])) == ["Nobody"]


def test_white_space_may_differ_as_browsers_fold_it() -> None:
    assert words(locate(TEXT, ["full. Nobody minded"])) == ["full.\n\nNobody\nminded"]


def test_words_that_are_not_there_are_named() -> None:
    with pytest.raises(Invalid, match="“the tram”"):
        locate(TEXT, ["the tram"])


def test_pieces_may_not_overlap() -> None:
    with pytest.raises(Invalid, match="overlap"):
        locate(TEXT, ["The ferry was", "ferry was late"], [Span(15, 29)])


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        ("late", "The ferry was late; the ferry was full."),
        ("It rained", "It rained."),
        ("It rained.", "It rained."),
        ("minded", "minded."),
        ("rained. The", "It rained. The ferry was late; the ferry was full."),
    ],
)
def test_the_sentence_around_a_span_ends_where_it_ends(piece: str, sentence: str) -> None:
    start = TEXT.index(piece)
    assert words((sentence_around(TEXT, [Span(start, start + len(piece))]),)) == [sentence]


OLD = "Nitrate is measured monthly. The city ranked twelfth of forty. The register is kept since 1990."


def again(words: str, new: str, old: str = OLD) -> str | None:
    """What is found of the words in the newer text."""
    start = old.index(words)
    found = find_again(old, Span(start, start + len(words)), new)
    return new[found.start : found.end] if found else None


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        "A correction was added. " + OLD,
        OLD.replace("measured monthly", "measured weekly"),
        OLD.replace("ranked twelfth", "ranked\n  twelfth"),
        OLD + " More was written since.",
    ],
)
def test_words_are_found_again_where_their_sentence_reads_as_it_did(new: str) -> None:
    found = again("ranked twelfth", new)
    assert found is not None
    assert found.split() == ["ranked", "twelfth"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The city never ranked twelfth of forty.",
        "It is untrue that The city ranked twelfth of forty.",
        "The city ranked twelfth of forty, it was said.",
        "The city ranked third of forty.",
        "The City ranked twelfth of forty.",
        "The city ranked twelfth of fourty.",
        "",
    ],
)
def test_words_in_another_sentence_are_an_orphan(sentence: str) -> None:
    old = "The city ranked twelfth of forty."
    assert again("ranked twelfth of forty", OLD) == "ranked twelfth of forty"  # the control
    assert again("ranked twelfth of forty", OLD.replace(old, sentence)) is None


def test_a_figure_is_not_found_inside_a_larger_one() -> None:
    old = "It grew.\n12 cats live there"
    assert again("12 cats", "It grew.\n12 cats live there", old) == "12 cats"
    assert again("12 cats", "It grew.\n112 cats live there", old) is None
    assert again("12 cats", "It grew.\n12 cats live therein", old) is None


def test_of_several_places_the_one_between_the_same_neighbours_is_taken() -> None:
    old = "In May it fell. It rose. In June it fell. It rose. The year ended."
    second = old.index("It rose", old.index("June"))
    new = "In April it was flat. It rose. " + old
    found = find_again(old, Span(second, second + 7), new)
    assert found == Span(second + len(new) - len(old), second + len(new) - len(old) + 7)


def test_of_places_that_cannot_be_told_apart_none_is_taken() -> None:
    old = "Alpha. Yes. Beta."
    assert again("Yes", "Alpha. Yes. Beta.", old) == "Yes"
    assert again("Yes", "Gamma. Yes. Delta. Yes. Epsilon.", old) is None
    assert again("Yes", "Alpha. Yes. Beta. " * 2, old) is None
    assert again("Yes", "Yes. " * 100_000, old) is None


def test_time_does_not_run_away_with_a_hostile_text() -> None:
    old = "a " * 2_000 + "end."
    began = time.monotonic()
    assert find_again(old, Span(0, 3), "a \n" * 500_000) is None
    assert time.monotonic() - began < 5
