"""What a person does about a live page that changed: keep what is cited, or move passages that stand in the newer text.

A passage is moved by taking it off and attaching it anew; the verdicts that cite the first one keep it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from factcheck.core import anchoring
from factcheck.desk.claims import existing
from factcheck.desk.evidence import existing_evidence
from factcheck.errors import NotFound, Refused
from factcheck.records import (
    Checkable,
    Claim,
    Evidence,
    Notice,
    Person,
    Settled,
    Snapshot,
    Span,
    Standing,
    State,
)
from factcheck.store import cards, claims, events, notices, rechecks, snapshots, sources, verdicts
from factcheck.store.connection import writing


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage that is cited in an older text, and where it stands in the newer one; none is an orphan.

    `attached` is false for one that was taken off its claim, where a published verdict still stands on it.
    """

    evidence: Evidence
    found: Span | None
    published: bool
    attached: bool

    @property
    def movable(self) -> bool:
        """Whether it can be attached in the newer text."""
        return self.attached and self.found is not None


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim of an article, and whether all the words that it rests on stand in the newer text."""

    claim: Claim
    stands: bool


@dataclass(frozen=True, slots=True)
class Live:
    """What is known of the live page of a document; `texts` are its snapshots, the one that it was kept with first."""

    document: Checkable
    waiting: tuple[Notice, ...]
    texts: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A passage against the live page of its source, as that was found last. `stands` is false for an orphan.

    `newest` is the newest text that is known; `changed` says that it is another one than the passage was read in.
    """

    standing: Standing
    newest: Snapshot
    changed: bool
    stands: bool
    notice_id: int | None


def live(database: Database, kind: str, number: int) -> Live | None:
    """The live page of a source or an article; none where the document was not fetched."""
    document = rechecks.get(database, kind, number)
    if document is None:
        return None
    newer = [snapshots.get(database, one) for one in rechecks.newer(database, kind, number)]
    return Live(document, tuple(notices.open_on(database, kind, number)), (document.kept, *newer))


def whereabouts(database: Database, evidence: Evidence) -> Whereabouts | None:
    """Where a passage stands on the live page of its source; none where that was never fetched again."""
    document = rechecks.get(database, "source", evidence.source.id)
    if document is None or document.standing is None:
        return None
    newest = document.newest
    texts = (snapshots.text(database, evidence.snapshot_id), snapshots.text(database, newest.id))
    changed = anchoring.folded(texts[0]) != anchoring.folded(texts[1])
    stands = not changed or anchoring.find_again(texts[0], evidence.span, texts[1]) is not None
    notice_id = notices.latest(database, "source", document.number)
    return Whereabouts(document.standing, newest, changed, stands, notice_id)


def existing_notice(database: Database, notice_id: int) -> Notice:
    """The notice with this number; raises `NotFound`."""
    found = notices.get(database, notice_id)
    if found is None:
        raise NotFound("There is no such notice.")
    return found


def passages(database: Database, source_id: int, snapshot_id: int) -> list[Placed]:
    """The passages of a source that are cited in another text than this one, and where each stands in this one."""
    attached = {one.id: one for one in sources.evidence_from(database, source_id)}
    published = {one.id: one for one in verdicts.evidence_from(database, source_id)}
    found = sorted({**published, **attached}.items())
    text = snapshots.text(database, snapshot_id)
    return [
        Placed(one, anchoring.find_again(kept, one.span, text), number in published, number in attached)
        for number, one in found
        if one.snapshot_id != snapshot_id
        for kept in [snapshots.text(database, one.snapshot_id)]
    ]


def claims_of(database: Database, article_id: int, snapshot_id: int) -> list[PlacedClaim]:
    """The open claims of an article, each with whether its words stand in this text too."""
    text = snapshots.text(database, snapshot_id)
    found = []
    for claim in claims.of_article(database, article_id):
        place = claim.appearance
        kept = snapshots.text(database, place.snapshot_id) if place.snapshot_id else ""
        stands = all(anchoring.find_again(kept, span, text) for span in place.anchors)
        found.append(PlacedClaim(claim, stands))
    return found


def _open(database: Database, notice_id: int, version: int) -> Notice:
    notice = existing_notice(database, notice_id)
    if notice.settled or notice.version != version:
        raise Refused("This was settled meanwhile. See what came of it.")
    return notice


def keep(database: Database, notice_id: int, version: int, *, by: Person, now: str) -> None:
    """Settle a notice by leaving everything that is cited where it is."""
    with writing(database):
        _settle(database, _open(database, notice_id, version), Settled.KEPT, [], by=by, now=now)


