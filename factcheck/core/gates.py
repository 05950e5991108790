"""What is missing before a verdict may be recorded or published. The same rule shows it and refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core.claimreview import Remark
from factcheck.records import Claim, Correction, Evidence, Rating, Verdict

REASON_MAX = 400
"""Characters of the short reason: two sentences, which is what aggregators show."""

NOT_KNOWN_MAX = 2_000
"""Characters of what is not known: a short list; the rest is explanation."""

EXPLANATION_MAX = 50_000
"""Characters of the explanation: ten times the longest published fact-check that the project has seen."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: a sentence (template and parts), and the field or place where it can be given."""

    template: str
    place: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """A verdict as it was typed, before it is recorded."""

    rating: Rating | None
    reason: str
    explanation: str = ""
    correction: Correction | None = None
    correction_note: str = ""
    not_known: str = ""


def before_recording(draft: VerdictDraft, evidence: Sequence[Evidence], published: Verdict | None) -> list[Missing]:
    """What a verdict needs before it is put up for review.

    Every rating but "Unproven" says what the evidence shows, so it must cite some; a verdict over a published one
    is a correction and must say of which type, and why.
    """
    missing = []
    if draft.rating is None:
        missing.append(Missing("Choose a rating.", "rating"))
    elif draft.rating.key != "unproven" and not evidence:
        label = (("rating", draft.rating.label),)
        missing.append(Missing("A claim rated “%(rating)s” must cite at least one source.", "evidence", label))
    if not draft.reason.strip():
        missing.append(Missing("Give the reason in one or two sentences.", "reason"))
    elif len(draft.reason) > REASON_MAX:
        limit = (("limit", str(REASON_MAX)),)
        missing.append(Missing("The reason may have %(limit)s characters; say the rest below it.", "reason", limit))
    if len(draft.explanation) > EXPLANATION_MAX:
        limit = (("limit", str(EXPLANATION_MAX)),)
        missing.append(Missing("The explanation may have %(limit)s characters.", "explanation", limit))
    if len(draft.not_known) > NOT_KNOWN_MAX:
        limit = (("limit", str(NOT_KNOWN_MAX)),)
        missing.append(Missing("What is not known may have %(limit)s characters.", "not_known", limit))
    if published and draft.correction is None:
        missing.append(
            Missing(
                "A verdict is published: say whether this is a minor correction, an update or a substantial one.",
                "correction",
            )
        )
    if published and not draft.correction_note.strip():
        missing.append(Missing("Say to readers what was corrected and why.", "correction_note"))
    return missing


def before_publishing(verdict: Verdict, claim: Claim, *, by: int, solo: bool, article_public: bool) -> list[Missing]:
    """What a recorded verdict needs before a second person may publish it."""
    missing = []
    if by == verdict.recorded_by and not solo:
        missing.append(Missing("You gave this verdict: a second person must publish it.", "publish"))
    if (claim.text, claim.claimant, claim.appearance.anchors) != (
        verdict.claim_text,
        verdict.claimant,
        verdict.anchors,
    ):
        missing.append(
            Missing("The claim was changed after this verdict was given: give the verdict again.", "verdict")
        )
    if not article_public:
        missing.append(
            Missing("The article is not public yet: publish it first, or together with the verdict.", "article")
        )
    return missing


PLACES_OF_REMARKS = {
    "claimReviewed": "claim",
    "itemReviewed.author": "claimant",
    "reviewRating": "rating",
    "reviewRating.alternateName": "rating",
    "url": "site",
}
"""Where on the desk a property of a ClaimReview is given."""


def before_marking_up(remarks: Sequence[Remark]) -> list[Missing]:
    """What a verdict's ClaimReview needs before it may go out: its errors, not the advice."""
    return [
        Missing(remark.template, PLACES_OF_REMARKS.get(remark.place, "verdict"), remark.parts)
        for remark in remarks
        if remark.is_error
    ]
