"""Verdicts: one person gives it, a second one publishes it, and nothing of it is ever edited."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlite_utils import Database

from factcheck.core import claimreview, gates
from factcheck.core.characters import one_line, visible
from factcheck.desk.articles import publish_inside
from factcheck.desk.claims import existing
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Claim, Correction, Person, Rating, Site, State, Verdict
from factcheck.store import articles, cards, claims, events, matches, settings, sources, verdicts
from factcheck.store.connection import writing


@dataclass(frozen=True, slots=True)
class Typed:
    """A verdict as a person typed it; `based_on` is the number of the newest verdict that they saw, 0 for none."""

    rating: str
    reason: str
    explanation: str = ""
    correction: Correction | None = None
    correction_note: str = ""
    based_on: int = 0
    not_known: str = ""


def draft_of(database: Database, typed: Typed) -> gates.VerdictDraft:
    """The typed verdict with its rating looked up on the scale in force."""
    rating = next((one for one in verdicts.scale(database) if one.key == typed.rating), None)
    reason, explanation, note = one_line(typed.reason), visible(typed.explanation), visible(typed.correction_note)
    open_still = visible(typed.not_known).strip()
    return gates.VerdictDraft(rating, reason, explanation.strip(), typed.correction, note.strip(), open_still)


def missing_before_recording(database: Database, claim_id: int, typed: Typed) -> list[gates.Missing]:
    """What is missing before this verdict may be given on the claim."""
    published = next(iter(verdicts.published_of(database, claim_id)), None)
    return gates.before_recording(draft_of(database, typed), sources.evidence_on(database, claim_id), published)


def record(database: Database, claim_id: int, version: int, typed: Typed, *, by: Person, now: str) -> int:
    """Give a verdict on a claim as it reads now, on all its evidence, and put it up for review; give its number.

    Raises `Conflict` where the claim was saved, or another verdict given, since the person opened the form, and
    `Invalid` with the first thing that is missing.
    """
    with writing(database):
        claim = existing(database, claim_id)
        if claim.state is State.CLOSED:
            raise Refused("This claim is closed. Undo that first.")
        _refuse_appearance(database, claim_id)
        earlier = verdicts.of_claim(database, claim_id)
        _refuse_stale(claim, version, typed, earlier)
        published = next((one for one in earlier if one.published_at), None)
        evidence = sources.evidence_on(database, claim_id)
        draft = draft_of(database, typed)
        for missing in missing_before_recording(database, claim_id, typed):
            raise Invalid(missing.template, missing.place, **dict(missing.parts))
        assert draft.rating is not None  # the gate has seen to it
        number = verdicts.add(
            database,
            claim,
            draft.rating,
            reason=draft.reason,
            explanation=draft.explanation,
            not_known=draft.not_known,
            correction=draft.correction if published else None,
            correction_note=draft.correction_note if published else "",
            evidence=evidence,
            by=by.id,
            now=now,
        )
        claims.set_state(database, claim_id, State.IN_REVIEW)
        payload = {"verdict": number, "rating": draft.rating.key, "reason": draft.reason}
        payload["not_known"] = draft.not_known
        payload["content_sha256"] = verdicts.content_sha256(database, number)
        payload["not_shown"] = cards.of_verdict(database, number)
        _note(database, "gave verdict", claim_id, payload, State.IN_REVIEW, by=by, now=now)
        return number


def _refuse_appearance(database: Database, claim_id: int) -> None:
    first = matches.firsts(database, [claim_id])[claim_id]
    if first != claim_id:
        raise Refused("This claim is an appearance of claim %(number)s: the verdict is given there.", number=first)


def _refuse_stale(claim: Claim, version: int, typed: Typed, earlier: list[Verdict]) -> None:
    newest = earlier[0] if earlier else None
    if claim.version == version and (newest.number if newest else 0) == typed.based_on:
        return
    mine = {"claim": "", "rating": typed.rating, "reason": typed.reason, "explanation": typed.explanation}
    theirs = {"claim": claim.text}
    if newest:
        theirs |= {"rating": newest.rating.key, "reason": newest.reason, "explanation": newest.explanation}
    sentence = "The claim, its evidence or its verdict was changed while you wrote yours."
    raise Conflict(sentence, mine, theirs, claim.version)


def _note(
    database: Database, verb: str, claim_id: int, payload: dict[str, object], state: State, *, by: Person, now: str
) -> None:
    payload = {**payload, "states": {str(claim_id): state}}
    events.append(database, now=now, actor=by.id, verb=verb, subject=f"claim {claim_id}", payload=payload)


def waiting(database: Database, claim: Claim) -> Verdict | None:
    """The newest verdict on a claim if it is not published yet, or none."""
    newest = next(iter(verdicts.of_claim(database, claim.id)), None)
    return newest if newest and newest.published_at is None else None


def missing_before_publishing(
    database: Database, claim: Claim, verdict: Verdict, *, by: Person, site: Site | None = None
) -> list[gates.Missing]:
    """What is missing before this person may publish this verdict on this site."""
    article_id = claim.appearance.article_id
    article = articles.get(database, article_id) if article_id else None
    missing = gates.before_publishing(
        verdict,
        claim,
        by=by.id,
        solo=is_solo(database),
        article_public=article is None or article.public_at is not None,
    )
    return missing + gates.before_marking_up(remarks(database, claim, verdict, site or Site(), now=""))


def remarks(
    database: Database, claim: Claim, verdict: Verdict | None, site: Site, *, now: str
) -> list[claimreview.Remark]:
    """What is wrong with the ClaimReview that this verdict would go out with if it were published now.

    Without a verdict: what would be wrong with any on the claim as it reads now.
    """
    place, first = claim.appearance, verdicts.first_published(database, claim.id)
    article = articles.get(database, place.article_id) if place.article_id else None
    scale = verdicts.of_scale(database, verdict.rating.scale_id) if verdict else verdicts.scale(database)
    review = claimreview.of_verdict(
        replace(verdict or _any_verdict(claim, scale[0]), published_at=now),
        scale,
        claimreview.made(article, place.place, place.url, place.said_on),
        site=site,
        path=f"/claims/{claim.id}",
        words=(verdict.rating if verdict else scale[0]).label,
        first_published=first or now,
    )
    return claimreview.lint(claimreview.as_json(review), site.url, [one.label for one in scale])


def _any_verdict(claim: Claim, rating: Rating) -> Verdict:
    return Verdict(
        id=0,
        claim_id=claim.id,
        number=0,
        claim_text=claim.text,
        claimant=claim.claimant,
        anchors=claim.appearance.anchors,
        rating=rating,
        reason="",
        explanation="",
        correction=None,
        correction_note="",
        recorded_by=0,
        recorded_by_name="",
        recorded_at="",
    )


def publish(
    database: Database,
    claim_id: int,
    verdict_number: int,
    *,
    with_article: bool = False,
    site: Site | None = None,
    by: Person,
    now: str,
) -> None:
    """Publish the verdict with this number on the claim, with its article where that is wished and needed.

    `verdict_number` is the one that the second person read: another one in its place is a `Conflict`. Nothing
    happens where it is published already: a button was pressed twice.
    """
    with writing(database):
        claim = existing(database, claim_id)
        verdict = waiting(database, claim)
        if verdict is None and _is_out(database, claim_id, verdict_number):
            return
        if verdict is None:
            raise Refused("There is no verdict on this claim that waits to be published.")
        if verdict.number != verdict_number:
            raise _another(claim, verdict)
        if claim.state is not State.IN_REVIEW:
            raise Refused("The claim was worked on after this verdict was given: give the verdict again.")
        if with_article and claim.appearance.article_id:
            publish_inside(database, claim.appearance.article_id, by=by, now=now)
        for missing in missing_before_publishing(database, claim, verdict, by=by, site=site):
            raise Refused(missing.template, **dict(missing.parts))
        alone = by.id == verdict.recorded_by
        verdicts.publish(database, verdict, by=by.id, solo=alone, now=now)
        claims.set_state(database, claim_id, State.PUBLISHED)
        payload = {"verdict": verdict.id, "rating": verdict.rating.key, "solo": alone}
        payload["articles"] = articles_of(database, claim_id)
        _note(database, "published verdict", claim_id, payload, State.PUBLISHED, by=by, now=now)


def articles_of(database: Database, claim_id: int) -> list[int]:
    """The numbers of the articles in which the verdict on a claim is shown: its own, and those of its appearances."""
    numbers = [claim_id, *(number for number, _ in matches.appearances(database, claim_id))]
    found = (existing(database, number).appearance.article_id for number in numbers)
    return sorted({number for number in found if number is not None})


def _another(claim: Claim, verdict: Verdict) -> Conflict:
    theirs = {"rating": verdict.rating.key, "reason": verdict.reason}
    return Conflict("Another verdict was given while you read this one.", {}, theirs, claim.version)


def _is_out(database: Database, claim_id: int, verdict_number: int) -> bool:
    return any(one.number == verdict_number for one in verdicts.published_of(database, claim_id))


def send_back(
    database: Database, claim_id: int, note: str, *, verdict_number: int | None = None, by: Person, now: str
) -> None:
    """Send a claim from review back to work, with a note to who gave the verdict.

    `verdict_number` is the one that the person read, where that is known: another one in its place is a `Conflict`.
    """
    with writing(database):
        claim = existing(database, claim_id)
        verdict = waiting(database, claim)
        if verdict and verdict_number not in (None, verdict.number):
            raise _another(claim, verdict)
        if claim.state is not State.IN_REVIEW:
            raise Refused("Only a claim in review can be sent back.")
        if not visible(note).strip():
            raise Invalid("Say what is missing.", "note")
        claims.set_state(database, claim_id, State.IN_WORK)
        _note(database, "sent back", claim_id, {"note": visible(note).strip()}, State.IN_WORK, by=by, now=now)


def is_solo(database: Database) -> bool:
    """Say whether the desk is one person, who may publish their own verdicts; every such verdict says so."""
    return settings.get(database, "solo") == "on"


def set_solo(database: Database, solo: bool, *, by: Person, now: str) -> None:
    """Let one person do both, or ask for a second one again. Either is an event."""
    with writing(database):
        settings.put(database, "solo", "on" if solo else "off")
        events.append(
            database,
            now=now,
            actor=by.id,
            verb="set the desk to solo" if solo else "asked for a second person",
            subject="desk",
            payload={"solo": solo},
        )
