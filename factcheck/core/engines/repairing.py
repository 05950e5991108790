"""What a parser of news English gets wrong again and again, put right before the walk.

Every repair names the pattern that it looks for; what does not show it is left as the parser drew it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.core.attribution import SAYING
from factcheck.core.engines.arranging import is_inverted
from factcheck.core.engines.phrases import opens_after_mark
from factcheck.core.engines.rejoining import rejoined
from factcheck.core.wording import vocabulary

_FINITE = ("VBD", "VBZ", "VBP", "MD")

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.core.syntax import Sentence, Word


def repaired(sentence: Sentence) -> Sentence:
    """The sentence, its words' labels and heads changed in place; its root may be another one."""
    sentence = replace(sentence, root=_verb_taken_for_participle(sentence))
    sentence = replace(sentence, root=_participle_taken_for_verb(sentence))
    for word in sentence.words:
        if word.lower == "according":
            _source_of_the_nearest_clause(word, sentence)
        if word.tag in ("VBN", "VB"):
            _tense_taken_for_form_without(word)
        if word.dep == "dep" and word.is_verb and word.head.is_verb and word.index > word.head.index:
            word.dep = "conj"
        if word.tag in _FINITE and not word.dep.startswith("aux"):
            _subject_taken_for_part_of_the_opening(word)
        if word.dep in ("dobj", "attr", "npadvmod"):
            _apposition_taken_for_object(word)
        if word.dep == "appos":
            _object_taken_for_apposition(word)
        if word.dep == "appos":
            _list_taken_for_apposition(word)
        if word.dep in ("appos", "relcl"):
            _aside_of_the_last(word)
        elif word.dep == "conj":
            _passive_taken_for_past(word)
            _second_condition(word)
        elif word.dep == "advcl":
            _condition_of_what_is_said(word)
            _participle_of_the_noun_before(word)
        elif word.dep == "ccomp":
            _clause_before_semicolon(word)
    rejoined(sentence)
    return sentence


def _verb_taken_for_participle(sentence: Sentence) -> Word:
    """ "The flights on Mars aimed to support the effort": where nothing else is finite, the participle is."""
    noun = sentence.root
    if noun.tag[:2] != "NN" or noun.dep != "ROOT":
        return noun
    if any(
        word.tag in _FINITE and not any(up.dep == "relcl" for up in (word, *word.ancestors()))
        for word in sentence.words
    ):
        return noun
    verb = next((word for word in noun.all("acl") if word.tag in ("VBN", "VBD") and word.index > noun.index), None)
    if verb is None or verb.child("nsubj", "nsubjpass", "agent") is not None or sentence.words[-1].text not in ".”\"'":
        return noun
    later = [word for word in noun.children if word.index > verb.index]
    verb.hang_on(verb, "ROOT")
    verb.children.remove(verb)
    verb.tag = "VBD"
    noun.hang_on(verb, "nsubj")
    noun.children = [word for word in noun.children if word is not verb]
    for word in later:
        word.hang_on(verb, word.dep)
    return verb


def _participle_taken_for_verb(sentence: Sentence) -> Word:
    """ "Residents interviewed in Rome expressed concern": of two verbs that nothing joins, the second is finite."""
    first = sentence.root
    subject = first.child("nsubj")
    second = next((word for word in first.all("conj", "ccomp") if word.tag in ("VBD", "VBZ", "VBP")), None)
    if (
        first.tag not in ("VBD", "VBN")
        or first.child("aux", "auxpass")
        or not first.lower.endswith("ed")
        or subject is None
        or second is None
    ):
        return first
    between = [word for word in first.children if first.index < word.index < second.index]
    if not any(word.dep in ("prep", "npadvmod", "agent") for word in between) or any(
        word.dep in ("cc", "punct", "dobj", "prt", "dobj", "advcl") for word in between
    ):
        return first
    if second.child("nsubj", "aux", "mark") is not None or subject.index > first.index:
        return first
    later = [word for word in first.children if word.index > second.index]
    earlier = [word for word in first.children if word.index < subject.index]
    second.hang_on(second, "ROOT")
    second.children = [word for word in second.children if word is not second]
    for word in (*earlier, *later):
        word.hang_on(second, word.dep)
    subject.hang_on(second, "nsubj")
    first.tag = "VBN"
    first.hang_on(subject, "acl")
    return second


