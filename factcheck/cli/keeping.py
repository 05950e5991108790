"""`backup`, `restore` and `verify`: keeping the database, and knowing that it is what it was."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from factcheck.cli.opening import database_path, existing
from factcheck.clock import utc_now
from factcheck.desk import erasing
from factcheck.store import backups, verifying


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def backup(file: Path | None) -> None:
    """Copy the database while the desk works, to FILE or to backups/ beside it."""
    path = database_path()
    target = file or backups.default_target(path, utc_now())
    click.echo(f"Backed up to {backups.backup(existing(path), target)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Verify the backup FILE and put it in the database's place; the present one is kept beside it."""
    path = database_path()
    aside = backups.restore(file, path, now=utc_now())
    click.echo(f"Restored {path}" + (f"; the database that was there is kept as {aside}" if aside else ""))


@click.command()
@click.option("--head", default="", metavar="HASH", help="Also say whether this earlier head is still in the chain.")
def verify(head: str) -> None:
    """Check the event chain, the snapshots' hashes, and that the tables say what the events tell.

    Note the head somewhere else: whoever has an earlier one can prove with --head that nothing before it was changed
    or taken away. Ends with 1 if anything is wrong.
    """
    database = existing(database_path())
    problems = list(verifying.problems(database))
    if head and not verifying.holds(database, head.strip().lower()):
        problems.append(f"The head {head} is not in the chain: events were changed or taken away since.")
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    found = verifying.extent(database)
    counted = ((found.events, "event"), (found.snapshots, "snapshot"), (found.claims, "claim"))
    told = ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counted)
    click.echo(f"All is as it was written: {told}.")
    click.echo(f"Head of the chain: {found.head}")


@click.group()
def erase() -> None:
    """Erase what must not be kept, for a reason that stays; the chain verifies as before."""


reason_option = click.option("--reason", required=True, help="Why, for everybody who looks at the log later.")


@erase.command(name="event")
@click.argument("number", type=int)
@reason_option
def erase_event(number: int, reason: str) -> None:
    """Erase what event NUMBER says. That it happened, when, by whom and to what stays."""
    erasing.erase_payload(existing(database_path()), number, reason, actor=None, now=utc_now())
    click.echo(f"What event {number} said is erased. Backups that were made before still have it.")


@erase.command(name="snapshot")
@click.argument("number", type=int)
@reason_option
def erase_snapshot(number: int, reason: str) -> None:
    """Erase the bytes and the text of snapshot NUMBER. Its hashes stay, and so does every claim and verdict."""
    erasing.erase_snapshot(existing(database_path()), number, reason, actor=None, now=utc_now())
    click.echo(f"What snapshot {number} held is erased. Backups that were made before still have it.")
