"""The fetcher against servers that lie, drip, never end or send bombs: each is refused in a sentence, in time."""

from __future__ import annotations

import gzip
import json
import re
import socket
import struct
import time
import zlib
from collections.abc import Callable

import pytest
import requests

from factcheck.errors import FetchFailed
from factcheck.records import Fetched
from tests.loopback import SHARED, Play, fetcher, response, saying, serving

SCENARIOS = SHARED / "hostile" / "http-server" / "scenarios.json"
TOTAL_S = 1.0  # instead of 20; what hangs is to be given up by then
PAGE = b"<html><p>A page.</p></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
# Not behaviours of a server that answers: names, the environment, the caller. Other tests of the fetcher play them.
ELSEWHERE = {"dns-", "ipv6-only", "env-proxy", "same-host", "many-at-once", "robots", "cloaking", "tls-", "slow-tls"}


def endless(start: bytes, piece: bytes, pause_s: float = 0.0) -> Play:
    """A play that never stops talking."""

    def play(connection: socket.socket, head: str) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)
            time.sleep(pause_s)

    return play


def silent(connection: socket.socket, head: str) -> None:
    """Says nothing."""
    time.sleep(2 * TOTAL_S)


def reset(connection: socket.socket, head: str) -> None:
    """Breaks off in mid-body."""
    connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\nhalf")
    time.sleep(0.05)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def packed(coding: str, body: bytes) -> Play:
    """A body under a Content-Encoding."""
    return saying(response(body, headers=(f"Content-Encoding: {coding}",)))


def bomb(name: str) -> Play:
    """The packed bodies that grow."""
    plain = b"a" * 30_000_000
    once = gzip.compress(plain, 6)
    if name == "bomb-100-encodings":
        return packed(", ".join(["gzip"] * 100), once)
    if name == "bomb-gzip-x5":
        body = once
        for _ in range(4):
            body = gzip.compress(body, 6)
        return packed("gzip, gzip, gzip, gzip, gzip", body)
    if name == "bomb-gzip-multi-member":
        return packed("gzip", gzip.compress(plain[:3_000_000], 6) * 10)
    coding = name.removeprefix("bomb-").split("-")[0]
    return packed(coding, zlib.compress(plain, 6) if coding == "deflate" else once)


def redirecting(location: str, count: int = 1_000) -> Play:
    """Redirects by number, or always to the same place."""

    def play(connection: socket.socket, head: str) -> None:
        step = int(re.sub(r"\D", "", head.split()[1]) or 0)
        target = f"/{step + 1}" if location == "next" else location
        answer = response(PAGE) if step >= count else response(b"", "302 Found", (f"Location: {target}",))
        connection.sendall(answer)

    return play


EXACT: dict[str, Play] = {
    "redirect-6": redirecting("next", 6),
    "redirect-20": redirecting("next", 20),
    "redirect-1000": redirecting("next"),
    "redirect-self": redirecting("/"),
    "redirect-two-cycle": redirecting("next"),
    "redirect-downgrade": redirecting("http://plain.example.com/9", 5),
    "redirect-post-307": redirecting("/9", 5),
    "redirect-body-bomb": saying(
        response(
            gzip.compress(b"a" * 30_000_000), "302 Found", ("Location: http://127.0.0.1/", "Content-Encoding: gzip")
        )
    ),
    "gzip-truncated": packed("gzip", gzip.compress(PAGE)[:-9]),
    "gzip-lies": packed("gzip", PAGE),
    "endless-body": endless(HEAD + b"\r\n", b"x" * 1_000_000),
    "endless-headers": endless(HEAD, b"X-A: b\r\n" * 100),
    "long-header": endless(HEAD + b"X-A: ", b"a" * 1_000_000),
    "endless-1xx": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "endless-chunks": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", b"x" * 1_000_000),
    "chunk-ext": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"a" * 1_000_000 + b"\r\nx\r\n"),
    "trailers": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"A: b\r\n" * 10_000),
    "drip-1bps": endless(HEAD + b"Content-Length: 1000\r\n\r\n", b"x", 0.1),
    "drip-headers": endless(b"", b"H", 0.1),
    "accept-no-answer": silent,
    "rst-midway": reset,
    "fin-early": saying(HEAD + b"Content-Length: 1000\r\n\r\n0123456789"),
    "cl-negative": saying(HEAD + b"Content-Length: -1\r\n\r\n" + PAGE),
    "cl-huge": saying(HEAD + b"Content-Length: 1000000000000000000\r\n\r\n" + PAGE),
    "cl-twice": saying(HEAD + b"Content-Length: 27\r\nContent-Length: 5\r\n\r\n" + PAGE),
    "cl-te": saying(HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n" + PAGE + b"\r\n0\r\n\r\n"),
    "http09": saying(PAGE),
    "bad-status": saying(b"HTTP/9.9 999 x\r\nContent-Length: 0\r\n\r\n"),
    "status-text-xss": saying(response(PAGE, "404 <script>alert(1)</script>")),
    "type-multipart/x-mixed-replace endl": endless(
        b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace\r\n\r\n", PAGE
    ),
    "type-video/mp4 endless": endless(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 1000),
    "type-no Content-Type": saying(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE),
    "type-text/html but PDF": saying(response(b"%PDF-1.4 x", headers=("Content-Type: text/html",))),
    "type-application/pdf but HTML": saying(response(PAGE, headers=("Content-Type: application/pdf",))),
    "type-text/plain with HTML inside": saying(response(PAGE, headers=("Content-Type: text/plain",))),
}
TAKEN = {  # behaviours behind which there is a page, and what it is taken for
    "redirect-downgrade": "text/html",
    "redirect-post-307": "text/html",
    "cl-te": "text/html",
    "type-application/octet-stream": "text/html",
    "type-no Content-Type": "text/html",
    "type-text/html but PDF": "application/pdf",
    "type-application/pdf but HTML": "text/html",
    "type-text/plain with HTML inside": "text/plain",
}


