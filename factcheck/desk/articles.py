"""What fact-checkers do to articles: correct what is said of them, and let readers see them."""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.core.characters import one_line
from factcheck.desk.claims import existing_article
from factcheck.desk.intake import BYLINE_MAX, TITLE_MAX, Details, clean_day, shortened
from factcheck.errors import Conflict, Invalid, Refused
from factcheck.records import Person, Role
from factcheck.store import articles, events, verdicts
from factcheck.store.connection import writing

NAMES = ("title", "byline", "publisher", "published_on")


def change(database: Database, article_id: int, version: int, given: Details, *, by: Person, now: str) -> None:
    """Save title, byline, publisher and day; raises `Conflict` with both where somebody saved since `version`.

    What readers see is changed by those alone who may let them see it, and readers are told that it was.
    """
    if not one_line(given.title):
        raise Invalid("Give the article's title.", "title")
    mine = {
        "title": shortened(given.title, TITLE_MAX),
        "byline": shortened(given.byline, BYLINE_MAX),
        "publisher": shortened(given.publisher, BYLINE_MAX),
        "published_on": clean_day(given.published_on),
    }
    with writing(database):
        article = existing_article(database, article_id)
        if article.public_at is not None and by.role is Role.CHECKER:
            raise Refused("Readers see this article: an editor changes what is said of it.")
        theirs = {name: getattr(article, name) for name in NAMES}
        if mine == theirs:
            return
        if not articles.change(database, article_id, version, mine):
            raise Conflict(
                "Somebody changed this article while you did.",
                {name: value or "" for name, value in mine.items()},
                {name: value or "" for name, value in theirs.items()},
                article.version,
            )
        payload = {"before": theirs, "changed": mine}
        events.append(
            database, now=now, actor=by.id, verb="changed article", subject=f"article {article_id}", payload=payload
        )


def publish_inside(database: Database, article_id: int, *, by: Person, now: str) -> None:
    """Let readers see an article, inside the caller's transaction; nothing happens where they do already."""
    if existing_article(database, article_id).public_at is None:
        articles.make_public(database, article_id, by=by.id, now=now)
        events.append(
            database, now=now, actor=by.id, verb="published article", subject=f"article {article_id}", payload={}
        )


def publish(database: Database, article_id: int, *, by: Person, now: str) -> None:
    """Let readers see an article: its text, and its claims with what is published on each."""
    with writing(database):
        publish_inside(database, article_id, by=by, now=now)


def take_back(database: Database, article_id: int, *, by: Person, now: str) -> None:
    """Undo the publication of an article, as long as no verdict on its claims is published."""
    with writing(database):
        article = existing_article(database, article_id)
        if article.public_at is None:
            raise Refused("This article is not public.")
        if verdicts.any_published_in(database, article_id):
            raise Refused("A verdict on a claim of this article is published: the article stays public.")
        articles.make_private(database, article_id)
        events.append(
            database, now=now, actor=by.id, verb="took article back", subject=f"article {article_id}", payload={}
        )
