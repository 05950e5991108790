"""A claim beside a source: what of it the source says too, says otherwise, or does not say. Linear in the source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from factcheck.core.comparing import counting, dating, denying, naming, opposing, quoted
from factcheck.core.comparing.aligning import Aligned
from factcheck.core.comparing.contradictions import contradictions
from factcheck.core.comparing.dates import dates_of
from factcheck.core.comparing.figures import CALENDAR, Figure, figures_of
from factcheck.core.comparing.negations import Denial, denials_of
from factcheck.core.comparing.quotations import changed_words, compare_quotation
from factcheck.core.comparing.reading import Reading, is_english, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from factcheck.core.comparing.dates import Date
    from factcheck.records import Finding, Span

Found = TypeVar("Found", "Date", "Figure")

__all__ = ["VERSION", "Reading", "changed_words", "compare", "compare_quotation", "contradictions", "read"]

#: Raised with every change of what is found or how it is told: findings that are kept are made again then.
VERSION = 4

#: Share of the claim's other words that a passage must have before a different figure in it is called a difference.
#: Chosen on the open sets (November 2026) among .1, .2, .25, .3 and .35: lower ones find more and are wrong more often.
ALIGNED_FROM = 0.25


def compare(
    claim: str,
    source: str,
    passages: Sequence[Span],
    *,
    quotation: str = "",
    said_on: date | None = None,
    written_on: date | None = None,
    claim_reading: Reading | None = None,
    source_reading: Reading | None = None,
) -> tuple[Finding, ...]:
    """How the source stands to a claim's stored quotation, dates, figures, names, negations and turning words.

    Spans of findings count in the claim and in the whole source; those of the quotation count in the quotation, which
    comes first. An agreement is looked for in the whole source, a difference only in the passage that is best aligned;
    `passages` are at best the five that `passages.rank` puts first, or the one that a person chose. What the source has
    nowhere is absent. `said_on` is the day of the article, `written_on` that of the source: without them "last month"
    is not understood.

    Costs a few passes over the source. A reading (`read`) is parsed here where it is not handed in, of the source only
    in the passages: some milliseconds for each sentence. With both handed in it costs less than a tenth of parsing the
    source.
    """
    aligned = Aligned.of(claim, source, passages)
    return (
        *([compare_quotation(quotation, source)] if quotation else quoted.compared(aligned)),
        *_dates_and_figures(aligned, said_on, written_on),
        *_names(aligned, claim_reading, source_reading),
        *denying.compared(aligned),
        *opposing.compared(aligned),
    )


#: A claim is compared with several passages in a row, and its text is short.
_reading_of = lru_cache(maxsize=256)(read)


def _names(aligned: Aligned, mine: Reading | None, theirs: Reading | None) -> list[Finding]:
    if not is_english(aligned.source):
        return []
    spans = [passage.span for passage in aligned.passages]
    return naming.compared(aligned, mine or _reading_of(aligned.claim), theirs or read(aligned.source, spans))


def _dates_and_figures(aligned: Aligned, said_on: date | None, written_on: date | None) -> list[Finding]:
    dates = dates_of(aligned.claim, said_on)
    taken: list[Date | Denial] = [*dates, *denials_of(aligned.claim)]  # "not the first": a figure that is not claimed
    figures = _outside(figures_of(aligned.claim), taken)
    if not dates and not figures:
        return []
    known = dates_of(aligned.source, written_on)
    return [*_dates(dates, known, aligned), *_figures(figures, known, aligned)]


def _dates(mine: Sequence[Date], known: Sequence[Date], aligned: Aligned) -> list[Finding]:
    best = aligned.best(ALIGNED_FROM)
    # What answers one date of the claim contradicts no other.
    near = [other for other in _inside(best, known) if not any(date.agrees(other) for date in mine)]
    return [dating.compared(date, aligned.claim, aligned.source, known, near) for date in mine]


def _figures(mine: Sequence[Figure], dates: Sequence[Date], aligned: Aligned) -> list[Finding]:
    known = _outside(figures_of(aligned.source), dates) if mine else []
    near = _inside(aligned.best(ALIGNED_FROM, {figure.unit for figure in mine}), known)
    found = (counting.compared(figure, mine, aligned.claim, aligned.source, known, near) for figure in mine)
    return [finding for finding in found if finding is not None]


def _inside(passage: Span, found: Sequence[Found]) -> list[Found]:
    return [other for other in found if passage.start <= other.span.start < passage.end]


def _outside(figures: list[Figure], taken: Sequence[Date | Denial]) -> list[Figure]:
    inside = {at for one in taken for at in range(*one.span)}
    return [figure for figure in figures if figure.span.start not in inside and figure.unit != CALENDAR]
