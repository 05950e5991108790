"""Readers write to the desk; the desk reads it, and says how it works."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.store import letters
from tests import builders
from tests.web.test_reader import words

TEXT = "The register has a newer edition."


@pytest.mark.parametrize(("path", "kind"), [("/report", "error"), ("/tip", "tip")])
def test_a_reader_writes_without_a_cookie_and_is_thanked(
    client: FlaskClient, database: Database, path: str, kind: str
) -> None:
    form = client.get(path)
    assert (form.status_code, form.headers["Cache-Control"]) == (200, "public, max-age=0, stale-if-error=86400")
    assert "csrf" not in form.text
    sent = client.post(path, data={"text": TEXT, "url": "https://register.example/", "contact": "a@b.example"})
    assert (sent.status_code, sent.location) == (303, "/thanks")
    assert "Set-Cookie" not in sent.headers
    assert "The desk has your letter" in client.get("/thanks").text
    [letter] = letters.waiting(database)
    assert (letter.kind, letter.text) == (kind, TEXT)


def test_what_cannot_be_taken_stands_in_the_form_with_why(client: FlaskClient, database: Database) -> None:
    evil = "<script>alert(1)</script>"
    answer = client.post("/report", data={"text": "short", "contact": evil})
    assert answer.status_code == 422
    assert 'id="text-error">Write between 10 and 4,000 characters.' in answer.text
    assert 'aria-describedby="text-error"' in answer.text
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert letters.count_waiting(database) == 0


def test_a_verdicts_page_leads_to_a_report_on_it(client: FlaskClient, database: Database) -> None:
    builders.article(database)
    builders.verdict(database, 1)
    page = client.get("/claims/1", follow_redirects=True).text
    assert 'href="/report?claim=1"' in page
    form = client.get("/report?claim=1").text
    assert "Harbour’s water is the cleanest." in form
    client.post("/report", data={"text": TEXT, "claim": "1"})
    [letter] = letters.waiting(database)
    assert letter.claim_id == 1
    for hidden in ("2", "99", "x", "9" * 30):
        page = client.get("/report", query_string={"claim": hidden})
        assert page.status_code == 200
        assert "It is about this claim" not in page.text


def test_a_program_that_fills_in_everything_is_thanked_and_not_heard(client: FlaskClient, database: Database) -> None:
    assert client.post("/tip", data={"text": TEXT, "website": "https://spam.example"}).status_code == 303
    assert letters.count_waiting(database) == 0


def test_one_address_writes_a_few_letters_an_hour_and_reading_is_not_counted(
    client: FlaskClient, database: Database
) -> None:
    for _ in range(30):
        assert client.get("/tip").status_code == 200
    answers = [client.post("/tip", data={"text": TEXT}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "Wait an hour before the next one." in words(answers[-1].text)
    assert client.post("/report", data={"text": TEXT}).status_code == 303  # counted by itself
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.post("/tip", data={"text": TEXT}, environ_base=elsewhere).status_code == 303


def test_the_desk_reads_letters_and_says_what_came_of_them(
    client: FlaskClient,
    database: Database,
    signed_in: Callable[..., FlaskClient],
    post: Callable[..., object],
) -> None:
    client.post("/tip", data={"text": TEXT, "contact": "a@b.example", "url": "https://register.example/"})
    checker = signed_in("checker")
    assert "1 letter of a reader waits" in checker.get("/desk/").text
    page = checker.get("/desk/letters").text
    for said in (TEXT, "a@b.example", 'href="https://register.example/"', "To be checked"):
        assert said in page
    done = post(checker, "/desk/letters/1/done", {"note": "Added as an article."}, page="/desk/letters")
    assert done.status_code == 303
    page = checker.get("/desk/letters").text
    assert "Added as an article." in page
    assert "a@b.example" not in page
    assert "letter of a reader waits" not in checker.get("/desk/").text


def test_the_method_page_says_scale_gates_and_the_desks_own_words(
    client: FlaskClient,
    database: Database,
    signed_in: Callable[..., FlaskClient],
    post: Callable[..., object],
) -> None:
    page = words(client.get("/method").text)
    for said in ("What the ratings mean", "The statement is not accurate.", "A second person, other than who gave it."):
        assert said in page
    assert "Who pays for it" not in page
    admin = signed_in("admin")
    sent = {"text": "The *readers* do. <script>x</script>", "review_on": "2027-05-01", "version": "0"}
    assert post(admin, "/desk/policies/funding", sent, page="/desk/policies").status_code == 303
    html = client.get("/method").text
    assert "Who pays for it" in html
    assert "<em>readers</em>" in html
    assert "<script>" not in html
    assert "To be read again by 1 May 2027." in words(html)
    assert post(admin, "/desk/policies/funding", sent | {"text": "x"}, page="/desk/policies").status_code == 409
    assert post(admin, "/desk/policies/nothing", sent, page="/desk/policies").status_code == 404
    assert signed_in("checker").get("/desk/policies").status_code == 403


def test_an_overdue_text_is_said_to_the_desk_alone(
    client: FlaskClient, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    admin = signed_in("admin")
    sent = {"text": "We are four.", "review_on": "2020-01-01", "version": "0"}
    post(admin, "/desk/policies/people", sent, page="/desk/policies")
    assert "This was to be read again by 1 January 2020." in admin.get("/desk/policies").text
    assert "was to be read again" not in client.get("/method").text


def test_every_readers_page_leads_to_method_and_letters(client: FlaskClient) -> None:
    links = set(re.findall(r'href="(/[a-z]+)"', client.get("/").text))
    assert {"/method", "/report", "/tip", "/corrections", "/verdicts"} <= links
