"""Many people save one claim at the same time, and no save is lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck.desk import claims
from factcheck.errors import Conflict
from factcheck.records import Person, Role
from factcheck.store import claims as stored
from factcheck.store import verifying
from factcheck.store.connection import close_opened, opened
from tests import builders as build

PIECES = ("The waterworks has 212 employees",)


def counted(text: str) -> int:
    """The number that a claim has come to."""
    return int(re.search(r"\d+", text)[0])


def save(database: Database, by: Person) -> bool:
    """Read the claim, add one to its number and save it; false where somebody saved in between."""
    claim = stored.get(database, 2)
    words = claims.Words(f"It is {counted(claim.text) + 1}.", pieces=PIECES)
    try:
        claims.change(database, 2, claim.version, words, by=by, now=build.NOW)
    except Conflict:
        return False
    return True


def edit(path: Path, by: Person, times: int, start: threading.Barrier) -> None:
    """One editor: every save is tried until it is taken."""
    start.wait()
    try:
        for _ in range(times):
            while not save(opened(path), by):
                pass
    finally:
        close_opened()


def all_of(act: Callable[..., None], editors: int, *args: object) -> None:
    start = threading.Barrier(editors)
    threads = [threading.Thread(target=act, args=(*args, start)) for _ in range(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(("editors", "times"), [(8, 5), pytest.param(100, 10, marks=pytest.mark.long)])
def test_no_save_is_lost(database: Database, database_path: Path, editors: int, times: int) -> None:
    build.article(database)
    ada = build.person(database, "ada", Role.CHECKER)
    claims.change(
        database, 2, stored.get(database, 2).version, claims.Words("It is 0.", pieces=PIECES), by=ada, now=build.NOW
    )
    all_of(edit, editors, database_path, ada, times)
    assert counted(stored.get(database, 2).text) == editors * times
    assert list(verifying.problems(database)) == []


def test_without_versions_saves_are_lost(database: Database, database_path: Path) -> None:
    """The control: the same editors lose work where each overwrites what stands."""
    build.article(database)
    ada = build.person(database, "ada", Role.CHECKER)
    claims.change(
        database, 2, stored.get(database, 2).version, claims.Words("It is 0.", pieces=PIECES), by=ada, now=build.NOW
    )
    seen = [stored.get(database, 2) for _ in range(2)]
    for claim in seen:
        words = claims.Words(f"It is {counted(claim.text) + 1}.", pieces=PIECES)
        claims.change(database, 2, stored.get(database, 2).version, words, by=ada, now=build.NOW)
    assert counted(stored.get(database, 2).text) == 1, "two saves, one counted"
