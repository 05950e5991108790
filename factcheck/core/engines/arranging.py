"""The order of a statement's words, and the subject and finite verb that it takes over or is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from factcheck.core.engines.phrases import definite, is_indefinite, is_plural, noun_phrase, number_of, trimmed
from factcheck.core.engines.pieces import Piece, added, piece, silent
from factcheck.core.engines.verbs import Tense, copula, finite, tense_of
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.core.syntax import Word

_FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_AUXILIARIES = ("aux", "auxpass", "neg")
#: Nouns whose clause says what they are about: "accusations they had lied".
_TOLD = vocabulary(
    "accusation allegation belief chance claim complaint concern conclusion confidence doubt evidence fact fear "
    "feeling hope idea impression knowledge news notion opinion possibility promise proof report risk rumour sense "
    "sign statement suggestion suspicion theory thought threat view warning way word time reason"
)
_RELATIVE_TAGS = ("WDT", "WP", "WP$", "WRB")


@dataclass(frozen=True, slots=True)
class Shared:
    """What a clause takes over from the clause that it hangs on."""

    subject: tuple[Piece, ...] = ()
    subject_head: Word | None = None
    auxiliaries: tuple[Word, ...] = ()
    fronted: tuple[Word, ...] = ()
    claimant: Word | None = None
    tense: Tense | None = None


def subject_of(verb: Word) -> Word | None:
    """The verb's own subject."""
    return verb.child(*_SUBJECTS)


def is_finite(verb: Word) -> bool:
    """Is the verb, or a word that helps it, bound to a time?"""
    return verb.tag in _FINITE_TAGS or any(word.tag in _FINITE_TAGS for word in verb.all("aux", "auxpass"))


def is_inverted(verb: Word) -> bool:
    """ "Had it rained", "should they fail": a condition without a word for it."""
    subject = verb.child("nsubj", "nsubjpass", "expl")
    first = verb.child("aux", "auxpass")
    if verb.dep not in ("advcl", "ccomp") or subject is None or first is None or first.index > subject.index:
        return False
    return first.lower in ("had", "were", "should") and first is verb.subtree()[0]


def shared_by(head: Word, kept: list[Word], shared: Shared) -> Shared:
    """What the branches of a clause take over from it."""
    subject = head.child("nsubj", "nsubjpass")
    tense = tense_of(head) if is_finite(head) else shared.tense
    auxiliaries = tuple(word for word in kept if word.head is head and word.dep in _AUXILIARIES)
    if subject is None or subject.tag in _RELATIVE_TAGS:
        return replace(shared, tense=tense, auxiliaries=auxiliaries or shared.auxiliaries)
    words = noun_phrase(subject)
    fronted = tuple(word for word in kept if word.index < words[0].index and _opens_clause(word, head))
    return Shared(tuple(map(piece, words)), subject, auxiliaries, fronted, shared.claimant, tense)


def _opens_clause(word: Word, head: Word) -> bool:
    """Does the word belong to a time or place before the subject?"""
    top = _branch_of(word, head)
    return top is not None and top.dep in ("prep", "npadvmod")


def _branch_of(word: Word, head: Word) -> Word | None:
    """The child of `head` that the word is or hangs on."""
    while word.head is not head:
        if word.head is word:
            return None
        word = word.head
    return word


def as_clause(head: Word, shared: Shared, words: list[Word]) -> list[Piece]:
    """The words as a sentence: as they stand, or behind the subject that they share."""
    words = [word for word in words if not _only_joins(word, head)]
    own = subject_of(head)
    if own is not None:
        return (
            [piece(word) for word in words]
            if is_finite(head)
            else _finite(head, words, replace(shared, subject_head=own))
        )
    first = min(word.index for word in (head, *head.all(*_AUXILIARIES)))
    opening = [word for word in words if word.index < first and _opens_clause(word, head)]
    rest = [word for word in words if word not in opening]
    front = [*map(piece, opening or shared.fronted)]
    return [*front, *([added(",")] if front else []), *shared.subject, *_finite(head, rest, shared)]


