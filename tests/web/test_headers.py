"""What every answer says of itself: what may run on it, and who may keep it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import create_app

PAGES = ["/", "/desk/", "/account/sign-in", "/nothing", "/nothing.json", "/static/house.css"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_it_does_not_need(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_desk_and_account_are_kept_by_nobody(signed_in: Callable[..., FlaskClient]) -> None:
    browser = signed_in("admin")
    for path in ["/desk/", "/account/", "/account/people", "/account/sign-in", "/nothing"]:
        assert browser.get(path).headers["Cache-Control"] == "no-store", path


def test_a_readers_page_may_be_kept_and_is_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/")
    assert first.headers["Cache-Control"] == "public, max-age=0, stale-if-error=86400"
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_readers_page_with_a_second_language_varies_by_it(app: Flask) -> None:
    app.config["LOCALES"] = ["en", "de"]
    assert "Accept-Language" in app.test_client().get("/").headers["Vary"]


def test_our_own_files_are_named_by_their_content_and_kept_for_a_year(client: FlaskClient) -> None:
    address = re.search(r'href="(/static/house\.css\?v=[0-9a-f]{12})"', client.get("/").text)[1]
    assert "max-age=31536000" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_a_style_in_it(client: FlaskClient, path: str) -> None:
    page = client.get(path, follow_redirects=True)
    if page.mimetype == "text/html":
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", page.text)


def test_behind_tls_cookies_are_bound_to_the_host_and_the_connection(database_path: Path) -> None:
    app = create_app(database_path, secure_cookies=True)
    answer = app.test_client().get("/account/sign-in", base_url="https://desk.example")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-factcheck-form=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_the_key_that_signs_cookies_is_made_once(database_path: Path, tmp_path: Path) -> None:
    first, second = create_app(database_path), create_app(database_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