def move(
    database: Database, notice_id: int, version: int, evidence_ids: Collection[int], *, by: Person, now: str
) -> None:
    """Settle a notice by moving passages to the newer text, each to where it stands there word for word.

    Raises `Refused` and moves none where one of them does not stand there, or is no more attached.
    """
    notice = existing_notice(database, notice_id)
    if notice.kind != "source" or notice.snapshot_id is None:
        raise Refused("Only passages of a source can be moved to a newer text.")
    if not evidence_ids:
        raise Refused("Choose the passages to move, or keep them all where they are.")
    placed = {one.evidence.id: one for one in passages(database, notice.number, notice.snapshot_id)}
    with writing(database):
        _open(database, notice_id, version)
        moved = [_moved(database, notice, placed.get(number), by=by, now=now) for number in sorted(evidence_ids)]
        _settle(database, notice, Settled.MOVED, moved, by=by, now=now)


def _moved(database: Database, notice: Notice, placed: Placed | None, *, by: Person, now: str) -> dict[str, Any]:
    """Attach one passage in the newer text in the place of the older one; what taking it back needs."""
    if placed is None or placed.found is None or notice.snapshot_id is None:
        raise Refused("One of the passages does not stand in the newer text, or is not attached any more.")
    old = existing_evidence(database, placed.evidence.id)
    claim, place = existing(database, old.claim_id), (notice.snapshot_id, placed.found)
    if any((one.snapshot_id, one.span) == place for one in sources.evidence_on(database, claim.id)):
        raise Refused("A passage is attached in the newer text already: “%(passage)s”.", passage=old.passage)
    sources.set_removed(database, old.id, now)
    new = sources.add_evidence(database, claim.id, old.source.id, *place, old.stance, by=by.id, now=now)
    cards.take_over(database, old.id, new)
    claims.set_state(database, claim.id, State.IN_WORK)
    payload = {"evidence": new, "snapshot": place[0], "span": place[1], "stance": old.stance, "from": old.id}
    _note(database, "moved passage", claim.id, payload, State.IN_WORK, by=by, now=now)
    return {"from": old.id, "to": new, "claim": claim.id, "was": claim.state, "version": claim.version + 1}


def _note(
    database: Database, verb: str, claim_id: int, payload: dict[str, Any], state: State, *, by: Person, now: str
) -> None:
    payload["states"] = {str(claim_id): state}
    events.append(database, now=now, actor=by.id, verb=verb, subject=f"claim {claim_id}", payload=payload)


def _settle(
    database: Database, notice: Notice, how: Settled, moved: list[dict[str, Any]], *, by: Person, now: str
) -> None:
    told = {str(notice.id): {"outcome": notice.outcome, "settled": how}}
    payload = {"notices": told, "moved": moved}
    verb = "moved passages" if moved else "kept the text"
    event = events.append(database, now=now, actor=by.id, verb=verb, subject=notice.subject, payload=payload)
    notices.settle(database, [notice.id], how, by=by.id, event=event, now=now)


def reopen(database: Database, notice_id: int, version: int, *, by: Person, now: str) -> None:
    """Take back how a person settled a notice: passages that were moved stand where they stood.

    Raises `Refused` where one of them was worked on or judged since, or where a newer change of the page waits.
    """
    with writing(database):
        notice = existing_notice(database, notice_id)
        act = events.get(database, notice.event_id) if notice.event_id else None
        if act is None or act.payload is None or notice.version != version:
            raise Refused("This cannot be taken back.")
        is_change = notice.snapshot_id is not None
        waiting = notices.open_on(database, notice.kind, notice.number)
        if any((one.snapshot_id is not None) == is_change for one in waiting):
            raise Refused("A newer change of the same page waits. Settle that.")
        for moved in reversed(act.payload["moved"]):
            _moved_back(database, moved, by=by, now=now)
        told = {str(notice.id): {"outcome": notice.outcome, "settled": None}}
        payload = {"notices": told, "undid": act.id}
        events.append(database, now=now, actor=by.id, verb="reopened notice", subject=notice.subject, payload=payload)
        notices.settle(database, [notice.id], None, by=None, event=None, now=now)


def _moved_back(database: Database, moved: dict[str, Any], *, by: Person, now: str) -> None:
    new, claim = sources.get_evidence(database, moved["to"]), existing(database, moved["claim"])
    if new is None or new.version != 1 or verdicts.stand_on(database, new.id):
        raise Refused("A passage that was moved was worked on or judged since. It stays in the newer text.")
    if claim.state is State.CLOSED:
        raise Refused("Claim %(number)s is closed. Undo that first.", number=claim.id)
    sources.set_removed(database, new.id, now)
    if not sources.set_removed(database, moved["from"], None):
        raise Refused("A passage that was moved was put back since. Remove one of the two first.")
    state = State(moved["was"]) if claim.version == moved["version"] else State.IN_WORK
    claims.set_state(database, claim.id, state)
    old = existing_evidence(database, moved["from"])
    payload = {"evidence": old.id, "stance": old.stance, "snapshot": old.snapshot_id, "from": new.id}
    _note(database, "moved passage back", claim.id, payload, state, by=by, now=now)
