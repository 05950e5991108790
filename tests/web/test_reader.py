"""The reader's pages: home and search, an article with its claims in place, a verdict with all that it stands on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import articles as desk_articles
from factcheck.desk import claims, evidence, intake, verdicts
from factcheck.desk.intake import Details
from factcheck.records import Correction, Role, Span, Stance
from factcheck.store import articles
from tests import builders

CLAIM = "/claims/1-harbours-water-is-the-cleanest"


def words(html: str) -> str:
    """The text of a page, as one line."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words(answer.text)


@pytest.fixture
def number(database: Database) -> int:
    """A public article of three claims, the first with a published verdict."""
    number = builders.article(database)
    builders.verdict(database, 1)
    return number


# ---- Home and search ----


def test_an_empty_site_says_so(client: FlaskClient) -> None:
    page = shown(client, "/")
    assert "No verdict is published yet." in page
    assert "No article is public yet." in page


def test_the_home_page_has_the_newest_verdicts_first(database: Database, client: FlaskClient, number: int) -> None:
    builders.attach(database, 2, stance=Stance.SUPPORTS)
    builders.record(database, 2, "true")
    builders.publish(database, 2, now="2026-03-01T00:00:00.000000Z")
    page = shown(client, "/")
    assert page.index("The waterworks of Harbour") < page.index("Harbour’s water is the cleanest")
    assert "3 claims, 2 checked" in page
    assert "1 March 2026" in page


def test_a_search_finds_and_marks_words_in_whatever_form(database: Database, client: FlaskClient, number: int) -> None:
    page = client.get("/?q=city value").text
    assert re.findall(r'<mark class="found">(.*?)</mark>', page) == ["cities", "values"]
    assert "1 verdict" in words(page)
    found = client.get("/?q=employee").text
    assert '<mark class="found">employees</mark>' in found  # in the article's text
    assert "No published verdict has these words." in words(found)


def test_a_search_without_a_result_says_what_to_do(client: FlaskClient, number: int) -> None:
    page = shown(client, "/?q=zebra")
    assert "Try fewer words" in page
    assert "Show everything" in page


@pytest.mark.parametrize(
    "typed", ['"', "AND OR", "a*b", "NEAR(", "  ", "café", "水", "x" * 5000, "'; drop table claims --"]
)
def test_any_search_gives_a_page(client: FlaskClient, number: int, typed: str) -> None:
    assert client.get("/", query_string={"q": typed}).status_code == 200
    assert client.get("/index.json", query_string={"q": typed}).status_code == 200


