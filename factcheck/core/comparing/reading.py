"""What the grammar of a text tells for comparing it: its names with their roles, and who does what to whom.

Parsing is what costs; a `Reading` is small, knows no parser, and can be kept as JSON beside the snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core.comparing.spelling import plain
from factcheck.core.engines.layout import Paragraph
from factcheck.core.engines.parsing import parse
from factcheck.core.language import SHORT_TEXT, detect
from factcheck.core.names import names_of
from factcheck.core.passages import sentences_of
from factcheck.core.wording import FUNCTION_WORDS, stem
from factcheck.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.core.names import Name
    from factcheck.core.syntax import Sentence, Word

DOER, DONE_TO = "doer", "done to"

#: Entities that name nobody and nothing: figures and times are compared on their own.
_NO_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_ADJECTIVES = frozenset({"NORP", "GPE"})
#: Labels that only carry on what their head is.
_CARRIED = frozenset({"compound", "appos", "conj", "nmod"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its words in lower case and American spelling, the fullest form that the text has, and its role.

    The role is what it stands to and how: ("doer", "sue"), ("in", "open"), ("amod", "film"); empty where it heads all.
    """

    words: tuple[str, ...]
    full: tuple[str, ...]
    person: bool
    role: tuple[str, str]
    span: Span


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something to somebody: the stem of the verb, and the content stems and the place of both sides."""

    verb: str
    doer: frozenset[str]
    done_to: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Names and acts of a text in reading order; spans count in its code points."""

    names: tuple[Named, ...] = ()
    acts: tuple[Act, ...] = ()


def read(text: str, spans: Sequence[Span] | None = None) -> Reading:
    """The reading of these parts of a text, or of all of its sentences; empty for a long text that is not English.

    Costs what parsing costs, a thousand words some 0.2 seconds; all else is a twentieth of it.
    """
    if not is_english(text):
        return Reading()
    parts = sentences_of(text) if spans is None else spans
    sentences = parse(text, [Paragraph(span, span) for span in parts])
    names = names_of(sentences)
    return Reading(tuple(_named(sentences, names)), tuple(act for one in sentences for act in _acts(one, names)))


def is_english(text: str) -> bool:
    """Whether the parser knows the language; a text that is too short to tell is taken for English."""
    return len(text) < SHORT_TEXT or detect(text) == "en"


def _named(sentences: Iterable[Sentence], names: dict[int, Name]) -> Iterator[Named]:
    for sentence in sentences:
        for word in sentence.words:
            if (name := names.get(word.index)) is not None and word.entity not in _NO_NAMES:
                words, full = _forms(name.words), _forms(name.full.words)
                yield Named(words, full, name.person, _role(word), Span(name.words[0].start, word.end))
            elif word.entity in _ADJECTIVES and word.tag == "JJ":
                form = _forms([word])
                yield Named(form, form, False, _role(word), Span(word.start, word.end))


def _forms(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(plain(word.lower.removesuffix("'s")) for word in words)


def _role(word: Word) -> tuple[str, str]:
    """How the word stands to what: objects of "by" behind a passive do, and subjects of a passive are done to."""
    while word.dep in _CARRIED and word.head is not word and word.head.is_name:
        word = word.head
    head = word.head
    if word.dep == "pobj":
        if head.dep == "agent":
            return DOER, _stem(head.head)
        return head.lower, _stem(head.head)
    side = _SIDES.get(word.dep)
    return (side or word.dep, _stem(head)) if head is not word else ("", "")


_SIDES = {"nsubj": DOER, "nsubjpass": DONE_TO, "dobj": DONE_TO, "csubj": DOER}


def _stem(word: Word) -> str:
    return stem(plain(word.lower))


def _acts(sentence: Sentence, names: dict[int, Name]) -> Iterator[Act]:
    for verb in sentence.words:
        if not verb.is_verb:
            continue
        subject, passive = verb.child("nsubj"), verb.child("nsubjpass")
        thing, agent = verb.child("dobj"), verb.child("agent")
        by = agent.child("pobj") if agent is not None else None
        doer, done_to = (by, passive) if passive is not None else (subject, thing)
        if doer is not None and done_to is not None:
            span = Span(min(_first(doer), _first(done_to)), max(doer.end, done_to.end))
            yield Act(_stem(verb), _side(doer, names), _side(done_to, names), span)


def _first(word: Word) -> int:
    return min(below.start for below in word.subtree(_is_clause))


def _side(word: Word, names: dict[int, Name]) -> frozenset[str]:
    """The content stems of one side without its clauses; of a name those of its fullest form."""
    words = [below for below in word.subtree(_is_clause) if below.lower not in FUNCTION_WORDS and not below.is_punct]
    full = names[word.index].full.words if word.index in names else ()
    return frozenset(_stem(one) for one in (*words, *full))


def _is_clause(word: Word) -> bool:
    return word.dep in ("relcl", "acl", "advcl", "prep", "conj", "appos", "ccomp")
