"""Who says it: the verbs and phrases by which an article hands on a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word

#: Verbs whose clause is what somebody says, writes or holds to be so. Written down by hand from news English.
SAYING = vocabulary(
    "say tell add note claim argue report state believe think warn insist suggest explain remark respond reply "
    "write tweet post acknowledge admit confirm contend conclude estimate predict stress reiterate reveal show "
    "find indicate allege declare observe recall assert maintain emphasize emphasise complain joke testify "
    "announce disclose mention comment continue quip echo underscore caution counter concede vow lament boast "
    "charge proclaim recount relate affirm reason speculate guess feel hear learn understand figure suppose "
    "hope expect fear worry agree determine notice discover realize realise recognize recognise promise pledge "
    "assume imagine project forecast calculate swear plead brag gripe muse signal assure inform remind convince "
    "persuade notify advise teach imply hint judge rule deem opine reckon reaffirm repeat restate clarify confide "
    "confess posit surmise suspect infer deduce foresee anticipate attest shout yell whisper "
    "read "
    # The parser's lemma of "hoping" and "hoped".
    "hop"
)

#: "They are confident that it works": adjectives whose clause is what somebody holds to be so.
_HOLDING = vocabulary(
    "sure confident certain hopeful optimistic afraid fearful worried concerned adamant convinced positive clear blunt "
    "frank emphatic explicit insistent unequivocal"
)

#: Passives by which the subject itself holds something: "is convinced that", not "is told that".
_PERSUADED = vocabulary("convince persuade worry concern")

#: "His claim that it works": nouns whose clause somebody says or holds to be so.
_STATEMENTS = vocabulary(
    "claim assertion argument allegation warning statement report belief view contention suggestion conclusion finding "
    "acknowledgment acknowledgement admission concern worry fear hope prediction complaint accusation insistence "
    "announcement assurance case opinion theory conviction comment remark charge declaration testimony estimate "
    "expectation confirmation reminder revelation guess suspicion point message assessment"
)

#: "Made the argument that it works": verbs whose subject makes the statement that their object is.
_MAKING = vocabulary(
    "make issue express voice raise reiterate repeat offer give have hold share defend deliver send echo air"
)

_EXPLETIVES = vocabulary("it there this that which what")

#: Verbs that stand beside somebody's words without "that": "The sea is rising, he said".
QUOTING = vocabulary(
    "say tell add note claim argue report state warn insist explain remark respond reply write tweet post acknowledge "
    "admit conclude stress reiterate allege declare observe recall assert joke announce comment continue quip echo "
    "caution counter concede lament recount ask suggest predict believe think exclaim boast complain joke muse"
)

#: "Sanders called the deal a failure" says of the deal, in his voice, that it is one.
CALLING = vocabulary("call label describe dub brand consider deem declare characterize characterise")


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb by which somebody says something: who, by which verb, and the heads of what is said."""

    verb: Word
    speaker: Word | None
    contents: tuple[Word, ...]


def speech_of(verb: Word) -> Speech | None:
    """The speech that this verb reports; None where it reports none."""
    if not verb.is_verb or verb.child("neg") is not None:
        return None
    contents = _said_by(verb) if verb.lemma.lower() in SAYING else _held_by(verb)
    if not contents:
        return None
    speaker = speaker_of(verb)
    return None if speaker is not None and _is_share(speaker) else Speech(verb, speaker, contents)


def _said_by(verb: Word) -> tuple[Word, ...]:
    """The clauses of a verb of saying; where one follows it, those before it are nobody's but the writer's."""
    clauses = [word for word in verb.all("ccomp") if _is_clause(word)]
    behind = [word for word in clauses if word.index > verb.index]
    return tuple(behind or clauses) or tuple(
        word
        for word in verb.all("advcl")
        if word.child("mark") is None and word.child("nsubj") and _is_clause(word) and not _tells_when(word)
    )


def _held_by(verb: Word) -> tuple[Word, ...]:
    """What somebody points out, makes clear, or is sure of."""
    subject = verb.child("nsubj")
    if subject is None or subject.lower in _EXPLETIVES:
        return ()
    if verb.lemma == "point" and any(word.lower == "out" for word in verb.all("prt")):
        holders = [verb]
    elif verb.lemma == "make":
        clear = [word for word in verb.children if word.lower in ("clear", "plain")]
        holders = [*clear, verb] if clear else []
    else:
        holders = [word for word in verb.all("acomp") if verb.lemma in _LINKING and word.lower in _HOLDING]
    told = [word for holder in holders for word in holder.all("ccomp") if word.is_verb or word.child("mark")]
    return tuple(word for word in told if _is_clause(word))


_LINKING = vocabulary("be feel remain seem become grow stay sound")


