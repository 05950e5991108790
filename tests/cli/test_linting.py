"""`lint`: a page of one's own, a file, and what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import main
from factcheck.core import claimreview
from factcheck.records.reviews import ClaimReview, ReviewRating
from factcheck.store.connection import connect
from tests import builders

RUNNER = CliRunner()
CLAIM = "http://127.0.0.1:8000/claims/1-harbours-water-is-the-cleanest"


@pytest.fixture
def at_work(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with a published verdict, as the command finds it."""
    monkeypatch.setenv("FACTCHECK_DB", str(database_path))
    database = connect(database_path)
    builders.article(database)
    builders.verdict(database, 1)
    database.close()


def test_a_page_of_ones_own_passes_without_a_network(at_work: None) -> None:
    answer = RUNNER.invoke(main, ["lint", CLAIM])
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "Nothing is wrong with it." in answer.output


def test_a_page_with_no_review_is_an_error(at_work: None) -> None:
    answer = RUNNER.invoke(main, ["lint", "http://127.0.0.1:8000/articles/1"])
    assert answer.exit_code == 1
    assert answer.stdout.startswith("E7 ClaimReview: ")
    assert RUNNER.invoke(main, ["lint", "http://127.0.0.1:8000/claims/2"]).exit_code == 1


def test_a_file_is_linted_for_the_address_that_it_will_have(at_work: None, tmp_path: Path) -> None:
    review = ClaimReview("https://desk.example/claims/1", "Rain fell.", ReviewRating("False", 9, 5, 1))
    path = tmp_path / "review.json"
    path.write_text(json.dumps(claimreview.as_json(review)), encoding="utf-8")
    answer = RUNNER.invoke(main, ["lint", str(path), "--url", "https://other.example/", "--json"])
    told = json.loads(answer.stdout)["remarks"]
    assert [one["code"] for one in told] == ["E4", "E6", "W3", "W4", "W7", "W5"]
    assert answer.exit_code == 1


def test_what_is_not_there_is_said_in_one_line(at_work: None, tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text("[]", encoding="utf-8")
    for where in (str(path), str(tmp_path / "nothing.html")):
        answer = RUNNER.invoke(main, ["lint", where])
        assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
