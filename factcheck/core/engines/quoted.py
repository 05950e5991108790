"""Said and quoted words beside the walk: those in which it found no clause, and those that it took with "she said"."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, SAYING, according_to, speaker_of, speech_of
from factcheck.core.claimants import may_speak
from factcheck.core.engines.arranging import is_finite
from factcheck.core.engines.pieces import piece
from factcheck.core.engines.soundness import wider_clauses
from factcheck.core.engines.stating import is_supposed
from factcheck.core.engines.walking import Frame

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from factcheck.core.quotations import Quotations
    from factcheck.core.syntax import Sentence, Word

#: Shorter quoted scraps are words that somebody used, not statements.
FEWEST_QUOTED_WORDS = 5

#: "Said on Monday that": a "that" farther away belongs to something else.
FARTHEST_THAT = 4

#: Tags of words that open no statement behind "said": "as", "when", "to", "adding", "it was".
_NO_OPENING = ("IN", "TO", "VBG", "WRB", "RB", "CC", "WP", "WDT")

_RELATIVES = ("who", "whom", "whose", "which")

_FINITE = ("VBD", "VBZ", "VBP", "MD")

_CLOSING = (".", "”", '"')


def quoted_whole(sentence: Sentence, quotations: Quotations, covered: Container[int]) -> Iterator[Frame]:
    """Quoted words that no claim covers, as they stand: they may assert something all the same."""
    for span, group in groupby(sentence.words, key=lambda word: quotations.at(word.start)):
        words = list(group)
        said = [word for word in words if not word.is_punct]
        if span is None or len(said) < FEWEST_QUOTED_WORDS or said[0].lower in _RELATIVES:
            continue
        if any(word.index in covered for word in said):
            continue
        if _closing_mark(words, said[-1]) == "?" or not _has_predicate(said) or _commands(sentence.root, said):
            continue
        inner = words[words.index(said[0]) : words.index(said[-1]) + 1]
        yield Frame(tuple(map(piece, inner)), said[0])


def told_whole(sentence: Sentence, quotations: Quotations) -> Iterator[Frame]:
    """What stands behind "she said" where the parser saw no clause: the words to the end of the sentence."""
    for verb in sentence.words:
        if verb.lemma.lower() not in SAYING or not verb.is_verb or quotations.at(verb.start) is not None:
            continue
        if speech_of(verb) is not None or verb.child("neg", "mark", "nsubjpass") is not None:
            continue
        told = _behind(verb, sentence)
        head = next((word for word in told if word.tag in _FINITE), None)
        speaker = speaker_of(verb)
        if head is not None and _has_predicate(told) and speaker is not None and may_speak(speaker):
            yield Frame(tuple(map(piece, told)), head, speaker)


def _behind(verb: Word, sentence: Sentence) -> list[Word]:
    """The words behind a verb of saying, if they can be a clause: behind "that", or with nothing between."""
    after = [word for word in sentence.words if word.index > verb.index]
    while after and after[-1].is_punct:
        after.pop()
    that = next((place for place, word in enumerate(after[:FARTHEST_THAT]) if word.lower == "that"), None)
    if that is not None and after[that].tag in ("IN", "WDT") and (not that or _is_setting(after[0])):
        return after[that + 1 :]
    opens = after[0] if after else None
    if verb.lemma != "say" or opens is None or opens.is_punct or opens.tag in _NO_OPENING or opens.dep == "prep":
        return []
    return after


def _is_setting(word: Word) -> bool:
    """ "Said on Monday", "said Monday", "said again": what may stand before "that" without owning it."""
    return word.dep in ("prep", "advmod", "npadvmod") or word.entity in ("DATE", "TIME")


def _closing_mark(words: list[Word], last_said: Word) -> str | None:
    return next((word.text for word in words if word.index > last_said.index), None)


def _commands(root: Word, said: list[Word]) -> bool:
    """ "Always ask for a receipt": a verb without a subject tells somebody to do something."""
    return root in said and root.tag == "VB" and root.child("nsubj", "nsubjpass", "expl", "aux") is None


def _has_predicate(said: list[Word]) -> bool:
    """A finite verb behind its subject: commands, headings and calls have none."""
    return any(
        word.tag in _FINITE
        and any(one.dep in ("nsubj", "nsubjpass", "expl") for one in (word, *word.children, *word.head.children))
        for word in said
    )


def is_asked(frame: Frame, sentence: Sentence, quotations: Quotations) -> bool:
    """Is it part of a quoted question, with "she asked" behind it?"""
    span = quotations.at(frame.head.start)
    if span is None:
        return False
    behind = (word for word in sentence.words if word.index > frame.head.index and word.text in (".", "!", "?"))
    mark = next(behind, None)
    return mark is not None and mark.text == "?" and quotations.at(mark.start) == span


def swallows(frame: Frame, quotations: Quotations, speakers: Container[int]) -> bool:
    """Does it state that somebody said a whole quotation, which is a claim of that somebody's?"""
    if frame.head.lemma.lower() not in QUOTING | SAYING or quotations.at(frame.head.start) is not None:
        return False
    words = [one.word for one in frame.pieces if one.word is not None and one.text and not one.word.is_punct]
    inside = [word for word in words if (span := quotations.at(word.start)) is not None and span.start in speakers]
    return len(inside) >= FEWEST_QUOTED_WORDS and _has_predicate(inside) and len(inside) * 2 > len(words)


