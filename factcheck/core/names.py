"""The names of an article: which words make one up, and the fullest form that the article gives it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.core.first_names import MEN, WOMEN
from factcheck.core.syntax import Word
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.core.syntax import Sentence

#: Words before a name that say what somebody is; they belong to the phrase but not to the name.
TITLES = vocabulary(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sen sen. senator senators rep rep. representative "
    "gov gov. governor president vice prime minister secretary chancellor king queen prince princess pope sir "
    "lord lady dame general gen gen. colonel col col. captain capt capt. major lieutenant lt lt. sgt sgt. "
    "sergeant admiral judge justice chief inspector director chairman chairwoman chair ceo mayor attorney sheriff "
    "officer detective rev rev. reverend ambassador commissioner premier speaker councilman councilwoman "
    "congressman congresswoman candidate nominee republican democrat democratic former state defense foreign "
    "interior deputy st. saint coach manager editor "
)

#: Courtesy titles: a full name in their place says more.
COURTESIES = vocabulary("mr mr. mrs mrs. ms ms. miss ")

#: Nouns for people, by what they are or do.
PEOPLE = vocabulary(
    "man woman boy girl father mother son daughter brother sister husband wife president minister senator "
    "governor mayor king queen prince princess pope spokesman spokeswoman spokesperson lawyer attorney judge "
    "officer doctor teacher student professor researcher scientist author writer director manager chairman "
    "chairwoman leader candidate nominee lawmaker official actor actress singer player coach driver farmer "
    "rancher soldier hacker businessman businesswoman politician defendant victim suspect patient resident "
    "passenger worker employee person narrator expert analyst owner founder chief secretary general commander "
    "member neighbor witness "
)

#: Titles without which a single name is not known: "King Charles", "Pope Francis".
_REGNAL = vocabulary("king queen prince princess pope")

#: Longer words in capitals are names in a headline.
LONGEST_ACRONYM = 4

#: Words that end a person's name without being its last name.
_SUFFIXES = vocabulary("jr jr. sr sr. ii iii iv phd md ")


@dataclass(slots=True)
class Name:
    """One mention of a name: its words, and the article's fullest mention of the same one."""

    words: tuple[Word, ...]
    person: bool
    full: Name = field(init=False)

    def __post_init__(self) -> None:
        self.full = self

    @property
    def key(self) -> str:
        """The word by which it is called in short."""
        return self.words[-1].lower

    @property
    def text(self) -> str:
        """Its words with a single space between them, as the article has them."""
        parts: list[str] = []
        before: Word | None = None
        for word in self.words:
            parts.append(f" {word.text}" if before is not None and word.start > before.end else word.text)
            before = word
        return "".join(parts)


def names_of(sentences: Sequence[Sentence]) -> dict[int, Name]:
    """Every mention of a name by the index of its head word; each knows its fullest form."""
    mentions = [name for sentence in sentences for word in sentence.words if (name := _name_at(word)) is not None]
    people = _people(mentions)
    for name in mentions:
        name.person = name.person or name.text.lower() in people
    _complete(mentions)
    _spell_out(mentions, sentences)
    return {name.words[-1].index: name for name in mentions}


def _name_at(head: Word) -> Name | None:
    """The name that ends in this word: a capitalised noun with those that are joined to it."""
    if not head.is_name or not head.text[:1].isupper() or (head.dep == "compound" and head.head.is_name):
        return None
    if head.lower in _SUFFIXES and head.dep != "ROOT":
        return None
    words = [head]
    for child in reversed([c for c in head.children if c.index < head.index]):
        if not (child.is_name and child.dep in ("compound", "nmod") and child.index == words[0].index - 1):
            break
        words.insert(0, child)
        words[:0] = [c for c in child.children if c.is_name and c.index == child.index - 1 and c.dep == "compound"]
    person = any(word.entity == "PERSON" for word in words[-2:]) and not _is_brand(head.text)
    person = person or _is_described_as_person(head)
    return Name(tuple(_bare(words)), person)


def _is_brand(text: str) -> bool:
    """ "SpaceX", "CEO": spelled as nobody's last name is."""
    return (text.isupper() and 1 < len(text) <= LONGEST_ACRONYM) or text[-1:].isupper()


def _is_described_as_person(head: Word) -> bool:
    """ "Mr Lee", "Lee, 44," and "Lee, a farmer" are people, whatever the recogniser took them for."""
    if any(child.lower in COURTESIES for child in head.children):
        return True
    return any(
        child.lemma.lower() in PEOPLE or (child.tag == "CD" and child.text.isdigit() and len(child.text) == 2)
        for child in head.all("appos")
    )


