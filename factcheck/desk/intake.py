"""How documents come in: an address, a file or pasted text is read first, and stored whole in one transaction.

Reading (fetching, extracting, splitting) is slow and touches no database. `fetch` and `extract` are handed in,
so that only the edges know the network and the child processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Protocol

from sqlite_utils import Database

from factcheck.core import addresses, media_types
from factcheck.core.characters import one_line
from factcheck.errors import AlreadyThere, Invalid
from factcheck.records import ArticleText, Extracted, Fetched, How, NewSnapshot, Person, Splitting, State, Validators
from factcheck.store import articles, claims, events, snapshots
from factcheck.store.connection import writing

Split = Callable[[ArticleText], Splitting]
Together = Callable[[Database, int], None]

TITLE_MAX = 300
"""Code points of a title at most; longer ones are cut at a word. The longest of 164 news pages had 181."""

BYLINE_MAX = 300
"""Code points of a byline, publisher or author at most, for the same reason."""


class Fetch(Protocol):
    """Fetches an address, or asks it whether the page changed; see `fetch.Fetcher.fetch`."""

    def __call__(self, url: str, known: Validators = ..., /) -> Fetched: ...


class Extract(Protocol):
    """Reads the text of a document; see `core.extracting.extract`."""

    def __call__(
        self, raw: bytes, media_type: str = "", charset: str = "", url: str = "", filename: str = ""
    ) -> Extracted: ...


@dataclass(frozen=True, slots=True)
class Details:
    """What a person says of a document; what is empty is taken from the document itself."""

    title: str = ""
    publisher: str = ""
    byline: str = ""
    published_on: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read and is not stored yet."""

    snapshot: NewSnapshot
    extracted: Extracted
    url: str | None
    address: str | None


def read_url(url: str, *, fetch: Fetch, extract: Extract) -> Document:
    """Fetch an address and read the text of what comes back."""
    return read_answer(fetch(url.strip()), extract=extract)


def read_answer(answer: Fetched, *, extract: Extract) -> Document:
    """Read the text of a page that was fetched."""
    extracted = extract(answer.body, answer.media_type, answer.charset, answer.final_url)
    snapshot = NewSnapshot(
        how=How.FETCHED,
        raw=answer.body,
        text=extracted.text,
        media_type=answer.media_type,
        charset=answer.charset,
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        headers=answer.headers,
        links=extracted.links,
    )
    return Document(snapshot, extracted, answer.final_url, addresses.normalise(answer.final_url))


def read_file(name: str, raw: bytes, *, extract: Extract, url: str = "") -> Document:
    """Read the text of a file; its name tells the type only where its bytes do not."""
    name = one_line(PurePath(name.replace("\\", "/")).name)
    extracted = extract(raw, filename=name)
    media_type = media_types.settle(raw, filename=name) or ""
    snapshot = NewSnapshot(
        How.UPLOADED, raw, extracted.text, media_type=media_type, filename=name, links=extracted.links
    )
    return _at(Document(snapshot, extracted, None, None), url)


def read_text(text: str, *, extract: Extract, url: str = "") -> Document:
    """Read pasted text."""
    if not text.strip():
        raise Invalid("Paste the text of the article.", "text")
    raw = text.encode("utf-8", "replace")
    extracted = extract(raw, "text/plain", "utf-8")
    snapshot = NewSnapshot(
        How.PASTED, raw, extracted.text, media_type="text/plain", charset="utf-8", links=extracted.links
    )
    return _at(Document(snapshot, extracted, None, None), url)


def _at(document: Document, url: str) -> Document:
    """The same document, said to be published at an address."""
    if not url.strip():
        return document
    return replace(document, url=url.strip(), address=addresses.normalise(url.strip()))


