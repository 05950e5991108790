"""Published verdicts in lists: the newest, those of a claimant or a publisher, those that hold some words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from factcheck.records import Verdict, Withdrawal
from factcheck.store import search, verdicts


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text; `found` ones hold a word that was searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One published verdict in a list; its words are in runs, with those that were searched for marked.

    `where`, `url` and `said_on` say where and when the claim was made; `article_number` is none where readers do not
    see the article. `first_published` is when the first version of the verdict was; `withdrawal` says why it stands no
    more, in the list of those that were withdrawn.
    """

    verdict: Verdict
    claim: tuple[Run, ...]
    claimant: tuple[Run, ...]
    reason: tuple[Run, ...]
    where: str
    publisher: str
    article_number: int | None
    url: str | None
    said_on: str | None
    first_published: str
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; what is empty narrows nothing. `claimants`, `publishers`, `topics`: any of these."""

    words: str = ""
    rating: str = ""
    claimants: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


PLAIN = "select id, claim_text as claim, claimant, reason from verdicts"
FOUND = f"""
    select rowid as id, {search.marked("verdicts_words", 0)} as claim, {search.marked("verdicts_words", 1)} as claimant,
           {search.marked("verdicts_words", 2)} as reason
      from verdicts_words where verdicts_words match :query"""

STANDING = "b.verdict_id in (select id from standing_verdicts where claim_id = b.claim_id)"
WITHDRAWN = "b.verdict_id in (select verdict_id from withdrawals)"
CORRECTING = "b.verdict_id in (select id from verdicts where correction is not null)"

NARROWING = {
    "query": "b.verdict_id in (select rowid from verdicts_words where verdicts_words match :query)",
    "rating": "b.verdict_id in (select id from verdicts where rating = :rating)",
    "claimants": "b.verdict_id in (select id from verdicts "
    "where claimant in (select value from json_each(:claimants)))",
    "publishers": "b.claim_id in (select p.claim_id from appearances p join articles a on a.id = p.article_id "
    "where a.publisher in (select value from json_each(:publishers)))",
    "topics": "b.claim_id in (select claim_id from topics where topic in (select value from json_each(:topics)))",
}

LINES = f"""
    with newest as materialized (
        select b.verdict_id, b.published_at from publications b
         where {{narrowed}} order by b.published_at desc, b.id desc limit :limit offset :offset)
    select line.*, words.claim as claim_words, words.claimant as claimant_words, words.reason as reason_words,
           coalesce(a.title, p.place) as place_title, coalesce(a.publisher, '') as place_publisher,
           case when a.id is null then p.url else a.url end as place_url,
           case when a.id is null then p.said_on else a.published_on end as place_day,
           case when a.public_at is not null then a.id end as public_article,
           (select min(published_at) from publications where claim_id = line.claim_id) as first_published
      from ({verdicts.VERDICT}) line
      join ({{words}}) words on words.id = line.id
      join appearances p on p.id = (select min(id) from appearances where claim_id = line.claim_id)
      left join articles a on a.id = p.article_id
     where line.id in (select verdict_id from newest)
     order by line.published_at desc, line.id desc
