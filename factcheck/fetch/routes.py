"""The way to a site: names looked up once, addresses checked before and after connecting, one clock for all."""

from __future__ import annotations

import base64
import io
import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from factcheck.core import addresses
from factcheck.core.addresses import WebAddress
from factcheck.errors import FetchFailed

LOOKUP_S = 5.0
SILENCE_S = 10.0  # the longest wait for the next byte
CONNECT_S = 4.0  # per address, so that a dead IPv6 route leaves time for IPv4
MAX_TRIED_ADDRESSES = 4  # of one name; the first that answers is used
PROXY_PORT = 3128
MAX_PROXY_ANSWER = 16_384


class Endpoint(NamedTuple):
    """Where to connect. `vouched` exempts it from the rule of public addresses; only a test's resolver says so."""

    address: str
    port: int
    vouched: bool = False

    @property
    def allowed(self) -> bool:
        """Whether a connection may go there."""
        return self.vouched or addresses.is_public(self.address)


Resolver = Callable[[str, int], Sequence[Endpoint]]


def look_up(host: str, port: int) -> Sequence[Endpoint]:
    """All addresses of a name as the system knows them."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [Endpoint(str(answer[4][0]), port) for answer in answers]


@dataclass(frozen=True, slots=True)
class Clock:
    """The time that one fetch has in all, redirects and name look-ups included."""

    deadline: float
    total_s: float
    silence_s: float = SILENCE_S

    @classmethod
    def starting_now(cls, total_s: float, silence_s: float = SILENCE_S) -> Clock:
        """A clock that runs out in so many seconds."""
        return cls(time.monotonic() + total_s, total_s, silence_s)

    def is_over(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self.deadline

    def left(self, at_most: float = float("inf")) -> float:
        """Seconds left, capped; raises FetchFailed when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise FetchFailed("The page took longer than %(seconds)d seconds.", seconds=round(self.total_s))
        return min(left, at_most)


@dataclass(frozen=True, slots=True)
class Route:
    """The checked way to one site: its endpoints, the fetch's clock, and the proxy to go through, if any."""

    host: str
    endpoints: tuple[Endpoint, ...]
    clock: Clock
    proxy: str = ""

    def connect(self) -> socket.socket:
        """A connected socket whose other end was checked; through a proxy, a tunnel to the checked address."""
        for endpoint in self.endpoints:
            try:
                return _tunnel(self.proxy, endpoint, self.clock) if self.proxy else _direct(endpoint, self.clock)
            except OSError:
                self.clock.left()
        raise FetchFailed("The site %(host)s does not answer.", host=self.host)


def plan(target: WebAddress, resolver: Resolver, clock: Clock, proxy: str) -> Route:
    """Look the target up, once; raises FetchFailed unless *every* address that its name has is public."""
    if target.literal:
        found: tuple[Endpoint, ...] = (Endpoint(target.literal, target.port),)
    else:
        found = tuple(dict.fromkeys(answers_for(resolver, target, clock)))
    if not found:
        raise FetchFailed("There is no site with the name %(host)s.", host=target.host)
    if not all(endpoint.allowed for endpoint in found):
        raise FetchFailed("%(host)s leads to an address that is not of the public internet.", host=target.host)
    return Route(target.host, found[:MAX_TRIED_ADDRESSES], clock, proxy)


def answers_for(resolver: Resolver, target: WebAddress, clock: Clock) -> Sequence[Endpoint]:
    """What the resolver says, in a thread of its own since the system's look-up cannot be told to hurry."""
    answers: queue.SimpleQueue[Sequence[Endpoint]] = queue.SimpleQueue()
    ask = threading.Thread(target=lambda: answers.put(resolver(target.host, target.port)), daemon=True, name="look-up")
    ask.start()
    try:
        return answers.get(timeout=clock.left(LOOKUP_S))
    except queue.Empty:
        raise FetchFailed("The name %(host)s could not be looked up in time.", host=target.host) from None


def _direct(endpoint: Endpoint, clock: Clock) -> socket.socket:
    sock = _connected(endpoint, clock)
    peer = str(sock.getpeername()[0])
    if ipaddress.ip_address(peer) != ipaddress.ip_address(endpoint.address) or not endpoint.allowed:
        sock.close()
        raise FetchFailed("The connection went to an address that is not of the public internet.")
    return sock


def _connected(endpoint: Endpoint, clock: Clock) -> socket.socket:
    sock = socket.create_connection((endpoint.address, endpoint.port), timeout=clock.left(CONNECT_S))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.settimeout(clock.left(SILENCE_S))  # for the TLS handshake as a whole; reads set their own
    return sock


def _tunnel(proxy: str, endpoint: Endpoint, clock: Clock) -> socket.socket:
    """A tunnel to the number and not the name, so that the proxy cannot look the name up once more."""
    parts = urlsplit(proxy)
    if parts.scheme != "http" or not parts.hostname:
        raise FetchFailed("FACTCHECK_PROXY must have the form http://host:port.")
    address = f"[{endpoint.address}]" if ":" in endpoint.address else endpoint.address
    lines = [f"CONNECT {address}:{endpoint.port} HTTP/1.1", f"Host: {address}:{endpoint.port}"]
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        lines.append("Proxy-Authorization: Basic " + base64.b64encode(pair).decode("ascii"))
    sock = _connected(Endpoint(parts.hostname, parts.port or PROXY_PORT), clock)
    sock.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    if not _granted(sock, clock):
        sock.close()
        raise FetchFailed("The proxy refuses to connect to the site.")
    return sock


def _granted(sock: socket.socket, clock: Clock) -> bool:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        sock.settimeout(clock.left(SILENCE_S))
        byte = sock.recv(1)  # one at a time: what follows the head belongs to the site
        if not byte or len(head) > MAX_PROXY_ANSWER:
            return False
        head += byte
    return head.split(b" ", 2)[1:2] == [b"200"]


class WatchedSocket:
    """A connected socket that bounds what comes in, in bytes and by the clock, headers and chunk sizes included."""

    def __init__(self, sock: Any, clock: Clock, max_bytes: int) -> None:
        self._sock = sock
        self.clock = clock
        self.bytes_left = max_bytes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The reading end; `mode` is there because http.client gives it and is always "rb"."""
        return io.BufferedReader(_WatchedReader(self._sock.makefile(mode, buffering=0), self))


class _WatchedReader(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, watched: WatchedSocket) -> None:
        self._raw = raw
        self._watched = watched

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._watched.settimeout(self._watched.clock.left(self._watched.clock.silence_s))
        count: int | None = self._raw.readinto(buffer)
        self._watched.bytes_left -= count or 0
        if self._watched.bytes_left < 0:
            raise FetchFailed("The page is too large.")
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
