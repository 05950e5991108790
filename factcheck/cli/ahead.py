"""Work done ahead on threads, a bounded stretch of it, with the results in the order of the input."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Queue
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def ahead(
    work: Callable[[Given], Made], items: Iterable[Given], *, threads: int, most: int
) -> Iterator[tuple[Given, Future[Made]]]:
    """Each item with its result, in order; about `most` are begun before they are asked for.

    The items are read on a thread of their own: one that comes late (a line that is still to be typed) keeps no
    result back. What was not begun when nobody asks any more is not done.
    """
    waiting: Queue[tuple[Given, Future[Made]] | None] = Queue(most)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="ahead")

    def feed() -> None:
        try:
            for item in items:
                waiting.put((item, pool.submit(work, item)))
        except RuntimeError:  # the pool was shut: nobody asks any more
            return
        waiting.put(None)

    threading.Thread(target=feed, name="feed", daemon=True).start()
    try:
        while (pair := waiting.get()) is not None:
            yield pair
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