def _bare(words: list[Word]) -> list[Word]:
    """The name without titles, nationality or office before it."""
    first = max((place + 1 for place, word in enumerate(words[:-1]) if word.lower in TITLES), default=0)
    if first == len(words) - 1 and words[first - 1].lower in _REGNAL:
        return words[first - 1 :]
    if words[-1].entity == "PERSON":
        while first < len(words) - 1 and words[first].entity != "PERSON":
            first += 1
    return words[first:]


def _people(mentions: list[Name]) -> set[str]:
    """Texts of names that are taken for a person's more often than for anything else."""
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    for name in mentions:
        votes[name.text.lower()][name.person] += 1
    return {text for text, count in votes.items() if count[True] >= max(1, count[False])}


def _complete(mentions: list[Name]) -> None:
    """Give each short name of a person the full name that ends alike: the nearest before it, else the first after."""
    by_key: dict[str, list[Name]] = defaultdict(list)
    for name in mentions:
        if name.person and len(name.words) > 1:
            by_key[name.key].append(name)
    kinds = {key: {name.text.lower() for name in names} for key, names in by_key.items()}
    by_first = _only_bearers(by_key)
    starts = {key: [name.words[0].index for name in names] for key, names in by_key.items()}
    for name in mentions:
        candidates = by_key.get(name.key)
        if len(name.words) > 1 or _is_place(name) or _is_of_another(name):
            continue
        if not candidates:
            if name.key in by_first and (name.person or not name.words[0].entity):
                name.full, name.person = by_first[name.key], True
            continue
        if _has_other_gender(name, candidates[-1]):
            continue
        place = bisect_left(starts[name.key], name.words[0].index)
        name.full = candidates[0] if place == 0 or len(kinds[name.key]) == 1 else candidates[place - 1]
        name.person = True


def _only_bearers(by_key: dict[str, list[Name]]) -> dict[str, Name]:
    """The people who alone bear their first names: "Ada" can only be Ada Conti."""
    bearers: dict[str, dict[str, Name]] = defaultdict(dict)
    for names in by_key.values():
        for name in names:
            if name.words[0].lower not in TITLES:
                bearers[name.words[0].lower].setdefault(name.key, name)
    return {first: next(iter(known.values())) for first, known in bearers.items() if len(known) == 1}


def _is_of_another(name: Name) -> bool:
    """ "a Kennedy" is any of them, and the "Ho" of "Junius Ho" is not Cyd Ho, even where the parser parts the two."""
    word = name.words[0]
    if (article := word.child("det")) is not None and article.lower in ("a", "an", "another"):
        return True
    before = word.before
    if before is None or not before.is_name or before.lower in TITLES or before.end + 1 < word.start:
        return False
    return before.entity == "PERSON" or before.lower in MEN | WOMEN


def _has_other_gender(name: Name, full: Name) -> bool:
    """ "Lady Neri" is not Robert Neri."""
    before = name.words[0].before
    if before is None:
        return False
    first = full.words[0]
    told = {first.lower, first.before.lower if first.before is not None else ""}
    return bool(told & MEN and before.lower in WOMEN - MEN) or bool(told & WOMEN and before.lower in MEN - WOMEN)


def _is_place(name: Name) -> bool:
    """ "in Paris" is the town even where somebody is called Paris."""
    word = name.words[0]
    return word.entity == "GPE" and not name.person and word.dep == "pobj"


def _spell_out(mentions: list[Name], sentences: Sequence[Sentence]) -> None:
    """Give each acronym the name that it was introduced with: "the Korean People's Army (KPA)"."""
    spelled: dict[str, Name] = {}
    for sentence in sentences:
        for place in range(1, len(sentence.words) - 1):
            word = sentence.words[place]
            if word.text.isupper() and 2 <= len(word.text) <= 7 and sentence.words[place - 1].text in ("(", "["):
                words = _words_for(word.text, sentence.words[: place - 1])
                if words:
                    spelled.setdefault(word.text, Name(words, person=False))
    for name in mentions:
        if len(name.words) == 1 and (full := spelled.get(name.text)) is not None:
            name.full = full


def _words_for(acronym: str, before: Sequence[Word]) -> tuple[Word, ...]:
    """The last words of a text that the letters of an acronym stand for; none where they do not fit."""
    letters = len(acronym)
    for start in range(len(before) - 1, max(-1, len(before) - 2 * letters - 2), -1):
        words = before[start:]
        initials = "".join(part[0] for word in words for part in word.text.split("-") if part[:1].isupper())
        if initials == acronym and words[0].text[:1] == acronym[0]:
            return tuple(words)
    return ()
