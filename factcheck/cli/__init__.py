"""The command line. A command's module is loaded when it is called, so that `split` does not wait for the web."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from factcheck.errors import FactcheckError

COMMANDS = {
    "serve": "serving",
    "demo": "serving",
    "add": "adding",
    "split": "splitting",
    "batch": "batching",
    "evaluate": "evaluating",
    "export": "exporting",
    "import": "importing",
    "recheck": "rechecking",
    "backup": "keeping",
    "restore": "keeping",
    "verify": "keeping",
    "erase": "keeping",
    "lint": "linting",
    "user": "people",
}
"""Where each command lives, in the order in which help names them."""


class Commands(click.Group):
    """The commands of the table; an error that is raised on purpose becomes one line and exit code 1."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """One command, from its module."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(
            import_module(f"factcheck.cli.{COMMANDS[name]}"), f"{name}_" if iskeyword(name) else name
        )
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except FactcheckError as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=Commands, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Factcheck, a claim tracker for fact-checkers and their readers.

    Without a command: serve. FACTCHECK_DB names the database file (claims.db).
    """
    if context.invoked_subcommand is None:
        from factcheck.cli.serving import serve

        context.invoke(serve)
