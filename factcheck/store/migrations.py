"""The schema, as numbered steps that are only ever appended.

Tables are strict. What may never change is guarded by triggers here, whatever the code above does.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from factcheck.core import copies
from factcheck.store.archivings import TABLES as ARCHIVINGS
from factcheck.store.erasures import GUARDS as GUARDS_OF_ERASURES
from factcheck.store.foreign import TABLE as TABLES_OF_FOREIGN_CHECKS
from factcheck.store.matches import TABLE as TABLES_OF_MATCHES
from factcheck.store.rechecked import EVIDENCE_SNAPSHOT, GUARDS_OF_RECHECKS, TABLES_OF_RECHECKS
from factcheck.store.tables import PLANNING, TABLES

migrations = Migrations("factcheck")

SCALE = [
    # key, label, place on the ruler (0 is least true; none stands beside the ruler), definition
    ("true", "True", 4, "The statement is accurate, and nothing significant is missing."),
    ("mostly-true", "Mostly true", 3, "The statement is accurate but needs clarification or additional information."),
    ("half-true", "Half true", 2, "The statement is partly accurate and leaves out or distorts important details."),
    ("mostly-false", "Mostly false", 1, "The statement has a grain of truth but gives a wrong impression."),
    ("false", "False", 0, "The statement is not accurate."),
    ("unproven", "Unproven", None, "Evidence was looked for; what was found neither bears it out nor refutes it."),
    (
        "missing-context",
        "Missing context",
        None,
        "The words may be accurate; without what they leave out they mislead.",
    ),
]

APPEND_ONLY = [
    "snapshots",
    "snapshot_contents",
    "quotations",
    "splittings",
    "lineage",
    "scales",
    "ratings",
    "verdicts",
    "verdict_evidence",
    "publications",
    "events",
    "event_payloads",
]

GUARDS = [
    """create trigger publications_second_person before insert on publications
        when new.published_by = (select recorded_by from verdicts where id = new.verdict_id)
         and (new.solo = 0 or coalesce((select value from settings where name = 'solo'), 'off') <> 'on')
        begin select raise(abort, 'a second person must publish'); end""",
    """create trigger publications_solo_is_true before insert on publications
        when new.solo = 1 and new.published_by <> (select recorded_by from verdicts where id = new.verdict_id)
        begin select raise(abort, 'solo is said only where one person did both'); end""",
    """create trigger publications_right_claim before insert on publications
        when new.claim_id <> (select claim_id from verdicts where id = new.verdict_id)
        begin select raise(abort, 'the verdict is on another claim'); end""",
]

VIEWS = [
    # The verdict that stands for readers: the highest-numbered one of a claim that was published.
    """create view standing_verdicts as
        select v.*, p.published_by, p.published_at, p.solo
          from publications p join verdicts v on v.id = p.verdict_id
         where v.number = (select max(v2.number) from publications p2 join verdicts v2 on v2.id = p2.verdict_id
                            where p2.claim_id = p.claim_id)""",
    """create view article_words as
        select a.id as id, a.title as title, c.text as text
          from articles a join snapshot_contents c on c.snapshot_id = a.snapshot_id""",
]

SEARCH = [
    """create virtual table claims_words using fts5(
        text, claimant, content='claims', content_rowid='id', tokenize='porter unicode61')""",
    """create virtual table articles_words using fts5(
        title, text, content='article_words', content_rowid='id', tokenize='porter unicode61')""",
    # What readers search: the words that published verdicts judged, not those that the desk has now.
    """create virtual table verdicts_words using fts5(
        claim_text, claimant, reason, content='verdicts', content_rowid='id', tokenize='porter unicode61')""",
    """create trigger verdicts_words_insert after insert on publications begin
        insert into verdicts_words (rowid, claim_text, claimant, reason)
            select id, claim_text, claimant, reason from verdicts where id = new.verdict_id; end""",
    """create trigger claims_words_insert after insert on claims begin
        insert into claims_words (rowid, text, claimant) values (new.id, new.text, new.claimant); end""",
    """create trigger claims_words_update after update of text, claimant on claims begin
        insert into claims_words (claims_words, rowid, text, claimant)
            values ('delete', old.id, old.text, old.claimant);
        insert into claims_words (rowid, text, claimant) values (new.id, new.text, new.claimant); end""",
    """create trigger claims_words_delete after delete on claims begin
        insert into claims_words (claims_words, rowid, text, claimant)
            values ('delete', old.id, old.text, old.claimant); end""",
    """create trigger articles_words_insert after insert on articles begin
        insert into articles_words (rowid, title, text)
            select new.id, new.title, text from snapshot_contents where snapshot_id = new.snapshot_id; end""",
    """create trigger articles_words_update after update of title, snapshot_id on articles begin
        insert into articles_words (articles_words, rowid, title, text)
            select 'delete', old.id, old.title, text from snapshot_contents where snapshot_id = old.snapshot_id;
        insert into articles_words (rowid, title, text)
            select new.id, new.title, text from snapshot_contents where snapshot_id = new.snapshot_id; end""",
]


@migrations()
def m0001_the_house(database: Database) -> None:
    """The tables, guards, views and search indexes of the first release."""
    for statement in [*TABLES, *GUARDS, *VIEWS, *SEARCH]:
        database.execute(statement)
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            database.execute(
                f"create trigger {table}_no_{act} before {act} on {table} "
                f"begin select raise(abort, '{table} are only ever appended'); end"
            )
    database.execute("insert into scales (id, name, in_force_from) values (1, 'Truth, five steps', '2026-01-01')")
    for ordinal, (rating, label, place, definition) in enumerate(SCALE):
        database.execute(
            "insert into ratings (scale_id, rating, label, place, ordinal, definition) values (1, ?, ?, ?, ?, ?)",
            [rating, label, place, ordinal, definition],
        )


@migrations()
def m0002_sources_are_corrected(database: Database) -> None:
    """Sources get the version by which a stale correction is noticed."""
    database.execute("alter table sources add column version integer not null default 1")


@migrations()
def m0003_sources_have_an_origin(database: Database) -> None:
    """Sources say from whom their information comes, and what interest they have in it."""
    for name in ("origin", "interest"):
        database.execute(f"alter table sources add column {name} text not null default ''")


@migrations()
def m0004_sources_have_an_archive_copy(database: Database) -> None:
    """Sources say where a public archive keeps a copy of them."""
    database.execute("alter table sources add column archive_url text not null default ''")


@migrations()
def m0005_snapshots_keep_their_links(database: Database) -> None:
    """Snapshots keep where they point; those of before have no row, which is not the same as no link."""
    database.execute(
        "create table snapshot_links (snapshot_id integer primary key references snapshots, "
        "links text not null check (json_valid(links))) strict"
    )


@migrations()
def m0006_people_have_a_second_step(database: Database) -> None:
    """Signing in has a second step; sessions say when it was given and whether a one-time link began them."""
    database.execute(
        """create table second_steps (
            person_id integer primary key references people,
            secret text not null,
            made_at text not null,
            last_step integer not null default 0) strict"""
    )
    database.execute(
        """create table recovery_codes (
            code_hash text primary key,
            person_id integer not null references people,
            made_at text not null,
            used_at text) strict, without rowid"""
    )
    database.execute("create index recovery_codes_person on recovery_codes (person_id)")
    database.execute("alter table sessions add column second_step_at text")
    database.execute("alter table sessions add column confirmed_at text not null default ''")
    database.execute("alter table sessions add column by_link integer not null default 0")


@migrations()
def m0007_sources_are_found_by_their_words(database: Database) -> None:
    """What stands for the text of each source, by which its copies are found; also for those that are there."""
    database.execute(
        "create table sketches (snapshot_id integer not null references snapshots, hash integer not null, "
        "primary key (snapshot_id, hash)) strict, without rowid"
    )
    database.execute("create index sketches_hash on sketches (hash)")
    for [number] in database.execute("select distinct snapshot_id from sources").fetchall():
        [text] = database.execute("select text from snapshot_contents where snapshot_id = ?", [number]).fetchone() or [
            ""
        ]
        database.conn.executemany(
            "insert into sketches (snapshot_id, hash) values (?, ?)", [(number, one) for one in copies.sketch(text)]
        )


@migrations()
def m0008_findings_are_kept(database: Database) -> None:
    """What comparing found is kept beside the evidence; `basis` is the hash of all that it follows from."""
    database.execute(
        """create table comparisons (
            evidence_id integer primary key references evidence,
            basis text not null,
            findings text not null check (json_valid(findings))) strict"""
    )


@migrations()
def m0009_an_archive_is_asked_for_copies(database: Database) -> None:
    """What a public archive was asked to keep, how far it is, and what came of it."""
    for statement in ARCHIVINGS:
        database.execute(statement)


@migrations()
def m0010_live_pages_are_checked_again(database: Database) -> None:
    """Documents are fetched again: how each was found last, and the changes that a person should see.

    Evidence names the snapshot that its passage stands in, since a source may have several now.
    """
    for statement in [*TABLES_OF_RECHECKS, *EVIDENCE_SNAPSHOT, *GUARDS_OF_RECHECKS]:
        database.execute(statement)


@migrations()
def m0011_work_is_planned(database: Database) -> None:
    """Claims are assigned, weighed, sorted under topics, talked about and closed with a reason; lists are saved."""
    for statement in PLANNING:
        database.execute(statement)


@migrations()
def m0012_verdicts_are_withdrawn(database: Database) -> None:
    """A published verdict can be withdrawn, which is appended like its publication; verdicts say what is not known."""
    database.execute("alter table verdicts add column not_known text not null default ''")
    database.execute(
        """create table withdrawals (
            verdict_id integer primary key references publications (verdict_id),
            claim_id integer not null references claims,
            note text not null check (length(note) > 0),
            withdrawn_by integer not null references people,
            withdrawn_at text not null) strict"""
    )
    database.execute("create index withdrawals_time on withdrawals (withdrawn_at desc)")
    for act in ("update", "delete"):
        database.execute(
            f"create trigger withdrawals_no_{act} before {act} on withdrawals "
            "begin select raise(abort, 'withdrawals are only ever appended'); end"
        )
    database.execute("drop view standing_verdicts")
    database.execute(
        """create view standing_verdicts as
        select v.*, p.published_by, p.published_at, p.solo
          from publications p join verdicts v on v.id = p.verdict_id
         where v.number = (select max(v2.number) from publications p2 join verdicts v2 on v2.id = p2.verdict_id
                            where p2.claim_id = p.claim_id)
           and v.id not in (select verdict_id from withdrawals)"""
    )


@migrations()
def m0013_what_must_go_is_erased(database: Database) -> None:
    """A payload or a snapshot's content may go where an event of the chain says so."""
    for statement in GUARDS_OF_ERASURES:
        database.execute(statement)


