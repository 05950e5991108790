"""A stored quotation, whole, against the words of a source: verbatim, altered, cut, or not found there."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from factcheck.core.comparing.spoken import Part, Said, parts_of, said
from factcheck.core.wording import FUNCTION_WORDS, HEDGES, NEGATIONS, vocabulary
from factcheck.records import Finding, FindingKind, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Share of a quotation's words that must stand in order in one window: then they are altered, and below it others.
ALTERED_FROM = 0.6
#: As much is enough where so many of them stand in a row with a content word among them: a common beginning of three
#: words is chance. Both were set on the project's own cases and the example article (November 2026).
RESEMBLES_FROM, IN_A_ROW = 0.4, 4
#: A quotation of which fewer words stand there is not altered.
FEWEST = 3
#: A window has so many times the words of the quotation, and a few more.
WINDOW, MORE = 1.25, 4
#: Windows that are looked at closely: those that have most of the quotation's words in any order.
CANDIDATES = 3
#: What a function word counts beside a content word when windows are chosen.
FUNCTION_WEIGHT = 0.25
#: Words of the source that brackets may stand for, and places at which a quotation in parts is tried.
BRACKETED, TRIED = 8, 200
#: Changes that the sentence names; the difference has all.
NAMED = 3

#: Words between the kept parts that turn the meaning.
_TURNING = (
    NEGATIONS
    | HEDGES
    | vocabulary(
        "unless except but if only until however although though refuse refused fail failed deny denied less rather "
        "instead against should would"
    )
)


_VERBATIM = "Verbatim: the source has these words."
_NOT_FOUND = "Not found: the source does not have these words."


def compare_quotation(quotation: str, source: str) -> Finding:
    """Verbatim agrees, altered and badly cut differ, and words that the source has nowhere are absent.

    Case, marks, brackets, British and American spelling, and "10" for "ten" are no alteration. The span counts in the
    quotation and in the source. Linear in the source; an altered quotation costs its length squared besides.
    """
    words, parts = said(source), parts_of(quotation)
    if not parts:
        return _finding(quotation, Relation.ABSENT, None, _NOT_FOUND)
    places = _places(parts, [word.sound for word in words])
    if places:
        return _kept(quotation, source, parts, words, places)
    return _altered(quotation, source, [word for part in parts for word in part.words], words)


def _places(parts: Sequence[Part], sounds: Sequence[str]) -> list[tuple[int, int]]:
    """Where the parts stand one after the other, in the shortest stretch that has them all; empty where none has."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, sound in enumerate(sounds):
        at[sound].append(place)
    starts = islice(_starts(parts[0], 0, sounds, at), TRIED if len(parts) > 1 else 1)
    found = (_from(start, parts, sounds, at) for start in starts)
    return min(filter(None, found), key=lambda places: places[-1][1] - places[0][0], default=[])


def _starts(part: Part, after: int, sounds: Sequence[str], at: Mapping[str, Sequence[int]]) -> Iterator[int]:
    wanted = [word.sound for word in part.words]
    known = at.get(wanted[0], ())
    for place in known[bisect_left(known, after) :]:
        if sounds[place : place + len(wanted)] == wanted:
            yield place


def _from(
    start: int, parts: Sequence[Part], sounds: Sequence[str], at: Mapping[str, Sequence[int]]
) -> list[tuple[int, int]]:
    places = [(start, start + len(parts[0].words))]
    for part in parts[1:]:
        after = places[-1][1]
        start = next(_starts(part, after, sounds, at), len(sounds))
        if start == len(sounds) or (part.open and start - after > BRACKETED):
            return []
        places.append((start, start + len(part.words)))
    return places


def _kept(
    quotation: str, source: str, parts: Sequence[Part], words: Sequence[Said], places: Sequence[tuple[int, int]]
) -> Finding:
    span = Span(words[places[0][0]].span.start, words[places[-1][1] - 1].span.end)
    for part, ((_, end), (start, _)) in zip(parts[1:], pairwise(places), strict=True):
        hidden = words[end:start]
        if not part.open and any(word.sound in _TURNING or word.sound.endswith("n't") for word in hidden):
            left_out = source[hidden[0].span.start : hidden[-1].span.end]
            return _finding(quotation, Relation.DIFFERS, span, f"Cut: the ellipsis hides “{left_out}”.")
    return _finding(quotation, Relation.AGREES, span, _VERBATIM)


def _altered(quotation: str, source: str, wanted: Sequence[Said], words: Sequence[Said]) -> Finding:
    sounds = [word.sound for word in wanted]
    windows = [words[start:end] for start, end in _windows(sounds, [word.sound for word in words])]
    matched = [SequenceMatcher(None, [word.sound for word in window], sounds, autojunk=False) for window in windows]
    best = max(range(len(windows)), key=lambda number: _shared(matched[number]), default=None)
    if best is None or not _is_altered(matched[best], sounds):
        return _finding(quotation, Relation.ABSENT, None, _NOT_FOUND)
    window = _trimmed(source, windows[best], matched[best], len(wanted))
    changes = _changes(quotation, source, wanted, window)
    if all(change == "same" for change, _ in changes):
        return _finding(quotation, Relation.AGREES, _stretch(window), _VERBATIM)
    return _finding(quotation, Relation.DIFFERS, _stretch(window), _told(changes))