def _source_of_the_nearest_clause(word: Word, sentence: Sentence) -> None:
    """ "a war that killed 300, according to tallies, over ten months": in mid-sentence it vouches for what is next."""
    phrase = word.subtree()
    place = phrase[-1].index - sentence.words[0].index + 1
    goes_on = any(not later.is_punct for later in sentence.words[place:])
    before = [one for one in sentence.words if one.index < word.index and one.tag in _FINITE]
    if word.dep != "prep" or not goes_on or not before:
        return
    nearest = before[-1].head if before[-1].dep.startswith("aux") else before[-1]
    if nearest is not word.head and any(up is word.head for up in nearest.ancestors()):
        word.hang_on(nearest, "prep")


def _subject_taken_for_part_of_the_opening(verb: Word) -> None:
    """ "In talks about China, Japan and India agreed": who agreed is named after the comma, and is no topic."""
    if verb.child("nsubj", "nsubjpass", "expl", "csubj") is not None or verb.dep not in ("ROOT", "ccomp"):
        return
    for opening in verb.all("prep", "advcl", "pobj"):
        if opening.index > verb.index:
            return
        for noun in opening.subtree():
            if noun.dep in ("conj", "appos", "dobj", "pobj") and noun.is_noun and _ends_opening(noun, opening):
                noun.hang_on(verb, "nsubjpass" if verb.child("auxpass") else "nsubj")
                return


def _ends_opening(noun: Word, opening: Word) -> bool:
    """Does the noun phrase begin after a comma and end the opening, with nothing joining it to what comes before?"""
    phrase = noun.subtree()
    comma = phrase[0].before
    if comma is None or comma.text != "," or any(word.index < phrase[0].index for word in noun.head.all("cc")):
        return False
    return not any(word.index > phrase[-1].index and not word.is_punct for word in opening.subtree())


def names_restored(sentences: Iterable[Sentence]) -> None:
    """ "Trump will speak" has no verb "trump" where "Donald Trump" is known: names elsewhere are names here."""
    sentences = list(sentences)
    last = {
        word.text
        for sentence in sentences
        for word in sentence.words
        if word.entity == "PERSON" and word.is_name and word.dep != "compound" and len(word.text) > 2
    }
    for sentence in sentences:
        for word in sentence.words:
            if word.text in last and not word.is_name and word.tag != "NNPS" and word.dep not in ("punct", "mark"):
                word.tag, word.lemma = "NNP", word.text


def _apposition_taken_for_object(word: Word) -> None:
    """ "spent the week in Cairo, the capital of Egypt": a second object after a comma explains the noun before it."""
    first = word.subtree()[0]
    comma = first if first.text == "," else first.before
    noun = comma.before if comma is not None and comma.text == "," else None
    if (
        comma is None
        or noun is None
        or (noun.tag == "NNS" and word.tag == "NN")
        or noun.tag[:2] != "NN"
        or not word.head.is_verb
        or noun.index < word.head.index
    ):
        return
    if word.child("det") is not None and noun is not word.head and word not in noun.ancestors() and noun.dep != "dobj":
        comma.hang_on(noun, "punct")
        word.hang_on(noun, "appos")


def _object_taken_for_apposition(word: Word) -> None:
    """ "We condemn, in the strongest terms, the attack": what a verb lacks before an aside follows behind it."""
    noun = word.head
    aside = noun.head
    verb = aside.head
    if noun.dep != "pobj" or aside.dep != "prep" or verb.tag not in (*_FINITE, "VB", "VBG") or noun.is_name:
        return
    mark = aside.before
    if mark is not None and mark.text == "," and mark.before is verb and verb.child("dobj") is None:
        word.hang_on(verb, "dobj")


def _tense_taken_for_form_without(verb: Word) -> None:
    """ "groups faced off", "they meet and have a meal": with a subject and no helping verb, it is finite."""
    if verb.child("aux", "auxpass") is not None:
        return
    has_subject = verb.child("nsubj") is not None
    if verb.tag == "VBN" and has_subject and verb.dep in ("ROOT", "conj", "relcl", "ccomp", "advcl"):
        verb.tag = "VBD"
    elif verb.tag == "VB" and verb.lemma != "be" and verb.dep in ("conj", "ROOT", "relcl"):
        first = verb.head
        follows = verb.dep == "conj" and first.tag in ("VBP", "VBD") and first.child("aux", "auxpass") is None
        if follows or (has_subject and verb.dep != "conj"):
            verb.tag = "VBP"


