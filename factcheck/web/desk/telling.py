"""What happened, as a person tells it: events become sentences, a changed text a proofreader's line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from flask_babel import format_timedelta, gettext, lazy_gettext

from factcheck.records import ArchiveRequest, Event, Job
from factcheck.store import erasures, events
from factcheck.web import current
from factcheck.web.rendering import day, rating_word, word

SENTENCES = {
    "added article": lazy_gettext("added the article"),
    "changed article": lazy_gettext("changed what is said of the article"),
    "published article": lazy_gettext("published the article"),
    "took article back": lazy_gettext("took the article back"),
    "added claim": lazy_gettext("added the claim"),
    "changed claim": lazy_gettext("changed the claim"),
    "split claim": lazy_gettext("split the claim"),
    "merged claims": lazy_gettext("merged claims into this one"),
    "dropped claim": lazy_gettext("dropped the claim"),
    "undid": lazy_gettext("took an act back"),
    "imported checks": lazy_gettext("imported checks of other desks"),
    "confirmed match": lazy_gettext("said that the claim is the same as a known one"),
    "rejected match": lazy_gettext("said that the claim is not the same as a suggested one"),
    "took match back": lazy_gettext("took back what was said of a match"),
    "attached evidence": lazy_gettext("attached a passage"),
    "changed stance": lazy_gettext("changed the stance of a passage"),
    "removed evidence": lazy_gettext("removed a passage"),
    "put evidence back": lazy_gettext("put a passage back"),
    "planned work": lazy_gettext("planned the work on the claim"),
    "commented": lazy_gettext("said to the desk"),
    "erased payload": lazy_gettext("erased what an event said"),
    "erased snapshot": lazy_gettext("erased what was kept here"),
    "said what evidence does not show": lazy_gettext("said what a passage does not show"),
    "moved evidence": lazy_gettext("put the passages in another order"),
    "gave verdict": lazy_gettext("gave a verdict"),
    "published verdict": lazy_gettext("published the verdict"),
    "withdrew verdict": lazy_gettext("withdrew the published verdict"),
    "received letter": lazy_gettext("got a letter of a reader"),
    "was done with letter": lazy_gettext("was done with the letter"),
    "changed policy": lazy_gettext("changed what the desk says of its work"),
    "sent back": lazy_gettext("sent the verdict back"),
    "corrected source": lazy_gettext("corrected what is said of the source"),
    "corrected place": lazy_gettext("corrected where the claim was made"),
    "added source": lazy_gettext("added the source"),
    "asked for an archive copy": lazy_gettext("asked the Internet Archive for a copy"),
    "has an archive copy": lazy_gettext("noted where the Internet Archive keeps a copy"),
    "has no archive copy": lazy_gettext("noted that the Internet Archive keeps no copy"),
    "changed what readers are told": lazy_gettext("changed what readers are told of the desk"),
    "rechecked": lazy_gettext("fetched the page again"),
    "kept the text": lazy_gettext("kept what is cited as it is"),
    "moved passages": lazy_gettext("moved passages to the newer text"),
    "moved passage": lazy_gettext("moved a passage to the newer text of its source"),
    "moved passage back": lazy_gettext("moved a passage back to where it stood"),
    "reopened notice": lazy_gettext("took back how a change was settled"),
    "set the rhythm": lazy_gettext("set how often live pages are fetched again"),
    "set the desk to solo": lazy_gettext("set the desk to one person"),
    "asked for a second person": lazy_gettext("asked for a second person again"),
    "set up": lazy_gettext("founded the desk"),
    "sign in": lazy_gettext("signed in"),
    "sign out": lazy_gettext("signed out"),
    "use link": lazy_gettext("used a one-time link"),
    "change password": lazy_gettext("changed the password"),
    "set up second step": lazy_gettext("set up a second step of signing in"),
    "removed second step": lazy_gettext("took a second step of signing in away"),
    "used recovery code": lazy_gettext("used a recovery code"),
    "made recovery codes": lazy_gettext("made new recovery codes"),
    "add person": lazy_gettext("added somebody to the desk"),
    "change role": lazy_gettext("gave somebody another role"),
    "disable": lazy_gettext("ended somebody’s access"),
    "enable": lazy_gettext("gave somebody’s access back"),
    "reset": lazy_gettext("voided somebody’s password"),
    "make link": lazy_gettext("made a one-time link"),
    "required a second step": lazy_gettext("required a second step of signing in"),
    "did without a second step": lazy_gettext("let editors and administrators do without a second step of signing in"),
}

TO_OTHERS = {
    "split claim": lazy_gettext("split another claim; this is a part of it"),
    "merged claims": lazy_gettext("merged this claim and others into one"),
    "undid": lazy_gettext("took an act back that this claim came from or went into"),
}
"""The same acts as they are told of a claim that they touched, and that is not the one they are named after."""

FIELDS = {
    "text": lazy_gettext("Claim"),
    "claimant": lazy_gettext("Claimant"),
    "kind": lazy_gettext("Kind"),
    "pieces": lazy_gettext("Words of the article"),
    "title": lazy_gettext("Title"),
    "publisher": lazy_gettext("Publisher"),
    "byline": lazy_gettext("Author"),
    "published_on": lazy_gettext("Day of publication"),
    "author": lazy_gettext("Author"),
    "origin": lazy_gettext("Origin"),
    "interest": lazy_gettext("Interest"),
    "archive_url": lazy_gettext("Archive copy"),
    "assignee_name": lazy_gettext("Assigned to"),
    "due_on": lazy_gettext("Due"),
    "review_on": lazy_gettext("Look at it again"),
    "reach": lazy_gettext("Reach"),
    "harm": lazy_gettext("Harm"),
    "topics": lazy_gettext("Topics"),
    "not_shown": lazy_gettext("What this does not show"),
    "place": lazy_gettext("Where"),
    "said_on": lazy_gettext("When"),
    "url": lazy_gettext("Address"),
    "claim": lazy_gettext("Claim"),
    "rating": lazy_gettext("Rating"),
    "reason": lazy_gettext("Reason"),
    "explanation": lazy_gettext("Explanation"),
}
"""The fields of a conflict as the forms call them."""

Piece = tuple[str, str]
"""("same" | "cut" | "added", text): a stretch of a text that was changed."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words: who did what, and what can be read of it."""

    at: str
    who: str
    did: str
    pieces: tuple[Piece, ...] = ()
    note: str = ""


