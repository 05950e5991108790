"""Statements about several things as one statement for each, where each can be true alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.engines.arranging import is_finite, subject_of
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word

#: More members than this are a list that is read as a whole.
LONGEST_LIST = 8


#: What is supposed together is supposed together.
_SUPPOSING = vocabulary("if unless whether until")

#: Shorter members of a list behind a preposition are named in one breath: "with friends and family".
FEWEST_WORDS = 3

#: A statement with several lists is not taken apart into more statements than this.
MOST_VARIANTS = 12

#: Clauses below the statement's own verb that may have two predicates: "plans to build and to sell".
_VERBAL = ("xcomp", "ccomp", "advcl", "pcomp", "acl", "relcl")


def variants(kept: list[Word], top: Word) -> list[list[Word]]:
    """The statement once for each member of its first coordination that can be taken apart, and so on for the rest."""
    found = _variants(kept, top)
    return found if len(found) <= MOST_VARIANTS else [kept]


def _variants(kept: list[Word], top: Word) -> list[list[Word]]:
    inside = {word.index for word in kept}
    for word in kept:
        members = _members(word, inside)
        if 1 < len(members) <= LONGEST_LIST and _can_be_taken_apart(word, members, top):
            return [one for member in members for one in _variants(_only(member, members, kept), top)]
    return [kept]


def _members(word: Word, inside: set[int]) -> list[Word]:
    """The word and all that is joined to it."""
    if word.dep == "conj":
        return [word]
    members, waiting = [word], [word]
    while waiting:
        for joined in waiting.pop().all("conj"):
            if joined.index in inside:
                members.append(joined)
                waiting.append(joined)
    return sorted(members, key=lambda one: one.index)


def _can_be_taken_apart(word: Word, members: list[Word], top: Word) -> bool:
    coordinators = {cc.lower for member in members for cc in member.all("cc")}
    if coordinators != {"and"}:
        return False
    if word.dep in ("dobj", "attr"):
        return word.head is top and all(_size(member, members) > 1 for member in members)
    if word.dep == "pobj":
        return all(_size(member, members) >= FEWEST_WORDS for member in members)
    if word.dep == "prep":
        return word.head is top
    if any(mark.lower in _SUPPOSING or mark.tag == "WRB" for mark in word.all("mark", "advmod")):
        return False
    return word is not top and word.dep in _VERBAL and _are_alike(members) and _complete(members)


def _are_alike(members: list[Word]) -> bool:
    """Verbs of one form: "needs salting, drying" is no list of what it needs and drying."""
    first = members[0]
    marks = {mark.lower for mark in first.all("mark")}
    return all(
        one.is_verb
        and (one.tag == first.tag or (is_finite(one) and is_finite(first)))
        and {mark.lower for mark in one.all("mark")} <= marks
        for one in members
    )


def _complete(members: list[Word]) -> bool:
    """Not "by opening and closing the door": an object at the end belongs to every verb that has none."""
    if members[-1].child("dobj") is None:
        return True
    return all(
        any(word.index > one.index and word.dep not in ("cc", "conj", "punct") for word in one.children)
        for one in members[:-1]
    )


def _size(member: Word, members: list[Word]) -> int:
    return len([word for word in member.subtree(lambda one: one in members) if not word.is_punct and word.dep != "cc"])


def _only(member: Word, members: list[Word], kept: list[Word]) -> list[Word]:
    """The words of the statement that are not those of another member."""
    gone = {
        word.index for other in members if other is not member for word in other.subtree(lambda one: one in members)
    }
    gone |= {word.index for one in members for word in one.all("cc", "preconj")}
    if member.is_verb and member is not members[0]:
        gone -= {word.index for word in _shared(members[0], member)}
    return [word for word in kept if word.index not in gone]


def _shared(first: Word, member: Word) -> list[Word]:
    """What the first verb has for all: "to build and sell", "that has closed and reopened"."""
    shared: list[Word] = []
    if member.child("aux", "auxpass") is None and member.tag == first.tag and member.tag in ("VB", "VBN", "VBG"):
        shared += [word for word in first.all("aux", "auxpass", "neg") if word.index < first.index]
    opening = [] if member.child("mark") is not None else first.all("mark", "npadvmod")
    if subject_of(member) is None:
        opening += first.all("nsubj", "nsubjpass")
    shared += [word for one in opening if one.index < first.index for word in one.subtree()]
    return shared
