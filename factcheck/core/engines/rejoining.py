"""Predicates, subjects and relative clauses that a parser hung on the wrong word, hung where agreement wants them.

As in `repairing`, every repair names the pattern that it looks for; what does not show it is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.attribution import CALLING, SAYING
from factcheck.core.engines.phrases import is_plural, opens_after_mark

if TYPE_CHECKING:
    from factcheck.core.syntax import Sentence, Word

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def rejoined(sentence: Sentence) -> None:
    """Put the sentence's words back together, in place."""
    for word in sentence.words:
        if word.dep == "advcl":
            _predicate_taken_for_aside(word)
            _participle_of_what_is_called(word)
        if word.dep == "conj" and word.is_verb:
            _told_taken_for_predicate(word)
            _helped_taken_for_predicate(word)
            _infinitive_taken_for_predicate(word)
        if word.dep == "appos":
            _apposition_of_the_noun_before(word)
        if word.dep == "relcl":
            _clause_of_the_noun_that_agrees(word)
        if word.tag in _FINITE and not word.dep.startswith("aux"):
            _subject_taken_for_adverb(word)
            _object_taken_for_subject(word)


def _predicate_taken_for_aside(word: Word) -> None:
    """ "Has sold a boat, turned to trade and bought a mill": a list of predicates, no aside."""
    verb = word.head
    joined = word.child("conj")
    if word.tag != "VBD" or not verb.is_verb or word.index < verb.index or joined is None or not joined.is_verb:
        return
    if word.child("mark", "aux", "auxpass", "agent", *_SUBJECTS) is None and word.child("cc") is not None:
        word.dep = "conj"
        if verb.tag == "VBN":
            _as_participles(word)


def _as_participles(word: Word) -> None:
    """After "has", the verbs of the list are participles too."""
    if word.tag == "VBD" and word.child("aux", "auxpass", *_SUBJECTS) is None:
        word.tag = "VBN"
        for joined in word.all("conj"):
            _as_participles(joined)


def _participle_of_what_is_called(word: Word) -> None:
    """ "Described Ada Conti as a thief, facing prison": she faces it, and not whoever describes her."""
    thing = word.head.child("dobj")
    if word.head.lemma not in CALLING or word.tag != "VBG" or thing is None or word.index < thing.index:
        return
    if word.child("mark", *_SUBJECTS) is None and any(one.lower == "as" for one in word.head.all("prep")):
        word.hang_on(thing, "acl")


def _told_taken_for_predicate(word: Word) -> None:
    """ "Said use of salt rose again": what nothing joins to a verb of saying is what is said."""
    verb = word.head
    if verb.lemma.lower() not in SAYING or word.index < verb.index or verb.child("ccomp", "xcomp") is not None:
        return
    between = [one for one in verb.children if verb.index < one.index < word.index]
    joint = _word_before(word)
    if any(one.dep in ("cc", "advcl", "conj") for one in between) or word.child("cc", "mark") is not None:
        return
    if joint in ("and", "but", "or"):
        return
    if word.child(*_SUBJECTS) is not None:
        if verb.child("dobj") is None and not any(one.text in (";", ":") for one in between):
            word.dep = "ccomp"
            _hand_over(between, word)
        return
    thing = verb.child("dobj")
    finite = word.tag in _FINITE and word.child("aux", "auxpass") is None
    if thing is not None and finite and thing.index > verb.index and joint != ",":
        _hand_over([one for one in between if one.index > thing.index], thing)
        thing.hang_on(word, "nsubj")
        word.dep = "ccomp"


def _word_before(clause: Word) -> str:
    """The text before the clause, adverbs that lean on it passed over."""
    first = next((one for one in clause.subtree() if one.tag != "RB"), clause)
    return "" if first.before is None else first.before.lower


def _hand_over(phrases: list[Word], to: Word) -> None:
    for phrase in phrases:
        if phrase.dep == "prep":
            phrase.hang_on(to, "prep")


