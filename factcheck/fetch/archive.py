"""The Internet Archive's Save Page Now: asked to keep a page, and later how far it is (its interface of version 2).

It is reached by the same way as every page: the names looked up once, the addresses public, no redirect followed, so
that the keys go nowhere else. Nothing of a page is fetched from it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import requests
import urllib3

from factcheck.core import addresses
from factcheck.core.characters import one_line
from factcheck.errors import FetchFailed, Refused, Unavailable
from factcheck.fetch.connections import RoutedAdapter
from factcheck.fetch.endpoint import bounded
from factcheck.fetch.routes import Clock, Resolver, look_up, plan
from factcheck.records import Receipt
from factcheck.version import VERSION

TOTAL_S = 20.0
MAX_SAID = 300  # characters of the archive's own words in a sentence of ours
TICKET = re.compile(r"[A-Za-z0-9-]{1,80}")
TIMESTAMP = re.compile(r"[0-9]{14}")
BUSY = frozenset({429, 500, 502, 503, 504})
LATER = re.compile(
    r"error:(?:too-many-requests|user-session-limit|service-unavailable|gateway-timeout|celery|capture-location)"
)
SAME = "The same snapshot"
WISHES = {"skip_first_archive": "1", "if_not_archived_within": "24h", "delay_wb_availability": "1"}
"""How it is asked: no look into its index first, and no second copy where it made one within a day."""

SENTENCES = {
    "error:too-many-daily-captures": "The archive has kept this page as often as it does in one day.",
    "error:blocked-url": "The archive does not keep pages of this site.",
    "error:blocked": "The site refuses the archive.",
    "error:no-access": "The site refuses the archive.",
    "error:not-found": "The archive found no page at this address.",
    "error:invalid-url-syntax": "The archive takes this for no address.",
    "error:invalid-host-resolution": "The archive knows no site of this name.",
}


@dataclass(frozen=True, slots=True)
class Archive:
    """Save Page Now with the keys of an account (archive.org/account/s3.php).

    Raises Unavailable where the archive is busy or not to be reached, and it is worth asking again; FetchFailed where
    it will not keep the page. `resolver` and the two addresses exist for the tests.
    """

    key: str = field(repr=False)
    secret: str = field(repr=False)
    url: str = "https://web.archive.org"
    available_url: str = "https://archive.org/wayback/available"
    proxy: str = field(default_factory=lambda: os.environ.get("FACTCHECK_PROXY", ""), repr=False)
    resolver: Resolver = look_up
    total_s: float = TOTAL_S

    def save(self, url: str) -> Receipt:
        """Ask for a copy of a page; where it made one within a day, that is the copy."""
        said = self._ask(f"{self.url}/save", {"url": url, **WISHES})
        ticket = str(said.get("job_id") or "")
        if TICKET.fullmatch(ticket):
            return Receipt(ticket=ticket)
        if str(said.get("message") or "").startswith(SAME):
            return self._closest(url)
        raise _refusal(said)

    def look(self, ticket: str, url: str) -> Receipt:
        """Ask how far the copy of a page is that was asked for."""
        said = self._ask(f"{self.url}/save/status/{ticket}")
        match said.get("status"):
            case "pending":
                return Receipt(ticket=ticket)
            case "success" if TIMESTAMP.fullmatch(str(said.get("timestamp"))):
                return Receipt(address=f"{self.url}/web/{said['timestamp']}/{url}")
        raise _refusal(said)

    def _closest(self, url: str) -> Receipt:
        """The newest copy that is there already."""
        said = self._ask(f"{self.available_url}?{urlencode({'url': url}, quote_via=quote)}")
        closest = (said.get("archived_snapshots") or {}).get("closest") or {}
        stamp = str(closest.get("timestamp"))
        if closest.get("available") is True and TIMESTAMP.fullmatch(stamp):
            return Receipt(address=f"{self.url}/web/{stamp}/{url}")
        raise FetchFailed("The archive says that it has a copy, and does not say where.")

    def _ask(self, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What it answers, as it was read from JSON."""
        try:
            status, body = self._exchange(url, form)
        except (FetchFailed, requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            raise Unavailable("The archive does not answer.") from None
        if status in (401, 403):
            raise FetchFailed("The archive does not know the keys of this desk (status %(status)d).", status=status)
        if status in BUSY:
            raise Unavailable("The archive asks for fewer requests, or has a fault (status %(status)d).", status=status)
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise FetchFailed("The archive answered in a form that is not its own (status %(status)d).", status=status)
        return said

    def _exchange(self, url: str, form: Mapping[str, str] | None) -> tuple[int, bytes]:
        target, clock = addresses.parse(url), Clock.starting_now(self.total_s)
        headers = {
            "User-Agent": f"Factcheck/{VERSION}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Authorization": f"LOW {self.key}:{self.secret}",
            "Connection": "close",
        }
        with requests.Session() as session:
            session.trust_env = False
            session.mount(f"{target.scheme}://", RoutedAdapter(plan(target, self.resolver, clock, self.proxy)))
            way: dict[str, Any] = {
                "headers": headers,
                "stream": True,
                "allow_redirects": False,
                "timeout": self.total_s,
            }
            with session.request("POST" if form else "GET", url, data=form, **way) as response:
                return response.status_code, bounded(response)


def _refusal(said: Mapping[str, Any]) -> FetchFailed | Unavailable:
    """What an answer without a copy means: a sentence of ours for what is known, else the archive's own words."""
    code = str(said.get("status_ext") or "")
    if LATER.match(code):
        return Unavailable("The archive is busy (%(code)s).", code=code)
    if code in SENTENCES:
        return FetchFailed(SENTENCES[code])
    words = one_line(str(said.get("message") or code))[:MAX_SAID]
    return FetchFailed("The archive could not keep the page: %(why)s", why=words or "it does not say why.")


def from_environment(environment: Mapping[str, str]) -> Archive | None:
    """The archive with the keys that the environment has, none without; raises Refused where they are no keys."""
    key, secret = (environment.get(name, "").strip() for name in ("FACTCHECK_ARCHIVE_KEY", "FACTCHECK_ARCHIVE_SECRET"))
    if not (key or secret):
        return None
    if not all(part.isascii() and part.isalnum() for part in (key, secret)):
        raise Refused("FACTCHECK_ARCHIVE_KEY and FACTCHECK_ARCHIVE_SECRET go together, and are letters and digits.")
    return Archive(key, secret)
