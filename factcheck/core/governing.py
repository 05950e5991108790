"""Where a pronoun stands: the verbs, subjects and clauses above it, which tell whom it may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word
    from factcheck.core.things import Thing

#: "Smith said he ...": whoever speaks is likeliest to speak of himself.
_REPORTING = vocabulary("say tell add claim think believe know write admit note argue deny insist")


def precedes_its_name(word: Word, thing: Thing) -> bool:
    """ "After he left, Smith said": the pronoun of a fronted clause may stand before the subject that it means."""
    verb = thing.head.head
    return thing.subject and any(
        up.dep in ("advcl", "prep") and up.head is verb and up.index < thing.head.index for up in word.ancestors()
    )


def arguments_beside(word: Word) -> list[Word]:
    """The other arguments of the verb: "Smith saw him" is not about Smith twice."""
    verb = _verb_above(word)
    if verb is None:
        return []
    own = [other for other in verb.all("nsubj", "nsubjpass", "dobj", "dative", "attr") if other is not word]
    while word.dep not in ("nsubj", "nsubjpass") and _shares_subject(verb):
        verb = verb.head
        own += verb.all("nsubj", "nsubjpass")
    objects = [found for prep in verb.all("prep") if (found := prep.child("pobj")) is not None and found is not word]
    return own + objects


def owner_of(word: Word) -> Word | None:
    """Whose "his own" and "its own" are: the subject of the clause, whatever else is about."""
    if word.tag != "PRP$" or all(other.lower != "own" for other in word.head.children):
        return None
    verb = _verb_above(word)
    while verb is not None and not _has_subject(verb) and verb.dep in ("xcomp", "advcl", "conj", "pcomp", "acl"):
        verb = _verb_above(verb)
    subject = verb.child("nsubj", "nsubjpass") if verb is not None else None
    if subject is not None and subject.tag in ("WDT", "WP") and verb is not None and verb.dep == "relcl":
        return verb.head
    return subject if subject is not None and subject.index < word.index else None


def reporting(word: Word) -> Word | None:
    """The verb by which the word's clause is told."""
    return next((up.head for up in word.ancestors() if up.dep == "ccomp"), None)


def is_told_by(thing: Thing, word: Word) -> bool:
    """Does the thing say what is told in the word's clause, as subject or as "who"?"""
    verb = reporting(word)
    return verb is not None and verb.lemma in _REPORTING and (thing.spoken.head is verb or is_told_of(thing, verb))


def is_reason(word: Word, verb: Word) -> bool:
    """ "Thanked the nurses for their work": the work is theirs who are thanked."""
    return any(up.dep == "prep" and up.lower == "for" and up.head is verb for up in word.ancestors())


def is_in_clause_beside(word: Word, verb: Word) -> bool:
    """ "They fled because ...": the word is in an adverbial clause of the verb."""
    for up in word.ancestors():
        if up.dep in ("advcl", "ccomp"):
            return up.dep == "advcl" and up.head is verb
    return False


def is_told_of(thing: Thing, word: Word) -> bool:
    """ "The club, which paid its debts": is the word in a clause of which the thing is the subject as "which"?"""
    return any(
        up.dep == "relcl"
        and up.head is thing.spoken
        and any(subject.tag in ("WDT", "WP") for subject in up.all("nsubj", "nsubjpass"))
        for up in (word, *word.ancestors())
    )


def governing(word: Word) -> list[Word]:
    """The subjects and objects of the verbs above the word."""
    return [other for up in word.ancestors() if up.is_verb for other in up.all("nsubj", "nsubjpass", "dobj")]


def first_predicate(word: Word) -> Word | None:
    """The verb above the word, or the first of those that share its subject."""
    verb = _verb_above(word)
    while verb is not None and verb.dep == "conj" and verb.child("nsubj", "nsubjpass") is None and verb.head.is_verb:
        verb = verb.head
    return verb


def _verb_above(word: Word) -> Word | None:
    return next((up for up in word.ancestors() if up.is_verb), None)


def _shares_subject(verb: Word) -> bool:
    """ "Smith wants to see": Smith sees; but in "Smith hired girls to see", the girls do."""
    if verb.dep not in ("xcomp", "conj", "pcomp") or _has_subject(verb):
        return False
    return verb.dep != "xcomp" or verb.head.child("dobj") is None


def _has_subject(verb: Word) -> bool:
    return verb.child("nsubj", "nsubjpass") is not None
