"""Plain text, Markdown, PDF and Word documents, and the characters that all of them are made of."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from factcheck.core.characters import visible
from factcheck.core.extracting import extract
from factcheck.core.extracting.cleaning import unwrapped
from factcheck.core.extracting.dating import day_of
from factcheck.core.extracting.decoding import decode
from factcheck.core.media_types import Form, settle


def test_a_first_line_that_stands_alone_is_the_title_and_not_in_the_text() -> None:
    found = extract(b"Bridge to close\r\n\r\nThe council voted.\r\n\r\nIt was close.", "text/plain")
    assert (found.title, found.text) == ("Bridge to close", "The council voted.\n\nIt was close.")


@pytest.mark.parametrize("raw", [b"Bridge\n\nBy Ann Example\n\nIt closes.", b"Bridge\nBy Ann Example\n\nIt closes."])
def test_a_byline_under_the_title_names_the_authors(raw: bytes) -> None:
    found = extract(raw, "text/plain")
    assert (found.title, found.authors, found.text) == ("Bridge", ("Ann Example",), "It closes.")


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    found = extract(b"The council voted.\n\nIt was close.", "text/plain")
    assert (found.title, found.text) == ("", "The council voted.\n\nIt was close.")


def test_wrapped_lines_are_joined_and_lines_of_their_own_are_paragraphs() -> None:
    wrapped = [
        "The council voted on Tuesday to close the long-",
        "standing bridge, since engineers had found corro-",
        "sion.",
    ]
    assert unwrapped(wrapped) == [
        "The council voted on Tuesday to close the long-standing bridge, since engineers had found corrosion."
    ]
    loose = [
        "A first paragraph, pasted without a blank line behind it, " + "and long enough for no letter. " * 3,
        "A second.",
    ]
    assert unwrapped(loose) == loose
    assert unwrapped(["- cables", "- pillars"]) == ["- cables\n- pillars"]


def test_front_matter_and_marks_of_markdown_become_plain() -> None:
    front = '---\ntitle: "Bridge to close"\nauthors:\n  - Ann Example\n  - Bo Karlsson\ndate: 2024-05-06\n---\n'
    body = "# Bridge to close\n\nThe *council* [voted](https://a.example/vote).\n\n- one\n- **two**\n"
    raw = f"{front}{body}\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode()
    found = extract(raw, filename="story.md")
    assert (found.title, found.authors, found.published) == (
        "Bridge to close",
        ("Ann Example", "Bo Karlsson"),
        "2024-05-06",
    )
    assert found.text == "The council voted.\n\none\ntwo\n\na | b\n1 | 2"
    [link] = found.links
    assert (link.url, link.words, found.text[slice(*link.span)]) == ("https://a.example/vote", "voted", "voted")


def word(*paragraphs: tuple[str, str], author: str = "Ann Example") -> bytes:
    """A Word document of styled paragraphs."""
    document = docx.Document()
    document.core_properties.author = author
    for text, style in paragraphs:
        document.add_paragraph(text, style)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cables", "14"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_word_document_gives_title_author_paragraphs_lists_and_tables() -> None:
    raw = word(
        ("Bridge to close", "Title"), ("The council voted.", "Normal"), ("one", "List Bullet"), ("two", "List Bullet")
    )
    found = extract(raw)
    assert (found.title, found.authors) == ("Bridge to close", ("Ann Example",))
    assert found.text == "The council voted.\n\none\ntwo\n\nCables | 14"


def test_tracked_changes_of_a_word_document_read_as_they_stand_now() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The bridge ")
    change = "<w:{0} xmlns:w='{1}' w:id='1'><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph._p.append(parse_xml(change.format("del", space, "delText", "opened.")))
    paragraph._p.append(parse_xml(change.format("ins", space, "t", "closed.")))
    saved = io.BytesIO()
    document.save(saved)
    assert extract(saved.getvalue()).text == "The bridge closed."


def pdf(*pages: list[tuple[float, str]], areas: str = "") -> bytes:
    """A PDF whose lines stand at the given heights, in points from the bottom; `areas` are each page's annotations."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for lines in pages:
        shown = "".join(f"1 0 0 1 72 {height} Tm ({text}) Tj\n" for height, text in lines)
        stream = f"BT /F1 11 Tf\n{shown}ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        content = len(objects)
        resources = "<</Font<</F1 3 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources {resources}/Contents {content} 0 R"
            f"/Annots[{areas}]>>"
        )
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"
    written, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF"
    return f"{written}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode()


