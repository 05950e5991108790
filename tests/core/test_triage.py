"""Which claim comes first, and what of."""

from __future__ import annotations

import pytest

from factcheck.core.triage import MOST_RECURRENCES, urgency


def test_the_parts_sum_to_the_whole() -> None:
    found = urgency(0.6, 2, 3, 3, 4.5)
    assert dict(found.parts).keys() == {"check-worthiness", "reach", "harm", "recurrence", "age"}
    assert found.total == pytest.approx(0.6 + 0.3 + 0.6 + 0.2 - 0.09)


def test_more_of_anything_but_age_is_more_urgent() -> None:
    plain = urgency(0.5, 1, 1, 2, 1).total
    assert (
        min(
            urgency(*more).total
            for more in [(0.6, 1, 1, 2, 1), (0.5, 2, 1, 2, 1), (0.5, 1, 2, 2, 1), (0.5, 1, 1, 3, 1)]
        )
        > plain
    )
    assert urgency(0.5, 1, 1, 2, 2).total < plain


def test_a_claim_that_is_everywhere_does_not_drown_all_others() -> None:
    assert urgency(0.5, 0, 0, 1 + MOST_RECURRENCES, 0) == urgency(0.5, 0, 0, 1000, 0)


def test_the_order_on_any_day_is_the_order_on_every_day() -> None:
    claims = [(0.5, 0, 0, 1, 10.0), (0.4, 1, 0, 1, 3.0), (0.9, 0, 0, 1, 31.0), (0.2, 3, 3, 1, 60.0)]
    orders = [
        sorted(range(4), key=lambda n: -urgency(*claims[n][:4], claims[n][4] + later).total) for later in (-200, 0, 500)
    ]
    assert orders[0] == orders[1] == orders[2]
