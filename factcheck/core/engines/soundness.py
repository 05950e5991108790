"""Is a claim a whole English sentence? What is not gives way to the larger clause that it was cut from."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from factcheck.core.engines.arranging import is_finite, subject_of
from factcheck.core.engines.pieces import piece
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.core.engines.pieces import Piece
    from factcheck.core.syntax import Word

_FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
_ADDED_VERBS = vocabulary("is are was were will be has have had does do")

#: Tags of words that cannot be the last of a sentence: "and", "to", "the", "which", "their".
_NEVER_LAST = ("CC", "TO", "DT", "PRP$", "WDT", "WP$", "PDT")
_MAY_BE_LAST = vocabulary("this that these those all both each some any another either neither one half to no")

_BROKEN = re.compile(
    r"""\b(?!had\b|that\b|so\b|very\b|is\b|bye\b|no\b|duran\b)(?P<twice>[a-z]{2,})\s(?P=twice)\b   # "the the"
    | ['’]s['’]s\b | ['’]s\s['’]s\b | \s['’](?:s\b|\s) | \ba\sthe\b | \bthe\sa\b | [(\[]\s*[)\]]""",
    re.VERBOSE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def is_sound(head: Word, pieces: Sequence[Piece], text: str) -> bool:
    """Has it a finite verb behind something, whole phrases, and marks that come in pairs?"""
    said = [one for one in pieces if one.text and (one.word is None or not one.word.is_punct)]
    if len(said) < 2 or _BROKEN.search(text) or not _marks_agree(text):
        return False
    if not _is_bound_to_time(head, pieces) or _verbs_collide(said) or _nobody_does_it(head, said):
        return False
    return _has_a_predicate(said) and not _dangles(said[-1], head, pieces) and not _lacks_a_part(pieces)


def without_loose_ends(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without words at either end that join nothing: "… and", "… not only", "… but also"."""
    kept = list(pieces)
    while kept and _is_loose(kept):
        kept.pop()
    return kept


def _is_loose(pieces: list[Piece]) -> bool:
    word = pieces[-1].word
    if word is None or not pieces[-1].text:
        return False
    if word.dep in ("cc", "preconj") or (word.tag == "CC" and word.dep != "ROOT"):
        return True
    before = pieces[-2].word if len(pieces) > 1 else None
    if word.lower in ("only", "also") and before is not None:
        return before.lower in ("not", "but")
    return word.lower == "not" and word.dep == "preconj"


def _marks_agree(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(text.count(one) == text.count(other) for one, other in _PAIRS)


def _has_a_predicate(said: list[Piece]) -> bool:
    place = next((place for place, one in enumerate(said) if _is_finite_piece(one)), None)
    return place is not None and (place > 0 or said[0].word is None or said[0].word.tag != "VBZ")


def _verbs_collide(said: list[Piece]) -> bool:
    """Do two finite verbs stand together that the article keeps apart: "explains analysed"?"""
    before = {one.word for one in said}
    return any(
        one.word is not None
        and two.word is not None
        and one.word.tag in _FINITE_TAGS
        and two.word.tag in _FINITE_TAGS
        and not one.word.dep.startswith("aux")
        and not one.antecedent
        and not two.antecedent
        and two.word.index - one.word.index > 1
        and not any(child.dep == "dobj" and child in before for child in one.word.children)
        for one, two in pairwise(said)
    )


def _is_bound_to_time(head: Word, pieces: Sequence[Piece]) -> bool:
    """Is the verb that heads it finite, as it stands or with a helping verb?"""
    own = next((one for one in pieces if one.word is head and one.text), None)
    if own is None or not head.is_verb or own.text != head.text or head.tag in _FINITE_TAGS:
        return True
    helpers = {word.index for word in head.all("aux", "auxpass")}
    return any(
        (one.word is None and _is_finite_piece(one))
        or (one.word is not None and one.word.index in helpers and (one.word.tag != "TO"))
        or (one.word is not None and one.word.dep in ("aux", "auxpass") and one.word.tag in _FINITE_TAGS)
        for one in pieces
        if one.text
    )


def _nobody_does_it(head: Word, said: list[Piece]) -> bool:
    """Does nothing but a time, a place or an adverb stand before the verb: "in all cases examined"?"""
    if head.tag not in _FINITE_TAGS or said[0].word is None or subject_of(head) is not None:
        return False
    before = list(takewhile(lambda one: one.word is not head, said))
    return len(before) < len(said) and all(
        one.word is not None and any(up.dep in ("prep", "advmod") and up.head is head for up in _upward(one.word))
        for one in before
    )


def _upward(word: Word) -> Iterator[Word]:
    yield word
    yield from word.ancestors()


def _is_finite_piece(one: Piece) -> bool:
    word = one.word
    if word is None:
        return one.text.split()[0] in _ADDED_VERBS
    return word.tag in _FINITE_TAGS or (one.text != word.text and word.tag[:2] == "VB")


def _dangles(last: Piece, head: Word, pieces: Sequence[Piece]) -> bool:
    """Does it end in a word that something must follow?"""
    word = last.word
    if word is None:
        return last.text in ("in", "that", *_ADDED_VERBS)
    if last.antecedent:
        return False
    if word.dep in ("mark", "cc", "preconj", "poss", "det") and word.lower not in _MAY_BE_LAST:
        return True
    if word.tag in _NEVER_LAST and word.lower not in _MAY_BE_LAST:
        return True
    if word.lemma == "include":
        return True
    if word.tag in _FINITE_TAGS and (word.lemma == "have" or (word.lemma in ("be", "do") and word is head)):
        return not any(child.tag[:1] == "W" and child.dep not in ("nsubj", "nsubjpass") for child in word.children)
    if word.dep == "neg" and word.head is head:
        return True
    if word.tag == "IN" or word.dep in ("aux", "auxpass"):
        return _lost(word, pieces)
    return False


def _lost(word: Word, pieces: Sequence[Piece]) -> bool:
    """Has the word something to lean on in the article that the claim does not have?"""
    present = {one.word.index for one in pieces if one.word is not None}
    needed = [word.head] if word.dep in ("aux", "auxpass") else word.all("pobj", "pcomp")
    return bool(needed) and not _is_left(needed, present)


def _lacks_a_part(pieces: Sequence[Piece]) -> bool:
    """An infinitive without its "to", a preposition or a linking verb without what follows it in the article."""
    present = {one.word.index for one in pieces if one.word is not None}
    return any(
        one.text and one.word is not None and not one.antecedent and _is_torn(one, one.word, present) for one in pieces
    )


def _is_torn(one: Piece, word: Word, present: set[int]) -> bool:
    if word.tag == "VB" and one.text == word.text:
        return any(child.tag == "TO" and child.index not in present for child in word.all("aux"))
    if word.dep == "prep":
        objects = word.all("pobj", "pcomp")
        moved = any(child.tag[:1] == "W" for child in objects)
        return bool(objects) and not moved and not _is_left(objects, present)
    if word.lemma == "be" and word.is_verb and not word.dep.startswith("aux"):
        parts = word.all("attr", "acomp")
        return bool(parts) and not _is_left(parts, present) and not any(child.tag[:1] == "W" for child in parts)
    return False


def _is_left(parts: list[Word], present: set[int]) -> bool:
    """Is anything of these parts in the claim? Of several that are joined, one is enough."""
    return any(deep.index in present for part in parts for deep in part.subtree())


def wider_clauses(head: Word) -> Iterator[tuple[Word, list[Piece]]]:
    """The clauses around a word that stand on their own, the nearest first, each with all of its words."""
    for word in (head, *head.ancestors()):
        subject = subject_of(word)
        stands = subject is not None and subject.tag[:1] != "W" and is_finite(word)
        if stands and word.dep in ("ROOT", "conj", "ccomp", "parataxis", "advcl"):
            leaving = ("mark", "cc", "conj") if word.dep != "ROOT" else ()
            words = word.subtree(lambda one, top=word, gone=leaving: one.head is top and one.dep in gone)  # type: ignore[misc]
            yield word, [piece(one) for one in words]
