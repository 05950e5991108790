"""Full names and antecedents in place of short names and pronouns, so that a claim can be read alone."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.engines.agreeing import agreeing
from factcheck.core.engines.arranging import named_again
from factcheck.core.engines.phrases import definite, noun_phrase, trimmed
from factcheck.core.engines.pieces import Piece, added, silent
from factcheck.core.names import COURTESIES
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.core.names import Name
    from factcheck.core.references import Reference, References
    from factcheck.core.syntax import Word
    from factcheck.core.things import Thing

#: An antecedent of more words than this would bury the statement: then only its noun with what stands before it.
LONGEST_ANTECEDENT = 12

_FIRST_PERSON = vocabulary("i me my mine myself")
_POINTING = vocabulary("this that these those such")

#: "This year" is told from the day of the article, not from its words.
_TIMES = vocabulary(
    "year month week day morning afternoon evening night weekend spring summer autumn fall winter season century "
    "decade time term quarter january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def completed(pieces: Sequence[Piece], references: References) -> tuple[list[Piece], bool]:
    """The pieces with references resolved, and whether one is left open."""
    filled: list[Piece] = []
    said: list[Thing] = []
    is_open = False
    covered = _short_names(pieces, references)
    phrases = _short_phrases(pieces, references)
    renamed: set[int] = set()
    for place, one in enumerate(pieces):
        word = one.word
        if word is None or not one.text:
            filled.append(one)
            continue
        if word.index in covered:
            filled.extend(_full_name(word, covered[word.index]))
            continue
        if word.index in phrases:
            filled.extend(_fuller_phrase(word, *phrases[word.index], references))
            continue
        reference = references.resolved.get(word.index)
        if reference is not None:
            within = pieces if word.tag == "PRP$" else pieces[:place]
            is_told = word.lower not in _FIRST_PERSON or reference.thing.gender != ""
            if is_told and _is_clear(reference, said, within, references):
                filled.append(_as_told(one, word, reference.thing.gender))
                if word.lower in _FIRST_PERSON and word.dep in ("nsubj", "nsubjpass"):
                    renamed.add(word.head.index)
            else:
                named = _antecedent(reference, references)
                if reference.thing.plural and _ends_in_of(filled) and _is_bare(named):
                    filled.append(added("the"))
                filled.extend(named)
                said.append(reference.thing)
                if word.lower in _FIRST_PERSON and word.dep in ("nsubj", "nsubjpass"):
                    renamed.add(word.head.index)
            continue
        is_open = (
            is_open
            or word.index in references.left_open
            or _points(word, sum(not other.word.is_punct for other in pieces[:place] if other.word))
        )
        filled.append(one)
    return agreeing(filled, renamed), is_open


#: What "I", "me" and "my" become behind a name of which the gender is known.
_TOLD = MappingProxyType(
    {
        "m": {"i": "he", "me": "him", "my": "his", "mine": "his", "myself": "himself"},
        "f": {"i": "she", "me": "her", "my": "her", "mine": "hers", "myself": "herself"},
        "": {},
    }
)


def _as_told(one: Piece, word: Word, gender: str) -> Piece:
    """The pronoun as it follows the name: "Ada Conti said what I think" → "what she thinks"."""
    return Piece(_TOLD[gender].get(word.lower, one.text), word)


def _short_names(pieces: Sequence[Piece], references: References) -> dict[int, Name]:
    """For each word of a short name among the pieces, the mention that it belongs to."""
    covered: dict[int, Name] = {}
    for one in pieces:
        name = references.names.get(one.word.index) if one.word is not None and one.text else None
        if name is None or name.full is name or name.full.text == name.text or _abbreviates(name):
            continue
        for word in name.words:
            covered[word.index] = name
        for child in name.words[-1].children:
            if child.lower in COURTESIES:
                covered[child.index] = name
    return covered


def _abbreviates(name: Name) -> bool:
    """ "the Korean People's Army (KPA)": the short form in brackets stands beside what it is short for."""
    mark, last = name.words[0].before, name.full.words[-1]
    return mark is not None and mark.text in ("(", "[") and mark.before is last


def _short_phrases(pieces: Sequence[Piece], references: References) -> dict[int, tuple[tuple[Word, ...], Thing]]:
    """For each word of a short definite phrase among the pieces, the phrase and what it stands for."""
    said = {one.word.index for one in pieces if one.word is not None and one.text}
    covered: dict[int, tuple[tuple[Word, ...], Thing]] = {}
    for index in said:
        found = references.phrases.get(index)
        if found is not None and found[1].head.index not in said and all(word.index in said for word in found[0]):
            covered.update((word.index, found) for word in found[0])
    return covered


def _fuller_phrase(word: Word, short: tuple[Word, ...], thing: Thing, references: References) -> list[Piece]:
    """The fuller phrase in place of the short one's last word; its other words only count as places."""
    if word is not short[-1]:
        return [silent(word)]
    named = _named(thing, references)
    is_kind = thing.name is not None and short[-1].lower != thing.name.key and thing.head.child("det") is None
    if not is_kind and short[0].lower == "the" and _is_bare(named) and not thing.person and not thing.plural:
        named = [added("the"), *named]
    return [*named, silent(word)]


