"""Which language a text is in, by its letters alone: nothing is downloaded and nothing is remembered."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import py3langid

if TYPE_CHECKING:
    from factcheck.records import ArticleText

#: Code points that are looked at: the identifier is sure long before, and a whole book would only cost time.
SAMPLE_LENGTH = 4000

#: Fewer letters than this say nothing about a language; such a text is taken for English, the desk's own language.
FEWEST_LETTERS = 20

#: Below this the identifier errs: it takes one English sentence in twenty for Dutch or Danish. A word that only English
#: has then decides.
SHORT_TEXT = 300

DEFAULT_LANGUAGE = "en"

_ENGLISH = re.compile(r"\b(?:the|and|of|with|which|said|has|were|would|this|that|from)\b", re.IGNORECASE)


def language_of(article: ArticleText) -> str:
    """The primary language subtag ("en", "de") that the article states, or else the one that its letters show."""
    if article.language and (stated := article.language.replace("_", "-").partition("-")[0].strip().lower()):
        return stated
    return detect(article.text)


def detect(text: str) -> str:
    """The ISO 639-1 code of the text's language; English where the text is too short to tell."""
    return _classify(text[:SAMPLE_LENGTH])


@lru_cache(maxsize=64)
def _classify(sample: str) -> str:
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return DEFAULT_LANGUAGE
    if len(sample) < SHORT_TEXT and _ENGLISH.search(sample):
        return DEFAULT_LANGUAGE
    printable = sample.encode("utf-8", "replace").decode("utf-8")
    code, _ = py3langid.classify(printable)
    return str(code)
