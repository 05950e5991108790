"""`import`: checks of other desks from pages, feeds and tables."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import click

from factcheck.cli.opening import database_path, migrated
from factcheck.cli.reading import content_of, is_address
from factcheck.clock import utc_now
from factcheck.core import claimreview
from factcheck.core.claimreview import taking
from factcheck.core.claimreview.reading import parsed
from factcheck.core.claimreview.writing import Node
from factcheck.core.extracting.decoding import decode
from factcheck.desk import importing
from factcheck.errors import Invalid
from factcheck.fetch import Fetcher
from factcheck.records.imports import Tally

FILE_MAX_BYTES = 1_000_000_000
"""What is read of one file: a feed of 100,000 checks has about a tenth of it, and it is held in memory whole."""

FIELDS = ("url", "claim", "rating", "publisher", "published", "claimants", "claimed_on", "appearances", "language")
NEEDED = FIELDS[:3]

NAMES = {
    "url": ("link", "address", "reviewurl"),
    "claim": ("text", "claimreviewed", "statement"),
    "rating": ("verdict", "textualrating", "alternatename"),
    "publisher": ("author", "organisation", "organization"),
    "published": ("date", "datepublished", "reviewdate"),
    "claimants": ("claimant", "speaker"),
    "claimed_on": ("claimdate",),
    "appearances": ("appearance", "appeared"),
    "language": ("inlanguage", "languagecode"),
}
"""Other names under which a table has a field, without blanks, lines and capitals."""

SHOWN = 20
"""Refused items that are told on the screen; `--report` has all."""

PREVIEW_ROWS = 3


@click.command("import")
@click.argument("names", nargs=-1, required=True, metavar="FILE_OR_URL...")
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column of a table has a field.")
@click.option("--preview", is_flag=True, help="Show how the columns are understood and store nothing.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was refused to this file.")
def import_(names: Sequence[str], columns: Sequence[str], preview: bool, report: Path | None) -> None:
    """Take in checks of other desks: a page, a DataFeed or other JSON with ClaimReview, or a table (CSV).

    What is known is not taken in again; an import that was cut off is finished by giving it again.
    """
    mapping = _given(columns)
    lines: list[str] = []
    for name in names:
        content = _content(name)
        rows = _rows(content, mapping) if _is_table(name, content) else None
        if preview:
            _show(name, rows)
            continue
        items = importing.rows_of(rows[1]) if rows else importing.nodes_of(_nodes(name, content))
        lines += _take_in(name, items)
    if report:
        report.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _take_in(name: str, items: Iterator[importing.Item]) -> list[str]:
    """Store the items of one file; give the report's lines."""
    database, tally = migrated(database_path()), Tally()
    for tally in importing.take_in(database, items, source=name, by=None, clock=utc_now):
        if sys.stderr.isatty():
            click.echo(f"\r{tally.items} items", err=True, nl=False)
    click.echo(f"{name}: {tally.new} new, {tally.changed} changed, {tally.known} known, {len(tally.refused)} refused")
    for one in tally.refused[:SHOWN]:
        click.echo(f"  item {one.place} {one.url}: {one.why}", err=True)
    if len(tally.refused) > SHOWN:
        click.echo(f"  and {len(tally.refused) - SHOWN} more", err=True)
    told = ({"source": name, "item": one.place, "url": one.url, "why": one.why} for one in tally.refused)
    return [json.dumps(each, ensure_ascii=False) for each in told]


def _content(name: str) -> bytes:
    return Fetcher().fetch(name).body if is_address(name) else content_of(name, FILE_MAX_BYTES)


def _is_table(name: str, content: bytes) -> bool:
    return name.lower().split("?")[0].endswith(".csv") and content.lstrip()[:1] not in (b"{", b"[", b"<")


def _nodes(name: str, content: bytes) -> Iterator[Node]:
    """The ClaimReview nodes of a JSON text or of a page."""
    try:
        values = [json.loads(content.decode("utf-8-sig"))]
    except (ValueError, RecursionError):
        page = claimreview.page(decode(content), name if is_address(name) else "")
        values = [parsed(script) for script in page.scripts]
    if not any(values):
        raise Invalid("%(name)s has no ClaimReview: it is no JSON, and no page with JSON-LD.", name=name)
    return claimreview.claim_reviews(taking.unnested(values))


def _given(columns: Sequence[str]) -> dict[str, str]:
    """The columns that were named; raises `UsageError` for a field that there is not."""
    pairs = [column.partition("=") for column in columns]
    wrong = [field for field, sign, _ in pairs if field not in FIELDS or not sign]
    if wrong:
        raise click.UsageError(f"--column takes FIELD=NAME with one of the fields {', '.join(FIELDS)}.")
    return {field: name for field, _, name in pairs}


def _rows(content: bytes, given: Mapping[str, str]) -> tuple[dict[str, str], Iterator[dict[str, str]]]:
    """How a table's columns are understood, and its rows under the names of the fields."""
    csv.field_size_limit(10_000_000)
    reader = csv.DictReader(io.StringIO(decode(content).removeprefix("\ufeff"), newline=""))
    header = [str(name) for name in reader.fieldnames or ()]
    mapping = {field: found for field in FIELDS if (found := given.get(field) or _column(field, header))}
    missing = [field for field in NEEDED if mapping.get(field) not in header]
    unknown = [name for name in mapping.values() if name not in header]
    if missing or unknown:
        raise Invalid(
            "The table has no column for %(fields)s. Its columns are %(columns)s; name them with --column FIELD=NAME.",
            fields=", ".join(missing or unknown),
            columns=", ".join(header),
        )
    return mapping, ({field: row.get(name) or "" for field, name in mapping.items()} for row in reader)


def _column(field: str, header: Sequence[str]) -> str | None:
    """The column that has a field by its name, whatever its capitals, blanks and lines."""
    plain = {"".join(sign for sign in name.lower() if sign.isalnum()): name for name in reversed(header)}
    wanted = (field.replace("_", ""), *NAMES[field])
    return next((plain[name] for name in wanted if name in plain), None)


def _show(name: str, rows: tuple[dict[str, str], Iterator[dict[str, str]]] | None) -> None:
    if rows is None:
        click.echo(f"{name} is no table: its fields have names of their own.")
        return
    mapping, found = rows
    for field, column in mapping.items():
        click.echo(f"{field} = {column}")
    for row in islice(found, PREVIEW_ROWS):
        click.echo(json.dumps(row, ensure_ascii=False))
