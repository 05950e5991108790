"""What pronouns and short names stand for, in the words of the article.

A reference is resolved only where one candidate stands out. What is left open keeps its own word, and the claim says
so: a wrong name in a claim is the worst error there is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, SAYING
from factcheck.core.claimants import may_speak
from factcheck.core.definites import Definites
from factcheck.core.governing import (
    arguments_beside,
    first_predicate,
    governing,
    is_in_clause_beside,
    is_reason,
    is_told_by,
    is_told_of,
    owner_of,
    precedes_its_name,
)
from factcheck.core.names import names_of
from factcheck.core.things import (
    FIRST_PERSON,
    HE,
    IT,
    POSSESSIVE,
    PRONOUNS,
    REFLEXIVE,
    SHE,
    THEY,
    Finder,
    Thing,
    agrees,
    is_empty,
    is_of_an_event,
    is_taken_for_object,
    is_well_known,
    may_be_called,
    same_name,
    told_genders,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcheck.core.names import Name
    from factcheck.core.syntax import Sentence, Word

#: A sentence inside a quotation takes the narrator less far from what was spoken of before it.
QUOTED_PACE = 0.3

#: A candidate for "he" or "she" must be better than any other by this much; found by trying 0 to 3 on thirty articles.
MARGIN = 0.6

#: "It" and "they" fit nearly everything: where two fit about as well, the word stays. Of 0.3, 1 and 1.5 the smaller
#: found hardly more claims, and put more wrong things into pages read by hand.
WIDE_MARGIN = 1.5

#: How far back a pronoun looks, in sentences; nearly nine in ten of the antecedents in news stand within three.
WINDOW = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """A word of the article and the thing that it stands for."""

    word: Word
    thing: Thing

    @property
    def is_possessive(self) -> bool:
        """Does it say whose?"""
        return self.word.lower in POSSESSIVE and (self.word.tag == "PRP$" or is_taken_for_object(self.word))


@dataclass(frozen=True, slots=True)
class References:
    """All that an article's references stand for, by the index of the referring word."""

    names: dict[int, Name]
    resolved: dict[int, Reference]
    left_open: frozenset[int]
    phrases: dict[int, tuple[tuple[Word, ...], Thing]]


def references_of(
    sentences: Sequence[Sentence], speaker_at: Callable[[Word], Word | None], is_quoted: Callable[[Word], bool]
) -> References:
    """Resolve the pronouns of these sentences; `speaker_at` tells who speaks the quoted words that a word is among."""
    names = names_of(sentences)
    reader = _Reader(names, speaker_at, is_quoted, told_genders(sentences, names))
    number = 0.0
    for sentence in sentences:
        number += QUOTED_PACE if all(map(is_quoted, sentence.words)) else 1.0
        reader.read(number, sentence)
    return References(names, reader.resolved, frozenset(reader.left_open), reader.phrases)


