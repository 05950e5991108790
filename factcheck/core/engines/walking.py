"""One walk down the tree of a sentence: at every branch, keep it in the statement or make a statement of its own.

The walk yields frames: statements as pieces, before references are resolved and before they are claims.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from factcheck.core.attribution import (
    according_to,
    called,
    inserted_speech,
    speaker_of,
    speech_of,
    statement_of,
)
from factcheck.core.claimants import may_speak
from factcheck.core.engines.arranging import (
    Shared,
    about_noun,
    apposition,
    as_clause,
    equation,
    inclusion,
    is_finite,
    relative,
    shared_by,
    subject_of,
)
from factcheck.core.engines.coordination import variants
from factcheck.core.engines.deciding import Fate, fate_of, tells_of_explained, told_beside
from factcheck.core.engines.marks import without_stray_marks
from factcheck.core.engines.stating import asks, is_statement, is_supposed, stands_alone, tells
from factcheck.core.syntax import in_order
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.core.engines.pieces import Piece
    from factcheck.core.syntax import Sentence, Word

    Arrange = Callable[[list[Word]], list[Piece]]

#: Subjects of whom nobody learns anything: "it is said", "I think". What is said then belongs to whoever speaks.
_NOBODY = vocabulary("it i we there you one")


#: Prepositions that put one event before or after another: "after leaving Rome".
_TIMES = vocabulary("after before since upon")


@dataclass(frozen=True, slots=True)
class Frame:
    """One statement: its pieces, the word that heads it, and the head of whoever says it."""

    pieces: tuple[Piece, ...]
    head: Word
    claimant: Word | None = None


def frames_of(sentence: Sentence) -> list[Frame]:
    """The statements of a sentence, in the order of the words that head them."""
    walk = _Walk()
    walk.clause(sentence.root, Shared())
    walk.pick_up(sentence)
    walk.nouns_told(sentence)
    frames = sorted(walk.frames, key=lambda frame: frame.head.index)
    return [replace(frame, pieces=without_stray_marks(frame.pieces, sentence.words)) for frame in frames]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The words that stay with a statement, the branches that leave it, and those that it has with or without."""

    kept: list[Word]
    apart: list[Word]
    optional: list[Word]


