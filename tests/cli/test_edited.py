"""`evaluate --against-edits`: each proposed claim has one fate, as the desk's own acts left it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from sqlite_utils import Database

from factcheck.core.edits import Fate, kept
from factcheck.desk import acts, replacing
from factcheck.desk import claims as desk
from factcheck.store import claims, proposals
from tests import builders as build

Command = Callable[..., Result]


@pytest.fixture
def by(database: Database) -> dict[str, Any]:
    """Who acts, and when, on an article with three claims of the engine `hand`."""
    build.article(database)
    return {"by": build.person(database, "ada"), "now": build.NOW}


def same(database: Database, number: int, **changed: Any) -> desk.Words:
    """A claim's words as they stand, with some of them changed."""
    claim = claims.get(database, number)
    assert claim is not None
    pieces = tuple(build.TEXT[span.start : span.end] for span in claim.appearance.anchors)
    given = {"text": claim.text, "claimant": claim.claimant or "", "kind": claim.kind, "pieces": pieces, **changed}
    return desk.Words(**given)


def fates(database: Database) -> list[Fate]:
    return [one.fate for one in proposals.everything(database)]


def test_what_nobody_took_up_waits_and_is_no_success(database: Database, by: dict[str, Any]) -> None:
    assert fates(database) == [Fate.WAITING] * 3
    [record] = kept(proposals.everything(database), proposals.added(database))
    assert (record.looked_at, record.share) == (0, 0.0)


def test_evidence_on_untouched_words_keeps_a_claim(database: Database, by: dict[str, Any]) -> None:
    build.attach(database, 1)
    assert fates(database) == [Fate.KEPT, Fate.WAITING, Fate.WAITING]


@pytest.mark.parametrize(
    ("changed", "fate"),
    [
        ({"text": "The waterworks has 212 people."}, Fate.REWORDED),
        ({"text": "The waterworks has 212 people.", "claimant": "Dana Reed"}, Fate.REWORDED),
        ({"claimant": "Dana Reed"}, Fate.RETIED),
        ({"kind": "quantity"}, Fate.RETIED),
        ({"pieces": ("The waterworks has 212 employees",)}, Fate.RETIED),
        ({}, Fate.KEPT),
    ],
)
def test_an_edit_is_told_by_what_it_changed(
    database: Database, by: dict[str, Any], changed: dict[str, Any], fate: Fate
) -> None:
    desk.change(database, 2, 1, same(database, 2, **changed), **by)
    assert fates(database) == [Fate.WAITING, fate, Fate.WAITING]


def test_several_edits_are_compared_with_the_first_words(database: Database, by: dict[str, Any]) -> None:
    first = same(database, 2)
    for version, text in enumerate(["Another claim.", "A third claim."], 1):
        desk.change(database, 2, version, same(database, 2, text=text), **by)
    [_, reworded, _] = proposals.everything(database)
    assert (reworded.proposed.text, reworded.standing.text) == (first.text, "A third claim.")
    desk.change(database, 2, 3, first, **by)
    assert fates(database)[1] is Fate.KEPT


def test_what_was_taken_back_is_as_if_it_had_not_been(database: Database, by: dict[str, Any]) -> None:
    changed = desk.change(database, 2, 1, same(database, 2, text="Another claim."), **by)
    _, split = replacing.split(database, 1, 1, ["One part.", "Other part."], **by)
    assert fates(database) == [Fate.SPLIT, Fate.REWORDED, Fate.WAITING]
    for event in (split, changed):
        acts.undo(database, event, **by)
    assert fates(database) == [Fate.WAITING] * 3
    assert proposals.added(database) == {}


def test_split_merged_dropped_and_added_are_counted_once(database: Database, by: dict[str, Any]) -> None:
    build.article(database, url="https://post.example/again")
    replacing.split(database, 1, 1, ["One part.", "Other part."], **by)
    replacing.merge(database, {2: 1, 3: 1}, "Both of them.", "Dana Reed", **by)
    desk.drop(database, 4, 1, **by)
    desk.add_to_article(database, 1, desk.Words("The vote was put off.", pieces=("The vote was put off",)), **by)
    _, gone = desk.add_to_article(database, 1, desk.Words("It is Tuesday.", pieces=("on Tuesday",)), **by)
    acts.undo(database, gone, **by)
    build.elsewhere(database)
    [record] = kept(proposals.everything(database), proposals.added(database))
    counted = {fate: count for fate, count in record.fates.items() if count}
    assert counted == {Fate.SPLIT: 1, Fate.MERGED: 2, Fate.DROPPED: 1, Fate.WAITING: 2}
    assert (record.added, record.looked_at, record.share) == (1, 4, 0.0)


def test_the_table_says_how_much_was_kept(command: Command, database: Database, by: dict[str, Any]) -> None:
    build.attach(database, 1)
    desk.change(database, 2, 1, same(database, 2, text="The waterworks of Harbour has 213 employees."), **by)
    before = database.execute("select count(*), max(id) from events").fetchone()
    lines = command("evaluate", "--against-edits").stdout.splitlines()
    heads = "proposed waiting kept reworded retied split merged dropped likeness added"
    assert lines[0].split() == heads.split(" ")
    assert lines[1].split() == ["hand", "1", "3", "1", "1", "1", "0", "0", "0", "0", "0.600", "0"]
    assert lines[2] == "hand 1: of 2 claims that somebody took up, 1 (50%) were kept as proposed."
    assert lines[-1] == "      0.60 The waterworks of Harbour has 212 employees."
    assert database.execute("select count(*), max(id) from events").fetchone() == before


def test_json_and_one_engine_alone(command: Command, database: Database, by: dict[str, Any]) -> None:
    desk.change(database, 2, 1, same(database, 2, claimant="Dana Reed"), **by)
    answer = json.loads(command("evaluate", "--against-edits", "--json").stdout)
    [record] = answer["engines"]
    assert (record["engine"], record["version"], record["proposed"], record["retied"]) == ("hand", "1", 3, 1)
    assert (record["kept_share"], answer["reworded"]) == (0.0, [])
    assert "nothing to compare" in command("evaluate", "--against-edits", "--engine", "clauses").stdout


def test_an_empty_desk_says_so(command: Command) -> None:
    result = command("evaluate", "--against-edits")
    assert result.exit_code == 0
    assert result.stdout == "No engine has proposed claims on this desk: there is nothing to compare.\n"


@pytest.mark.parametrize("given", [(), ("somewhere", "--against-edits")])
def test_it_wants_a_folder_or_the_desk_and_not_both(command: Command, given: tuple[str, ...]) -> None:
    result = command("evaluate", *given)
    assert result.exit_code == 2
    assert "Name a folder of annotated articles, or say --against-edits." in result.stderr
