"""A text cut into paragraphs, with the claims in place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.marking import paragraphs
from factcheck.records import Span

TEXT = "The ferry runs daily, and it is free.\n\nThe mayor said so."


def spans_of(*words: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def test_a_stretch_knows_the_claims_that_rest_on_it() -> None:
    first, _ = paragraphs(TEXT, [(1, spans_of("The ferry runs daily")), (2, spans_of("The ferry", "it is free"))])
    assert [(stretch.text, stretch.claims) for stretch in first.stretches] == [
        ("The ferry", (2, 1)),
        (" runs daily", (1,)),
        (", and ", ()),
        ("it is free", (2,)),
        (".", ()),
    ]


def test_a_claim_belongs_to_the_paragraph_in_which_it_begins() -> None:
    across = (Span(TEXT.index("it is"), TEXT.index("mayor")),)
    first, second = paragraphs(TEXT, [(7, across)])
    assert first.claims == (7,)
    assert second.claims == ()
    assert second.stretches[0].claims == (7,)


def test_blank_lines_make_no_paragraph() -> None:
    assert [TEXT[p.span.start : p.span.end] for p in paragraphs(TEXT, [])] == TEXT.split("\n\n")
    assert paragraphs(" \n\n ", [(1, (Span(0, 1),))]) == []


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=8),
)
def test_no_letter_is_lost_or_doubled_whatever_overlaps(text: str, pairs: list[tuple[int, int]]) -> None:
    anchors = [
        (number, (Span(start, min(len(text), start + length)),))
        for number, (start, length) in enumerate(pairs)
        if start < len(text)
    ]
    found = paragraphs(text, anchors)
    for paragraph in found:
        words = text[paragraph.span.start : paragraph.span.end]
        assert "".join(stretch.text for stretch in paragraph.stretches) == words
    if found:
        begun = sorted(number for paragraph in found for number in paragraph.claims)
        assert begun == [number for number, _ in anchors]