def _full_name(word: Word, name: Name) -> list[Piece]:
    """The full name in place of the short one's last word; its other words only count as places."""
    if word is not name.words[-1]:
        return [silent(word)]
    return [*_quoted_words(name.full.words), silent(word)]


def _quoted_words(words: Sequence[Word]) -> list[Piece]:
    return [Piece(word.text, word, antecedent=True) for word in words]


def _is_clear(reference: Reference, said: list[Thing], before: Sequence[Piece], references: References) -> bool:
    """Has the claim named the thing already, so that the pronoun may stay?"""
    thing = reference.thing
    if any(other.head is thing.head or _one_name(other, thing) for other in said):
        return True
    for one in before:
        if one.word is None or not one.text:
            continue
        if one.word is thing.head or one.word is thing.at:
            return True
        name = references.names.get(one.word.index)
        if name is not None and thing.name is not None and name.full.text == thing.name.full.text:
            return True
    return False


def _one_name(one: Thing, other: Thing) -> bool:
    return one.name is not None and other.name is not None and one.name.full.text == other.name.full.text


def _ends_in_of(before: list[Piece]) -> bool:
    return bool(before) and before[-1].text == "of"


def _is_bare(named: list[Piece]) -> bool:
    """ "most of them" → "most of the ships": a part is one of known things."""
    first = named[0].word
    if any(one.word is None or one.word.tag == "POS" for one in named):
        return False
    return first is not None and first.tag not in ("DT", "PRP$", "CD") and first.dep != "poss"


def _antecedent(reference: Reference, references: References) -> list[Piece]:
    """The words that the reference stands for, as a possessive where it is one."""
    pieces = _named(reference.thing, references)
    if reference.is_possessive:
        last = reference.thing.head.index
        is_group = reference.thing.plural and reference.thing.head.child("conj") is not None
        if reference.thing.name is None and not is_group:
            pieces = [one for one in pieces if one.word is not None and one.word.index <= last] or pieces
        if pieces[-1].text in ("'s", "’s", "'", "’"):
            pieces.pop()
        plural = pieces[-1].text.endswith("s") and reference.thing.plural
        pieces.append(added("'" if plural else "'s"))
    return [*pieces, silent(reference.word)]


def _named(thing: Thing, references: References) -> list[Piece]:
    if thing.name is not None and not thing.plural:
        name = thing.name.full.words
        article = thing.head.child("det")
        before = [article] if article is not None and not thing.person and len(name) == len(thing.name.words) else []
        return _quoted_words([*before, *name])
    words = [word for word in _phrase_of(thing) if not _only_happens(word, thing.head) and word.text not in '"“”']
    words = _without_brackets(words)
    if len(words) <= 2 and len(known := named_again(thing.head)) <= LONGEST_ANTECEDENT:
        return [one for piece in known for one in _spelled(piece, references)]
    if len(words) > LONGEST_ANTECEDENT:
        words = [word for word in words if word.index <= thing.head.index] or [thing.head]
    covered = _short_names([Piece(word.text, word) for word in words], references)
    return [one for piece in definite(words) for one in _spelled(piece, references, covered)]


def _phrase_of(thing: Thing) -> list[Word]:
    """The words of one thing, without those that are only joined to it: "the roof and the doors" are two."""
    others = [] if thing.plural else [*thing.head.all("cc"), *thing.head.all("conj")]
    joined = {word for other in others for word in other.subtree()}
    return trimmed([word for word in noun_phrase(thing.head) if word not in joined])


def _without_brackets(words: list[Word]) -> list[Word]:
    """ "the Unity government (UG)" → "the Unity government"."""
    opening = next((place for place, word in enumerate(words) if word.text in ("(", "[")), None)
    return words if not opening else words[:opening]


def _only_happens(word: Word, head: Word) -> bool:
    """Does the word belong to what was done to the thing, or what it did, when it was named: "the state voting first"?

    Such words are also those that a parser hangs on the wrong noun: "a report into the incident published on Monday".
    """
    while word is not head and word.head is not word:
        if word.dep == "acl" and word.tag in ("VBG", "VBN", "VBD"):
            return True
        word = word.head
    return False


def _spelled(one: Piece, references: References, covered: dict[int, Name] | None = None) -> list[Piece]:
    """A word of an antecedent, a short name in it spelled out."""
    word = one.word
    if word is None:
        return [one]
    reference = references.resolved.get(word.index)
    if reference is not None and reference.thing.name is not None and not reference.thing.plural:
        owned = [added("'s")] if reference.is_possessive else []
        return [*_quoted_words(reference.thing.name.full.words), *owned]
    name = covered.get(word.index) if covered is not None else references.names.get(word.index)
    if name is not None and name.full is not name and name.full.text != name.text:
        return _quoted_words(name.full.words) if word is name.words[-1] else []
    small = word.opens and not word.is_name and one.text[1:].islower()
    return [Piece(one.text[0].lower() + one.text[1:] if small else one.text, word, antecedent=True)]


def _points(word: Word, place: int) -> bool:
    """ "This" or "such a step" at the beginning means something outside the claim."""
    if place > 1 or word.lower not in _POINTING or (word.dep == "det" and word.head.lemma.lower() in _TIMES):
        return False
    return word.dep in ("det", "predet", "amod") or (word.dep in ("nsubj", "nsubjpass") and not word.children)
