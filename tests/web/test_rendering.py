"""How things are said on pages, and that nobody's text becomes more than text."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, render_template_string
from lxml import html

from factcheck.errors import Refused
from factcheck.web import rendering
from tests.conftest import SHARED

ALLOWED = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}


def what_is_active(markup: str) -> list[str]:
    """Everything in a piece of HTML that could run, load or lead elsewhere than a plain http page."""
    found = []
    for element in html.document_fromstring(f"<main>{markup}</main>").iterdescendants():
        if element.tag in ("body", "main") and not element.attrib:
            continue
        if element.tag not in ALLOWED:
            found.append(str(element.tag))
        for name, value in element.attrib.items():
            plain = name in ("href", "rel") and not (name == "href" and not value.startswith(("http://", "https://")))
            found += [] if plain else [f"{name}={value}"]
    return found


def vectors() -> list[str]:
    folder = SHARED / "hostile"
    if not folder.exists():
        pytest.skip("the hostile sets are not here")
    files = [
        file
        for name in ("xss-owasp-evasion", "xss-patt", "xss-bleach", "strings-blns")
        for file in sorted((folder / name).rglob("*"))
        if file.is_file() and file.suffix in (".txt", ".json", ".test") and file.name != "README.txt"
    ]
    lines = [line for file in files for line in file.read_text(errors="replace").splitlines() if line.strip()]
    return [line.replace("\x00", "") for line in lines if len(line) < 5000]


def test_hostile_markdown_leaves_nothing_active_and_unsanitised_it_would(app: Flask) -> None:
    texts = vectors()
    texts += [f"[link]({text})" for text in texts] + [f"![x]({text})" for text in texts[:200]]
    assert len(texts) > 1500
    unsafe = sum(bool(what_is_active(text)) for text in texts)
    assert unsafe > 300, "raw, these must be active, or the test proves nothing"
    assert [text for text in texts if what_is_active(str(rendering.markdown(text)))] == []


def test_markdown_says_what_a_checker_needs_to_say() -> None:
    rendered = rendering.markdown("One *two* **three** [four](https://example.org/a?b=1&c=2)\n\n- five\n\n> six")
    for piece in [
        "<em>two</em>",
        "<strong>three</strong>",
        'href="https://example.org/a?b=1&amp;c=2"',
        "<li>five</li>",
    ]:
        assert piece in rendered
    assert 'rel="nofollow noopener"' in rendered
    assert "<h1>" not in rendering.markdown("# A heading\n\nUnder\n===")
    assert "<img" not in rendering.markdown("![x](https://example.org/x.png)")


def test_markdown_of_any_length_takes_little_time() -> None:
    for text in ["> " * 200_000, "*" * 200_000, "[" * 200_000, "- " * 100_000, "`" * 100_001]:
        assert len(rendering.markdown(text)) < 1_000_000


def test_dates_read_as_a_reader_says_them(app: Flask) -> None:
    with app.test_request_context():
        assert rendering.day("2023-01-11") == "11 January 2023"
        assert rendering.day("2023-01-11T23:59:59.000000Z") == "11 January 2023"
        assert rendering.moment("2023-01-11T14:05:09.123456Z") == "11 January 2023, 14:05 UTC"
        assert (rendering.day(None), rendering.moment(""), rendering.day("")) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The city’s water is clean.", "the-citys-water-is-clean"),
        ("Łódź & Zürich: 50 %", "odz-zurich-50"),
        ("   ", ""),
        ("日本", ""),
        ("a" * 80, "a" * 60),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_is_short_and_plain(text: str, expected: str) -> None:
    assert rendering.slug(text) == expected
    assert len(rendering.slug(text)) <= 60


def test_words_of_states_and_ratings_are_the_fields_own(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{{ 'in work'|word }} {{ 'mostly-true'|rating }}") == "In work Mostly true"
        assert render_template_string("{{ 'own'|rating('Half baked') }} {{ 'what?'|word }}") == "Half baked what?"


def test_a_rules_sentence_is_translated_with_its_parts(app: Flask) -> None:
    with app.test_request_context():
        assert rendering.translated(Refused("At most %(most)s of 100 %% fit.", most=3)) == "At most 3 of 100 % fit."
        assert rendering.translated(Refused("100 % of it.")) == "100 % of it."


def test_every_template_is_escaped_by_default(app: Flask) -> None:
    with app.test_request_context():
        macro = (
            "{% from 'macros.html' import note with context %}{{ note(1, text, 'published', text, 'false', text, 0) }}"
        )
        rendered = render_template_string(macro, text="<script>alert(1)</script>")
        assert "<script>" not in rendered
        assert "&lt;script&gt;" in rendered


def test_no_template_switches_escaping_off() -> None:
    root = Path(rendering.__file__).parents[2] / "templates"
    for file in root.rglob("*.html"):
        assert "|safe" not in file.read_text().replace("|safe_url", ""), file
        assert "autoescape" not in file.read_text(), file
