"""`batch`: one answer for every line, in order, at once, and never a crash."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from factcheck.cli.workers import side_by_side
from factcheck.demo.reviewing import DOCUMENTS
from factcheck.errors import BrokenEngine

Command = Callable[..., Result]
PAGE = str(DOCUMENTS / "article.html")
BAD_LINES = ["{", "[1]", "null", '"text"', '{"id": 7}', '{"id": 7, "text": 5, "path": 5}', "[" * 100_000, "\x00"]
EMPTY = {
    "split": {"claims": []},
    "score": {"score": 0.0, "reasons": []},
    "compare": {"passages": [], "findings": []},
    "extract": {"title": "", "authors": [], "published": None, "text": ""},
}


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_split_answers_with_claims_whose_spans_lie_in_the_text(command: Command) -> None:
    text = "“Crime 🙂 rose by 5 percent,” the mayor said."
    [answer] = answers(command("batch", "split", given=json.dumps({"id": "a", "text": text, "title": "Crime"})))
    assert answer["id"] == "a"
    [claim] = answer["claims"]  # type: ignore[misc]
    fields = ["antecedents", "claimant", "kind", "open_reference", "quoted", "reasons", "score", "spans", "text"]
    assert sorted(claim) == fields
    assert (claim["claimant"], claim["quoted"]) == ("the mayor", True)
    assert text[claim["spans"][0][0] : claim["spans"][-1][1]].startswith("Crime 🙂 rose")


def test_score_answers_with_a_number_and_reasons(command: Command) -> None:
    [answer] = answers(command("batch", "score", given='{"id": 1, "text": "Crime rose by 5 percent."}'))
    assert 0 <= float(str(answer["score"])) <= 1
    assert isinstance(answer["reasons"], list)


def test_extract_answers_with_what_the_page_says(command: Command) -> None:
    [answer] = answers(command("batch", "extract", given=json.dumps({"id": "p", "path": PAGE})))
    assert answer["title"] == "Saltmere and Norvane Seal Historic Flood Pact"
    assert (answer["authors"], answer["published"]) == (["Petra Hollin"], "2026-03-13")
    assert str(answer["text"]).startswith("The harbour towns of Saltmere and Norvane")


LEDGER = [
    {"id": "a", "text": "Rail fares have doubled since 2015.", "title": "Did rail fares double?"},
    {"id": 7, "text": "The harbour bridge cost 40 million euros."},
    {"id": "c", "text": "Dogs may not swim in the harbour."},
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LEDGER), encoding="utf-8")
    return path


def test_match_answers_with_known_claims_best_first_under_their_own_ids(command: Command, ledger: Path) -> None:
    given = json.dumps(
        {"id": "q", "text": "They say the bridge in the harbour has cost €40 million https://x.example/1"}
    )
    [answer] = answers(command("batch", "match", "--ledger", str(ledger), given=given))
    found = answer["matches"]
    assert [match["id"] for match in found] == [7, "c"]  # type: ignore[union-attr]
    assert found[0]["score"] > found[1]["score"]  # type: ignore[index]


def test_match_has_nothing_for_words_that_no_known_claim_has(command: Command, ledger: Path) -> None:
    lines = [json.dumps({"id": text, "text": text}) for text in ("", "!?", '"', "zebra OR AND NEAR(")]
    for answer in answers(command("batch", "match", "--ledger", str(ledger), given="\n".join([*lines, "{"]))):
        assert answer["matches"] == []


def test_a_ledger_that_is_none_is_refused_with_its_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": 1, "text": "It rains."}\n{"id": 2}\n', encoding="utf-8")
    result = command("batch", "match", "--ledger", str(tmp_path / "bad.jsonl"), given="")
    assert result.exit_code == 1
    assert "Line 2 of the ledger" in result.stderr


@pytest.mark.parametrize("verb", EMPTY)
def test_a_bad_line_is_answered_with_an_error_and_empty_fields(command: Command, verb: str) -> None:
    good = json.dumps({"id": "good", "text": "It rains.", "path": PAGE})
    lines = [line for bad in BAD_LINES for line in (bad, good)]
    found = answers(command("batch", verb, given="\n".join(lines) + "\n\n"))
    assert [answer["id"] for answer in found[1::2]] == ["good"] * len(BAD_LINES)
    for answer in found[::2]:
        assert answer.pop("error")
        assert answer.pop("id") in (None, 7)
        assert answer == EMPTY[verb]


def test_extract_keeps_the_order_whatever_takes_long(command: Command, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text("<p>A long sentence about the harbour of Saltmere.</p>" * 20_000)
    lines = [{"id": n, "path": str(tmp_path / "long.html") if n % 7 == 0 else PAGE} for n in range(20)]
    lines[3]["path"] = str(tmp_path / "nosuch.html")
    found = answers(command("batch", "extract", given="\n".join(map(json.dumps, lines))))
    assert [answer["id"] for answer in found] == list(range(20))
    assert "There is no file" in str(found[3]["error"])


@pytest.mark.parametrize("verb", EMPTY)
def test_an_answer_comes_before_the_next_line_is_written(
    process: Callable[..., subprocess.Popen[str]], verb: str
) -> None:
    child = process("batch", verb)
    assert child.stdin
    assert child.stdout
    for number in range(3):
        child.stdin.write(json.dumps({"id": number, "text": "Crime rose.", "path": PAGE}) + "\n")
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["id"] == number
    child.stdin.close()
    assert child.wait(timeout=30) == 0


def test_workers_keep_the_order_and_the_answers(
    process: Callable[..., subprocess.Popen[str]], command: Command
) -> None:
    sentences = "The mayor, who took office in 2019, said that crime fell 12% last year. "
    lines = [json.dumps({"id": n, "text": sentences * (40 if n % 5 == 0 else 1)}) for n in range(24)]
    given = "\n".join([*lines[:9], *BAD_LINES, *lines[9:]]) + "\n"
    output, _ = process("batch", "split", "--workers", "3").communicate(given, timeout=120)
    assert output == command("batch", "split", given=given).stdout
    assert len(output.splitlines()) == len(lines) + len(BAD_LINES)


def test_with_workers_an_answer_comes_before_the_next_line(process: Callable[..., subprocess.Popen[str]]) -> None:
    child = process("batch", "split", "--workers", "2")
    assert child.stdin
    assert child.stdout
    for number in range(3):
        child.stdin.write(json.dumps({"id": number, "text": "Crime rose."}) + "\n")
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["id"] == number
    child.stdin.close()
    assert child.wait(timeout=30) == 0


def _dies(raw: bytes) -> str:
    if raw == b"die":
        os._exit(9)
    return raw.decode()


def test_a_worker_that_dies_ends_the_batch_with_a_sentence() -> None:
    answers = side_by_side(_dies, [b"one", b"die", b"three"], workers=1)
    assert next(answers) == "one"
    with pytest.raises(BrokenEngine, match="A worker process ended"):
        list(answers)


def test_half_a_surrogate_pair_does_not_end_the_batch(command: Command) -> None:
    lines = '{"id": 1, "text": "Crime \\ud83d rose by 5 percent."}\n{"id": 2, "text": "It rains."}'
    assert [answer["id"] for answer in answers(command("batch", "split", given=lines))] == [1, 2]


def test_compare_answers_with_the_passages_best_first(command: Command) -> None:
    source = "Rain is expected. The council approved two ferries."
    line = json.dumps({"id": 1, "claim": "The council approved ferries.", "source": source})
    [answer] = answers(command("batch", "compare", given=line))
    assert isinstance(answer["passages"], list)
    best = answer["passages"][0]
    assert source[best["start"] : best["end"]] == "The council approved two ferries."