def _windows(wanted: Sequence[str], sounds: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of the source that have most of the wanted words in any order, best first."""
    length = int(WINDOW * len(wanted)) + MORE
    needed = Counter(wanted)
    places = [(place, sound) for place, sound in enumerate(sounds) if sound in needed]
    inside: Counter[str] = Counter()
    score, first, scored = 0.0, 0, []
    for place, sound in places:  # the best window ends with a word of the quotation
        inside[sound] += 1
        score += _weight(sound) if inside[sound] <= needed[sound] else 0.0
        while places[first][0] <= place - length:
            gone = places[first][1]
            score -= _weight(gone) if inside[gone] <= needed[gone] else 0.0
            inside[gone] -= 1
            first += 1
        scored.append((score, place + 1))
    chosen: list[tuple[int, int]] = []
    # A chosen window rules out as many others as it is long at most, so that no more than these are looked at.
    for _, end in nlargest(CANDIDATES * (length + 1), scored, key=lambda pair: (pair[0], -pair[1])):
        if all(abs(end - other) > length // 2 for _, other in chosen):
            chosen.append((max(0, end - length), end))
        if len(chosen) == CANDIDATES:
            break
    return chosen


def _weight(sound: str) -> float:
    return FUNCTION_WEIGHT if sound in FUNCTION_WORDS else 1.0


def _shared(matcher: SequenceMatcher[str]) -> int:
    return sum(block.size for block in matcher.get_matching_blocks())


def _is_altered(matcher: SequenceMatcher[str], sounds: Sequence[str]) -> bool:
    shared = _shared(matcher)
    if shared < FEWEST or shared < RESEMBLES_FROM * len(sounds):
        return False
    return shared >= ALTERED_FROM * len(sounds) or any(
        block.size >= IN_A_ROW and any(_weight(sound) == 1 for sound in sounds[block.b : block.b + block.size])
        for block in matcher.get_matching_blocks()
    )


def _trimmed(source: str, window: Sequence[Said], matcher: SequenceMatcher[str], wanted: int) -> Sequence[Said]:
    """The window without what stands before the first and behind the last shared word, but for as many words of the
    same sentence as the quotation has there."""
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    start, end = first, last
    while start > 0 and first - start < blocks[0].b and _together(source, window[start - 1], window[start]):
        start -= 1
    behind = wanted - blocks[-1].b - blocks[-1].size
    while end < len(window) and end - last < behind and _together(source, window[end - 1], window[end]):
        end += 1
    return window[start:end]


def _together(source: str, one: Said, other: Said) -> bool:
    return not set(source[one.span.end : other.span.start]) & set('.!?;\n“”"')


def _stretch(words: Sequence[Said]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


def changed_words(quotation: str, source: str, span: Span) -> tuple[tuple[str, str], ...]:
    """An altered quotation beside the span of its finding, word by word, as `quoting.difference` has it.

    Pairs of "same", "cut" for words of the source alone or "added" for words of the quotation alone, and the words with
    the marks and blanks behind them.
    """
    return tuple(_changes(quotation, source, said(quotation), said(source, *span)))


def _changes(quotation: str, source: str, wanted: Sequence[Said], window: Sequence[Said]) -> list[tuple[str, str]]:
    matcher = SequenceMatcher(None, [word.sound for word in window], [word.sound for word in wanted], autojunk=False)
    changes: list[tuple[str, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        theirs, mine = _with_marks(source, window, a, b), _with_marks(quotation, wanted, c, d)
        is_same = "".join(word.sound for word in window[a:b]) == "".join(word.sound for word in wanted[c:d])
        pieces = [("same", mine)] if tag == "equal" or is_same else [("cut", theirs), ("added", mine)]
        changes += [(change, words) for change, words in pieces if words]
    return changes


def _with_marks(text: str, words: Sequence[Said], start: int, end: int) -> str:
    """The text from one word up to the beginning of another; of the last one up to its end."""
    if start == end:
        return ""
    last = words[end].span.start if end < len(words) else words[-1].span.end
    return text[words[start].span.start : last]


def _told(changes: Sequence[tuple[str, str]]) -> str:
    told: list[str] = []
    for place, (change, piece) in enumerate(changes):
        words = piece.strip(" ,;:")
        following, instead = changes[place + 1] if place + 1 < len(changes) else ("", "")
        if change == "cut":
            told.append(f"“{instead.strip(' ,;:')}” for “{words}”" if following == "added" else f"no “{words}”")
        elif change == "added" and not (place and changes[place - 1][0] == "cut"):
            told.append(f"“{words}” besides")
    rest = f", and {len(told) - NAMED} more changes" if len(told) > NAMED else ""
    return f"Altered: the quotation has {', '.join(told[:NAMED])}{rest}."


def _finding(quotation: str, relation: Relation, span: Span | None, words: str) -> Finding:
    return Finding(FindingKind.QUOTATION, relation, Span(0, len(quotation)), span, words)