def _only_joins(word: Word, head: Word) -> bool:
    """Does the word only hang the clause on another one: "and", "because", "just over a week after"?"""
    if word.head is not head:
        branch = _branch_of(word, head)
        return branch is not None and (branch.dep == "mark" or (branch.dep == "npadvmod" and _only_joins(branch, head)))
    if word.dep == "mark" or (word.index < head.index and (word.dep in ("cc", "preconj") or word.tag == "WRB")):
        return True
    if word.lower == "that" and word.tag == "IN" and word.index < head.index and head.dep == "ccomp":
        return True
    mark = head.child("mark")
    return mark is not None and word.dep in ("advmod", "npadvmod") and word.index < mark.index and head.dep == "advcl"


def _finite(head: Word, words: list[Word], shared: Shared) -> list[Piece]:
    """The words of a predicate, its verb made finite where it is not."""
    pieces = [piece(word) for word in words]
    if is_finite(head):
        return pieces
    plural = shared.subject_head is not None and is_plural(shared.subject_head)
    tense = shared.tense or Tense.PRESENT
    helped = any(word.head is head and word.dep in ("aux", "auxpass") for word in words)
    if shared.auxiliaries and head.dep == "conj" and head.tag == head.head.tag and not helped:
        return [*map(piece, shared.auxiliaries), *pieces]
    if helped:
        return [_helping(one, head, tense, plural) for one in pieces]
    if head.tag == "VBG":
        return [Piece(finite(head, tense, plural), head) if one.word is head else one for one in pieces]
    if head.tag == "VBN":
        return [added(copula(tense, plural)), *pieces]
    return [] if head.tag == "VB" else pieces


def _helping(one: Piece, head: Word, tense: Tense, plural: bool) -> Piece:
    """ "having lost" → "had lost", "being held" → "was held"."""
    word = one.word
    if word is None or word.head is not head or word.tag != "VBG":
        return one
    if word.lemma == "be":
        return Piece(copula(tense, plural), word)
    return Piece("had" if tense is Tense.PAST else "have" if plural else "has", word)


def about_noun(branch: Word, shared: Shared) -> Shared:
    """What a participle after a noun is said of: the noun, named so that it is known again."""
    tense = Tense.PAST if shared.tense is Tense.PAST else Tense.PRESENT
    return replace(shared, subject=tuple(named_again(branch.head, branch)), subject_head=branch.head, tense=tense)


def named_again(noun: Word, without: Word | None = None) -> list[Piece]:
    """ "a new ad" that a campaign airs → "the new ad that the campaign airs"."""
    return [*definite(noun_phrase(noun, without=without)), *_known_by(noun)]


def _known_by(noun: Word) -> list[Piece]:
    """The clause by which an object becomes known: who did what to it."""
    verb = noun.head
    if noun.dep != "dobj" or not is_indefinite(noun):
        return []
    chain = [verb]
    while chain[0].dep == "xcomp":
        chain.insert(0, chain[0].head)
    subject = chain[0].child("nsubj")
    if subject is None or subject.tag in _RELATIVE_TAGS or subject.lower == "it" or not is_finite(chain[0]):
        return []
    helpers = [word for one in chain for word in one.all("aux", "neg", "advmod") if word.index < one.index]
    words = sorted([*chain, *helpers], key=lambda word: word.index)
    start = subject.index
    return [added("that"), *map(piece, noun_phrase(subject)), *(piece(word) for word in words if word.index > start)]


def relative(
    branch: Word, shared: Shared, of: Word | None = None
) -> tuple[Shared, Callable[[list[Word]], list[Piece]]]:
    """A relative clause as a statement of its own: what its branches share, and how its words are arranged.

    It may be what somebody says within one: "the man who police say fled". `of` is the noun, if not the one above.
    """
    noun = of or (branch.head.head if branch.dep == "ccomp" else branch.head)
    pronoun = next(
        (word for word in branch.subtree() if word.tag in _RELATIVE_TAGS and _is_relative(word, branch)), None
    )
    named = named_again(noun, branch)
    if pronoun is not None and pronoun.head is branch and pronoun.dep in ("nsubj", "nsubjpass"):
        shared = replace(shared, subject=tuple(named), subject_head=noun)
        return shared, partial(_with_subject, named, pronoun)
    return shared, partial(_with_noun, branch, named, pronoun)


