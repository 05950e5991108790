"""Readers' pages, kept as they went out and served before the application, for as long as the database has not changed.

Every act of the desk appends an event to the chain, in the same transaction; the hash of the newest event therefore
names the whole state. It is read before a page is made: a page can be newer than what it is kept under, never older.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, request
from werkzeug.http import is_resource_modified
from werkzeug.wrappers import Response

from factcheck.errors import Unavailable
from factcheck.store import events
from factcheck.store.connection import opened

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32_000_000
"""Bytes kept at most: about a thousand verdict pages of 10 kB and the articles that they belong to."""

OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Encoding")
"""Headers that an answer without a body does not have."""

GONE = "gone"
"""The state of a database that is not there."""

COMPRESSED = "-gzip"
"""What the ETag of a compressed page ends in."""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it went out, compressed too, and the hash of the newest event when it was made."""

    state: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    compressed: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.compressed)

    def sent(self, compressed: bool) -> tuple[bytes, list[tuple[str, str]]]:
        """The body and its headers; compressed, it is another representation and has another ETag."""
        if not compressed:
            return self.body, list(self.headers)
        other = {"Content-Length": str(len(self.compressed)), "ETag": f'"{self.etag}{COMPRESSED}"'}
        headers = [(name, other.get(name, value)) for name, value in self.headers]
        return self.compressed, [*headers, ("Content-Encoding", "gzip")]


class Pages:
    """The pages of one application; where there is no room, the one that was least lately asked for goes."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    def key(self, environ: WSGIEnvironment) -> Key:
        """What a page is kept under: where the site is mounted, the path, and what the browser says of languages."""
        languages = environ.get("HTTP_ACCEPT_LANGUAGE", "") if len(self._config["LOCALES"]) > 1 else ""
        return environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""), languages

    def get(self, key: Key) -> Page | None:
        """The page, which may be out of date."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page in the place of an older one."""
        with self._lock:
            older = self._pages.pop(key, None)
            self._bytes += page.size - (older.size if older else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.size


class InFront:
    """Answers for the application with what is kept and still stands; everything else it passes on."""

    def __init__(self, app: Flask, pages: Pages) -> None:
        self._behind: WSGIApplication = app.wsgi_app
        self._database = app.config["DATABASE"]
        self._pages = pages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = self._pages.get(self._pages.key(environ)) if _may_be_kept(environ) else None
        if page is None or self._state() not in (page.state, GONE):
            return self._behind(environ, start_response)
        body, headers = page.sent("gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""))
        if not all(is_resource_modified(environ, etag=page.etag + ending) for ending in ("", COMPRESSED)):
            start_response("304 NOT MODIFIED", [pair for pair in headers if pair[0] not in OF_THE_BODY])
            return []
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _state(self) -> str:
        """The hash of the newest event, or `GONE`: without a database nothing newer can have been published."""
        try:
            return events.head(opened(self._database))[1]
        except Unavailable:
            return GONE


def init_app(app: Flask) -> None:
    """Keep the readers' pages of an application. To be called before other parts are, so that it sees an
    answer last, with all of its headers.
    """
    pages = Pages(app.config)
    app.wsgi_app = InFront(app, pages)  # type: ignore[method-assign]

    @app.before_request
    def note_state() -> None:
        if "reader" in request.blueprints:
            g.state = events.head(opened(current_app.config["DATABASE"]))[1]

    @app.after_request
    def keep(response: Response) -> Response:
        if "state" in g and _may_be_kept(request.environ) and response.status_code == 200 and not current_app.debug:
            etag, _ = response.get_etag()
            body = response.get_data()
            page = Page(g.state, body, tuple(response.headers), etag or "", gzip.compress(body, mtime=0))
            pages.put(pages.key(request.environ), page)
        return response


def _may_be_kept(environ: WSGIEnvironment) -> bool:
    """Searches are not kept: there are too many of them."""
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and not environ.get("QUERY_STRING")
