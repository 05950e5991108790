"""What most commands begin with: the database that is meant, and the tools that reading a document needs."""

from __future__ import annotations

import os
from pathlib import Path

import click
from sqlite_utils import Database

from factcheck.cli.engines import ENGINES
from factcheck.clock import utc_now
from factcheck.confined import Confined
from factcheck.core import splitting
from factcheck.desk.intake import Split
from factcheck.errors import NotFound, Refused
from factcheck.fetch import Fetcher, archive
from factcheck.fetch.archive import Archive
from factcheck.jobs import Tools
from factcheck.records import ArticleText, Splitting
from factcheck.store import backups
from factcheck.store.connection import opened

READERS = 2
"""Child processes that read documents: while the main thread splits one article, they are ahead with the next."""


def database_path() -> Path:
    """The file that `FACTCHECK_DB` names, else claims.db in the working folder."""
    return Path(os.environ.get("FACTCHECK_DB") or "claims.db").resolve()


def migrated(path: Path) -> Database:
    """The database at `path`, made where there is none, with every migration applied and a backup before them."""
    kept = backups.migrate(path, now=utc_now())
    if kept:
        click.echo(f"The database was migrated; as it was before: {kept}", err=True)
    return opened(path)


def existing(path: Path) -> Database:
    """As `migrated`, but a file that is not there is not made; raises `NotFound`."""
    if not path.exists():
        raise NotFound("There is no database %(path)s.", path=path)
    return migrated(path)


def split_by(engine_name: str = "default") -> Split:
    """Splits with the engine of this name; raises `Refused` where it is not set up."""
    engine = ENGINES[engine_name]()

    def split(article: ArticleText) -> Splitting:
        return splitting.split(article, engine)

    return split


def engines_to_choose() -> dict[str, Split]:
    """What the desk may choose instead of the usual engine: `llm`, where the environment sets it up."""
    if not os.environ.get("FACTCHECK_LLM_URL", "").strip():
        return {}
    try:
        return {"llm": split_by("llm")}
    except Refused as error:  # the desk works without it
        click.echo(str(error), err=True)
        return {}


def archive_to_ask() -> Archive | None:
    """The archive that keeps copies of sources, where the environment has keys for it."""
    try:
        return archive.from_environment(os.environ)
    except Refused as error:  # the desk works without it
        click.echo(str(error), err=True)
        return None


def tools(engine_name: str = "default") -> Tools:
    """The network, the reading children and an engine; nothing of it starts before it is needed."""
    return Tools(fetch=Fetcher().fetch, extract=Confined(READERS).extract, split=split_by(engine_name))
