"""The irregular verbs of English: base form → past tense and past participle."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Written down by hand: the frequent irregular verbs of news English, as base/past/participle.
_TABLE = """
arise/arose/arisen awake/awoke/awoken bear/bore/borne beat/beat/beaten become/became/become begin/began/begun
bend/bent/bent bet/bet/bet bind/bound/bound bite/bit/bitten bleed/bled/bled blow/blew/blown break/broke/broken
breed/bred/bred bring/brought/brought build/built/built burst/burst/burst buy/bought/bought cast/cast/cast
catch/caught/caught choose/chose/chosen cling/clung/clung come/came/come cost/cost/cost creep/crept/crept
cut/cut/cut deal/dealt/dealt dig/dug/dug do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven
eat/ate/eaten fall/fell/fallen feed/fed/fed feel/felt/felt fight/fought/fought find/found/found flee/fled/fled
fly/flew/flown forbid/forbade/forbidden forget/forgot/forgotten forgive/forgave/forgiven freeze/froze/frozen
get/got/got give/gave/given go/went/gone grind/ground/ground grow/grew/grown hang/hung/hung have/had/had
hear/heard/heard hide/hid/hidden hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known
lay/laid/laid lead/led/led leave/left/left lend/lent/lent let/let/let lie/lay/lain light/lit/lit lose/lost/lost
make/made/made mean/meant/meant meet/met/met mistake/mistook/mistaken outbid/outbid/outbid
overcome/overcame/overcome oversee/oversaw/overseen overtake/overtook/overtaken overthrow/overthrew/overthrown
pay/paid/paid put/put/put quit/quit/quit read/read/read rid/rid/rid ride/rode/ridden ring/rang/rung
rise/rose/risen run/ran/run say/said/said see/saw/seen seek/sought/sought sell/sold/sold send/sent/sent
set/set/set shake/shook/shaken shed/shed/shed shine/shone/shone shoot/shot/shot show/showed/shown
shrink/shrank/shrunk shut/shut/shut sing/sang/sung sink/sank/sunk sit/sat/sat sleep/slept/slept slide/slid/slid
speak/spoke/spoken spend/spent/spent spin/spun/spun split/split/split spread/spread/spread spring/sprang/sprung
stand/stood/stood steal/stole/stolen stick/stuck/stuck strike/struck/struck strive/strove/striven
swear/swore/sworn sweep/swept/swept swim/swam/swum swing/swung/swung take/took/taken teach/taught/taught
tear/tore/torn tell/told/told think/thought/thought throw/threw/thrown undergo/underwent/undergone
understand/understood/understood undertake/undertook/undertaken uphold/upheld/upheld upset/upset/upset
wake/woke/woken wear/wore/worn weave/wove/woven win/won/won wind/wound/wound withdraw/withdrew/withdrawn
withhold/withheld/withheld withstand/withstood/withstood write/wrote/written
"""


def _read(table: str) -> Mapping[str, tuple[str, str]]:
    rows = (row.split("/") for row in table.split())
    return MappingProxyType({base: (past, participle) for base, past, participle in rows})


IRREGULAR = _read(_TABLE)