class _Walk:
    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.seen: set[int] = set()

    def pick_up(self, sentence: Sentence) -> None:
        """Clauses that the walk did not come by, because the parser hung them where no clause belongs."""
        for word in sentence.words:
            if word.index in self.seen or not is_finite(word) or word.dep in ("aux", "auxpass"):
                continue
            if word.child("nsubj", "nsubjpass") is None or is_supposed(word):
                continue
            if not any(up.index in self.seen for up in _clause_above(word)):
                self.clause(word, Shared())

    def nouns_told(self, sentence: Sentence) -> None:
        """What a noun says that somebody says: "his claim that the pier is unsafe"."""
        headed = {frame.head.index for frame in self.frames}
        for word in sentence.words:
            told = statement_of(word)
            if told is not None and told[0].index not in headed and (source := _somebody(told[1])) is not None:
                self.clause(told[0], Shared(claimant=source))

    def clause(self, head: Word, shared: Shared) -> None:
        """The statement that this verb heads, and those of its branches."""
        if head.tag == "VB" and head.dep == "ROOT" and subject_of(head) is None and not head.all("aux"):
            self.seen.update(word.index for word in head.subtree())
            return
        if (speech := speech_of(head)) is not None:
            self._speech(head, speech.contents, shared)
            return
        set_aside: list[Word] = []
        if (inserted := inserted_speech(head)) is not None:
            shared = replace(shared, claimant=_somebody(speaker_of(inserted)) or shared.claimant)
            set_aside.append(inserted)
            set_aside += [word for word in head.all("advcl") if word.tag == "VBG" and word.index > inserted.index]
        if (source := according_to(head)) is not None:
            shared = replace(shared, claimant=_somebody(source[1]) or shared.claimant)
            set_aside.append(source[0])
        call = called(head)
        caller = None if call is None else _somebody(speaker_of(head))
        if call is not None and caller is not None:
            pieces = equation(*call)
            self.frames.append(Frame(tuple(pieces), head, caller))
        states = is_statement(head, shared) and (call is None or caller is None)
        arrange = partial(as_clause, head, shared) if states else None
        self._state(head, shared, arrange, set_aside)

    def _state(self, head: Word, shared: Shared, arrange: Arrange | None, set_aside: Iterable[Word] = ()) -> None:
        """Emit the statement, with and without what is optional in it, then go on with the branches that left it."""
        set_aside = list(set_aside)
        seen_before = set(self.seen)
        gathered = self._gather(head, set_aside)
        if arrange is None:
            self.seen = seen_before | {head.index}
        else:
            if not gathered.optional or stands_alone(head, gathered.kept):
                self._emit(head, gathered.kept, shared, arrange)
            for branch in gathered.optional:
                self._emit(head, in_order([*gathered.kept, *branch.subtree(_leaves)]), shared, arrange)
        inner = shared_by(head, gathered.kept, shared)
        for branch in gathered.apart:
            self._branch(branch, head, inner)
        for word in set_aside:
            self._below(word, inner)

    def _emit(self, head: Word, kept: list[Word], shared: Shared, arrange: Arrange) -> None:
        for words in variants(kept, head):
            pieces = arrange(words)
            if any(tells(one) for one in pieces) and not asks(pieces):
                self.frames.append(Frame(tuple(pieces), head, shared.claimant))

    def _speech(self, verb: Word, contents: Iterable[Word], shared: Shared) -> None:
        """What is said, as statements of whoever says it; that it was said is none."""
        contents = list(contents)
        speaker = speaker_of(verb) or shared.subject_head
        gathered = self._gather(verb, [*contents, *verb.all("ccomp")])
        inner = shared_by(verb, gathered.kept, shared)
        claimant = None if _is_oneself(speaker) else _somebody(speaker) or shared.claimant
        for before in (word for word in verb.all("ccomp") if word not in contents and is_finite(word)):
            self.clause(before, shared)
        for content in contents:
            if is_supposed(content):
                self.seen.update(word.index for word in content.subtree())
                continue
            self.clause(content, Shared(claimant=claimant))
        for branch in gathered.apart:
            if branch.dep == "conj" and any(mark.lower == "that" for mark in branch.all("mark")):
                self.clause(branch, Shared(claimant=claimant))
            else:
                self._branch(branch, verb, inner)

    def _gather(self, top: Word, set_aside: list[Word]) -> _Gathered:
        kept: list[Word] = []
        apart: list[Word] = []
        optional: list[Word] = []
        waiting = [top]
        while waiting:
            word = waiting.pop()
            kept.append(word)
            self.seen.add(word.index)
            for child in word.children:
                fate = Fate.DROP if child in set_aside else fate_of(child, top)
                if fate in (Fate.KEEP, Fate.BOTH):
                    waiting.append(child)
                if fate in (Fate.APART, Fate.BOTH, Fate.OPTIONAL):
                    apart.append(child)
                if fate is Fate.OPTIONAL:
                    optional.append(child)
                if fate is Fate.DROP:
                    self.seen.update(below.index for below in child.subtree())
        return _Gathered(in_order(kept), in_order(apart), in_order(optional))

    def _branch(self, branch: Word, head: Word, shared: Shared) -> None:
        """The statements of a branch that left its clause."""
        plain = Shared(claimant=shared.claimant, tense=shared.tense)
        small = branch.child("pcomp") if branch.dep == "prep" else None
        if branch.dep == "relcl" and (told := _told_of_noun(branch)):
            said = replace(plain, claimant=_somebody(speaker_of(branch)) or plain.claimant)
            for content in told:
                self._state(content, *relative(content, said))
        elif branch.dep == "relcl" and (speech := speech_of(branch)) is not None:
            self._speech(branch, speech.contents, plain)
        elif branch.dep == "relcl":
            of = head.head if tells_of_explained(branch, head) else None
            self._state(branch, *relative(branch, plain, of))
        elif branch.dep == "appos" and (clause := _told_by_one(branch)) is not None:
            self._state(clause, *relative(clause, plain, branch.head))
        elif branch.dep in ("appos", "amod"):
            self._state(branch, Shared(tense=shared.tense), partial(apposition, branch))
        elif branch.lower == "including":
            self._state(branch, plain, partial(inclusion, branch))
        elif branch.dep == "acl":
            self.clause(branch, about_noun(branch, plain))
        elif subject_of(branch) is not None:
            self.clause(branch, plain)
        elif branch.dep == "conj" and branch.head is head:
            self.clause(branch, shared)
        elif branch.tag in ("VBG", "VBN") and shared.subject:
            self.clause(branch, replace(shared, auxiliaries=(), fronted=()))
        elif small is not None and subject_of(small) is not None:
            self.clause(small, plain)
        elif branch.lower == "with" and (beside := told_beside(branch)) is not None:
            self.clause(beside, about_noun(beside, plain))
        elif small is not None and branch.lower in _TIMES and shared.subject and branch.head is head:
            self.clause(small, replace(shared, auxiliaries=(), fronted=()))
        else:
            self._below(branch, plain)

    def _below(self, branch: Word, shared: Shared) -> None:
        for deeper in self._gather(branch, []).apart:
            self._branch(deeper, branch, shared)


def _told_by_one(branch: Word) -> Word | None:
    """ "The district, one that lies in the north": the clause is about the district."""
    return branch.child("relcl") if branch.lower in ("one", "those") and branch.child("prep", "det") is None else None


def _told_of_noun(branch: Word) -> list[Word]:
    """What somebody says of the noun before: "which figures show", "who police say fled"."""
    speech = speech_of(branch)
    contents = speech.contents if speech is not None else ()
    return [one for one in contents if (subject := subject_of(one)) is not None and subject.tag[:1] == "W"]


def _somebody(speaker: Word | None) -> Word | None:
    return None if speaker is None or speaker.lower in _NOBODY or not may_speak(speaker) else speaker


def _clause_above(word: Word) -> Iterator[Word]:
    """The words above this one up to the nearest finite verb."""
    for up in word.ancestors():
        yield up
        if is_finite(up):
            return


def _is_oneself(speaker: Word | None) -> bool:
    """ "I think", "we know": what follows belongs to whoever speaks the words around it."""
    return speaker is not None and speaker.lower in ("i", "we")


def _leaves(word: Word) -> bool:
    return fate_of(word, word.head) is Fate.APART and word.dep != "conj"
