"""Known claims on the desk's and the readers' pages: by hand from the suggestion to one verdict in two articles."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.desk import importing, matching
from factcheck.store import matches
from tests import builders as build
from tests.core.test_taking import CLEAN
from tests.desk.test_matching import again, match_of


@pytest.fixture
def editor(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database, public=True)
    again(database)
    return signed_in("editor")


def page_of(browser: FlaskClient, address: str) -> str:
    return html.unescape(browser.get(address, follow_redirects=True).get_data(as_text=True))


def test_from_suggestion_to_one_verdict_in_both_articles_and_back(
    editor: FlaskClient, client: FlaskClient, database: Database, post: Callable[..., object]
) -> None:
    build.verdict(database, 1, "false")
    page = page_of(editor, "/desk/claims/5")
    assert "Both have: water, harbour, cleanest." in page
    assert "It is the same claim" in page
    number = match_of(database, 5)
    answer = post(editor, f"/desk/matches/{number}/confirm")
    assert (answer.status_code, answer.location) == (303, "/desk/claims/5#known")
    assert "This claim is an appearance of:" in page_of(editor, "/desk/claims/5")
    assert "It was also made here:" in page_of(editor, "/desk/claims/1")
    assert "Checked as:" in page_of(client, "/articles/2")
    verdict = page_of(client, "/claims/1")
    assert "Also made here" in verdict
    assert "Harbour boasts" in verdict
    [marked] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get("/claims/1", follow_redirects=True).text, re.S
    )
    item = json.loads(marked)["itemReviewed"]
    assert [one["name"] for one in item["author"]] == ["Dana Reed", "the mayor"]
    assert len(item["appearance"]) == 2
    post(editor, f"/desk/matches/{number}/take-back")
    assert "Also made here" not in page_of(client, "/claims/1")
    assert "Checked as:" not in page_of(client, "/articles/2")


def test_known_claims_with_a_verdict_come_first_on_the_page_of_an_article(
    editor: FlaskClient, database: Database
) -> None:
    build.verdict(database, 1, "false")
    page = page_of(editor, "/desk/articles/2")
    panel = page.split('id="known"', 1)[1].split("</section>", 1)[0]
    assert panel.index("The water of Harbour") < panel.index("The waterworks of Harbour")
    assert "False" in panel


def test_what_differs_is_said_in_words(editor: FlaskClient, database: Database) -> None:
    number = build.elsewhere(database, "The waterworks of Harbour has 190 employees.")
    matching.look_up(database, [number])
    assert "Another figure: here “190”, there “212”." in page_of(editor, f"/desk/claims/{number}")


def test_a_rejected_match_says_who_said_so_and_comes_back(
    editor: FlaskClient, database: Database, post: Callable[..., object]
) -> None:
    number = match_of(database, 5)
    post(editor, f"/desk/matches/{number}/reject")
    assert "Not the same, said The-editor:" in page_of(editor, "/desk/claims/5")
    post(editor, f"/desk/matches/{number}/take-back")
    assert "Not the same, said" not in page_of(editor, "/desk/claims/5")


def test_claims_are_looked_up_again_on_demand(
    editor: FlaskClient, database: Database, post: Callable[..., object]
) -> None:
    database.execute("delete from matches")
    assert post(editor, "/desk/claims/5/look-up").status_code == 303
    assert matches.of_claim(database, 5)
    database.execute("delete from matches")
    assert post(editor, "/desk/articles/2/look-up").location == "/desk/articles/2#known"
    assert matches.of_claim(database, 4)
    assert post(editor, "/desk/matches/99/confirm").status_code == 404


def test_checks_of_other_desks_stand_in_their_own_words(editor: FlaskClient, database: Database) -> None:
    check = {**CLEAN, "claimReviewed": "The waterworks of Harbour has 190 employees", "url": "https://desk.example/9"}
    check["reviewRating"] = {"alternateName": "Völlig <b>falsch</b>"}
    list(importing.take_in(database, importing.nodes_of([check]), source="f", by=None, clock=lambda: build.NOW))
    page = page_of(editor, "/desk/claims/2")
    panel = page.split('id="elsewhere"', 1)[1].split("</section>", 1)[0]
    assert "Völlig <b>falsch</b>" in panel
    assert "Harbour Desk (desk.example)" in panel
    assert 'href="https://desk.example/9"' in panel
    assert "Another figure: here “212”, there “190”." in panel
    assert "Checked by other desks" not in page_of(editor, "/desk/claims/6")


def test_a_wire_copy_is_told_with_where_it_differs(editor: FlaskClient, database: Database) -> None:
    text = build.TEXT.replace("212", "190").replace("Tuesday", "Wednesday")
    drafts = [
        build.draft(text, "city’s water is the cleanest in the country", "Harbour’s water is the cleanest."),
        build.draft(text, "has 190 employees", "The waterworks of Harbour has 190 employees."),
    ]
    number = build.article(database, text, drafts, title="Wire copy", url="https://wire.example/w")
    matching.look_up_article(database, number)
    page = page_of(editor, f"/desk/articles/{number}")
    assert "Nearly the same text:" in page
    assert f'href="/desk/articles/{number}/beside/1"' in page
    assert "Nearly the same text:" not in page_of(editor, "/desk/articles/2")
    beside = page_of(editor, f"/desk/articles/{number}/beside/1")
    changed = [re.findall(rf"<{tag}>(.*?)</{tag}>", beside) for tag in ("del", "ins")]
    assert changed == [["Tuesday", "212"], ["Wednesday", "190"]]
    assert editor.get("/desk/articles/99/beside/1").status_code == 404
