"""`export`: what leaves the desk as a file."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli.opening import database_path, existing
from factcheck.desk import bundling


@click.command()
@click.option("--claim", type=int, required=True, metavar="NUMBER", help="The claim whose evidence is exported.")
@click.option("--out", type=click.Path(path_type=Path), help="The zip file to write (claim-NUMBER-evidence.zip).")
def export(claim: int, out: Path | None) -> None:
    """Write the evidence on a claim as a zip file that `sha256sum` verifies; one that is there is not written over."""
    target = out or Path(f"{bundling.name_of(claim)}.zip")
    database = existing(database_path())
    try:
        file = target.open("xb")
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from None
    try:
        with file:
            bundling.bundle(database, claim, file)
    except BaseException:
        target.unlink()
        raise
    click.echo(f"Exported to {target}")
