"""The tables of what came of fetching documents again, as statements. Later ones are changed in `migrations`.

Both tables tell of one source or one article each; `notices` keeps the snapshot of every newer text.
"""

from __future__ import annotations

ONE_DOCUMENT = "(source_id is null) <> (article_id is null)"

TABLES_OF_RECHECKS = [
    f"""create table rechecks (
        id integer primary key,
        source_id integer unique references sources,
        article_id integer unique references articles,
        outcome text not null check (outcome in ('unchanged', 'changed', 'passage changed', 'gone', 'unreachable')),
        reason text not null default '',
        parts text not null default '[]' check (json_valid(parts)),
        snapshot_id integer not null references snapshots,
        bytes_differ integer not null check (bytes_differ in (0, 1)),
        since text not null,
        checked_at text not null,
        check ({ONE_DOCUMENT})) strict""",
    f"""create table notices (
        id integer primary key,
        source_id integer references sources,
        article_id integer references articles,
        outcome text not null check (outcome in ('changed', 'passage changed', 'gone', 'unreachable')),
        snapshot_id integer unique references snapshots,
        reason text not null default '',
        parts text not null default '[]' check (json_valid(parts)),
        noticed_at text not null,
        settled text check (settled in ('kept', 'moved', 'newer', 'back')),
        settled_by integer references people,
        settled_at text,
        event_id integer references events,
        version integer not null default 1,
        check ({ONE_DOCUMENT}),
        check ((snapshot_id is null) = (outcome in ('gone', 'unreachable'))),
        check ((settled is null) = (settled_at is null)),
        check (coalesce(settled in ('kept', 'moved'), 0) = (event_id is not null))) strict""",
    "create index notices_source on notices (source_id, id)",
    "create index notices_article on notices (article_id, id)",
    # Of each document one change and one absence may wait: a newer one takes the place of the one before.
    """create unique index notices_open on notices (coalesce(source_id, -article_id), snapshot_id is null)
        where settled is null""",
]

EVIDENCE_SNAPSHOT = [
    "alter table evidence add column snapshot_id integer references snapshots",
    "update evidence set snapshot_id = (select snapshot_id from sources where id = source_id)",
    "create index evidence_snapshot on evidence (snapshot_id)",
]

GUARDS_OF_RECHECKS = [
    """create trigger evidence_stands_in_its_source before insert on evidence
        when not exists (select 1 from sources where id = new.source_id and snapshot_id = new.snapshot_id)
         and not exists (select 1 from notices where source_id = new.source_id and snapshot_id = new.snapshot_id)
        begin select raise(abort, 'a passage stands in a snapshot of its source'); end""",
    """create trigger evidence_never_moves before update of claim_id, source_id, snapshot_id, start, end on evidence
        begin select raise(abort, 'a passage stays where it was attached'); end""",
    """create trigger notices_say_what_they_said
        before update of source_id, article_id, outcome, snapshot_id, reason, parts, noticed_at on notices
        begin select raise(abort, 'what was noticed is not changed'); end""",
    """create trigger notices_no_delete before delete on notices
        begin select raise(abort, 'notices are settled, never deleted'); end""",
]
