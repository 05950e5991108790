"""The project's own annotated articles: that they are sound, unchanged, and split no worse than they were."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli.annotated import articles_of
from factcheck.core.measuring import Tally, bag, measure
from factcheck.core.splitting import default_engine, split

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FLOORS: dict[str, Any] = json.loads((CORPUS / "floors.json").read_text())
NAMES = sorted(path.stem for path in CORPUS.glob("articles/*.txt"))


@cache
def measured(language: str) -> dict[str, float]:
    """The measures of the engine for a language over the whole corpus."""
    engine = default_engine(language)
    return sum((measure(one, split(one.article, engine).claims).tally for one in articles_of(CORPUS)), Tally()).shares()


def too_low(shares: dict[str, float]) -> dict[str, float]:
    low = {name for name, floor in FLOORS["at least"].items() if shares[name] < floor}
    high = {name for name, ceiling in FLOORS["at most"].items() if shares[name] > ceiling}
    return {name: round(shares[name], 3) for name in low | high}


def test_the_engine_is_as_good_as_it_was() -> None:
    assert too_low(measured("en")) == {}


def test_whole_sentences_would_not_pass() -> None:
    assert {"f1", "precision", "recall", "claimant", "loose"} <= set(too_low(measured("xx")))


def test_nothing_was_changed_without_saying_so() -> None:
    digest = hashlib.sha256()
    for path in sorted([CORPUS / "about.tsv", *CORPUS.glob("articles/*.txt"), *CORPUS.glob("gold/*.json")]):
        digest.update(f"{path.relative_to(CORPUS).as_posix()}\n".encode() + path.read_bytes())
    assert digest.hexdigest() == FLOORS["digest"]


def test_there_are_enough_articles_of_enough_kinds() -> None:
    rows = list(csv.DictReader((CORPUS / "about.tsv").read_text().splitlines(), delimiter="\t"))
    assert [row["id"] for row in rows] == NAMES == sorted(path.stem for path in CORPUS.glob("gold/*.json"))
    assert len(NAMES) >= 12
    assert len({row["kind"] for row in rows}) >= 10


def annotated(name: str) -> tuple[str, str, list[dict[str, Any]]]:
    title, text = (CORPUS / "articles" / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)
    return title, text, json.loads((CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_stands_in_its_article_in_order(name: str) -> None:
    _, text, claims = annotated(name)
    for claim in claims:
        at = 0
        assert claim["from"], claim
        for piece in claim["from"]:
            found = text.find(piece, at)
            assert found >= 0, (claim["text"], piece)
            at = found + len(piece)


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_is_a_whole_one_of_its_own(name: str) -> None:
    title, text, claims = annotated(name)
    assert 150 <= len(text.split()) <= 350
    assert len(claims) >= 20
    assert len({claim["text"] for claim in claims}) == len(claims)
    words = bag(f"{title}\n{text}").keys()
    for claim in claims:
        assert set(claim) == {"text", "from", "claimant", "quoted", "checkable"}
        assert claim["text"][0].isupper()
        assert claim["text"].endswith(".")
        assert bag(claim["claimant"] or "").keys() <= words, claim
        figures = {stem for stem in bag(claim["text"]) if any(map(str.isdecimal, stem))}
        assert figures <= words, claim


@pytest.mark.parametrize("name", NAMES)
def test_the_claims_stand_in_reading_order(name: str) -> None:
    _, text, claims = annotated(name)
    ends = []
    for claim in claims:
        start = text.find(claim["from"][0])
        ends.append(text.find(claim["from"][-1], start) + len(claim["from"][-1]))
    paragraphs = [text.count("\n\n", 0, end) for end in ends]
    assert paragraphs == sorted(paragraphs)
