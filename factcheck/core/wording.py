"""Words as the contract counts them: which carry content, which are figures, negations and hedges, and their stems."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from factcheck.core.irregular import IRREGULAR


def vocabulary(listed: str) -> frozenset[str]:
    """A set of words written as one line of them."""
    return frozenset(listed.split())


#: Words that only hold a sentence together; an engine may add them, and nothing is claimed by them.
FUNCTION_WORDS = vocabulary(
    "a an the this that these those there here it its itself he him his himself she her hers herself they them "
    "their theirs themselves we us our ours ourselves you your yours i me my mine myself who whom whose which "
    "what one ones of in on at by for with to from into onto over under as than and or but nor so then if is "
    "are was were be been being am do does did done has have had having will would shall should can also too "
    "when while where because s d m re ve ll t"
)

#: Words that turn a statement round.
NEGATIONS = vocabulary("not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely")

#: Words that make a statement weaker, or a figure less exact.
HEDGES = vocabulary(
    "may might could possibly perhaps maybe allegedly reportedly apparently likely unlikely probably "
    "potentially nearly almost about roughly approximately around some least most up"
)

#: Hedges that stand before a verb and govern it: dropping one turns a possibility into a fact.
VERB_HEDGES = vocabulary(
    "may might could possibly perhaps maybe allegedly reportedly apparently likely unlikely probably "
    "potentially nearly almost hardly barely scarcely"
)

#: Hedges that stand before a figure.
FIGURE_HEDGES = vocabulary("nearly almost about roughly approximately around over under")

_BASES = MappingProxyType({form: base for base, forms in IRREGULAR.items() for form in forms})

#: Longest first; an ending is cut only where a syllable of two letters or more is left before it.
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "e", "y")
_VOWEL = re.compile("[aeiouy]")

_TOKEN = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_CONTRACTED_NOT = re.compile(r"n['’]t\b|\bcannot\b", re.IGNORECASE)
#: The month must not pass for the hedge.
_MONTH_OF_MAY = re.compile(r"\bMay\b")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; "n't" is read as "not", and figures keep their points and commas."""
    text = _MONTH_OF_MAY.sub("Mai", text)
    spelled = _POSSESSIVE.sub(" ", _CONTRACTED_NOT.sub(_spell_not, text))
    return _TOKEN.findall(spelled.lower())


def _spell_not(match: re.Match[str]) -> str:
    return "can not" if match.group().lower() == "cannot" else " not"


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(token) for token in tokens(text)}


def content_stems(text: str) -> set[str]:
    """The stems of the words that claim something: all but function words. Negations and hedges are among them."""
    return {stem(token) for token in tokens(text) if token not in FUNCTION_WORDS}


@lru_cache(maxsize=50_000)
def stem(token: str) -> str:
    """What all inflected forms of a lower-case word share: "leading", "led" and "leads" are one; figures stay whole."""
    if not token.isalpha():
        return token
    base = _BASES.get(token, token)
    for ending in _ENDINGS:
        root = base.removesuffix(ending)
        if len(root) >= (3 if ending == "y" else 2) and root != base and _VOWEL.search(root):
            base = root
            break
    return _bare(base)


def _bare(root: str) -> str:
    """ "carry" and "carries", "planned" and "plan", "use" and "using" agree only without their last soft letter."""
    while len(root) > 3 and root[-1] in "yie":
        root = root[:-1]
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiou" else root
