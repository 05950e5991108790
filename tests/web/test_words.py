"""Every word of the interface can be translated: none stands bare in a template, and every sentence is collected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlite_utils import Database

from factcheck import jobs as work
from factcheck.core import checkworthy, comparing, contract
from factcheck.core.extracting import extract
from factcheck.desk import intake
from factcheck.errors import FetchFailed, Refused
from factcheck.records import Relation, Span
from factcheck.store import jobs
from factcheck.store.migrations import SCALE
from factcheck.web import rendering, stored
from factcheck.web.desk import telling
from tests import builders as build

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COLLECTED = (ROOT / "factcheck" / "translations" / "messages.pot").read_text(encoding="utf-8")

NAMES = {"Factcheck", "SHA-256", "UTC", "doctype", "html"}
"""What is the same in every language."""

CLASSES = re.compile(r"{% block body_class %}.*?{% endblock %}|{% macro state_class.*?endmacro %}", re.S)
"""Where a template sets names of style and no words."""

READ_ALOUD = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')


def bare_words(template: str) -> list[str]:
    """The words that a reader would see or hear and that no gettext stands around."""
    template = CLASSES.sub("", template)
    plain = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "\n", template, flags=re.S)
    seen = re.sub(r"<[^>]*>|&\\w+;", " ", plain)
    heard = " ".join(READ_ALOUD.findall(plain))
    return [word for word in re.findall(r"[A-Za-z][A-Za-z0-9-]+", f"{seen} {heard}") if word not in NAMES]


def test_bare_words_are_found() -> None:
    page = '{% if a > b %}<p title="Heard">Seen {{ _("Not this") }}</p>{% endif %}'
    assert bare_words(page) == ["Seen", "Heard"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_word_stands_bare_in_a_template(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Choose a rating.",
        "The disk is full. Nothing was saved.",
        "Readers see this article: an editor changes what is said of it.",
        "This failed because of a fault in the program; its log has the details.",
    ],
)
def test_the_sentences_of_rules_are_collected(sentence: str) -> None:
    assert sentence in COLLECTED


def test_every_sentence_that_is_stored_in_english_is_known_again_and_collected() -> None:
    definitions = [definition for *_, definition in SCALE]
    reasons = [sign.reason for sign in [*checkworthy._SIGNS, checkworthy._TOO_SHORT]]
    rules = re.findall(r'return f?"((?:The|No) [^"]+\.)"', Path(contract.__file__).read_text(encoding="utf-8"))
    rules = [re.sub(r"{[^}]*}", "7", rule) for rule in rules]
    assert len(rules) > 7
    assert [sentence for sentence in [*definitions, *reasons, *rules] if not stored.known(sentence)] == []
    with (ROOT / "factcheck" / "translations" / "messages.pot").open("rb") as file:
        collected = {message.id for message in read_po(file)}
    assert set(stored.TEMPLATES) <= collected


def test_every_sentence_of_a_finding_is_known_again() -> None:
    said = "The 212 wardens did not leave, and half of them were paid more than 5 million euros in May 2021."
    there = "The 190 wardens did leave, and half of them were paid 6 million euros in June 2021. Nobody was not paid."
    pairs = [(said, said), (said, there), (said, "Rain fell."), ("It rose last month.", "It fell in May 2021.")]
    quotations = [("“We saw no … boats”", "We saw no small boats."), ("“We saw … boats”", "We saw no boats.")]
    quotations += [("“We have seen nine boats”", "We have seen ten boats."), ("“We slept”", "Rain fell.")]
    found = [one for claim, source in pairs for one in comparing.compare(claim, source, [Span(0, len(source))])]
    found += [comparing.compare_quotation(*pair) for pair in quotations]
    assert {one.relation for one in found} == set(Relation)
    assert [one.words for one in found if not stored.known(one.words)] == []


def test_a_stored_sentence_is_shown_with_its_parts(app: Flask) -> None:
    with app.test_request_context():
        for sentence in ("The claim leaves out: not, may.", "Something else."):
            assert stored.stored(sentence) == sentence


def test_amounts_in_sentences_have_their_thousands_apart(app: Flask) -> None:
    error = Refused("Port %(port)s has %(most)s characters.", port=12345, most=2_000_000)
    with app.test_request_context():
        assert str(error) == rendering.translated(error) == "Port 12345 has 2,000,000 characters."


def test_why_a_job_failed_is_kept_so_that_it_can_be_translated(app: Flask, database: Database) -> None:
    def away(address: str) -> None:
        raise FetchFailed("The server of %(host)s does not answer.", host="away.example")

    number = work.add_article(database, intake.Details(url="https://away.example/"), by=None, now=build.NOW)
    work.run_next(database, work.Tools(away, extract, pytest.fail), worker="one")
    job = jobs.get(database, number)
    assert job.outcome == {"template": "The server of %(host)s does not answer.", "parts": {"host": "away.example"}}
    with app.test_request_context():
        assert telling.why(job) == job.error == "The server of away.example does not answer."
