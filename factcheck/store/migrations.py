"""The schema, as numbered steps that are only ever appended.

Tables are strict. What may never change is guarded by triggers here, whatever the code above does.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

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

TABLES = [
    """create table people (
        id integer primary key,
        handle text not null collate nocase unique check (length(handle) between 2 and 40),
        name text not null check (length(name) between 1 and 120),
        role text not null check (role in ('checker', 'editor', 'admin')),
        password_hash text,
        added_at text not null,
        disabled_at text,
        version integer not null default 1) strict""",
    """create table sessions (
        token_hash text primary key,
        person_id integer not null references people,
        started_at text not null,
        seen_at text not null,
        expires_at text not null,
        ended_at text,
        device text not null default '') strict, without rowid""",
    "create index sessions_person on sessions (person_id)",
    """create table links (
        token_hash text primary key,
        purpose text not null check (purpose in ('set-up', 'sign-in', 'password')),
        person_id integer references people,
        made_at text not null,
        expires_at text not null,
        used_at text,
        check ((purpose = 'set-up') = (person_id is null))) strict, without rowid""",
    "create table settings (name text primary key, value text not null) strict, without rowid",
    """create table snapshots (
        id integer primary key,
        how text not null check (how in ('fetched', 'uploaded', 'pasted', 'transcribed')),
        url text,
        final_url text,
        status integer,
        media_type text not null,
        charset text not null default '',
        headers text not null default '[]' check (json_valid(headers)),
        filename text,
        taken_at text not null,
        raw_sha256 text not null,
        raw_length integer not null,
        text_sha256 text not null,
        text_length integer not null) strict""",
    "create index snapshots_text on snapshots (text_sha256)",
    """create table snapshot_contents (
        snapshot_id integer primary key references snapshots,
        raw blob not null,
        text text not null) strict""",
    """create table articles (
        id integer primary key,
        title text not null,
        byline text not null default '',
        publisher text not null default '',
        published_on text check (published_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        language text not null,
        url text,
        address text,
        snapshot_id integer not null references snapshots,
        added_by integer references people,
        added_at text not null,
        public_at text,
        made_public_by integer references people,
        version integer not null default 1) strict""",
    "create index articles_address on articles (address)",
    "create index articles_snapshot on articles (snapshot_id)",
    "create index articles_public on articles (public_at)",
    """create table article_relations (
        article_id integer not null references articles,
        other_id integer not null references articles,
        relation text not null check (relation in ('same text', 'same address')),
        primary key (article_id, other_id)) strict, without rowid""",
    """create table splittings (
        id integer primary key,
        article_id integer not null references articles,
        engine text not null,
        engine_version text not null,
        language text not null,
        notes text not null check (json_valid(notes)),
        rejected text not null check (json_valid(rejected)),
        split_at text not null) strict""",
    "create index splittings_article on splittings (article_id)",
    """create table quotations (
        id integer primary key,
        snapshot_id integer not null references snapshots,
        start integer not null check (start >= 0),
        end integer not null check (end > start),
        speaker text) strict""",
    "create index quotations_snapshot on quotations (snapshot_id)",
    """create table claims (
        id integer primary key,
        text text not null check (length(text) > 0),
        claimant text,
        kind text not null check (kind in ('fact', 'quantity', 'quotation', 'prediction', 'opinion')),
        quoted integer not null check (quoted in (0, 1)),
        open_reference integer not null check (open_reference in (0, 1)),
        score real not null check (score between 0 and 1),
        reasons text not null check (json_valid(reasons)),
        engine text,
        engine_version text,
        state text not null check (state in ('new', 'in work', 'in review', 'published', 'closed')),
        closed_because text check (closed_because in ('dropped', 'split', 'merged')),
        added_by integer references people,
        added_at text not null,
        version integer not null default 1,
        check ((state = 'closed') = (closed_because is not null)),
        check ((engine is null) = (engine_version is null))) strict""",
    "create index claims_state on claims (state, score desc, id)",
    "create index claims_score on claims (score desc, id)",
    "create index claims_claimant on claims (claimant)",
    """create table appearances (
        id integer primary key,
        claim_id integer not null references claims,
        article_id integer references articles,
        snapshot_id integer references snapshots,
        quotation_id integer references quotations,
        position integer not null default 0,
        url text,
        place text not null default '',
        said_on text check (said_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        check ((article_id is null) = (snapshot_id is null)),
        check (article_id is not null or place <> '' or url is not null)) strict""",
    "create index appearances_claim on appearances (claim_id)",
    "create index appearances_article on appearances (article_id, position)",
    """create table spans (
        appearance_id integer not null references appearances,
        role text not null check (role in ('anchor', 'antecedent', 'claimant')),
        ordinal integer not null,
        start integer not null check (start >= 0),
        end integer not null check (end > start),
        primary key (appearance_id, role, ordinal)) strict, without rowid""",
    """create table lineage (
        child_id integer not null references claims,
        parent_id integer not null references claims,
        primary key (child_id, parent_id),
        check (child_id <> parent_id)) strict, without rowid""",
    "create index lineage_parent on lineage (parent_id)",
    """create table sources (
        id integer primary key,
        title text not null check (length(title) > 0),
        publisher text not null default '',
        author text not null default '',
        published_on text check (published_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        url text,
        address text,
        is_primary integer not null check (is_primary in (0, 1)),
        transcribed_from text not null default '',
        snapshot_id integer not null references snapshots,
        added_by integer not null references people,
        added_at text not null) strict""",
    "create index sources_address on sources (address)",
    "create index sources_snapshot on sources (snapshot_id)",
    """create table evidence (
        id integer primary key,
        claim_id integer not null references claims,
        source_id integer not null references sources,
        start integer not null check (start >= 0),
        end integer not null check (end > start),
        stance text not null check (stance in ('supports', 'refutes', 'context')),
        added_by integer not null references people,
        added_at text not null,
        removed_at text,
        version integer not null default 1) strict""",
    "create index evidence_claim on evidence (claim_id)",
    "create index evidence_source on evidence (source_id)",
    """create table scales (
        id integer primary key,
        name text not null,
        in_force_from text not null) strict""",
    """create table ratings (
        scale_id integer not null references scales,
        rating text not null,
        label text not null,
        place integer,
        ordinal integer not null,
        definition text not null,
        primary key (scale_id, rating)) strict, without rowid""",
    """create table verdicts (
        id integer primary key,
        claim_id integer not null references claims,
        number integer not null check (number > 0),
        claim_text text not null check (length(claim_text) > 0),
        claimant text,
        anchors text not null check (json_valid(anchors)),
        scale_id integer not null,
        rating text not null,
        reason text not null check (length(reason) > 0),
        explanation text not null,
        correction text check (correction in ('minor', 'update', 'substantial')),
        correction_note text not null default '',
        recorded_by integer not null references people,
        recorded_at text not null,
        unique (claim_id, number),
        foreign key (scale_id, rating) references ratings) strict""",
    """create table verdict_evidence (
        verdict_id integer not null references verdicts,
        ordinal integer not null,
        evidence_id integer not null references evidence,
        source_id integer not null references sources,
        start integer not null,
        end integer not null,
        stance text not null check (stance in ('supports', 'refutes', 'context')),
        primary key (verdict_id, ordinal)) strict, without rowid""",
    """create table publications (
        id integer primary key,
        verdict_id integer not null unique references verdicts,
        claim_id integer not null references claims,
        published_by integer not null references people,
        published_at text not null,
        solo integer not null check (solo in (0, 1))) strict""",
    "create index publications_claim on publications (claim_id)",
    "create index publications_time on publications (published_at desc)",
    """create table events (
        id integer primary key,
        at text not null,
        actor integer references people,
        verb text not null,
        subject text not null,
        payload_hash text not null,
        previous_hash text not null,
        hash text not null unique) strict""",
    "create index events_subject on events (subject, id)",
    """create table event_payloads (
        event_id integer primary key references events,
        salt text not null,
        payload text not null check (json_valid(payload))) strict""",
    """create table jobs (
        id integer primary key,
        kind text not null,
        task text not null check (json_valid(task)),
        state text not null check (state in ('queued', 'running', 'done', 'failed')),
        attempts integer not null default 0,
        leased_by text,
        leased_until text,
        outcome text check (json_valid(outcome)),
        error text,
        added_by integer references people,
        added_at text not null,
        finished_at text) strict""",
    "create index jobs_state on jobs (state, id)",
    # The bytes that a job was given (an upload); gone when the job is done.
    "create table job_inputs (job_id integer primary key references jobs, content blob not null) strict",
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
