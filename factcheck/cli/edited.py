"""How much of each engine's work the desk kept, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from factcheck.core.edits import Fate, Kept, Proposal, kept
from factcheck.store import proposals

HEADS = ("proposed", *Fate, "likeness", "added")


def against_edits(database: Database, engine: str | None, show: int, *, as_json: bool) -> str:
    """What became of the claims of one engine, or of all; nothing is written."""
    found = [one for one in proposals.everything(database) if engine in (None, one.engine)]
    added = {pair: count for pair, count in proposals.added(database).items() if engine in (None, pair[0])}
    records = kept(found, added)
    reworded = [one for one in found if one.fate is Fate.REWORDED]
    most_changed = sorted(reworded, key=lambda one: one.likeness)[:show]
    if as_json:
        answer = {"engines": [_fields(one) for one in records], "reworded": [_changed(one) for one in most_changed]}
        return json.dumps(answer, ensure_ascii=False, indent=2)
    if not records:
        return "No engine has proposed claims on this desk: there is nothing to compare."
    return "\n".join([*_table(records), *_rewordings(most_changed)])


def _fields(record: Kept) -> dict[str, object]:
    return {
        "engine": record.engine,
        "version": record.version,
        "proposed": sum(record.fates.values()),
        **{str(fate): count for fate, count in record.fates.items()},
        "kept_share": round(record.share, 3),
        "likeness": round(record.likeness, 3),
        "added": record.added,
    }


def _changed(proposal: Proposal) -> dict[str, object]:
    words = {"proposed": proposal.proposed.text, "now": proposal.standing.text}
    return {"engine": proposal.engine, **words, "likeness": round(proposal.likeness, 3)}


def _table(records: Sequence[Kept]) -> Iterator[str]:
    names = [f"{record.engine} {record.version}" for record in records]
    width = max(map(len, names))
    yield " ".join(["".ljust(width), *(head.rjust(9) for head in HEADS)])
    for name, record in zip(names, records, strict=True):
        counts = [f"{count:9}" for count in (sum(record.fates.values()), *record.fates.values())]
        yield " ".join([name.ljust(width), *counts, f"{record.likeness:9.3f}", f"{record.added:9}"])
    for name, record in zip(names, records, strict=True):
        share = f"{record.fates[Fate.KEPT]} ({record.share:.0%}) were kept as proposed"
        yield f"{name}: of {record.looked_at} claims that somebody took up, {share}."


def _rewordings(changed: Sequence[Proposal]) -> Iterator[str]:
    if changed:
        yield "\nReworded most, with what was proposed:"
    for one in changed:
        yield f"  {one.standing.text}"
        yield f"      {one.likeness:.2f} {one.proposed.text}"
