"""One walk down the tree of a sentence: at every branch, keep it in the statement or make a statement of its own.

The walk yields frames: statements as pieces, before references are resolved and before they are claims.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.core.attribution import QUOTING, according_to, inserted_speech, speaker_of, speech_of
from factcheck.core.engines.coordination import variants
from factcheck.core.engines.deciding import Fate, fate_of, is_coordinate_clause
from factcheck.core.engines.marks import without_stray_marks
from factcheck.core.engines.phrases import definite, is_plural, noun_phrase, number_of
from factcheck.core.engines.pieces import Piece, added, piece, silent
from factcheck.core.engines.verbs import Tense, copula, finite, tense_of
from factcheck.core.syntax import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.core.syntax import Sentence, Word


@dataclass(frozen=True, slots=True)
class Frame:
    """One statement: its pieces, the word that heads it, and the head of whoever says it."""

    pieces: tuple[Piece, ...]
    head: Word
    claimant: Word | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What a clause takes over from the clause that it hangs on."""

    subject: tuple[Piece, ...] = ()
    subject_head: Word | None = None
    auxiliaries: tuple[Word, ...] = ()
    fronted: tuple[Word, ...] = ()
    claimant: Word | None = None
    tense: Tense | None = None


def frames_of(sentence: Sentence) -> list[Frame]:
    """The statements of a sentence, in the order of the words that head them."""
    walk = _Walk()
    walk.clause(sentence.root, Shared())
    walk.pick_up(sentence)
    frames = sorted(walk.frames, key=lambda frame: frame.head.index)
    return [replace(frame, pieces=without_stray_marks(frame.pieces, sentence.words)) for frame in frames]


