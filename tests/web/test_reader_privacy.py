"""What is not published is never visible, by any route: a site full of marked secrets, and a reader who tries all."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck import jobs
from factcheck.core.extracting import extract
from factcheck.desk import articles, claims, evidence, intake, letters, people, planning, replacing, verdicts
from factcheck.records import (
    ClaimDraft,
    Correction,
    Extracted,
    Person,
    QuotationDraft,
    Rejection,
    Role,
    Span,
    Splitting,
    Stance,
)
from factcheck.records.letters import LetterKind
from factcheck.store.connection import opened
from factcheck.web import access, names
from tests import builders
from tests.builders import NOW

MARK = "zqxvkjqw"
"""Begins every secret; no word of the site does."""

TEXT = (
    "Der Kanal ist lang. Die Brücke ist neu. Der Hafen ist alt. Das Schiff ist rot. Der Turm ist hoch. "
    "Der Zaun ist kurz. Die Fähre ist weg."
)
CLAIMS = {
    name: number for number, name in enumerate(["Kanal", "Brücke", "Hafen", "Schiff", "Turm", "Zaun", "Fähre"], 1)
}
"""The claims of the public article by their subject, in reading order: the canal's verdict is published."""


def draft(sentence: str) -> ClaimDraft:
    start = TEXT.index(sentence)
    return ClaimDraft(
        sentence,
        (Span(start, start + len(sentence)),),
        score=0.5,
        reasons=("zqxvkjqwreason of its worth",),
        quotation=Span(0, 19),
    )


def public_article(database: Database, by: Person) -> int:
    """An article for readers, whose splitting, file and quotation have what only the desk may see."""
    raw = f"<html><body><!-- zqxvkjqwcomment --><p>{TEXT}</p></body></html>".encode()
    document = intake.read_file("zqxvkjqwfile.html", raw, extract=lambda *_, **__: Extracted(TEXT))
    sentences = re.findall(r"[^.]+\.", TEXT)
    splitting = Splitting(
        "zqxvkjqwengine",
        "zqxvkjqwversion",
        "de",
        tuple(draft(sentence.strip()) for sentence in sentences),
        rejected=(Rejection(ClaimDraft("zqxvkjqwrejected", (Span(0, 3),)), "zqxvkjqwwhy"),),
        quotations=(QuotationDraft(Span(0, 19), "zqxvkjqwspeaker"),),
        notes=("zqxvkjqwnote of the engine",),
    )
    given = intake.Details("Titel", "Blatt", "Autorin", "2026-01-01", "https://blatt.example/1")
    number = intake.add_article(database, document, given, splitting, by=by, now=NOW)
    articles.publish(database, number, by=by, now=NOW)
    return number


def source(database: Database, claim: int, name: str, by: Person) -> int:
    text = f"Before {name}. The passage {name} says so. After {name}."
    document = intake.read_text(text, extract=extract, url=f"https://{name}.example/")
    details = intake.Details(f"Title {name}", f"Publisher {name}", f"Author {name}", "2026-01-01")
    number = evidence.add_source(database, document, evidence.Citing(details), by=by, now=NOW)
    passage = f"The passage {name} says so."
    return evidence.attach(database, claim, number, passage, Stance.REFUTES, by=by, now=NOW)


def typed(name: str, **more: object) -> verdicts.Typed:
    return verdicts.Typed("false", f"Reason {name}.", f"Explanation {name}.", **more)


def record(database: Database, claim: int, verdict: verdicts.Typed, by: Person) -> None:
    verdicts.record(database, claim, claims.existing(database, claim).version, verdict, by=by, now=NOW)


def change(database: Database, claim: int, words: claims.Words, by: Person) -> None:
    claims.change(database, claim, claims.existing(database, claim).version, words, by=by, now=NOW)


