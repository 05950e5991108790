"""Claims of English articles, below the sentence: parse, walk each sentence, and say who claims what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core import checkworthy
from factcheck.core.claimants import may_speak
from factcheck.core.engines.layout import paragraphs_of
from factcheck.core.engines.marks import without_stray_marks
from factcheck.core.engines.parsing import parse
from factcheck.core.engines.phrases import noun_phrase, trimmed
from factcheck.core.engines.pieces import antecedents_of, spans_of, text_of
from factcheck.core.engines.quoted import (
    contains,
    goes_on_from,
    is_asked,
    lost_clauses,
    quoted_whole,
    stated_whole,
    swallows,
    told_whole,
)
from factcheck.core.engines.referring import completed
from factcheck.core.engines.repairing import names_restored, repaired
from factcheck.core.engines.soundness import is_sound, wider_clauses, without_loose_ends
from factcheck.core.engines.standing import is_enough
from factcheck.core.engines.walking import Frame, frames_of
from factcheck.core.names import names_of
from factcheck.core.quotations import Quotations
from factcheck.core.references import references_of
from factcheck.core.speakers import speakers_of
from factcheck.records import ClaimDraft, Drafts, QuotationDraft, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.core.references import References
    from factcheck.core.syntax import Sentence, Word
    from factcheck.records import ArticleText


#: "the head of the Dialogue Group in Turkey": a longer tail says more than who it is.
LONGEST_TAIL = 8


class Clauses:
    """The default engine for English."""

    name = "clauses"
    version = "4"

    def split(self, article: ArticleText, /) -> Drafts:
        """The claims and quotations of an article, in reading order."""
        reading = _Reading.of(article.text)
        claims = tuple(
            draft for sentence in reading.sentences if _asserts(sentence) for draft in reading.drafts(sentence)
        )
        return Drafts(claims, tuple(reading.quotation_drafts()))


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is known of one article before its claims are drawn."""

    text: str
    sentences: list[Sentence]
    quotations: Quotations
    speakers: dict[int, Word]
    labelled: dict[int, Word]
    references: References

    @classmethod
    def of(cls, text: str) -> _Reading:
        paragraphs = paragraphs_of(text)
        sentences = parse(text, paragraphs)
        names_restored(sentences)
        sentences = [repaired(sentence) for sentence in sentences]
        quotations = Quotations.of(text, dict.fromkeys(paragraph.block for paragraph in paragraphs))
        speakers = speakers_of(sentences, quotations)
        labelled = _labelled_speakers(sentences)

        def speaker_at(word: Word) -> Word | None:
            quotation = quotations.at(word.start)
            found = speakers.get(quotation.start) if quotation is not None else None
            return labelled.get(word.index, found) if labelled else found

        def is_quoted(word: Word) -> bool:
            return quotations.at(word.start) is not None

        return cls(text, sentences, quotations, speakers, labelled, references_of(sentences, speaker_at, is_quoted))

    def quotation_drafts(self) -> Iterator[QuotationDraft]:
        for span in self.quotations.spans:
            speaker = self.speakers.get(span.start)
            yield QuotationDraft(span, self._named(speaker)[0] if speaker is not None else None)

    def drafts(self, sentence: Sentence) -> Iterator[ClaimDraft]:
        """The claims of a sentence; what was cut too small gives way to the clause around it, once."""
        frames = self._frames(sentence)
        sound = {place: draft for place, frame in enumerate(frames) if (draft := self.draft(frame, sentence))}
        covered = {one.word.index for place in sound for one in frames[place].pieces if one.word is not None}
        found: list[tuple[int, ClaimDraft]] = []
        for place, frame in enumerate(frames):
            if place in sound:
                found.append((frame.head.index, sound[place]))
            elif frame.head.index not in covered and (wider := self._wider(frame, sentence, covered)) is not None:
                found.append((frame.head.index, wider))
        for frame in (*quoted_whole(sentence, self.quotations, covered), *lost_clauses(sentence, covered)):
            if (draft := self.draft(frame, sentence)) is not None:
                found.append((frame.head.index, draft))
        for frame in stated_whole(sentence) if not found else ():
            if (draft := self.draft(frame, sentence)) is not None:
                found.append((frame.head.index, draft))
        yield from (draft for _, draft in sorted(found, key=lambda row: row[0]) if is_enough(draft))

    def _frames(self, sentence: Sentence) -> list[Frame]:
        """What the walk found, without questions, and without what only states that somebody said something whole."""
        told = list(told_whole(sentence, self.quotations))
        frames = [
            frame
            for frame in frames_of(sentence)
            if not is_asked(frame, sentence, self.quotations)
            and not swallows(frame, self.quotations, self.speakers)
            and not any(contains(frame, whole) for whole in told)
        ]
        heads = {frame.head.index for frame in frames}
        return sorted([*frames, *(one for one in told if one.head.index not in heads)], key=lambda one: one.head.index)

    def _wider(self, frame: Frame, sentence: Sentence, covered: set[int]) -> ClaimDraft | None:
        for head, pieces in wider_clauses(frame.head):
            if frame.claimant is not None and head is not frame.head and frame.claimant in head.subtree():
                return None
            whole = Frame(without_stray_marks(pieces, sentence.words), head, frame.claimant)
            draft = self.draft(whole, sentence)
            if draft is not None:
                covered.update(one.word.index for one in pieces if one.word is not None)
                return draft
        return None

    def draft(self, frame: Frame, sentence: Sentence) -> ClaimDraft | None:
        pieces, is_open = completed(without_loose_ends(frame.pieces), self.references)
        words = text_of(pieces, self.text)
        spans = spans_of(pieces, self.text)
        if not spans or not any(map(str.isalpha, words)):
            return None
        if not is_sound(frame.head, pieces, words):
            return None
        quotation = self.quotations.at(frame.head.start)
        claimant, claimant_spans = self._claimant(frame, sentence, quotation)
        score, reasons = checkworthy.score(words)
        return ClaimDraft(
            text=words,
            spans=spans,
            antecedents=antecedents_of(pieces, self.text),
            claimant=claimant,
            claimant_spans=claimant_spans,
            quoted=quotation is not None or sentence.speaker is not None,
            kind=checkworthy.kind_of(words, quotation is not None),
            quotation=quotation,
            score=score,
            reasons=reasons,
            open_reference=is_open,
        )

    def _claimant(
        self, frame: Frame, sentence: Sentence, quotation: Span | None
    ) -> tuple[str | None, tuple[Span, ...]]:
        speaker = self.labelled.get(frame.head.index)
        if speaker is None and sentence.speaker is None and quotation is not None:
            speaker = self.speakers.get(quotation.start)
        told_by = frame.claimant or speaker or goes_on_from(frame, self.quotations)
        if told_by is not None:
            return self._named(told_by)
        return sentence.speaker, () if sentence.speaker_span is None else (sentence.speaker_span,)

    def _named(self, head: Word | None) -> tuple[str | None, tuple[Span, ...]]:
        """The fullest name of a claimant and where it stands."""
        if head is None:
            return None, ()
        reference = self.references.resolved.get(head.index)
        if reference is not None:
            head = reference.thing.head
            if not may_speak(head):
                return None, ()
            if reference.thing.plural:
                return self._called(_head_phrase(head))
        elif head.index in self.references.phrases:
            head = self.references.phrases[head.index][1].head
        for word in (head, *head.all("appos")):
            name = self.references.names.get(word.index)
            if name is not None and (name.person or name.full is not name):
                words = [one for one in name.full.words if one.dep != "case"] or list(name.full.words)
                return self._called(words)
        return self._called(_head_phrase(head))

    def _called(self, phrase: list[Word]) -> tuple[str, tuple[Span, ...]]:
        span = Span(phrase[0].start, phrase[-1].end)
        return " ".join(self.text[span.start : span.end].split()), (span,)


