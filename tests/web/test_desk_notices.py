"""The desk sees what changed on live pages, both texts beside each other, settles it with a button and undoes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import erasing, evidence, rechecking, schedule
from factcheck.records import Stance
from factcheck.store import jobs, notices, rechecks, sources, verifying
from tests import builders as build
from tests.live import LATER, TEXT, Live, cited, page, site
from tests.loopback import response

OTHER = "All values are yearly means of twelve samples."


@pytest.fixture
def live() -> Iterator[Live]:
    with site() as found:
        yield found


def check(database: Database, live: Live) -> None:
    document = rechecking.checkable(database, "source", 1)
    seen = rechecking.look(document, fetch=live[1].fetch, extract=extract)
    rechecking.keep(database, document, seen, now=LATER)


@pytest.fixture
def noticed(database: Database, live: Live) -> Database:
    cited(database, live)
    evidence.attach(database, 1, 1, OTHER, Stance.CONTEXT, by=build.person(database, "ada"), now=build.NOW)
    live[0].answer = response(page(TEXT[0], TEXT[1].replace("twelfth of", "third of <b>"), TEXT[2]))
    check(database, live)
    return database


def text_of(answer: object) -> str:
    """What a person reads of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_an_empty_list_says_that_nothing_waits_and_the_navigation_has_no_count(
    signed_in: Callable[..., FlaskClient],
) -> None:
    browser = signed_in("checker")
    told = text_of(browser.get("/desk/changes"))
    assert "Nothing waits: no live page is known to be another" in told
    assert "only when somebody asks for it" in told
    assert "Changes Add" in told


def test_the_list_and_every_page_of_the_desk_say_how_many_wait(
    noticed: Database, signed_in: Callable[..., FlaskClient]
) -> None:
    browser = signed_in("checker")
    told = text_of(browser.get("/desk/changes"))
    assert "All that wait 1 Changed elsewhere 0 Passage changed 1 Gone 0 Unreachable 0 Settled 0" in told
    assert "The register source 1 Passage changed 10 February 2026" in told
    assert "Changes 1" in text_of(browser.get("/desk/"))
    assert "Nothing of this kind waits." in text_of(browser.get("/desk/changes?outcome=gone"))
    assert "No change was settled yet." in text_of(browser.get("/desk/changes?settled=yes"))
    assert "The list is not that long." in text_of(browser.get("/desk/changes?page=7"))
    assert "The register" in text_of(browser.get("/desk/changes?outcome=nonsense"))


def test_both_texts_stand_beside_each_other_with_what_is_cited(
    noticed: Database, signed_in: Callable[..., FlaskClient]
) -> None:
    answer = signed_in("checker").get("/desk/changes/1")
    html = answer.get_data(as_text=True)
    assert "<del>twelfth</del>" in html
    assert "<ins>third</ins>" in html
    told = text_of(answer)
    assert "nitrate. Refutes · claim 1 · not found in the newer text" in told
    assert "samples. Gives context · claim 1 · stands in the newer text, in the same sentence" in told
    assert 'name="evidence" value="2" checked' in html
    assert 'name="evidence" value="1"' not in html
    assert signed_in("checker", "zoe").get("/desk/changes/2").status_code == 404


