"""Whole sentences as claims, for any language: the engine that others are measured against and fall back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from factcheck.core import checkworthy
from factcheck.core.engines.layout import paragraphs_of
from factcheck.core.language import language_of
from factcheck.records import ClaimDraft, Drafts, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.core.engines.layout import Paragraph
    from factcheck.records import ArticleText

_QUESTION_MARKS = ("?", "？", "؟", ";")
_OPENING = "\"'“‘«„»"
_CLOSING = "\"'”’»“"


class Sentences:
    """Every sentence that is no question is one claim, word for word."""

    name = "sentences"
    version = "1"

    def split(self, article: ArticleText, /) -> Drafts:
        """The sentences of the running text in reading order."""
        language = language_of(article)
        claims = tuple(
            _claim(article.text, sentence, paragraph)
            for paragraph in paragraphs_of(article.text)
            for sentence in _sentences_of(article.text, paragraph.span, language)
            if _asserts(article.text[sentence.start : sentence.end])
        )
        return Drafts(claims)


def _sentences_of(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    piece = text[paragraph.start : paragraph.end]
    readable = piece.encode("utf-8", "replace").decode("utf-8")
    for boundary in get_sentence_boundaries(language, readable):
        start, end = paragraph.start + boundary["start_index"], paragraph.start + boundary["end_index"]
        sentence = text[start:end]
        start += len(sentence) - len(sentence.lstrip())
        end -= len(sentence) - len(sentence.rstrip())
        if start < end:
            yield Span(start, end)


def _asserts(sentence: str) -> bool:
    return any(map(str.isalpha, sentence)) and not sentence.rstrip(_CLOSING).endswith(_QUESTION_MARKS)


def _claim(text: str, sentence: Span, paragraph: Paragraph) -> ClaimDraft:
    words = " ".join(text[sentence.start : sentence.end].split())
    score, reasons = checkworthy.score(words)
    quoted = words[0] in _OPENING and words[-1] in _CLOSING
    return ClaimDraft(
        text=words,
        spans=(sentence,),
        claimant=paragraph.speaker,
        claimant_spans=(paragraph.speaker_span,) if paragraph.speaker_span else (),
        quoted=quoted,
        kind=checkworthy.kind_of(words, quoted),
        score=score,
        reasons=reasons,
    )