def lost_clauses(sentence: Sentence, covered: Container[int]) -> Iterator[Frame]:
    """Clauses of what somebody says that no claim covers, each with all of its words."""
    for word in sentence.words:
        if word.index in covered or not is_finite(word) or word.dep in ("aux", "auxpass"):
            continue
        speaker = _speaker_above(word)
        if speaker is None or is_supposed(word):
            continue
        head, pieces = next(wider_clauses(word), (word, []))
        words = [one.word for one in pieces if one.word is not None and not one.word.is_punct]
        if not words or words[0].lower in _RELATIVES:
            continue
        if head is word and not any(one.index in covered for one in words):
            yield Frame(tuple(pieces), word, speaker)


def stated_whole(sentence: Sentence) -> Iterator[Frame]:
    """A sentence in which the walk found nothing, as it stands, without "according to" somebody; questions aside."""
    root = sentence.root
    orders = root.lemma == "do" or any(word.lemma == "do" for word in root.all("aux"))
    asks = sentence.words[0].tag[:1] == "W" or (orders and root.child("nsubj", "nsubjpass", "expl") is None)
    if asks or _commands(root, list(sentence.words)) or is_supposed(root):
        return
    source = according_to(root)
    set_aside = set() if source is None else {word.index for word in source[0].subtree()}
    words = [word for word in sentence.words if word.index not in set_aside]
    while words and words[0].is_punct:
        words.pop(0)
    said = [word for word in words if not word.is_punct]
    if (
        len(said) < FEWEST_QUOTED_WORDS
        or said[0].tag in _FINITE
        or sentence.words[-1].text not in _CLOSING
        or not is_finite(root)
    ):
        return
    speaker = None if source is None or not may_speak(source[1]) else source[1]
    yield Frame(tuple(map(piece, words)), root, speaker)


def _speaker_above(word: Word) -> Word | None:
    """Whoever says the clause that this word heads or stands in."""
    below = word
    for up in word.ancestors():
        speech = speech_of(up)
        if speech is not None and below in speech.contents:
            return speech.speaker if speech.speaker is not None and may_speak(speech.speaker) else None
        below = up
    return None


def goes_on_from(frame: Frame, quotations: Quotations) -> Word | None:
    """Who goes on speaking: "she said that it was early, and there was “no hurry”", by the quoted words in it."""
    head = frame.head
    if head.dep != "conj" or head.child("nsubj", "nsubjpass", "expl") is None:
        return None
    speech = speech_of(head.head)
    words = (one.word for one in frame.pieces if one.word is not None)
    if speech is None or speech.speaker is None or not may_speak(speech.speaker):
        return None
    return speech.speaker if any(quotations.at(word.start) is not None for word in words) else None


def contains(frame: Frame, other: Frame) -> bool:
    """Has the one all the words of the other, and more?"""
    words = {one.word.index for one in frame.pieces if one.word is not None and one.text}
    inner = {one.word.index for one in other.pieces if one.word is not None and not one.word.is_punct}
    return inner <= words and len(words) > len(inner)
