"""`lint`: what is wrong with the ClaimReview of a page or a file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from factcheck.cli.opening import database_path, existing
from factcheck.core import claimreview
from factcheck.core.claimreview import Remark
from factcheck.core.extracting.decoding import decode
from factcheck.errors import NotFound
from factcheck.fetch import Fetcher
from factcheck.store import verdicts

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.argument("where", metavar="URL_OR_FILE")
@click.option("--url", default="", help="Where the page of a file is, or will be.")
@click.option("--json", "as_json", is_flag=True, help="One object with the remarks.")
def lint(where: str, url: str, as_json: bool) -> None:
    """Say what is wrong with the ClaimReview of a page (HTML) or in a file (HTML or JSON).

    Rules with E are errors, for which programs drop a review; W is advice. A page of this site, or one on this machine,
    is asked of the database itself. Ends with 1 where there is an error.
    """
    text = _own_page(where) if _is_own(where) else _fetched(where) if "://" in where else _read(where)
    remarks = _remarks(text, url or (where if "://" in where else ""))
    if as_json:
        told = [{"code": one.code, "place": one.place, "message": str(one)} for one in remarks]
        click.echo(json.dumps({"remarks": told}, ensure_ascii=False))
    else:
        for one in remarks:
            click.echo(f"{one.code} {one.place}: {one}")
        click.echo("Nothing is wrong with it." if not remarks else f"{len(remarks)} remarks.", err=True)
    if any(one.is_error for one in remarks):
        sys.exit(1)


def _remarks(text: str, url: str) -> list[Remark]:
    scale = _scale()
    try:
        nodes = list(claimreview.claim_reviews(json.loads(text)))
    except ValueError:
        return claimreview.lint_page(claimreview.page(text, url), scale)
    if not nodes:
        raise NotFound("There is no ClaimReview in this file.")
    return [remark for node in nodes for remark in claimreview.lint(node, url, scale)]


def _scale() -> list[str]:
    """The words of the scale in force, where there is a database; else those that every desk begins with."""
    from factcheck.store.migrations import SCALE

    path = database_path()
    return [one.label for one in verdicts.scale(existing(path))] if path.exists() else [label for _, label, *_ in SCALE]


def _is_own(where: str) -> bool:
    own = urlsplit(os.environ.get("FACTCHECK_URL", ""))
    parts = urlsplit(where)
    return parts.scheme in ("http", "https") and (parts.hostname in LOOPBACK or parts.netloc == own.netloc)


def _own_page(where: str) -> str:
    """A page of our own, as the application makes it now; no network is needed."""
    from factcheck import create_app

    existing(database_path())
    app, parts = create_app(database_path()), urlsplit(where)
    app.config["PUBLIC_URL"] = f"{parts.scheme}://{parts.netloc}"
    answer = app.test_client().get(parts.path or "/", follow_redirects=True)
    if answer.status_code != 200:
        raise NotFound("The site answers %(status)s at this address.", status=answer.status_code)
    return answer.get_data(as_text=True)


def _fetched(where: str) -> str:
    fetched = Fetcher().fetch(where)
    return decode(fetched.body, fetched.charset)


def _read(where: str) -> str:
    path = Path(where)
    if not path.is_file():
        raise NotFound("There is no file %(path)s.", path=where)
    return decode(path.read_bytes())
