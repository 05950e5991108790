"""Words that a claim itself has in marks, where it is made in no stored quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.comparing.quotations import compare_quotation
from factcheck.core.quotations import Quotations
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.core.comparing.aligning import Aligned


def compared(aligned: Aligned) -> Iterator[Finding]:
    """How the source stands to each stretch of the claim in marks; the span counts in the claim.

    What begins with a capital may be a title, which has short forms: it agrees or is absent, and never differs.
    """
    for span in Quotations.of(aligned.claim, [Span(0, len(aligned.claim))]).spans:
        said = aligned.claim[slice(*span)]
        found = compare_quotation(said, aligned.source)
        if found.relation is Relation.DIFFERS and said.lstrip("“\"'„«")[:1].isupper():
            continue
        words = f"The source does not say {said}."
        if found.source_span is not None:
            there = aligned.source[slice(*found.source_span)]
            words = f"The claim says {said}; the source says “{there}”."
            if found.relation is Relation.AGREES:
                words = f"Claim and source both say {said}."
        yield Finding(FindingKind.WORD, found.relation, span, found.source_span, words)
