"""What a statement is: which verbs say something, and which words only ask, suppose or point at other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, SAYING
from factcheck.core.claimants import may_speak
from factcheck.core.engines.arranging import Shared, is_finite, is_inverted, subject_of
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.engines.pieces import Piece
    from factcheck.core.syntax import Word


def is_statement(head: Word, shared: Shared) -> bool:
    """Does the verb, with what it has or shares, say something?"""
    lemma = head.lemma.lower()
    if not (head.is_verb or is_finite(head)) or (lemma in QUOTING and not _says_something(head)):
        return False
    if lemma == "thank" and subject_of(head) is None:
        return False
    subject = subject_of(head)
    points = lemma in SAYING and (subject is None or may_speak(subject))
    if points and not stands_alone(head, head.subtree()) and head.child("advmod", "advcl", "conj") is None:
        return False
    if head.tag == "MD" or (subject is not None and _is_filler(head, subject)):
        return False
    if head.dep in ("conj", "pcomp") and any(word.tag == "WRB" and word.index < head.index for word in head.children):
        return False
    if subject is None:
        return bool(shared.subject)
    if subject.tag in ("WP", "WDT") and head.dep != "relcl":
        return False
    return is_finite(head) or (head.dep == "pcomp" and head.tag == "VBG")


def _is_filler(verb: Word, subject: Word) -> bool:
    """ "you know", "I mean": said between things, and saying nothing."""
    complements = ("dobj", "ccomp", "xcomp", "prep", "neg", "acomp")
    return subject.lower in ("you", "i") and verb.lemma in ("know", "mean", "see") and verb.child(*complements) is None


def stands_alone(head: Word, kept: list[Word]) -> bool:
    """Is there more to it than that something was done? "The action was taken" says nothing without its cause."""
    complements = ("dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd", "npadvmod", "agent", "dative", "neg")
    present = {word.index for word in kept}
    return any(child.dep in complements and child.index in present for child in head.children)


#: What somebody tells that is no listener.
_TOLD_THINGS = vocabulary("lie story truth tale joke fib untruth falsehood")


def _says_something(verb: Word) -> bool:
    """A verb of saying with nothing but who says it, and perhaps to whom, only points at somebody's words."""
    if verb.lemma in ("tell", "say", "add", "ask"):
        objects = [word for word in verb.all("dobj") if verb.lemma != "tell" or word.lemma in _TOLD_THINGS]
        things = ("xcomp", "ccomp", "oprd", "nsubjpass", "attr", "acomp")
        return verb.child(*things) is not None or any(word.tag in ("NN", "NNS", "JJ") for word in objects)
    return verb.child("dobj", "xcomp", "ccomp", "oprd", "nsubjpass", "attr", "prep", "acomp", "aux", "neg") is not None


def tells(one: Piece) -> bool:
    """Is it a verb, or one that was put in?"""
    return bool(one.text) and (one.word is None or one.word.is_verb or one.text != one.word.text)


def asks(pieces: list[Piece]) -> bool:
    """Does it begin with a word that points outside: "whose voice is known", "what remains"?"""
    first = next((one.word for one in pieces if one.text and not (one.word is not None and one.word.is_punct)), None)
    if first is None or first.tag[:1] != "W":
        return False
    if first.dep in ("nsubj", "poss", "det", "mark"):
        return True
    return first.tag in ("WP", "WDT") and not any(up.dep in ("csubj", "csubjpass", "ccomp") for up in first.ancestors())


def is_supposed(word: Word) -> bool:
    """Within "if", "unless", "whether" or "had it rained": asked or supposed, and asserted by nobody."""
    clauses = (up for up in (word, *word.ancestors()) if up.is_verb)
    return any(
        is_inverted(verb) or any(mark.lower in ("if", "whether", "unless", "lest") for mark in verb.all("mark"))
        for verb in clauses
    )