def _list_taken_for_apposition(word: Word) -> None:
    """ "A, B and C": B is no explanation of A where C follows by "and"."""
    joined = word.child("conj")
    if joined is None or word.head.child("cc") is not None:
        return
    if not any(one.all("cc") for one in (word, joined, *joined.all("conj"))):
        return
    if word.child("det") is None or joined.child("det") is not None or word.head.child("det") is not None:
        word.dep = "conj"


def _aside_of_the_last(aside: Word) -> None:
    """ "Two fishermen and Ada Conti, a teacher": what follows a list in the singular is about its last member."""
    members = [word for word in aside.head.all("conj") if word.index < aside.subtree()[0].index]
    if not members or not opens_after_mark(aside):
        return
    last = members[-1]
    while deeper := [word for word in last.all("conj") if word.index < aside.index]:
        last = deeper[-1]
    if aside.dep == "appos":
        single = aside.tag in ("NN", "NNP") and aside.child("conj") is None and last.tag in ("NN", "NNP", "NNPS")
    else:
        one = aside.tag == "VBZ" or any(word.tag == "VBZ" for word in aside.all("aux", "auxpass"))
        named = last.entity == "PERSON" and aside.head.entity == "PERSON"
        single = any(word.tag in ("WDT", "WP") for word in aside.all("nsubj", "nsubjpass")) and (one or named)
    if single:
        aside.hang_on(last, aside.dep)


def _condition_of_what_is_said(clause: Word) -> None:
    """ "If it rains, he said, the road will close": what is said has the condition, not the saying."""
    verb = clause.head
    said = verb.child("ccomp")
    if verb.lemma.lower() not in SAYING or said is None or not clause.index < min(verb.index, said.index):
        return
    if is_inverted(clause) or any(mark.lower in ("if", "unless") for mark in clause.all("mark")):
        clause.hang_on(said, "advcl")


#: What is done to things, and seldom to those who then act.
_DONE_TO_THINGS = vocabulary("call name know locate base found build publish write title situate release")


def _participle_of_the_noun_before(word: Word) -> None:
    """ "She went to a school, then called Oak Hall": the participle right behind a noun is about that noun."""
    first = word.subtree()[0]
    comma = first if first.text == "," else first.before
    noun = comma.before if comma is not None and comma.text == "," else None
    if word.tag != "VBN" or word.lemma not in _DONE_TO_THINGS or word.index < word.head.index or noun is None:
        return
    if noun.tag[:2] == "NN" and word.child("nsubj", "nsubjpass", "aux", "mark") is None:
        word.hang_on(noun, "acl")


def _second_condition(word: Word) -> None:
    """ "It closes if it loses and the state refuses to help": without a comma, both are conditions."""
    verb = word.head
    clause = next((one for one in verb.all("advcl") if verb.index < one.index < word.index), None)
    if clause is None:
        return
    joints = [one for one in (*verb.all("cc"), *clause.all("cc")) if clause.index < one.index < word.index]
    if len(joints) != 1 or (before := joints[0].before) is None or before.is_punct:
        return
    if word.child("nsubj", "nsubjpass") is not None and any(
        one.lower in ("if", "unless") for one in clause.all("mark")
    ):
        joints[0].hang_on(clause, "cc")
        word.hang_on(clause, "conj")


def _passive_taken_for_past(word: Word) -> None:
    """ "was charged and extradited": the second participle is passive too, not a past tense."""
    first = word.head
    if (
        word.tag == "VBD"
        and word.lower.endswith("ed")
        and first.tag == "VBN"
        and first.child("auxpass") is not None
        and word.child("nsubj", "nsubjpass", "dobj", "aux", "ccomp", "prt", "xcomp") is None
    ):
        word.tag = "VBN"


def _clause_before_semicolon(word: Word) -> None:
    """ "A came; B left": the first clause is nobody's speech."""
    head = word.head
    if head.lemma.lower() in SAYING or word.index > head.index or word.child("nsubj", "nsubjpass", "expl") is None:
        return
    if any(mark.text in (";", ",") and word.index < mark.index < head.index for mark in head.children):
        word.dep = "parataxis"
