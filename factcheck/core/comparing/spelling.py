"""British and American spelling of one word as one: "colour" and "color", "organised" and "organized"."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from factcheck.core.wording import vocabulary

#: Pairs that no ending tells: British/American.
_PAIRS = """
grey/gray plough/plow tyre/tire tyres/tires kerb/curb cheque/check cheques/checks programme/program programmes/programs
storey/story storeys/stories sceptical/skeptical sceptic/skeptic sceptics/skeptics aluminium/aluminum ageing/aging
judgement/judgment acknowledgement/acknowledgment defence/defense offence/offense licence/license licences/licenses
practise/practice practised/practiced pretence/pretense manoeuvre/maneuver manoeuvres/maneuvers jewellery/jewelry
moustache/mustache draught/draft pyjamas/pajamas mum/mom learnt/learned burnt/burned dreamt/dreamed spelt/spelled
spoilt/spoiled leant/leaned whilst/while amongst/among towards/toward afterwards/afterward forwards/forward
backwards/backward enrol/enroll enrols/enrolls enrolment/enrollment fulfil/fulfill fulfils/fulfills
fulfilment/fulfillment instalment/installment instalments/installments skilful/skillful wilful/willful
catalogue/catalog dialogue/dialog analogue/analog encyclopaedia/encyclopedia paediatric/pediatric
anaesthetic/anesthetic foetus/fetus oestrogen/estrogen diarrhoea/diarrhea haemorrhage/hemorrhage leukaemia/leukemia
artefact/artifact artefacts/artifacts cosy/cozy sulphur/sulfur mould/mold gaol/jail okay/ok
"""
_WORDS = MappingProxyType(dict(pair.split("/") for pair in _PAIRS.split()))

#: "-our" words; "four", "hour", "tour" and others keep theirs.
_OUR = vocabulary(
    "arbour ardour armour behaviour candour clamour clangour colour demeanour endeavour favour fervour flavour glamour "
    "harbour honour humour labour neighbour odour parlour rancour rigour rumour saviour savour splendour succour "
    "tumour valour vapour vigour"
)
_OUR_STEM = re.compile(rf"({'|'.join(word.removesuffix('our') for word in sorted(_OUR))})our")

#: "-re" words; "acre", "genre" and others keep theirs.
_RE = re.compile(
    r"(cent|theat|met|kilomet|centimet|millimet|lit|millilit|fib|calib|lust|sab|spect|sepulch|somb|meag|manoeuv)"
    r"re(s?)$"
)

#: "-ise" words that both write with an s.
_S_ALWAYS = vocabulary(
    "advertise advise arise chastise circumcise comprise compromise demise despise devise disguise enterprise excise "
    "exercise expertise franchise guise improvise incise merchandise noise poise praise precise premise promise raise "
    "revise rise supervise surmise surprise televise treatise wise otherwise likewise paradise cruise bruise concise "
    "disenfranchise enfranchise"
)
_ISE = re.compile(r"^(\w{3,})(?:is(e|es|ed|ing|er|ers|ation|ations)|ys(e|es|ed|ing))$")
_DOUBLED = re.compile(
    r"^(travel|cancel|label|model|level|fuel|signal|quarrel|counsel|marvel|channel|tunnel|panel|jewel|dial|total|rival)"
    r"l(ed|ing|er|ers|or|ors)$"
)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """The American spelling of a lower-case word, where a known British one is given; else the word itself."""
    if word in _WORDS:
        return _WORDS[word]
    word = _DOUBLED.sub(r"\1\2", _RE.sub(r"\1er\2", _OUR_STEM.sub(r"\1or", word)))
    found = _ISE.match(word)
    if not found or _is_s_always(word):
        return word
    return f"{found[1]}iz{found[2]}" if found[2] else f"{found[1]}yz{found[3]}"


def _is_s_always(word: str) -> bool:
    base = re.sub(r"(?:e|es|ed|ing|er|ers|ation|ations)$", "e", word)
    return base in _S_ALWAYS
