"""Two texts are set beside each other: what differs is shown in both, what is the same is left out and counted."""

from __future__ import annotations

import time

from factcheck.core.collating import Row, collate

OLD = "\n".join(f"Paragraph {name} says what it says." for name in ("one", "two", "three", "four", "five", "six"))


def same(name: str) -> Row:
    piece = (("same", f"Paragraph {name} says what it says."),)
    return Row(piece, piece)


def test_texts_that_differ_in_white_space_alone_have_no_rows() -> None:
    assert collate(OLD, OLD.replace(" ", "  ").replace("\n", "\n\n")) == ()
    assert collate("", "") == ()


def test_a_changed_word_is_struck_on_one_side_and_inserted_on_the_other_between_its_neighbours() -> None:
    rows = collate(OLD, OLD.replace("three says", "three denies"))
    assert rows == (
        Row(left_out=1),
        same("two"),
        Row(
            (("same", "Paragraph three "), ("cut", "says"), ("same", " what it says.")),
            (("same", "Paragraph three "), ("added", "denies"), ("same", " what it says.")),
        ),
        same("four"),
        Row(left_out=2),
    )


def test_a_paragraph_that_was_taken_out_or_put_in_stands_on_one_side_alone() -> None:
    gone = collate(OLD, OLD.replace("Paragraph one says what it says.\n", ""))
    assert gone == (Row((("cut", "Paragraph one says what it says."),), ()), same("two"), Row(left_out=4))
    assert collate(OLD, OLD + "\nA last one.")[-1] == Row((), (("added", "A last one."),))


def test_between_two_changes_close_by_nothing_is_left_out() -> None:
    rows = collate(OLD, OLD.replace("two says", "two denies").replace("five says", "five denies"))
    assert [row.left_out for row in rows] == [0, 0, 0, 0, 0, 0]


def test_paragraphs_that_share_too_little_are_set_whole() -> None:
    assert collate("Water is clean.", "Nobody came to the meeting at all.") == (
        Row((("cut", "Water is clean."),), (("added", "Nobody came to the meeting at all."),)),
    )


def test_all_words_of_both_texts_that_differ_are_there() -> None:
    new = OLD.replace("two", "2").replace("four says what", "four never says what") + "\nMore."
    rows = collate(OLD, new)
    for side, text in ((0, OLD), (1, new)):
        shown = {"".join(words for _, words in (row.old, row.new)[side]) for row in rows}
        missing = [line for line in text.split("\n") if line not in shown]
        assert len(missing) == sum(row.left_out for row in rows)


def test_long_and_hostile_texts_end_in_time() -> None:
    began = time.monotonic()
    collate("a b " * 100_000, "b a " * 100_000)
    collate("\n".join(str(n) for n in range(50_000)), "\n".join(str(n) for n in range(1, 50_000, 2)))
    collate("x\n" * 2_000, "y\nx\n" * 1_000)
    words = [" ".join(f"w{(n * k) % 97}" for k in range(200)) for n in range(200)]
    collate("\n".join(words), "\n".join(one.replace("w1", "v1") for one in words))
    assert time.monotonic() - began < 10


def test_of_very_many_paragraphs_the_same_ends_are_left_out() -> None:
    lines = [f"Line {number}." for number in range(5_000)]
    rows = collate("\n".join(lines), "\n".join([*lines[:2_500], "Another one.", *lines[2_501:]]))
    assert [row.left_out for row in rows] == [2_499, 0, 0, 0, 2_498]
