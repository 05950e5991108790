"""`batch`: JSON lines on standard input and output, for measuring and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import BinaryIO

import click

from factcheck.cli.ahead import ahead
from factcheck.cli.engines import engine_option
from factcheck.cli.lines import Fields, answer, claim_fields, parsed, text_of
from factcheck.cli.opening import READERS, split_by
from factcheck.cli.reading import content_of
from factcheck.cli.workers import side_by_side
from factcheck.confined import Confined
from factcheck.core import checkworthy, comparing, matching, passages
from factcheck.desk.intake import Extract
from factcheck.errors import Invalid
from factcheck.records import ArticleText, Span
from factcheck.store import known

AHEAD = 4 * READERS
"""Pages that are read before the one before them is written: enough that no reading child waits for a slow one."""

COMPARED = 5
"""Best passages of a source in which a difference is looked for: as many as the measure of passages reads."""

NO_CLAIMS: Fields = {"claims": []}
NO_SCORE: Fields = {"score": 0.0, "reasons": []}
MATCHED = 20
"""Matches of one text at most: what the measure of matches reads."""

NO_MATCHES: Fields = {"matches": []}
NO_PASSAGES: Fields = {"passages": [], "findings": []}
NO_PAGE: Fields = {"title": "", "authors": [], "published": None, "text": ""}


@click.group()
def batch() -> None:
    """Read JSON lines, write one JSON line for each, in the same order.

    A line that cannot be worked on is answered with an `error` and empty fields.
    """


def _given() -> Iterator[bytes]:
    source: BinaryIO = sys.stdin.buffer
    return (line for line in source if line.strip())


@batch.command()
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that split.")
@engine_option
def split(workers: int, engine_name: str) -> None:
    """{"id", "text", "title"?, "published"?} → {"id", "claims"}."""
    split_by(engine_name)  # one that is not set up is refused once and not for every line
    work = partial(claims_of, engine_name=engine_name)
    answers = map(work, _given()) if workers == 1 else side_by_side(work, _given(), workers=workers)
    for found in answers:
        print(found, flush=True)


def claims_of(raw: bytes, engine_name: str = "default") -> str:
    """The answer of `split` to one line."""
    return answer(raw, partial(_split, engine_name=engine_name), NO_CLAIMS)


def _split(line: Fields, engine_name: str) -> Fields:
    published = line.get("published")
    article = ArticleText(text_of(line, "text"), str(line.get("title") or ""), str(published) if published else None)
    found = split_by(engine_name)(article)
    if engine_name == "llm":
        click.echo(f"{line.get('id')}: {' '.join(found.notes)} {len(found.rejected)} refused.", err=True)
    return {"claims": [claim_fields(claim) for claim in found.claims]}


@batch.command()
def score() -> None:
    """{"id", "text"} of one sentence → {"id", "score", "reasons"}."""

    def work(line: Fields) -> Fields:
        number, reasons = checkworthy.score(text_of(line, "text"))
        return {"score": number, "reasons": reasons}

    for raw in _given():
        print(answer(raw, work, NO_SCORE), flush=True)


@batch.command()
def compare() -> None:
    """{"id", "claim", "source"} → {"id", "passages", "findings"}, the best passage first."""

    def work(line: Fields) -> Fields:
        claim, source = text_of(line, "claim"), text_of(line, "source")
        ranked = passages.rank(claim, source)
        near = [Span(passage.start, passage.end) for passage in ranked[:COMPARED]]
        found = [
            {"kind": finding.kind, "relation": finding.relation} for finding in comparing.compare(claim, source, near)
        ]
        return {"passages": [asdict(passage) for passage in ranked], "findings": found}

    for raw in _given():
        print(answer(raw, work, NO_PASSAGES), flush=True)


@batch.command()
@click.option("--ledger", type=click.File("rb"), required=True, help="Known claims, as JSON lines.")
def match(ledger: BinaryIO) -> None:
    """{"id", "text"} → {"id", "matches"}: the known claims that say the same, best first, at most 20.

    A line of the ledger reads {"id", "text", "title"?}.
    """
    database = known.ledger_of(_entries(ledger))

    def work(line: Fields) -> Fields:
        text = text_of(line, "text")
        found = matching.ordered(text, known.candidates(database, known.LEDGER, text))[:MATCHED]
        names = known.names_of(database, [one.number for one in found])
        return {"matches": [{"id": json.loads(names[one.number]), "score": round(one.score, 4)} for one in found]}

    for raw in _given():
        print(answer(raw, work, NO_MATCHES), flush=True)


def _entries(ledger: BinaryIO) -> Iterator[tuple[str, str, str]]:
    """The claims of a ledger's file; raises `Invalid` at the first line that is none."""
    for number, raw in enumerate(ledger, 1):
        if raw.strip():
            try:
                line = parsed(raw)
                yield json.dumps(line.get("id")), text_of(line, "text"), str(line.get("title") or "")
            except Invalid as error:
                raise Invalid("Line %(number)s of the ledger: %(why)s", number=number, why=error) from None


@batch.command()
def extract() -> None:
    """{"id", "path"} of an HTML file → {"id", "title", "authors", "published", "text"}."""
    with Confined(READERS) as readers:
        work = partial(answer, work=partial(page_of, extract=readers.extract), empty=NO_PAGE)
        for _, found in ahead(work, _given(), threads=READERS, most=AHEAD):
            print(found.result(), flush=True)


def page_of(line: Fields, *, extract: Extract) -> Fields:
    """What extraction finds in the page that a line names."""
    path = text_of(line, "path")
    found = extract(content_of(path), filename=path)
    return {
        "title": found.title,
        "authors": found.authors,
        "published": found.published or None,
        "text": found.text,
    }
