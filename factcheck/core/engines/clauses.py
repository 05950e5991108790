"""Claims of English articles, below the sentence: parse, walk each sentence, and say who claims what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core import checkworthy
from factcheck.core.attribution import Quotations
from factcheck.core.engines.layout import paragraphs_of
from factcheck.core.engines.parsing import parse
from factcheck.core.engines.phrases import noun_phrase
from factcheck.core.engines.pieces import antecedents_of, spans_of, text_of
from factcheck.core.engines.walking import frames_of
from factcheck.records import ClaimDraft, Drafts, QuotationDraft, Span

if TYPE_CHECKING:
    from factcheck.core.engines.walking import Frame
    from factcheck.core.syntax import Sentence
    from factcheck.records import ArticleText


class Clauses:
    """The default engine for English."""

    name = "clauses"
    version = "1"

    def split(self, article: ArticleText, /) -> Drafts:
        """The claims and quotations of an article, in reading order."""
        text = article.text
        paragraphs = paragraphs_of(text)
        quotations = Quotations.of(text, [paragraph.span for paragraph in paragraphs])
        claims: list[ClaimDraft] = []
        for sentence in parse(text, paragraphs):
            if _asserts(sentence):
                claims.extend(
                    draft
                    for frame in frames_of(sentence)
                    if (draft := _draft(frame, sentence, text, quotations)) is not None
                )
        return Drafts(tuple(claims), tuple(QuotationDraft(span) for span in quotations.spans))


def _asserts(sentence: Sentence) -> bool:
    last = [word.text for word in sentence.words[-3:]]
    return "?" not in last


def _draft(frame: Frame, sentence: Sentence, text: str, quotations: Quotations) -> ClaimDraft | None:
    words = text_of(frame.pieces, text)
    spans = spans_of(frame.pieces, text)
    if not spans or not any(map(str.isalpha, words)):
        return None
    quotation = quotations.at(frame.head.start)
    claimant, claimant_spans = _claimant(frame, sentence, text)
    score, reasons = checkworthy.score(words)
    return ClaimDraft(
        text=words,
        spans=spans,
        antecedents=antecedents_of(frame.pieces, text),
        claimant=claimant,
        claimant_spans=claimant_spans,
        quoted=quotation is not None,
        quotation=quotation,
        score=score,
        reasons=reasons,
    )


def _claimant(frame: Frame, sentence: Sentence, text: str) -> tuple[str | None, tuple[Span, ...]]:
    if frame.claimant is None:
        return sentence.speaker, ()
    words = noun_phrase(frame.claimant)
    span = Span(words[0].start, words[-1].end)
    return " ".join(text[span.start : span.end].split()), (span,)