def _is_relative(word: Word, branch: Word) -> bool:
    return word.index < branch.index or word.head is branch


def _with_subject(named: list[Piece], pronoun: Word, words: list[Word]) -> list[Piece]:
    rest = [
        piece(word) for word in words if word is not pronoun and not (word.dep == "cc" and word.head is pronoun.head)
    ]
    return [*named, silent(pronoun), *rest]


def _with_noun(branch: Word, named: list[Piece], pronoun: Word | None, words: list[Word]) -> list[Piece]:
    """ "the boost Tokyo announced", "the town where he lives": the noun goes where the clause misses it."""
    if pronoun is not None and pronoun.tag == "WP$":
        return [
            one for word in words for one in ([*named, added("'s"), silent(word)] if word is pronoun else [piece(word)])
        ]
    if (pronoun is not None and pronoun.lower in ("when", "why")) or not is_finite(branch):
        return []
    if pronoun is not None and (pronoun.dep == "dep" or _sums_up(branch, pronoun)):
        return []
    noun = branch.head
    timed = noun.entity in ("TIME", "DATE", "QUANTITY") or noun.lemma in ("morning", "day", "time", "year")
    if (pronoun is None and noun.lemma.lower() in _TOLD) or (
        pronoun is not None and pronoun.lower == "where" and timed
    ):
        return []
    moved = (
        pronoun.head if pronoun is not None and pronoun.dep == "pobj" and pronoun.head.index < branch.index else None
    )
    rest = [word for word in words if word is not pronoun and word is not moved]
    if moved is not None:
        return [*map(piece, rest), piece(moved), *named]
    if pronoun is not None and pronoun.lower == "where":
        return [*map(piece, rest), added("in"), *named]
    deep = pronoun.head if pronoun is not None and pronoun.head.is_verb and pronoun.head in rest else branch
    stranded = next(
        (word for word in rest if word.dep == "prep" and not word.children and word.index > branch.index), deep
    )
    cut = 1 + max(
        place for place, word in enumerate(rest) if word is stranded or (word.dep == "prt" and word.head is branch)
    )
    return [*map(piece, rest[:cut]), *named, *map(piece, rest[cut:])]


#: "The attack, which Rome denies": what is denied is that it happened.
_DENYING = vocabulary("deny dispute reject confirm contest refute acknowledge admit")


def _sums_up(branch: Word, pronoun: Word) -> bool:
    """Does "which" stand for all that was said before, and not for a thing?"""
    return pronoun.lower == "which" and pronoun.dep == "dobj" and branch.lemma in _DENYING


def apposition(branch: Word, words: list[Word]) -> list[Piece]:
    """ "Rome, the capital" → "Rome is the capital"."""
    noun = branch.head
    first = branch.subtree()[0].index
    plural = branch.tag == "NNS" or (is_plural(noun) and number_of(branch) != "one")
    verb = copula(Tense.PRESENT, plural)
    if branch.dep == "amod":
        known = [word for word in noun_phrase(noun, without=branch) if word.dep != "det"]
        return [*map(piece, known), added(verb), *(piece(word) for word in words if word.tag == "CD")]
    named = [word for word in noun_phrase(noun, without=branch) if word.index < first]
    return [*definite(trimmed(named) or [noun]), added(verb), *map(piece, words)]


def inclusion(branch: Word, words: list[Word]) -> list[Piece]:
    """ "paintings, including portraits" → "The paintings include portraits"."""
    noun = branch.head
    verb = finite(branch, Tense.PRESENT, is_plural(noun))
    return [*named_again(noun, branch), *(Piece(verb, word) if word is branch else piece(word) for word in words)]


def equation(thing: Word, name: Word) -> list[Piece]:
    """What is called something, as being it: "called the deal a failure" → "The deal is a failure"."""
    said = name.subtree(lambda word: word is thing)
    return [*map(piece, noun_phrase(thing)), added(copula(Tense.PRESENT, is_plural(thing))), *map(piece, said)]
