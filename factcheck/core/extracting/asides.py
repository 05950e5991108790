"""Paragraphs inside of an article that are none of it: they speak to the reader about the site."""

from __future__ import annotations

import re

MAX_ASIDE = 220  # characters; what is longer is left to stand
NETWORKS = "twitter|facebook|instagram|x|threads|bluesky|linkedin|youtube|tiktok"
OFFERS = "newsletters?|inbox|alerts?|updates|channel|whatsapp|today|now|here"
ASIDE = re.compile(
    # breaks in the page
    r"(?:advertisement|sponsored|(?:story|article) continues (?:below|after).*|continue reading.*)\.?"
    # other stories, behind a colon or a bar
    r"|(?:(?:also )?read|read (?:also|next|more)|watch|listen|see (?:also|more)|more|related|recommended|sign up)"
    r"\s*[|:–—].*"
    # letters and channels
    r"|(?:(?:please |click here to )?(?:sign up|subscribe)|get (?:the|our) (?:latest|best|daily)|join (?:us|our))\b"
    rf".*\b(?:{OFFERS})\b.*"
    rf"|(?:you can )?(?:follow|like|find) .{{0,80}}\bon (?:{NETWORKS})\b.*"
    # rights and pictures
    r"|(?:copyright|©).{0,120}|.{0,60}all rights reserved\.?"
    r"|(?:image|photo|picture|video)(?: source| credit)?\s*:.{0,80}",
    re.IGNORECASE,
)


def is_aside(block: str) -> bool:
    """Whether a whole short paragraph is such a line. English only; in other languages links give most of them away."""
    return len(block) <= MAX_ASIDE and bool(ASIDE.fullmatch(block))
