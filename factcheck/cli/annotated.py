"""A folder of annotated articles → articles with their claims, or one sentence that says what is wrong with it.

`articles/NAME.txt` has the title on its first line, `gold/NAME.json` a list of claims: `text`, `from` (exact pieces of
the article), `claimant`, `quoted`. `about.tsv`, where there is one, has the columns `id` and `published`.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from factcheck.core.measuring import Annotated, Gold
from factcheck.errors import Refused
from factcheck.records import ArticleText, Span


def articles_of(folder: Path) -> list[Annotated]:
    """The annotated articles of a folder, by name."""
    if not folder.is_dir():
        raise Refused("There is no folder %(folder)s.", folder=folder)
    paths = sorted(folder.glob("articles/*.txt"))
    if not paths:
        raise Refused("%(folder)s has no articles: none is called articles/NAME.txt.", folder=folder)
    published = _days(folder / "about.tsv")
    return [_annotated(folder, path, published.get(path.stem)) for path in paths]


def _days(path: Path) -> dict[str, str | None]:
    if not path.exists():
        return {}
    rows = csv.DictReader(_read(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row.get("id") or "": row.get("published") or None for row in rows}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused("There is no file %(path)s.", path=path) from None
    except UnicodeDecodeError:
        raise Refused("%(path)s is not UTF-8.", path=path) from None
    except OSError as error:
        raise Refused("%(path)s cannot be read: %(why)s.", path=path, why=error.strerror) from error


def _annotated(folder: Path, path: Path, published: str | None) -> Annotated:
    title, _, rest = _read(path).partition("\n")
    article = ArticleText(rest.lstrip(), title, published)
    gold = folder / "gold" / f"{path.stem}.json"
    claims = tuple(_gold(claim, article.text, f"{gold}, claim {n}") for n, claim in enumerate(_listed(gold), 1))
    return Annotated(path.stem, article, claims)


def _listed(path: Path) -> list[Any]:
    try:
        claims = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise Refused("%(path)s is no JSON: %(why)s.", path=path, why=error) from None
    if not isinstance(claims, list):
        raise Refused("%(path)s is no list of claims.", path=path)
    return claims


def _gold(claim: Any, text: str, where: str) -> Gold:
    match claim:
        case {
            "text": str(words),
            "from": [_, *_] as pieces,
            "claimant": str() | None as claimant,
            "quoted": bool(quoted),
        }:
            return Gold(words, _found(pieces, text, where), claimant, quoted)
    raise Refused("%(where)s: it must have text, from (a list of pieces), claimant and quoted.", where=where)


def _found(pieces: list[Any], text: str, where: str) -> tuple[Span, ...]:
    """Where the pieces stand: each behind the one before it where it can, else at its first place."""
    spans: list[Span] = []
    for piece in map(str, pieces):
        start = text.find(piece, spans[-1].end if spans else 0)
        start = text.find(piece) if start < 0 else start
        if start < 0:
            raise Refused("%(where)s: the article does not have “%(piece)s”.", where=where, piece=piece)
        spans.append(Span(start, start + len(piece)))
    return tuple(spans)
