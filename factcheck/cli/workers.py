"""Lines worked on in processes of their own, several at a time, with the answers in the order of the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from factcheck.cli.ahead import ahead
from factcheck.errors import BrokenEngine

AHEAD = 4
"""Lines begun for each process before the oldest is written: enough that none waits while one works on a long text."""


def side_by_side(work: Callable[[bytes], str], lines: Iterable[bytes], *, workers: int) -> Iterator[str]:
    """The answers to the lines, in their order, each as soon as it and those before it are known.

    `work` is a function of a module: the processes import it. They start fresh instead of as copies of this one, since
    a copy made while threads run may hang. Raises `BrokenEngine` where one of them ends before its time.
    """
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            for _, found in ahead(
                lambda line: pool.submit(work, line).result(), lines, threads=workers, most=AHEAD * workers
            ):
                yield found.result()
        except BrokenProcessPool as error:
            raise BrokenEngine(
                "A worker process ended while it split, perhaps for want of memory. What was written until here holds."
            ) from error
