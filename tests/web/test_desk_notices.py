"""The desk sees what changed on live pages, both texts beside each other, settles it with a button and undoes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import evidence, rechecking, schedule
from factcheck.records import Stance
from factcheck.store import jobs, notices, sources, verifying
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
