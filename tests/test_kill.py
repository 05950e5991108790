"""A writer is killed in the middle of its writing, again and again: whatever it said was saved is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.store import verifying
from factcheck.store.connection import connect

ROOT = Path(__file__).resolve().parents[1]

KILLS = 25
"""How often the writer dies: enough that many deaths fall between two of its statements, which the test checks."""

CLAIMS = 30
"""Claims of each article that the writer adds, so that one transaction is many statements."""

WRITER = """
import sys
from pathlib import Path
from factcheck.clock import utc_now
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.desk import claims, intake
from factcheck.core.extracting import extract
from factcheck.desk.people import add_person
from factcheck.records import Role
from factcheck.store.connection import connect

database, first = connect(Path(sys.argv[1])), int(sys.argv[2])
by = add_person(database, f"writer{first}", "Writer", Role.CHECKER, now=utc_now(), actor=None)
for number in range(first, first + 10_000):
    text = " ".join(f"The harbour has {number} ships and {n} boats." for n in range(int(sys.argv[3])))
    document = intake.read_text(text, extract=extract)
    details = intake.Details(title=f"Article {number}")
    found = intake.split_document(document, details, split=lambda article: splitting.split(article, Sentences()))
    article = intake.add_article(database, document, details, found, by=by, now=utc_now())
    words = claims.Words(f"There are {number} ships.", pieces=("The harbour has",))
    claim, event = claims.add_to_article(database, article, words, by=by, now=utc_now())
    claims.drop(database, claim, 1, by=by, now=utc_now())
    print(number, article, claim, flush=True)
"""


def write_and_die(path: Path, first: int, after: int) -> list[tuple[int, int, int]]:
    """Start the writer, kill it some time after its acknowledgement number `after`; give what it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first), str(CLAIMS)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(after)]
        # Somewhere within what the next acknowledgement takes: three transactions of a few milliseconds.
        time.sleep(random.uniform(0, 0.02))
        writer.kill()
        said += writer.stdout.readlines()
    complete = [line for line in said if line.endswith("\n")]
    return [tuple(map(int, line.split())) for line in complete]  # type: ignore[misc]


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_nothing_that_was_acknowledged_is_lost_when_the_writer_is_killed(database_path: Path) -> None:
    acknowledged: list[tuple[int, int, int]] = []
    for round_number in range(KILLS):
        acknowledged += write_and_die(database_path, round_number * 10_000, after=1 + round_number % 4)
        with closing(connect(database_path)) as database:
            assert list(verifying.problems(database)) == []
    with closing(connect(database_path)) as database:
        for number, article, claim in acknowledged:
            title = database.execute("select title from articles where id = ?", [article]).fetchone()
            assert title == (f"Article {number}",)
            state = database.execute("select text, state from claims where id = ?", [claim]).fetchone()
            assert state == (f"There are {number} ships.", "closed")
        counts = database.execute(
            "select a.id, count(c.id) from articles a left join appearances p on p.article_id = a.id "
            "left join claims c on c.id = p.claim_id and c.engine is not null group by a.id"
        ).fetchall()
    assert {found for _, found in counts} == {CLAIMS}, "an article is there with some of its claims"
    assert len(acknowledged) < len(counts), "no writer died between its transactions: the test proves nothing"
