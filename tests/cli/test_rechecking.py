"""`recheck` says of each document what became of it, one line each, and keeps nothing on a dry run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from sqlite_utils import Database

from factcheck.cli import rechecking
from factcheck.core.extracting import extract
from factcheck.jobs import Tools
from tests.live import Live, cited, page, site, source
from tests.loopback import response
from tests.test_jobs import split

OTHER = response(page("Nothing is left of what stood here, but this one paragraph of other words."))


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    with site() as found:
        monkeypatch.setattr(rechecking, "tools", lambda: Tools(found[1].fetch, extract, split))
        yield found


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_every_outcome_has_its_line_and_the_sum_is_told(
    database: Database, live: Live, command: Callable[..., Result]
) -> None:
    cited(database, live)
    for number in (2, 3, 4, 5):
        source(database, live, f"http://site{number}.example.com/{number}")
    live[0].answers = {
        "/2025": OTHER,
        "/2": response(page(aside="an advertisement")),
        "/3": response(page("The first paragraph is another one now, and all of the others were taken out.")),
        "/4": response(b"", "404 Not Found"),
        "/5": response(b"", "503 Service Unavailable"),
    }
    told = lines(command("recheck"))
    assert sorted(told[:-1]) == [
        "source 1, “The register”: a passage that is cited does not stand there any more",
        "source 2, “The register”: unchanged, though its bytes are others",
        "source 3, “The register”: changed; all that is cited of it still stands there",
        "source 4, “The register”: gone. There is no page at this address (status 404).",
        "source 5, “The register”: unreachable. The site reports a fault of its own (status 503).",
    ]
    assert told[-1] == "5 checked: 1 unchanged, 1 changed, 1 passage changed, 1 gone, 1 unreachable."
    assert database.execute("select count(*) from notices").fetchone() == (4,)
    assert database.execute("select count(*) from jobs").fetchone() == (0,)


def rows(database: Database) -> dict[str, int]:
    return {table.name: table.count for table in database.tables}


def test_a_dry_run_says_the_same_and_keeps_nothing(
    database: Database, live: Live, command: Callable[..., Result]
) -> None:
    cited(database, live)
    live[0].answer = OTHER
    before = rows(database)
    dry = lines(command("recheck", "--dry-run"))
    assert rows(database) == before
    assert dry == lines(command("recheck"))
    assert rows(database) != before  # the control


def test_one_is_named_by_its_number_or_its_address(
    database: Database, live: Live, command: Callable[..., Result]
) -> None:
    for number in (1, 2, 3):
        source(database, live, f"http://site{number}.example.com/{number}")
    live[0].heads.clear()
    assert len(lines(command("recheck", "--source", "2"))) == 1
    assert len(lines(command("recheck", "http://SITE3.example.com/3#top"))) == 1
    assert [head.split()[1] for head in live[0].heads] == ["/2", "/3"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--source", "7"), "There is no source 7."),
        (("--source", "1", "--article", "1"), "Article 1 was not fetched from an address"),
        (("http://other.example.com/",), "Nothing was fetched from http://other.example.com/."),
    ],
)
def test_what_cannot_be_checked_is_refused_before_anything_is_asked(
    database: Database, live: Live, command: Callable[..., Result], arguments: tuple[str, ...], sentence: str
) -> None:
    cited(database, live)
    asked = len(live[0].heads)
    result = command("recheck", *arguments)
    assert (result.exit_code, sentence in result.output) == (1, True)
    assert len(live[0].heads) == asked


def test_a_desk_that_fetched_nothing_is_told_so(database: Database, live: Live, command: Callable[..., Result]) -> None:
    assert "Nothing" in lines(command("recheck"))[0]


def test_what_a_run_that_was_broken_off_has_done_is_not_done_again(
    database: Database, live: Live, command: Callable[..., Result]
) -> None:
    for number in (1, 2):
        source(database, live, f"http://site{number}.example.com/{number}")
    lines(command("recheck", "--source", "1"))
    live[0].heads.clear()
    lines(command("recheck"))
    assert len(live[0].heads) == 2  # the control: a run that begins anew asks for both
    live[0].heads.clear()
    database.execute(
        "insert into jobs (kind, task, state, added_at) values ('recheck', "
        """'{"kind": "source", "number": 2, "host": "site2.example.com"}', 'queued', ?)""",
        ["2020-01-01T00:00:00.000000Z"],
    )
    database.execute("update rechecks set checked_at = '2019-01-01T00:00:00.000000Z' where source_id = 2")
    lines(command("recheck"))
    assert [head.split()[1] for head in live[0].heads] == ["/2"]
