"""URL → bytes: the only package that opens an outbound socket.

Every connection goes to an address that was looked up once and found public, and that is checked again on the
connected socket. Redirects are followed by hand, each through the same door. Why so: docs/decisions/0020-fetching.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
import urllib3

from factcheck.core import addresses, inflating, media_types
from factcheck.core.addresses import WebAddress
from factcheck.errors import FetchFailed, Invalid
from factcheck.fetch.connections import MAX_WIRE_BYTES, RoutedAdapter
from factcheck.fetch.routes import SILENCE_S, Clock, Endpoint, Resolver, look_up, plan
from factcheck.fetch.turns import Turns
from factcheck.records import Fetched, Validators
from factcheck.version import VERSION

__all__ = ["Endpoint", "Fetcher"]

MAX_INFLATED_BYTES = 20_000_000
MAX_REDIRECTS = 5
TOTAL_S = 20.0
MAX_HEADER_CHARS = 1_000  # of one recorded header
OK = frozenset({200, 203})
NOT_MODIFIED = 304
MOVED = frozenset({301, 302, 303, 307, 308})
UNRECORDED = frozenset({"set-cookie", "set-cookie2"})
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:+-]{1,40})", re.IGNORECASE)
CERTIFICATE = re.compile(r"certificate verify failed: ([^(\[]{1,120})")
ETAG = re.compile(r"(?:W/)?\"[\x21\x23-\x7e]{0,400}\"")
MODIFIED = re.compile(r"[A-Za-z]{3,9},? [A-Za-z0-9 :-]{8,30}")
ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"

STATUS_SENTENCES = {
    401: "The site lets nobody read the page without signing in (status %(status)d).",
    402: "The site lets nobody read the page without paying (status %(status)d).",
    403: "The site refuses to hand out the page (status %(status)d).",
    404: "There is no page at this address (status %(status)d).",
    410: "The page was taken down (status %(status)d).",
    429: "The site asks for fewer requests; try again later (status %(status)d).",
    451: "The page is blocked for legal reasons (status %(status)d).",
}


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages from the public internet, and nothing else.

    `resolver` and `allowed_ports` exist for the tests, which play hostile servers on loopback; nothing else loosens
    the rules. `own_hosts` are names that this program itself serves, which would be fetched in circles. `proxy` is
    the only proxy used; the environment's HTTP_PROXY and its relatives, and .netrc, are ignored.
    """

    contact: str = ""
    proxy: str = field(default_factory=lambda: os.environ.get("FACTCHECK_PROXY", ""), repr=False)
    own_hosts: frozenset[str] = frozenset()
    resolver: Resolver = look_up
    allowed_ports: frozenset[int] = frozenset({80, 443})
    total_s: float = TOTAL_S
    _turns: Turns = field(default_factory=Turns, repr=False, compare=False)

    def fetch(self, url: str, known: Validators = Validators()) -> Fetched:  # noqa: B008 (it cannot change)
        """The page at the address, inflated, after at most five redirects; or FetchFailed with the reason.

        With `known` the address that gave it is asked whether the page changed: status 304 and no body say no.
        """
        target = self._permitted(url)
        with self._turns.taken(target.host):
            clock = Clock.starting_now(self.total_s)
            try:
                return self._follow(url, target, clock, known)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                clock.left()
                raise _explained(error) from None

    def _follow(self, url: str, target: WebAddress, clock: Clock, known: Validators) -> Fetched:
        with requests.Session() as session:
            session.trust_env = False
            for _ in range(MAX_REDIRECTS + 1):
                session.adapters.clear()
                session.mount(f"{target.scheme}://", RoutedAdapter(plan(target, self.resolver, clock, self.proxy)))
                conditions = _conditions(target, known)
                with self._asked(session, target, conditions) as response:
                    if response.status_code == NOT_MODIFIED and conditions:
                        return Fetched(url, str(target), NOT_MODIFIED, "", "", b"", _recorded(response.headers))
                    if response.status_code not in MOVED:
                        return _received(url, target, response)
                    onward = self._permitted(_onward(target, response))
                if onward.host != target.host:
                    session.cookies.clear()
                target = onward
        raise FetchFailed("The address leads on from one to the next more than %(most)d times.", most=MAX_REDIRECTS)

    def _asked(self, session: requests.Session, target: WebAddress, conditions: Mapping[str, str]) -> requests.Response:
        headers = {
            "User-Agent": f"Factcheck/{VERSION}" + (f" (+{self.contact})" if self.contact else ""),
            "Accept": ACCEPT,
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": inflating.ACCEPT_ENCODING,
            "Connection": "close",
            **conditions,
        }
        return session.get(str(target), headers=headers, stream=True, allow_redirects=False, timeout=SILENCE_S)

    def _permitted(self, url: str) -> WebAddress:
        """The address in parts, or FetchFailed if its very words show that it may not be fetched."""
        try:
            target = addresses.parse(url)
        except Invalid as error:
            raise FetchFailed(error.template, **error.parts) from None
        if target.port not in self.allowed_ports:
            raise FetchFailed("Port %(port)d is not fetched from, only 80 and 443.", port=target.port)
        if target.host in self.own_hosts:
            raise FetchFailed("%(host)s is this tracker itself.", host=target.host)
        if target.literal and not addresses.is_public(target.literal):
            raise FetchFailed("%(host)s is not an address of the public internet.", host=target.host)
        if not target.literal and ("." not in target.host or target.host.endswith(addresses.PRIVATE_ENDINGS)):
            raise FetchFailed("%(host)s is not a name of the public internet.", host=target.host)
        return target


