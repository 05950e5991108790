"""Exact words, found again in a text."""

from __future__ import annotations

import pytest

from factcheck.core.anchoring import locate, sentence_around
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
