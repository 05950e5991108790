"""Which claim comes first: a sum whose parts can be seen.

The weights are a desk's rule of thumb, not learnt: harm counts a little more than reach, either can lift a claim over
another that is more check-worthy, and a week of waiting costs about as much as one step of reach.
"""

from __future__ import annotations

from factcheck.records import Urgency

REACH = 0.15
HARM = 0.2
RECURRENCE = 0.1
"""Points for each step of reach (0 to 3), of harm (0 to 3), and for each further place where the claim was made."""

MOST_RECURRENCES = 5

A_DAY = 0.02
"""Points that a claim loses with each day since it was added."""


def urgency(worth: float, reach: int, harm: int, appearances: int, days: float) -> Urgency:
    """How urgent a claim is, and what of: `days` after it was added, with its check-worthiness as `worth`.

    `appearances` counts the first place as well. All claims lose the same with each day, so the scores that they have
    on one fixed day (`days` negative for those added later) put them into the same order for ever.
    """
    again = min(max(appearances - 1, 0), MOST_RECURRENCES)
    parts = (
        ("check-worthiness", worth),
        ("reach", REACH * reach),
        ("harm", HARM * harm),
        ("recurrence", RECURRENCE * again),
        ("age", -A_DAY * days),
    )
    return Urgency(parts, sum(points for _, points in parts))
