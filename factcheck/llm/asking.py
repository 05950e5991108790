"""One part of an article → the model's answer to it, with retries, within bounds of time and size."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from factcheck.errors import BrokenEngine, FetchFailed, Unavailable
from factcheck.fetch.endpoint import Answer, post
from factcheck.llm.settings import Settings

REQUEST_S = 120.0
"""One answer may take so long: a small model on a laptop writes 2,000 tokens in about a minute."""

ARTICLE_S = 600.0
"""All requests for one article together, retries and waits included."""

ATTEMPTS = 4
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
TOKENS_MAX = 4_096
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
UNACCEPTED = frozenset({400, 404, 415, 422})

CLAIM_SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "pieces": {"type": "array", "items": {"type": "string"}},
        "antecedents": {"type": "array", "items": {"type": "string"}},
        "claimant": {"type": ["string", "null"]},
        "quoted": {"type": "boolean"},
        "kind": {"type": "string", "enum": ["fact", "quantity", "quotation", "prediction", "opinion"]},
        "open_reference": {"type": "boolean"},
    },
    "required": ["text", "pieces", "antecedents", "claimant", "quoted", "kind", "open_reference"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"claims": {"type": "array", "items": CLAIM_SCHEMA}},
    "required": ["claims"],
    "additionalProperties": False,
}

BOUNDS: dict[str, Any] = {"temperature": 0, "max_tokens": TOKENS_MAX}
MANNERS: tuple[dict[str, Any], ...] = (
    {
        **BOUNDS,
        "response_format": {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA}},
    },
    {**BOUNDS, "response_format": {"type": "json_object"}},
    BOUNDS,
    {},
)
"""How to ask, the strictest first: a service that does not know one is asked in the next."""

PROMPT = files("factcheck.llm").joinpath("prompt.txt").read_text(encoding="utf-8")


@dataclass(slots=True)
class Asking:
    """The requests for one article: how they are asked, the time that is left, and the tokens that were used."""

    settings: Settings
    request_s: float = REQUEST_S
    article_s: float = ARTICLE_S
    pause: Callable[[float], None] = time.sleep
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    manner: int = 0
    _deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.article_s

    def ask(self, part: str, title: str) -> str:
        """What the model says to a part; raises Unavailable or BrokenEngine with what to do."""
        messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": fenced(part, title)}]
        while True:
            document = {"model": self.settings.model, "messages": messages, "stream": False, **MANNERS[self.manner]}
            answer = self._posted(document)
            if answer.status == 200:
                return self._content(answer)
            if answer.status not in UNACCEPTED or self.manner + 1 == len(MANNERS):
                raise _refused(answer.status)
            self.manner += 1

    def _posted(self, document: dict[str, Any]) -> Answer:
        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        failure: FetchFailed | None = None
        for attempt in range(ATTEMPTS):
            answer = None
            try:
                answer = post(self.settings.address, document, headers, total_s=min(self._left(), self.request_s))
            except FetchFailed as error:
                failure = error
                if "most" in error.parts or "seconds" in error.parts:  # too long or too slow: it would be so again
                    break
            if answer and answer.status not in PASSING:
                return answer
            if attempt + 1 < ATTEMPTS:
                self.pause(min(self._left(), wait_s(attempt, answer.retry_after if answer else "")))
            elif answer:
                raise _refused(answer.status)
        raise Unavailable(
            "The language model cannot be reached: %(why)s Nothing was stored; see whether the service at "
            "FACTCHECK_LLM_URL runs, or take another engine.",
            why=failure,
        )

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Unavailable(
                "The language model took longer than %(seconds)d seconds for this article. Nothing was stored; try "
                "again later, or take another engine.",
                seconds=round(self.article_s),
            )
        return left

    def _content(self, answer: Answer) -> str:
        try:
            found = json.loads(answer.body)
            content = found["choices"][0]["message"]["content"]
        except (ValueError, RecursionError, KeyError, IndexError, TypeError):
            content = None
        if not isinstance(content, str):
            raise BrokenEngine("What answers at FACTCHECK_LLM_URL is no chat service of the OpenAI kind.")
        self._count(found.get("usage"))
        return content

    def _count(self, usage: object) -> None:
        counts = [
            usage.get(name) if isinstance(usage, dict) else None for name in ("prompt_tokens", "completion_tokens")
        ]
        if all(type(count) is int and 0 <= count < 10**9 for count in counts):
            self.tokens_in += counts[0] or 0
            self.tokens_out += counts[1] or 0
        else:
            self.uncounted += 1


def wait_s(attempt: int, retry_after: str) -> float:
    """Seconds to wait: what the service asks for, else twice as long as before, never longer than half a minute."""
    asked = float(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 9 else 0.0
    return min(max(asked, FIRST_WAIT_S * float(2**attempt)), LONGEST_WAIT_S)


def fenced(part: str, title: str) -> str:
    """The part between two fences that nobody who wrote it could know."""
    fence = f"=== {secrets.token_hex(12)} ==="
    return f"{fence}\nTitle: {title}\n\n{part}\n{fence}"


def _refused(status: int) -> Unavailable:
    what = {
        401: "It does not accept the key: see FACTCHECK_LLM_KEY.",
        403: "It does not accept the key: see FACTCHECK_LLM_KEY.",
        404: "It does not know the address or the model: see FACTCHECK_LLM_URL and FACTCHECK_LLM_MODEL.",
        429: "It asks for fewer requests: try again later.",
    }
    moved = "It has moved: set FACTCHECK_LLM_URL to where it is now." if 300 <= status < 400 else ""
    return Unavailable(
        "The language model's service answered with status %(status)d. %(what)s Nothing was stored.",
        status=status,
        what=what.get(status) or moved or "Try again later, or take another engine.",
    )
