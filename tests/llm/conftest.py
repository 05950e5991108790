"""A chat service on loopback that plays its answers in turn, the last one for ever."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from factcheck.llm import LanguageModel
from factcheck.llm.settings import Settings
from tests.loopback import response, serving

KEY = "sk-very-secret-0123456789"
JSON = ("Content-Type: application/json",)
Answer = bytes | Callable[[socket.socket], None]


def chat(content: object, usage: object = None) -> bytes:
    """A good answer of the service around what the model says."""
    said = content if isinstance(content, str) else json.dumps(content)
    document = {"choices": [{"message": {"role": "assistant", "content": said}}], "usage": usage}
    return response(json.dumps(document).encode(), headers=JSON)


def status(line: str, *headers: str) -> bytes:
    return response(b'{"error": "sk-very-secret-0123456789 was refused"}', line, (*JSON, *headers))


@dataclass
class Service:
    """The service, the engine that asks it, what it was asked and how long the engine would have waited."""

    engine: LanguageModel
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


@pytest.fixture
def playing() -> Iterator[Callable[..., Service]]:
    """Start a service that plays these answers; keywords are settings of the engine."""
    with ExitStack() as stack:

        def start(
            *answers: Answer, model: str = "toy", prices: tuple[float, float] | None = None, **bounds: float
        ) -> Service:
            waiting = list(answers)

            def play(connection: socket.socket, head: str) -> None:
                service.asked.append(_document(connection, head))
                service.heads.append(head.partition("\r\n\r\n")[0])
                answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                if callable(answer):
                    answer(connection)
                else:
                    connection.sendall(answer)

            port = stack.enter_context(serving(play))
            waits: list[float] = []
            set_up = Settings(f"http://127.0.0.1:{port}/v1", model, KEY, *(prices or (None, None)))
            service = Service(LanguageModel(set_up, pause=waits.append, **bounds), waits=waits)
            return service

        yield start


def _document(connection: socket.socket, head: str) -> dict[str, Any]:
    lines, _, body = head.partition("\r\n\r\n")
    [length] = [int(line.split(":")[1]) for line in lines.splitlines() if line.lower().startswith("content-length")]
    raw = body.encode("latin-1")
    while len(raw) < length:
        raw += connection.recv(65536)
    return dict(json.loads(raw))
