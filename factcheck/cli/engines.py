"""Engines by the names that `--engine` takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from factcheck import llm
from factcheck.core import splitting

ENGINES: dict[str, Callable[[], splitting.Splitter]] = {
    "default": splitting.default_engine,
    "clauses": lambda: splitting.default_engine("en"),
    "sentences": lambda: splitting.default_engine("xx"),
    "llm": llm.configured,
}
"""`default` follows the language, `sentences` is what no language has, `llm` asks what FACTCHECK_LLM_URL names."""

engine_option: Callable[[Any], Any] = click.option(
    "--engine", "engine_name", type=click.Choice(list(ENGINES)), default="default", show_default=True
)
