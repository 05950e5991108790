"""Who says it, and what is quoted: the quotations of a text, and the verbs by which an article hands on a statement."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core.claimants import may_speak
from factcheck.core.wording import vocabulary
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.core.syntax import Sentence, Word

#: Verbs whose clause is what somebody says, writes or holds to be so. Written down by hand from news English.
SAYING = vocabulary(
    "say tell add note claim argue report state believe think warn insist suggest explain remark respond reply "
    "write tweet post acknowledge admit confirm contend conclude estimate predict stress reiterate reveal show "
    "find indicate allege declare observe recall assert maintain emphasize emphasise complain joke testify "
    "announce disclose mention comment continue quip echo underscore caution counter concede vow lament boast "
    "charge proclaim recount relate affirm reason speculate guess feel hear learn understand figure suppose "
    "hope expect fear worry agree determine notice discover realize realise recognize recognise promise pledge "
    "assume imagine project forecast calculate swear plead brag gripe muse signal assure inform remind convince "
    "persuade notify advise teach imply hint judge rule deem opine reckon"
)

#: Verbs that stand beside somebody's words without "that": "The sea is rising, he said".
QUOTING = vocabulary(
    "say tell add note claim argue report state warn insist explain remark respond reply write tweet post acknowledge "
    "admit conclude stress reiterate allege declare observe recall assert joke announce comment continue quip echo "
    "caution counter concede lament recount ask suggest predict believe think exclaim boast complain joke muse"
)

#: "Sanders called the deal a failure" says of the deal, in his voice, that it is one.
CALLING = vocabulary("call label describe dub brand consider deem declare characterize characterise")

_DASHES = ("―", "—", "–", "-", "--")

#: How many words a name may stand away from a verb of saying that the parser found no subject for.
NEAREST_NAME = 6

_MARKS = re.compile(r"[“”„«»\"]|''")

#: A quotation of one voice does not grow beyond this; an unclosed mark must not swallow the article.
LONGEST_QUOTATION = 3000


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quoted stretches of a text, marks included, in reading order."""

    spans: tuple[Span, ...]
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, paragraphs: Iterable[Span]) -> Quotations:
        """Find them paragraph by paragraph; one that runs over several, opening each anew, is found in parts."""
        spans = tuple(span for paragraph in paragraphs for span in _quoted(text, paragraph))
        return cls(spans, tuple(span.start for span in spans))

    def at(self, position: int) -> Span | None:
        """The quotation that holds this code point."""
        place = bisect_right(self._starts, position) - 1
        return self.spans[place] if place >= 0 and position < self.spans[place].end else None


def _quoted(text: str, paragraph: Span) -> list[Span]:
    spans: list[Span] = []
    opened: int | None = None
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if opened is None:
            if mark in ("“", "„", "«") or (mark in ('"', "''") and _opens(text, match.end())):
                opened = match.start()
        elif mark in ("”", "»", '"', "''") or (mark == "“" and text[opened] == "„"):
            spans.append(Span(opened, match.end()))
            opened = None
    if opened is not None and (opened - paragraph.start <= 3 or text[opened] in "“„«"):
        spans.append(Span(opened, paragraph.end))
    return [span for span in spans if span.end - span.start > 2]


def _opens(text: str, at: int) -> bool:
    return not text[at : at + 1].isspace()


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb by which somebody says something: who, by which verb, and the heads of what is said."""

    verb: Word
    speaker: Word | None
    contents: tuple[Word, ...]


def speech_of(verb: Word) -> Speech | None:
    """The speech that this verb reports; None where it reports none."""
    if verb.lemma.lower() not in SAYING or not verb.is_verb:
        return None
    contents = tuple(word for word in verb.all("ccomp") if _is_clause(word)) or tuple(
        word for word in verb.all("advcl") if word.child("mark") is None and word.child("nsubj") and _is_clause(word)
    )
    if not contents or verb.child("neg") is not None:
        return None
    speaker = speaker_of(verb)
    return None if speaker is not None and _is_share(speaker) else Speech(verb, speaker, contents)


def _is_share(speaker: Word) -> bool:
    """ "27 percent said they are undecided" tells how many said it; what they said is not for anybody to check."""
    return (
        speaker.lemma.lower() in ("percent", "%", "half", "third", "quarter", "majority", "most") or speaker.tag == "CD"
    )


def speaker_of(verb: Word) -> Word | None:
    """The subject of a verb of saying; where it has none of its own, that of the verb it is joined to."""
    subject = verb.child("nsubj")
    if subject is not None or verb.child("nsubjpass"):
        return subject
    if verb.dep == "conj" or verb.dep in ("advcl", "xcomp"):
        return speaker_of(verb.head)
    return verb.head if verb.dep in ("acl", "relcl") else None


def _is_clause(word: Word) -> bool:
    """A clause that could stand alone; "found Smith leading" says of nobody's words what they were."""
    if word.is_verb:
        return any(one.tag in ("VBD", "VBZ", "VBP", "MD") for one in (word, *word.all("aux", "auxpass")))
    return word.child("nsubj", "nsubjpass") is not None