def test_lines_of_a_pdf_are_paragraphs_again_without_running_heads_and_page_numbers() -> None:
    first = [
        (800.0, "The Example, 6 May"),
        (760.0, "Bridge to close"),
        (730.0, "The council voted on Tuesday to close the northern"),
        (716.0, "bridge for two years, said its engineer Ann Example."),
        (690.0, "Mayor Bo Karlsson said that fourteen of the cables were"),
        (60.0, "1"),
    ]
    second = [
        (800.0, "The Example, 6 May"),
        (760.0, "corroded, and that nobody had looked for years."),
        (730.0, "The bridge was built in 1901 by the river company."),
        (60.0, "2"),
    ]
    found = extract(pdf(first, second))
    assert found.title == "Bridge to close"
    assert found.text.split("\n\n") == [
        "The council voted on Tuesday to close the northern bridge for two years, said its engineer Ann Example.",
        "Mayor Bo Karlsson said that fourteen of the cables were corroded, and that nobody had looked for years.",
        "The bridge was built in 1901 by the river company.",
    ]


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("Zürich".encode(), "", "Zürich"),
        ("Zürich".encode("utf-8-sig"), "iso-8859-1", "Zürich"),
        ("Zürich".encode("utf-16"), "utf-8", "Zürich"),
        ("Zürich is in Switzerland".encode("utf-16-le"), "", "Zürich is in Switzerland"),
        ("“Zürich” €".encode("cp1252"), "iso-8859-1", "“Zürich” €"),
        ("Zürich".encode(), "iso-8859-1", "Zürich"),
        ("東京".encode("shift_jis"), "shift_jis", "東京"),
        ("東京".encode("iso2022_jp"), "iso-2022-jp", "東京"),
        (b"<meta charset=windows-1251>" + "Москва".encode("cp1251"), "", "<meta charset=windows-1251>Москва"),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
        (b"plain", "utf-16", "plain"),
        (b"plain", "no-such-charset", "plain"),
        (b"plain", "rot13", "plain"),
    ],
)
def test_the_encoding_that_a_document_is_really_in_is_found(raw: bytes, charset: str, text: str) -> None:
    assert decode(raw, charset) == text


def test_only_what_nobody_can_see_is_taken_away() -> None:
    assert visible("a\u200bb\u00adc\u202ed\ufeff\x00e\r\nf\u2028g") == "abcde\nf\ng"
    kept = "“Ça” – naïve … می\u200cخواهم 👩\u200d⚕️ e\u0301"
    assert visible(kept) == kept


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-06T23:59:00-11:00", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("2024/5/6", "2024-05-06"),
        ("1715000000", "2024-05-06"),
        ("Mon, 06 May 2024 08:00:00 GMT", "2024-05-06"),
        ("Sept. 6, 2024", "2024-09-06"),
        ("06/05/2024", ""),
        ("2024-13-40", ""),
        ("May 31st, 1066", ""),
        ("", ""),
    ],
)
def test_dates_are_understood_where_they_are_unmistakable(written: str, day: str) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("raw", "media_type", "filename", "form"),
    [
        (b"%PDF-1.7", "text/html", "", Form.PDF),
        (b"junk " * 100 + b"%PDF-1.7", "application/pdf", "", Form.PDF),
        (b"A file that begins with %PDF-1.7 is a PDF.", "text/plain", "", Form.TEXT),
        (b"PK\x03\x04", "application/octet-stream", "", Form.DOCX),
        (b"<p>x", "text/plain", "", Form.TEXT),
        (b"<!doctype html><p>x", "", "", Form.HTML),
        (b"just words", "text/html", "", Form.TEXT),
        (b"# x", "application/octet-stream", "notes.md", Form.MARKDOWN),
        (b"<html>", "application/pdf", "", Form.HTML),
        (b"<html>", "image/svg+xml", "", None),
        (b"{\\rtf1 words", "text/plain", "", None),
        (b"\xd0\xcf\x11\xe0 old", "application/msword", "story.doc", Form.DOCX),
        (b"{}", "application/json", "", None),
        (b"\x00\x01\x02\x03" * 50, "text/plain", "", None),
    ],
)
def test_what_a_document_is_is_decided_by_its_bytes_first(
    raw: bytes, media_type: str, filename: str, form: Form | None
) -> None:
    assert settle(raw, media_type, filename) is form