def _helped_taken_for_predicate(word: Word) -> None:
    """ "It helps farmers and nurses save time": both are helped, and both save."""
    verb, subject = word.head, word.child("nsubj")
    helped, joint = verb.child("dobj"), verb.child("cc")
    if verb.lemma != "help" or helped is None or joint is None or subject is None or subject.index > word.index:
        return
    if word.tag not in ("VB", "VBP") or word.child("aux") is not None or joint.before is None or joint.before.is_punct:
        return
    if helped.index < joint.index < subject.index:
        joint.hang_on(helped, "cc")
        subject.hang_on(helped, "conj")
        helped.hang_on(word, "nsubj")
        word.hang_on(verb, "ccomp")
        _as_infinitives(word)


def _as_infinitives(word: Word) -> None:
    word.tag = "VB"
    for joined in word.all("conj"):
        if joined.tag == "VBP" and joined.child("aux", *_SUBJECTS) is None:
            _as_infinitives(joined)


def _infinitive_taken_for_predicate(word: Word) -> None:
    """ "Were asked to push, lift and carry": what has no "to" of its own goes with the infinitive before it."""
    verb = word.head
    if word.tag != "VB" or verb.tag == "VB" or word.child("aux", *_SUBJECTS) is not None:
        return
    before = [
        one
        for one in verb.subtree()
        if one.tag == "VB" and one.index < word.index and any(mark.tag == "TO" for mark in one.all("aux"))
    ]
    if before and before[-1].index > verb.index and not any(up is before[-1] for up in word.ancestors()):
        for joint in verb.all("cc"):
            if before[-1].index < joint.index < word.index:
                joint.hang_on(before[-1], "cc")
        word.hang_on(before[-1], "conj")


def _clause_of_the_noun_that_agrees(clause: Word) -> None:
    """ "The Union of Towns, which lists": the nearest noun whose number the verb has."""
    subject = clause.child("nsubj", "nsubjpass")
    if subject is None or subject.tag not in ("WDT", "WP") or not opens_after_mark(clause):
        return
    first = next((word for word in (*clause.all("aux", "auxpass"), clause) if word.tag in ("VBZ", "VBP")), None)
    noun = clause.head
    if first is None or first.tag == "VBP" or not is_plural(noun) or noun.child("conj") is not None:
        return
    holder = noun.head.head if noun.dep == "pobj" and noun.head.lower == "of" else None
    if holder is not None and holder.tag in ("NN", "NNP") and holder.child("conj") is None:
        clause.hang_on(holder, "relcl")


def _apposition_of_the_noun_before(word: Word) -> None:
    """ "The race ends in Leeds, the largest town": behind its verb, it explains what stands right before it."""
    verb = word.head.head
    before = word.subtree()[0].before
    comma = before if before is not None and before.text == "," else None
    noun = None if comma is None else comma.before
    if noun is None or noun.tag[:2] != "NN" or word.child("det") is None or is_plural(noun) != is_plural(word):
        return
    if verb.is_verb and word.head.index < verb.index < noun.index and word not in noun.ancestors():
        word.hang_on(noun, "appos")


def _subject_taken_for_adverb(verb: Word) -> None:
    """ "Conti, for all the rain, is here": a name at the head of a clause that has no subject is its subject."""
    if verb.dep != "ROOT" or verb.child(*_SUBJECTS) is not None or verb.child("aux", "auxpass") is not None:
        return
    name = next((word for word in verb.all("npadvmod") if word.index < verb.index), None)
    if name is not None and name.is_name and name.entity not in ("DATE", "TIME") and name.subtree()[0].opens:
        name.dep = "nsubj"


def _object_taken_for_subject(verb: Word) -> None:
    """ "kept it secret but in later filings named them": what stands right behind a preposition is no subject."""
    subject = verb.child("nsubj")
    if subject is None or verb.dep != "conj" or subject.index > verb.index:
        return
    before = subject.subtree()[0].before
    if (
        before is not None
        and before.tag == "IN"
        and before.dep == "prep"
        and before.head is verb
        and not before.children
    ):
        subject.hang_on(before, "pobj")
