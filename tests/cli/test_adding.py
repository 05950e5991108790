"""`add` and `split`: what is stored, what fails with one line, and that nothing is half stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from sqlite_utils import Database

from factcheck.demo.reviewing import DOCUMENTS

Command = Callable[..., Result]
ARTICLE = str(DOCUMENTS / "article.html")
NOTE = "The mayor of Saltmere opened a library on Monday. It has 40,000 books. "


def test_an_article_is_stored_with_what_its_page_says(command: Command, database: Database) -> None:
    result = command("add", ARTICLE)
    assert result.exit_code == 0
    assert "article 1, “Saltmere and Norvane Seal Historic Flood Pact”" in result.stdout
    row = database.execute("select title, byline, publisher, published_on from articles").fetchone()
    title = "Saltmere and Norvane Seal Historic Flood Pact"
    assert row == (title, "Petra Hollin", "The Coastline Ledger", "2026-03-13")


def test_what_the_options_say_goes_before_what_the_page_says(command: Command, database: Database) -> None:
    options = ["--title", "Pact", "--publisher", "L", "--published", "2026-01-02", "--author", "P. H."]
    command("add", ARTICLE, *options, "--url", "https://ledger.example/pact")
    row = database.execute("select title, byline, publisher, published_on, url from articles").fetchone()
    assert row == ("Pact", "P. H.", "L", "2026-01-02", "https://ledger.example/pact")


def test_many_are_stored_in_the_order_in_which_they_were_named(
    command: Command, database: Database, tmp_path: Path
) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"Number {number}\n\n" + NOTE * (12 - number))
    result = command("add", *(str(tmp_path / f"{number}.txt") for number in range(12)))
    assert result.exit_code == 0
    titles = [title for (title,) in database.execute("select title from articles order by id")]
    assert titles == [f"Number {number}" for number in range(12)]


def test_each_failure_is_one_line_and_the_others_are_stored(
    command: Command, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "large.html").write_bytes(b"x" * 10_000_001)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    good = tmp_path / "good.txt"
    good.write_text(f"A library\n\n{NOTE}")
    names = [tmp_path / "nosuch.txt", tmp_path, *(tmp_path / n for n in ("empty.txt", "large.html", "picture.png"))]
    given = [*map(str, names), "http://127.0.0.1/", "ftp://example.org/a", str(good), str(good)]
    result = command("add", *given)
    assert result.exit_code == 1
    failed = result.stderr.splitlines()
    assert [line.split(": ", 1)[0] for line in failed] == [*given[:7], given[8]]
    assert "There is no file" in failed[0]
    assert "larger than 10 MB" in failed[3]
    assert "stored already, as article 1" in failed[7]
    assert database.execute("select count(*) from articles").fetchone() == (1,)
    assert database.execute("select count(*) from snapshots").fetchone() == (1,)


def test_what_tells_of_one_article_is_refused_for_many(command: Command) -> None:
    assert command("add", ARTICLE, ARTICLE, "--title", "Pact").exit_code == 2
    assert command("add", "https://ledger.example/", "--url", "https://ledger.example/").exit_code == 2


def test_a_day_that_is_none_is_refused_before_anything_is_read(command: Command, database: Database) -> None:
    result = command("add", ARTICLE, "--published", "13 March")
    assert result.exit_code == 1
    assert "Give the day as year-month-day" in result.stderr
    assert database.execute("select count(*) from articles").fetchone() == (0,)


def test_split_shows_claims_and_stores_nothing(command: Command, database: Database) -> None:
    result = command("split", ARTICLE)
    assert "Each station moves 900 litres of water a second." in result.stdout
    assert database.execute("select count(*) from articles").fetchone() == (0,)


def test_split_as_json_has_spans_into_the_text_beside_them(command: Command) -> None:
    found = json.loads(command("split", ARTICLE, "--json").stdout)
    words = [[found["text"][start:end] for start, end in claim["spans"]] for claim in found["claims"]]
    assert ["Each station moves 900 litres of water a second"] in words
