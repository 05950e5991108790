"""Finite verbs out of participles and infinitives, and the agreement of a verb with another subject."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.irregular import IRREGULAR

if TYPE_CHECKING:
    from factcheck.core.syntax import Word


class Tense(StrEnum):
    """The time that a clause speaks of, as far as its verb shows it."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "will"


#: What a verb or contraction becomes when "I", "we" or "you" gives way to the name of one person.
_THIRD_PERSON = MappingProxyType(
    {"am": "is", "'m": "is", "are": "is", "'re": "is", "have": "has", "'ve": "has", "do": "does", "were": "was"}
)
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


def tense_of(verb: Word) -> Tense:
    """The tense of the clause that the verb heads, by its first finite word."""
    finite = [word for word in (*verb.all("aux", "auxpass"), verb) if word.tag in ("VBD", "VBZ", "VBP", "MD")]
    if not finite:
        return tense_of(verb.head) if verb.head is not verb and verb.head.is_verb else Tense.PRESENT
    first = finite[0]
    if first.tag == "MD":
        return Tense.FUTURE if first.lower in ("will", "'ll", "wo", "shall") else Tense.PRESENT
    perfect = first.lemma == "have" and first is not verb
    return Tense.PAST if first.tag == "VBD" or perfect else Tense.PRESENT


def past_of(verb: Word) -> str:
    """The past tense of a verb, from its base and the form it has in the text."""
    base = verb.lemma.lower()
    if base in IRREGULAR:
        return IRREGULAR[base][0]
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and len(base) > 1 and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    if verb.lower.endswith("ing"):
        return f"{verb.lower[:-3]}ed"
    return f"{base}ed"


def present_of(verb: Word, plural: bool) -> str:
    """The simple present of a verb for a third person."""
    base = verb.lemma.lower()
    if plural:
        return base
    if base == "have":
        return "has"
    if base.endswith("y") and len(base) > 1 and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(_SIBILANTS) else f"{base}s"


def finite(verb: Word, tense: Tense, plural: bool) -> str:
    """An -ing form as the verb of its own sentence: "leading" → "led", "leads" or "will lead"."""
    if verb.lemma == "be":
        return copula(tense, plural)
    if tense is Tense.FUTURE:
        return f"will {verb.lemma.lower()}"
    return past_of(verb) if tense is Tense.PAST else present_of(verb, plural)


def copula(tense: Tense, plural: bool) -> str:
    """The form of "be" for a third person."""
    if tense is Tense.FUTURE:
        return "will be"
    if tense is Tense.PAST:
        return "were" if plural else "was"
    return "are" if plural else "is"


def third_person(verb: Word) -> str:
    """The verb's text once its subject is one named person instead of "I", "we" or "you"."""
    if verb.tag not in ("VBP", "VBD") or (verb.tag == "VBD" and verb.lower != "were"):
        return verb.text
    return _THIRD_PERSON.get(verb.lower) or present_of(verb, plural=False)
