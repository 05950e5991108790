"""The card of a verdict in other people's pages, and how their programs find it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlite_utils import Database

from factcheck.web import embedding
from tests import builders

SITE = "https://desk.example"


@pytest.fixture
def site(app: Flask, database: Database, client: FlaskClient) -> FlaskClient:
    """A reader of a site with one published verdict."""
    app.config["PUBLIC_URL"] = SITE
    builders.article(database)
    builders.verdict(database, 1)
    return client


def test_the_card_is_small_and_nothing_in_it_can_run(site: FlaskClient) -> None:
    answer = site.get("/embed/1")
    [sheet] = re.findall(r'href="(/static/[^"]+css[^"]*)"', answer.text)
    assert len(answer.data) + len(site.get(sheet).data) < 10_000
    assert "<script" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors *" in policy
    assert "X-Frame-Options" not in answer.headers
    assert "Eleven of forty cities" in answer.text
    assert f'href="{SITE}/claims/1-harbours-water-is-the-cleanest"' in answer.text
    assert site.get("/embed/2").status_code == 404
    assert site.get("/claims/1", follow_redirects=True).headers["X-Frame-Options"] == "DENY"


def test_an_editors_program_finds_the_card(site: FlaskClient) -> None:
    page = site.get("/claims/1", follow_redirects=True).text
    [found] = re.findall(r'type="application/json\+oembed" href="([^"]+)"', page)
    told = site.get(found.replace("&amp;", "&").removeprefix(SITE)).json
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 600)
    assert f'src="{SITE}/embed/1"' in told["html"]
    assert "sandbox=" in told["html"]
    assert "allow-scripts" not in told["html"]
    narrow = site.get("/oembed", query_string={"url": f"{SITE}/claims/1", "maxwidth": "320", "maxheight": "x"}).json
    assert (narrow["width"], narrow["height"]) == (320, 300)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"url": f"{SITE}/claims/2"}, 404),
        ({"url": f"{SITE}/articles/1"}, 404),
        ({"url": "https://other.example/claims/1"}, 404),
        ({"url": "http://[bad"}, 404),
        ({}, 404),
        ({"url": f"{SITE}/claims/1", "format": "xml"}, 501),
    ],
)
def test_what_has_no_card_is_refused_in_json(site: FlaskClient, asked: dict[str, str], status: int) -> None:
    answer = site.get("/oembed", query_string=asked)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")


def test_a_claims_words_cannot_leave_the_frames_attributes() -> None:
    evil = '"><script>alert(1)</script>'
    assert "<script" not in str(embedding.frame("https://desk.example/embed/1", evil, 1, 1))


@pytest.fixture
def other_site(served: str) -> Iterator[str]:
    """Somebody else's page, at another origin, with the card in it."""
    html = f'<!doctype html><iframe src="{served}/embed/1" width="600" height="300" sandbox></iframe>'

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


@pytest.mark.browser
def test_the_card_stands_in_a_page_of_another_origin_and_the_verdicts_page_does_not(
    chromium: Browser, database: Database, served: str, other_site: str
) -> None:
    builders.article(database)
    builders.verdict(database, 1)
    page = chromium.new_page()
    page.goto(other_site)
    frame = page.frames[1]
    assert "Harbour’s water is the cleanest." in frame.locator("h1").inner_text()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    control = f"{served}/claims/1-harbours-water-is-the-cleanest"
    page.set_content(f'<iframe src="{control}" width="600" height="300"></iframe>')
    page.wait_for_timeout(300)
    assert page.frames[1].locator("h1.claim-large").count() == 0
    page.close()
