"""A hundred web pages of news length: real ones where the evaluation sets lie beside the project, else made ones."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

from factcheck.demo.reviewing import DOCUMENTS

SHARED = Path(__file__).resolve().parents[2] / "shared" / "eval" / "extract" / "pages"
PAGES = 100
PARAGRAPHS = 25
"""Paragraphs of a made page: with the demo's sentences some 700 words, the median of the real pages."""


def hundred(folder: Path) -> tuple[str, list[Path]]:
    """Write a hundred pages into the folder; say which they are, and where."""
    real = sorted(SHARED.glob("*.html.gz"))
    kind = "pages of the evaluation sets" if len(real) >= PAGES else "pages made of the demo's sentences"
    paths = [folder / f"{number}.html" for number in range(PAGES)]
    for number, path in enumerate(paths):
        path.write_bytes(gzip.decompress(real[number].read_bytes()) if len(real) >= PAGES else made(number))
    return kind, paths


def made(number: int) -> bytes:
    """A page of the demo article's sentences in another order, with the usual furniture around it."""
    source = (DOCUMENTS / "article.html").read_text(encoding="utf-8")
    paragraphs = [piece.split("</p>")[0] for piece in source.split("<p>")[1:]]
    chosen = random.Random(number)
    body = "\n".join(f"<p>{chosen.choice(paragraphs)} It was day {line}.</p>" for line in range(PARAGRAPHS))
    menu = "".join(f'<li><a href="/section/{entry}">Section {entry}</a></li>' for entry in range(60))
    title = f"News of day {number} from the coast"
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav><main><article>"
        f"<h1>{title}</h1>{body}</article></main><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()
