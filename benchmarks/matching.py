"""A match in a ledger of a million claims against a plain full-text query over all words of the claim: at most 0.6.

    python -m benchmarks.matching [--ledger FILE --queries FILE] [--asked 100]

The ledger lies in the folder for temporary files and is gone afterwards. Without files its claims are made of invented
words whose frequencies fall as those of a language do, and the queries are claims of it with a third of the words left
out. With files (JSON lines as `batch match` takes them) it is filled up with claims that a Markov chain makes of its
words, and what is found among a million is measured as well.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import click
from sqlite_utils import Database

from factcheck.core import matching
from factcheck.store import known

SIZES = (100_000, 1_000_000)
RATIO_MAX, GROWTH_MAX = 0.6, 4.0
WORDS = 60_000
LENGTHS = (6, 30)

Entry = tuple[str, str, str]


def invented(size: int, dice: random.Random) -> Iterator[Entry]:
    """Claims of invented words: the n-th most frequent one stands there 1/n as often as the first."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(dice.choices(syllables, k=dice.randint(1, 4))) for _ in range(WORDS)]
    weights = list(itertools.accumulate(1 / (place + 1) for place in range(WORDS)))
    for number in range(size):
        text = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(*LENGTHS)))
        yield str(number), text, ""


def filled_up(entries: Sequence[Entry], size: int, dice: random.Random) -> Iterator[Entry]:
    """A ledger, and as many claims made of its words as are missing to the size."""
    yield from entries
    texts = [text.split() for _, text, _ in entries]
    following: dict[str, list[str]] = defaultdict(list)
    for words in texts:
        for word, after in itertools.pairwise(words):
            following[word].append(after)
    for number in range(size - len(entries)):
        like = dice.choice(texts)
        made = [dice.choice(like)]
        while len(made) < len(like):
            made.append(dice.choice(following.get(made[-1]) or dice.choice(texts)))
        yield f"made {number}", " ".join(made), ""


def plain(database: Database, text: str) -> None:
    """The query that a match is held against: any of the claim's words, the best twenty."""
    query = " OR ".join(f'"{word}"' for word in matching.words_of(text))
    database.execute(
        "select rowid from ledger_words where ledger_words match ? order by rank limit 20", [query]
    ).fetchall()


def match(database: Database, text: str) -> list[str]:
    """The ids of the best five."""
    found = matching.ordered(text, known.candidates(database, known.LEDGER, text))[:5]
    names = known.names_of(database, [one.number for one in found])
    return [json.loads(names[one.number]) if names[one.number][:1] == '"' else names[one.number] for one in found]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that the work takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def precision(found: Sequence[str], relevant: Sequence[str]) -> float:
    """Average precision of the best five."""
    ranks = [rank for rank, number in enumerate(found, 1) if number in relevant]
    return sum(hit / rank for hit, rank in enumerate(ranks, 1)) / min(5, len(relevant))


def measured(database: Database, texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the plain queries and of the matches, in turns."""
    plainly, matches = [], []
    for text in texts:
        plainly.append(timed(lambda text=text: plain(database, text)))  # type: ignore[misc]
        matches.append(timed(lambda text=text: match(database, text)))  # type: ignore[misc]
    return plainly, matches


def bytes_of(database: Database) -> int:
    """What the ledger and its index take."""
    [[pages]], [[size]] = (database.execute(f"pragma {name}").fetchall() for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def read(path: Path) -> list[dict[str, object]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@click.command()
@click.option("--ledger", type=click.Path(exists=True, path_type=Path))
@click.option("--queries", type=click.Path(exists=True, path_type=Path))
@click.option("--asked", default=100, show_default=True, help="Queries that are timed.")
def main(ledger: Path | None, queries: Path | None, asked: int) -> None:
    """Print what a match costs in both ledgers, and what it finds."""
    given = [
        (json.dumps(line["id"]), str(line["text"]), str(line.get("title") or ""))
        for line in read(ledger or Path("/dev/null"))
    ]
    questions = read(queries or Path("/dev/null"))
    medians = []
    for size in SIZES:
        dice = random.Random(size)
        entries = filled_up(given, size, dice) if given else invented(size, dice)
        begun = time.perf_counter()
        database = known.ledger_of(entries)
        print(f"{size:,} claims in {time.perf_counter() - begun:.0f} s, {bytes_of(database) / 1e6:.0f} MB")
        texts = [str(line["text"]) for line in questions][:asked] or shortened(database, size, asked, dice)
        plainly, matches = measured(database, texts)
        for name, value in (("median", median), ("p95", p95)):
            print(f"  {name}: plain {value(plainly):.0f} ms, match {value(matches):.0f} ms", end="")
            print(f", ratio {value(matches) / value(plainly):.2f} (at most {RATIO_MAX})")
        if questions:
            scores = [precision(match(database, str(line["text"])), line["relevant"]) for line in questions]  # type: ignore[arg-type]
            print(f"  MAP@5 of {len(questions)} queries: {sum(scores) / len(scores):.3f}")
        medians.append(median(matches))
        database.close()
    print(f"growth {medians[1] / medians[0]:.2f} (at most {GROWTH_MAX})")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


def shortened(database: Database, size: int, asked: int, dice: random.Random) -> list[str]:
    """Claims of the ledger with a third of their words left out."""
    numbers = [dice.randint(1, size) for _ in range(asked)]
    rows = database.execute(known.LEDGER.more, [str(numbers)])
    return [" ".join(word for word in text.split() if dice.random() > 1 / 3) for _, text, _ in rows]


if __name__ == "__main__":
    main()
