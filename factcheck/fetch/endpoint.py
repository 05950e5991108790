"""The one service that the operator named: posted to wherever it is, loopback too, within the same bounds.

It is exempt from the rule of public addresses alone. Why: docs/decisions/0024-language-model.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3

from factcheck.core import addresses
from factcheck.errors import FetchFailed, Invalid
from factcheck.fetch.connections import RoutedAdapter
from factcheck.fetch.routes import Clock, Endpoint, Route, answers_for, look_up

MAX_ANSWER_BYTES = 1_000_000
"""Five times the largest answer to be expected: 200 claims with their pieces, escaped."""

PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered; `retry_after` as it sent it, empty where it did not."""

    status: int
    retry_after: str
    body: bytes = field(repr=False)


def post(url: str, document: Mapping[str, Any], headers: Mapping[str, str], *, total_s: float) -> Answer:
    """The answer to one JSON document, redirects unfollowed; raises FetchFailed, in which no header ever stands."""
    try:
        target = addresses.parse(url)
    except Invalid as error:
        raise FetchFailed(error.template, **error.parts) from None
    clock = Clock.starting_now(total_s, silence_s=total_s)
    found = [Endpoint(one.address, one.port, vouched=True) for one in answers_for(look_up, target, clock)]
    if not found:
        raise FetchFailed("There is no service with the name %(host)s.", host=target.host)
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.mount(f"{target.scheme}://", RoutedAdapter(Route(target.host, tuple(found), clock)))
            sent = {**headers, "Accept-Encoding": "identity", "Connection": "close"}
            with session.post(
                url, json=document, headers=sent, stream=True, allow_redirects=False, timeout=total_s
            ) as response:
                return Answer(response.status_code, response.headers.get("retry-after", ""), bounded(response))
    except FetchFailed as error:
        raise (_slow(total_s) if "seconds" in error.parts else error) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        if clock.is_over():
            raise _slow(total_s) from None
        raise FetchFailed("The connection to %(host)s failed.", host=target.host) from None


def _slow(total_s: float) -> FetchFailed:
    return FetchFailed("The answer took longer than %(seconds)d seconds.", seconds=round(total_s))


def bounded(response: requests.Response) -> bytes:
    """The body as it came, up to `MAX_ANSWER_BYTES`; raises FetchFailed past them."""
    body = bytearray()
    for piece in response.raw.stream(PIECE, decode_content=False):
        body += piece
        if len(body) > MAX_ANSWER_BYTES:
            raise FetchFailed("The answer was cut off at %(most)s bytes.", most=MAX_ANSWER_BYTES)
    return bytes(body)
