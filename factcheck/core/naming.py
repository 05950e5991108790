"""Names in two claims: one that stands in the place of another, and the same ones in other roles. No parser needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.comparing.dates import dates_of
from factcheck.core.names import TITLES
from factcheck.core.wording import FUNCTION_WORDS, HEDGES, NEGATIONS, tokens, vocabulary

#: Capitalised without being the name of anybody.
_CALENDAR = vocabulary(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday "
)
_NO_NAMES = (
    FUNCTION_WORDS
    | NEGATIONS
    | HEDGES
    | _CALENDAR
    | vocabulary(
        "after before during since until between among all every each both many several few more fewer less only "
        "yesterday today last next first two three four five six seven eight nine ten nearly half"
    )
)

#: Behind these a name has a role of its own in the sentence.
_ROLES = vocabulary("from to by against over than")
#: Behind these it says where, and where stands at any place of a sentence.
_PLACES = vocabulary("in at near on of for with")

#: First letters that a country and its people, or a full and a short form, share: "Germany", "German".
_BEGINNING = 4

_WORD = re.compile(r"[^\W\d_][\w’'.&-]*\w|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written, its words in lower case without titles, the word before it, and whether it opens."""

    text: str
    words: tuple[str, ...]
    behind: str
    opens: bool


def names_of(text: str) -> list[Named]:
    """The runs of capitalised words, dates left out; a single word that opens the text is one too."""
    dated = [date.span for date in dates_of(text)]
    runs: list[list[re.Match[str]]] = []
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        if not any(start <= word.start() < end for start, end in dated) and _is_capital(word):
            if before is not None and runs and runs[-1][-1] is before and text[before.end() : word.start()] == " ":
                runs[-1].append(word)
            else:
                runs.append([word])
        before = word
    return [named for run in runs if (named := _named(text, run)).words]


def _is_capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper() and word.group().lower() not in _NO_NAMES


def _named(text: str, run: list[re.Match[str]]) -> Named:
    written = text[run[0].start() : run[-1].end()]
    words = tuple(_plain(word.group()) for word in run)
    bare = tuple(word for word in words if word not in TITLES)
    return Named(written, bare or words, _behind(text, run[0].start()), run[0].start() <= 1)


def _behind(text: str, start: int) -> str:
    found = [word.lower() for word in re.findall(r"\w+", text[:start])[-2:]]
    return next((word for word in reversed(found) if word not in ("the", "a", "an")), "")


def _plain(word: str) -> str:
    return re.sub(r"['’]s\Z|\.", "", word).lower()


def other_names(claim: str, earlier: str) -> Iterator[tuple[str, str, str]]:
    """Each claim has a name that the other one lacks."""
    mine, theirs = names_of(claim), names_of(earlier)
    lone = [one for one in mine if not _stands_in(one, theirs, earlier)]
    others = [one for one in theirs if not _stands_in(one, mine, claim)]
    if lone and others and (_is_sure(lone, others) or _differ_in_opening(claim, earlier)):
        yield "name", lone[0].text, others[0].text


def _is_sure(lone: list[Named], others: list[Named]) -> bool:
    """A single word that opens a sentence may be any word."""
    return any(_is_no_opening(one) for one in lone) and any(_is_no_opening(one) for one in others)


def _is_no_opening(one: Named) -> bool:
    return not one.opens or len(one.words) > 1 or one.text.isupper()


def _differ_in_opening(claim: str, earlier: str) -> bool:
    """The two are the same word for word behind their first."""
    return tokens(claim)[1:] == tokens(earlier)[1:]


def _stands_in(one: Named, others: list[Named], text: str) -> bool:
    if any(_same(one.words, other.words) for other in others):
        return True
    said = tokens(text)
    return all(any(_alike(word, other) for other in said) for word in one.words) and not any(
        one.words[-1] == other.words[-1] for other in others
    )


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """One is part of the other, as words or as its initials."""
    shorter, longer = sorted((one, other), key=len)
    if all(any(_alike(word, there) for there in longer) for word in shorter):
        return True
    initials = "".join(word[0] for word in longer)
    return len(shorter) == 1 and len(longer) > 1 and shorter[0] in (initials, initials + "s")


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    return len(word) > _BEGINNING and len(other) >= _BEGINNING and word[:_BEGINNING] == other[:_BEGINNING]


def other_roles(claim: str, earlier: str) -> Iterator[tuple[str, str, str]]:
    """The same words, and the two names or sides of a comparison have changed places."""
    mine, theirs = _acting(claim), _acting(earlier)
    if len(mine) > 1 and sorted(mine) == sorted(theirs) and mine != theirs:
        yield "role", mine[0], theirs[0]
    elif (sides := _sides(claim)) and (others := _sides(earlier)) and sides != others and sides == others[::-1]:
        yield "role", " ".join(sides[0]), " ".join(others[0])


def _acting(text: str) -> list[str]:
    """The names in the order of their roles: who acts first, then on whom, then each with its "from" or "to"."""
    names = [one for one in names_of(text) if one.behind not in _PLACES]
    by = [one for one in names if one.behind == "by"]
    plain = [one for one in names if one.behind not in _ROLES]
    others = sorted((one for one in names if one.behind in _ROLES - {"by"}), key=lambda one: one.behind)
    return [" ".join(one.words) for one in (*by, *plain, *others)]


def _sides(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words on both sides of a comparison: in "men earn more than women", men and women."""
    before, than, after = text.lower().partition(" than ")
    if not than:
        return None
    first = [word for word in tokens(before) if word not in FUNCTION_WORDS]
    second = [word for word in tokens(after) if word not in FUNCTION_WORDS]
    return (tuple(first[: len(second)]), tuple(second)) if first and second else None
