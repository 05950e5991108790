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
    "persuade notify advise teach imply hint judge rule deem opine reckon"
)

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
    if verb.lemma.lower() not in SAYING or not verb.is_verb:
        return None
    contents = tuple(word for word in verb.all("ccomp") if _is_clause(word)) or tuple(
        word for word in verb.all("advcl") if word.child("mark") is None and word.child("nsubj") and _is_clause(word)
    )
    if not contents or verb.child("neg") is not None:
        return None
    speaker = speaker_of(verb)
    return None if speaker is not None and _is_share(speaker) else Speech(verb, speaker, contents)


def _is_share(speaker: Word) -> bool:
    """ "27 percent said they are undecided" tells how many said it; what they said is not for anybody to check."""
    return (
        speaker.lemma.lower() in ("percent", "%", "half", "third", "quarter", "majority", "most") or speaker.tag == "CD"
    )


def speaker_of(verb: Word) -> Word | None:
    """The subject of a verb of saying; where it has none of its own, that of the verb it is joined to."""
    subject = verb.child("nsubj")
    if subject is not None or verb.child("nsubjpass"):
        return subject
    if verb.dep == "conj" or verb.dep in ("advcl", "xcomp"):
        return speaker_of(verb.head)
    return verb.head if verb.dep in ("acl", "relcl") else None


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
    """The branch "according to X" under a clause, and the head of X."""
    for word in clause.children:
        to = word.child("prep") if word.lower == "according" else None
        if to is not None and (source := to.child("pobj")) is not None:
            return word, source
    return None
