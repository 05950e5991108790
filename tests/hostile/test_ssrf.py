"""No address, no answer of a name server and no redirect leads the fetcher to a non-public address."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from factcheck.core.addresses import is_public
from factcheck.errors import FetchFailed
from factcheck.fetch import Endpoint, Fetcher
from tests.loopback import SHARED, response, serving

GENERATED = SHARED / "hostile" / "ssrf-generated"
COLLECTED = SHARED / "hostile" / "ssrf-patt" / "urls.txt"
needs_generated = pytest.mark.skipif(not GENERATED.exists(), reason="the set of hostile addresses is not here")


@dataclass
class Stopped:
    """What was attempted at the sockets, where everything but the allowed loopback port is stopped."""

    connects: list[str] = field(default_factory=list)
    look_ups: list[str] = field(default_factory=list)
    allowed_port: int = 0

    @property
    def non_public(self) -> list[str]:
        """Attempts to reach what is not of the public internet."""
        return [address for address in self.connects if not is_public(address.partition("%")[0])]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Stopped:
    """Sockets that record and go nowhere; names that all lead to 127.0.0.1."""
    attempts = Stopped()
    real_connect, real_look_up = socket.socket.connect, socket.getaddrinfo

    def connect(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            if address[1] == attempts.allowed_port:
                return real_connect(sock, address)
            attempts.connects.append(str(address[0]))
        raise ConnectionRefusedError("stopped by the test")

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        numeric = {**kwargs, "flags": socket.AI_NUMERICHOST}
        try:
            return real_look_up(host, port, **{**numeric, "type": socket.SOCK_STREAM})
        except (OSError, UnicodeError, ValueError, OverflowError):
            attempts.look_ups.append(str(host))
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port or 80)))]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return attempts


def refuses(fetcher: Fetcher, url: str) -> bool:
    """Whether the fetcher refuses an address in a sentence."""
    try:
        fetcher.fetch(url)
    except FetchFailed as error:
        return str(error).endswith(".")
    return False


@needs_generated
def test_every_hostile_address_is_refused_and_none_is_connected_to_where_plain_requests_tries(stopped: Stopped) -> None:
    rows = json.loads((GENERATED / "urls.json").read_text())
    for row in rows:
        try:
            requests.get(row["url"], timeout=0.01)
        except (requests.RequestException, ValueError, OSError):
            continue
    assert len(stopped.non_public) > 500, "the control must be caught out"

    stopped.connects.clear()
    stopped.look_ups.clear()
    fetcher = Fetcher(proxy="")
    assert [row["url"] for row in rows if not refuses(fetcher, row["url"])] == []
    assert stopped.connects == []
    assert stopped.look_ups == []


@needs_generated
@pytest.mark.parametrize("kind", ["dns-single", "dns-mixed"])
def test_a_name_with_any_non_public_address_is_refused(kind: str, stopped: Stopped) -> None:
    rows = [row for row in json.loads((GENERATED / "scenarios.json").read_text()) if row["kind"] == kind]
    assert rows
    for row in rows:
        answers = iter(row["answers"])
        fetcher = Fetcher(resolver=lambda host, port, answers=answers: [Endpoint(a, port) for a in next(answers)])
        assert refuses(fetcher, "http://rebind.example.com/"), row
    assert stopped.connects == []


@needs_generated
def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to(stopped: Stopped) -> None:
    rows = [row for row in json.loads((GENERATED / "scenarios.json").read_text()) if row["kind"] == "dns-rebind-2nd"]
    assert rows
    for row in rows:
        answers = iter(row["answers"])
        fetcher = Fetcher(resolver=lambda host, port, answers=answers: [Endpoint(a, port) for a in next(answers)])
        assert refuses(fetcher, "http://rebind.example.com/"), row
        assert next(answers) == row["answers"][1], "looked up a second time"
    assert set(stopped.connects) == {"93.184.216.34"}


@needs_generated
def test_no_redirect_leads_to_a_non_public_address_where_plain_requests_follows(stopped: Stopped) -> None:
    rows = [row for row in json.loads((GENERATED / "scenarios.json").read_text()) if row["kind"] == "redirect"]

    def play(connection: socket.socket, head: str) -> None:
        row = rows[int(head.split()[1].removeprefix("/"))]
        location = row["location"].encode("utf-8", "surrogateescape").decode("latin-1")
        connection.sendall(response(b"", f"{row['status']} Moved", (f"Location: {location}",)))

    def resolver(host: str, port: int) -> list[Endpoint]:
        if host == "start.example.com":
            return [Endpoint("127.0.0.1", stopped.allowed_port, vouched=True)]
        return [Endpoint(str(answer[4][0]), port) for answer in socket.getaddrinfo(host, port)]

    with serving(play) as stopped.allowed_port:
        for number in range(0, len(rows), 10):
            try:
                requests.get(f"http://127.0.0.1:{stopped.allowed_port}/{number}", timeout=1)
            except (requests.RequestException, ValueError, OSError):
                continue
        assert stopped.non_public, "the control must be caught out"
        stopped.connects.clear()
        fetcher = Fetcher(resolver=resolver)
        followed = [
            row for number, row in enumerate(rows) if not refuses(fetcher, f"http://start.example.com/{number}")
        ]
    assert followed == []
    assert stopped.connects == []


@needs_generated
def test_a_refresh_in_the_page_is_never_followed(stopped: Stopped) -> None:
    rows = [row for row in json.loads((GENERATED / "scenarios.json").read_text()) if row["kind"] == "meta-refresh"]

    def play(connection: socket.socket, head: str) -> None:
        location = rows[int(head.split()[1].removeprefix("/"))]["location"]
        body = f'<html><meta http-equiv="refresh" content="0;url={location}"><p>Here.</p></html>'
        connection.sendall(response(body.encode(), headers=(f"Refresh: 0;url={location}",)))

    with serving(play) as stopped.allowed_port:
        resolver = [Endpoint("127.0.0.1", stopped.allowed_port, vouched=True)]
        fetcher = Fetcher(resolver=lambda host, port: resolver)
        for number in range(len(rows)):
            assert fetcher.fetch(f"http://start.example.com/{number}").final_url == f"http://start.example.com/{number}"
    assert stopped.connects == []


@pytest.mark.skipif(not COLLECTED.exists(), reason="the set of collected addresses is not here")
def test_no_collected_address_leads_to_a_non_public_address(stopped: Stopped) -> None:
    fetcher = Fetcher(proxy="")
    for url in COLLECTED.read_text().splitlines():
        refuses(fetcher, url)
    assert stopped.non_public == []
