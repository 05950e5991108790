"""Noun phrases: which words make one up, whether it is plural, and how it is named a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.engines.pieces import Piece, piece
from factcheck.core.syntax import in_order
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word

_SETTING_APART = (",", "—", "–", "-", "(", "--", ";", ":", "...", "…")
_QUOTING = ('"', "“", "”", "‘", "’", "''")
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = vocabulary("they we these those both many several few all some most others")


def noun_phrase(head: Word, without: Word | None = None) -> list[Word]:
    """The words that name a thing: the head with what restricts it, without clauses and asides."""
    return trimmed(head.subtree(lambda word: word is without or _is_aside(word) or _says_whose(word, head))) or [head]


def _says_whose(word: Word, head: Word) -> bool:
    """The "'s" of the phrase itself: it belongs to the place where the phrase stands, not to the thing."""
    return word.dep == "case" and word.head is head


def _is_aside(word: Word) -> bool:
    if word.dep in ("relcl", "parataxis", "advcl"):
        return True
    if word.lower == "including" and opens_after_mark(word):
        return True
    if word.dep == "appos":
        return not is_identifying(word)
    return word.dep == "acl" and opens_after_mark(word)


def is_identifying(apposition: Word) -> bool:
    """ "the mayor of Rome, Ada Conti" names the mayor: a name after a common noun is no statement of its own."""
    head = apposition.head
    return apposition.is_name and apposition.child("det") is None and not head.is_name and head.tag != "NNS"


def opens_after_mark(branch: Word) -> bool:
    """Does a comma, dash or bracket set this branch apart?"""
    first = branch.subtree()[0]
    mark = first if first.is_punct else first.before
    if mark is not None and mark.text in _QUOTING and branch.dep in ("relcl", "acl"):
        mark = mark.before
    return mark is not None and mark.text in _SETTING_APART


def trimmed(words: list[Word]) -> list[Word]:
    """Without marks at either end, and without a coordination word that joins nothing."""
    while words and (words[-1].is_punct or words[-1].dep == "cc") and words[-1].text not in (")", "%", "”"):
        words = words[:-1]
    while words and words[0].is_punct and words[0].text not in ("“", "$", "(", "#", "£", "€"):
        words = words[1:]
    return words


def is_plural(head: Word) -> bool:
    """Does the phrase take a plural verb?"""
    if any(word.dep == "conj" for word in head.children) and any(word.lower == "and" for word in head.all("cc")):
        return True
    if head.tag == "CD":
        return head.lower not in ("1", "one")
    return head.tag in _PLURAL_TAGS or head.lower in _PLURAL_WORDS


def is_indefinite(head: Word) -> bool:
    """Is the thing new to the reader: "a plan", "missiles", "two ships"?"""
    determiner = head.child("det", "poss", "predet")
    return not head.is_name and (determiner is None or determiner.lower in ("a", "an", "some", "another", "any"))


def number_of(head: Word) -> str:
    """ "one" where the phrase says that it is a single thing."""
    determiner = head.child("det", "nummod")
    return "one" if head.lower == "one" or (determiner is not None and determiner.lower in ("a", "an", "one")) else ""


def definite(words: list[Word]) -> list[Piece]:
    """The phrase as something already spoken of: "a new ad" → "the new ad"."""
    words = in_order(words)
    return [
        Piece("the", word) if place == 0 and word.lower in ("a", "an") and word.dep == "det" else piece(word)
        for place, word in enumerate(words)
    ]
