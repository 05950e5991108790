"""The desk's queue: claims and articles, filtered, searched, counted and cut into pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from factcheck.records import Article, Claim, Kind, Plan, Rating, State
from factcheck.store import articles, claims, matches, planning, search, sources, verdicts

PAGE = 50
"""Rows on one page of a list: about two screens at 1280 pixels."""

ORDERS = {
    "urgent": "c.triage desc, c.id",
    "worth": "c.score desc, c.id",
    "newest": "c.id desc",
    "place": "p.article_id desc, p.position, c.id",
}
"""How claims may be sorted: most urgent first, most check-worthy first, newest first, or as they stand in articles."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see of the queue; empty means everything. `page` counts from 1."""

    state: State | None = None
    kind: Kind | None = None
    article: int | None = None
    claimant: str = ""
    publisher: str = ""
    words: str = ""
    assignee: int | None = None  # 0: nobody
    topic: str = ""
    language: str = ""
    worth: float = 0.0
    order: str = "urgent"
    page: int = 1


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of the queue: with the article that it stands in, how much evidence it has, and what is published."""

    claim: Claim
    article_title: str
    publisher: str
    evidence: int
    rating: Rating | None
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """One page of the queue, with true counts: of all that fit the wish, and of each desk state among them."""

    rows: tuple[ClaimRow, ...]
    total: int
    pages: int
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article with the number of its open claims, and how many of them stand where."""

    article: Article
    claims: int
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """One page of the list of articles."""

    rows: tuple[ArticleRow, ...]
    total: int
    pages: int


def _conditions(wish: Wish) -> tuple[str, dict[str, object]]:
    """The part of a statement behind `where`, but for the desk state, and its parameters."""
    parts, parameters = [f"not {matches.IS_APPEARANCE}"], dict[str, object]()
    if wish.kind:
        parts.append("c.kind = :kind")
        parameters["kind"] = wish.kind
    if wish.article:
        parts.append("c.id in (select claim_id from appearances where article_id = :article)")
        parameters["article"] = wish.article
    if wish.claimant:
        parts.append("c.claimant = :claimant")
        parameters["claimant"] = wish.claimant
    if wish.publisher:
        parts.append(
            "c.id in (select claim_id from appearances p join articles a on a.id = p.article_id "
            "where a.publisher = :publisher)"
        )
        parameters["publisher"] = wish.publisher
    if wish.assignee is not None:
        mine = "c.id in (select claim_id from plans where assignee = :assignee)"
        parts.append(mine if wish.assignee else "c.id not in (select claim_id from plans where assignee is not null)")
        parameters["assignee"] = wish.assignee
    if wish.topic:
        parts.append("c.id in (select claim_id from topics where topic = :topic)")
        parameters["topic"] = wish.topic
    if wish.language:
        parts.append(
            "c.id in (select claim_id from appearances p join articles a on a.id = p.article_id "
            "where a.language = :language)"
        )
        parameters["language"] = wish.language
    if wish.worth:
        parts.append("c.score >= :worth")
        parameters["worth"] = wish.worth
    if query := search.match(wish.words):
        parts.append("c.id in (select rowid from claims_words where claims_words match :query)")
        parameters["query"] = query
    return " and ".join(parts), parameters


STATE = {True: "c.state = :state", False: "c.state <> 'closed'"}
"""One desk state where one is wished for; else all that is not closed."""


def find_claims(database: Database, wish: Wish) -> ClaimsPage:
    """The page of the queue that is wished for."""
    where, parameters = _conditions(wish)
    counted = database.execute(f"select c.state, count(*) from claims c where {where} group by c.state", parameters)
    states = {str(state): int(number) for state, number in counted}
    total = states.get(wish.state, 0) if wish.state else sum(n for state, n in states.items() if state != State.CLOSED)
    rest = (
        f"where {where} and {STATE[wish.state is not None]} order by {ORDERS[wish.order]} limit :limit offset :offset"
    )
    limits = {"limit": PAGE, "offset": (wish.page - 1) * PAGE, "state": wish.state}
    found = claims.select(database, rest, {**parameters, **limits})
    return ClaimsPage(_claim_rows(database, found), total, pages_of(total), states)


def pages_of(total: int) -> int:
    """How many pages a list of that many rows has; an empty one has one."""
    return max(1, -(-total // PAGE))


def _claim_rows(database: Database, found: list[Claim]) -> tuple[ClaimRow, ...]:
    standing = verdicts.standing(database, [claim.id for claim in found])
    plans = planning.of_claims(database, [claim.id for claim in found])
    titles: dict[int, Article] = {}
    counts = sources.counts_on(database, [claim.id for claim in found])
    rows = []
    for claim in found:
        article_id = claim.appearance.article_id
        if article_id and article_id not in titles:
            article = articles.get(database, article_id)
            assert article is not None  # a foreign key holds it
            titles[article_id] = article
        verdict = standing.get(claim.id)
        home = titles.get(article_id) if article_id else None
        rows.append(
            ClaimRow(
                claim,
                home.title if home else claim.appearance.place,
                home.publisher if home else "",
                counts.get(claim.id, 0),
                verdict.rating if verdict else None,
                plans.get(claim.id),
            )
        )
    return tuple(rows)


def find_articles(database: Database, words: str = "", page: int = 1) -> ArticlesPage:
    """One page of the articles, newest first, or of those in which the words stand."""
    where, parameters = "1", dict[str, object]()
    if query := search.match(words):
        where = "a.id in (select rowid from articles_words where articles_words match :query)"
        parameters["query"] = query
    [total] = database.execute(f"select count(*) from articles a where {where}", parameters).fetchone()
    rows = database.query(
        f"select {articles.COLUMNS} from articles a where {where} order by a.id desc limit :limit offset :offset",
        {**parameters, "limit": PAGE, "offset": (page - 1) * PAGE},
    )
    return ArticlesPage(tuple(_article_row(database, articles.record(row)) for row in rows), total, pages_of(total))


def _article_row(database: Database, article: Article) -> ArticleRow:
    counted = database.execute(
        "select c.state, count(*) from appearances p join claims c on c.id = p.claim_id "
        "where p.article_id = ? and c.state <> 'closed' group by c.state",
        [article.id],
    )
    states = {str(state): int(number) for state, number in counted}
    return ArticleRow(article, sum(states.values()), states)


def claimants(database: Database, limit: int = 200) -> list[str]:
    """The claimants of the open claims, the most frequent first."""
    rows = database.execute(
        "select claimant from claims where claimant is not null and state <> 'closed' "
        "group by claimant order by count(*) desc, claimant limit ?",
        [limit],
    )
    return [str(name) for (name,) in rows]


def publishers(database: Database, limit: int = 200) -> list[str]:
    """The publishers of the articles, those with the most articles first."""
    rows = database.execute(
        "select publisher from articles where publisher <> '' group by publisher order by count(*) desc, publisher "
        "limit ?",
        [limit],
    )
    return [str(name) for (name,) in rows]


def languages(database: Database) -> list[str]:
    """The languages of the articles, the most frequent first."""
    rows = database.execute("select language from articles group by language order by count(*) desc, language limit 50")
    return [str(language) for (language,) in rows]
