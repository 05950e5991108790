"""Predicates, subjects and relative clauses that a parser hung on the wrong word, hung where agreement wants them.

As in `repairing`, every repair names the pattern that it looks for; what does not show it is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        if word.dep == "conj" and word.is_verb:
            _helped_taken_for_predicate(word)
            _infinitive_taken_for_predicate(word)
        if word.dep == "relcl":
            _clause_of_the_noun_that_agrees(word)
        if word.tag in _FINITE and not word.dep.startswith("aux"):
            _subject_taken_for_adverb(word)
            _object_taken_for_subject(word)


def _predicate_taken_for_aside(word: Word) -> None:
    """ "Has mocked a reporter, referred to them as thieves and called him names": a list of predicates, no aside."""
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
    """ "The Atlas of Elections, which lists": the nearest noun whose number the verb has."""
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


def _subject_taken_for_adverb(verb: Word) -> None:
    """ "Conti, despite the rain, is here": a name at the head of a clause that has no subject is its subject."""
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
