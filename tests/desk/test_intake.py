"""Documents come in whole or not at all, and what is known of them is found or given."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import intake
from factcheck.errors import AlreadyThere, Damaged, Invalid
from factcheck.records import ClaimDraft, Fetched, How, QuotationDraft, Span, Splitting
from factcheck.store import articles, claims, events, snapshots
from tests import builders as build

PAGE = (
    "<html><head><title>Rain in May</title><meta name='author' content='Joan Field'></head><body><article>"
    "<h1>Rain in May</h1><p>It rained on twelve days in May, which is more than in any May since the year 1990.</p>"
    "<p>The river rose by two metres, and the lower bridge was closed for a week, said the harbour master.</p>"
    "</article></body></html>"
)


def fetch(url: str) -> Fetched:
    return Fetched(url, "https://news.example/rain?utm_source=x", 200, "text/html", "utf-8", PAGE.encode())


def test_an_address_is_kept_with_how_it_was_fetched() -> None:
    document = intake.read_url(" https://news.example/r ", fetch=fetch, extract=extract)
    assert document.snapshot.how == How.FETCHED
    assert (document.snapshot.url, document.url) == (
        "https://news.example/r",
        "https://news.example/rain?utm_source=x",
    )
    assert "twelve days in May" in document.snapshot.text
    assert document.snapshot.raw == PAGE.encode()


@pytest.mark.parametrize(("name", "media_type"), [("a.txt", "text/plain"), ("a.md", "text/markdown")])
def test_a_file_is_kept_with_what_it_is(name: str, media_type: str) -> None:
    assert intake.read_file(name, b"It rained.", extract=extract).snapshot.media_type == media_type


def test_a_files_name_loses_its_folders() -> None:
    for name in ("C:\\papers\\notes.txt", "/home/ada/notes.txt", "notes.txt"):
        assert intake.read_file(name, b"It rained.", extract=extract).snapshot.filename == "notes.txt"


def test_empty_text_is_refused() -> None:
    with pytest.raises(Invalid, match="Paste the text") as refused:
        intake.read_text(" \n ", extract=extract)
    assert refused.value.field == "text"


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-30", "31.12.2025", "2026"])
def test_a_day_that_is_none_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid, match="year-month-day") as refused:
        intake.clean_day(typed, "said_on")
    assert refused.value.field == "said_on"
    assert intake.clean_day(" 2026-02-28 ") == "2026-02-28"
    assert intake.clean_day("") is None


def test_what_a_person_says_goes_before_what_the_document_says() -> None:
    document = intake.read_url("https://news.example/r", fetch=fetch, extract=extract)
    found = intake.details_of(document, intake.Details())
    said = intake.details_of(document, intake.Details(title="  My\ntitle ", byline="Bo"))
    assert found["title"] == "Rain in May"
    assert (said["title"], said["byline"]) == ("My title", "Bo")


def test_a_text_without_a_title_gets_its_first_words_cut_between_words() -> None:
    document = intake.read_text("word " * 200, extract=extract)
    title = str(intake.details_of(document, intake.Details())["title"])
    assert len(title) <= intake.TITLE_MAX
    assert intake.shortened("one two three", 8) == "one two…"
    assert intake.shortened("one two three", 7) == "one…"
    assert intake.shortened("x" * 20, 8) == "xxxxxxx…"
    assert intake.shortened(" one\ntwo ", 8) == "one two"


def test_the_same_text_from_the_same_address_is_refused_with_its_place(database: Database) -> None:
    number = build.article(database)
    with pytest.raises(AlreadyThere, match=r"as article 1: “City’s water") as refused:
        build.article(database)
    assert (refused.value.kind, refused.value.number) == ("article", number)
    assert len(articles.at_address(database, "https://post.example/water")) == 1


def test_near_duplicates_are_noted_on_both(database: Database) -> None:
    one = build.article(database)
    copy = build.article(database, url="https://copy.example/")
    later = build.article(database, "Other words.", ())
    assert [(kind, other.id) for kind, other in articles.related(database, one)] == [
        ("same text", copy),
        ("same address", later),
    ]
    assert ("same text", one) in [(kind, other.id) for kind, other in articles.related(database, copy)]


def test_an_article_is_stored_with_its_quotations_claims_and_event(database: Database) -> None:
    text = "“It rained,” Reed said."
    quoted = Span(0, 12)
    draft = ClaimDraft("It rained.", (Span(1, 10),), claimant="Reed", quoted=True, quotation=quoted)
    splitting = Splitting("hand", "1", "en", (draft,), quotations=(QuotationDraft(quoted, "Reed"),))
    document = intake.read_text(text, extract=extract)
    number = intake.add_article(
        database, document, intake.Details(), splitting, by=build.person(database, "ada"), now=build.NOW
    )
    article = articles.get(database, number)
    [claim] = claims.of_article(database, number)
    [quotation] = snapshots.quotations(database, article.snapshot_id)
    assert claim.appearance.quotation_id == quotation.id
    assert (claim.engine, claim.state, quotation.speaker) == ("hand", "new", "Reed")
    assert events.of_subject(database, f"article {number}")[0].payload["states"] == {str(claim.id): "new"}


def test_a_span_outside_the_text_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(Damaged):
        build.article(database, "Short.", (ClaimDraft("Short.", (Span(0, 99),)),))
    for table in ("articles", "claims", "snapshots"):
        assert database.execute(f"select count(*) from {table}").fetchone()[0] == 0
