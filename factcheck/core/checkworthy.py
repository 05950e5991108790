"""How much a fact-checker would want a statement checked: a score from 0 to 1, with its reasons in words.

Rules over the words alone: what can be looked up (figures, comparisons, names, public matters) speaks for it; what is
felt, wished, asked or only a courtesy speaks against it. The weights were set by hand, not learnt from anybody's data.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from factcheck.records import Kind


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something in a statement that speaks for or against checking it, once or up to `most` times."""

    pattern: re.Pattern[str]
    weight: float
    reason: str
    most: int = 1


def _words(listed: str) -> str:
    return r"\b(?:" + "|".join(listed.split()) + r")\b"


#: The score of a plain statement of which nothing else is known is a good third.
_BASE = -0.9

_FIGURE = re.compile(
    r"\d|"
    + _words(
        "two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion "
        "trillion half "
    ),
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥%]|" + _words("percent dollars? euros? pounds cents "), re.IGNORECASE)
_CHANGE = re.compile(
    _words(
        "more less fewer most least highest lowest largest biggest worst best first only than double doubled "
        "triple tripled increased? increases decreased? rose risen rising fell fallen falling grew grown "
        "dropped cut cuts raised? raises lost gained record every never always nobody everyone all none "
        "average rate "
    ),
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;’'] )[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*|\b[A-Z]{2,}\b")
_PUBLIC = re.compile(
    _words(
        "tax taxes taxed law laws bill bills vote voted votes voters? election elections war wars troops "
        "military jobs? unemployment economy economic budget deficit debt spending trade tariffs? wages? "
        "salary poverty income crime crimes police prison guns? drugs? immigrants? immigration border "
        "refugees? health healthcare insurance medicare medicaid hospitals? schools? education energy oil gas "
        "climate pollution emissions court courts judge government congress senate parliament administration "
        "policy program programs treaty agreement deal sanctions nuclear weapons? terrorists? attack attacks "
        "killed deaths? died wounded arrested charged convicted study report poll companies company industry "
        "banks? billion million "
    ),
    re.IGNORECASE,
)
_DEED = re.compile(
    _words(
        "signed passed voted supported opposed vetoed banned created built closed opened announced promised "
        "proposed launched invaded bombed won lost sold bought paid received spent hired fired sued ruled "
        "approved rejected introduced founded moved met visited cost costs caused causes "
    ),
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|"
    + _words(
        "yesterday monday tuesday wednesday thursday friday saturday sunday january february march april june "
        "july august september october november december years? months? weeks? decades? "
    ),
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"\b(?:I|we)(?:'m|’m|'re|’re| am| are| just| really| do| also)* "
    r"(?:think|believe|feel|hope|want|wish|love|like|guess|know|glad|proud|sorry|happy|grateful|sure|delighted|welcome)\b|"
    + _words(
        "hopefully fortunately unfortunately amazing wonderful beautiful terrible horrible great inspiring disgrace "
    ),
    re.IGNORECASE,
)
_ADVICE = re.compile(
    _words("should ought must ") + r"|\b(?:need|needs|have|has|got) to\b|\blet(?:'|’)?s\b|\blet us\b", re.IGNORECASE
)
_FUTURE = re.compile(_words("will won’t won't shall would could might may ") + r"|(?:'|’)ll\b|\bgoing to\b")
_COURTESY = re.compile(
    r"\b(?:thank you|thanks|good (?:evening|morning|night)|welcome to|excuse me|god bless|applause|laughter|let me|"
    r"look,|you know|ladies and gentlemen|please)\b|\[\w+\]",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:plans? to|expected to|scheduled|anticipated|set to|due to)\b|\bon \w+day\b", re.IGNORECASE)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: Numbers that count nothing: days, years, times of the day and what has a number for its name.
_NO_COUNT = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:, \d{{4}}\b)?|\b\d{{1,2}} {_MONTH}\b(?: \d{{4}}\b)?|"
    r"(?<![$€£¥\d.,])\b(?:1[5-9]|20)\d\ds?\b(?![.,]?\d| ?%| (?:percent|people|troops|dead|euros?|dollars?|pounds)\b)|"
    r"\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bWorld War (?:One|Two)\b|\b[A-Za-z][\w-]*\d\b"
)
_TIMES = re.compile(
    _words("(?:double|tripl|quadrupl)[a-z]* twice percent zero ") + r"|\ba (?:third|quarter) of\b", re.IGNORECASE
)
_VALUE = re.compile(
    _words(
        "good bad great important easy wrong right evil beautiful ugly nice terrible horrible wonderful "
        "amazing best worst historic inspiring courageous disgraceful ridiculous fantastic tremendous "
        "luckiest proud dangerous fair unfair "
    ),
    re.IGNORECASE,
)

_SIGNS = (
    _Sign(_FIGURE, 1.3, "It gives a figure."),
    _Sign(_MONEY, 0.7, "It speaks of money or a share."),
    _Sign(_CHANGE, 0.6, "It compares, or tells of a change."),
    _Sign(_PUBLIC, 0.55, "It is about a public matter.", most=2),
    _Sign(_DEED, 0.5, "It says that something was done."),
    _Sign(_NAME, 0.35, "It names somebody or something.", most=2),
    _Sign(_TIME, 0.3, "It says when."),
    _Sign(_FEELING, -1.1, "It tells a feeling or a wish."),
    _Sign(_ADVICE, -0.8, "It says what ought to be."),
    _Sign(_FUTURE, -0.5, "It is about what may come."),
    _Sign(_COURTESY, -1.5, "It is a courtesy or an aside."),
    _Sign(_VALUE, -0.4, "It is a judgement of value."),
    _Sign(re.compile(r"[?？]\W*$"), -2.0, "It is a question."),
)

#: Shorter statements seldom hold anything that could be looked up.
_FEWEST_WORDS = 5
_TOO_SHORT = _Sign(re.compile(""), -1.2, "It is very short.")


def score(text: str) -> tuple[float, tuple[str, ...]]:
    """The score of one sentence or claim, rounded to hundredths, and why, the strongest reason first."""
    found = [(sign.weight * times, sign.reason) for sign in _SIGNS if (times := _times(sign, text))]
    if len(text.split()) < _FEWEST_WORDS:
        found.append((_TOO_SHORT.weight, _TOO_SHORT.reason))
    total = _BASE + sum(weight for weight, _ in found)
    found.sort(key=lambda row: -abs(row[0]))
    return round(1 / (1 + math.exp(-total)), 2), tuple(reason for _, reason in found)


def _times(sign: _Sign, text: str) -> int:
    if sign.most == 1:
        return 1 if sign.pattern.search(text) else 0
    return min(sign.most, len(sign.pattern.findall(text)))


def kind_of(text: str, quoted: bool = False) -> Kind:
    """What sort of statement it is: about what is to come, a judgement, a count, somebody's words, or a plain fact."""
    if _FUTURE.search(text) and not _PLAN.search(text):
        return Kind.PREDICTION
    if _FEELING.search(text) or _ADVICE.search(text) or (_VALUE.search(text) and not _FIGURE.search(text)):
        return Kind.OPINION
    counted = _NO_COUNT.sub("", text)
    if _FIGURE.search(counted) or _TIMES.search(counted):
        return Kind.QUANTITY
    return Kind.QUOTATION if quoted else Kind.FACT
