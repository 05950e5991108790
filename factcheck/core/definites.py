"""What "the deal", "the inspector general" or "the two countries" stand for: a fuller phrase that came before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.core.kinds import Kinds
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.core.names import Name
    from factcheck.core.syntax import Sentence, Word

#: Nouns that say too little to be one thing throughout an article.
_VAGUE = vocabulary(
    "year month week day time hour minute morning night way thing people percent rest end number lot kind sort part "
    "fact case point world question problem idea one other same man woman person first last past future century "
    "weekend summer winter spring moment area information reason result place side public media press law"
)
_UNDEFINED = vocabulary("another other others no any neither either every each additional more further many few such")
_RANKS = vocabulary("only same first second third last next latest previous own entire whole very current")
_POINTING = vocabulary("the this that these those")
_PARTIES = vocabulary("country nation party side government state ally neighbor neighbour")

#: Titles as they stand before a name, and as nouns.
_ROLE = {
    "gov.": "governor", "sen.": "senator", "rep.": "representative", "gen.": "general", "prof.": "professor",
    "dr.": "doctor", "lt.": "lieutenant", "sgt.": "sergeant", "capt.": "captain", "col.": "colonel", "rev.": "reverend",
}  # fmt: skip

#: How far back a fuller phrase is looked for, in sentences. Topics stay alive much longer than pronouns do.
WINDOW = 40

#: A thing without a description of its own is known only for so many sentences by who has it.
INTRODUCTION_WINDOW = 6

#: Of the earlier phrases with the same noun, only so many of the last are weighed: the cost stays linear.
MOST_CANDIDATES = 12

#: A phrase with more words of its own than this needs no completion.
LONGEST_SHORT_PHRASE = 3


class Definites:
    """Reads an article's noun phrases in order and tells for a short definite one which earlier phrase it repeats."""

    def __init__(self, names: dict[int, Name]) -> None:
        self._names = names
        self._kinds = Kinds(names)
        self._fuller: dict[str, list[tuple[float, Word]]] = defaultdict(list)
        self._by_role: dict[str, list[Word]] = defaultdict(list)
        self._introduced: dict[str, tuple[float, Word]] = {}
        self._pairs: list[tuple[float, Word]] = []
        self.resolved: dict[int, tuple[tuple[Word, ...], Word, bool]] = {}

    def read(self, number: float, sentence: Sentence) -> None:
        """Resolve the short phrases of a sentence, then remember its full ones."""
        nouns = [word for word in sentence.words if word.tag in ("NN", "NNS", "NNP", "NNPS") and word.dep != "compound"]
        self._kinds.read(number - 0.5, sentence)
        for noun in nouns:
            short = _short_phrase(noun)
            if short is not None and (antecedent := self._antecedent(noun, short, number)) is not None:
                self.resolved[noun.index] = (short, antecedent, _is_pair(short, noun))
        for noun in nouns:
            self._remember(noun, number)

    def _antecedent(self, noun: Word, short: tuple[Word, ...], number: float) -> Word | None:
        if _is_pair(short, noun):
            return self._pair(noun, number)
        own = {word.lower for word in short if word.dep not in ("det", "predet")}
        title = " ".join(_ROLE.get(word.lower, word.lower) for word in short if word.dep != "det")
        bearers = self._by_role.get(title, [])[-MOST_CANDIDATES:]
        if bearers:
            full = {self._names[word.index].full.text for word in bearers}
            return bearers[-1] if len(full) == 1 else None
        best, found = 0.0, None
        contents = []
        for sentence, head in self._fuller.get(noun.lower if noun.is_name else noun.lemma.lower(), [])[
            -MOST_CANDIDATES:
        ]:
            content = _content(head)
            if number - sentence <= WINDOW and own <= content and (head.tag == noun.tag or head.is_name):
                contents.append(content)
                fitness = _fitness(head, number - sentence)
                if fitness >= best:
                    best, found = fitness, head
        if found is not None and _disagree(_content(found), contents):
            return None
        if found is not None or noun.is_name or len(own) > 1:
            return found
        return self._kinds.meant(noun.lemma.lower(), number) or self._introduction(noun, number)

    def _introduction(self, noun: Word, number: float) -> Word | None:
        """Where the thing came in as what somebody has or does: "wears a collar", then "the collar"."""
        sentence, head = self._introduced.get(noun.lemma.lower(), (0, None))
        return head if head is not None and head.tag == noun.tag and number - sentence <= INTRODUCTION_WINDOW else None

    def _pair(self, noun: Word, number: float) -> Word | None:
        if noun.lemma.lower() not in _PARTIES or not self._pairs:
            return None
        sentence, head = self._pairs[-1]
        return head if number - sentence <= WINDOW else None

    def _remember(self, noun: Word, number: float) -> None:
        name = self._names.get(noun.index)
        if noun.is_name:
            if name is not None and name.person:
                for role in _roles(noun, name):
                    self._by_role[role].append(noun)
            elif len(_content(noun)) > 1:
                self._fuller[noun.lower].append((number, noun))
                for kind in noun.all("compound", "nmod"):
                    if kind.tag == "NN":
                        self._fuller[kind.lemma.lower()].append((number, noun))
        elif len(_content(noun)) > 1 and noun.index not in self.resolved and _is_one_thing(noun):
            self._fuller[noun.lemma.lower()].append((number, noun))
        if noun.dep == "dobj" and not noun.is_name and _is_new(noun):
            self._introduced[noun.lemma.lower()] = (number, noun)
        joined = noun.all("conj")
        if len(joined) == 1 and noun.entity == joined[0].entity == "GPE":
            self._pairs.append((number, noun))


