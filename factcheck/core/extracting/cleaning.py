"""Characters and paragraphs of extracted text, in the one form that the rest of the program counts on.

Paragraphs are separated by one blank line; single line breaks stand only in lists and tables. Letters, quotation
marks and dashes stay as they are; NFC is not applied. Only what nobody can see is taken away or made plain, since it
would keep words from being found: docs/decisions/0021-extraction.md lists it. The original bytes are kept elsewhere.
"""

from __future__ import annotations

import re

from factcheck.core.characters import SPACES, visible

BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
LIST_LINE = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
# First and second halves of compounds that newspapers spell with a hyphen; all others count as cut by the line's end.
COMPOUND_START = re.compile(
    r"self|anti|ex|non|pro|well|ill|far|long|short|high|low|half|mid|all|cross|full|part|first|second|third|year|month|day"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|three|four|five|six|seven|eight|nine|ten"
)
COMPOUND_END = re.compile(r"(?:year|based|led|run|owned|old|in-law|related|made|backed|held|wide|free|style|term)\b")
MAX_WRAPPED = 100  # characters; letters and mail are wrapped at 60 to 80
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def paragraphs(text: str) -> list[list[str]]:
    """Blocks between blank lines, each as its lines, trimmed."""
    blocks = BLANK_LINES.split(visible(text))
    lines = ([SPACES.sub(" ", line).strip() for line in block.split("\n")] for block in blocks)
    return [kept for block in lines if (kept := [line for line in block if line])]


def joined(blocks: list[str]) -> str:
    """Paragraphs as one text."""
    return "\n\n".join(block for block in blocks if block)


def unwrapped(lines: list[str]) -> list[str]:
    """Paragraphs out of the lines of one block: wrapped lines joined, list lines kept, loose lines apart.

    Lines count as wrapped when they are about equally long; a line that stops early after a full stop ends its
    paragraph.
    """
    if len(lines) == 1:
        return lines
    if all(LIST_LINE.match(line) for line in lines):
        return ["\n".join(lines)]
    width = max(len(line) for line in lines)
    full = sum(len(line) > 0.72 * width for line in lines[:-1])
    if width > MAX_WRAPPED or width < 30 or full < 0.6 * (len(lines) - 1):
        return lines
    result: list[str] = []
    current = ""
    for line in lines:
        current = continued(current, line)
        if len(line) < 0.72 * width and SENTENCE_END.search(line):
            result.append(current)
            current = ""
    return [*result, current] if current else result


def continued(before: str, line: str) -> str:
    """Two lines as one; a word that was cut at the line's end is whole again if its second part is in lower case."""
    if not before:
        return line
    if before.endswith("-") and len(before) > 2 and before[-2].isalpha() and line[0].islower():
        return before + line if _keeps_hyphen(before, line) else before[:-1] + line
    return f"{before} {line}"


def _keeps_hyphen(before: str, line: str) -> bool:
    """Whether the hyphen is the word's own, as in "long-term", and not put there by the line's end."""
    stem = before[:-1].rsplit(" ", 1)[-1].lower()
    return "-" in stem or bool(COMPOUND_START.fullmatch(stem)) or bool(COMPOUND_END.match(line))
