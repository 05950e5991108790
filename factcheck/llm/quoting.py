"""The quotations of an article without a model, and which of them each claim was made in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.core.engines.layout import paragraphs_of
from factcheck.core.quotations import Quotations
from factcheck.records import ClaimDraft, QuotationDraft, Span


def with_quotations(
    drafts: Sequence[ClaimDraft], text: str
) -> tuple[tuple[ClaimDraft, ...], tuple[QuotationDraft, ...]]:
    """The claims, each pointing to the quotation that holds all its words, and the quotations with their speakers."""
    quotations = Quotations.of(text, dict.fromkeys(paragraph.block for paragraph in paragraphs_of(text)))
    claims = tuple(_pointing(draft, quotations) for draft in drafts)
    return claims, tuple(QuotationDraft(span, _speaker(span, claims)) for span in quotations.spans)


def _pointing(draft: ClaimDraft, quotations: Quotations) -> ClaimDraft:
    around = {quotations.at(place) for start, end in draft.spans for place in (start, end - 1)}
    quotation = around.pop() if len(around) == 1 else None
    return replace(draft, quotation=quotation, quoted=True) if quotation else draft


def _speaker(quotation: Span, claims: Sequence[ClaimDraft]) -> str | None:
    """The claimant on whom all claims of the quotation agree, if the article names that claimant."""
    named = {claim.claimant if claim.claimant_spans else None for claim in claims if claim.quotation == quotation}
    return named.pop() if len(named) == 1 else None
