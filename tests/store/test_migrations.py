"""The schema is reached in steps, all or none, with a backup before them; old rows come through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.desk import comparing
from factcheck.errors import Damaged, Refused
from factcheck.records import How, NewSnapshot, Relation, Role
from factcheck.store import (
    archivings,
    backups,
    comparisons,
    foreign,
    matches,
    readings,
    sketches,
    snapshots,
    sources,
    verifying,
)
from factcheck.store.connection import connect, writing
from factcheck.store.migrations import APPEND_ONLY, migrations
from tests.conftest import add_person

NOW = "2026-11-25T10:00:00.000000Z"


@pytest.fixture
def one_more() -> Iterator[str]:
    """A step that a later version of the program might have."""

    def m9999_colours(database: Database) -> None:
        database.execute("alter table people add column colour text not null default 'blue'")

    migrations()(m9999_colours)
    yield m9999_colours.__name__
    migrations._migrations.pop()


@pytest.fixture
def one_that_fails() -> Iterator[None]:
    """A later step with a fault after its first statement."""

    def m9999_half(database: Database) -> None:
        database.execute("alter table people add column colour text")
        database.execute("insert into no_such_table values (1)")

    migrations()(m9999_half)
    yield
    migrations._migrations.pop()


def test_a_new_database_is_made_without_a_backup(tmp_path: Path) -> None:
    assert backups.migrate(tmp_path / "claims.db", now=NOW) is None
    assert not (tmp_path / "backups").exists()
    with closing(connect(tmp_path / "claims.db")) as database:
        assert migrations.pending(database) == []


def test_a_database_that_is_up_to_date_is_left_alone(database_path: Path) -> None:
    before = database_path.read_bytes()
    assert backups.migrate(database_path, now=NOW) is None
    assert database_path.read_bytes() == before


def test_a_backup_is_made_before_a_migration_and_old_rows_come_through(database_path: Path, one_more: str) -> None:
    with closing(connect(database_path)) as database:
        add_person(database, "ada", Role.EDITOR)
    kept = backups.migrate(database_path, now=NOW)
    assert kept == database_path.parent / "backups" / f"claims-before-{one_more}-20261125T100000Z.db"
    with closing(connect(database_path)) as database:
        assert database.execute("select handle, colour from people").fetchall() == [("ada", "blue")]
        assert list(verifying.problems(database)) == []
    with closing(connect(kept)) as old:
        assert old.execute("select handle from people").fetchall() == [("ada",)]
        assert [step.name for step in migrations.pending(old)] == [one_more]
        assert list(verifying.problems(old)) == []


def test_an_older_backup_is_restored_and_migrated_afterwards(database_path: Path, one_more: str) -> None:
    kept = backups.migrate(database_path, now=NOW)
    assert kept is not None
    backups.restore(kept, database_path, now=NOW)
    with closing(connect(database_path)) as database:
        assert [step.name for step in migrations.pending(database)] == [one_more]
    assert backups.migrate(database_path, now="2026-11-25T11:00:00.000000Z") is not None


def test_a_step_that_fails_leaves_nothing_of_itself(database_path: Path, one_that_fails: None) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        backups.migrate(database_path, now=NOW)
    with closing(connect(database_path)) as database:
        columns = [row[1] for row in database.execute("pragma table_info(people)")]
        assert "colour" not in columns
        assert len(migrations.pending(database)) == 1


def test_the_database_of_a_newer_program_is_refused(database_path: Path) -> None:
    with closing(connect(database_path)) as database:
        step = {"migration_set": "factcheck", "name": "m9000_from_the_future", "applied_at": NOW}
        database.table("_sqlite_migrations").insert(step)
    with pytest.raises(Refused, match="newer version"):
        backups.migrate(database_path, now=NOW)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "music.db")) as other:
        other.execute("create table albums (name text)")
    with pytest.raises(Refused, match="a database of something else"):
        backups.migrate(tmp_path / "music.db", now=NOW)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, " * 200)
    with pytest.raises(Damaged, match="cannot be opened as a database"):
        backups.migrate(tmp_path / "letter.db", now=NOW)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_appended_is_never_changed_or_deleted(database: Database, demo_path: Path, table: str) -> None:
    with closing(connect(demo_path)) as demo:
        if not demo.execute(f"select 1 from {table}").fetchone():
            demo.execute("pragma foreign_keys = off")
            demo.execute("insert into lineage (child_id, parent_id) values (2, 1)")
        column = demo.execute(f"pragma table_info({table})").fetchone()[1]
        for statement in (f"update {table} set {column} = {column}", f"delete from {table}"):
            with pytest.raises(sqlite3.IntegrityError, match=f"{table} are only ever appended"):
                demo.execute(statement)


def test_every_table_is_strict(database: Database) -> None:
    tables = database.execute("select name, type, strict from pragma_table_list where schema = 'main'").fetchall()
    ours = [row for row in tables if row[1] == "table" and not row[0].startswith(("sqlite_", "_sqlite"))]
    assert len(ours) > 20
    assert [name for name, _, strict in ours if not strict] == []


def source_of_before(database: Database, step: str) -> None:
    """A source that was kept before a step, and that step and all later ones over it."""
    migrations.apply(database, stop_before=[step])
    database.execute("pragma foreign_keys = off")
    database.execute(
        "insert into sources (title, is_primary, snapshot_id, added_by, added_at) values ('S', 1, 1, 1, ?)", [NOW]
    )
    migrations.apply(database)


def test_sources_of_the_first_release_get_a_version(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0002_sources_are_corrected")
        assert database.execute("select title, version from sources").fetchall() == [("S", 1)]


def test_sources_of_before_have_no_origin_and_no_interest(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0003_sources_have_an_origin")
        found = sources.get(database, 1)
        assert found is not None
        assert (found.title, found.origin, found.interest) == ("S", "", "")


def test_sources_of_before_have_no_archive_copy(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0004_sources_have_an_archive_copy")
        found = sources.get(database, 1)
        assert found is not None
        assert (found.title, found.archive_url) == ("S", "")


def test_sources_of_before_are_found_by_their_words(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=["m0007_sources_are_found_by_their_words"])
        database.execute("pragma foreign_keys = off")
        for number in (1, 2):
            database.execute("insert into snapshot_contents values (?, x'', 'one two three four five six')", [number])
            database.execute(
                "insert into sources (title, is_primary, snapshot_id, added_by, added_at) values ('S', 1, ?, 1, ?)",
                [number, NOW],
            )
        migrations.apply(database)
        first = sources.get(database, 1)
        assert first is not None
        assert [other.id for other in sketches.alike(database, first, 5)] == [2]


def test_snapshots_of_before_say_that_their_links_were_not_kept(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0005_snapshots_keep_their_links")
        assert snapshots.links(database, 1) is None
        with writing(database):
            number = snapshots.add(database, NewSnapshot(How.PASTED, b"t", "t", "text/plain"), now=NOW)
        assert snapshots.links(database, number) == ()


def test_evidence_of_before_is_compared_when_the_worker_looks(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=["m0008_findings_are_kept"])
        database.execute("pragma foreign_keys = off")
        database.execute(
            "insert into claims (text, kind, quoted, open_reference, score, reasons, state, added_at) "
            "values ('The waterworks has 212 employees.', 'fact', 0, 0, 0.5, '[]', 'in work', ?)",
            [NOW],
        )
        database.execute("insert into appearances (claim_id, place) values (1, 'Radio')")
        database.execute("insert into snapshot_contents values (1, x'', 'The waterworks has 190 employees.')")
        database.execute(
            "insert into sources (title, is_primary, snapshot_id, added_by, added_at) values ('S', 1, 1, 1, ?)", [NOW]
        )
        database.execute(
            "insert into evidence (claim_id, source_id, start, end, stance, added_by, added_at) "
            "values (1, 1, 0, 33, 'refutes', 1, ?)",
            [NOW],
        )
        migrations.apply(database)
        assert comparisons.bases(database) == {}
        assert comparing.keep_up(database)
        [one] = comparisons.kept(database, [1])[1][1]
        assert one.relation is Relation.DIFFERS


def test_for_sources_of_before_no_archive_was_asked(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0009_an_archive_is_asked_for_copies")
        assert archivings.latest(database, 1) is None


def test_evidence_of_before_stands_in_the_snapshot_of_its_source(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=["m0010_live_pages_are_checked_again"])
        database.execute("pragma foreign_keys = off")
        for number, snapshot in ((1, 7), (2, 9)):
            database.execute(
                "insert into sources (id, title, is_primary, snapshot_id, added_by, added_at) "
                "values (?, 'S', 1, ?, 1, ?)",
                [number, snapshot, NOW],
            )
            database.execute(
                "insert into evidence (claim_id, source_id, start, end, stance, added_by, added_at, removed_at) "
                "values (1, ?, 0, 1, 'context', 1, ?, iif(? = 2, ?, null))",
                [number, NOW, number, NOW],
            )
        migrations.apply(database)
        assert database.execute("select source_id, snapshot_id from evidence").fetchall() == [(1, 7), (2, 9)]


def test_verdicts_of_before_say_nothing_of_what_is_not_known(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=["m0012_verdicts_are_withdrawn"])
        database.execute("pragma foreign_keys = off")
        database.execute(
            "insert into verdicts (claim_id, number, claim_text, anchors, scale_id, rating, reason, explanation, "
            "recorded_by, recorded_at) values (1, 1, 'C', '[]', 1, 'true', 'R', '', 1, ?)",
            [NOW],
        )
        database.execute(
            "insert into publications (verdict_id, claim_id, published_by, published_at, solo) values (1, 1, 2, ?, 0)",
            [NOW],
        )
        migrations.apply(database)
        assert database.execute("select id, not_known from standing_verdicts").fetchall() == [(1, "")]


def test_a_desk_of_before_has_no_letters_and_no_texts(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0014_readers_write_and_read_how_the_desk_works")
        assert database.execute("select count(*) from letters").fetchone() == (0,)
        assert database.execute("select count(*) from policies").fetchone() == (0,)


def test_claims_of_before_are_matched_with_none(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0015_claims_are_matched")
        assert matches.firsts(database, [1]) == {1: 1}
        assert matches.of_claim(database, 1) == []


def test_evidence_of_before_keeps_its_order_and_says_nothing_of_what_it_does_not_show(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        migrations.apply(database, stop_before=["m0016_evidence_has_an_order"])
        database.execute("pragma foreign_keys = off")
        database.execute(
            "insert into sources (title, is_primary, snapshot_id, added_by, added_at) values ('S', 1, 1, 1, ?)", [NOW]
        )
        for number in (7, 3, 5):
            database.execute(
                "insert into evidence (id, claim_id, source_id, snapshot_id, start, end, stance, added_by, added_at) "
                "values (?, 1, 1, 1, 0, 33, 'refutes', 1, ?)",
                [number, NOW],
            )
        migrations.apply(database)
        rows = database.execute("select id, not_shown from evidence order by position").fetchall()
        assert rows == [(3, ""), (5, ""), (7, "")]


def test_a_desk_of_before_has_no_checks_of_others(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0017_checks_of_other_desks_are_kept")
        assert foreign.count(database) == 0


def test_sources_of_before_have_no_reading(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "claims.db")) as database:
        source_of_before(database, "m0018_readings_are_kept")
        assert readings.kept(database, 1, 1) is None