def _head_phrase(head: Word) -> list[Word]:
    """Whoever says it, by the noun and what makes it known, without what it was doing or is about."""
    phrase = [word for word in noun_phrase(head) if not any(_is_tail(up, head) for up in (word, *word.ancestors()))]
    return trimmed(phrase) or [head]


def _is_tail(branch: Word, head: Word) -> bool:
    if branch.index < head.index or branch.head is not head or branch is head:
        return False
    if branch.dep == "prep":
        named = any(word.is_name for word in branch.subtree())
        usual = branch.lower in ("of", "for", "at", "in") or (named and branch.lower in ("on", "with", "from", "to"))
        return not usual or len(branch.subtree()) > LONGEST_TAIL
    return branch.dep in ("acl", "relcl", "npadvmod", "advmod", "advcl", "ccomp", "appos", "dep", "parataxis")


def _asserts(sentence: Sentence) -> bool:
    last = [word.text for word in sentence.words[-3:]]
    return "?" not in last


def _labelled_speakers(sentences: list[Sentence]) -> dict[int, Word]:
    """In a transcript, for each word the place where the article names its speaker in full: "SMITH:" is Ada Smith."""
    labels = {sentence.speaker.split()[-1].lower() for sentence in sentences if sentence.speaker}
    if not labels:
        return {}
    named: dict[str, Word] = {}
    for name in names_of(sentences).values():
        if name.key in labels and (name.key not in named or len(name.words) > 1):
            named.setdefault(name.key, name.full.words[-1])
    return {
        word.index: named[key]
        for sentence in sentences
        if sentence.speaker and (key := sentence.speaker.split()[-1].lower()) in named
        for word in sentence.words
    }