class _Walk:
    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.seen: set[int] = set()

    def pick_up(self, sentence: Sentence) -> None:
        """Clauses that the walk did not come by, because the parser hung them where no clause belongs."""
        for word in sentence.words:
            if _is_finite(word) and word.dep not in ("aux", "auxpass") and word.index not in self.seen:
                if word.child("nsubj", "nsubjpass") is not None and not any(up.index in self.seen for up in _within(word)):
                    self.clause(word, Shared())

    def clause(self, head: Word, shared: Shared) -> None:
        """The statement that this verb heads, and those of its branches."""
        if (speech := speech_of(head)) is not None:
            self._speech(head, speech.contents, shared)
            return
        set_aside: list[Word] = []
        if (inserted := inserted_speech(head)) is not None:
            shared = replace(shared, claimant=speaker_of(inserted))
            set_aside.append(inserted)
        if (source := according_to(head)) is not None:
            shared = replace(shared, claimant=source[1])
            set_aside.append(source[0])
        kept, apart, optional = self._gather(head, set_aside)
        inner = self._shared_by(head, kept, shared)
        if self._is_statement(head, shared):
            self._emit(head, kept, shared)
            for branch in optional:
                self._emit(head, in_order([*kept, *branch.subtree(_refuses)]), shared)
        for branch in apart:
            self._branch(branch, head, inner)
        for word in set_aside:
            self._detached_below(word, inner)

    def _speech(self, verb: Word, contents: Iterable[Word], shared: Shared) -> None:
        speaker = speaker_of(verb)
        if speaker is not None and speaker.lower in ("it", "i", "we", "there", "you"):
            speaker = None
        contents = list(contents)
        kept, apart, optional = self._gather(verb, contents)
        subject = self._shared_by(verb, kept, shared)
        for content in contents:
            self.clause(content, Shared(claimant=speaker or shared.claimant))
        for branch in [*apart, *optional]:
            self._branch(branch, verb, subject)

    def _gather(self, top: Word, set_aside: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
        """The words that stay with the statement, the branches that leave it, and those that it has with or without."""
        kept: list[Word] = []
        apart: list[Word] = []
        optional: list[Word] = []
        waiting = [top]
        while waiting:
            word = waiting.pop()
            kept.append(word)
            self.seen.add(word.index)
            for child in word.children:
                fate = Fate.APART if child in set_aside else fate_of(child, top)
                if fate in (Fate.KEEP, Fate.BOTH):
                    waiting.append(child)
                if fate in (Fate.APART, Fate.BOTH) and child not in set_aside:
                    apart.append(child)
                if fate is Fate.DROP:
                    self.seen.update(word.index for word in child.subtree())
                if fate is Fate.OPTIONAL:
                    optional.append(child)
                    apart.append(child)
        return in_order(kept), in_order(apart), in_order(optional)

    def _is_statement(self, head: Word, shared: Shared) -> bool:
        if not head.is_verb and head.child("cop", "aux") is None:
            return False
        if head.lemma.lower() in QUOTING and not any(
            child.dep in ("dobj", "xcomp", "ccomp", "oprd", "nsubjpass", "attr", "prep", "acomp") for child in head.children
        ):
            return False
        subject = head.child("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
        if subject is None and not shared.subject:
            return head.child("attr") is not None and head.tag in ("VBZ", "VBD", "VBP")
        return _is_finite(head) or bool(shared.subject) or (head.dep == "pcomp" and head.tag == "VBG")

    def _emit(self, head: Word, kept: list[Word], shared: Shared) -> None:
        for words in variants(kept, head):
            self.frames.append(Frame(tuple(self._pieces(head, words, shared)), head, shared.claimant))

    def _pieces(self, head: Word, kept: list[Word], shared: Shared) -> list[Piece]:
        own_subject = head.child("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
        words = [word for word in kept if not (word.dep in ("cc", "mark", "preconj") and word.head is head)]
        if own_subject is not None and head.dep == "pcomp":
            return _predicate(head, words, replace(shared, subject_head=own_subject))
        if own_subject is not None or not shared.subject:
            return _tidied(words)
        fronted = [piece(word) for word in shared.fronted]
        return [*fronted, *shared.subject, *_predicate(head, words, shared)]

    def _shared_by(self, head: Word, kept: list[Word], shared: Shared) -> Shared:
        """What the branches of a clause take over from it."""
        subject = head.child("nsubj", "nsubjpass")
        if subject is None:
            return replace(shared, tense=tense_of(head) if _is_finite(head) else shared.tense)
        words = [word for word in noun_phrase(subject)]
        auxiliaries = tuple(word for word in kept if word.head is head and word.dep in ("aux", "auxpass", "neg"))
        fronted = tuple(word for word in kept if word.index < words[0].index and _is_fronted(word, head))
        return Shared(tuple(map(piece, words)), subject, auxiliaries, fronted, shared.claimant, tense_of(head))

    def _branch(self, branch: Word, head: Word, shared: Shared) -> None:
        """The statements of a branch that left its clause."""
        plain = Shared(claimant=shared.claimant, tense=shared.tense)
        if branch.dep == "relcl":
            self._relative(branch, plain)
        elif branch.dep == "appos":
            self._apposition(branch, plain)
        elif branch.dep == "acl":
            self._about(branch.head, branch, plain)
        elif branch.child("nsubj", "nsubjpass", "expl", "csubj") is not None:
            self.clause(branch, plain)
        elif branch.dep == "conj" and branch.head is head:
            self.clause(branch, shared)
        elif branch.tag in ("VBG", "VBN") and shared.subject:
            self.clause(branch, replace(shared, auxiliaries=(), fronted=()))
        elif branch.dep == "prep" and (small := branch.child("pcomp")) is not None and small.child("nsubj") is not None:
            self.clause(small, plain)
        else:
            self._detached_below(branch, plain)

    def _detached_below(self, branch: Word, shared: Shared) -> None:
        _, apart, _ = self._gather(branch, [])
        for deeper in apart:
            self._branch(deeper, branch, shared)

    def _about(self, noun: Word, branch: Word, shared: Shared) -> None:
        """A participle or relative clause as a statement about the noun that it belongs to."""
        subject = tuple(definite(noun_phrase(noun, without=branch)))
        self.clause(branch, replace(shared, subject=subject, subject_head=noun))

    def _relative(self, branch: Word, shared: Shared) -> None:
        noun = branch.head
        words = definite(noun_phrase(noun, without=branch))
        pronoun = next((word for word in branch.subtree() if word.tag in ("WDT", "WP", "WP$", "WRB")), None)
        if pronoun is not None and pronoun.head is branch and pronoun.dep in ("nsubj", "nsubjpass"):
            kept, apart, _ = self._gather(branch, [])
            rest = [piece(word) for word in kept if word is not pronoun and not (word.dep == "cc" and word.head is branch)]
            self.frames.append(Frame((*words, silent(pronoun), *rest), branch, shared.claimant))
            inner = replace(shared, subject=tuple(words), subject_head=noun, tense=tense_of(branch))
            inner = replace(
                inner, auxiliaries=tuple(w for w in kept if w.head is branch and w.dep in ("aux", "auxpass", "neg"))
            )
            for deeper in apart:
                self._branch(deeper, branch, inner)
            return
        self._fronted_relative(branch, words, pronoun, shared)

    def _fronted_relative(self, branch: Word, words: list[Piece], pronoun: Word | None, shared: Shared) -> None:
        """ "the boost Tokyo announced", "the town where he lives": the noun goes where the clause misses it."""
        kept, apart, _ = self._gather(branch, [])
        if pronoun is not None and pronoun.tag == "WP$":
            owner = [*words, added("'s")]
            pieces = [one for word in kept for one in (owner if word is pronoun else [piece(word)])]
        else:
            moved, rest = _moved(branch, kept, pronoun)
            cut = next(
                (i for i, word in enumerate(rest) if word.index > branch.index and word.dep not in ("prt",)), len(rest)
            )
            place = [piece(word) for word in moved] or (
                [added("in")] if pronoun is not None and pronoun.lower == "where" else []
            )
            if pronoun is not None and pronoun.lower in ("when", "why"):
                pieces = []
            elif place:
                pieces = [*map(piece, rest), *place, *words]
            else:
                pieces = [*map(piece, rest[:cut]), *words, *map(piece, rest[cut:])]
        if pieces:
            self.frames.append(Frame(tuple(pieces), branch, shared.claimant))
        for deeper in apart:
            self._branch(deeper, branch, self._shared_by(branch, kept, shared))

    def _apposition(self, branch: Word, shared: Shared) -> None:
        noun = branch.head
        kept, apart, _ = self._gather(branch, [])
        subject = definite(noun_phrase(noun, without=branch))
        verb = copula(Tense.PRESENT, is_plural(noun) and number_of(branch) != "one")
        self.frames.append(Frame((*subject, added(verb), *map(piece, kept)), branch, shared.claimant))
        for deeper in apart:
            self._branch(deeper, branch, shared)


def _within(word: Word) -> Iterable[Word]:
    """The words above this one up to the nearest finite verb."""
    for up in word.ancestors():
        yield up
        if _is_finite(up):
            return


def _refuses(word: Word) -> bool:
    return word.dep in ("relcl", "appos") or is_coordinate_clause(word)


def _is_finite(verb: Word) -> bool:
    return verb.tag in ("VBD", "VBZ", "VBP", "MD") or any(
        word.tag in ("VBD", "VBZ", "VBP", "MD") for word in verb.all("aux", "auxpass", "cop")
    )


def _is_fronted(word: Word, head: Word) -> bool:
    """Does the word belong to a time or place before the subject?"""
    top = word
    while top.head is not head and top.head is not top:
        top = top.head
    return top.dep in ("prep", "npadvmod") and top.head is head and word.dep != "punct"


def _tidied(words: list[Word]) -> list[Piece]:
    return [piece(word) for word in words]


def _predicate(head: Word, words: list[Word], shared: Shared) -> list[Piece]:
    """The words of a clause without a subject of its own, its verb made finite where it is not."""
    if _is_finite(head):
        return [piece(word) for word in words]
    plural = shared.subject_head is not None and is_plural(shared.subject_head)
    tense = shared.tense or Tense.PRESENT
    own = {word.lower for word in words if word.head is head and word.dep in ("aux", "auxpass")}
    if shared.auxiliaries and head.dep == "conj" and head.tag == head.head.tag and not own:
        return [*map(piece, shared.auxiliaries), *map(piece, words)]
    if head.tag == "VBN" and not own:
        return [added(copula(tense, plural)), *map(piece, words)]
    if head.tag == "VBG" and not own:
        return [Piece(finite(head, tense, plural), word) if word is head else piece(word) for word in words]
    return _with_finite_auxiliary(head, words, tense, plural)


def _with_finite_auxiliary(head: Word, words: list[Word], tense: Tense, plural: bool) -> list[Piece]:
    """ "having lost" → "had lost", "being held" → "was held"; a bare infinitive takes what its clause had."""
    pieces = []
    for word in words:
        if word.head is head and word.dep in ("aux", "auxpass") and word.tag == "VBG":
            form = copula(tense, plural) if word.lemma == "be" else ("had" if tense is Tense.PAST else "has")
            pieces.append(Piece(form, word))
        else:
            pieces.append(piece(word))
    return pieces


def _moved(branch: Word, kept: list[Word], pronoun: Word | None) -> tuple[list[Word], list[Word]]:
    """The preposition that goes with the relative pronoun ("at which"), and the rest without both."""
    if pronoun is None:
        return [], list(kept)
    preposition = pronoun.head if pronoun.dep == "pobj" and pronoun.head.index < branch.index else None
    rest = [word for word in kept if word is not pronoun and word is not preposition]
    return [preposition] if preposition is not None else [], rest
