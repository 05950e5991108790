"""Which language model the operator set, read from the environment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from factcheck.core import addresses
from factcheck.errors import Invalid, Refused

TOO_FREE = "%(name)s must be a number from 0 up: the price of a million tokens."


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model is asked and what a million tokens cost; prices are None where nobody set them."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    price_in: float | None = None
    price_out: float | None = None

    @property
    def address(self) -> str:
        """Where chats are completed."""
        return f"{self.url.rstrip('/')}/chat/completions"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """What the environment says; raises Refused with what is to be set. The key stands in no error."""
    url = environment.get("FACTCHECK_LLM_URL", "").strip()
    model = environment.get("FACTCHECK_LLM_MODEL", "").strip()
    key = environment.get("FACTCHECK_LLM_KEY", "").strip()
    if not url or not model:
        raise Refused(
            "The engine 'llm' is not set up: set FACTCHECK_LLM_URL (for example http://127.0.0.1:11434/v1), "
            "FACTCHECK_LLM_MODEL and, if the service wants one, FACTCHECK_LLM_KEY."
        )
    try:
        addresses.parse(url)
    except Invalid as error:
        raise Refused("FACTCHECK_LLM_URL cannot be used: %(why)s", why=error) from None
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise Refused("FACTCHECK_LLM_KEY has a character that no key can have.")
    prices = [_price(environment, name) for name in ("FACTCHECK_LLM_PRICE_IN", "FACTCHECK_LLM_PRICE_OUT")]
    return Settings(url, model, key, *prices)


def _price(environment: Mapping[str, str], name: str) -> float | None:
    typed = environment.get(name, "").strip()
    if not typed:
        return None
    try:
        price = float(typed)
    except ValueError:
        raise Refused(TOO_FREE, name=name) from None
    if not (math.isfinite(price) and price >= 0):
        raise Refused(TOO_FREE, name=name)
    return price
