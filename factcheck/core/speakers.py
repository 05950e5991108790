"""Who speaks each quotation: whoever the words around it name."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, called, speaker_of, speech_of
from factcheck.core.claimants import may_speak
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.core.quotations import Quotations
    from factcheck.core.syntax import Sentence, Word
    from factcheck.records import Span

#: Verbs that give somebody's words between marks of quotation, beside those that need none.
_VOICING = QUOTING | vocabulary(
    "read shout yell scream cry whisper sing chant demand reveal confess confide clarify promise vow urge wonder "
    "inquire plead pray preach intone snap laugh sigh retort protest marvel reason begin start go sum"
)

#: Who is spoken to speaks no quotation.
_ADDRESSED = vocabulary("you one there what who which that")

_DASHES = ("―", "—", "–", "-", "--")

#: How many words a name may stand away from a verb of saying that the parser found no subject for.
NEAREST_NAME = 6


def speakers_of(sentences: Sequence[Sentence], quotations: Quotations) -> dict[int, Word]:
    """Who speaks each quotation, by its start: the head of the speaker's phrase. Not found means not told."""
    found: dict[int, Word] = {}
    for number, span in enumerate(quotations.spans):
        inside = _sentences_at(sentences, span)
        if not inside:
            continue
        before = quotations.spans[number - 1] if number else None
        speaker = _signed(sentences, inside, span) or _beside(sentences, inside, span, quotations)
        if speaker is None and sentences[inside[0]].start >= span.start - 1:
            if before is not None and before.start in found:
                speaker = _carried(sentences, inside, before, found[before.start])
            speaker = speaker or _told_before(sentences, inside[0], quotations)
        if speaker is not None:
            found[span.start] = speaker
    return found


def _sentences_at(sentences: Sequence[Sentence], span: Span) -> range:
    """The numbers of the sentences that the span touches."""
    first = bisect_right(sentences, span.start, key=lambda one: one.start) - 1
    last = bisect_right(sentences, span.end - 1, key=lambda one: one.start)
    return range(max(0, first), last)


def _beside(sentences: Sequence[Sentence], inside: range, span: Span, quotations: Quotations) -> Word | None:
    """The speaker that the sentences around a quotation name: within, right after, or right before a colon."""
    candidates: list[tuple[int, Word]] = []
    for number in (inside[0], inside[-1]):
        for word in sentences[number].words:
            if quotations.at(word.start) is None and (speaker := _speaker_by(word)) is not None:
                candidates.append((_distance(word, span), speaker))
        if not candidates:
            candidates.extend(_names_near_verbs(sentences[number], span, quotations))
    if candidates:
        return min(candidates, key=lambda row: row[0])[1]
    after = inside[-1] + 1
    if after < len(sentences) and sentences[after].paragraph == sentences[inside[0]].paragraph:
        root = sentences[after].root
        if (
            root.lemma.lower() in _VOICING
            and not root.all("ccomp", "dobj", "xcomp")
            and quotations.at(root.start) is None
        ):
            return root.child("nsubj")
    first = inside[0]
    if first and sentences[first - 1].words[-1].text == ":" and sentences[first].start >= span.start:
        return speaker_of(sentences[first - 1].root)
    return None


def _signed(sentences: Sequence[Sentence], inside: range, span: Span) -> Word | None:
    """Who signs a quotation behind a dash: "To be or not to be." ― Hamlet."""
    for number in (inside[-1], inside[-1] + 1):
        if number >= len(sentences):
            return None
        rest = [word for word in sentences[number].words if word.start >= span.end]
        if len(rest) > 1 and rest[0].text in _DASHES and rest[1].is_name and rest[1].start - span.end <= 4:
            return next((word for word in rest[1:] if word.is_name and word.dep != "compound"), rest[1])
    return None


def _names_near_verbs(sentence: Sentence, span: Span, quotations: Quotations) -> Iterable[tuple[int, Word]]:
    """Names beside a verb of saying, where the parser took the sentence apart in another way."""
    outside = [word for word in sentence.words if quotations.at(word.start) is None]
    for verb in outside:
        if verb.lemma.lower() in _VOICING and verb.is_verb and verb.child("nsubj") is None:
            near = [word for word in outside if word.is_name and abs(word.index - verb.index) <= NEAREST_NAME]
            heads = [word for word in near if not (word.dep == "compound" and word.head in near)]
            if heads:
                yield _distance(verb, span), min(heads, key=lambda word: abs(word.index - verb.index))


def _speaker_by(word: Word) -> Word | None:
    """Whom this word makes a speaker: the subject of a verb of saying, the source behind "according to"."""
    if word.lower == "according":
        to = word.child("prep")
        speaker = to.child("pobj") if to is not None else None
    else:
        speaker = speaker_of(word) if word.lemma.lower() in _VOICING and word.is_verb else None
    return speaker if speaker is not None and speaker.lower not in _ADDRESSED and may_speak(speaker) else None


def _distance(word: Word, span: Span) -> int:
    return span.start - word.end if word.end <= span.start else max(0, word.start - span.end)


def _carried(sentences: Sequence[Sentence], inside: range, before: Span, speaker: Word) -> Word | None:
    """The speaker of the quotation before, where this one, which stands by itself, goes on with it."""
    earlier = _sentences_at(sentences, before)
    paragraphs = sentences[inside[0]].paragraph - sentences[earlier[-1]].paragraph
    return speaker if paragraphs <= 1 else None


def _told_before(sentences: Sequence[Sentence], number: int, quotations: Quotations) -> Word | None:
    """Whose words the sentence before hands on: "The pier is unsafe, she said. “It must close.”" """
    if not number or sentences[number].paragraph - sentences[number - 1].paragraph > 1:
        return None
    before = sentences[number - 1]
    for word in (before.root, *before.root.all("ccomp", "conj", "parataxis", "prep", "advcl")):
        speech = speech_of(word)
        called_so = called(word)
        speaker = speech.speaker if speech is not None else speaker_of(word) if called_so else _speaker_by(word)
        if speaker is not None and quotations.at(word.start) is None and may_speak(speaker):
            return speaker
    if before.paragraph != sentences[number].paragraph:
        return None
    subject = before.root.child("nsubj")
    person = subject is not None and (subject.entity == "PERSON" or subject.lower in ("he", "she"))
    return subject if person and subject is not None and quotations.at(subject.start) is None else None
