"""Where an article contradicts itself: one event told with two times that exclude each other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise, product
from typing import TYPE_CHECKING

from factcheck.core.comparing.aligning import Word, words_of
from factcheck.core.comparing.dates import SOME_DAY, Date, dates_of
from factcheck.core.passages import sentences_of
from factcheck.core.wording import FUNCTION_WORDS
from factcheck.records import Finding, FindingKind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    _Together = tuple[str, str]

#: Words of its sentence before and behind a time among which its event is told.
BEFORE, AFTER = 14, 6
#: Times of one pair of words; one that stands together more often is a common phrase and no one event.
TIMES = 2


def contradictions(article: str) -> tuple[Finding, ...]:
    """Weeks, months and years ("last month") that exclude each other though they tell of one event.

    Both spans count in the article, the earlier one first. Two events are taken for one where two words stand together
    beside both times and nowhere else in the article; names do not count. Days and "a year ago" are left out: nearly
    all of theirs were two events. Linear in the article.
    """
    times = [time for time in dates_of(article, SOME_DAY) if _is_told_by_the_calendar(article, time)]
    found = {
        (one.span, other.span): _finding(article, one, other)
        for first, second in _told_twice(article, times)
        for one, other in product(first, second)
        if _exclude(one, other)
    }
    return tuple(found[spans] for spans in sorted(found))


def _is_told_by_the_calendar(article: str, time: Date) -> bool:
    is_one_day = time.days is not None and time.days[0] == time.days[1]
    return time.relative and not is_one_day and not article[slice(*time.span)].endswith("ago")


def _told_twice(article: str, times: Sequence[Date]) -> Iterator[list[list[Date]]]:
    """The times on both sides of two words that stand together just twice in the article, in two sentences."""
    counts: Counter[_Together] = Counter()
    beside: dict[_Together, list[list[Date]]] = defaultdict(list)
    starts = [time.span.start for time in times]
    for sentence in sentences_of(article):
        words = words_of(article, sentence)
        together = list(_together(article, words))
        counts.update(pair for pair, _ in together)
        near: dict[_Together, list[Date]] = defaultdict(list)
        for time in times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
            at = bisect_left(words, time.span.start, key=lambda word: word.span.start)
            for pair in {pair for pair, number in together if at - BEFORE <= number <= at + AFTER}:
                near[pair].append(time)
        for pair, told in near.items():
            beside[pair].append(told)
    return (told for pair, told in beside.items() if len(told) == counts[pair] == TIMES)


def _together(article: str, words: Sequence[Word]) -> Iterator[tuple[_Together, int]]:
    """The stems of two content words side by side, and the number of the first; two capitals are a name."""
    for number, (one, other) in enumerate(pairwise(words)):
        if {one.text, other.text} & FUNCTION_WORDS or article[one.span.end : other.span.start].strip():
            continue
        if not (article[one.span.start].isupper() and article[other.span.start].isupper()):
            yield (one.stem, other.stem), number


def _exclude(one: Date, other: Date) -> bool:
    """Whether two times of one size do not overlap: two months, two years, two weeks or two days."""
    said = [tuple(part is not None for part in time.parts) for time in (one, other)]
    return said[0] == said[1] and not one.agrees(other)


def _finding(article: str, one: Date, other: Date) -> Finding:
    said, also = article[slice(*one.span)], article[slice(*other.span)]
    words = f"The article says “{said}” and “{also}” of what may be one event."
    return Finding(FindingKind.DATE, Relation.DIFFERS, one.span, other.span, words)