"""


def standing(database: Database, wanted: Wanted, limit: int, offset: int = 0) -> tuple[VerdictLine, ...]:
    """The verdicts that stand, those published last first."""
    return tuple(_lines(database, STANDING, wanted, limit, offset))


def corrections(database: Database, limit: int, offset: int = 0) -> tuple[VerdictLine, ...]:
    """The published corrections, each as its own version of its verdict, the newest first."""
    return tuple(_lines(database, CORRECTING, Wanted(), limit, offset))


def withdrawals(database: Database, limit: int) -> tuple[VerdictLine, ...]:
    """The verdicts that were withdrawn, the last withdrawn first."""
    found = list(_lines(database, WITHDRAWN, Wanted(), -1, 0))
    why = verdicts.withdrawals(database)
    told = [replace(line, withdrawal=why[line.verdict.id]) for line in found]
    return tuple(sorted(told, key=lambda line: why[line.verdict.id].withdrawn_at, reverse=True)[:limit])


def every(database: Database) -> Iterator[VerdictLine]:
    """All verdicts that stand, those published last first."""
    return _lines(database, STANDING, Wanted(), -1, 0)


def _lines(database: Database, which: str, wanted: Wanted, limit: int, offset: int) -> Iterator[VerdictLine]:
    given = {
        "query": search.match(wanted.words),
        "rating": wanted.rating,
        "claimants": json.dumps(wanted.claimants) if wanted.claimants else "",
        "publishers": json.dumps(wanted.publishers) if wanted.publishers else "",
        "topics": json.dumps(wanted.topics) if wanted.topics else "",
    }
    given = {name: value for name, value in given.items() if value}
    narrowed = " and ".join([which, *(NARROWING[name] for name in given)])
    statement = LINES.format(narrowed=narrowed, words=FOUND if "query" in given else PLAIN)
    for row in database.query(statement, {**given, "limit": limit, "offset": offset}):
        yield VerdictLine(
            verdict=verdicts.record(row),
            claim=runs(row["claim_words"]),
            claimant=runs(row["claimant_words"]),
            reason=runs(row["reason_words"]),
            where=row["place_title"],
            publisher=row["place_publisher"],
            article_number=row["public_article"],
            url=row["place_url"],
            said_on=row["place_day"],
            first_published=row["first_published"],
        )


def elsewhere(database: Database) -> dict[int, list[tuple[str | None, str]]]:
    """The further places where claims were made that readers may know of, address and name, by the claim."""
    found: dict[int, list[tuple[str | None, str]]] = {}
    rows = database.query(
        """select p.claim_id, coalesce(a.title, p.place) as title,
                  case when a.id is null then p.url else a.url end as url
             from appearances p left join articles a on a.id = p.article_id
            where p.id <> (select min(id) from appearances where claim_id = p.claim_id)
              and (p.article_id is null or a.public_at is not null)
            order by case when a.id is null then p.said_on else a.published_on end, p.id"""
    )
    for row in rows:
        found.setdefault(row["claim_id"], []).append((row["url"], row["title"]))
    return found


def runs(marked: str | None) -> tuple[Run, ...]:
    """A text with marks as its runs."""
    return tuple(Run(text, found) for text, found in search.runs(marked or ""))


def claimants(database: Database) -> list[tuple[str, int]]:
    """Everybody whose claims have a standing verdict, by name, with how many."""
    return _counted(database, "select claimant, count(*) from standing_verdicts where claimant is not null group by 1")


def publishers(database: Database) -> list[tuple[str, int]]:
    """Everybody who published a public article with a standing verdict, by name, with how many verdicts."""
    return _counted(
        database,
        """select a.publisher, count(distinct v.claim_id) from standing_verdicts v
             join appearances p on p.claim_id = v.claim_id join articles a on a.id = p.article_id
            where a.publisher <> '' and a.public_at is not null group by 1""",
    )


def topics(database: Database, public: tuple[str, ...]) -> list[tuple[str, int]]:
    """Those of the desk's topics that readers may see and a claim with a standing verdict has, with how many."""
    return _counted(
        database,
        """select t.topic, count(*) from standing_verdicts v join topics t on t.claim_id = v.claim_id
            where t.topic in (select value from json_each(:public)) group by 1""",
        {"public": json.dumps(public)},
    )


def topics_of(database: Database, claim_id: int, public: tuple[str, ...]) -> list[str]:
    """The topics of a claim that readers may see."""
    rows = database.execute("select topic from topics where claim_id = ? order by topic", [claim_id])
    return [topic for (topic,) in rows if topic in public]


def _counted(database: Database, sql: str, given: dict[str, str] | None = None) -> list[tuple[str, int]]:
    return sorted((str(name), int(count)) for name, count in database.execute(sql, given or {}))
