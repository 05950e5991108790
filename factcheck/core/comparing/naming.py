"""Names of a claim beside a source, and who did what to whom."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from factcheck.core.comparing.aligning import words_of
from factcheck.core.comparing.negations import denials_of
from factcheck.core.first_names import MEN, WOMEN
from factcheck.core.wording import stem, vocabulary
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcheck.core.comparing.aligning import Aligned, Word
    from factcheck.core.comparing.reading import Named, Reading

#: Share of the claim's other words that a passage must have before another name in it is called a difference.
#: Chosen on the open sets (November 2026).
NAMED_FROM = 0.5

#: A name that begins like another with so many letters, or shares so much of them, is not called a different one:
#: "Japan" and "Japanese", "Faroes" and "Faeroes". Chosen without data.
SAME_BEGINNING, SPELLED_ALIKE = 4, 0.75

#: Names of one thing that no beginning tells.
_ALIASES = """
us usa america american americans united-states
uk britain british briton britons united-kingdom
eu european-union
un united-nations
france french / spain spanish / netherlands dutch / switzerland swiss / denmark danish danes / poland polish poles
sweden swedish swedes / wales welsh / turkey turkish turks / ireland irish / finland finnish finns / greece greek greeks
norway norwegian norwegians / italy italian italians / germany german germans / china chinese / hungary hungarian
"""

#: What two do together has no doer and no done-to.
_MUTUAL = frozenset(stem(word) for word in vocabulary("meet marry debate join face play see know resemble"))


def _aliases() -> Mapping[str, str]:
    groups = [group.split() for line in _ALIASES.strip().splitlines() for group in line.split(" / ")]
    return {word: group[0] for group in groups for word in group}


_ONE = _aliases()

_CAPITAL = re.compile(r"(?<![^\W_])(?<!['’-])(?![a-z])[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")


def compared(aligned: Aligned, mine: Reading, theirs: Reading) -> list[Finding]:
    """A finding for each name of the claim and for each act whose sides are swapped.

    A name is the same in a short form, with another title, or as an acronym. It differs only where another name plays
    its role in the aligned passage, and is absent otherwise.
    """
    known = _capitals(aligned.source)
    names = {name.words: name for name in mine.names if name.full and any(map(_tells, name.words))}
    return [*_swapped(aligned, mine, theirs), *(_name(name, aligned, mine, theirs, known) for name in names.values())]


def _tells(word: str) -> bool:
    return any(map(str.isalpha, word))


def _capitals(text: str) -> dict[str, Span]:
    """The words with a capital, in the form under which a name is known, and where each stands first."""
    found: dict[str, Span] = {}
    before: Word | None = None
    capitals = (Span(*found.span()) for found in _CAPITAL.finditer(text) if found.group()[0].isupper())
    for word in (word for span in capitals for word in words_of(text, span)):
        if before is not None and before.span.end + 1 < word.span.start:
            before = None
        found.setdefault(_ONE.get(word.text, word.text), word.span)
        if before is not None and (both := _ONE.get(f"{before.text}-{word.text}")):
            found.setdefault(both, Span(before.span.start, word.span.end))
        before = word
    return found


def _name(name: Named, aligned: Aligned, mine: Reading, theirs: Reading, known: Mapping[str, Span]) -> Finding:
    said = aligned.claim[slice(*name.span)]
    at = aligned.source.find(said)
    if same := (Span(at, at + len(said)) if at >= 0 else _same(name, theirs, known)):
        words = f"Claim and source both say {said}."
        return Finding(FindingKind.NAME, Relation.AGREES, name.span, same, words)
    if (other := _in_its_role(name, aligned, mine, theirs)) is not None:
        words = f"The claim says {said}; the source says {aligned.source[slice(*other.span)]}."
        return Finding(FindingKind.NAME, Relation.DIFFERS, name.span, other.span, words)
    return Finding(FindingKind.NAME, Relation.ABSENT, name.span, None, f"The source does not say {said}.")


def _same(name: Named, theirs: Reading, known: Mapping[str, Span]) -> Span | None:
    """Where the source has it: a person's last word, all words of another name, its acronym or what that stands for."""
    words = [_ONE.get(word, word) for word in name.words]
    whole = _ONE.get("-".join(name.words), "")
    needed = [whole] if whole in known else words[-1:] if name.person else words
    if all(word in known for word in needed) and not _is_somebody_else(name, theirs):
        return known[needed[-1]]
    initials = "".join(word[0] for word in name.full)
    if len(initials) > 1 and initials in known:
        return known[initials]
    spelled = (one.span for one in theirs.names if "".join(word[0] for word in one.full) == name.words[-1])
    derived = (span for word, span in known.items() if len(words) == 1 and _derived(words[0], word))
    return next(spelled, None) or next(derived, None)


def _is_somebody_else(name: Named, theirs: Reading) -> bool:
    """Whether all that the source calls by this last name have another first name: "Jane Lee" and "John Lee"."""
    bearers = [one for one in theirs.names if one.person and one.full[-1] == name.full[-1]]
    return name.person and bool(bearers) and all(_are_namesakes(name, one) for one in bearers)


def _are_namesakes(one: Named, other: Named) -> bool:
    """Whether two of one last name are two people; "J." and "Jim" may be "James"."""
    known = MEN | WOMEN
    first, second = one.full[0], other.full[0]
    return first in known and second in known and first[0] != second[0] and one.full[-1] == other.full[-1]


def _derived(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SAME_BEGINNING and longer.startswith(shorter)


def _in_its_role(name: Named, aligned: Aligned, mine: Reading, theirs: Reading) -> Named | None:
    """The only other name that stands in the aligned passage as this one stands in the claim; None where denied."""
    stems = set(map(stem, name.words))
    if any(stems & denial.beyond.union(denial.stems) for denial in denials_of(aligned.claim)):
        return None
    best = aligned.best(NAMED_FROM, stems)
    claimed = _capitals(aligned.claim)
    others = [
        other
        for other in theirs.names
        if best.start <= other.span.start < best.end
        and other.role == name.role != ("", "")
        and other.person == name.person
        and not all(word in claimed for word in other.words)
        and not any(_alike(other, one) for one in mine.names if not _are_namesakes(one, other))
    ]
    return others[0] if len({other.full for other in others}) == 1 else None


def _alike(one: Named, other: Named) -> bool:
    """Whether two names may be of one: a word of one is much like one of the other's, as other spellings are."""
    return any(
        mine[:SAME_BEGINNING] == its[:SAME_BEGINNING] or SequenceMatcher(None, mine, its).ratio() >= SPELLED_ALIKE
        for mine in one.full
        for its in other.full
    )


def _swapped(aligned: Aligned, mine: Reading, theirs: Reading) -> Iterator[Finding]:
    best = aligned.best(NAMED_FROM)
    beside = [other for other in theirs.acts if best.start <= other.span.start < best.end]
    for act in mine.acts:
        for other in beside:
            crossed = act.doer & other.done_to and act.done_to & other.doer
            straight = act.doer & other.doer or act.done_to & other.done_to
            if act.verb == other.verb and act.verb not in _MUTUAL and crossed and not straight:
                said, there = aligned.claim[slice(*act.span)], aligned.source[slice(*other.span)]
                words = f"The claim says “{said}”; the source says “{there}”."
                yield Finding(FindingKind.NAME, Relation.DIFFERS, act.span, other.span, words)
                break