def _is_one_thing(noun: Word) -> bool:
    """Not "another plan", "no ships", "additional work", "a ship or a plane": nothing that can be spoken of again."""
    if any(word.lower in ("or", "nor") for word in noun.all("cc")) or (
        noun.dep == "conj" and any(word.lower in ("or", "nor") for word in noun.head.all("cc"))
    ):
        return False
    if noun.tag == "NN" and noun.child("relcl") is not None and noun.child("det", "poss", "nummod") is None:
        return False
    return not any(child.lower in _UNDEFINED for child in noun.children)


def _disagree(chosen: set[str], contents: list[set[str]]) -> bool:
    """Is another thing of the kind about, which is none of the chosen one's descriptions?"""
    return any(len(other & chosen) < 2 for other in contents)


def _fitness(head: Word, distance: float) -> float:
    """How well a fuller phrase tells what is meant: names and owners tell most, then nearness."""
    words = [word for child in head.children if child.dep not in ("relcl", "acl") for word in child.subtree()]
    fitness = 5.0 + 3.0 * any(word.is_name for word in [head, *words]) + min(3, len(_content(head)))
    if head.child("det", "poss", "nummod") is None and not head.is_name:
        fitness -= 3.0
    return fitness - 0.15 * distance


def _is_new(noun: Word) -> bool:
    determiner = noun.child("det", "poss")
    return determiner is None or determiner.lower in ("a", "an")


def _is_pair(short: tuple[Word, ...], noun: Word) -> bool:
    return noun.tag == "NNS" and any(word.lower in ("two", "both") for word in short)


def _short_phrase(noun: Word) -> tuple[Word, ...] | None:
    """The words of a definite phrase that leans on an earlier one; None for any other phrase."""
    if noun.lemma.lower() in _VAGUE or noun.text.isupper() or (noun.is_name and noun.child("compound", "nmod", "amod")):
        return None
    if any(
        child.dep in ("relcl", "acl", "prep", "appos", "poss", "conj", "cc") and not _after_comma(child)
        for child in noun.children
    ):
        return None
    words = [child for child in noun.children if child.index < noun.index and not child.is_punct]
    if not words or words[0].lower not in (*_POINTING, "both") or len(words) > LONGEST_SHORT_PHRASE:
        return None
    if any(child.children for child in words):
        return None
    if noun.index - words[0].index != len(words):
        return None
    return (*words, noun)


def _after_comma(branch: Word) -> bool:
    """Does the branch only add something, behind a comma?"""
    mark = branch.subtree()[0].before
    return mark is not None and mark.text in (",", "—", "–", "(")


def _content(head: Word) -> set[str]:
    """The content words of a noun phrase: the noun, what stands before it, and what "of", "in" or "by" adds."""
    found = {head.lower}
    for child in head.children:
        if child.dep in ("amod", "compound", "poss", "nmod", "nummod"):
            found |= {word.lower for word in child.subtree() if _tells(word)}
        elif child.dep in ("prep", "acl"):
            found |= {word.lower for word in child.subtree() if word.tag[:2] in ("NN", "JJ", "CD")}
    return found


def _tells(word: Word) -> bool:
    """Does the word before a noun tell which thing is meant? "Only", "last" and "whose" tell nothing later."""
    if word.tag in ("PRP$", "WP$", "POS") or word.is_punct:
        return False
    return word.is_name or word.lower not in _RANKS


def _roles(noun: Word, name: Name) -> Iterable[str]:
    """What a person is called beside the name: "Inspector General", "a rancher"."""
    first = name.words[0].index
    title: list[Word] = []
    for word in reversed(noun.subtree()):
        if word.index == first - len(title) - 1 and word.tag in ("NN", "NNP", "JJ") and not word.is_punct:
            title.insert(0, word)
    for start in range(len(title)):
        yield " ".join(_ROLE.get(word.lower, word.lower) for word in title[start:])
    for child in noun.all("appos"):
        if not child.is_name:
            before = [word for word in child.children if word.dep in ("compound", "amod") and word.index < child.index]
            for start in range(len(before) + 1):
                yield " ".join(word.lower for word in [*before[start:], child])