class _Reader:
    def __init__(
        self,
        names: dict[int, Name],
        speaker_at: Callable[[Word], Word | None],
        is_quoted: Callable[[Word], bool],
        told: dict[str, str],
    ) -> None:
        self.is_quoted = is_quoted
        self.finder = Finder(names, told)
        self.speaker_at = speaker_at
        self.resolved: dict[int, Reference] = {}
        self.left_open: set[int] = set()
        self.asked: set[Word] = set()
        self.mentions: Counter[str] = Counter()
        self.things: list[Thing] = []
        self.by_head: dict[int, Thing] = {}
        self.groups: dict[int, Thing] = {}
        self.definites = Definites(names)
        self.phrases: dict[int, tuple[tuple[Word, ...], Thing]] = {}

    def read(self, number: float, sentence: Sentence) -> None:
        """Take up the things that the sentence names, then resolve its pronouns in reading order."""
        things = self.finder.things_in(sentence, number)
        self.things = [thing for thing in self.things if thing.sentence >= number - WINDOW] + things
        self.mentions.update(thing.name.full.text for thing in things if thing.name is not None)
        for thing in things:
            (self.groups if thing.name is None and thing.plural else self.by_head)[thing.head.index] = thing
        self.definites.read(number, sentence)
        for word in sentence.words:
            found = self.definites.resolved.get(word.index)
            antecedent = self._thing_at(found[1], of_two=found[2]) if found is not None else None
            if found is not None and antecedent is not None:
                self.phrases[word.index] = (found[0], antecedent)
                self._speak_again_of(antecedent, word)
            if word.lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
                self._resolve(word, number)
            elif word.lower in FIRST_PERSON and word.tag in ("PRP", "PRP$"):
                self._resolve_first_person(word, number)

    def _speak_again_of(self, thing: Thing, noun: Word) -> None:
        """ "The governor" speaks of Ada Conti as "she" does, and is not another thing beside her."""
        for place in range(len(self.things) - 1, -1, -1):
            spoken = self.things[place]
            if spoken.head is noun and spoken.at is None and (spoken.plural or not thing.plural):
                again = replace(thing, sentence=spoken.sentence, subject=spoken.subject, at=noun)
                self.things[place] = self.by_head[noun.index] = again

    def thing_of(self, word: Word) -> Thing | None:
        """The thing that a noun or a resolved pronoun is about."""
        if word.index in self.resolved:
            return self.resolved[word.index].thing
        return self._thing_at(word)

    def _thing_at(self, word: Word, of_two: bool = False) -> Thing | None:
        one, group = self.by_head.get(word.index), self.groups.get(word.index)
        return (group or one) if of_two else (one or group)

    def _resolve_first_person(self, word: Word, number: float) -> None:
        speaker = self._speaker_of(word, number)
        if speaker is None or speaker.index in self.left_open:
            self.left_open.add(word.index)
        thing = self.thing_of(speaker) if speaker is not None else None
        if thing is not None and not thing.plural and thing.name is not None:
            self.resolved[word.index] = Reference(word, thing)

    def _speaker_of(self, word: Word, number: float) -> Word | None:
        """Who speaks the word; a speaker who is only named "she" after the quotation is resolved first."""
        speaker = self.speaker_at(word)
        if speaker is not None and speaker.lower in PRONOUNS and speaker not in self.asked:
            self.asked.add(speaker)
            self._resolve(speaker, number)
        return speaker

    def _resolve(self, word: Word, number: float) -> None:
        if word.index in self.resolved or word.lower in REFLEXIVE or (word.lower == "it" and is_empty(word)):
            return
        self._speaker_of(word, number)
        if (owner := owner_of(word)) is not None and (thing := self.thing_of(owner)) is not None:
            self.resolved[word.index] = Reference(word, thing)
            return
        scored = sorted(
            ((self._fitness(thing, word, number), thing) for thing in self.things if self._fits(thing, word)),
            key=lambda row: (-row[0], -row[1].place),
        )
        if (word.lower in IT and is_of_an_event(word)) or self._is_left_above(word):
            self.left_open.add(word.index)
            return
        best = _outstanding(scored, MARGIN if word.lower in HE | SHE else WIDE_MARGIN)
        rivals = {thing.head for _, thing in scored if number - thing.sentence <= 1}
        if best is None or (word.lower in IT | THEY and len(rivals) > 1 and not _is_in_view(best, word, number)):
            self.left_open.add(word.index)
            return
        self.resolved[word.index] = Reference(word, best)
        self.things.append(replace(best, sentence=number, subject=word.dep in ("nsubj", "nsubjpass"), at=word))

    def _is_left_above(self, word: Word) -> bool:
        """Was an "it" of a governing clause left? Then "rejected it because its radar" says no more of whose."""
        forms = IT if word.lower in IT else THEY if word.lower in THEY else ()
        return any(other.lower in forms and other.index in self.left_open for other in governing(word))

    def _fits(self, thing: Thing, word: Word) -> bool:
        """Number, gender and grammar allow it."""
        pronoun = word.lower
        if thing.place > word.index and not precedes_its_name(word, thing):
            return False
        if not agrees(thing, pronoun) or not may_be_called(thing, word):
            return False
        if pronoun in HE | SHE and not (is_well_known(thing) or thing.spoken.head is first_predicate(word)):
            return False
        if word.dep == "nsubj" and word.head.lemma in SAYING and not may_speak(thing.head):
            return False
        if word.dep == "nsubjpass" and thing.spoken.dep == "nsubj" and thing.spoken.head.lemma == word.head.lemma:
            return False
        speaker = self.speaker_at(word)
        if speaker is not None and (
            self._is_same(speaker, thing) or (pronoun in IT and self.speaker_at(thing.spoken) is not speaker)
        ):
            return False
        if word.tag == "PRP$" or is_taken_for_object(word):
            return word not in thing.head.children
        return not any(self._is_same(other, thing) for other in arguments_beside(word))

    def _is_same(self, word: Word, thing: Thing) -> bool:
        other = self.thing_of(word)
        if other is None:
            return False
        if other.name is None and thing.name is None:
            return other.head.lemma == thing.head.lemma
        return other.head is thing.head or same_name(other, thing)

    def _fitness(self, thing: Thing, word: Word, number: float) -> float:
        """How likely the pronoun means this thing; weights set by hand, then checked on thirty articles."""
        fitness = -2.5 * (number - thing.sentence) - 0.02 * min(50, abs(word.index - thing.place))
        if thing.subject:
            fitness += 3.0 + (1.0 if thing.spoken.head.dep == "ROOT" else 0.0)
        if thing.name is not None and thing.person:
            fitness += 4.0
        if thing.gender:
            fitness += 2.0
        if word.lower in THEY and not thing.plural:
            fitness -= 3.0
        if word.lower in IT and thing.head.entity == "GPE" and not thing.subject:
            fitness -= 2.0
        if self.is_quoted(thing.spoken) and not self.is_quoted(word):
            fitness -= 3.0
        if thing.name is not None:
            fitness += (0.2 if word.lower in IT else 0.4) * min(5, self.mentions[thing.name.full.text])
        if thing.head.dep in ("pobj", "poss", "conj") and thing.at is None:
            fitness -= 1.5
        if thing.place > word.index:
            fitness -= 4.0
        if any(child.tag == "PRP$" for child in thing.head.children):
            fitness -= 2.0
        verb = thing.spoken.head
        if word.lower in IT | THEY and thing.subject and is_in_clause_beside(word, verb):
            fitness += 2.0
        if is_told_of(thing, word):
            fitness += 3.0
        if thing.head.dep == "dobj" and word.tag == "PRP$" and is_reason(word, verb):
            fitness += 3.0
        if word.tag == "PRP$" and thing.subject and first_predicate(word) is verb:
            fitness += 3.0
        if word.dep in ("nsubj", "nsubjpass") and is_told_by(thing, word):
            fitness += 3.0
        if thing.subject and verb.lemma in QUOTING and word.dep == "nsubj" and word.head.lemma in QUOTING:
            fitness += 3.0
        return fitness


def _outstanding(scored: list[tuple[float, Thing]], margin: float) -> Thing | None:
    """The best candidate, unless another one is about as good."""
    if not scored:
        return None
    best, thing = scored[0]
    rivals = [other for fitness, other in scored[1:] if best - fitness < margin and not _are_one(other, thing)]
    return None if rivals else thing


def _are_one(one: Thing, other: Thing) -> bool:
    """Are both called alike, or is one the other's apposition?"""
    return same_name(one, other) or _is_apposed(one, other) or _is_apposed(other, one)


def _is_apposed(one: Thing, noun: Thing) -> bool:
    """ "The space agency NASA": the parser may read an apposition as a second subject right behind the first."""
    return one.head.before is noun.head or (one.head.dep == "appos" and one.head.head is noun.head)


def _is_in_view(thing: Thing, word: Word, number: float) -> bool:
    """Is the thing what the text is about there: a name, a subject, or whose something is in the same sentence?"""
    near = number - thing.sentence <= 1
    if thing.name is not None and not thing.plural:
        return near and (thing.subject or (thing.sentence == number and not word.opens))
    return near and (thing.subject or (word.tag == "PRP$" and thing.sentence == number))