def why(job: Job) -> str:
    """Why a job failed, in the reader's language."""
    said = job.outcome or {}
    return str(gettext(said["template"], **said["parts"])) if "template" in said else job.error or ""


def why_not(request: ArchiveRequest) -> str:
    """Why the archive keeps no copy, in the reader's language."""
    return str(gettext(request.template, **request.parts))


def named(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of one side of a conflict by the names that the forms show, without those that are empty."""
    shown = {
        name: word(text) if name == "kind" else rating_word(text) if name == "rating" else text
        for name, text in fields.items()
    }
    return {str(FIELDS.get(name, name)): text for name, text in shown.items() if text}


def ago(at: str) -> str:
    """How long ago, where it is less than a day; else the day."""
    passed = datetime.fromisoformat(current.now()) - datetime.fromisoformat(at)
    if passed >= timedelta(days=1):
        return day(at)
    if passed < timedelta(minutes=1):
        return str(gettext("just now"))
    return str(gettext("%(time)s ago", time=format_timedelta(passed, threshold=1.5)))


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts as one line: the same ones, those cut, those added."""
    one, other = (re.findall(r"\S+\s*", text) for text in (old, new))
    pieces: list[Piece] = []
    for act, start, end, begin, finish in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(("same", "".join(one[start:end])))
            continue
        pieces += [("cut", "".join(one[start:end]))] if end > start else []
        pieces += [("added", "".join(other[begin:finish]))] if finish > begin else []
    return tuple(pieces)


def did(verb: str) -> str:
    """What was done, in words, by the name of the act."""
    return str(SENTENCES.get(verb, verb))


def tell(event: Event, claim: int = 0) -> Told:
    """An event in words, as it touched a claim where one is given; one whose payload was erased says what was done."""
    subject = f"claim {claim}" if claim else event.subject
    sentences = SENTENCES if subject == event.subject else SENTENCES | TO_OTHERS
    did = str(sentences.get(event.verb, event.verb))
    payload = event.payload or {}
    pieces, note = _changed(payload, subject.removeprefix("claim ")) if "after" in payload else ((), "")
    if "rating" in payload:
        note = " ".join(part for part in (f"{rating_word(payload['rating'])}.", payload.get("reason", "")) if part)
    elif "outcome" in payload or "rhythm" in payload:
        note = f"{word(payload.get('outcome') or payload['rhythm'])}."
    elif "stance" in payload:
        note = word(payload["stance"])
    elif "note" in payload:
        note = payload["note"]
    elif event.payload is None:
        note = gettext("What was said here is erased.")
    elif event.verb in (erasures.PAYLOAD, erasures.SNAPSHOT):
        note = payload["reason"]
    elif "changed" in payload:
        note = corrected(payload["before"], payload["changed"])
    return Told(event.at, event.actor_name or gettext("Factcheck"), did, pieces, note)


def erased(snapshot_id: int) -> Told | None:
    """When and why what a snapshot held was erased; none where it was not."""
    found = events.of_subject(current.database(), f"snapshot {snapshot_id}")
    return next((tell(event) for event in found if event.verb == erasures.SNAPSHOT), None)


def corrected(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What was put in the place of what, by field."""
    nothing = gettext("nothing")
    parts = [
        gettext(
            "%(field)s: %(new)s instead of %(old)s.",
            field=FIELDS[name],
            new=f"“{after[name]}”" if after[name] else nothing,
            old=f"“{before[name]}”" if before[name] else nothing,
        )
        for name in after
        if name in FIELDS and after[name] != before.get(name)
    ]
    if after.get("is_primary") != before.get("is_primary"):
        parts.append(gettext("A primary source now.") if after["is_primary"] else gettext("No primary source now."))
    return " ".join(parts)


def _changed(payload: Mapping[str, Any], number: str) -> tuple[tuple[Piece, ...], str]:
    """What an act changed of one claim: the words as a difference, the rest in a sentence."""
    before, after = payload["before"].get(number), payload["after"].get(number)
    if not before or not after:
        return (), ""
    pieces = difference(before["text"], after["text"]) if before["text"] != after["text"] else ()
    notes = []
    if before["claimant"] != after["claimant"]:
        nobody = gettext("nobody")
        notes.append(
            gettext(
                "Claimant: %(new)s instead of %(old)s.",
                old=before["claimant"] or nobody,
                new=after["claimant"] or nobody,
            )
        )
    if before["kind"] != after["kind"]:
        notes.append(gettext("Kind: %(new)s instead of %(old)s.", old=word(before["kind"]), new=word(after["kind"])))
    if before["anchors"] != after["anchors"]:
        notes.append(gettext("It rests on other words of the article."))
    return pieces, " ".join(notes)
