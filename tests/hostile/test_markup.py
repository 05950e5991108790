"""Hostile markup in every field that readers see: in a real browser nothing runs and nothing is asked for elsewhere."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlite_utils import Database

from factcheck.desk import site as desk_site
from factcheck.desk import withdrawing
from factcheck.records import Correction
from factcheck.web.headers import CONTENT_SECURITY_POLICY
from tests import builders
from tests.conftest import SHARED

pytestmark = pytest.mark.browser

OURS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "[x](javascript:alert(1))",
    "![x](http://outside.example/x.png)",
    "<iframe src=http://outside.example/></iframe>",
    "<style>@import 'http://outside.example/x.css';</style>",
]
"""A vector for each place that text gets into, for a machine without the collected ones."""

LONGEST = 300
"""Characters of a vector that fits the shortest field, a reason; longer ones go into the explanation alone."""

A_ROUND = 80
"""Vectors that one round of articles and verdicts takes, most of them in explanations: half a minute for all."""

WATCH = """
window.ran = 0;
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { window.ran += 1; };
"""


def vectors() -> list[str]:
    """Our own vectors, and the collected ones where they are at hand."""
    found, folder = list(OURS), SHARED / "hostile"
    if folder.exists():
        found += [one["payload"] for one in json.loads((folder / "xss-dompurify" / "payloads.json").read_text())]
        found += json.loads((folder / "xss-patt" / "all_unique.json").read_text())
        found += [path.read_text().split("\n--\n")[0] for path in sorted((folder / "xss-bleach").glob("*.test"))]
    return [one for one in dict.fromkeys(found) if one.strip()]


def bypassing(chromium: Browser, outside: list[str], own: str) -> tuple[BrowserContext, Page]:
    """A browser with the policy taken off, which notes what runs and stops and notes what is asked for elsewhere."""
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(WATCH)

    def stop(route: Route) -> None:
        if urlsplit(route.request.url).netloc != urlsplit(own).netloc:
            outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", stop)
    return context, context.new_page()


def publish(database: Database, take: Iterator[str], long: str) -> None:
    """An article, two verdicts in two versions each, and one that is withdrawn, a vector in each of their fields."""
    text = f"The port is old. {next(take)} The sea is deep. {next(take)}"
    found = [
        builders.draft(text, "The port is old", f"Port {next(take)}", f"A {next(take)}"),
        builders.draft(text, "The sea is deep", f"Sea {next(take)}", f"B {next(take)}"),
    ]
    names = {"title": f"T {next(take)}", "publisher": f"P {next(take)}", "byline": f"B {next(take)}"}
    number = builders.article(database, text, found, **names)
    first = database.execute("select min(claim_id) from appearances where article_id = ?", [number]).fetchone()[0]
    for claim in (first, first + 1):
        passage = f"It is. {next(take)}".strip()
        builders.attach(database, claim, passage, text=passage, title=f"S {next(take)}")
        builders.record(database, claim, "false", f"R {next(take)}", f"{next(take)}\n\n{long}")
        builders.publish(database, claim)
        note = f"N {next(take)}"
        builders.record(database, claim, "true", f"R {next(take)}", long, correction=Correction.UPDATE, note=note)
        builders.publish(database, claim)
    by = builders.person(database, "bo")
    withdrawing.withdraw(database, first + 1, 2, f"W {next(take)}", by=by, now=builders.NOW)


def pages_of(client: FlaskClient) -> list[str]:
    """Every page for readers, by its links."""
    found, waiting = dict[str, None](), ["/", "/verdicts", "/report?claim=1"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            answer = client.get(path, follow_redirects=True)
            found[path] = None
            if answer.mimetype == "text/html":
                waiting += [part.split('"')[0] for part in answer.text.split('href="')[1:] if part[:1] == "/"]
    kinds = ("/static", "/desk", "/account", "/oembed")
    return [path for path in found if not path.startswith(kinds) and not path.endswith((".json", ".atom", ".csv"))]


@pytest.mark.parametrize("every_nth", [8, pytest.param(1, marks=pytest.mark.long)])
def test_nothing_runs_on_any_page_for_readers(
    app: Flask, database: Database, client: FlaskClient, chromium: Browser, served: str, every_nth: int
) -> None:
    every = vectors()[::every_nth]
    take = itertools.cycle([one for one in every if len(one) <= LONGEST])
    rounds = 1 + len(every) // A_ROUND
    for number in range(rounds):
        publish(database, take, "\n\n".join(every[number::rounds])[:40_000])
    name = next(one for one in every if len(one) < 70)
    desk_site.change(database, name, names=True, whole=True, by=builders.person(database, "bo"), now=builders.NOW)
    outside: list[str] = []
    context, page = bypassing(chromium, outside, served)
    paths = pages_of(client)
    assert len(paths) > 8 * rounds
    for path in paths:
        page.goto(served + path, wait_until="load")
        assert page.evaluate("window.ran") == 0, path
    assert outside == []
    context.close()


@pytest.mark.parametrize(("policy", "runs"), [(None, True), (CONTENT_SECURITY_POLICY, False)])
def test_raw_they_run_without_a_policy_and_not_with_ours(chromium: Browser, policy: str | None, runs: bool) -> None:
    raw = "<!doctype html><title>Raw</title><body>" + "\n".join(OURS)
    headers = {"Content-Security-Policy": policy} if policy else {}
    context = chromium.new_context()
    context.add_init_script(WATCH)
    context.route("**/*", lambda route: route.fulfill(body=raw, content_type="text/html", headers=headers))
    page = context.new_page()
    page.goto("http://raw.example/", wait_until="domcontentloaded")
    page.wait_for_timeout(200)
    assert (page.evaluate("window.ran") > 0) is runs
    context.close()
