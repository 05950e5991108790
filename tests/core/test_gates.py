"""What is missing before a verdict may be recorded or published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.core import gates
from factcheck.records import (
    Appearance,
    Claim,
    Correction,
    Evidence,
    How,
    Kind,
    Rating,
    Source,
    Span,
    Stance,
    State,
    Verdict,
)

NOW = "2026-03-01T12:00:00.000000Z"
FALSE = Rating(1, "false", "False", 0, "")
UNPROVEN = Rating(1, "unproven", "Unproven", None, "")
PLACE = Appearance(1, 1, 1, None, 0, None, "", None, anchors=(Span(0, 3),))
CLAIM = Claim(
    1, "It is so.", "Ada", Kind.FACT, False, False, 0.5, (), None, None, State.IN_REVIEW, None, 1, NOW, 3, PLACE
)
SOURCE = Source(1, "S", "", "", None, None, False, "", "", "", "", 2, 1, NOW, 1)
EVIDENCE = [Evidence(1, 1, SOURCE, Span(0, 1), Stance.REFUTES, "x", 1, "Ada", NOW, 1, 2, NOW, How.PASTED, "")]
VERDICT = Verdict(1, 1, 1, CLAIM.text, CLAIM.claimant, PLACE.anchors, FALSE, "r", "", None, "", 7, "Bo", NOW)
DRAFT = gates.VerdictDraft(FALSE, "Because.")


def places(missing: list[gates.Missing]) -> list[str]:
    return [one.place for one in missing]


def test_a_whole_draft_misses_nothing() -> None:
    assert gates.before_recording(DRAFT, EVIDENCE, None) == []


@pytest.mark.parametrize(
    ("draft", "place"),
    [
        (replace(DRAFT, rating=None), "rating"),
        (replace(DRAFT, reason="  "), "reason"),
        (replace(DRAFT, reason="x" * (gates.REASON_MAX + 1)), "reason"),
        (replace(DRAFT, explanation="x" * (gates.EXPLANATION_MAX + 1)), "explanation"),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_place(draft: gates.VerdictDraft, place: str) -> None:
    assert places(gates.before_recording(draft, EVIDENCE, None)) == [place]


def test_a_definite_rating_must_cite_a_source_and_unproven_need_not() -> None:
    [missing] = gates.before_recording(DRAFT, [], None)
    assert missing.place == "evidence"
    assert missing.template % dict(missing.parts) == "A claim rated “False” must cite at least one source."
    assert gates.before_recording(replace(DRAFT, rating=UNPROVEN), [], None) == []


def test_a_verdict_over_a_published_one_says_what_is_corrected() -> None:
    assert places(gates.before_recording(DRAFT, EVIDENCE, VERDICT)) == ["correction", "correction_note"]
    corrected = replace(DRAFT, correction=Correction.MINOR, correction_note="A date.")
    assert gates.before_recording(corrected, EVIDENCE, VERDICT) == []


def missing_to_publish(claim: Claim = CLAIM, by: int = 8, solo: bool = False, public: bool = True) -> list[str]:
    return places(gates.before_publishing(VERDICT, claim, by=by, solo=solo, article_public=public))


def test_a_second_person_may_publish_and_the_first_only_on_a_desk_of_one() -> None:
    assert missing_to_publish() == []
    assert missing_to_publish(by=7) == ["publish"]
    assert missing_to_publish(by=7, solo=True) == []


@pytest.mark.parametrize(
    "claim",
    [
        replace(CLAIM, text="It is not so."),
        replace(CLAIM, claimant=None),
        replace(CLAIM, appearance=replace(PLACE, anchors=(Span(0, 4),))),
    ],
)
def test_a_claim_that_was_changed_since_needs_a_new_verdict(claim: Claim) -> None:
    assert missing_to_publish(claim) == ["verdict"]


def test_the_article_must_be_public() -> None:
    assert missing_to_publish(public=False) == ["article"]
