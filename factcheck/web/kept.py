"""Readers' pages, kept as bytes in memory for as long as nothing in the database has changed.

Every change of the desk appends an event to the chain, in the same transaction; the hash of the newest event therefore
names the whole state. It is read before a page is made: a page can be newer than what it is kept under, never older.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from werkzeug.wrappers import Response

from factcheck.store import events
from factcheck.web import current

MOST_BYTES = 32_000_000
"""Bytes kept at most: about a thousand verdict pages of 20 kB and the articles that they are on."""

Parameters = ParamSpec("Parameters")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it went out, and the state of the database that it shows."""

    state: str
    body: bytes
    content_type: str
    etag: str


class Pages:
    """The pages of one application, the least lately asked for going first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    def get(self, key: Key, state: str) -> Page | None:
        """The page, unless the database has changed since it was made."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.state != state:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page in the place of an older one."""
        with self._lock:
            older = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(older.body) if older else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.body)


def kept(view: Callable[Parameters, ResponseReturnValue]) -> Callable[Parameters, Response]:
    """Answer from memory where the page still stands. Only pages are kept: no redirect, no error, no search."""

    @wraps(view)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Response:
        pages: Pages = current_app.extensions.setdefault("factcheck-pages", Pages())
        key = (request.path, str(get_locale()))
        if request.args or current_app.debug:
            return make_response(view(*args, **kwargs))
        _, state = events.head(current.database())
        page = pages.get(key, state)
        if page is None:
            made = make_response(view(*args, **kwargs))
            if made.status_code != 200:
                return made
            page = _page(made, state)
            pages.put(key, page)
        response = Response(page.body, content_type=page.content_type)
        response.set_etag(page.etag)
        return response

    return answer


def _page(response: Response, state: str) -> Page:
    response.add_etag()
    etag, _ = response.get_etag()
    return Page(state, response.get_data(), response.content_type or "", etag or "")
