"""Findings as they stand on a page: by what they say of the claim, each with the two pieces of words it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core import comparing, quoting
from factcheck.core.quoting import Run
from factcheck.desk.comparing import Compared
from factcheck.records import Finding, FindingKind, Relation, Span

ORDER = (Relation.DIFFERS, Relation.ABSENT, Relation.AGREES)
"""What a person must look at comes first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: its sentence, and the words of both sides with the piece in question marked.

    `elsewhere` is true where the source says it outside of the passage. `changed` has an altered quotation in one
    line, the source's words as cut and the quotation's as added; `claim` and `source` are empty then, and where the
    source is silent.
    """

    sentence: str
    quotation: bool
    claim: tuple[Run, ...]
    source: tuple[Run, ...]
    changed: tuple[tuple[str, str], ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one relation, in their order. `claim` has all pieces that are absent marked in it, once."""

    relation: Relation
    lines: tuple[Line, ...]
    claim: tuple[Run, ...] = ()


def groups(compared: Compared) -> list[Group]:
    """Set out what was found between a claim and a passage; groups without any finding are left out."""
    found = {relation: [one for one in compared.findings if one.relation is relation] for relation in ORDER}
    return [
        Group(relation, tuple(_line(one, compared) for one in several), _missing(several, compared.pair.claim))
        for relation, several in found.items()
        if several
    ]


def _missing(findings: Sequence[Finding], claim: str) -> tuple[Run, ...]:
    """The claim with the pieces marked that the source is silent about; nothing where there are none of its own."""
    spans = [one.claim_span for one in findings if _is_silent(one) and one.claim_span]
    return quoting.in_sentences(claim, spans) if spans else ()


def _is_silent(finding: Finding) -> bool:
    return finding.relation is Relation.ABSENT and finding.kind is not FindingKind.QUOTATION


def _line(finding: Finding, compared: Compared) -> Line:
    pair, source, at = compared.pair, compared.source, finding.source_span
    quoted = finding.kind is FindingKind.QUOTATION
    differs = quoted and finding.relation is Relation.DIFFERS
    changed = comparing.changed_words(pair.quotation, source, at) if differs and at else ()
    alone = changed or _is_silent(finding)
    return Line(
        sentence=finding.words,
        quotation=quoted,
        claim=() if alone else _piece(pair.quotation if quoted else pair.claim, finding.claim_span),
        source=() if alone else _piece(source, at),
        changed=changed,
        elsewhere=at is not None and not (at.start < pair.span.end and pair.span.start < at.end),
    )


def _piece(text: str, span: Span | None) -> tuple[Run, ...]:
    """The sentence that a span lies in, the span marked; nothing for none."""
    return quoting.in_sentences(text, [span]) if span else ()


def within(article: str) -> list[Line]:
    """Where an article contradicts itself: both of its own sentences, the earlier one first."""
    return [
        Line(one.words, False, _piece(article, one.claim_span), _piece(article, one.source_span), (), False)
        for one in comparing.contradictions(article)
    ]