def clean_day(text: str, field: str = "published_on") -> str | None:
    """An ISO day, none where nothing was typed."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Invalid("Give the day as year-month-day, for example 2026-03-31.", field) from None


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` code points, cut between words."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    words, blank, _ = line[:limit].rpartition(" ")
    return (words if blank else line[: limit - 1]) + "…"


def details_of(document: Document, given: Details) -> dict[str, str | None]:
    """Title, byline, publisher and day: what the person says, else what the document says, else its first words."""
    found = document.extracted
    title = one_line(given.title) or found.title or document.snapshot.text[:200].split("\n")[0]
    return {
        "title": shortened(title, TITLE_MAX),
        "byline": shortened(one_line(given.byline) or ", ".join(found.authors), BYLINE_MAX),
        "publisher": shortened(one_line(given.publisher) or found.publisher, BYLINE_MAX),
        "published_on": clean_day(given.published_on) or found.published or None,
    }


def refuse_known(database: Database, document: Document) -> None:
    """Raise `AlreadyThere` where the same text from the same address is stored."""
    for article, address in articles.with_text(database, snapshots.text_sha256(document.snapshot.text)):
        if address == document.address:
            raise AlreadyThere(
                "This text is stored already, as article %(number)s: “%(title)s”.",
                "article",
                article.id,
                title=article.title,
            )


def split_document(document: Document, given: Details, *, split: Split) -> Splitting:
    """The claims of a document that was read."""
    details = details_of(document, given)
    return split(ArticleText(document.snapshot.text, str(details["title"]), details["published_on"]))


def add_article(
    database: Database,
    document: Document,
    given: Details,
    splitting: Splitting,
    *,
    by: Person | None,
    now: str,
    together: Together | None = None,
) -> int:
    """Store an article with its snapshot, quotations and claims, all or nothing; give its number.

    `together` is called with the number inside the same transaction (a job that is done with it).
    """
    actor = by.id if by else None
    with writing(database):
        refuse_known(database, document)
        snapshot_id = snapshots.add(database, document.snapshot, now=now)
        details = details_of(document, given)
        article_id = articles.add(
            database,
            title=str(details["title"]),
            byline=str(details["byline"]),
            publisher=str(details["publisher"]),
            published_on=details["published_on"],
            language=splitting.language,
            url=document.url,
            address=document.address,
            snapshot_id=snapshot_id,
            added_by=actor,
            now=now,
        )
        _relate(database, article_id, document)
        numbers = add_claims(database, article_id, snapshot_id, splitting, len(document.snapshot.text), now=now)
        events.append(
            database,
            now=now,
            actor=actor,
            verb="added article",
            subject=f"article {article_id}",
            payload={
                **details,
                "url": document.url,
                "snapshot": snapshot_id,
                "text_sha256": snapshots.text_sha256(document.snapshot.text),
                "engine": f"{splitting.engine} {splitting.engine_version}",
                "states": {str(number): State.NEW for number in numbers},
            },
        )
        if together:
            together(database, article_id)
    return article_id


def _relate(database: Database, article_id: int, document: Document) -> None:
    for other, _ in articles.with_text(database, snapshots.text_sha256(document.snapshot.text)):
        if other.id != article_id:
            articles.relate(database, article_id, other.id, "same text")
    if document.address:
        for other in articles.at_address(database, document.address):
            if other.id != article_id:
                articles.relate(database, article_id, other.id, "same address")


def add_claims(
    database: Database, article_id: int, snapshot_id: int, splitting: Splitting, length: int, *, now: str
) -> list[int]:
    """Store what a splitting found, inside the caller's transaction; give the claims' numbers."""
    quotations = snapshots.add_quotations(database, snapshot_id, splitting.quotations)
    numbers = []
    for draft in splitting.claims:
        for span in (*draft.spans, *draft.antecedents, *draft.claimant_spans):
            snapshots.check_span(span, length)
        number = claims.add(database, draft, now=now, engine=(splitting.engine, splitting.engine_version))
        appearance = claims.add_appearance(
            database,
            number,
            article_id=article_id,
            snapshot_id=snapshot_id,
            quotation_id=quotations.get(draft.quotation) if draft.quotation else None,
            position=draft.spans[0].start,
        )
        for role, spans in zip(claims.ROLES, (draft.spans, draft.antecedents, draft.claimant_spans), strict=True):
            claims.add_spans(database, appearance, role, spans)
        numbers.append(number)
    articles.add_splitting(database, article_id, splitting, now=now)
    return numbers
