"""Sources and evidence on the desk: documents in three ways, or typed; passages with their stance."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract
from factcheck.desk import evidence, intake
from factcheck.errors import FetchFailed
from factcheck.records import Extracted, Fetched, How, NewSnapshot, Stance
from factcheck.store import claims, snapshots, sources
from tests import builders as build


def fetch(address: str) -> Fetched:
    raise FetchFailed("The server of %(url)s does not answer.", url=address)


TOOLS = jobs.Tools(fetch, extract, lambda text: splitting.split(text, Sentences()))


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database)
    return signed_in("checker")


def page_of(browser: FlaskClient, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def test_a_pasted_source_is_kept_and_a_passage_of_it_attached(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    data = {
        "text": build.SOURCE,
        "title": "The register",
        "is_primary": "y",
        "publisher": "The agency",
        "origin": "North Wire",
    }
    assert post(checker, "/desk/claims/1/source", data).location == "/desk/jobs/1"
    jobs.run_next(database, TOOLS, worker="test")
    assert checker.get("/desk/jobs/1").location == "/desk/sources/1?claim=1"
    assert "The register" in page_of(checker, "/desk/sources/1?claim=1")
    passage = {"passage": "twelfth of forty", "stance": "refutes"}
    answer = post(checker, "/desk/sources/1?claim=1", passage)
    assert answer.location == "/desk/claims/1#evidence-1"
    page = page_of(checker, "/desk/claims/1")
    assert "twelfth of forty" in page
    assert "Primary source" in page
    assert "Origin: North Wire" in page
    assert '<mark class="passage-mark" data-evidence="1">twelfth of forty</mark>' in page_of(checker, "/desk/sources/1")


def test_a_selection_decides_which_of_two_equal_passages_is_meant(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1, "Rates rose.", text="Rates rose. Then rates fell.\nRates rose. Then nothing.")
    kept = snapshots.text(database, sources.get(database, 1).snapshot_id)
    start = kept.rindex("Rates rose. Then")
    data = {"passage": "Rates rose. Then", "stance": "context", "offsets": f"[[{start}, {start + 16}]]"}
    post(checker, "/desk/sources/1?claim=1", data)
    assert sources.evidence_on(database, 1)[-1].span == (start, start + 16)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"passage": "words that it has not", "stance": "refutes"}, "These words do not stand in the text"),
        (
            {"passage": "The city ranked twelfth of forty for nitrate.", "stance": "context"},
            "is attached to the claim already",
        ),
        ({"passage": "twelfth of forty"}, "Choose one."),
    ],
)
def test_a_passage_that_cannot_be_attached_says_why_and_is_kept(
    checker: FlaskClient, post: Callable[..., object], database: Database, typed: dict[str, str], sentence: str
) -> None:
    build.attach(database, 1)
    answer = post(checker, "/desk/sources/1?claim=1", typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert f"{typed['passage']}</textarea>" in page


def test_what_was_typed_from_a_picture_is_marked_as_typed(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    data = {
        "text": "Lead pipes: 340 left",
        "what": "photograph of the notice board",
        "files": (io.BytesIO(b"\x89PNG picture"), "board.png"),
    }
    answer = post(checker, "/desk/claims/1/source", data, content_type="multipart/form-data")
    assert answer.location == "/desk/sources/1?claim=1"
    page = page_of(checker, answer.location)
    assert "A person typed this from: photograph of the notice board" in page
    raw = checker.get("/desk/sources/1/raw")
    assert raw.data == b"\x89PNG picture"
    assert raw.headers["Content-Type"] == "application/octet-stream"
    assert raw.headers["Content-Disposition"].startswith("attachment")


def test_typed_from_something_needs_the_text(checker: FlaskClient, post: Callable[..., object]) -> None:
    answer = post(checker, "/desk/claims/1/source", {"what": "a call"})
    assert answer.status_code == 422
    assert "Type what the source says." in answer.get_data(as_text=True)


def test_a_source_that_failed_can_be_tried_again_for_the_same_claim(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    post(checker, "/desk/claims/2/source", {"url": "https://away.example/", "is_primary": "y"})
    jobs.run_next(database, TOOLS, worker="test")
    page = page_of(checker, "/desk/jobs/1")
    assert "The server of https://away.example/ does not answer." in page
    assert 'action="/desk/claims/2/source"' in page
    assert 'value="https://away.example/"' in page
    assert "checked" in page


def test_a_stance_is_changed_and_a_passage_removed_and_put_back(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    build.attach(database, 1)
    assert post(checker, "/desk/evidence/1/stance", {"stance": "supports", "version": "1"}).status_code == 303
    assert post(checker, "/desk/evidence/1/stance", {"stance": "context", "version": "1"}).status_code == 409
    assert post(checker, "/desk/evidence/1/stance", {"stance": "cheers", "version": "2"}).status_code == 422
    assert sources.get_evidence(database, 1).stance == "supports"
    post(checker, "/desk/evidence/1/remove", {"claim": "1"})
    page = page_of(checker, "/desk/claims/1")
    assert "No source is attached" in page
    assert "1 removed passage" in page
    post(checker, "/desk/evidence/1/put-back", {"claim": "1"})
    assert len(sources.evidence_on(database, 1)) == 1


def test_known_sources_are_found_by_their_words(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 1)
    assert 'href="/desk/sources/1?claim=2"' in page_of(checker, "/desk/claims/2/source?words=drinking")
    assert "No source has these words." in page_of(checker, "/desk/claims/2/source?words=elephant")
    assert "Register of Drinking Water" in page_of(checker, "/desk/sources?words=register.example")


def test_a_hostile_source_stays_text(checker: FlaskClient, database: Database) -> None:
    text = "<script>alert(1)</script> says the source."
    build.attach(database, 1, "says the source", text=text, title="<b>Bold</b>", url="https://evil.example/")
    page = page_of(checker, "/desk/sources/1?claim=1")
    assert "<script>alert" not in page
    assert "<b>Bold" not in page


def test_a_fetched_source_shows_how_it_is_kept_and_its_bytes_come_only_as_a_download(
    checker: FlaskClient, database: Database
) -> None:
    raw = b"<script>alert(1)</script><p>Rates rose.</p>"
    headers = (("Content-Type", "text/html"), ("X-Trace", "<b>7</b>"))
    final = "https://away.example/final"
    snapshot = NewSnapshot(How.FETCHED, raw, "Rates rose.", "text/html", final_url=final, status=200, headers=headers)
    document = intake.Document(snapshot, Extracted("Rates rose.", title="Rates"), final, final)
    by = build.person(database, "ada")
    number = evidence.add_source(database, document, evidence.Citing(intake.Details()), by=by, now=build.NOW)
    page = page_of(checker, f"/desk/sources/{number}")
    for shown in (
        hashlib.sha256(raw).hexdigest(),
        hashlib.sha256(b"Rates rose.").hexdigest(),
        final,
        "with status 200",
    ):
        assert shown in page
    assert "X-Trace: &lt;b&gt;7&lt;/b&gt;" in page
    answer = checker.get(f"/desk/sources/{number}/raw")
    assert answer.data == raw
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_passages_that_bear_on_the_claim_are_offered_and_one_button_attaches_one(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    claim = claims.get(database, 1)
    assert claim
    text = f"The hall was full. He said: {claim.text} Nobody asked.\nA line of other things."
    build.attach(database, 2, "The hall was full.", text=text)
    page = page_of(checker, f"/desk/sources/1?claim={claim.id}")
    offered = re.search(
        r'name="passage" value="([^"]*)"><input type="hidden" name="offsets" value="([^"]*)".*?'
        r'name="stance" value="refutes" data-key="r"',
        page,
        re.DOTALL,
    )
    assert offered
    passage, offsets = map(html.unescape, offered.groups())
    assert claim.text in passage
    data = {"passage": passage, "offsets": offsets, "stance": "refutes"}
    assert post(checker, f"/desk/sources/1?claim={claim.id}", data).location.endswith("#evidence-2")
    [attached] = sources.evidence_on(database, claim.id)
    assert (text[slice(*attached.span)], attached.stance) == (passage, Stance.REFUTES)
    again = page_of(checker, f"/desk/sources/1?claim={claim.id}")
    assert f'name="offsets" value="{offsets}"' not in again


def test_a_source_without_words_of_the_claim_offers_no_passage(checker: FlaskClient, database: Database) -> None:
    build.attach(database, 2, "Zebras graze.", text="Zebras graze. Kangaroos jump.")
    page = page_of(checker, "/desk/sources/1?claim=1")
    assert "No other passage of this source shares words with the claim." in page
    assert 'data-key="r"' not in page
