"""What pronouns can stand for: the people, things and groups that a text names, and which pronoun fits which."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.claimants import BODIES, is_person_noun
from factcheck.core.first_names import MEN, WOMEN
from factcheck.core.names import PEOPLE
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.core.names import Name
    from factcheck.core.syntax import Sentence, Word

HE = vocabulary("he him his himself")
SHE = vocabulary("she her hers herself")
IT = vocabulary("it its itself")
THEY = vocabulary("they them their theirs themselves")
FIRST_PERSON = vocabulary("i me my mine myself i'm")
PRONOUNS = HE | SHE | IT | THEY
POSSESSIVE = vocabulary("his her hers its their theirs my mine")
REFLEXIVE = vocabulary("himself herself itself themselves myself")

#: What the recogniser takes for a thing: only such a name can be "it".
_THINGS = ("ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP")
_GROUPS = vocabulary(
    "police team government company party group committee family couple crew army military staff public organization "
    "campaign church council court department agency administration congress senate house board university ministry"
)

#: What a body or a place may be said to be.
_CALLED = MappingProxyType(
    {
        "ORG": BODIES
        | vocabulary("member part branch subsidiary owner maker producer employer brand name rival leader"),
        "GPE": vocabulary(
            "country nation state city town village capital republic island democracy monarchy member part place home "
            "hub centre center port power ally neighbor neighbour region province county district kingdom"
        ),
    }
)

#: Words for a part of many: "7 percent said they are undecided".
_PARTS = vocabulary("percent majority half third quarter rest")


@dataclass(frozen=True, slots=True)
class Thing:
    """Somebody or something that a pronoun may stand for: the head of its phrase, and what it is."""

    head: Word
    name: Name | None
    sentence: float
    plural: bool
    person: bool
    gender: str
    subject: bool
    at: Word | None = None

    @property
    def spoken(self) -> Word:
        """The word by which it was last spoken of."""
        return self.head if self.at is None else self.at

    @property
    def place(self) -> int:
        """Where it was last spoken of."""
        return self.spoken.index


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the things of a sentence; `told` is what the pronouns of the article tell of people's gender."""

    names: dict[int, Name]
    told: dict[str, str]

    def things_in(self, sentence: Sentence, number: float) -> list[Thing]:
        """All that the sentence names, in reading order; `number` tells how far into the article it is."""
        return [thing for word in sentence.words for thing in self._things(word, number)]

    def _things(self, word: Word, number: float) -> Iterator[Thing]:
        """The thing that a noun names, and with those joined to it the group."""
        joined = any(child.dep == "conj" for child in word.children) and any(cc.lower == "and" for cc in word.all("cc"))
        if joined and (word.tag == "PRP" or word.is_noun):
            yield Thing(word, None, number, True, False, "", word.dep in ("nsubj", "nsubjpass"))
        counted = (
            word.tag == "CD"
            and word.dep in ("nsubj", "nsubjpass", "dobj")
            and word.children
            and not word.entity.endswith(("DATE", "TIME"))
        )
        if not (word.tag[:2] == "NN" or counted) or word.dep in ("compound", "npadvmod", "nmod", "amod"):
            return
        name = self.names.get(word.index)
        person = name.person if name else word.lemma.lower() in PEOPLE or is_person_noun(word)
        gender = self._gender(word, name)
        top = word.head if word.dep == "appos" and name is not None else word
        subject = top.dep in ("nsubj", "nsubjpass")
        plural = word.tag in ("NNS", "NNPS", "CD") or word.lemma in _PARTS
        yield Thing(word, name, number, plural, person or gender != "", gender, subject)

    def _gender(self, word: Word, name: Name | None) -> str:
        if name is None or not name.person:
            return _gender_of({word.lower})
        titles = {child.lower for child in word.children if child.dep == "compound"}
        return _gender_of({name.full.words[0].lower, *titles}) or self.told.get(name.full.text, "")


def _gender_of(words: set[str]) -> str:
    man, woman = bool(words & MEN), bool(words & WOMEN)
    return "m" if man and not woman else "f" if woman and not man else ""


