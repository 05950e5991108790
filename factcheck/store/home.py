"""The home page: the newest verdicts and articles that are published, or those that hold some words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import Article
from factcheck.store import articles, listing, search
from factcheck.store.listing import Run, VerdictLine, Wanted, runs

NEWEST = 20
"""Verdicts and articles on the home page: what fits two screens."""


@dataclass(frozen=True, slots=True)
class PublicArticleLine:
    """One public article in a list, with how many claims it has and on how many a verdict is published.

    `passage` has the words around those that were searched for, where they stand in its text.
    """

    article: Article
    title: tuple[Run, ...]
    passage: tuple[Run, ...]
    claims: int
    published: int


@dataclass(frozen=True, slots=True)
class Home:
    """The home page: the newest verdicts and articles, or those that hold the words that were searched for.

    `page` counts from 1, further ones have older ones; `older` says whether there are any on the next.
    """

    words: str
    page: int
    older: bool
    verdicts: tuple[VerdictLine, ...]
    articles: tuple[PublicArticleLine, ...]


def home(database: Database, words: str = "", page: int = 1) -> Home:
    """What a reader who comes in or searches sees, or goes back to what is older."""
    query, offset = search.match(words), (page - 1) * NEWEST
    found = listing.standing(database, Wanted(words), NEWEST + 1, offset)
    public = _article_lines(database, query, offset)
    older = len(found) > NEWEST or len(public) > NEWEST
    return Home(words, page, older, found[:NEWEST], public[:NEWEST])


ARTICLES = f"""
    select {articles.COLUMNS},
           (select count(*) from appearances p join claims c on c.id = p.claim_id
             where p.article_id = a.id and c.state <> 'closed') as claims_count,
           (select count(distinct p.claim_id) from appearances p join publications b on b.claim_id = p.claim_id
             where p.article_id = a.id and not exists (
                   select 1 from withdrawals w where w.verdict_id = (
                          select verdict_id from publications where claim_id = b.claim_id order by id desc limit 1))
           ) as published_count
      from articles a where a.public_at is not null {{narrowed}}
     order by a.public_at desc limit {NEWEST + 1} offset :offset
"""
WORDS_IN_ARTICLES = f"""
    select rowid, {search.marked("articles_words", 0)}, {search.snippet("articles_words", 1)}
      from articles_words where articles_words match :query and rowid in (select value from json_each(:ids))
"""


def _article_lines(database: Database, query: str, offset: int) -> tuple[PublicArticleLine, ...]:
    narrowed = "and a.id in (select rowid from articles_words where articles_words match :query)" if query else ""
    given = {"query": query, "offset": offset} if query else {"offset": offset}
    rows = list(database.query(ARTICLES.format(narrowed=narrowed), given))
    ids = json.dumps([row["id"] for row in rows])
    found = database.execute(WORDS_IN_ARTICLES, {"query": query, "ids": ids}).fetchall() if query else []
    words = {number: (title, passage) for number, title, passage in found}
    return tuple(
        PublicArticleLine(
            articles.record(row),
            runs(words.get(row["id"], (row["title"], ""))[0]),
            _found_runs(words.get(row["id"], ("", ""))[1]),
            row["claims_count"],
            row["published_count"],
        )
        for row in rows
    )


def public_addresses(database: Database) -> list[tuple[int, str]]:
    """The numbers of the public articles with when their pages last got something new, the newest article first."""
    rows = database.execute(
        """select a.id, max(a.public_at, coalesce((select max(b.published_at) from publications b
                  join appearances p on p.claim_id = b.claim_id where p.article_id = a.id), ''))
             from articles a where a.public_at is not null order by a.public_at desc"""
    )
    return [(int(number), str(changed)) for number, changed in rows]


def _found_runs(marked: str) -> tuple[Run, ...]:
    """The runs of a passage, none where nothing in it was found (the words stand in the title)."""
    found = runs(marked)
    return found if any(run.found for run in found) else ()
