"""`import`: idempotent, resumable, and nothing is refused in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlite_utils import Database

from factcheck.desk import importing
from factcheck.store import events, foreign, verifying
from tests.core.test_taking import CLEAN

Command = Callable[..., Result]


def feed(path: Path, size: int, **changed: object) -> Path:
    """A DataFeed of that many checks, every fifth without an address, with nulls between them."""
    elements = []
    for number in range(size):
        check = {**CLEAN, "url": f"https://desk.example/{number}", "claimReviewed": f"Claim {number}", **changed}
        elements.append({"item": [None, check if number % 5 else {**check, "url": None}]})
    path.write_text(json.dumps({"@type": "DataFeed", "dataFeedElement": elements}), encoding="utf-8")
    return path


def test_a_feed_given_twice_changes_nothing_the_second_time(
    command: Command, database: Database, tmp_path: Path
) -> None:
    path = str(feed(tmp_path / "feed.json", 10))
    assert "8 new, 0 changed, 0 known, 2 refused" in command("import", path).stdout
    head = events.head(database)
    assert "0 new, 0 changed, 8 known, 2 refused" in command("import", path).stdout
    assert events.head(database) == head
    assert list(verifying.problems(database)) == []


def test_a_check_that_was_changed_stands_in_the_place_of_the_old_one(
    command: Command, database: Database, tmp_path: Path
) -> None:
    command("import", str(feed(tmp_path / "feed.json", 2)))
    again = feed(tmp_path / "later.json", 2, reviewRating={"alternateName": "Half true"})
    assert "0 new, 1 changed, 0 known" in command("import", str(again)).stdout
    assert [one.rating for one in foreign.some(database, [1]).values()] == ["Half true"]


def test_what_is_refused_is_reported_with_its_place_and_why(command: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    result = command("import", str(feed(tmp_path / "feed.json", 6)), "--report", str(report))
    assert "item 1" in result.stderr
    told = [json.loads(line) for line in report.read_text().splitlines()]
    assert [(one["item"], one["why"]) for one in told] == [(1, "It has no address."), (6, "It has no address.")]


def test_an_import_that_was_cut_off_is_finished_by_giving_it_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 2)
    checks = [{**CLEAN, "url": f"https://desk.example/{number}"} for number in range(5)]
    run = importing.take_in(
        database, importing.nodes_of(checks), source="feed", by=None, clock=lambda: "2026-02-03T10:00:00.000000Z"
    )
    next(run)
    run.close()
    assert foreign.count(database) == 2
    *_, tally = importing.take_in(
        database, importing.nodes_of(checks), source="feed", by=None, clock=lambda: "2026-02-03T10:00:00.000000Z"
    )
    assert (tally.new, tally.known, foreign.count(database)) == (3, 2, 5)


def test_a_page_is_read_for_its_markup(command: Command, database: Database, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<title>C</title><script type="application/ld+json">{json.dumps(CLEAN)}</script><p>Text', "utf-8")
    assert "1 new" in command("import", str(page)).stdout
    assert foreign.some(database, [1])[1].publisher == "Harbour Desk"


def test_a_table_is_understood_by_its_columns(command: Command, database: Database, tmp_path: Path) -> None:
    table = tmp_path / "checks.csv"
    table.write_text("Link,Statement,Verdict,Who\nhttps://d.example/1,It rains,Falsch,Ada\n,x,y,z\n", encoding="utf-8")
    shown = command("import", str(table), "--preview", "--column", "claimants=Who").stdout
    assert "claim = Statement" in shown
    assert '"rating": "Falsch"' in shown
    assert foreign.count(database) == 0
    assert "1 new, 0 changed, 0 known, 1 refused" in command("import", str(table), "--column", "claimants=Who").stdout
    assert foreign.some(database, [1])[1].claimants == ("Ada",)


def test_a_table_without_the_needed_columns_names_those_that_it_has(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "checks.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    result = command("import", str(table))
    assert result.exit_code == 1
    assert "no column for url, claim, rating" in result.stderr
    assert command("import", str(table), "--column", "colour=a").exit_code == 2


@pytest.mark.parametrize("content", ["", "plain words", "<p>no markup", "\x00"])
def test_what_holds_no_check_is_refused(command: Command, tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(content, encoding="utf-8")
    result = command("import", str(path))
    assert result.exit_code == 1
    assert "no ClaimReview" in result.stderr
    assert command("import", str(tmp_path / "missing.json")).exit_code == 1
