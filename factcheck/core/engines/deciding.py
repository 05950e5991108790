"""Keep or set apart: what becomes of each branch of a statement."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from factcheck.core.attribution import CALLING
from factcheck.core.claimants import is_person_noun
from factcheck.core.engines.phrases import is_identifying, is_indefinite, opens_after_mark
from factcheck.core.engines.verbs import Tense, tense_of
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word


class Fate(Enum):
    """What becomes of a branch."""

    KEEP = auto()
    APART = auto()
    BOTH = auto()
    OPTIONAL = auto()
    DROP = auto()


_FINITE = ("VBD", "VBZ", "VBP")
_CAUSES = frozenset(["because", "since", "as", "so"])
_CONTRASTS = frozenset(["while", "although", "though", "whereas"])
_CONDITIONS = frozenset(["if", "unless", "whether", "until", "than", "lest"])
#: Participles that are used as prepositions; nobody does what they say.
_PREPOSITIONAL = vocabulary(
    "following compared based given regarding depending counting considering concerning according including excluding "
    "barring pending notwithstanding judging speaking assuming granted provided using"
)

_LINKS = vocabulary(
    "however meanwhile moreover furthermore nevertheless nonetheless therefore thus also indeed instead besides"
)


def fate_of(branch: Word, top: Word) -> Fate:
    """What becomes of this branch of the statement headed by `top`."""
    decide = _DECISIONS.get(branch.dep)
    return decide(branch, top) if decide else Fate.KEEP


def is_coordinate_clause(word: Word) -> bool:
    """Is it a second predicate or clause, and not a second noun?"""
    return word.dep == "conj" and (word.is_verb and word.head.is_verb)


def _relative(branch: Word, top: Word) -> Fate:
    """What restricts its noun stays; of a new thing that somebody did something to, it is a statement as well."""
    if branch.lemma == "be" and any(word.tag == "WRB" and word.before is branch for word in branch.subtree()):
        return Fate.DROP
    if any(mark.lower == "as" for mark in branch.all("mark")):
        return Fate.DROP
    if opens_after_mark(branch) or tells_of_explained(branch, top):
        return Fate.APART
    return Fate.KEEP


def tells_of_explained(branch: Word, top: Word) -> bool:
    """ "Ada Conti, a nurse who led the strike": what is told of the nurse is told of Ada Conti."""
    subject = branch.child("nsubj", "nsubjpass")
    return (
        branch.head is top
        and top.dep == "appos"
        and is_indefinite(top)
        and subject is not None
        and subject.lower in _WHO
    )


_WHO = ("who", "which", "that")


def _apposition(branch: Word, _: Word) -> Fate:
    if is_identifying(branch) or not opens_after_mark(branch) or _is_bracketed_figure(branch):
        return Fate.KEEP
    if branch.is_name and branch.child("det") is None and (branch.head.is_name or branch.head.tag == "CD"):
        return Fate.KEEP
    if branch.is_name and branch.head.child("nummod") is not None and branch.child("conj") is not None:
        return Fate.KEEP
    if branch.tag == "CD" and branch.head.is_name and branch.child("prep", "punct") is not None:
        return Fate.KEEP
    if branch.lemma.lower() in _SPOKESPEOPLE:
        return Fate.DROP
    return Fate.APART if _explains(branch) else Fate.KEEP


def _explains(branch: Word) -> bool:
    """Could the noun before be what the apposition says? A person is no hearing, a town no share, a list no member."""
    head = branch.head
    if head.tag == "PRP":
        return False
    if branch.entity in ("PERCENT", "MONEY", "QUANTITY") and head.is_name:
        return False
    if branch.tag == "NNS" and head.tag == "NN" and branch.child("det", "poss") is None and not head.entity:
        return False
    if branch.is_name and head.tag in ("NNS", "NNPS") and head.child("conj") is None and branch.child("conj") is None:
        return False
    if head.entity != "PERSON" and len(head.all("appos")) > 1:
        return False
    if any(word.index > branch.index for word in head.all("conj")):
        return False
    if head.dep == "appos" and head.head.child("conj") is None and not head.is_name:
        return False
    if head.entity == "PERSON" and head.is_name and branch.tag in ("NN", "NNS"):
        alone = branch.tag == "NN" or head.child("conj") is not None
        return alone and (is_person_noun(branch) or branch.lemma.lower() in _CALLINGS)
    return True


#: What people are besides the nouns for people: "a native of Rome".
_CALLINGS = vocabulary(
    "native graduate favorite favourite hopeful heir genius hero icon legend face name head half age"
)


def _is_bracketed_figure(branch: Word) -> bool:
    """ "Argentina (28 percent)", "1,000 km (600 mi)", "the army (KPA)"."""
    first = branch.subtree()[0]
    mark = first if first.is_punct else first.before
    inside = mark is not None and mark.text in ("(", "[")
    return inside and (branch.text.isupper() or branch.child("nummod") is not None or branch.tag == "CD")


_SPOKESPEOPLE = vocabulary("spokesman spokeswoman spokesperson")

#: Prepositions in front of a cause or an aim: the statement is made without it, and again with it.
_CAUSING = vocabulary("because due thanks owing")
_CAUSING_NOUNS = vocabulary("result response effort order bid attempt part light wake")


def _prepositional(branch: Word, top: Word) -> Fate:
    if branch.lower == "with" and opens_after_mark(branch):
        return Fate.OPTIONAL if _only_accompanies(branch, top) else Fate.APART
    if branch.lower == "including" and opens_after_mark(branch) and not is_indefinite(branch.head):
        return Fate.APART
    if not top.is_verb or not (branch.head is top or (branch.head.dep == "xcomp" and branch.head.head is top)):
        return Fate.KEEP
    gerund = branch.child("pcomp")
    if branch.lower in ("after", "since", "before", "upon") and gerund is not None and gerund.tag == "VBG":
        return Fate.BOTH
    noun = branch.child("pobj")
    if branch.lower in _CAUSING or (top.lemma not in CALLING and noun is not None and _causes(branch, noun)):
        return Fate.OPTIONAL
    if branch.lower == "by" and branch.child("pcomp") is not None and branch.index > top.index:
        return Fate.OPTIONAL
    return Fate.KEEP


def _only_accompanies(branch: Word, top: Word) -> bool:
    """ "The fair was held, with a crowd of 5,000": behind the verb, with nothing told of the noun."""
    follows = top.is_verb and branch.head is top and branch.index > top.index
    return follows and branch.child("pcomp") is None and told_beside(branch) is None


def told_beside(branch: Word) -> Word | None:
    """ "With the first ship built in May": what is told of the noun behind "with"."""
    noun = branch.child("pobj")
    told = None if noun is None else noun.child("acl")
    return told if told is not None and told.tag in ("VBG", "VBN") and not opens_after_mark(told) else None


def _causes(branch: Word, noun: Word) -> bool:
    """ "As a result of", "in an effort to"."""
    named = branch.lower in ("as", "in") and noun.lower in _CAUSING_NOUNS
    return named and noun.child("prep", "acl") is not None


def _participle(branch: Word, _: Word) -> Fate:
    if branch.lower == "compared" and opens_after_mark(branch):
        return Fate.DROP
    if branch.tag not in ("VBG", "VBN"):
        return Fate.KEEP
    if branch.head.lemma.lower() in ("time", "it", "way"):
        return Fate.KEEP
    determiner = branch.head.child("det", "poss", "predet")
    indefinite = (
        determiner is not None and determiner.lower in ("a", "an") and branch.head.dep in ("dobj", "nsubj", "attr")
    )
    if branch.head.dep == "pobj" and not branch.head.is_name and branch.head.head.dep == "prep":
        return Fate.KEEP
    return Fate.APART if indefinite or opens_after_mark(branch) else Fate.KEEP


def _adverbial(branch: Word, top: Word) -> Fate:
    mark = branch.child("mark") or branch.child("advmod")
    word = mark.lower if (mark is not None and mark.dep == "mark") or (mark is not None and mark.tag == "WRB") else ""
    has_subject = branch.child("nsubj", "nsubjpass", "expl") is not None
    if word in _CONTRASTS and has_subject:
        return Fate.APART
    if branch.head is not top:
        adds = not word and branch.tag == "VBG" and branch.index > top.index and branch.lower not in _PREPOSITIONAL
        return Fate.APART if adds and branch.head.tag in _FINITE and opens_after_mark(branch) else Fate.KEEP
    if word == "as" and has_subject and branch.index < top.index:
        return Fate.BOTH
    if word in _CAUSES and has_subject:
        return Fate.OPTIONAL
    if word in ("after", "before") and has_subject:
        return Fate.BOTH
    if word == "when" and has_subject:
        past = tense_of(branch) is Tense.PAST
        return Fate.BOTH if past and branch.index > top.index and opens_after_mark(branch) else Fate.KEEP
    if not word and branch.tag in ("VBG", "VBN") and branch.child("aux") is None and branch.lower not in _PREPOSITIONAL:
        return Fate.APART
    if branch.tag == "VB" and any(child.tag == "TO" for child in branch.children):
        return Fate.OPTIONAL if branch.index > top.index and not _needs_its_aim(top, branch) else Fate.KEEP
    return Fate.KEEP


def _needs_its_aim(verb: Word, aim: Word) -> bool:
    """ "Was the first to endorse him", "took time to think": without the aim it is another statement, or none."""
    between = [word for word in verb.subtree() if verb.index < word.index < aim.subtree()[0].index]
    if any(word.lower in _NARROWED for word in between):
        return True
    thing = verb.child("dobj")
    return verb.lemma in ("take", "have", "do", "need", "put") and thing is not None and thing.child("det") is None


#: What somebody is the first, the only or too old for is the statement.
_NARROWED = vocabulary("first second third last only next enough too latest youngest oldest")


def _conjunct(branch: Word, top: Word) -> Fate:
    if is_coordinate_clause(branch) and branch.head is top and not _shares_an_object(branch):
        return Fate.APART
    return Fate.KEEP


def _shares_an_object(branch: Word) -> bool:
    """ "watch and control the movements": one predicate with two verbs."""
    between = [word for word in branch.head.children if branch.head.index < word.index < branch.index]
    return (
        all(word.dep in ("cc", "punct", "prt") for word in between)
        and branch.child("nsubj", "nsubjpass") is None
        and len(between) == 1
        and branch.child("dobj") is not None
    )


def _adjective(branch: Word, _: Word) -> Fate:
    """ "81-year-old Ada Conti": how old somebody is can be checked."""
    years = branch.child("npadvmod")
    return Fate.APART if branch.head.is_name and branch.lower == "old" and years is not None else Fate.KEEP


def _parataxis(branch: Word, _: Word) -> Fate:
    return Fate.APART


def _coordinator(branch: Word, top: Word) -> Fate:
    """A coordinator whose second part left goes with it."""
    following = next((word for word in branch.head.children if word.dep == "conj" and word.index > branch.index), None)
    if following is None:
        return Fate.DROP if branch.head is top and branch.index < top.index else Fate.KEEP
    return Fate.DROP if fate_of(following, top) is Fate.APART else Fate.KEEP


def _adverb(branch: Word, top: Word) -> Fate:
    opens = branch.opens and branch.lower in ("so", "yet", "besides") and not branch.children
    return Fate.DROP if branch.head is top and (branch.lower in _LINKS or opens) else Fate.KEEP


_DECISIONS = {
    "relcl": _relative,
    "prep": _prepositional,
    "appos": _apposition,
    "acl": _participle,
    "advcl": _adverbial,
    "conj": _conjunct,
    "parataxis": _parataxis,
    "cc": _coordinator,
    "advmod": _adverb,
    "amod": _adjective,
    "intj": lambda *_: Fate.DROP,
}
