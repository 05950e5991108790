"""What happened is told in words: how long ago, what was cut and what was added."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as some

from factcheck.records import Event
from factcheck.web.desk import telling


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    """A page that is asked for at a known moment."""
    with app.test_request_context("/desk/"):
        g.now = "2026-03-01T12:00:00.000000Z"
        yield


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-03-01T11:59:30.000000Z", "just now"),
        ("2026-03-01T11:58:00.000000Z", "2 minutes ago"),
        ("2026-03-01T09:00:00.000000Z", "3 hours ago"),
        ("2026-02-28T12:00:01.000000Z", "24 hours ago"),
        ("2026-02-28T12:00:00.000000Z", "28 February 2026"),
        ("2025-01-01T00:00:00.000000Z", "1 January 2025"),
    ],
)
def test_only_what_is_younger_than_a_day_is_told_in_relative_words(page: None, at: str, said: str) -> None:
    assert telling.ago(at) == said


def test_a_difference_is_a_proofreaders_line() -> None:
    assert telling.difference("Japan will quadruple its spending.", "Japan will double its spending.") == (
        ("same", "Japan will "),
        ("cut", "quadruple "),
        ("added", "double "),
        ("same", "its spending."),
    )


@given(some.text("ab c\n", max_size=40), some.text("ab c\n", max_size=40))
def test_either_text_can_be_read_off_the_line(old: str, new: str) -> None:
    pieces = telling.difference(old, new)
    assert "".join(text for kind, text in pieces if kind != "added") == old.lstrip()
    assert "".join(text for kind, text in pieces if kind != "cut") == new.lstrip()


def test_an_event_whose_payload_was_erased_still_says_what_was_done(page: None) -> None:
    event = Event(1, "2026-03-01T11:58:00.000000Z", 1, "Ada", "changed claim", "claim 3", "0" * 64, None)
    told = telling.tell(event)
    assert (told.who, told.did, told.pieces) == ("Ada", "changed the claim", ())
    assert told.note == "What was said here is erased."
