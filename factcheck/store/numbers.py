"""The desk's numbers: where claims stood week by week, how long verdicts take, who is rated how, what was corrected."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlite_utils import Database

from factcheck.records import State

WEEKS = 26
"""How far back the weeks go: half a year."""

MOST_NAMES = 20
"""Claimants and publishers in a list: those with the most verdicts."""

WAITS = ((0, 1), (1, 3), (3, 7), (7, 30), (30, None))
"""From how many days to fewer than how many a claim waited for its verdict; the last has no end."""


@dataclass(frozen=True, slots=True)
class Week:
    """How many claims stood where at the end of a week, which ends on the day `until`."""

    until: str
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class Wait:
    """How many claims waited so many days from coming in to their first published verdict."""

    at_least: int
    fewer_than: int | None
    claims: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How often somebody's claims were rated how: standing verdicts by the key of their rating."""

    name: str
    ratings: dict[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of the page. `median_days` is none as long as nothing is published."""

    weeks: tuple[Week, ...]
    waits: tuple[Wait, ...]
    median_days: float | None
    claimants: tuple[Balance, ...]
    publishers: tuple[Balance, ...]
    corrections: dict[str, dict[str, int]]
    overdue: int
    due_this_week: int


def numbers(database: Database, today: str) -> Numbers:
    """The desk's numbers as of a day; ISO days."""
    days = _days_waited(database)
    return Numbers(
        weeks=_weeks(database, date.fromisoformat(today)),
        waits=tuple(
            Wait(low, high, sum(low <= one and (high is None or one < high) for one in days)) for low, high in WAITS
        ),
        median_days=median(days) if days else None,
        claimants=_balance(database, "v.claimant", "v.claimant is not null"),
        publishers=_balance(database, "a.publisher", "a.publisher <> ''"),
        corrections=_corrections(database),
        overdue=_due(database, "0000-00-00", today),
        due_this_week=_due(database, today, (date.fromisoformat(today) + timedelta(days=7)).isoformat()),
    )


def _weeks(database: Database, today: date) -> tuple[Week, ...]:
    """Where the claims stood at the end of each week, as the events tell it, the oldest week first."""
    ends = [today - timedelta(days=7 * back) for back in range(WEEKS - 1, -1, -1)]
    moved = database.execute(
        "select substr(e.at, 1, 10), s.key, s.value from events e join event_payloads p on p.event_id = e.id,"
        " json_each(p.payload, '$.states') s order by e.id"
    )
    states: dict[str, str] = {}
    found: list[Week] = []
    for day, claim, state in moved:
        while len(found) < WEEKS and day > ends[len(found)].isoformat():
            found.append(_week(ends[len(found)], states))
        states[claim] = state
    while len(found) < WEEKS:
        found.append(_week(ends[len(found)], states))
    first = next((at for at, week in enumerate(found) if week.states), len(found) - 1)
    return tuple(found[first:])


def _week(until: date, states: dict[str, str]) -> Week:
    counted = Counter(states.values())
    return Week(until.isoformat(), {state.value: counted[state] for state in State if counted[state]})


def _days_waited(database: Database) -> list[float]:
    rows = database.execute(
        "select julianday(min(p.published_at)) - julianday(c.added_at) from publications p"
        " join claims c on c.id = p.claim_id group by c.id"
    )
    return [max(float(days), 0.0) for (days,) in rows]


def _balance(database: Database, name: str, where: str) -> tuple[Balance, ...]:
    rows = database.execute(
        f"select {name}, v.rating, count(distinct v.id) from standing_verdicts v"
        " left join appearances p on p.id = (select min(id) from appearances where claim_id = v.claim_id)"
        f" left join articles a on a.id = p.article_id where {where} group by 1, 2"
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for who, rating, count in rows:
        found[str(who)][str(rating)] = int(count)
    balances = [Balance(who, ratings, sum(ratings.values())) for who, ratings in found.items()]
    return tuple(sorted(balances, key=lambda one: (-one.total, one.name))[:MOST_NAMES])


def _corrections(database: Database) -> dict[str, dict[str, int]]:
    """How many published corrections of which sort, by month, the newest first."""
    rows = database.execute(
        "select substr(p.published_at, 1, 7), v.correction, count(*) from publications p"
        " join verdicts v on v.id = p.verdict_id where v.correction is not null group by 1, 2 order by 1 desc"
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for month, correction, count in rows:
        found[str(month)][str(correction)] = int(count)
    return dict(found)


def _due(database: Database, since: str, before: str) -> int:
    """How many open claims are due from a day on and before another."""
    [count] = database.execute(
        "select count(*) from plans p join claims c on c.id = p.claim_id"
        " where p.due_on >= ? and p.due_on < ? and c.state not in ('published', 'closed')",
        [since, before],
    ).fetchone()
    return int(count)
