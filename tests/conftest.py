"""What the tests stand on: a real, migrated database in a temporary folder, and the real application over it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright
from sqlite_utils import Database
from waitress.server import create_server

from factcheck import create_app, demo
from factcheck.cli.opening import tools
from factcheck.clock import utc_now
from factcheck.desk import people, sessions
from factcheck.records import Person, Role
from factcheck.store import sessions as stored_sessions
from factcheck.store.connection import close_opened, connect, writing
from factcheck.store.migrations import migrations

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
"""Sets that are not part of the project; a test that reads them skips where they are absent."""


@pytest.fixture
def database_path(tmp_path: Path) -> Iterator[Path]:
    """A migrated database file."""
    path = tmp_path / "claims.db"
    database = connect(path)
    migrations.apply(database)
    database.close()
    yield path
    close_opened()


@pytest.fixture
def database(database_path: Path) -> Iterator[Database]:
    """A connection to the migrated database."""
    database = connect(database_path)
    yield database
    database.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, made once by the real reading children and the real engine; to be copied, not written to."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.make(path, tools())
    return path


@pytest.fixture
def demo_path(demo_file: Path, tmp_path: Path) -> Iterator[Path]:
    """A demo database of one's own."""
    path = tmp_path / "claims.db"
    shutil.copyfile(demo_file, path)
    yield path
    close_opened()


@pytest.fixture
def app(database_path: Path) -> Flask:
    """The application over the migrated database; bugs come through instead of becoming a page."""
    app = create_app(database_path)
    app.config["TESTING"] = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody is signed in with."""
    return app.test_client()


def add_person(database: Database, handle: str, role: Role) -> Person:
    """Somebody with a role and no password."""
    return people.add_person(database, handle, handle.capitalize(), role, now=utc_now(), actor=None)


@pytest.fixture
def signed_in(app: Flask, database: Database) -> Callable[..., FlaskClient]:
    """Give a browser in which a new person of a role is signed in by both steps; `browser.person` is who."""

    def sign_in(role: str = "checker", handle: str = "") -> FlaskClient:
        person = add_person(database, handle or f"the-{role}", Role(role))
        with writing(database):
            token = sessions.begin(database, person.id, device="Test browser", now=utc_now())
            stored_sessions.set_second_step(database, sessions.key_of(token), utc_now())
        browser = app.test_client()
        browser.set_cookie(app.config["TOKEN_COOKIE"], token)
        browser.person = person
        return browser

    return sign_in


@pytest.fixture
def post() -> Callable[..., object]:
    """Post a form as a browser does: with the form token of a page that was opened before."""

    def send(browser: FlaskClient, path: str, data: dict[str, object] | None = None, **more: object) -> object:
        page = browser.get(more.pop("page", "/account/sign-in"))
        token = page.get_data(as_text=True).split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        return browser.post(path, data={"csrf_token": token, **(data or {})}, **more)

    return send


CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; where it is absent, the test skips and says so."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the application on a real socket, served by the server that the program uses."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