def test_what_is_searched_for_comes_back_escaped(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/", query_string={"q": "<script>alert(1)</script>"}).text


# ---- Article ----


def test_an_article_is_there_for_nobody_until_it_is_published(database: Database, client: FlaskClient) -> None:
    number = builders.article(database)
    private, absent = client.get(f"/articles/{number}"), client.get("/articles/77")
    assert private.status_code == absent.status_code == 404
    assert private.text.replace(str(number), "77") == absent.text.replace(str(number), "77")


def test_an_article_says_where_it_came_from_and_where_its_claims_stand(client: FlaskClient, number: int) -> None:
    page = shown(client, f"/articles/{number}")
    for said in ("City’s water is the cleanest", "Joan Field", "The Harbour Post", "11 January 2026", "English"):
        assert said in page
    assert "1 False 2 Not checked All 3 claims" in page
    assert 'href="https://post.example/water"' in client.get(f"/articles/{number}").text


def test_each_claim_stands_in_the_text_and_in_the_list(client: FlaskClient, number: int) -> None:
    page = client.get(f"/articles/{number}").text
    assert 'class="claim is-published rating-false" data-claim="1"><a href="#note-1">city’s water is' in page
    assert 'class="claim is-unchecked" data-claim="2"><a href="#note-2">has 212 employees</a>' in page
    for claim in (1, 2, 3):
        assert page.count(f'id="note-{claim}"') == page.count(f'id="claim-{claim}"') == 1
    assert page.count(f'href="{CLAIM}"') == 2
    assert "/claims/2" not in page


def test_claims_that_overlap_are_all_in_place_and_a_verdict_goes_first(database: Database, client: FlaskClient) -> None:
    text = "The port grew by half in 2020, a record."
    spans = [("The port grew by half in 2020, a record", "One."), ("grew by half", "Two."), ("half in 2020", "Three.")]
    number = builders.article(database, text, [builders.draft(text, *each) for each in spans])
    builders.verdict(database, 3)
    page = client.get(f"/articles/{number}").text
    stretches = re.findall(r'<mark class="claim ([^"]+)" data-claim="([\d ]+)"><a href="#note-\d">(.*?)</a>', page)
    assert "".join(stretch for _, _, stretch in stretches) == text.removesuffix(".")
    assert ("is-published rating-false", "3 1 2", "half") in stretches
    assert ("is-unchecked", "1 2", "grew by ") in stretches


def test_a_text_in_another_script_says_its_language(database: Database, client: FlaskClient) -> None:
    text = "市長は「水は国内で最もきれいだ」と述べた。"
    number = builders.article(
        database, text, [builders.draft(text, "水は国内で最もきれいだ", "水は国内で最もきれいだ。")], language="ja"
    )
    builders.verdict(database, 1)
    page = client.get(f"/articles/{number}").text
    assert '<p class="words" lang="ja" dir="auto">' in page
    assert "Japanese" in words(page)
    assert client.get("/claims/1").location == "/claims/1-claim"
    assert '<q lang="ja">水は国内で最もきれいだ。</q>' in client.get("/claims/1-claim").text


# ---- Verdict ----


@pytest.mark.parametrize("address", ["/claims/1", "/claims/1-wrong-words", "/claims/01-harbours-water-is-the-cleanest"])
def test_every_other_address_of_a_verdict_leads_to_its_own(client: FlaskClient, number: int, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (301, CLAIM)
    assert answer.headers["Cache-Control"] == "no-store"  # its words may change with a correction
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{CLAIM}">' in client.get(CLAIM).text


def test_a_pages_address_with_json_behind_it_leads_to_the_twin(client: FlaskClient, number: int) -> None:
    assert client.get(f"{CLAIM}.json").location == "/claims/1.json"


@pytest.mark.parametrize("address", ["/claims/2", "/claims/2-x", "/claims/2.json", "/claims/99", f"/claims/{9**40}"])
def test_a_claim_without_a_published_verdict_has_no_page(client: FlaskClient, number: int, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_verdict_shows_all_that_it_stands_on(database: Database, client: FlaskClient) -> None:
    builders.article(database)
    builders.verdict(database, 1, explanation="The *leaflet* says otherwise.")
    html = client.get(CLAIM).text
    page = words(html)
    for said in (
        "Said by Dana Reed",
        "City’s water is the cleanest, mayor says, The Harbour Post, 11 January 2026",
        "Eleven of forty cities had lower values.",
        "What “False” means",
        "The statement is not accurate.",
        "Refutes",
        "Register of Drinking Water, Environment Agency, 5 January 2026",
        "Primary source",
        "All values are yearly means. The city ranked twelfth of forty for nitrate. The register is kept since 1990.",
        "Verdict by Ada",
        "published by Bo",
        "3 February 2026",
        "First verdict",
    ):
        assert said in page
    assert '<mark class="exact rating-false">city’s water is the cleanest in the country</mark>' in html
    assert "Mayor Dana Reed told the council" in page
    assert "The waterworks has 212" not in page  # another sentence
    assert "<em>leaflet</em>" in html
    assert 'href="https://register.example/2025" rel="nofollow noopener"' in html


def test_a_claim_made_elsewhere_says_where_and_when(database: Database, client: FlaskClient) -> None:
    number = builders.elsewhere(database)
    document = evidence.transcribed("31 of 90 million tonnes.", what="call", address="")
    ada = builders.person(database, "ada")
    citing = evidence.Citing(intake.Details("Call with the statistics office"))
    what = "telephone call with the statistics office"
    source = evidence.add_source(database, document, citing, what=what, by=ada, now=builders.NOW)
    passage = "31 of 90 million tonnes."
    evidence.attach(database, number, source, passage, Stance.SUPPORTS, by=ada, now=builders.NOW)
    builders.record(database, number, "true")
    builders.publish(database, number)
    page = words(client.get(f"/claims/{number}", follow_redirects=True).text)
    assert "Said by Lena OrtizRadio Harbour, morning news, 30 January 2026" in page  # a line break between
    assert "Typed from: telephone call with the statistics office" in page
    assert "The exact words" not in page


def test_a_verdict_of_one_person_says_so(database: Database, client: FlaskClient) -> None:
    builders.article(database, public=True)
    builders.record(database, 1, "unproven")
    ada = builders.person(database, "ada", Role.CHECKER)
    verdicts.set_solo(database, True, by=ada, now=builders.NOW)
    verdicts.publish(database, 1, 1, by=ada, now=builders.NOW)
    page = shown(client, CLAIM)
    assert "One person did both: no second one read it before it was published." in page
    assert "Verdict given and published by Ada alone" in page
    assert "No source was found that bears on this claim." in page


def test_a_correction_keeps_the_old_verdict_and_shows_what_changed(database: Database, client: FlaskClient) -> None:
    builders.article(database)
    builders.verdict(database, 1, "mostly-false", reason="Eleven of 41 cities had lower values.")
    builders.record(
        database,
        1,
        "false",
        "Eleven of 40 cities had lower values.",
        correction=Correction.SUBSTANTIAL,
        note="We miscounted.",
    )
    builders.publish(database, 1, now="2026-04-01T00:00:00.000000Z")
    html = client.get(CLAIM).text
    page = words(html)
    assert "Substantial correction. We miscounted." in page
    history = page[page.index("History") :]
    assert history.index("1 April 2026") < history.index("3 February 2026")
    assert history.index("Substantial correction") < history.index("First verdict")
    assert "<del>41</del><ins>40</ins>" in html
    assert "Eleven of 41 cities had lower values." in history
    assert "False Corrected" in shown(client, "/")
    assert "False Corrected" in shown(client, "/articles/1")


def test_the_verdict_keeps_the_words_that_it_judged(database: Database, client: FlaskClient, number: int) -> None:
    claim = claims.existing(database, 1)
    pieces = ("The waterworks has 212 employees",)
    changed = claims.Words("Something else.", "Somebody else", pieces=pieces)
    claims.change(database, 1, claim.version, changed, by=builders.person(database, "ada"), now=builders.NOW)
    for address in ("/", CLAIM, "/articles/1", "/claims/1.json", "/articles/1.json"):
        page = client.get(address).text
        assert "Something else." not in page
        assert "Somebody else" not in page
        assert "Harbour’s water is the cleanest." in page
    assert client.get("/articles/1.json").json["claims"][0]["spans"] == [list(Span(4, 47))]


def test_written_markup_stays_text_everywhere(database: Database, client: FlaskClient) -> None:
    evil = "<img src=x onerror=alert(1)>"
    text = f"He said {evil} so. And more."
    number = builders.article(
        database, text, [builders.draft(text, evil, f"Claim {evil}", evil)], title=evil, publisher=evil, byline=evil
    )
    builders.attach(database, 1, f"{evil} passage", text=f"{evil} passage", title=evil)
    builders.record(database, 1, "false", evil, f"{evil} [x](javascript:alert(1))")
    builders.publish(database, 1)
    for address in ("/", "/?q=img", f"/articles/{number}", client.get("/claims/1").location):
        page = client.get(address).text
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "&lt;img" in page


def test_dates_are_absolute(client: FlaskClient, number: int) -> None:
    for address in ("/", CLAIM, f"/articles/{number}"):
        page = client.get(address).text
        assert not re.search(r"\b(today|yesterday|ago|hours?)\b", words(page))
        for moment in re.findall(r'<time datetime="([^"]+)"', page):
            date.fromisoformat(moment[:10])


@pytest.mark.parametrize("address", ["/", "/articles/1", CLAIM, "/index.json", "/articles/1.json", "/claims/1.json"])
def test_every_page_may_be_kept_and_is_asked_for_again(client: FlaskClient, number: int, address: str) -> None:
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=0, stale-if-error=86400"
    assert "Set-Cookie" not in first.headers
    for _ in range(2):  # made by the application, then from what is kept
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_corrected_title_is_said_to_readers(client: FlaskClient, database: Database) -> None:
    number = builders.article(database, public=True)
    assert "was corrected on" not in client.get(f"/articles/{number}").text
    version = articles.get(database, number).version
    bo = builders.person(database, "bo")
    desk_articles.change(database, number, version, Details("A new title"), by=bo, now="2026-03-01T10:00:00.000000Z")
    assert "was corrected on 1 March 2026." in client.get(f"/articles/{number}").text
    assert client.get(f"/articles/{number}.json").json["changed"] == "2026-03-01T10:00:00.000000Z"
