"""The characters of a text, read from a document or typed into a form: what cannot be seen is taken out.

Letters, quotation marks and dashes stay as they are; NFC is not applied. docs/decisions/0021-extraction.md lists what
goes, and why.
"""

from __future__ import annotations

import re

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
SPACES = re.compile(r"[ \t\u00a0\u2007\u202f\u1680\u2000-\u200a\u205f\u3000]+")
# Controls; soft hyphen; zero-width space, word joiner and byte order mark; marks and overrides of direction;
# interlinear annotation; invisible tag characters. Zero-width joiner and non-joiner stay: Persian, Hindi and
# emoji are spelt with them.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SURROGATES = re.compile(r"[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text without what cannot be seen, line ends as line feeds."""
    return SURROGATES.sub("\ufffd", INVISIBLE.sub("", LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """The text on one line, single spaces."""
    return " ".join(SPACES.sub(" ", visible(text)).split())