def statement_of(noun: Word) -> tuple[Word, Word] | None:
    """What "his claim that it works" says, by its head, and the head of whose claim it is."""
    if noun.lemma.lower() not in _STATEMENTS or noun.tag not in ("NN", "NNS"):
        return None
    if any(word.lower in ("no", "any", "little") for word in noun.all("det", "amod")):
        return None
    told = next((word for word in noun.all("acl", "ccomp", "relcl") if _is_clause(word) and _has_that(word)), None)
    source = _maker_of(noun)
    return (told, source) if told is not None and source is not None else None


def _has_that(clause: Word) -> bool:
    return any(mark.lower == "that" for mark in clause.all("mark"))


def _maker_of(noun: Word) -> Word | None:
    owner = noun.child("poss")
    if owner is not None:
        return owner
    for word in noun.all("prep", "agent"):
        source = word.child("pobj")
        if word.lower in ("by", "from", "of") and source is not None:
            return source
    verb = noun.head
    makes = noun.dep == "dobj" and verb.lemma.lower() in _MAKING and verb.child("neg") is None
    return speaker_of(verb) if makes else None


def _is_share(speaker: Word) -> bool:
    """ "27 percent said they are undecided" tells how many said it; what they said is not for anybody to check."""
    return (
        speaker.lemma.lower() in ("percent", "%", "half", "third", "quarter", "majority", "most") or speaker.tag == "CD"
    )


def speaker_of(verb: Word) -> Word | None:
    """The subject of a verb of saying; where it has none of its own, that of the verb it is joined to.

    Behind "who" and "which" it is the noun that they stand for.
    """
    subject = min(verb.all("nsubj"), key=lambda word: abs(word.index - verb.index), default=None)
    if subject is not None and verb.dep == "relcl" and _stands_for_the_noun(subject):
        return verb.head
    passive = verb.child("nsubjpass")
    if subject is not None or passive is not None:
        return passive if subject is None and verb.lemma in _PERSUADED else subject
    if verb.dep == "conj" or verb.dep in ("advcl", "xcomp"):
        return speaker_of(verb.head)
    return verb.head if verb.dep in ("acl", "relcl") else None


def _stands_for_the_noun(subject: Word) -> bool:
    owner = subject.child("poss")
    return subject.lower in ("who", "which", "that") or (owner is not None and owner.lower == "whose")


def _tells_when(clause: Word) -> bool:
    """ "When he died, she charged them": nobody's words."""
    return any(word.tag == "WRB" and word.index < clause.index for word in clause.children)


def _is_clause(word: Word) -> bool:
    """A clause that could stand alone; "found Smith leading" says of nobody's words what they were."""
    if word.is_verb:
        return any(one.tag in ("VBD", "VBZ", "VBP", "MD") for one in (word, *word.all("aux", "auxpass")))
    return word.child("nsubj", "nsubjpass") is not None


def inserted_speech(clause: Word) -> Word | None:
    """The verb of saying that stands within or after a clause: "The sea, he said, is rising"."""
    for word in clause.all("parataxis", "ccomp", "advcl", "dep", "conj"):
        if word.lemma.lower() not in QUOTING or word.child("nsubj") is None or word.child("ccomp", "xcomp") is not None:
            continue
        if word.dep == "advcl" and not any(mark.lower == "as" for mark in word.all("mark")):
            continue
        if word.child("dobj") is None or word.lemma == "tell":
            return word
    return None


def called(verb: Word) -> tuple[Word, Word] | None:
    """What somebody calls what: the heads of the thing and of what it is called."""
    if verb.lemma not in CALLING or verb.child("neg") is not None or verb.child("nsubj") is None:
        return None
    small = verb.child("ccomp")
    if small is not None and not small.is_verb:
        thing = small.child("nsubj")
        return (thing, small) if thing is not None else None
    thing, name = verb.child("dobj"), verb.child("oprd")
    if name is None:
        as_what = next((word for word in verb.all("prep") if word.lower == "as"), None)
        name = as_what.child("pobj") if as_what is not None else None
    return (thing, name) if thing is not None and name is not None else None


def according_to(clause: Word) -> tuple[Word, Word] | None:
    """The branch "according to X" of a clause, wherever in it the parser hung it, and the head of X."""
    for word in clause.subtree():
        if word.lower == "according" and _is_of(word, clause):
            to = word.child("prep")
            source = to.child("pobj") if to is not None else None
            if source is not None:
                return word, source
    return None


def _is_of(word: Word, clause: Word) -> bool:
    """Is no other clause between the word and the head of this one? "See it go up" is one clause."""
    for up in word.ancestors():
        if up is clause:
            return True
        if up.child("nsubj", "nsubjpass") and (up.dep != "ccomp" or _is_clause(up)):
            return False
    return False