def play_of(scenario: dict[str, str]) -> Play:
    """The play of a scenario, by its name or by what its kind says."""
    name, behaviour = scenario["name"], scenario["behaviour"]
    if name in EXACT:
        return EXACT[name]
    if name.startswith("bomb-"):
        return bomb(name)
    if name.startswith("redirect-to-"):
        return saying(
            b"HTTP/1.1 302 Found\r\nLocation: " + behaviour.removeprefix("302 Location: ").encode() + b"\r\n\r\n"
        )
    if name.startswith("status-"):
        return saying(response(PAGE, f"{name.removeprefix('status-')} Status"))
    if name.startswith("type-"):
        label = behaviour.removeprefix("Content-Type: ").split(" but ")[0].split(" with ")[0]
        return saying(response(PAGE, headers=(f"Content-Type: {label}",)))
    assert name.startswith("header-"), name
    return saying(response(PAGE, headers=(behaviour,)))


def scenarios() -> list[dict[str, str]]:
    """The behaviours that a server plays."""
    rows: list[dict[str, str]] = json.loads(SCENARIOS.read_text()) if SCENARIOS.exists() else []
    return [row for row in rows if not row["name"].startswith(tuple(ELSEWHERE))]


@pytest.mark.skipif(not SCENARIOS.exists(), reason="the set of hostile servers is not here")
@pytest.mark.parametrize("scenario", scenarios(), ids=lambda row: row["name"].encode("unicode_escape").decode())
def test_a_hostile_server_gets_a_sentence_or_its_plain_page(scenario: dict[str, str]) -> None:
    name = scenario["name"]
    started = time.monotonic()
    with serving(play_of(scenario)) as port:
        found = outcome(lambda: fetcher(port, total_s=TOTAL_S).fetch("http://hostile.example.com/"))
    assert time.monotonic() - started < TOTAL_S + 1.5
    if name in TAKEN or name.startswith("header-") or name.startswith("type-text/html;"):
        assert isinstance(found, Fetched), found
        assert found.media_type == TAKEN.get(name, "text/html")
        assert not any(re.search(r"[\x00-\x1f\x7f]", key + value) for key, value in found.headers)
    elif name == "type-application/xhtml+xml with ent":
        assert isinstance(found, Fetched)
    else:
        assert isinstance(found, FetchFailed), found
        assert re.fullmatch(r"[A-Z\d:][^<>\n]*\.", str(found)), found


def outcome(fetch: Callable[[], Fetched]) -> Fetched | FetchFailed:
    """What came of it; any other error is a bug and goes through."""
    try:
        return fetch()
    except FetchFailed as error:
        return error


def test_the_control_plain_requests_unpacks_the_whole_bomb() -> None:
    with serving(bomb("bomb-gzip-10gb")) as port:
        assert len(requests.get(f"http://127.0.0.1:{port}/", timeout=10).content) == 30_000_000
        with pytest.raises(FetchFailed, match="too large"):
            fetcher(port).fetch("http://hostile.example.com/")