def test_passages_are_moved_by_a_form_and_moved_back(
    noticed: Database, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    browser = signed_in("checker")
    answer = post(browser, "/desk/changes/1/move", {"version": "1", "evidence": ["2"]}, page="/desk/changes/1")
    assert (answer.status_code, answer.location) == (303, "/desk/changes/1")
    assert "The-checker moved passages to the newer text." in text_of(browser.get("/desk/changes/1"))
    assert "Passages moved by The-checker" in text_of(browser.get("/desk/changes?settled=yes"))
    assert [one.id for one in sources.evidence_on(noticed, 1)] == [1, 3]
    assert "moved a passage to the newer text of its source" in text_of(browser.get("/desk/claims/1"))
    post(browser, "/desk/changes/1/reopen", {"version": "2"}, page="/desk/changes/1")
    assert [one.id for one in sources.evidence_on(noticed, 1)] == [1, 2]
    assert notices.waiting(noticed) == 1
    assert list(verifying.problems(noticed)) == []


def test_keeping_is_one_button_and_a_refusal_is_said_on_the_page(
    noticed: Database, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    browser = signed_in("checker")
    post(browser, "/desk/changes/1/move", {"version": "1"}, page="/desk/changes/1")
    assert "Choose the passages to move" in text_of(browser.get("/desk/changes/1"))
    post(browser, "/desk/changes/1/keep", {"version": "1"}, page="/desk/changes/1")
    assert "The-checker kept everything as it is cited." in text_of(browser.get("/desk/changes/1"))
    post(browser, "/desk/changes/1/keep", {"version": "1"}, page="/desk/changes/1")
    assert "This was settled meanwhile" in text_of(browser.get("/desk/changes/1"))


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("1/move", {"version": "1", "evidence": ["x"]}),
        ("1/move", {"version": "1", "evidence": ["9" * 40]}),
        ("1/move", {"version": "1", "evidence": ["٣"]}),
        ("1/keep", {"version": "-1"}),
        ("1/reopen", {}),
        ("check", {"kind": "person", "number": "1"}),
        ("check", {"kind": "source", "number": "9" * 30}),
    ],
)
def test_a_form_that_was_tampered_with_changes_nothing(
    noticed: Database,
    signed_in: Callable[..., FlaskClient],
    post: Callable[..., object],
    path: str,
    data: dict[str, object],
) -> None:
    browser = signed_in("checker")
    before = noticed.execute("select max(id) from events").fetchone()
    assert post(browser, f"/desk/changes/{path}", data, page="/desk/changes/1").status_code in (400, 409, 422)
    assert noticed.execute("select max(id) from events").fetchone() == before


def test_an_absence_says_its_reason_and_since_when(
    noticed: Database, live: Live, signed_in: Callable[..., FlaskClient]
) -> None:
    live[0].answer = response(b"", "404 Not Found")
    check(noticed, live)
    told = text_of(signed_in("checker").get("/desk/changes/2"))
    assert "Gone since 10 February 2026" in told
    assert "There is no page at this address (status 404)." in told
    assert "All that is cited of it stays as it was read" in told


