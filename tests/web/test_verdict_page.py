"""The verdict's page: its order, what it says of the desk, its history, and what stays of a withdrawn one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import site as desk_site
from factcheck.desk import withdrawing
from factcheck.records import Correction
from factcheck.store import claims, events
from factcheck.store.connection import writing
from tests import builders
from tests.web.test_reader import words

CLAIM = "/claims/1-harbours-water-is-the-cleanest"
LATER = "2026-04-01T10:00:00.000000Z"


@pytest.fixture
def published(database: Database, client: FlaskClient) -> FlaskClient:
    """A reader of a verdict with every part."""
    builders.article(database)
    builders.verdict(database, 1, explanation="See *the register*.")
    return client


def set_site(database: Database, **said: object) -> None:
    given = {"names": True, "whole": True, **said}
    name = str(given.pop("name", "The Harbour Desk"))
    desk_site.change(database, name, by=builders.person(database, "bo"), now=builders.NOW, **given)


def test_a_verdicts_page_is_in_the_order_in_which_readers_ask(database: Database, client: FlaskClient) -> None:
    builders.article(database)
    builders.attach(database, 1)
    builders.record(database, 1, explanation="The whole of it.")
    database.execute("drop trigger verdicts_no_update")
    database.execute("update verdicts set not_known = 'Who counted.'")
    builders.publish(database, 1)
    with writing(database):
        claims.add_appearance(database, 1, place="Radio Harbour", said_on="2026-01-12", url="https://radio.example/")
    page = words(client.get(CLAIM).text)
    order = [
        "Harbour’s water is the cleanest.",
        "city’s water is the cleanest in the country",
        "Said by Dana Reed",
        "City’s water is the cleanest, mayor says",
        "Also made in: Radio Harbour, 12 January 2026",
        "What “False” means",
        "Eleven of forty cities had lower values.",
        "As of",
        "Refutes",
        "What is not known Who counted.",
        "Explanation The whole of it.",
        "Verdict by",
        "History",
        "Corrections This verdict says what was known on 3 February 2026.",
        "Cite Factcheck: “Harbour’s water is the cleanest.” — False. 3 February 2026.",
        "Head of the desk’s log when this was published:",
    ]
    places = [page.find(said) for said in order]
    assert -1 not in places, [said for said, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_the_head_on_the_page_is_the_event_of_the_publication(published: FlaskClient, database: Database) -> None:
    event = next(one for one in events.of_claim(database, 1) if one.verb == "published verdict")
    builders.attach(database, 2)  # the log goes on
    assert f'<code class="hash">{event.hash}</code>' in published.get(CLAIM).text
    assert published.get("/claims/1.json").json["head"] == event.hash


def test_a_page_and_its_style_fit_one_round_trip(published: FlaskClient) -> None:
    page = published.get(CLAIM).text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) == 1
    assert "<script src" not in page
    whole = gzip.compress(page.encode()) + gzip.compress(published.get(sheets[0]).data)
    assert len(whole) < 14_000


def test_history_says_what_each_version_changed(published: FlaskClient, database: Database) -> None:
    builders.record(
        database,
        1,
        "mostly-false",
        "Twelve of forty cities had lower values.",
        "See *the register* of 2025.",
        correction=Correction.UPDATE,
        note="A city was added.",
    )
    builders.publish(database, 1, now=LATER)
    html = published.get(CLAIM).text
    history = html[html.index('id="history"') :]
    assert "<del>Eleven</del><ins>Twelve</ins>" in history
    assert re.search(r"Rating:</span>.*<ins>Mostly false</ins>", history)
    assert re.search(r"<details.*What changed in the explanation.*<ins>[^<]* of 2025", history, re.S)


def test_the_desk_may_answer_with_its_own_name(published: FlaskClient, database: Database) -> None:
    assert "Ada" in published.get(CLAIM).text
    set_site(database, names=False)
    page = published.get(CLAIM).text
    for name in ("Ada", "Bo"):
        assert name not in words(page)
        assert name not in published.get("/claims/1.json").text
    assert "Verdict byThe Harbour Desk" in words(page)
    assert "<title>False: “Harbour’s water is the cleanest.” · The Harbour Desk</title>" in page


def test_a_desk_may_show_only_the_sentences_that_claims_rest_on(database: Database, client: FlaskClient) -> None:
    text = (
        "The port is old. Nobody knows why.\n\nIt rained all day.\n\n"
        "The sea rose. The port, however, is deep. It is late."
    )
    found = [
        builders.draft(text, "The port is old", "The port is old."),
        builders.draft(text, "The port, however, is deep", "The port is deep."),
    ]
    builders.article(database, text, found, public=True)
    assert "Nobody knows why" in client.get("/articles/1").text
    set_site(database, whole=False)
    page = words(client.get("/articles/1").text)
    for hidden in ("Nobody knows", "It rained", "The sea rose", "It is late"):
        assert hidden not in page
        assert hidden not in client.get("/articles/1.json").text
        assert hidden not in client.get("/?q=port rained sea late nobody").text
    assert "The port is old. […]" in page
    assert "[…] The port, however, is deep. […]" in page
    assert "Read the whole at post.example" in page


@pytest.fixture
def withdrawn(published: FlaskClient, database: Database) -> FlaskClient:
    """A reader after the verdict was corrected and then withdrawn."""
    builders.record(database, 1, "true", "It is.", correction=Correction.SUBSTANTIAL, note="We misread it.")
    builders.publish(database, 1, now=LATER)
    bo = builders.person(database, "bo")
    withdrawing.withdraw(database, 1, 2, "The register was forged.", by=bo, now="2026-05-02T10:00:00.000000Z")
    return published


def test_a_withdrawn_verdict_is_gone_with_its_history(withdrawn: FlaskClient) -> None:
    answer = withdrawn.get(CLAIM)
    page = words(answer.text)
    assert answer.status_code == 410
    for said in (
        "This verdict was withdrawn",
        "The register was forged.",
        "2 May 2026",
        "We misread it.",
        "First verdict",
    ):
        assert said in page
    assert "See the register." in page  # the first version, as it was
    assert "ld+json" not in answer.text
    twin = withdrawn.get("/claims/1.json")
    assert (twin.status_code, twin.json["withdrawn"]["note"]) == (410, "The register was forged.")
    assert (withdrawn.get("/embed/1").status_code, withdrawn.get("/claims/1").location) == (410, CLAIM)
    assert "The register was forged." in withdrawn.get("/embed/1").text
    assert withdrawn.get("/oembed?url=http://127.0.0.1:8000/claims/1").status_code == 404


def test_a_withdrawn_verdict_is_in_no_list(withdrawn: FlaskClient, database: Database) -> None:
    for address in ("/", "/?q=water", "/verdicts", "/feed.atom", "/claimreviews.json", "/verdicts.csv", "/sitemap.xml"):
        assert "/claims/1" not in withdrawn.get(address).text, address
    assert "3 claims, 0 checked" in words(withdrawn.get("/").text)


def test_its_article_says_that_it_was_withdrawn(withdrawn: FlaskClient) -> None:
    page = withdrawn.get("/articles/1").text
    assert "1 Withdrawn 2 Not checked" in words(page)
    assert page.count('href="/claims/1"') == 2
    assert withdrawn.get("/articles/1.json").json["claims"][0]["withdrawn"] is True
    tags = withdrawn.get("/articles/1/annotations.json").json["items"][0]["body"][1]
    assert tags["value"] == "Withdrawn"


def test_the_log_and_the_feed_of_corrections_tell_of_it(withdrawn: FlaskClient) -> None:
    assert "The register was forged." in words(withdrawn.get("/corrections").text)
    items = withdrawn.get("/corrections.json").json["items"]
    assert [one["id"].partition("#")[2] for one in items] == ["withdrawn-2", "verdict-2"]
    assert items[0]["date_published"] == "2026-05-02T10:00:00Z"


def test_an_editor_withdraws_from_the_claims_page_and_a_checker_does_not(
    published: FlaskClient, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    checker, editor = signed_in("checker"), signed_in("editor")
    assert "/desk/claims/1/withdraw" not in checker.get("/desk/claims/1").text
    assert "/desk/claims/1/withdraw" in editor.get("/desk/claims/1").text
    asked = {"number": "1", "note": "It was wrong."}
    assert post(checker, "/desk/claims/1/withdraw", asked, page="/desk/claims/1").status_code == 403
    assert post(editor, "/desk/claims/1/withdraw", {**asked, "note": " "}, page="/desk/claims/1").status_code == 303
    assert "Say to readers why it is withdrawn." in editor.get("/desk/claims/1").text
    assert published.get(CLAIM).status_code == 200
    assert post(editor, "/desk/claims/1/withdraw", asked, page="/desk/claims/1").status_code == 303
    page = editor.get("/desk/claims/1").text
    assert "withdrew the published verdict" in page
    assert "/desk/claims/1/withdraw" not in page
    assert published.get(CLAIM).status_code == 410


def test_an_administrator_says_what_readers_are_told(
    published: FlaskClient, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    admin = signed_in("admin")
    sent = {"name": "The Harbour Desk", "whole": "on"}
    assert post(admin, "/desk/settings/site", sent, page="/desk/settings").status_code == 303
    assert "The Harbour Desk" in published.get("/").text
    assert "Ada" not in published.get(CLAIM).text
    assert "changed what readers are told of the desk" in admin.get("/desk/settings").text
    post(admin, "/desk/settings/site", {**sent, "name": " "}, page="/desk/settings")
    assert "Give a name of at most 80 characters." in admin.get("/desk/settings").text
