"""Which sentences of a source bear on a claim: own cases, and a floor on an annotated set."""

from __future__ import annotations

import gzip
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import pytest

from factcheck.core.passages import rank, sentences_of

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
SOURCE = (
    "Harbour council approves the ferry budget\n"
    "The council met on Tuesday. It approved 4.2 million euros for two ferries. Mayor Ines Duarte voted against it.\n"
    "Rain is expected at the weekend."
)


def said(claim: str, source: str = SOURCE) -> list[str]:
    """The words of the passages, best first."""
    return [source[passage.start : passage.end] for passage in rank(claim, source)]


@pytest.mark.parametrize(
    ("claim", "best"),
    [
        ("The council spends 4.2 million euros on ferries.", "It approved 4.2 million euros for two ferries."),
        ("Duarte was against the plan.", "Mayor Ines Duarte voted against it."),
        ("Voters say Ines Duarte votes for it.", "Mayor Ines Duarte voted against it."),
        ("Weekend rains were expected.", "Rain is expected at the weekend."),
    ],
)
def test_the_sentence_that_says_it_comes_first(claim: str, best: str) -> None:
    assert said(claim)[0] == best


def test_nothing_is_found_where_nothing_is_shared() -> None:
    assert said("Penguins hibernate.") == []
    assert said("It is what it is.") == []


@pytest.mark.parametrize(("claim", "source"), [("", SOURCE), ("Rain.", ""), ("Rain.", "\n \n---\n"), ("", "")])
def test_an_empty_claim_or_source_has_no_passages(claim: str, source: str) -> None:
    assert rank(claim, source) == []


def test_spans_count_code_points_behind_wide_letters_and_broken_ones() -> None:
    source = "😀 𝒳 \ud800 stands first.\n  Ferries sank in the harbour.  "
    assert said("Ferries sank.", source)[0] == "Ferries sank in the harbour."
    assert all(start < end <= len(source) for start, end in sentences_of(source))


def test_scores_fall_and_a_limit_keeps_the_best() -> None:
    every = rank("The council approved ferries.", SOURCE)
    assert [passage.score for passage in every] == sorted((passage.score for passage in every), reverse=True)
    assert rank("The council approved ferries.", SOURCE, limit=1) == every[:1]


def test_thousands_of_sentences_take_well_under_a_second() -> None:
    source = "\n".join(f"Ferry number {number} left the harbour at noon with grain." for number in range(4000))
    rank("warm", "up warm")
    began = time.perf_counter()
    best = rank("Ferry number 3999 left at noon.", source, limit=1)[0]
    assert time.perf_counter() - began < 1.5
    assert "3999" in source[best.start : best.end]


@pytest.mark.skipif(not (EVAL / "passages").exists(), reason="the annotated sources are not here")
def test_recall_on_annotated_sources_holds() -> None:
    spec = importlib.util.spec_from_file_location("evaluate", EVAL / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    evaluate: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    lines = gzip.decompress((EVAL / "passages" / "wice-dev.jsonl.gz").read_bytes()).splitlines()
    items = [json.loads(line) for line in lines]
    answers = [{"passages": found(item["claim"], "\n".join(item["sentences"])), "findings": []} for item in items]
    measured, _ = evaluate.score_passages(items, answers)
    # Measured in November 2026: .861 and .909.
    assert measured["recall@5"] >= 0.855
    assert measured["mrr"] >= 0.90


def found(claim: str, source: str) -> list[dict[str, int]]:
    """The ranking as the measuring program reads it."""
    return [{"start": passage.start, "end": passage.end} for passage in rank(claim, source)]
