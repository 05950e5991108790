"""A source that is a copy of another source, or of the article, says so."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import copying
from factcheck.store import claims, snapshots, sources
from tests import builders as build
from tests.core.test_copies import EDITED, REPORT, RETOLD


def test_a_copy_of_another_source_says_so_on_its_page(
    signed_in: Callable[..., FlaskClient], database: Database
) -> None:
    browser = signed_in("checker")
    build.article(database)
    for text in (REPORT, EDITED, RETOLD):
        build.attach(database, 1, text[:40], text=text)
    page = browser.get("/desk/sources/2?claim=1").get_data(as_text=True)
    assert "The same text as source 1" in page
    assert "(58 of 61 words)" in page
    assert "The same text" not in browser.get("/desk/sources/3?claim=1").get_data(as_text=True)


def test_a_copy_of_the_article_itself_is_told(signed_in: Callable[..., FlaskClient], database: Database) -> None:
    browser = signed_in("checker")
    drafts = [build.draft(REPORT, "twice what the town pays today", "The sum is twice what Saltmere pays today.")]
    build.article(database, REPORT, drafts)
    build.attach(database, 1, EDITED[:40], text=EDITED)
    kept = claims.get(database, 1).appearance.snapshot_id
    assert snapshots.text(database, kept).startswith(REPORT[:40])
    [copy] = copying.copies(database, sources.get(database, 1), 1)
    assert copy.other is None
    assert "The same text as the article" in browser.get("/desk/sources/1?claim=1").get_data(as_text=True)
