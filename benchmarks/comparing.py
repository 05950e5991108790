"""Comparing one claim with a source that is parsed: at most a tenth of the time that parsing it took, and at most 2.2
times as long for twice the source, in the mean of three doublings.

    python -m benchmarks.comparing

Processor time, the shortest of several runs: what else runs on the machine only adds to it. Ranking the passages is
part of it, and so is a stored quotation that the source has in other words.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise

from benchmarks.articles import long_text
from factcheck.core import comparing, passages
from factcheck.core.comparing import Reading
from factcheck.core.engines.parsing import warm_up
from factcheck.records import Span

SHARE_MAX = 0.1
GROWTH_MAX = 2.2
LENGTHS = (25_000, 50_000, 100_000, 200_000)
REPEATS = 9
COMPARED = 5
"""Passages in which a difference is looked for, as `batch compare` has it."""

CLAIM = "Last month the council of Millbrook did not pay Ron Askew 1.1 million euros for the pool, two people said."
QUOTATION = "“They have made up their minds, and for months they were looking for a number that a judge believes”"
SAID_ON = date(2023, 1, 12)


def processor_s(work: Callable[[], object]) -> float:
    """Seconds of the processor that the work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def compare(source: str, claim_reading: Reading, source_reading: Reading) -> None:
    """Rank the source's passages for the claim and compare them, and the quotation with all of it."""
    near = [Span(passage.start, passage.end) for passage in passages.rank(CLAIM, source, limit=COMPARED)]
    comparing.compare(
        CLAIM,
        source,
        near,
        quotation=QUOTATION,
        said_on=SAID_ON,
        written_on=SAID_ON,
        claim_reading=claim_reading,
        source_reading=source_reading,
    )


def measured() -> list[tuple[int, float, float]]:
    """The lengths with the seconds to parse a source of so many characters, and to compare one claim with it."""
    sources = [long_text(length) for length in LENGTHS]
    parsing = [processor_s(partial(comparing.read, source)) for source in sources]
    claim_reading = comparing.read(CLAIM)
    work = [partial(compare, source, claim_reading, comparing.read(source)) for source in sources]
    rounds = [[processor_s(one) for one in work] for _ in range(REPEATS)]  # in turns: the machine is not always as busy
    return list(zip(LENGTHS, parsing, map(min, zip(*rounds, strict=True)), strict=True))


def main() -> None:
    """Print times and ratios; end with 1 where one is too high."""
    warm_up()
    times = measured()
    for length, parsing, compared in times:
        share = compared / parsing
        print(f"{length:,} characters: parsed {parsing:.2f} s, compared {1000 * compared:.0f} ms, {share:.3f} of it")
    steps = [longer / shorter for (*_, shorter), (*_, longer) in pairwise(times)]
    print(f"twice the source: {', '.join(f'{step:.2f}' for step in steps)} times")
    growth = (times[-1][-1] / times[0][-1]) ** (1 / len(steps))
    worst = max(compared / parsing for _, parsing, compared in times)
    print(
        f"in the mean {growth:.2f} times (at most {GROWTH_MAX}); at most {worst:.3f} of parsing (at most {SHARE_MAX})"
    )
    raise SystemExit(worst > SHARE_MAX or growth > GROWTH_MAX)


if __name__ == "__main__":
    main()
