"""Adding an article by the desk's page: three ways in, one clear sentence where it fails."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.core.extracting import extract
from factcheck.errors import FetchFailed
from factcheck.records import ArticleText, Fetched, Splitting
from factcheck.store import articles
from tests import builders as build

PAGE = b"<html><head><title>Rain</title></head><body><article><h1>Rain</h1>" + b"<p>It rained on 12 days. </p>" * 12


def fetch(address: str) -> Fetched:
    if "gone" in address:
        raise FetchFailed("The server of %(url)s says that the page is gone.", url=address)
    return Fetched(address, address, 200, "text/html", "utf-8", PAGE + b"</article></body></html>")


TOOLS = jobs.Tools(fetch, extract, lambda text: splitting.split(text, Sentences()))


class Woken:
    """Stands for the worker: counts how often it is told that there is work."""

    times = 0

    def wake(self) -> None:
        self.times += 1


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("checker")


def work(database: Database) -> None:
    while jobs.run_next(database, TOOLS, worker="test"):
        pass


def test_pasted_text_becomes_an_article(
    app: Flask, checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    app.extensions["factcheck.worker"] = worker = Woken()
    answer = post(checker, "/desk/add", {"text": "It rained.\r\nThen it stopped.", "title": "Rain"})
    assert (answer.status_code, answer.location, worker.times) == (303, "/desk/jobs/1", 1)
    assert "Waiting for its turn" in checker.get("/desk/jobs/1").get_data(as_text=True)
    work(database)
    done = checker.get("/desk/jobs/1")
    assert (done.status_code, done.location) == (303, "/desk/articles/1")
    page = checker.get(done.location).get_data(as_text=True)
    assert "It rained." in page
    assert articles.get(database, 1).title == "Rain"


def test_where_several_engines_are_set_up_one_is_chosen_and_the_article_says_which(
    app: Flask, checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    assert 'name="engine"' not in checker.get("/desk/add").get_data(as_text=True)
    app.extensions["factcheck.engines"] = ("llm",)
    assert '<option value="llm">llm</option>' in checker.get("/desk/add").get_data(as_text=True)
    assert post(checker, "/desk/add", {"text": "It rained.", "engine": "other"}).status_code == 422
    post(checker, "/desk/add", {"text": "It rained.", "engine": "llm"})
    post(checker, "/desk/add", {"text": "It stopped.", "engine": "llm"})
    post(checker, "/desk/add", {"text": "It went on.", "engine": ""})

    def played(text: ArticleText) -> Splitting:
        return replace(TOOLS.split(text), engine="llm", engine_version="2 (toy)")

    jobs.run_next(database, replace(TOOLS, engines={"llm": played}), worker="test")
    page = checker.get("/desk/articles/1").get_data(as_text=True)
    assert "Split by the engine “llm”, version 2 (toy)." in page
    work(database)  # by a worker that has no such engine
    page = checker.get("/desk/jobs/2").get_data(as_text=True)
    assert "The engine “llm” is not set up here any more." in page
    assert '<option selected value="llm">' in page
    assert "Split by the engine “sentences”" in checker.get("/desk/articles/2").get_data(as_text=True)


def test_an_address_is_fetched_and_its_failure_is_one_sentence_with_what_was_typed(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    post(checker, "/desk/add", {"url": "https://news.example/rain"})
    post(checker, "/desk/add", {"url": "https://news.example/gone", "publisher": "The News"})
    work(database)
    assert checker.get("/desk/jobs/1").location == "/desk/articles/1"
    page = checker.get("/desk/jobs/2").get_data(as_text=True)
    assert "The server of https://news.example/gone says that the page is gone." in page
    assert 'value="https://news.example/gone"' in page
    assert 'value="The News"' in page


def test_pasted_text_that_failed_stands_in_the_form_again(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    post(checker, "/desk/add", {"text": "lost words", "published_on": "2026-01-02"})
    broken = jobs.Tools(fetch, extract, lambda text: (_ for _ in ()).throw(FetchFailed("The engine is away.")))
    jobs.run_next(database, broken, worker="test")
    page = checker.get("/desk/jobs/1").get_data(as_text=True)
    assert "The engine is away." in page
    assert "lost words" in page


def test_what_is_stored_already_is_linked_to(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    for _ in range(2):
        post(checker, "/desk/add", {"text": "It rained. Then it stopped."})
    work(database)
    page = checker.get("/desk/jobs/2").get_data(as_text=True)
    assert "This text is stored already, as article 1" in page
    assert 'href="/desk/articles/1"' in page


def test_several_files_are_several_articles(
    checker: FlaskClient, post: Callable[..., object], database: Database
) -> None:
    files = [(io.BytesIO(b"It rained in the north."), "north.txt"), (io.BytesIO(b"# South\n\nIt was dry."), "s.md")]
    answer = post(checker, "/desk/add", {"files": files}, content_type="multipart/form-data")
    assert answer.location == "/desk/jobs"
    work(database)
    assert [articles.get(database, number) is not None for number in (1, 2, 3)] == [True, True, False]
    page = checker.get("/desk/jobs").get_data(as_text=True)
    assert "north.txt" in page
    assert page.count("Done") == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Give an address, a file or the text."),
        ({"text": "Words.", "published_on": "yesterday"}, "Give the day as year-month-day"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_kept(
    checker: FlaskClient, post: Callable[..., object], typed: dict[str, str], sentence: str
) -> None:
    answer = post(checker, "/desk/add", {**typed, "title": "Kept title"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept title" in page


def test_a_file_and_text_at_once_are_not_guessed_at(checker: FlaskClient, post: Callable[..., object]) -> None:
    data = {"files": (io.BytesIO(b"one"), "one.txt"), "text": "two"}
    answer = post(checker, "/desk/add", data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Give a file or text, not both" in answer.get_data(as_text=True)


def test_a_job_that_is_not_there_is_a_404(checker: FlaskClient) -> None:
    assert checker.get("/desk/jobs/7").status_code == 404
    assert checker.get("/desk/jobs/99999999999999999999999").status_code == 404


def test_raw_bytes_come_as_a_download_that_nothing_runs(checker: FlaskClient, database: Database) -> None:
    number = build.article(database, "<script>alert(1)</script> is what the article says.", found=())
    answer = checker.get(f"/desk/articles/{number}/raw")
    assert answer.data == b"<script>alert(1)</script> is what the article says."
    assert answer.headers["Content-Disposition"] == 'attachment; filename="article-1.bin"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_larger_than_the_form_says_is_refused_at_its_field(
    signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    files = {"files": (io.BytesIO(b"x" * 10_000_001), "large.txt")}
    answer = post(signed_in("checker"), "/desk/add", files)
    assert answer.status_code == 422
    assert "A file may have 10 MB: “large.txt” is larger." in answer.get_data(as_text=True)


def test_what_is_done_at_once_is_the_answer_and_what_failed_says_why(
    app: Flask, checker: FlaskClient, post: Callable[..., object], database_path: Path
) -> None:
    app.extensions["factcheck.worker"] = worker = jobs.Worker(database_path, TOOLS)
    worker.start()
    try:
        first = post(checker, "/desk/add", {"text": "It rained. It stopped.", "title": "Rain"})
        again = post(checker, "/desk/add", {"text": "It rained. It stopped.", "title": "Rain"})
    finally:
        worker.stop()
    assert first.location == "/desk/articles/1"
    assert again.location == "/desk/jobs/2"
    assert "stored already" in checker.get(again.location).get_data(as_text=True)