def told_genders(sentences: Sequence[Sentence], names: dict[int, Name]) -> dict[str, str]:
    """What the pronouns right after a name as a subject tell of people whose first names tell nothing."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence, following in zip_longest(sentences, sentences[1:]):
        subjects = {
            name.full.text
            for word in sentence.words
            if word.dep in ("nsubj", "nsubjpass") and (name := names.get(word.index)) is not None and name.person
        }
        if len(subjects) == 1:
            words = [word.lower for one in (sentence, following) if one is not None for word in one.words]
            votes[subjects.pop()].update("m" if word in HE else "f" for word in words if word in HE or word in SHE)
    return {text: count.most_common(1)[0][0] for text, count in votes.items() if count and len(count) == 1}


def agrees(thing: Thing, pronoun: str) -> bool:
    """Do number, gender and kind of the thing allow this pronoun?"""
    if pronoun in HE or pronoun in SHE:
        wanted = "m" if pronoun in HE else "f"
        return thing.person and not thing.plural and thing.gender in ("", wanted)
    if (thing.person and not thing.plural) or _is_unspecific(thing.head):
        return False
    if pronoun in IT:
        if thing.name is not None and not _may_be_it(thing):
            return False
        if thing.name is None and is_person_noun(thing.head):
            return False
        return not thing.plural and thing.head.entity not in ("DATE", "TIME", "MONEY", "PERCENT")
    if thing.head.entity in ("QUANTITY", "MONEY", "DATE", "TIME") or (thing.name is not None and thing.name.person):
        return thing.plural and thing.name is None and not thing.head.entity
    return thing.plural or thing.head.lemma.lower() in _GROUPS or thing.head.entity in ("ORG", "NORP")


def is_well_known(thing: Thing) -> bool:
    """A name, or a noun that surely stands for somebody; "a nurse" is meant only by what else her clause says."""
    return thing.name is not None or thing.gender != "" or thing.head.lemma.lower() in PEOPLE


def _is_unspecific(head: Word) -> bool:
    """ "No charges", "any ship", "at the time": nothing that can be spoken of again."""
    if head.lemma.lower() in _ROUND and head.child("prep") is None:
        return True
    return head.lemma.lower() in _NO_THINGS or any(child.lower in _NONE_OF_MANY for child in head.children)


def _may_be_it(thing: Thing) -> bool:
    """A name that the recogniser takes for a thing, or for nothing at all; people are sorted out before."""
    if thing.name is None or thing.head.entity in _THINGS:
        return True
    return not thing.head.entity


def same_name(one: Thing, other: Thing) -> bool:
    """Are both called by the same full name?"""
    return one.name is not None and other.name is not None and one.name.full.text == other.name.full.text


def is_empty(word: Word) -> bool:
    """The "it" of "it is clear that", "it rained", "it took a year to": it stands for nothing."""
    verb = word.head
    if verb.head.lemma == "make" and not verb.is_verb and word.dep == "nsubj":
        return True
    if verb.tag[:2] == "JJ" or (word.dep == "dobj" and verb.lemma in ("make", "find", "call")):
        return True
    if word.dep not in ("nsubj", "nsubjpass") or not verb.is_verb:
        return False
    if verb.lemma in ("rain", "snow", "seem", "appear", "turn", "emerge", "transpire"):
        return True
    if verb.lemma == "remain" and _tells_no_thing(verb):
        return True
    if verb.lemma == "come" and any(prep.lower == "to" for prep in verb.all("prep")):
        return True
    if verb.lemma == "be" and _tells_no_thing(verb):
        return True
    return verb.lemma in ("be", "take", "become", "make") and any(
        (child.dep in ("ccomp", "advcl", "xcomp", "csubj", "acl", "relcl") and child.index > verb.index)
        or (
            child.dep in ("acomp", "attr")
            and any(deep.dep in ("xcomp", "ccomp", "acl", "relcl") for deep in child.children)
        )
        for child in verb.children
    )


#: "It was likely that", "it is too early to": the clause that follows may hang anywhere.
_JUDGEMENTS = vocabulary(
    "likely unlikely possible impossible probable clear unclear true untrue early late hard difficult easy necessary "
    "important obvious evident known unknown certain uncertain vital crucial essential time understood"
)
_SIGNS = vocabulary("evidence proof sign word doubt idea hint mention knowledge indication record news")

_NONE_OF_MANY = vocabulary("no any every each either neither")
_ROUND = vocabulary("dozen hundred thousand million billion")
_NO_THINGS = vocabulary(
    "time day year week month life way thing moment night case lot end part number kind sort place fact "
    "slew host range series variety glance look other"
)

#: "It was a case of", "it is a shame": what "it" is, the sentence before told as a whole.
_SUMMARIES = vocabulary(
    "case matter question mistake shame pity time moment day night morning accident tragedy miracle disaster honor "
    "honour pleasure surprise coincidence relief joke lie truth reminder sign example start beginning end step "
    "result blow result victory defeat warning idea opportunity chance choice fact problem thing way"
)


def is_of_an_event(word: Word) -> bool:
    """ "It was a mistake", "there is no proof of it", "talked about it": an event, and no thing."""
    above = word.head
    if any(child.lower == "all" for child in (*word.children, *above.children)) and above.is_verb:
        return True
    if word.dep == "nsubj" and above.lemma in ("come", "follow", "happen", "mean"):
        return True
    if word.dep == "nsubj" and above.lemma == "be":
        noun = above.child("attr")
        return noun is not None and (noun.lemma.lower() in _SUMMARIES or _is_figure(noun) or _only_says_which(noun))
    if word.dep != "pobj":
        return False
    return above.head.lemma.lower() in _SIGNS or (above.lower == "about" and above.head.is_verb)


def is_taken_for_object(word: Word) -> bool:
    """ "They know her dad": the parser read "her" as whom, but a bare noun follows."""
    if word.lower != "her" or word.tag != "PRP":
        return False
    return any(
        other.before is word and other.tag in ("NN", "NNS") and all(child is word for child in other.all("det", "poss"))
        for other in (word.head, *word.head.children)
    )


def may_be_called(thing: Thing, word: Word) -> bool:
    """ "It is a trophy" is no club and no town: a name is only told to be what such a name can be."""
    noun = word.head.child("attr") if word.lower == "it" and word.dep == "nsubj" and word.head.lemma == "be" else None
    if noun is None or noun.tag != "NN":
        return True
    kind = thing.head.entity if thing.name is not None else "ORG" if thing.head.lemma.lower() in BODIES else ""
    return kind not in _CALLED or noun.lemma.lower() in _CALLED[kind]


def _is_figure(noun: Word) -> bool:
    """ "It was forty percent": what was counted, and no thing before."""
    return noun.entity in ("PERCENT", "MONEY", "QUANTITY", "CARDINAL")


def _only_says_which(noun: Word) -> bool:
    """ "It was not the video": what did it, and no thing before."""
    return [child.lower for child in noun.children] == ["the"]


def _tells_no_thing(verb: Word) -> bool:
    """Is what follows a judgement, a temperature or an hour?"""
    noun = verb.child("attr", "acomp")
    if noun is None:
        return False
    if noun.lower in _JUDGEMENTS:
        return True
    counted = noun.lemma == "degree" or (noun.tag == "CD" and noun.text.isdigit())
    return noun.dep == "attr" and (counted or noun.entity in ("TIME", "DATE"))
