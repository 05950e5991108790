"""The engine `llm`: a language model proposes, the article decides. Off until the operator sets an endpoint.

It is no part of the core, since it needs the network; its drafts pass the same contract as everybody's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from factcheck.errors import BrokenEngine, Refused, Unavailable
from factcheck.llm.asking import ARTICLE_S, REQUEST_S, Asking
from factcheck.llm.parts import MOST_CHARACTERS, parts_of
from factcheck.llm.placing import draft_of
from factcheck.llm.quoting import with_quotations
from factcheck.llm.reading import Reading, read
from factcheck.llm.settings import Settings, from_environment
from factcheck.records import ArticleText, Drafts, Span

__all__ = ["LanguageModel", "configured"]

PARTS_MAX = 40
"""A quarter of a million characters, a short book: more was hardly meant for a service that is paid by length."""

TRIES = 2
"""An answer that is not JSON is asked for once more; a model that fails twice does so a third time."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Asks the operator's model for the claims of each part of an article."""

    settings: Settings
    request_s: float = REQUEST_S
    article_s: float = ARTICLE_S
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)
    name: str = "llm"

    @property
    def version(self) -> str:
        """That of the prompt and of what is made of the answers, and the model's name."""
        return f"2 ({self.settings.model})"

    def split(self, article: ArticleText, /) -> Drafts:
        """What the model proposes, in the order of the parts; raises Unavailable where it cannot be asked."""
        parts = tuple(parts_of(article.text))
        if len(parts) > PARTS_MAX:
            raise Refused(
                "The article is too long for the engine 'llm': at most %(most)s characters. Take another engine.",
                most=PARTS_MAX * MOST_CHARACTERS,
            )
        asking = Asking(self.settings, self.request_s, self.article_s, self.pause)
        readings = list(zip(parts, _readings(asking, article, parts), strict=True))
        drafts = [
            draft_of(proposal, article.text, part) for part, reading in readings for proposal in reading.proposals
        ]
        claims, quotations = with_quotations(drafts, article.text)
        return Drafts(claims, quotations, _notes([reading for _, reading in readings], asking))


def configured() -> LanguageModel:
    """The engine as the environment sets it; raises Refused with what is missing."""
    return LanguageModel(from_environment(os.environ))


def _readings(asking: Asking, article: ArticleText, parts: Sequence[Span]) -> list[Reading]:
    """What was read of each part; where that fails, the error tells what was used until then."""
    try:
        return [_read(asking, article, part) for part in parts]
    except (BrokenEngine, Unavailable) as error:
        if not (asking.tokens_in or asking.tokens_out or asking.uncounted):
            raise
        raise type(error)("%(why)s %(used)s", why=error, used=_used(asking)) from error


def _read(asking: Asking, article: ArticleText, part: Span) -> Reading:
    for _ in range(TRIES):
        reading = read(asking.ask(article.text[part.start : part.end], article.title))
        if reading is not None:
            return reading
    raise BrokenEngine(
        "The language model did not answer in the form that it was asked for, %(times)d times. Nothing was stored; "
        "take another model or another engine.",
        times=TRIES,
    )


def _notes(readings: list[Reading], asking: Asking) -> tuple[str, ...]:
    notes = []
    malformed, surplus = sum(one.malformed for one in readings), sum(one.surplus for one in readings)
    if malformed:
        notes.append(f"{malformed} items of the model's answers were no claims and were left out.")
    if surplus:
        notes.append(f"{surplus} items beyond the most that are taken of one part were left out.")
    return (*notes, _used(asking))


def _used(asking: Asking) -> str:
    """The tokens that the service counted, and what they cost where prices are set."""
    settings = asking.settings
    used = f"Tokens: {asking.tokens_in} in, {asking.tokens_out} out."
    if asking.uncounted:
        used += f" {asking.uncounted} answers came without a count."
    if settings.price_in is None and settings.price_out is None:
        return used
    cost = (asking.tokens_in * (settings.price_in or 0) + asking.tokens_out * (settings.price_out or 0)) / 1_000_000
    return f"{used} Cost: {cost:.4f} at the prices set."
