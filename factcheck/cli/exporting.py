"""`export`: what leaves the desk as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from factcheck.cli.opening import database_path, existing
from factcheck.desk import bundling


@click.command()
@click.option("--claim", type=int, metavar="NUMBER", help="The claim whose evidence is exported as a zip file.")
@click.option("--out", type=click.Path(path_type=Path), help="The zip file to write (claim-NUMBER-evidence.zip).")
@click.option(
    "--static", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write the readers' site here."
)
def export(claim: int | None, out: Path | None, folder: Path | None) -> None:
    """Write the evidence on a claim as a zip file that `sha256sum` verifies, or the readers' site as files.

    A zip file that is there is not written over; a folder must be empty or have an earlier export in it.
    """
    if (claim is None) == (folder is None):
        raise click.UsageError("Say what is exported: --claim or --static.")
    if folder is not None:
        _site(folder)
    elif claim is not None:
        _evidence(claim, out or Path(f"{bundling.name_of(claim)}.zip"))


def _evidence(claim: int, target: Path) -> None:
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


def _site(folder: Path) -> None:
    """Write the readers' site, and end with 1 where a link in it leads nowhere."""
    from factcheck import create_app
    from factcheck.web import static_site

    existing(database_path())
    written = static_site.export(create_app(database_path()), folder)
    for page, link in written.broken:
        click.echo(f"{page}: the link {link} leads nowhere.", err=True)
    if written.broken:
        sys.exit(1)
    click.echo(f"Exported {len(written.files)} files to {folder}; every link in them leads somewhere.")
