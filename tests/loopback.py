"""A server on loopback that plays whatever a test tells it to, and the one way to point the fetcher at it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from factcheck.fetch import Endpoint, Fetcher

SHARED = Path(__file__).resolve().parents[2] / "shared"
Play = Callable[[socket.socket, str], None]


@contextmanager
def serving(play: Play, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A raw server; `play` gets each connection and the head of the request. Gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def answer(connection: socket.socket) -> None:
        with suppress(OSError, ValueError), closing(connection):
            connection.settimeout(10)
            plain = context.wrap_socket(connection, server_side=True) if context else connection
            with closing(plain):
                play(plain, _head(plain))

    def accept() -> None:
        while not ended.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        listener.close()


def _head(connection: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            break
        head += piece
    return head.decode("latin-1")


def fetcher(port: int, **settings: Any) -> Fetcher:
    """A fetcher for which every name leads to the loopback server at this port and nowhere else."""
    return Fetcher(resolver=lambda host, asked: [Endpoint("127.0.0.1", port, vouched=True)], **settings)


def response(
    body: bytes = b"<html><p>Hello</p></html>", status: str = "200 OK", headers: tuple[str, ...] = ()
) -> bytes:
    """A whole answer; a Content-Type and a Content-Length are put in where the headers lack them."""
    given = " ".join(headers).lower()
    lines = list(headers)
    if "content-type" not in given:
        lines.append("Content-Type: text/html; charset=utf-8")
    if "content-length" not in given and "transfer-encoding" not in given:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("utf-8") + body


def saying(answer: bytes) -> Play:
    """A play that gives the same answer to everybody."""

    def play(connection: socket.socket, head: str) -> None:
        connection.sendall(answer)

    return play
