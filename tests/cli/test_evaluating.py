"""`evaluate`: an engine against annotated articles, with the figures that the kit's own program gives."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from factcheck.cli.annotated import articles_of
from factcheck.cli.evaluating import ENGINES
from factcheck.cli.lines import claim_fields
from factcheck.core.measuring import Tally, measure
from factcheck.core.splitting import split
from tests.conftest import SHARED

Command = Callable[..., Result]
OPEN = SHARED / "eval" / "claims"
GOLD = {"text": "The pier burned down.", "from": ["The pier burned down"], "claimant": None, "quoted": False}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One annotated article."""
    for name in ("articles", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "about.tsv").write_text("id\tpublished\npier\t2026-01-31\n")
    (tmp_path / "articles" / "pier.txt").write_text("A fire\n\nThe pier burned down. Nobody was hurt.\n")
    claims = [GOLD, {**GOLD, "text": "Twelve boats sank.", "from": ["Nobody was hurt"]}]
    (tmp_path / "gold" / "pier.json").write_text(json.dumps(claims))
    return tmp_path


def test_it_prints_every_measure_for_each_article_and_in_all_and_the_misses(command: Command, folder: Path) -> None:
    lines = command("evaluate", str(folder), "--engine", "sentences").stdout.splitlines()
    names = [
        "precision",
        "recall",
        "f1",
        "span_f1",
        "grounded",
        "loose",
        "open",
        "claimant",
        "quoted",
        "gold",
        "proposed",
    ]
    assert lines[0].split() == names
    assert [line.split() for line in lines[1:3]] == [
        ["pier", "0.500", "0.500", "0.500", *["1.000"] * 2, *["0.000"] * 2, *["1.000"] * 2, "2", "2"],
        ["in", "all", "0.500", "0.500", "0.500", *["1.000"] * 2, *["0.000"] * 2, *["1.000"] * 2, "2", "2"],
    ]
    assert lines[lines.index("Missed, with the nearest claim of the engine:") + 1] == "  pier: Twelve boats sank."
    assert lines[lines.index("Extra, with the nearest annotated claim:") + 1] == "  pier: Nobody was hurt."


def test_json_has_the_same_figures(command: Command, folder: Path) -> None:
    answer = json.loads(command("evaluate", str(folder), "--json", "--show", "1").stdout)
    assert answer["all"] == answer["articles"]["pier"]
    assert (answer["all"]["f1"], answer["all"]["gold"], answer["all"]["found"]) == (0.5, 2, 1)
    assert answer["missed"] == [{"article": "pier", "text": "Twelve boats sank.", "nearest": "", "likeness": 0.0}]
    assert [miss["text"] for miss in answer["extra"]] == ["Nobody was hurt."]


def test_nothing_more_is_shown_than_was_asked_for(command: Command, folder: Path) -> None:
    assert "Missed" not in command("evaluate", str(folder), "--show", "0").stdout


def test_the_day_and_the_title_reach_the_engine(folder: Path) -> None:
    [one] = articles_of(folder)
    assert (one.article.title, one.article.published) == ("A fire", "2026-01-31")
    assert one.article.text == "The pier burned down. Nobody was hurt.\n"
    (folder / "about.tsv").unlink()
    assert articles_of(folder)[0].article.published is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[{", "pier.json is no JSON: "),
        ("{}", "pier.json is no list of claims."),
        (json.dumps([GOLD, 7]), "claim 2: it must have text, from (a list of pieces), claimant and quoted."),
        (json.dumps([{**GOLD, "from": []}]), "claim 1: it must have text, from"),
        (json.dumps([{**GOLD, "from": ["The pier", "sank"]}]), "claim 1: the article does not have “sank”."),
    ],
)
def test_gold_that_is_wrong_is_named_with_its_claim(command: Command, folder: Path, written: str, said: str) -> None:
    (folder / "gold" / "pier.json").write_text(written)
    result = command("evaluate", str(folder))
    assert result.exit_code == 1
    assert said in result.stderr


def test_what_is_not_there_is_said(command: Command, folder: Path) -> None:
    assert "There is no folder" in command("evaluate", str(folder / "nowhere")).stderr
    assert "has no articles" in command("evaluate", str(folder / "gold")).stderr
    (folder / "gold" / "pier.json").unlink()
    assert "There is no file" in command("evaluate", str(folder)).stderr
    (folder / "articles" / "pier.txt").write_bytes(b"\xff\xfe")
    assert "pier.txt is not UTF-8." in command("evaluate", str(folder)).stderr


def kits_program() -> Any:
    """The program that comes with the open articles, and measures from outside."""
    spec = importlib.util.spec_from_file_location("evaluate", SHARED / "eval" / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not OPEN.exists(), reason="the open articles are not here")
@pytest.mark.parametrize("engine", ["sentences", "clauses"])
def test_the_figures_are_those_of_the_kits_own_program(engine: str) -> None:
    annotated, program = articles_of(OPEN), kits_program()
    claims = [split(one.article, ENGINES[engine]()).claims for one in annotated]
    ours = sum((measure(one, found).tally for one, found in zip(annotated, claims, strict=True)), Tally())
    answers = [{"claims": json.loads(json.dumps([claim_fields(claim) for claim in found]))} for found in claims]
    theirs, _ = program.score_claims(list(program.load_articles(OPEN)), answers)
    assert ours.shares() == pytest.approx({name: theirs[name] for name in ours.shares()}, abs=0.0005)
    assert (ours.gold, ours.proposed) == (theirs["gold"], theirs["predicted"])
