"""The home page: the newest verdicts and articles that are published, or those that hold some words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import Article, Verdict
from factcheck.store import articles, search, verdicts

NEWEST = 20
"""Verdicts and articles on the home page: what fits two screens."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text; `found` ones hold a word that was searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One published verdict in a list; its words are in runs, with those that were searched for marked."""

    verdict: Verdict
    claim: tuple[Run, ...]
    claimant: tuple[Run, ...]
    reason: tuple[Run, ...]
    where: str
    publisher: str
    article_number: int | None


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


PLAIN = "select id, claim_text as claim, claimant, reason from verdicts"
FOUND = f"""
    select rowid as id, {search.marked("verdicts_words", 0)} as claim, {search.marked("verdicts_words", 1)} as claimant,
           {search.marked("verdicts_words", 2)} as reason
      from verdicts_words where verdicts_words match :query"""

LINES = f"""
    with newest as materialized (
        select b.verdict_id, b.published_at from publications b
         where b.verdict_id in (select id from standing_verdicts where claim_id = b.claim_id) {{narrowed}}
         order by b.published_at desc limit {NEWEST + 1} offset :offset)
    select line.*, words.claim as claim_words, words.claimant as claimant_words, words.reason as reason_words,
           coalesce(a.title, p.place) as place_title, coalesce(a.publisher, '') as place_publisher,
           case when a.public_at is not null then a.id end as public_article
      from ({verdicts.VERDICT}) line
      join ({{words}}) words on words.id = line.id
      join appearances p on p.id = (select min(id) from appearances where claim_id = line.claim_id)
      left join articles a on a.id = p.article_id
     where line.id in (select verdict_id from newest)
     order by line.published_at desc
"""


def home(database: Database, words: str = "", page: int = 1) -> Home:
    """What a reader who comes in or searches sees, or goes back to what is older."""
    query, offset = search.match(words), (page - 1) * NEWEST
    found, public = _verdict_lines(database, query, offset), _article_lines(database, query, offset)
    older = len(found) > NEWEST or len(public) > NEWEST
    return Home(words, page, older, found[:NEWEST], public[:NEWEST])


def _runs(marked: str | None) -> tuple[Run, ...]:
    return tuple(Run(text, found) for text, found in search.runs(marked or ""))


def _verdict_lines(database: Database, query: str, offset: int) -> tuple[VerdictLine, ...]:
    narrowed = "and b.verdict_id in (select rowid from verdicts_words where verdicts_words match :query)"
    statement = LINES.format(narrowed=narrowed if query else "", words=FOUND if query else PLAIN)
    return tuple(
        VerdictLine(
            verdicts.record(row),
            _runs(row["claim_words"]),
            _runs(row["claimant_words"]),
            _runs(row["reason_words"]),
            row["place_title"],
            row["place_publisher"],
            row["public_article"],
        )
        for row in database.query(statement, {"query": query, "offset": offset} if query else {"offset": offset})
    )


ARTICLES = f"""
    select {articles.COLUMNS},
           (select count(*) from appearances p join claims c on c.id = p.claim_id
             where p.article_id = a.id and c.state <> 'closed') as claims_count,
           (select count(distinct p.claim_id) from appearances p join publications b on b.claim_id = p.claim_id
             where p.article_id = a.id) as published_count
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
            _runs(words.get(row["id"], (row["title"], ""))[0]),
            _found_runs(words.get(row["id"], ("", ""))[1]),
            row["claims_count"],
            row["published_count"],
        )
        for row in rows
    )


def _found_runs(marked: str) -> tuple[Run, ...]:
    """The runs of a passage, none where nothing in it was found (the words stand in the title)."""
    runs = _runs(marked)
    return runs if any(run.found for run in runs) else ()
