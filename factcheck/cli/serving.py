"""`serve` and `demo`: the production server over one database, with its worker."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
from sqlite_utils import Database
from waitress.server import create_server

from factcheck import MAX_CONTENT_LENGTH, create_app
from factcheck import demo as the_demo
from factcheck.cli.links import link
from factcheck.cli.opening import archive_to_ask, database_path, engines_to_choose, migrated, tools
from factcheck.cli.tables import claims_table
from factcheck.clock import utc_now
from factcheck.desk import people as desk_people
from factcheck.errors import Refused
from factcheck.jobs import Tools, Worker
from factcheck.records import Role
from factcheck.store import people, settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")

THREADS = 8
"""Requests answered at once. They mostly wait for SQLite; past the number of processors more gain little."""

CONNECTIONS_MAX = 500
"""Browsers that may be connected at once: they cost a socket each, and the common limit is 1,024 open files."""

IDLE_S = 60
"""A connection that says nothing for so long is closed, so that slow ones do not use up the above."""

host_option = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
port_option = click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)


@click.command()
@host_option
@port_option
def serve(host: str, port: int) -> None:
    """Migrate the database, start the worker and serve (what happens without a command)."""
    path = database_path()
    database = migrated(path)
    if settings.get(database, "demo") == "on":
        _keep_at_home(host)
        click.echo("This is a demo database: `python run.py demo` gives sign-in links.")
    elif not people.count(database):
        token = desk_people.make_set_up_link(database, now=utc_now())
        click.echo(f"Nobody belongs to this desk yet. Set it up here, once:\n  {link(token, port)}")
    run(path, host, port, replace(tools(), engines=engines_to_choose(), archive=archive_to_ask()))


@click.command()
@port_option
@click.option("--no-serve", is_flag=True, help="Stop after the table.")
def demo(port: int, no_serve: bool) -> None:
    """Make an example desk, show its claims as a table, and serve it on this machine alone."""
    path, equipment = database_path(), tools()
    the_demo.make(path, equipment)
    database = migrated(path)
    click.echo(claims_table(database))
    if no_serve:
        return
    click.echo(f"\nReaders see http://127.0.0.1:{port}/. Each of these links signs in once:")
    _print_links(database, port)
    run(path, "127.0.0.1", port, equipment)


def _print_links(database: Database, port: int) -> None:
    for person, token in the_demo.sign_in_tokens(database):
        hint = " (open it in a private window)" if person.role is Role.EDITOR else ""
        click.echo(f"  {person.name}, {person.role}{hint}:\n    {link(token, port)}")


def _keep_at_home(host: str) -> None:
    if host not in LOOPBACK:
        raise Refused("A demo stays on this machine: serve it on 127.0.0.1, not on %(host)s.", host=host)


def run(path: Path, host: str, port: int, equipment: Tools) -> None:
    """Serve until the process is told to end; what is being answered or worked on is finished first."""
    app = create_app(path)
    worker = Worker(path, equipment)
    app.extensions["factcheck.worker"] = worker
    app.extensions["factcheck.engines"] = tuple(equipment.engines)
    app.extensions["factcheck.archive"] = equipment.archive is not None
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS_MAX,
            channel_timeout=IDLE_S,
            # Flask refuses what is larger, with a page; this only ends what lies about its length.
            max_request_body_size=2 * MAX_CONTENT_LENGTH,
            # Without a trusted proxy nobody may say for whom they call; with one, create_app counts the hops.
            clear_untrusted_proxy_headers=os.environ.get("FACTCHECK_PROXIES", "0") == "0",
            ident="",
        )
    except OSError as error:
        raise Refused(
            "Cannot listen on %(host)s, port %(port)s: %(why)s.", host=host, port=port, why=error.strerror
        ) from error
    if not os.environ.get("FACTCHECK_URL"):
        app.config["PUBLIC_URL"] = f"http://127.0.0.1:{getattr(server, 'effective_port', port)}"
    worker.start()
    threading.Thread(target=_load_parser, name="parser", daemon=True).start()
    signal.signal(signal.SIGTERM, _end)
    click.echo(f"Serving on http://{host}:{getattr(server, 'effective_port', port)} (Ctrl-C ends it)")
    server.run()
    server.close()
    worker.stop()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _load_parser() -> None:
    """Load the parser while nobody waits for it."""
    from factcheck.core.engines.parsing import warm_up

    warm_up()