def inserted_speech(clause: Word) -> Word | None:
    """The verb of saying that stands within or after a clause: "The sea, he said, is rising"."""
    for word in clause.all("parataxis", "ccomp", "advcl", "dep", "conj"):
        if word.lemma.lower() not in QUOTING or word.child("nsubj") is None or word.child("ccomp", "xcomp") is not None:
            continue
        if word.dep == "advcl" and not any(mark.lower == "as" for mark in word.all("mark")):
            continue
        if word.child("dobj") is None or word.lemma == "tell":
            return word
    return None


def called(verb: Word) -> tuple[Word, Word] | None:
    """What somebody calls what: the heads of the thing and of what it is called."""
    if verb.lemma not in CALLING or verb.child("neg") is not None or verb.child("nsubj") is None:
        return None
    small = verb.child("ccomp")
    if small is not None and not small.is_verb:
        thing = small.child("nsubj")
        return (thing, small) if thing is not None else None
    thing, name = verb.child("dobj"), verb.child("oprd")
    if name is None:
        as_what = next((word for word in verb.all("prep") if word.lower == "as"), None)
        name = as_what.child("pobj") if as_what is not None else None
    return (thing, name) if thing is not None and name is not None else None


def according_to(clause: Word) -> tuple[Word, Word] | None:
    """The branch "according to X" under a clause, and the head of X."""
    for word in clause.children:
        to = word.child("prep") if word.lower == "according" else None
        if to is not None and (source := to.child("pobj")) is not None:
            return word, source
    return None


def speakers_of(sentences: Sequence[Sentence], quotations: Quotations) -> dict[int, Word]:
    """Who speaks each quotation, by its start: the head of the speaker's phrase. Not found means not told."""
    found: dict[int, Word] = {}
    for number, span in enumerate(quotations.spans):
        inside = _sentences_at(sentences, span)
        if not inside:
            continue
        before = quotations.spans[number - 1] if number else None
        speaker = _beside(sentences, inside, span, quotations)
        if speaker is None and before is not None and before.start in found:
            speaker = _carried(sentences, inside, before, span, found[before.start])
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
    if (signed := _signed(sentences, inside, span)) is not None:
        return signed
    after = inside[-1] + 1
    if after < len(sentences) and sentences[after].paragraph == sentences[inside[0]].paragraph:
        root = sentences[after].root
        if (
            root.lemma.lower() in QUOTING
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
        if verb.lemma.lower() in QUOTING and verb.is_verb and verb.child("nsubj") is None:
            near = [word for word in outside if word.is_name and abs(word.index - verb.index) <= NEAREST_NAME]
            heads = [word for word in near if not (word.dep == "compound" and word.head in near)]
            if heads:
                yield _distance(verb, span), min(heads, key=lambda word: abs(word.index - verb.index))


def _speaker_by(word: Word) -> Word | None:
    found = according_to(word)
    speaker = speaker_of(word) if word.lemma.lower() in QUOTING and word.is_verb else found[1] if found else None
    return speaker if speaker is not None and may_speak(speaker) else None


def _distance(word: Word, span: Span) -> int:
    return span.start - word.end if word.end <= span.start else max(0, word.start - span.end)


def _carried(sentences: Sequence[Sentence], inside: range, before: Span, span: Span, speaker: Word) -> Word | None:
    """The speaker of the quotation before, where this one stands by itself and goes on with it."""
    earlier = _sentences_at(sentences, before)
    alone = sentences[inside[0]].start >= span.start - 1
    paragraphs = sentences[inside[0]].paragraph - sentences[earlier[-1]].paragraph
    return speaker if alone and paragraphs <= 1 else None
