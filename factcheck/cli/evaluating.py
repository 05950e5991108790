"""`evaluate`: how good an engine is, on annotated articles or by what the desk made of its claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from factcheck.cli import edited
from factcheck.cli.annotated import articles_of
from factcheck.cli.engines import ENGINES, engine_option
from factcheck.cli.opening import database_path, existing
from factcheck.core import splitting
from factcheck.core.measuring import Measured, Miss, Tally, measure

MEASURES = tuple(Tally().shares())

Named = tuple[str, Miss]
"""A miss with the name of its article."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--against-edits", is_flag=True, help="What the desk made of the engines' claims, from the database.")
@engine_option
@click.option(
    "--show", type=click.IntRange(0), default=5, show_default=True, metavar="N", help="The N worst misses of each kind."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def evaluate(folder: Path | None, against_edits: bool, engine_name: str, show: int, as_json: bool) -> None:
    """Measure an engine on the annotated articles of FOLDER: articles/*.txt, gold/*.json, about.tsv.

    With --against-edits, without a folder: how much of each engine's work the desk kept.
    """
    if against_edits == (folder is not None):
        raise click.UsageError("Name a folder of annotated articles, or say --against-edits.")
    if folder is None:
        database, wanted = existing(database_path()), None if engine_name == "default" else engine_name
        click.echo(edited.against_edits(database, wanted, show, as_json=as_json))
    else:
        click.echo(_measured(folder, ENGINES[engine_name](), show, as_json=as_json))


def _measured(folder: Path, engine: splitting.Splitter, show: int, *, as_json: bool) -> str:
    results = [measure(one, splitting.split(one.article, engine).claims) for one in articles_of(folder)]
    if as_json:
        return json.dumps(_fields(results, show), ensure_ascii=False, indent=2)
    return "\n".join(_readable(results, show))


def total(results: Sequence[Measured]) -> Tally:
    """What was counted over all articles together."""
    return sum((result.tally for result in results), Tally())


def _fields(results: Sequence[Measured], show: int) -> dict[str, object]:
    return {
        "all": _counts(total(results)),
        "articles": {result.name: _counts(result.tally) for result in results},
        "missed": [_miss_fields(*named) for named in _worst(results, "missed", show)],
        "extra": [_miss_fields(*named) for named in _worst(results, "extra", show)],
    }


def _counts(tally: Tally) -> dict[str, float]:
    return {**tally.shares(), "gold": tally.gold, "proposed": tally.proposed, "found": tally.found}


def _miss_fields(name: str, miss: Miss) -> dict[str, object]:
    return {"article": name, "text": miss.text, "nearest": miss.nearest, "likeness": round(miss.likeness, 3)}


def _worst(results: Sequence[Measured], side: str, show: int) -> list[Named]:
    """The missed or the extra claims that nothing comes near, with the names of their articles."""
    misses = [(result.name, miss) for result in results for miss in getattr(result, side)]
    return sorted(misses, key=lambda named: named[1].likeness)[:show]


def _readable(results: Sequence[Measured], show: int) -> Iterator[str]:
    width = max(len("in all"), *(len(result.name) for result in results))
    heads = [*MEASURES, "gold", "proposed"]
    yield " ".join(["".ljust(width), *(head.rjust(9) for head in heads)])
    for result in results:
        yield _row(result.name.ljust(width), result.tally)
    yield _row("in all".ljust(width), total(results))
    yield from _listed("Missed, with the nearest claim of the engine:", _worst(results, "missed", show))
    yield from _listed("Extra, with the nearest annotated claim:", _worst(results, "extra", show))


def _row(name: str, tally: Tally) -> str:
    shares = [f"{value:9.3f}" for value in tally.shares().values()]
    return " ".join([name, *shares, f"{tally.gold:9}", f"{tally.proposed:9}"])


def _listed(head: str, misses: Sequence[Named]) -> Iterator[str]:
    if misses:
        yield f"\n{head}"
    for name, miss in misses:
        yield f"  {name}: {miss.text}"
        yield f"      {miss.likeness:.2f} {miss.nearest or 'nothing'}"
