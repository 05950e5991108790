"""Texts of news length for benchmarks: paragraphs of the annotated articles and of the demo, in ever other company."""

from __future__ import annotations

import random
from pathlib import Path

from factcheck.demo.reviewing import DOCUMENTS

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "articles"
PARAGRAPHS = 12
"""Paragraphs of one text: with those of the corpus about 450 words, as a news agency's report has."""


def paragraphs() -> list[str]:
    """Every paragraph that there is, titles among them."""
    files = [*sorted(CORPUS.glob("*.txt")), *sorted(DOCUMENTS.glob("*.txt"))]
    return [part for path in files for part in path.read_text(encoding="utf-8").split("\n\n") if part.strip()]


def made(count: int) -> list[str]:
    """So many texts; the same ones whenever they are asked for."""
    chosen, parts = random.Random(count), paragraphs()
    return ["\n\n".join(chosen.sample(parts, PARAGRAPHS)) for _ in range(count)]


def long_text(characters: int) -> str:
    """One text of about so many characters, whole paragraphs."""
    chosen, parts = random.Random(characters), paragraphs()
    text: list[str] = []
    while sum(map(len, text)) + 2 * len(text) < characters:
        text.append(chosen.choice(parts))
    return "\n\n".join(text)
