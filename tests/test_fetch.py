"""What the fetcher does with pages of well-behaved servers, and what it says of the others."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.errors import FetchFailed
from factcheck.fetch import Endpoint, Fetcher
from factcheck.version import VERSION
from tests.loopback import fetcher, response, saying, serving

PAGE = b"<html><p>Hello</p></html>"
ADDRESS = "http://news.example.com/story?id=7"


def moved(location: str) -> bytes:
    """A redirect."""
    return response(b"", "302 Found", (f"Location: {location}",))


def by_path(answers: dict[str, bytes]) -> Callable[[socket.socket, str], None]:
    """A play that answers each path in its own way."""

    def play(connection: socket.socket, head: str) -> None:
        connection.sendall(answers[head.split()[1]])

    return play


def test_a_page_is_fetched_with_its_status_address_headers_and_charset() -> None:
    with serving(saying(response(PAGE, headers=("X-Served-By: a", "Set-Cookie: sid=1")))) as port:
        found = fetcher(port).fetch(ADDRESS + "#part")
    assert (found.url, found.final_url, found.status) == (ADDRESS + "#part", ADDRESS, 200)
    assert (found.media_type, found.charset, found.body) == ("text/html", "utf-8", PAGE)
    assert ("x-served-by", "a") in found.headers
    assert not any(name == "set-cookie" for name, _ in found.headers)


def test_the_user_agent_is_honest_and_names_the_contact() -> None:
    heads: list[str] = []

    def play(connection: socket.socket, head: str) -> None:
        heads.append(head)
        connection.sendall(response(PAGE))

    with serving(play) as port:
        fetcher(port, contact="mailto:desk@example.org").fetch(ADDRESS)
    assert f"User-Agent: Factcheck/{VERSION}" in heads[0]
    assert "(+mailto:desk@example.org)" in heads[0]
    assert "Accept-Encoding: gzip, deflate\r\n" in heads[0]


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    chain = {f"/{number}": moved(f"/{number + 1}") for number in range(6)}
    with serving(by_path({**chain, "/6": response(PAGE)})) as port:
        assert fetcher(port).fetch("http://a.example.com/1").final_url == "http://a.example.com/6"
        with pytest.raises(FetchFailed, match="more than 5 times"):
            fetcher(port).fetch("http://a.example.com/0")


def test_cookies_reach_the_next_page_of_the_same_site_and_no_other() -> None:
    heads: dict[str, str] = {}
    answers = {
        "/a": response(b"", "302 Found", ("Location: /b", "Set-Cookie: sid=1")),
        "/b": moved("http://other.example.com/c"),
        "/c": response(PAGE),
    }

    def play(connection: socket.socket, head: str) -> None:
        heads[head.split()[1]] = head
        connection.sendall(answers[head.split()[1]])

    with serving(play) as port:
        fetcher(port).fetch("http://a.example.com/a")
    assert "Cookie: sid=1" in heads["/b"]
    assert "Cookie:" not in heads["/c"]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
        ("gzip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
    ],
    ids=["gzip", "deflate", "bare deflate", "twice", "two members"],
)
def test_packed_pages_are_unpacked(coding: str, pack: Callable[[bytes], bytes]) -> None:
    with serving(saying(response(pack(PAGE), headers=(f"Content-Encoding: {coding}",)))) as port:
        assert fetcher(port).fetch(ADDRESS).body == PAGE


def test_a_page_that_unpacks_past_the_bound_is_refused_without_being_held_in_memory() -> None:
    bomb = gzip.compress(b"a" * 60_000_000)
    with (
        serving(saying(response(bomb, headers=("Content-Encoding: gzip",)))) as port,
        pytest.raises(FetchFailed, match="more than 20 MB unpacked"),
    ):
        fetcher(port).fetch(ADDRESS)


def test_a_page_of_more_than_ten_megabytes_is_refused_even_if_its_length_was_not_said() -> None:
    def play(connection: socket.socket, head: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(12):
            connection.sendall(b"x" * 1_000_000)

    with serving(play) as port, pytest.raises(FetchFailed, match="more than 10 MB"):
        fetcher(port).fetch(ADDRESS)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("404 Not Found", "There is no page at this address (status 404)."),
        ("403 Forbidden", "The site refuses to hand out the page (status 403)."),
        ("503 Unavailable", "The site reports a fault of its own (status 503)."),
        ("204 No Content", "The site answered without a page (status 204)."),
    ],
)
def test_every_other_status_is_one_clear_sentence(status: str, sentence: str) -> None:
    with serving(saying(response(b"", status))) as port, pytest.raises(FetchFailed) as caught:
        fetcher(port).fetch(ADDRESS)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Give an address."),
        ("news.example.com/story", "Write the whole address, beginning with https:// or http://."),
        ("ftp://example.com/a", "Only http and https addresses can be fetched, not ftp."),
        ("http://example.com:8080/", "Port 8080 is not fetched from, only 80 and 443."),
        ("http://me:secret@example.com/", "An address with a user name or password in it is not fetched."),
        ("http://127.0.0.1/", "127.0.0.1 is not an address of the public internet."),
        ("http://[::1]/", "::1 is not an address of the public internet."),
        ("http://localhost/", "localhost is not a name of the public internet."),
        ("http://tracker.example.com/", "tracker.example.com is this tracker itself."),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused_before_any_look_up(url: str, sentence: str) -> None:
    def resolver(host: str, port: int) -> list[Endpoint]:
        raise AssertionError("looked up")

    with pytest.raises(FetchFailed) as caught:
        Fetcher(resolver=resolver, own_hosts=frozenset({"tracker.example.com"})).fetch(url)
    assert str(caught.value) == sentence


def test_a_name_without_address_is_said_so() -> None:
    with pytest.raises(FetchFailed, match=r"^There is no site with the name nowhere\.example\.com\.$"):
        Fetcher(resolver=lambda host, port: []).fetch("http://nowhere.example.com/")


def test_a_slow_look_up_is_given_up() -> None:
    waiting = threading.Event()

    def resolver(host: str, port: int) -> list[Endpoint]:
        waiting.wait(10)
        return []

    started = time.monotonic()
    with pytest.raises(FetchFailed, match="could not be looked up in time"):
        Fetcher(resolver=resolver, total_s=0.3).fetch("http://slow.example.com/")
    waiting.set()
    assert time.monotonic() - started < 2


def test_a_server_that_drips_is_given_up_when_the_whole_time_is_over() -> None:
    def play(connection: socket.socket, head: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    started = time.monotonic()
    with serving(play) as port, pytest.raises(FetchFailed, match="took longer than 1 seconds"):
        fetcher(port, total_s=0.6).fetch(ADDRESS)
    assert time.monotonic() - started < 2


def test_a_site_that_takes_no_connection_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(FetchFailed, match=r"^The site news\.example\.com does not answer\.$"):
        fetcher(port).fetch(ADDRESS)


def test_one_site_is_asked_for_two_pages_at_once_and_no_more() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def play(connection: socket.socket, head: str) -> None:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.05)
        with lock:
            under_way -= 1
        connection.sendall(response(PAGE))

    with serving(play) as port, ThreadPoolExecutor(6) as threads:
        fetch = fetcher(port).fetch
        assert [found.body for found in threads.map(fetch, [ADDRESS] * 6)] == [PAGE] * 6
    assert most == 2


def test_a_picture_is_refused_before_its_body_is_read() -> None:
    with (
        serving(saying(response(b"", headers=("Content-Type: image/png",)))) as port,
        pytest.raises(FetchFailed, match=r"^The address leads to image/png, which is no article\.$"),
    ):
        fetcher(port).fetch(ADDRESS)


def test_the_type_is_decided_by_the_bytes() -> None:
    answer = response(b"%PDF-1.7 and so on", headers=("Content-Type: text/html",))
    with serving(saying(answer)) as port:
        assert fetcher(port).fetch(ADDRESS).media_type == "application/pdf"


def test_proxy_variables_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(saying(response(PAGE))) as port:
        assert fetcher(port).fetch(ADDRESS).body == PAGE


def test_the_own_proxy_is_given_the_checked_number_and_never_the_name() -> None:
    heads: list[str] = []

    def proxy(connection: socket.socket, head: str) -> None:
        heads.append(head)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.recv(65_536)
        connection.sendall(response(PAGE))

    with serving(proxy) as port:
        through = Fetcher(
            proxy=f"http://desk:a%20b@127.0.0.1:{port}", resolver=lambda host, asked: [Endpoint("93.184.216.34", asked)]
        )
        assert through.fetch(ADDRESS).body == PAGE
    assert heads[0].startswith("CONNECT 93.184.216.34:80 HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic ZGVzazphIGI=\r\n" in heads[0]


def test_the_own_proxy_does_not_loosen_the_rule_of_public_addresses() -> None:
    with pytest.raises(FetchFailed, match="not of the public internet"):
        Fetcher(proxy="http://127.0.0.1:9", resolver=lambda host, port: [Endpoint("10.0.0.7", port)]).fetch(ADDRESS)
