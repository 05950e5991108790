"""`add`: files and addresses are read ahead of the splitting and stored one by one as each is ready."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

import click
from sqlite_utils import Database

from factcheck.cli.ahead import ahead
from factcheck.cli.engines import engine_option
from factcheck.cli.opening import READERS, database_path, migrated, tools
from factcheck.cli.reading import document_of, is_address
from factcheck.clock import utc_now
from factcheck.desk import intake, matching
from factcheck.errors import FactcheckError
from factcheck.jobs import Tools
from factcheck.store import articles, claims

FETCHING = 2
"""Threads beyond those that wait for a reading child: pages that are on their way meanwhile."""

AHEAD = 8
"""Documents that were read and wait to be split, at most: 10 MB each at worst."""


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE_OR_URL...")
@click.option("--title", default="", help="Title of the one article.")
@click.option("--url", default="", help="Where the one file was published.")
@click.option("--publisher", default="", help="Publisher of all of them.")
@click.option("--published", default="", metavar="DAY", help="Day of publication of all of them, 2026-03-31.")
@click.option("--author", default="", help="Author of all of them.")
@engine_option
def add(
    names: Sequence[str], title: str, url: str, publisher: str, published: str, author: str, engine_name: str
) -> None:
    """Read articles, split them into claims and store them.

    What the options do not say is taken from the document. Ends with 1 if any of them failed.
    """
    if len(names) > 1 and (title or url):
        raise click.UsageError("--title and --url tell of one article: name one file or address with them.")
    if url and is_address(names[0]):
        raise click.UsageError("--url says where a file was published; an address says it itself.")
    intake.clean_day(published)
    details = intake.Details(title, publisher, author, published, url)
    failures = add_all(migrated(database_path()), names, details, tools(engine_name))
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        sys.exit(1)


def add_all(database: Database, names: Sequence[str], details: intake.Details, equipment: Tools) -> list[str]:
    """Store what can be stored; the failures, one line each."""
    failures = []
    quiet = len(names) == 1 or not sys.stderr.isatty()
    read = partial(document_of, tools=equipment, url=details.url)
    with click.progressbar(length=len(names), label="Articles", file=sys.stderr, hidden=quiet) as bar:
        for name, document in ahead(read, names, threads=READERS + FETCHING, most=AHEAD):
            try:
                line = _store(database, document.result(), details, equipment)
            except FactcheckError as error:
                failures.append(f"{name}: {error}")
            else:
                if quiet:
                    click.echo(f"{name}: {line}")
            bar.update(1)
    return failures


def _store(database: Database, document: intake.Document, details: intake.Details, equipment: Tools) -> str:
    """Split and store one document; what to say of it."""
    intake.refuse_known(database, document)
    splitting = intake.split_document(document, details, split=equipment.split)
    number = intake.add_article(database, document, details, splitting, by=None, now=utc_now())
    matching.look_up_article(database, number)
    article = articles.get(database, number)
    found = len(claims.of_article(database, number))
    for note in splitting.notes:
        click.echo(note, err=True)
    return f"article {number}, “{article.title if article else ''}”, {found} claims"
