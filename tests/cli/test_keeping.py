"""`backup`, `restore` and `verify` as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from factcheck.records import Role
from factcheck.store.connection import close_opened, connect
from tests.conftest import add_person

Command = Callable[..., Result]


def test_a_backup_without_a_name_goes_beside_the_database(command: Command, database_path: Path) -> None:
    result = command("backup")
    [kept] = (database_path.parent / "backups").iterdir()
    assert str(kept) in result.stdout


def test_what_was_backed_up_is_restored(command: Command, database_path: Path, tmp_path: Path) -> None:
    command("backup", str(tmp_path / "kept.db"))
    with closing(connect(database_path)) as database:
        add_person(database, "ada", Role.EDITOR)
    close_opened()  # as the end of a process does
    result = command("restore", str(tmp_path / "kept.db"))
    assert result.exit_code == 0
    assert "is kept as" in result.stdout
    assert command("user", "list").stdout == ""


def test_verify_gives_the_head_and_knows_it_later(command: Command, database_path: Path) -> None:
    with closing(connect(database_path)) as database:
        add_person(database, "ada", Role.EDITOR)
    first = command("verify")
    assert first.exit_code == 0
    head = first.stdout.split()[-1]
    with closing(connect(database_path)) as database:
        add_person(database, "bea", Role.EDITOR)
    assert command("verify", "--head", head).exit_code == 0
    strange = command("verify", "--head", "ab" * 32)
    assert strange.exit_code == 1
    assert "is not in the chain" in strange.stderr


def test_verify_names_what_is_wrong_and_ends_with_1(command: Command, database_path: Path) -> None:
    with closing(connect(database_path)) as database:
        database.execute("drop trigger events_no_delete")
    result = command("verify")
    assert result.exit_code == 1
    assert "The trigger events_no_delete is missing" in result.stderr


@pytest.mark.parametrize("arguments", [["verify"], ["backup"], ["user", "list"], ["user", "reset", "ada"]])
def test_a_database_that_is_not_there_is_not_made(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "nosuch.db"))
    result = command(*arguments)
    assert result.exit_code == 1
    assert "There is no database" in result.stderr
    assert not (tmp_path / "nosuch.db").exists()


def test_a_file_that_is_no_database_is_one_sentence(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, " * 200)
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "letter.db"))
    result = command("verify")
    assert result.exit_code == 1
    assert "cannot be opened as a database" in result.stderr
