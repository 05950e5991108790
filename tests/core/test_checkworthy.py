"""What speaks for checking a statement, and what against it."""

from __future__ import annotations

import pytest

from factcheck.core.checkworthy import kind_of, score
from factcheck.records import Kind


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Unemployment fell to 4% in 2019.", "Unemployment is a sad thing."),
        ("The senate passed the tax bill in March.", "I think the bill is wonderful."),
        ("The firm paid $3 million to Ada Conti.", "Thank you all for coming."),
        ("More people died in the war than ever before.", "We should all hope for peace."),
        ("Crime in Rome doubled last year.", "Who doubled crime in Rome last year?"),
    ],
)
def test_what_can_be_looked_up_scores_above_what_cannot(more: str, less: str) -> None:
    assert score(more)[0] > 0.5 > score(less)[0]


def test_every_score_has_its_reasons_in_words() -> None:
    value, reasons = score("Unemployment fell to 4% in 2019.")
    assert 0 <= value <= 1
    assert "It gives a figure." in reasons
    assert all(reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize("text", ["", " ", "?" * 5000, "1" * 5000, "A " * 5000])
def test_any_text_has_a_score(text: str) -> None:
    assert 0 <= score(text)[0] <= 1


@pytest.mark.parametrize(
    ("text", "quoted", "kind"),
    [
        ("The pier burned down.", False, Kind.FACT),
        ("The pier burned down.", True, Kind.QUOTATION),
        ("Two piers burned down.", True, Kind.QUANTITY),
        ("Visitors doubled.", False, Kind.QUANTITY),
        ("In 2019 the town had 1,950 boats.", False, Kind.QUANTITY),
        ("The pier burned down on 3 May 1950.", False, Kind.FACT),
        ("The pier was built before World War Two.", False, Kind.FACT),
        ("Covid-19 closed the pier in the 1990s at 9:30.", False, Kind.FACT),
        ("By 2025, the pier is anticipated to be finished.", False, Kind.FACT),
        ("The pier will be rebuilt.", False, Kind.PREDICTION),
        ("She resigned in May.", False, Kind.FACT),
        ("The council should rebuild the pier.", False, Kind.OPINION),
        ("The pier was beautiful.", False, Kind.OPINION),
    ],
)
def test_kinds(text: str, quoted: bool, kind: Kind) -> None:
    assert kind_of(text, quoted) is kind
