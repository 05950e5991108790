"""Who may fetch now: a list of links must neither open a thousand sockets nor lean on one site."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.errors import FetchFailed

MAX_AT_ONCE = 8
MAX_AT_ONE_SITE = 2  # what browsers of old kept to
WAIT_S = 60.0


class Turns:
    """Counts the fetches under way, in all and for each site."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def taken(self, host: str) -> Iterator[None]:
        """Wait for a turn and hold it; raises FetchFailed if none comes."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._is_free(host), WAIT_S):
                raise FetchFailed("Too many pages are being fetched; try again later.")
            self._under_way[host] += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way[host] -= 1
                self._under_way += Counter()  # forgets sites at zero
                self._changed.notify_all()

    def _is_free(self, host: str) -> bool:
        return self._under_way.total() < MAX_AT_ONCE and self._under_way[host] < MAX_AT_ONE_SITE
