"""Floors of findings on annotated sets that do not belong to the project."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.core.comparing import compare
from factcheck.core.passages import rank
from factcheck.records import Span

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"

pytestmark = pytest.mark.skipif(not (EVAL / "compare").exists(), reason="the annotated pairs are not here")


def evaluate() -> Any:
    """The program that measures."""
    spec = importlib.util.spec_from_file_location("evaluate", EVAL / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answered(claim: str, source: str) -> dict[str, Any]:
    """What `batch compare` answers."""
    near = [Span(passage.start, passage.end) for passage in rank(claim, source, limit=5)]
    return {"passages": [], "findings": [{"relation": found.relation} for found in compare(claim, source, near)]}


def test_claims_with_a_figure_are_judged_as_often_as_before() -> None:
    items = [json.loads(line) for line in (EVAL / "compare" / "fever-symmetric-dev.jsonl").read_text().splitlines()]
    measured, _ = evaluate().score_compare(items, [answered(item["claim"], item["source"]) for item in items])
    assert measured["number_accuracy"] >= 0.80
    assert measured["number_refutes_precision"] >= 0.95
    assert measured["accuracy"] >= 0.60
    assert measured["refutes_precision"] >= 0.95


@pytest.mark.parametrize("every_nth", [4, pytest.param(1, marks=pytest.mark.long)])
def test_claims_that_the_source_supports_raise_no_alarm(every_nth: int) -> None:
    lines = gzip.decompress((EVAL / "passages" / "wice-dev.jsonl.gz").read_bytes()).splitlines()
    items = [json.loads(line) for line in lines[::every_nth]]
    answers = [answered(item["claim"], "\n".join(item["sentences"])) for item in items]
    measured, _ = evaluate().score_passages(items, answers)
    assert measured["false_alarms"] <= 0.02
