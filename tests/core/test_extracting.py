"""What extraction makes of documents of every form, pages first."""

from __future__ import annotations

import json

import pytest

from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

PARAGRAPH = "The council voted on Tuesday to close the bridge for two years, said its engineer."


def page(head: str = "", before: str = "", paragraphs: str = "", after: str = "") -> bytes:
    """A web page of the usual make with enough text to count as an article."""
    inside = paragraphs or "".join(f"<p>{PARAGRAPH} Part {number}.</p>" for number in range(6))
    body = f"<nav><a href='/'>Home</a></nav>{before}<article>{inside}</article>{after}<footer><p>About us</p></footer>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(head: str = "", **parts: str) -> Extracted:
    """The page as extraction reads it."""
    return extract(page(head, **parts), "text/html", url="https://www.news.example.com/bridge")


def meta(name: str, content: str) -> str:
    """A <meta> element."""
    return f'<meta property="{name}" content="{content}">'


LIBRARY = meta("citation_author", "Example, Ann") + meta("citation_author", "Karlsson, Bo")
SITE = meta("og:site_name", "The Example")


def linked_data(**fields: object) -> str:
    """A description in JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_paragraphs_of_a_page_are_separated_by_a_blank_line() -> None:
    assert read().text.split("\n\n") == [f"{PARAGRAPH} Part {number}." for number in range(6)]


def test_lists_and_tables_keep_single_line_breaks() -> None:
    rows = "<ul><li>The first bridge was built in 1901.</li><li>The second one is of 1950.</li></ul>"
    rows += "<table><tr><td>Cables</td><td>14</td></tr><tr><td>Pillars</td><td>2</td></tr></table>"
    text = read(paragraphs=f"<p>{PARAGRAPH}</p>{rows}" + f"<p>{PARAGRAPH}</p>" * 5).text
    assert "The first bridge was built in 1901.\nThe second one is of 1950." in text
    assert "Cables | 14\nPillars | 2" in text


def test_the_headline_is_the_title_and_not_in_the_text() -> None:
    found = read("<title>Bridge to close | The Example</title>", before="<h1>Bridge to close</h1>")
    assert found.title == "Bridge to close"
    assert not found.text.startswith("Bridge to close")


@pytest.mark.parametrize(
    ("head", "before", "title"),
    [
        (linked_data(headline="Bridge &amp; tunnel close"), "", "Bridge & tunnel close"),
        (linked_data(headline="Bridge closes"), "<h1>Bridge shuts for good</h1>", "Bridge closes"),
        (meta("og:title", "Bridge closes - The Example") + SITE, "", "Bridge closes"),
        ("<title>Bridge closes — News — The Example</title>" + SITE, "", "Bridge closes — News"),
        ("<title>Bridge closes | Example</title>" + linked_data(publisher={"name": "Example"}), "", "Bridge closes"),
        (meta("og:title", "Opinion | Close it"), "", "Close it"),
        ("<title>Menu</title>", "<h1>Log in</h1><h1>Menu</h1>", "Menu"),
    ],
)  # fmt: skip
def test_titles_are_found_and_the_site_is_cut_off(head: str, before: str, title: str) -> None:
    assert read(head, before=before).title == title


@pytest.mark.parametrize(
    ("head", "before", "authors"),
    [
        (linked_data(author={"@type": "Person", "name": "Ann Example"}), "", ("Ann Example",)),
        (linked_data(author=[{"name": "Ann Example"}, {"name": "Bo Karlsson"}]), "", ("Ann Example", "Bo Karlsson")),
        (linked_data(author="By Ann Example and Bo Karlsson"), "", ("Ann Example", "Bo Karlsson")),
        (linked_data(author={"byline": "Ann Example"}), "", ("Ann Example",)),
        (meta("author", "By Ann Example, Political Editor"), "", ("Ann Example",)),
        (meta("author", "The Example") + SITE, "", ()),
        (meta("article:author", "https://www.facebook.com/example"), "", ()),
        (LIBRARY, "", ("Ann Example", "Bo Karlsson")),
        ("", '<div class="byline">By <a href="/author/ann">Ann Example</a></div>', ("Ann Example",)),
        ("", '<p class="byline">Ann Example for The Example Times</p>', ("Ann Example",)),
        ("", '<div class="byline"><span>Ann Example</span><span>Associated Press</span></div>', ("Ann Example",)),
        (meta("author", "admin"), "", ()),
    ],
)  # fmt: skip
def test_authors_are_people_without_by_and_job(head: str, before: str, authors: tuple[str, ...]) -> None:
    assert read(head, before=before).authors == authors


def test_an_author_given_by_reference_is_looked_up_in_the_page() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "x", "author": {"@id": "#ann"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Example"},
    ]
    assert read(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>').authors == (
        "Ann Example",
    )


@pytest.mark.parametrize(
    ("head", "before", "published"),
    [
        (linked_data(datePublished="2024-05-01T23:10:00-05:00"), "", "2024-05-01"),
        (linked_data(dateModified="2024-06-01") + meta("pubdate", "2024-05-02T08:00Z"), "", "2024-05-02"),
        ("", '<time datetime="2024-05-03 08:00">yesterday</time>', "2024-05-03"),
        ("", '<div class="article-date">Published May 4, 2024 9:00 am</div>', "2024-05-04"),
        ("", '<span class="timestamp">5th of May 2024</span>', "2024-05-05"),
        ('<link rel="canonical" href="https://news.example.com/2024/5/6/bridge">', "", "2024-05-06"),
        (meta("og:url", "https://news.example.com/2024/05/06/bridge"), "<time>1 May 2024</time>", "2024-05-06"),
        (meta("date", "1714867200000"), "", "2024-05-05"),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_found(head: str, before: str, published: str) -> None:
    assert read(head, before=before).published == published


def test_the_publisher_is_named_by_the_page_or_by_its_address() -> None:
    assert read(meta("og:site_name", "The Example")).publisher == "The Example"
    assert read(linked_data(publisher={"name": "The Example"})).publisher == "The Example"
    assert read().publisher == "news.example.com"
    assert read(meta("og:site_name", "http://[broken")).publisher == "news.example.com"


def test_broken_json_in_a_page_is_forgiven() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge closes",}</script>'
    assert read(broken).title == "Bridge closes"
    assert read('<script type="application/ld+json">{"@type": [[[</script>').text


def test_links_of_the_article_are_absolute_and_those_around_it_are_left_out() -> None:
    paragraphs = (
        f'<p>{PARAGRAPH} <a href="/report#top">The report</a> and <a href="javascript:alert(1)">more</a> say so.</p>'
        * 6
    )
    found = read(paragraphs=paragraphs)
    assert [(link.url, link.words) for link in found.links] == [("https://www.news.example.com/report", "The report")]


def test_paragraphs_in_a_second_container_belong_to_the_article() -> None:
    def chunk(start: int) -> str:
        return (
            "<div class='chunk'>" + "".join(f"<p>{PARAGRAPH} Part {n}.</p>" for n in range(start, start + 5)) + "</div>"
        )

    text = read(paragraphs=chunk(0) + "<aside><p>Subscribe to our letter today.</p></aside>" + chunk(5)).text
    assert [f"Part {number}." in text for number in range(10)] == [True] * 10
    assert "Subscribe" not in text


def test_links_of_paragraphs_that_were_found_again_are_kept() -> None:
    one = "<div class='chunk'>" + f"<p>{PARAGRAPH}</p>" * 5 + "</div>"
    other = f"<div class='chunk'><p><a href='/law'>The law</a> says more. {PARAGRAPH} So it is.</p></div>"
    [link] = read(paragraphs=one + "<aside>Letters</aside>" + other).links
    assert link.url == "https://www.news.example.com/law"


def test_a_paragraph_that_is_a_link_to_another_story_is_left_out() -> None:
    paragraphs = (
        f"<p>{PARAGRAPH}</p>" * 4
        + '<p>Read more: <a href="/other">Tunnel opens to the public at last</a></p>'
        + f"<p>{PARAGRAPH}</p>"
    )
    assert "Tunnel" not in read(paragraphs=paragraphs).text


@pytest.mark.parametrize(
    "aside",
    [
        "Advertisement",
        "READ NEXT: Tunnel opens",
        "Sign up for our newsletter today.",
        "Follow us on Twitter.",
        "© The Example",
    ],
)
def test_short_paragraphs_about_the_site_are_left_out(aside: str) -> None:
    found = read(paragraphs=f"<p>{PARAGRAPH}</p>" * 3 + f"<p>{aside}</p>" + f"<p>{PARAGRAPH} So it is.</p>" * 3)
    assert aside not in found.text
    assert found.text.endswith("So it is.")


def test_the_lines_under_the_headline_are_part_of_the_text() -> None:
    before = "<h1>Bridge closes</h1>"
    paragraphs = (
        '<p class="standfirst">Engineers found corrosion in fourteen cables of the bridge.</p><div class="body">'
        + f"<p>{PARAGRAPH}</p>" * 6
        + "</div>"
    )
    assert read(before=before, paragraphs=paragraphs).text.startswith("Engineers found corrosion")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<nav>" + "<a href='/x'>Another headline of the day</a> " * 30 + "</nav>", "No article was found"),
        ("<p>Please enable JavaScript to view this page.</p>", "The site shows a notice in place of the article"),
        ("", "No article was found"),
    ],
)
def test_a_page_without_article_is_refused_in_one_sentence(body: str, sentence: str) -> None:
    with pytest.raises(ExtractionFailed) as caught:
        extract(f"<!doctype html><html><body>{body}</body></html>".encode(), "text/html")
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("raw", "settings", "sentence"),
    [
        (b" \n", {}, "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", {}, "This is not a text, web page, PDF or Word document."),
        (
            b"<svg onload=alert(1)>",
            {"media_type": "image/svg+xml"},
            "This is not a text, web page, PDF or Word document.",
        ),
        (b"12345", {"media_type": "text/plain"}, "There is no text in it."),
        (b"%PDF-1.4", {}, "The PDF is damaged and cannot be read."),
        (b"not a PDF", {"filename": "story.pdf"}, "The file is damaged or is no PDF."),
        (b"not a document", {"filename": "story.docx"}, "The document is damaged or is no Word document."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(raw: bytes, settings: dict[str, str], sentence: str) -> None:
    with pytest.raises(ExtractionFailed) as caught:
        extract(raw, **settings)
    assert str(caught.value) == sentence
