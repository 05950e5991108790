"""Where a document points: each link once, with its words and where they stand; buttons and other stories left out."""

from __future__ import annotations

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from factcheck.core.addresses import same_site
from factcheck.core.extracting import extract
from factcheck.records import Extracted
from tests.core.test_extracting_texts import pdf

PROSE = "The council met on Tuesday and put the vote on the new bridge off to the spring, its members said. "
HERE = "https://www.news.example.com/local/bridge"


def page(*paragraphs: str, below: str = "") -> Extracted:
    body = "".join(f"<p>{one}</p>" for one in [PROSE * 2, *paragraphs, PROSE * 2, PROSE * 3])
    head = "<head><title>Bridge vote put off</title></head>"
    return extract(f"<html>{head}<body><article>{body}{below}</article></body></html>".encode(), "text/html", url=HERE)


def words_in_text(found: Extracted) -> list[tuple[str, str]]:
    """The addresses with the words that their spans hold."""
    return [(link.url, found.text[slice(*link.span)] if link.span else "") for link in found.links]


def test_a_links_words_are_found_in_the_text_wherever_they_stand() -> None:
    found = page(
        'The bridge cost 4 million, says <a href="https://agency.example/report">the  report\n of May</a>, not 3.',
        '<a href="/law#7">The law</a> says so; <b>so does <a href="https://court.example/x">a <i>court</i></a></b>.',
    )
    assert words_in_text(found) == [
        ("https://agency.example/report", "the report of May"),
        ("https://www.news.example.com/law", "The law"),
        ("https://court.example/x", "a court"),
    ]


def test_the_second_of_two_equal_words_is_the_one_that_is_linked() -> None:
    found = page('The report is out. Read <a href="https://agency.example/r">The report</a> before you vote on it.')
    [link] = found.links
    assert link.span is not None
    assert found.text[link.span.start - 5 : link.span.end] == "Read The report"


def test_share_buttons_other_stories_and_what_is_no_web_address_are_left_out() -> None:
    kept = f'{PROSE} <a href="https://x.com/mayor/status/1">she wrote on Monday</a>.'
    found = page(
        f'{PROSE} <a href="https://www.facebook.com/sharer/sharer.php?u=x">Share this story</a>.',
        f'{PROSE} <a href="javascript:alert(1)">Open it here now</a> or <a href="mailto:a@b.example">write to us</a>.',
        '<a href="/other/story">Tunnel opens to the public at last after many years.</a>',
        kept,
    )
    assert [link.url for link in found.links] == ["https://x.com/mayor/status/1"]


def test_a_list_of_sources_below_the_article_comes_after_the_links_of_its_text() -> None:
    listed = (
        "<h3>Sources</h3><ul><li><a href='https://stat.example/table-7'>Table 7</a></li>"
        "<li><a href='/about-us'>About us</a></li></ul><h3>More</h3><ul><li><a href='https://ads.example/'>Win</a></li></ul>"
    )
    found = page(f'{PROSE} So says <a href="https://agency.example/r">the agency</a> too.', below=listed)
    assert [link.url for link in found.links][:1] == ["https://agency.example/r"]
    assert "https://stat.example/table-7" in [link.url for link in found.links]
    assert not {"https://www.news.example.com/about-us", "https://ads.example/"} & {link.url for link in found.links}


def test_markdown_and_plain_text_say_where_their_links_stand() -> None:
    raw = b"# Vote\n\nThe *vote* on [the **new** bridge](https://a.example/b) is off.\n\n- see [a](https://c.example)\n"
    found = extract(raw, filename="story.md")
    assert words_in_text(found) == [("https://a.example/b", "the new bridge"), ("https://c.example", "a")]
    plain = extract(b"The vote is off, see https://a.example/b. It was put off to the spring.", "text/plain")
    assert words_in_text(plain) == [("https://a.example/b", "https://a.example/b")]


def test_a_word_document_says_where_its_links_stand() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The bridge cost 4 million, says ")
    link = OxmlElement("w:hyperlink")
    target = document.part.relate_to("https://agency.example/r", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    run = paragraph.add_run("the report")
    link.append(run._r)
    paragraph._p.append(link)
    paragraph.add_run(" of May.")
    kept = io.BytesIO()
    document.save(kept)
    assert words_in_text(extract(kept.getvalue(), filename="a.docx")) == [("https://agency.example/r", "the report")]


def test_a_pdf_says_which_words_lead_where_and_what_has_no_words_comes_after() -> None:
    lines = [(760.0, "Bridge to close"), (730.0, "The council voted, says the report, to close the bridge.")]

    def area(left: int, right: int, low: int, address: str) -> str:
        action = f"/A<</S/URI/URI({address})>>"
        return f"<</Type/Annot/Subtype/Link/Rect[{left} {low} {right} {low + 14}]{action}>>"

    areas = [
        area(300, 400, 300, "https://court.example/far"),
        area(165, 240, 727, "https://agency.example/r#2"),
        area(72, 160, 727, "javascript:alert(1)"),
    ]
    raw = pdf(lines, areas="".join(areas))
    found = extract(raw, filename="a.pdf")
    assert [link.url for link in found.links] == ["https://agency.example/r", "https://court.example/far"]
    assert "report" in words_in_text(found)[0][1]
    assert found.links[1].span is None


def test_hosts_below_one_another_are_one_site() -> None:
    assert same_site("https://www.news.example/a", "https://blog.news.example/b")
    assert not same_site("https://news.example/a", "https://othernews.example/b")
    assert not same_site("https://news.example/a", "http://[broken")
