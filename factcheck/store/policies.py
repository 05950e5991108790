"""The texts in which the desk says how it works, as rows."""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.records.letters import Policy, PolicyName


def every(database: Database) -> list[Policy]:
    """All of them in their order, those that nobody wrote empty."""
    rows = {row["name"]: row for row in database.query("select * from policies")}
    return [Policy(**{**rows[name], "name": name}) if name in rows else Policy(name) for name in PolicyName]


def save(database: Database, policy: Policy, now: str) -> bool:
    """Store a text over the one of `policy.version`; false where another version stands."""
    row = {"name": policy.name, "text": policy.text, "review": policy.review_on, "now": now, "version": policy.version}
    stored = database.execute(
        "insert into policies (name, text, review_on, changed_at) select :name, :text, :review, :now"
        " where :version = 0 on conflict do nothing"
        if policy.version == 0
        else "update policies set text = :text, review_on = :review, changed_at = :now, version = version + 1"
        " where name = :name and version = :version",
        row,
    )
    return bool(stored.rowcount)