@migrations()
def m0014_readers_write_and_read_how_the_desk_works(database: Database) -> None:
    """Letters of readers (errors reported, tips), and the texts in which the desk says how it works."""
    database.execute(
        """create table letters (
            id integer primary key,
            kind text not null check (kind in ('error', 'tip')),
            claim_id integer references claims,
            text text not null check (length(text) > 0),
            url text,
            contact text not null default '',
            sent_at text not null,
            done_at text,
            done_by integer references people,
            note text not null default '') strict"""
    )
    database.execute("create index letters_waiting on letters (id) where done_at is null")
    database.execute(
        """create table policies (
            name text primary key check (name in ('method', 'sources', 'corrections', 'funding', 'people')),
            text text not null,
            review_on text check (review_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            changed_at text not null,
            version integer not null default 1) strict, without rowid"""
    )


@migrations()
def m0015_claims_are_matched(database: Database) -> None:
    """Which claims may be one, and what a person said of it: a claim is an appearance of one other at most."""
    for statement in TABLES_OF_MATCHES:
        database.execute(statement)


@migrations()
def m0016_evidence_has_an_order(database: Database) -> None:
    """Evidence is ordered, until now as it was attached, and says what it does not show; verdicts keep both."""
    database.execute("alter table evidence add column position integer not null default 0")
    database.execute("update evidence set position = id")
    for table in ("evidence", "verdict_evidence"):
        database.execute(f"alter table {table} add column not_shown text not null default ''")


@migrations()
def m0017_checks_of_other_desks_are_kept(database: Database) -> None:
    """What other desks published is imported, and found by the words of its claims."""
    for statement in TABLES_OF_FOREIGN_CHECKS:
        database.execute(statement)


@migrations()
def m0018_readings_are_kept(database: Database) -> None:
    """What the grammar of a source's text told is kept beside its snapshot."""
    database.execute(
        """create table readings (
            snapshot_id integer primary key references snapshots,
            version integer not null,
            reading text not null check (json_valid(reading))) strict"""
    )
