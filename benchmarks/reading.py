"""A verdict page as readers get it against an empty Flask view: at most 4 times; and rendering it with 10,000 claims
stored at most 1.3 times what it takes with 100.

    python -m benchmarks.reading

A page is rendered once after each change of the database and kept; both are shown. All are asked in turns by Flask's
own client, in one process and one run; the ratios are of the medians.
"""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from factcheck import create_app, demo
from factcheck.cli.opening import tools
from factcheck.clock import utc_now
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract
from factcheck.desk import articles, evidence, intake, verdicts
from factcheck.jobs import Tools
from factcheck.records import ArticleText, Splitting, Stance
from factcheck.store import claims, people
from factcheck.store.connection import connect

EMPTY_RATIO_MAX = 4.0
CLAIMS_RATIO_MAX = 1.3
ASKED = 400
CLAIMS_OF_ONE = 100
RENDERED = "each-time"
"""Behind a question mark: pages with a query are rendered each time, others are kept while nothing changes."""

VERDICTS_OF_ONE = 5
"""Published verdicts on the claims of each article, so that the tables which a page reads have grown too."""


def whole_sentences(article: ArticleText) -> Splitting:
    """Claims without the parser: this is about reading them."""
    return splitting.split(article, Sentences())


def fill(path: Path, equipment: Tools, wanted: int) -> None:
    """Make the demo at the path, and add articles until there are about so many claims."""
    demo.make(path, equipment)
    database = connect(path)
    checker, editor = (people.by_handle(database, handle) for handle, _, _ in demo.PEOPLE)
    assert checker
    assert editor
    number = 0
    while database.execute("select count(*) from claims").fetchone()[0] < wanted - CLAIMS_OF_ONE // 2:
        number += 1
        text = " ".join(f"The harbour has {number} ships and {line} boats." for line in range(CLAIMS_OF_ONE))
        document = intake.read_text(text, extract=extract)
        details = intake.Details(title=f"Ships in year {number}")
        found = intake.split_document(document, details, split=whole_sentences)
        article = intake.add_article(database, document, details, found, by=checker, now=utc_now())
        articles.publish(database, article, by=editor, now=utc_now())
        for claim in claims.of_article(database, article)[:VERDICTS_OF_ONE]:
            evidence.attach(
                database, claim.id, 1, "Thank you all for coming.", Stance.CONTEXT, by=checker, now=utc_now()
            )
            version = claim.version + 1
            verdicts.record(database, claim.id, version, verdicts.Typed("true", "It is so."), by=checker, now=utc_now())
            verdicts.publish(database, claim.id, 1, by=editor, now=utc_now())
    database.close()


def verdict_page(client: FlaskClient) -> str:
    """The address of the verdict page of the demo's first reviewed claim, as the home page or the article links it."""
    page = client.get("/articles/1", follow_redirects=True).get_data(as_text=True)
    found = re.search(r'href="(/claims/\d+[^"#]*)[^"]*"', page)
    assert found, "the article's page links no verdict"
    return client.get(found[1], follow_redirects=True).request.path


def seconds(client: FlaskClient, path: str) -> float:
    """What one answer takes."""
    begun = time.perf_counter()
    answer = client.get(path)
    taken = time.perf_counter() - begun
    assert answer.status_code == 200
    return taken


def main() -> None:
    """Print the times and both ratios; end with 1 where one is too high."""
    empty = Flask("empty")
    empty.add_url_rule("/", view_func=lambda: "")
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few.db", Path(name) / "many.db"
        equipment = tools()
        fill(few, equipment, 100)
        fill(many, equipment, 10_000)
        with_few, with_many = create_app(few).test_client(), create_app(many).test_client()
        asked = [
            (empty.test_client(), "/"),
            (with_few, f"{verdict_page(with_few)}?{RENDERED}"),
            (with_many, f"{verdict_page(with_many)}?{RENDERED}"),
            (with_many, verdict_page(with_many)),
        ]
        for client, path in asked * 20:
            seconds(client, path)
        times = [[seconds(client, path) for client, path in asked] for _ in range(ASKED)]
    nothing, few_ms, many_ms, kept = (median(column) * 1000 for column in zip(*times, strict=True))
    print(f"empty view {nothing:.2f} ms; verdict page rendered: {few_ms:.2f} ms and {many_ms:.2f} ms")
    print(f"as readers get it: {kept:.2f} ms, {kept / nothing:.2f} times an empty view (at most {EMPTY_RATIO_MAX})")
    print(f"first rendering after a change: {few_ms / nothing:.2f} times an empty view")
    print(f"rendering with 10,000 claims: {many_ms / few_ms:.2f} times 100 claims (at most {CLAIMS_RATIO_MAX})")
    raise SystemExit(kept / nothing > EMPTY_RATIO_MAX or many_ms / few_ms > CLAIMS_RATIO_MAX)


if __name__ == "__main__":
    main()
