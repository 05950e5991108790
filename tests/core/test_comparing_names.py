"""Names beside a source, and who did what to whom."""

from __future__ import annotations

import pytest

from factcheck.core.comparing import Reading, compare, read
from factcheck.records import Finding, FindingKind, Relation, Span

NAMES = [
    # a different name in the same role
    ("The bridge was built by Ada Conti.", "The bridge was built by Jonas Brandt.", "differs"),
    ("Brenda Lee opened the harbour bridge.", "Walter Lee opened the harbour bridge.", "differs"),
    ("Verdi Rowing is a Canadian ferry club.", "Verdi Rowing is a Belgian ferry club.", "differs"),
    # short forms, titles, other spellings
    ("The bridge was built by Ada Conti.", "The bridge was built by Mrs Conti.", "agrees"),
    ("The bridge was built by Mayor Conti.", "The bridge was built by Ada Conti, the mayor.", "agrees"),
    ("The bridge was paid for by the European Union.", "The bridge was paid for by the EU.", "agrees"),
    ("The bridge was paid for by Japan.", "The Japanese government paid for the bridge.", "agrees"),
    ("The bridge was paid for by France.", "The French government paid for the bridge.", "agrees"),
    ("The bridge was paid for by Americans.", "The United States paid for the bridge.", "agrees"),
    # the other name has another role, or nothing else is shared
    ("The bridge was built by Ada Conti.", "The bridge was painted for Jonas Brandt.", "absent"),
    ("The bridge was built by Ada Conti.", "Rain was expected by Jonas Brandt.", "absent"),
    ("The bridge was built by Ada Conti.", "The bridge was built by Jonas Brandt and Otto Kern.", "absent"),
    ("The bridge was not built by Ada Conti.", "The bridge was built by Jonas Brandt.", "absent"),
]

SWAPPED = [
    ("Ada Conti sued Jonas Brandt.", "Jonas Brandt sued Ada Conti."),
    ("The harbour board accused the ferry company.", "The harbour board was accused by the ferry company."),
]

STRAIGHT = [
    ("Ada Conti sued Jonas Brandt.", "Jonas Brandt was sued by Ada Conti."),
    ("Ada Conti met Jonas Brandt.", "Jonas Brandt met Ada Conti."),
    ("Ada Conti sued Jonas Brandt.", "Jonas Brandt thanked Ada Conti."),
]


def of_kind(kind: FindingKind, claim: str, source: str) -> list[Finding]:
    return [found for found in compare(claim, source, [Span(0, len(source))]) if found.kind is kind]


@pytest.mark.parametrize(("claim", "source", "relation"), NAMES)
def test_a_name_stands_so_to_the_source(claim: str, source: str, relation: str) -> None:
    assert relation in [found.relation for found in of_kind(FindingKind.NAME, claim, source)]
    if relation != "differs":
        assert "differs" not in [found.relation for found in of_kind(FindingKind.NAME, claim, source)]


@pytest.mark.parametrize(("claim", "source"), SWAPPED)
def test_who_did_it_to_whom_may_not_be_swapped(claim: str, source: str) -> None:
    [finding] = [one for one in of_kind(FindingKind.NAME, claim, source) if one.relation is Relation.DIFFERS]
    assert finding.words == f"The claim says “{claim[:-1]}”; the source says “{source[:-1]}”."


@pytest.mark.parametrize(("claim", "source"), STRAIGHT)
def test_the_same_act_in_other_words_is_not_swapped(claim: str, source: str) -> None:
    assert "differs" not in [found.relation for found in of_kind(FindingKind.NAME, claim, source)]


def test_both_places_of_another_name_are_told() -> None:
    claim, source = "The bridge was built by Ada Conti.", "In 1931 the bridge was built by Jonas Brandt."
    [finding] = of_kind(FindingKind.NAME, claim, source)
    assert finding.claim_span
    assert finding.source_span
    assert (claim[slice(*finding.claim_span)], source[slice(*finding.source_span)]) == ("Ada Conti", "Jonas Brandt")


def test_readings_that_are_handed_in_give_what_parsing_again_would() -> None:
    claim, source = "Ada Conti sued Jonas Brandt in Ghent.", "It rained. Jonas Brandt sued Ada Conti in Bruges."
    passages = [Span(11, len(source))]
    kept = compare(claim, source, passages, claim_reading=read(claim), source_reading=read(source))
    assert kept == compare(claim, source, passages)
    assert kept != compare(claim, source, passages, claim_reading=Reading((), ()), source_reading=read(source))


def test_a_long_text_in_another_language_has_no_reading() -> None:
    german = "Der Hafen von Gent wurde im vergangenen Jahr von der Bürgermeisterin Ada Conti eröffnet. " * 4
    assert read(german) == Reading()
    assert of_kind(FindingKind.NAME, "Ada Conti sued Jonas Brandt.", german) == []


QUOTED = [
    ("The mayor called the ferry “a floating ruin”.", "“It is a floating ruin,” the mayor said.", "agrees"),
    ("The mayor called the ferry “a floating ruin”.", "The mayor praised the ferry.", "absent"),
    ("The mayor called it “an old and floating ruin”.", "“It is an old and leaking ruin,” she said.", "differs"),
]


@pytest.mark.parametrize(("claim", "source", "relation"), QUOTED)
def test_words_in_marks_inside_a_claim_stand_so_to_the_source(claim: str, source: str, relation: str) -> None:
    [finding] = of_kind(FindingKind.WORD, claim, source)
    assert finding.relation == relation
    assert finding.claim_span
    assert claim[slice(*finding.claim_span)].startswith("“")