def _conditions(target: WebAddress, known: Validators) -> dict[str, str]:
    """The headers that ask whether a page changed: only where it came from, and only what has the form of one."""
    if str(target) != known.url:
        return {}
    asked = (("If-None-Match", ETAG, known.etag), ("If-Modified-Since", MODIFIED, known.modified))
    return {name: value for name, form, value in asked if form.fullmatch(value)}


def _onward(target: WebAddress, response: requests.Response) -> str:
    location = response.headers.get("location", "").strip()
    if not location:
        raise FetchFailed(
            "The address leads on, but does not say to where (status %(status)d).", status=response.status_code
        )
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")  # header bytes are mostly UTF-8 today
    if "\\" in location or CONTROLS.search(location):
        raise FetchFailed("The address leads on to one that cannot be read.")
    try:
        return urljoin(str(target), location)
    except ValueError:
        raise FetchFailed("The address leads on to one that cannot be read.") from None


def _received(url: str, target: WebAddress, response: requests.Response) -> Fetched:
    status = response.status_code
    if status not in OK:
        fallback = (
            "The site reports a fault of its own (status %(status)d)."
            if status >= 500
            else ("The site answered without a page (status %(status)d).")
        )
        raise FetchFailed(STATUS_SENTENCES.get(status, fallback), status=status)
    label = response.headers.get("content-type", "")
    media_type = label.partition(";")[0].strip().lower()
    if not media_types.acceptable(media_type):
        raise FetchFailed("The address leads to %(media_type)s, which is no article.", media_type=media_type[:60])
    _check_length(response)
    coding = response.headers.get("content-encoding", "")
    body = b"".join(inflating.inflated(_pieces(response), coding, MAX_INFLATED_BYTES))
    form = media_types.settle(body, media_type)
    if form is None:
        raise FetchFailed("The address leads to a file that is not text.")
    charset = CHARSET.search(label)
    return Fetched(
        url, str(target), status, str(form), charset[1].lower() if charset else "", body, _recorded(response.headers)
    )


def _check_length(response: requests.Response) -> None:
    length = response.headers.get("content-length")
    if length is None:
        return
    if not (length.isascii() and length.isdigit()):
        raise FetchFailed("The site answered in a form that is not HTTP.")
    if len(length) > 10 or int(length) > MAX_WIRE_BYTES:
        raise _too_large()


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """The body as it came over the wire, still packed."""
    total = 0
    for piece in response.raw.stream(inflating.PIECE, decode_content=False):
        total += len(piece)
        if total > MAX_WIRE_BYTES:
            raise _too_large()
        yield piece


def _too_large() -> FetchFailed:
    return FetchFailed("The page is too large: more than %(most)d MB.", most=MAX_WIRE_BYTES // 1_000_000)


def _recorded(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The headers as evidence of the fetch: printable, short, without cookies."""
    return tuple(
        (CONTROLS.sub(" ", name.lower())[:80], CONTROLS.sub(" ", value)[:MAX_HEADER_CHARS])
        for name, value in headers.items()
        if name.lower() not in UNRECORDED
    )


def _explained(error: Exception) -> FetchFailed:
    """The sentence for what `requests` and urllib3 report, by the kind of trouble."""
    timeouts = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
    if isinstance(error, (requests.exceptions.SSLError, urllib3.exceptions.SSLError)):
        found = CERTIFICATE.search(str(error))
        if found:
            return FetchFailed("The site's certificate cannot be trusted: %(why)s.", why=found[1].strip())
        return FetchFailed("No secure connection to the site could be made.")
    if isinstance(error, timeouts) or "timed out" in str(error):
        return FetchFailed("The site stopped answering for %(seconds)d seconds.", seconds=round(SILENCE_S))
    if isinstance(error, (requests.exceptions.InvalidHeader, urllib3.exceptions.InvalidHeader)):
        return FetchFailed("The site answered in a form that is not HTTP.")
    return FetchFailed("The connection to the site broke off before the page was complete.")
