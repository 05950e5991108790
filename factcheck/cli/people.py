"""`user`: who belongs to the desk, for whoever holds the machine."""

from __future__ import annotations

import click
from sqlite_utils import Database

from factcheck.cli.links import link
from factcheck.cli.opening import database_path, existing, migrated
from factcheck.clock import utc_now
from factcheck.desk import people as desk_people
from factcheck.desk import sessions
from factcheck.errors import NotFound
from factcheck.records import Person, Purpose, Role
from factcheck.store import people

port_option = click.option("--port", default=8000, show_default=True, help="Where the desk is served on this machine.")


@click.group()
def user() -> None:
    """Add people to the desk, and give or take their access."""


def _person(database: Database, handle: str) -> Person:
    person = people.by_handle(database, handle.strip())
    if person is None:
        raise NotFound("Nobody has the handle '%(handle)s'. `user list` names everybody.", handle=handle)
    return person


@user.command()
@click.argument("handle")
@click.option("--name", default="", help="Name as readers see it; the handle where none is given.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.CHECKER.value, show_default=True)
@port_option
def add(handle: str, name: str, role: str, port: int) -> None:
    """Add somebody, and give the one-time link by which they choose their password."""
    database = migrated(database_path())
    person = desk_people.add_person(database, handle, name or handle, Role(role), now=utc_now(), actor=None)
    token = sessions.make_link(database, person.id, Purpose.PASSWORD, now=utc_now(), actor=None)
    click.echo(f"{person.name} belongs to the desk as {person.role}. The link to choose a password, good once:")
    click.echo(f"  {link(token, port)}")


@user.command()
@click.argument("handle")
@port_option
def reset(handle: str, port: int) -> None:
    """Void a password and all sessions, and give a one-time link to choose a new one."""
    database = existing(database_path())
    person = _person(database, handle)
    token = desk_people.reset(database, person.id, now=utc_now(), actor=None)
    click.echo(f"{person.name} is signed out everywhere. The link to choose a password, good once:")
    click.echo(f"  {link(token, port)}")


@user.command()
@click.argument("handle")
def disable(handle: str) -> None:
    """Take somebody's access at once; what they did stays under their name."""
    database = existing(database_path())
    person = _person(database, handle)
    desk_people.disable(database, person.id, now=utc_now(), actor=None)
    click.echo(f"{person.name} has no access any more.")


@user.command()
@click.argument("handle")
def enable(handle: str) -> None:
    """Give somebody's access back; the old password holds again."""
    database = existing(database_path())
    person = _person(database, handle)
    desk_people.enable(database, person.id, now=utc_now(), actor=None)
    click.echo(f"{person.name} has access again.")


@user.command(name="list")
def list_people() -> None:
    """Name everybody: handle, role, name, and whether they have access."""
    for person in people.everyone(existing(database_path())):
        access = "no access" if person.disabled_at else "" if person.has_password else "no password yet"
        click.echo(f"{person.handle:<20}  {person.role:<8}  {person.name:<30}  {access}".rstrip())
