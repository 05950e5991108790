"""Browsers that know nothing of each other, one-time links, and a worker that can be held back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlite_utils import Database

from factcheck import jobs
from factcheck.clock import utc_now
from factcheck.confined import Confined
from factcheck.core import splitting
from factcheck.desk import second_steps, sessions
from factcheck.records import ArticleText, Purpose, Role, Splitting
from tests import builders as build
from tests.browser import stage


@pytest.fixture
def go() -> threading.Event:
    """The worker splits nothing while this is not set."""
    event = threading.Event()
    event.set()
    return event


@pytest.fixture
def working(app: Flask, go: threading.Event) -> Iterator[jobs.Worker]:
    """A worker that does the jobs of the application: with the real reader and engine, over a network of one page."""
    engine = splitting.default_engine()

    def split(article: ArticleText) -> Splitting:
        go.wait(stage.WORK_S)
        return splitting.split(article, engine)

    with Confined(children=1) as confined:
        worker = jobs.Worker(app.config["DATABASE"], jobs.Tools(stage.fetch, confined.extract, split))
        worker.start()
        app.extensions["factcheck.worker"] = worker
        yield worker
        go.set()
        worker.stop()


@pytest.fixture
def link(served: str, database: Database) -> Callable[[str, Role], str]:
    """Give the one-time link by which somebody signs in to a desk that does without the second step."""
    second_steps.set_required(database, False, now=utc_now(), actor=None)

    def make(handle: str, role: Role) -> str:
        person = build.person(database, handle, role)
        token = sessions.make_link(database, person.id, Purpose.SIGN_IN, now=utc_now(), actor=None)
        return f"{served}/account/link/{token}"

    return make


@pytest.fixture
def open_browser(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own; `how` is what Playwright's `new_context` takes."""
    opened: list[BrowserContext] = []

    def open_one(**how: object) -> Page:
        opened.append(chromium.new_context(**how))
        return opened[-1].new_page()

    yield open_one
    for one in opened:
        one.close()
