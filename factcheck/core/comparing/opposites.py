"""Words that exclude each other: "rose" and "fell", "before" and "after", "son" and "daughter"."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.core.comparing.spelling import plain
from factcheck.core.wording import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    #: The stem of each word → the axes that it lies on, and on which side of each.
    Sides = Mapping[str, tuple[tuple[int, int], ...]]

#: One axis a line; a word stands for all of its inflected forms. Written down by hand; words that are often something
#: else ("up", "right", "light") are left out.
_AXES = """
rise rose increase grow growth climb jump surge soar gain / fall fell decrease drop decline shrink plunge slump tumble
more / fewer less
higher / lower
support back endorse favour / oppose
accept approve adopt / reject refuse veto
win winner victory / lose loser
before / after
begin start open / end finish stop close conclude cease
buy acquire purchase / sell
import / export
born birth / die died dead death
marry married wed / divorce
form founded establish / disband dissolve abolish collapse
hire appoint recruit / fire fired dismiss sack
join / leave quit
arrive / depart
succeed success successful / fail failure unsuccessful
profit / loss losses
highest / lowest
largest biggest / smallest
best / worst
best-selling / worst-selling
oldest / youngest newest
longest / shortest
richest / poorest
majority / minority
maximum / minimum
north / south
northern / southern
northeast / southwest
northwest / southeast
east / west
eastern / western
legal lawful / illegal unlawful
convict convicted guilty / acquit acquitted innocent
arrest detain jail imprison / release freed
allow permit legalize legalise authorize / ban forbid prohibit outlaw
confirm admit acknowledge / deny
raise hike increase / cut lower reduce
expand / shrink contract
alive / dead
male man men boy / female woman women girl
summer / winter
deploy / withdraw
attack / defend
ally / enemy
urban / rural
public / private
earlier / later
strengthen / weaken
improve / worsen deteriorate
always / never
true / false
indoor / outdoor
domestic / foreign
permanent / temporary
praise / criticize criticise condemn
tighten / loosen ease
resume / suspend halt
possible / impossible
capable / incapable
able / unable
accurate / inaccurate
correct / incorrect
legitimate / illegitimate
agree / disagree
approve / disapprove
associated / disassociated
sufficient / insufficient
"""

#: Words of one kind of which a thing is mostly one.
_KINDS = """
film / book novel / song / album / painting / play / opera / magazine / newspaper
son / daughter
brother / sister
husband / wife
father / mother
uncle / aunt
nephew / niece
grandfather / grandmother
spring / summer / autumn fall / winter
born / graduate / marry / die
"""

#: "For" and "against" are opposites only behind such words.
TAKES_SIDES = re.compile(
    r"\b(?:vot\w+|argu\w+|campaign\w+|rul\w+|spoke|speak\w*|lobb\w+|testif\w+|c[ao]me out|decid\w+|demonstrat\w+)\s"
    r"(?:[\w’']+\s)?(?:(?P<for>for|in favou?r of)|(?P<against>against))\b",
    re.IGNORECASE,
)


def _sides(lines: str) -> Sides:
    sides: dict[str, list[tuple[int, int]]] = {}
    for axis, line in enumerate(lines.strip().splitlines()):
        for side, words in enumerate(line.split(" / ")):
            for word in words.split():
                place = (axis, side)
                known = sides.setdefault(stem(plain(word)), [])
                if place not in known:
                    known.append(place)
    return MappingProxyType({word: tuple(places) for word, places in sides.items()})


OPPOSITES = _sides(_AXES)
KINDS = _sides(_KINDS)
