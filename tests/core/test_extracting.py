"""What extraction makes of documents of every form."""

from __future__ import annotations

import pytest

from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed

PARAGRAPH = "The council voted on Tuesday to close the bridge for two years, said its engineer."


def page(head: str = "", body: str = "") -> bytes:
    """A small web page with enough text to count as an article."""
    paragraphs = "".join(f"<p>{PARAGRAPH} Part {number}.</p>" for number in range(6))
    return f"<!doctype html><html><head>{head}</head><body>{body}<article>{paragraphs}</article></body></html>".encode()


def test_paragraphs_of_a_page_are_separated_by_a_blank_line() -> None:
    text = extract(page(), "text/html").text
    assert text.split("\n\n") == [f"{PARAGRAPH} Part {number}." for number in range(6)]


def test_a_first_line_that_stands_alone_is_the_title_and_not_in_the_text() -> None:
    found = extract(b"Bridge to close\n\nThe council voted.\n\nIt was close.", "text/plain")
    assert (found.title, found.text) == ("Bridge to close", "The council voted.\n\nIt was close.")


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    found = extract(b"The council voted.\n\nIt was close.", "text/plain")
    assert (found.title, found.text) == ("", "The council voted.\n\nIt was close.")


def test_an_empty_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(ExtractionFailed, match=r"^The file is empty\.$"):
        extract(b" \n")
