"""The measure: what counts as the same claim, which pairs are made, and what is counted of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.measuring import FOUND, Annotated, Gold, Tally, bag, likeness, measure, paired, same_claimant
from factcheck.records import ArticleText, ClaimDraft, Span

TEXT = "The council, which met on Monday, voted to close 3 of 12 libraries. It may not reopen them, Ada Conti said."


def spans(*pieces: str) -> tuple[Span, ...]:
    return tuple(Span(start, start + len(piece)) for piece in pieces for start in [TEXT.index(piece)])


def gold(text: str, *pieces: str, claimant: str | None = None) -> Gold:
    return Gold(text, spans(*pieces), claimant, quoted=False)


def draft(text: str, *pieces: str, claimant: str | None = None, **more: bool) -> ClaimDraft:
    return ClaimDraft(text, spans(*pieces), claimant=claimant, **more)


ANNOTATED = Annotated(
    "council",
    ArticleText(TEXT, "Libraries to close"),
    (
        gold("The council met on Monday.", "The council, which met on Monday"),
        gold("The council voted to close 3 of 12 libraries.", "The council", "voted to close 3 of 12 libraries"),
        gold("The council may not reopen the libraries.", "It may not reopen them", claimant="Ada Conti"),
    ),
)


def test_figures_negations_and_hedges_weigh_double_and_function_words_nothing() -> None:
    assert bag("It was not the 1,200 people who may’ve voted, 5% of them") == {
        "not": 2.0, "1200": 2.0, "peopl": 1.0, "may": 2.0, "vot": 1.0, "5": 2.0, "percent": 2.0,
    }  # fmt: skip
    assert bag("They wouldn't") == bag("not")
    assert bag("Closing closed closes close") == {"clos": 1.0}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The council voted to close libraries.", "Libraries were closed by the council, which voted.", True),
        ("The council voted to close 3 libraries.", "The council voted to close 4 libraries.", False),
        ("It will close.", "It will not close.", False),
        ("Prices rose by 5% in May.", "Prices rose by 5 percent in May.", True),
    ],
)
def test_claims_are_the_same_when_enough_of_their_words_are(one: str, other: str, same: bool) -> None:
    assert (likeness(bag(one), bag(other)) >= FOUND) is same


def test_the_most_alike_are_paired_first_and_nobody_twice() -> None:
    wanted = [bag("red boats sank"), bag("red boats sank fast")]
    proposed = [bag("red boats sank fast today"), bag("red boats"), bag("blue cars")]
    assert [(pair.gold, pair.proposed) for pair in paired(wanted, proposed)] == [(1, 0), (0, 1)]


words = st.lists(
    st.sampled_from(["council", "closed", "3", "not", "libraries", "may", "12", "voted", "Monday", "harbour"]),
    max_size=6,
)


@given(st.lists(words, max_size=5), st.lists(words, max_size=5))
def test_pairs_are_one_to_one_and_never_grow_more_alike(one: list[list[str]], other: list[list[str]]) -> None:
    bags = [[bag(" ".join(claim)) for claim in side] for side in (one, other)]
    pairs = list(paired(*bags))
    assert len({pair.gold for pair in pairs}) == len({pair.proposed for pair in pairs}) == len(pairs)
    assert [pair.likeness for pair in pairs] == sorted((pair.likeness for pair in pairs), reverse=True)
    assert all(0 < pair.likeness <= 1 for pair in pairs)


def test_the_annotated_claims_themselves_are_found_whole() -> None:
    itself = [ClaimDraft(one.text, one.spans, claimant=one.claimant) for one in ANNOTATED.claims]
    result = measure(ANNOTATED, itself)
    shares = result.tally.shares()
    assert {name for name, share in shares.items() if share == 1.0} == set(shares) - {"loose", "open"}
    assert (shares["loose"], shares["open"]) == (0.0, 0.0)
    assert (result.missed, result.extra) == ((), ())


def test_what_agrees_and_what_does_not_is_counted_apart() -> None:
    proposed = [
        draft("The council met on Monday.", "met on Monday"),
        draft("The council voted to close 4 libraries.", "voted to close", claimant="the council"),
        draft("The council may not reopen the libraries.", "It may not reopen them"),
    ]
    result = measure(ANNOTATED, proposed)
    shares = result.tally.shares()
    assert (result.tally.found, shares["precision"], shares["claimant"]) == (2, pytest.approx(2 / 3), 0.5)
    assert shares["grounded"] == pytest.approx(2 / 3)  # nobody said 4
    wanted, given_letters = len("Thecouncilwhichmetonmonday") + len("Itmaynotreopenthem"), len("metonMonday")
    assert shares["span_f1"] == pytest.approx(
        2 * (given_letters + len("Itmaynotreopenthem")) / (wanted + given_letters + len("Itmaynotreopenthem"))
    )
    assert [miss.text for miss in result.missed] == ["The council voted to close 3 of 12 libraries."]
    assert [miss.nearest for miss in result.extra] == ["The council voted to close 3 of 12 libraries."]


@pytest.mark.parametrize(
    ("claim", "loose", "opened"),
    [
        (draft("It may not reopen them.", "It may"), 1, 0),
        (draft("Libraries closed after she voted.", "libraries"), 1, 0),
        (draft("The council met its members.", "council"), 0, 0),
        (draft("It may not reopen.", "It may", open_reference=True), 0, 1),
        (draft("We may not reopen.", "It may", quoted=True), 0, 0),
        (draft("“It” was voted.", "It"), 0, 0),
    ],
)
def test_a_claim_is_loose_where_it_points_elsewhere_unmarked(claim: ClaimDraft, loose: int, opened: int) -> None:
    tally = measure(ANNOTATED, [claim]).tally
    assert (tally.loose, tally.open) == (loose, opened)


@pytest.mark.parametrize(
    "broken",
    [(), (Span(5, 5),), (Span(5, 9), Span(2, 4)), (Span(0, 10_000),), (Span(-3, 4),), (Span(0, 4), Span(3, 5))],
)
def test_spans_out_of_order_or_outside_ground_nothing(broken: tuple[Span, ...]) -> None:
    assert measure(ANNOTATED, [ClaimDraft("The council met.", broken)]).tally.grounded == 0
    assert measure(ANNOTATED, [ClaimDraft("The council met.", (Span(0, 4), Span(4, 9)))]).tally.grounded == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, "", True),
        ("Ada Conti", None, False),
        ("Mayor Ada Conti", "Conti", True),
        ("Ada Conti", "Ada Miller", True),
        ("the ministry of health", "the health ministry", True),
        ("Ada Conti", "Bo Miller", False),
    ],
)
def test_claimants_agree_by_their_last_word_or_half_of_them(one: str | None, other: str | None, same: bool) -> None:
    assert same_claimant(one, other) is same


def test_the_worst_misses_stand_first() -> None:
    result = measure(ANNOTATED, [draft("The council met on a Monday in March.", "met on Monday")])
    assert [round(miss.likeness, 2) for miss in result.missed] == sorted(round(m.likeness, 2) for m in result.missed)
    assert measure(ANNOTATED, []).missed[0].nearest == ""


def test_tallies_add_up_and_nothing_divides_by_nothing() -> None:
    assert Tally(gold=2, found=1) + Tally(gold=1, proposed=4) == Tally(gold=3, proposed=4, found=1)
    assert set(Tally().shares().values()) == {0.0}
