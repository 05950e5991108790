"""The static export: the bytes that are served, on a plain file server, with no link that leads nowhere."""

from __future__ import annotations

import functools
import json
import threading
import urllib.request
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.cli import main
from factcheck.desk import withdrawing
from factcheck.errors import Refused
from factcheck.web import static_site
from tests import builders


@pytest.fixture
def site(app: Flask, database: Database) -> Flask:
    """A site with an article, two verdicts, one that was withdrawn and one made elsewhere."""
    builders.article(database)
    builders.verdict(database, 1)
    builders.verdict(database, 2, "true")
    withdrawing.withdraw(database, 2, 1, "It was wrong.", by=builders.person(database, "bo"), now=builders.NOW)
    builders.verdict(database, builders.elsewhere(database), "unproven")
    return app


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def folder(site: Flask, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    written = static_site.export(site, folder)
    assert written.broken == ()
    return folder


@pytest.fixture
def plain_server(folder: Path) -> Iterator[str]:
    """Python's own file server over the folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_plain_file_server_gives_the_bytes_that_are_served(
    site: Flask, client: FlaskClient, folder: Path, plain_server: str
) -> None:
    listed = json.loads((folder / static_site.MANIFEST).read_text())
    paths = ["/" + name.removesuffix("index.html").rstrip("/") for name in listed if name != "404.html"]
    compared = 0
    for path in paths:
        served = client.get(path)
        if served.location:
            served = client.get(path + "/") if served.location.endswith("/") else served
        with urllib.request.urlopen(plain_server + path) as answer:
            body = answer.read()
        if served.location:
            assert served.location.encode() in body
        else:
            assert body == served.data, path
            compared += 1
    assert compared > 25
    assert {
        "claims/1.json",
        "feed.atom",
        "sitemap.xml",
        "verdicts.csv",
        "static/house.css",
        "embed/1/index.html",
    } <= set(listed)
    assert (
        "This verdict was withdrawn"
        in (folder / "claims/2-the-waterworks-of-harbour-has-212-employees/index.html").read_text()
    )


def test_nothing_of_the_desk_is_exported(folder: Path, site: Flask, database: Database) -> None:
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert not [name for name in names if name.startswith(("desk", "account", "people", "oembed", "healthz"))]
    assert "claims/3.json" not in names  # not checked


def test_every_verdict_of_a_long_record_can_be_reached(app: Flask, database: Database, tmp_path: Path) -> None:
    for number in range(35):
        claim = builders.elsewhere(database, f"The port has {number} cranes.", url=f"https://radio.example/{number}")
        builders.record(database, claim, "unproven")
        builders.publish(database, claim)
    written = static_site.export(app, tmp_path / "site")
    assert written.broken == ()
    assert {"page-2/index.html", "page-2.json", "verdicts/page-2/index.html"} <= set(written.files)
    assert len([name for name in written.files if name.startswith("claims/") and name.endswith(".json")]) == 35


def test_a_later_export_takes_away_what_is_gone_and_nothing_else(site: Flask, folder: Path, database: Database) -> None:
    (folder / "CNAME").write_text("desk.example")
    bo = builders.person(database, "bo")
    withdrawing.withdraw(database, 4, 1, "It was wrong.", by=bo, now=builders.NOW)
    assert (folder / "embed" / "4" / "index.html").exists()
    static_site.export(site, folder)
    assert not (folder / "embed" / "4" / "index.html").exists()
    assert (folder / "CNAME").read_text() == "desk.example"


def test_a_folder_with_other_things_is_left_alone(site: Flask, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    with pytest.raises(Refused, match="has other things in it"):
        static_site.export(site, tmp_path)
    assert not (tmp_path / "index.html").exists()


def test_a_link_that_leads_nowhere_is_named(app: Flask, database: Database, tmp_path: Path) -> None:
    builders.article(database)
    text = "See [this](http://127.0.0.1:8000/claims/99) and [that](http://127.0.0.1:8000/../../etc/passwd)."
    builders.verdict(database, 1, explanation=text)
    written = static_site.export(app, tmp_path / "site")
    assert sorted({link for _, link in written.broken}) == [
        "http://127.0.0.1:8000/../../etc/passwd",
        "http://127.0.0.1:8000/claims/99",
    ]


def test_the_command_writes_the_site_and_says_so(
    site: Flask, database_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", str(database_path))
    answer = CliRunner().invoke(main, ["export", "--static", str(tmp_path / "out")])
    assert answer.exit_code == 0, answer.output
    assert "every link in them leads somewhere" in answer.output
    assert (tmp_path / "out" / "index.html").exists()
    for wrong in ([], ["--static", str(tmp_path / "x"), "--claim", "1"]):
        assert CliRunner().invoke(main, ["export", *wrong]).exit_code == 2