@pytest.fixture
def site(database: Database) -> dict[str, Person]:
    """One public article with one published verdict, and a secret in every field that only the desk may see."""
    team = {
        handle: people.add_person(database, f"zqxvkjqw{handle}", name, Role.EDITOR, now=NOW, actor=None)
        for handle, name in [("ada", "Ada Byron"), ("bo", "Bo Lind"), ("cy", "Zqxvkjqwname Cy")]
    }
    ada, bo, cy = team.values()
    public_article(database, ada)
    kanal = CLAIMS["Kanal"]
    removed = source(database, kanal, "zqxvkjqwremoved", cy)
    evidence.remove(database, removed, by=cy, now=NOW)
    source(database, kanal, "cited", ada)
    record(database, kanal, typed("zqxvkjqwwithdrawn"), cy)  # sent back, then given again in other words
    verdicts.send_back(database, kanal, "zqxvkjqwsentback", by=bo, now=NOW)
    record(database, kanal, replace(typed("published"), based_on=1), ada)
    verdicts.publish(database, kanal, 2, by=bo, now=NOW)
    source(database, kanal, "zqxvkjqwlater", cy)
    change(
        database, kanal, claims.Words("Zqxvkjqwchanged words.", "Zqxvkjqwchanged claimant", pieces=("Der Zaun",)), cy
    )
    note = "zqxvkjqwcorrection"
    draft = typed("zqxvkjqwdraft", correction=Correction.SUBSTANTIAL, correction_note=note, based_on=2)
    record(database, kanal, draft, cy)

    source(database, CLAIMS["Brücke"], "zqxvkjqwevidence", cy)
    record(database, CLAIMS["Brücke"], typed("zqxvkjqwinreview"), cy)
    change(
        database, CLAIMS["Hafen"], claims.Words("Zqxvkjqwdropped claim.", "Zqxvkjqwdropper", pieces=("Der Hafen",)), cy
    )
    claims.drop(database, CLAIMS["Hafen"], claims.existing(database, CLAIMS["Hafen"]).version, by=cy, now=NOW)
    change(database, CLAIMS["Schiff"], claims.Words("Zqxvkjqwsplit one.", pieces=("Das Schiff",)), cy)
    version = claims.existing(database, CLAIMS["Schiff"]).version
    replacing.split(database, CLAIMS["Schiff"], version, ["Das Schiff ist.", "Es ist rot."], by=cy, now=NOW)
    change(database, CLAIMS["Turm"], claims.Words("Zqxvkjqwmerged one.", pieces=("Der Turm",)), cy)
    seen = {number: claims.existing(database, number).version for number in (CLAIMS["Turm"], CLAIMS["Zaun"])}
    replacing.merge(database, seen, "Turm und Zaun.", by=cy, now=NOW)
    planning.change_many(database, [kanal], topic="zqxvkjqwtopic", by=cy, now=NOW)
    private_things(database, cy)
    return team


def private_things(database: Database, by: Person) -> None:
    """An article that is not public, one with the same text as the public one, a claim heard, a job."""
    text = "Zqxvkjqwprivate text goes on. Zqxvkjqwclaimed words stand here."
    found = [builders.draft(text, "Zqxvkjqwclaimed words stand here", "Zqxvkjqwprivate claim.", "Zqxvkjqwclaimant")]
    private = {"title": "Zqxvkjqwtitle", "publisher": "Zqxvkjqwpublisher", "byline": "Zqxvkjqwbyline"}
    number = builders.article(database, text, found, url="https://zqxvkjqwaddress.example/", **private)
    [claim] = claims.claims.of_article(database, number)
    source(database, claim.id, "zqxvkjqwprivatesource", by)
    record(database, claim.id, typed("zqxvkjqwprivateverdict"), by)
    builders.article(
        database, TEXT, [], title="Zqxvkjqwtwin", publisher="Zqxvkjqwsecond", url="https://zqxvkjqwother.example/"
    )
    builders.elsewhere(
        database, "Zqxvkjqwheard claim.", "Zqxvkjqwsaid", place="Zqxvkjqwplace", url="https://zqxvkjqwradio.example/"
    )
    letters.send(
        database,
        LetterKind.TIP,
        "Zqxvkjqwletter of a reader.",
        contact="zqxvkjqwcontact",
        url="https://zqxvkjqwhint.example/",
        now=NOW,
    )
    jobs.add_article(database, intake.Details("Zqxvkjqwjob", url="https://zqxvkjqwqueued.example/"), by=by, now=NOW)


def secrets(database: Database) -> set[str]:
    """Every secret that is stored, whatever table and column it is in."""
    found: set[str] = set()
    for table in database.table_names():
        for row in database.query(f"select * from [{table}]"):
            for value in row.values():
                content = zlib.decompress(value).decode() if isinstance(value, bytes) and value[:1] == b"x" else value
                found |= set(re.findall(rf"{MARK}[a-z]+", str(content).lower()))
    return found


def leaks(answer: object) -> list[str]:
    """The secrets in an answer: its headers, its body."""
    return re.findall(rf".{{0,40}}{MARK}.{{0,20}}", f"{answer.headers}\n{answer.get_data(as_text=True)}", re.I)


GUESSED = {
    "number": range(1, 25),
    "form": ("atom", "json"),
    "page": (1, 2),
    "words": ("x", "x.json"),
    "filename": ("house.css",),
    "token": ("x",),
}
"""What a reader could guess for the parts of an address; for `key`, every name that is stored."""


def routes(app: Flask) -> dict[str, list[str]]:
    """The addresses of every route that is open to readers, with all that can be guessed in them, by endpoint."""
    database = opened(app.config["DATABASE"])
    stored = database.execute(
        "select claimant from claims union select publisher from articles union select title from articles "
        "union select topic from topics"
    )
    guessed = {**GUESSED, "key": [names.key(name) for (name,) in stored if name]}
    bound, found = app.url_map.bind("localhost"), {}
    for rule in app.url_map.iter_rules():
        if access.POLICY[rule.endpoint] is access.PUBLIC:
            parts = sorted(rule.arguments)
            every = itertools.product(*(guessed[part] for part in parts))
            made = [bound.build(rule.endpoint, dict(zip(parts, values, strict=True))) for values in every]
            found[rule.endpoint] = found.get(rule.endpoint, []) + made
    return found