def test_an_administrator_sets_the_rhythm_and_a_checker_does_not(
    database: Database, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    admin = signed_in("admin")
    answer = post(admin, "/desk/settings/rhythm", {"rhythm": "weekly"})
    assert (answer.status_code, answer.location) == (303, "/desk/settings#rhythm")
    assert schedule.rhythm(database) == "weekly"
    told = text_of(admin.get("/desk/settings"))
    assert "set how often live pages are fetched again . Weekly." in told.replace("again.", "again .")
    assert "Every page is fetched again every week." in text_of(admin.get("/desk/changes"))
    assert post(admin, "/desk/settings/rhythm", {"rhythm": "hourly"}).status_code == 422
    checker = signed_in("checker")
    assert post(checker, "/desk/settings/rhythm", {"rhythm": "off"}).status_code == 403
    assert schedule.rhythm(database) == "weekly"


def test_a_check_is_asked_for_with_a_button(
    noticed: Database, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    browser = signed_in("checker")
    answer = post(browser, "/desk/changes/check", {"kind": "source", "number": "1"})
    assert answer.location == "/desk/sources/1"
    assert "The page is being fetched again." in text_of(browser.get("/desk/sources/1"))
    assert noticed.execute("select kind from jobs").fetchall() == [("recheck",)]
    post(browser, "/desk/changes/check", {"kind": "article", "number": "1"})
    assert "was not fetched from an address" in text_of(browser.get("/desk/articles/1"))
    assert jobs.listed(noticed) == []


def test_the_claim_and_the_source_say_what_is_an_orphan_and_what_still_stands(
    noticed: Database, signed_in: Callable[..., FlaskClient]
) -> None:
    browser = signed_in("checker")
    claim = text_of(browser.get("/desk/claims/1"))
    assert claim.count("Orphan: not found in the newer text of 10 February 2026.") == 1
    assert claim.count("The page changed; this stands in its newer text of 10 February 2026.") == 1
    source = text_of(browser.get("/desk/sources/1"))
    assert source.count("Orphan: not found in the newer text") == 1
    assert "Fetched again on 10 February 2026" in source
    assert "Passage changed . See and settle: passage changed" in source


def test_an_unchanged_page_says_so_and_its_passages_say_nothing(
    database: Database, live: Live, signed_in: Callable[..., FlaskClient]
) -> None:
    cited(database, live)
    browser = signed_in("checker")
    assert "The live page was not fetched again yet." in text_of(browser.get("/desk/sources/1"))
    live[0].answer = response(page(aside="an advertisement"))
    check(database, live)
    assert "Unchanged , though its bytes are others." in text_of(browser.get("/desk/sources/1"))
    claim = text_of(browser.get("/desk/claims/1"))
    assert "Orphan" not in claim
    assert "The page changed" not in claim
    assert "live page" not in text_of(browser.get("/desk/articles/1"))  # it was pasted


def test_a_page_that_is_gone_is_said_beside_its_passages(
    database: Database, live: Live, signed_in: Callable[..., FlaskClient]
) -> None:
    cited(database, live)
    live[0].answer = response(b"", "410 Gone")
    check(database, live)
    told = text_of(signed_in("checker").get("/desk/claims/1"))
    assert "The page is gone since 10 February 2026. What was noticed" in told
    assert "Orphan" not in told


def test_a_passage_is_attached_from_the_newer_text(
    noticed: Database, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    browser = signed_in("checker")
    newer = notices.get(noticed, 1).snapshot_id
    at = f"/desk/sources/1?claim=1&text={newer}"
    shown = browser.get(at).get_data(as_text=True)
    assert "ranked third of" in shown
    assert shown.count(f"/desk/sources/1?claim=1&amp;text={newer}") >= 2  # both forms lead back to this text
    words = "The city ranked third of forty for nitrate."
    answer = post(browser, at, {"passage": words, "stance": "supports"}, page=at)
    assert answer.status_code == 303
    assert sources.get_evidence(noticed, 3).snapshot_id == newer
    assert f"text={newer}#evidence-3" in browser.get("/desk/claims/1").get_data(as_text=True)
    assert browser.get("/desk/sources/1?text=1").status_code == 404  # the article's
    older, bytes_of_newer = (browser.get(f"/desk/sources/1/raw{more}").data for more in ("", f"?text={newer}"))
    assert b"twelfth of" in older
    assert b"third of" in bytes_of_newer


def test_readers_see_the_passage_as_published_with_the_day_it_was_read(
    noticed: Database, signed_in: Callable[..., FlaskClient], client: FlaskClient, post: Callable[..., object]
) -> None:
    build.record(noticed, 1)
    build.publish(noticed, 1)
    post(signed_in("checker"), "/desk/changes/1/move", {"version": "1", "evidence": ["2"]}, page="/desk/changes/1")
    told = text_of(client.get("/claims/1", follow_redirects=True))
    assert "The city ranked twelfth of forty for nitrate." in told
    assert told.count("Accessed, 3 February 2026") == 2
    assert "10 February" not in told
    twin = client.get("/claims/1.json").get_json()
    assert {one["source"]["accessed"] for one in twin["evidence"]} == {build.NOW}


def test_what_was_erased_is_not_fetched_again(
    noticed: Database, live: Live, signed_in: Callable[..., FlaskClient], post: Callable[..., object]
) -> None:
    browser = signed_in("checker")
    asked = len(live[0].heads)
    assert rechecks.listed(noticed) == [("source", 1)]  # the control
    erasing.erase_snapshot(noticed, sources.get(noticed, 1).snapshot_id, "A court asked for it.", actor=None, now=LATER)
    assert rechecks.listed(noticed) == rechecks.due(noticed, "2099", 9) == []
    post(browser, "/desk/changes/check", {"kind": "source", "number": "1"})
    told = text_of(browser.get("/desk/sources/1"))
    assert "What was read of source 1 was erased. It is not fetched again." in told
    assert "Fetch it again" not in told
    assert browser.get("/desk/changes/1").status_code == 200
    assert len(live[0].heads) == asked
    assert list(verifying.problems(noticed)) == []
