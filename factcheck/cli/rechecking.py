"""`recheck`: sources and articles are fetched again, and what became of each is said in one line."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from sqlite_utils import Database

from factcheck.cli.opening import database_path, existing, tools
from factcheck.clock import utc_now
from factcheck.desk import rechecking, schedule
from factcheck.errors import Unavailable
from factcheck.jobs import Tools, run_next
from factcheck.processes import identity
from factcheck.records import Checkable, Outcome
from factcheck.store import jobs, rechecks
from factcheck.store.connection import close_opened, opened

SITES_AT_ONCE = 4
"""Threads that check, each another site: most of the time they wait for one that does not answer."""

LOOK_S = 0.1
"""How often it is looked whether a check is done, or another one may begin."""

Wanted = list[tuple[str, int]]


@click.command()
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option("--source", "sources", type=int, multiple=True, help="Number of a source; may be given several times.")
@click.option("--article", "articles", type=int, multiple=True, help="Number of an article; likewise.")
@click.option("--dry-run", is_flag=True, help="Fetch and say what became of it, but keep nothing.")
def recheck(addresses: Sequence[str], sources: Sequence[int], articles: Sequence[int], dry_run: bool) -> None:
    """Fetch sources and articles again and say what became of them; all of them where none is named.

    Each is unchanged, changed with all that is cited still there, changed in a passage that is cited, gone, or
    unreachable. A newer text is kept beside the one that is there, and the desk is told of it.
    """
    path = database_path()
    database = existing(path)
    wanted = _named(database, addresses, sources, articles) or _all(database)
    if not wanted:
        click.echo("Nothing is left to check: nothing else here was fetched from an address.")
    counted: Counter[Outcome] = Counter()
    checks = _looked(database, wanted) if dry_run else _kept(path, wanted)
    quiet = len(wanted) < 2 or not sys.stderr.isatty()
    with click.progressbar(length=len(wanted), label="Checks", file=sys.stderr, hidden=quiet) as bar:
        for document, outcome, line in checks:
            counted[outcome] += 1
            bar.update(1)
            click.echo(f"{document.subject}, “{document.title}”: {line}")
    if len(wanted) > 1:
        told = ", ".join(f"{counted[outcome]} {outcome}" for outcome in Outcome if counted[outcome])
        click.echo(f"{counted.total()} checked: {told}.")


def _named(database: Database, addresses: Sequence[str], sources: Sequence[int], articles: Sequence[int]) -> Wanted:
    """What the command names; raises `NotFound` or `Refused` before anything is fetched."""
    wanted = [*(("source", number) for number in sources), *(("article", number) for number in articles)]
    for kind, number in wanted:
        rechecking.checkable(database, kind, number)
    wanted += [found for address in addresses for found in rechecking.at_address(database, address)]
    return list(dict.fromkeys(wanted))


def _all(database: Database) -> Wanted:
    """Everything that was fetched; where a run was broken off, without what that one has done already."""
    begun = jobs.checking_since(database)
    return rechecks.listed(database, begun)


def _looked(database: Database, wanted: Wanted) -> Iterator[tuple[Checkable, Outcome, str]]:
    """What each is like now, one after the other; nothing is kept."""
    equipment = tools()
    for kind, number in wanted:
        document = rechecking.checkable(database, kind, number)
        seen = rechecking.look(document, fetch=equipment.fetch, extract=equipment.extract)
        found = rechecking.judge(database, document, seen)
        yield document, found.outcome, _line(found.outcome, str(found.reason), differ=found.bytes_differ)


def _kept(path: Path, wanted: Wanted) -> Iterator[tuple[Checkable, Outcome, str]]:
    """Queue the checks and do them here, as the desk's worker would and may do meanwhile; each as it is done."""
    database, over = opened(path), threading.Event()
    numbers = schedule.queue(database, wanted, by=None, now=utc_now())
    waiting = dict(zip(numbers, wanted, strict=True))
    equipment = tools()
    threads = [
        threading.Thread(target=_work, args=(path, equipment, over), daemon=True)
        for _ in range(min(SITES_AT_ONCE, len(wanted)))
    ]
    for thread in threads:
        thread.start()
    try:
        while waiting:
            left = jobs.unfinished(database, list(waiting))
            yield from _done(database, [waiting.pop(number) for number in list(waiting) if number not in left])
            over.wait(LOOK_S)
    finally:
        over.set()
    for thread in threads:
        thread.join()


def _work(path: Path, equipment: Tools, over: threading.Event) -> None:
    name = identity()
    while not over.is_set():
        try:
            busy = run_next(opened(path), equipment, worker=name, kind="recheck")
        except Unavailable as error:  # a lock or a full disk: the next try may succeed
            click.echo(str(error), err=True)
            busy = False
        if not busy:
            over.wait(LOOK_S)
    close_opened()


def _done(database: Database, documents: Iterable[tuple[str, int]]) -> Iterator[tuple[Checkable, Outcome, str]]:
    for kind, number in documents:
        document = rechecking.fetched(database, kind, number)
        standing = document.standing
        assert standing is not None  # its job is done
        yield document, standing.outcome, _line(standing.outcome, str(standing.reason), differ=standing.bytes_differ)


def _line(outcome: Outcome, reason: str, *, differ: bool) -> str:
    """What became of a document, in words."""
    told = {
        Outcome.CHANGED: "changed; all that is cited of it still stands there",
        Outcome.PASSAGE_CHANGED: "a passage that is cited does not stand there any more",
    }.get(outcome, str(outcome))
    if differ:
        told += ", though its bytes are others"
    return f"{told}. {reason}".rstrip() if reason else told