def addresses(client: FlaskClient) -> list[str]:
    """Every address that a reader finds by following links, and every one that they could guess."""
    guessed = [address for made in routes(client.application).values() for address in made]
    guessed += [f"/oembed?url=http://127.0.0.1:8000/claims/{number}" for number in GUESSED["number"]]
    waiting = ["/", "/index.json", "/nothing", "/nothing.json", "/healthz", "/desk/", "/account/sign-in", *guessed]
    seen = dict.fromkeys(waiting)
    while waiting:
        answer = client.get(waiting.pop())
        found = re.findall(r'(?:href|src|action)="(/[^"#]*)', answer.text)
        new = [address.replace("&amp;", "&") for address in [*found, answer.location] if address]
        waiting += [address for address in dict.fromkeys(new) if address not in seen and address.startswith("/")]
        seen |= dict.fromkeys(new)
    return list(seen)


def test_every_secret_is_stored_and_none_is_shown(database: Database, client: FlaskClient, site: object) -> None:
    stored = secrets(database)
    assert len(stored) >= 45
    assert {
        "zqxvkjqwcomment",
        "zqxvkjqwsentback",
        "zqxvkjqwlater",
        "zqxvkjqwremoved",
        "zqxvkjqwqueued",
        "zqxvkjqwada",
    } <= stored
    every = addresses(client)
    assert set(routes(client.application)) == {name for name, role in access.POLICY.items() if role is access.PUBLIC}
    assert {"/articles/1", "/articles/1.json", "/claims/1-der-kanal-ist-lang", "/static/mark.svg"} <= {
        address.split("?")[0] for address in every
    }
    for address in every:
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            answer = client.open(address, method=method)
            assert not leaks(answer), (method, address)
    page = client.get("/claims/1-der-kanal-ist-lang").text
    assert "Reason published." in page
    assert "The passage cited says so." in page


def test_no_search_finds_a_secret(database: Database, client: FlaskClient, site: object) -> None:
    for word in [*secrets(database), MARK]:
        found = client.get("/index.json", query_string={"q": word}).json
        assert (found["verdicts"], found["articles"]) == ([], []), word
        listed = client.get("/verdicts", query_string={"q": word}).text
        assert not re.search(rf'class="entries"|{MARK}[a-z]', listed.replace(f'value="{word}"', ""), re.I), word
    page = client.get("/", query_string={"q": MARK})  # comes back with what was typed, and no more
    assert not re.search(rf"{MARK}[a-z]", page.text, re.I)
    control = client.get("/index.json", query_string={"q": "kanal"}).json
    assert (len(control["verdicts"]), len(control["articles"])) == (1, 1)


def test_claims_without_a_published_verdict_read_not_checked_whatever_the_desk_does(
    client: FlaskClient, site: object
) -> None:
    found = client.get("/articles/1.json").json["claims"]
    assert {claim["text"]: bool(claim["verdict"]) for claim in found} == {
        "Der Kanal ist lang.": True,
        "Die Brücke ist neu.": False,
        "Das Schiff ist.": False,
        "Es ist rot.": False,
        "Turm und Zaun.": False,
        "Die Fähre ist weg.": False,
    }
    page = client.get("/articles/1").text
    assert not re.search(r"in work|in review|is-in-work|is-closed|dropped", page, re.I)


def test_versions_are_counted_among_the_published_ones(client: FlaskClient, site: object) -> None:
    [version] = client.get("/claims/1.json").json["history"]
    assert version["version"] == 1  # the desk's number is 2: the first was sent back


def test_what_is_private_answers_like_what_is_not_there(client: FlaskClient, site: object) -> None:
    def told(address: str) -> tuple[object, ...]:
        answer = client.get(address)
        number = re.search(r"\d+", address)[0]
        return answer.status_code, answer.text.replace(f" {number}.", " N."), sorted(dict(answer.headers))

    for private, absent in [
        ("/articles/2", "/articles/999"),
        ("/claims/2", "/claims/999"),
        ("/claims/8", "/claims/999"),
    ]:
        for ending in ("", ".json"):
            assert told(private + ending) == told(absent + ending)


def test_signing_in_changes_no_byte_of_a_readers_page(
    client: FlaskClient, site: object, signed_in: Callable[..., FlaskClient]
) -> None:
    public = [
        address for address in addresses(client) if re.match(r"/$|/index|/articles/\d+(\.json)?$|/claims/\d", address)
    ]
    assert len(public) > 100
    for role in ("checker", "admin"):
        browser = signed_in(role)
        for address in [*public, "/?q=kanal"]:
            theirs, mine = browser.get(address), client.get(address)
            assert theirs.data == mine.data, address
            assert theirs.headers.get("ETag") == mine.headers.get("ETag")
            assert "Set-Cookie" not in theirs.headers
