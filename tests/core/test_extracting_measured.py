"""How much of real pages extraction gets right, as floors that must not sink."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
# Measured in November 2026: text .976 and .968, title .844, date 1.000, authors .984.
FLOORS = {
    "aeb-first-half": {"f1": 0.970},
    "fundus-before-2026": {"f1": 0.962, "title": 0.82, "date": 0.98, "authors": 0.95},
}

pytestmark = pytest.mark.skipif(not (EVAL / "extract").exists(), reason="the annotated pages are not here")


def measure() -> Any:
    """The program that measures, which comes with the pages."""
    spec = importlib.util.spec_from_file_location("evaluate", EVAL / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(page: str) -> dict[str, object]:
    """What extraction says of a page."""
    try:
        found = extract(gzip.decompress((EVAL / "extract" / "pages" / page).read_bytes()), "text/html")
    except ExtractionFailed:
        return {}
    return {"text": found.text, "title": found.title, "authors": found.authors, "published": found.published}


@pytest.mark.parametrize("name", FLOORS)
def test_real_pages_are_read_as_well_as_they_were(name: str) -> None:
    items = [json.loads(line) for line in (EVAL / "extract" / f"{name}.jsonl").read_text().splitlines()]
    figures, _ = measure().score_extract(items, [answer(item["page"]) for item in items])
    assert {kind: figures[kind] for kind, floor in FLOORS[name].items() if figures[kind] < floor} == {}
