"""Live pages are fetched again over a real socket: each outcome is named, kept once, and nothing cited moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import evidence, intake, rechecking
from factcheck.errors import NotFound, Refused
from factcheck.records import Notice, Outcome, Settled, Stance
from factcheck.store import notices, rechecks, snapshots, sources, verifying
from tests import builders as build
from tests.live import ADDRESS, LATER, PASSAGE, TEXT, Live, cited, page, site
from tests.loopback import response


@pytest.fixture
def live() -> Iterator[Live]:
    with site() as found:
        yield found


def check(
    database: Database, live: Live, kind: str = "source", number: int = 1, now: str = LATER
) -> rechecking.Finding:
    document = rechecking.checkable(database, kind, number)
    seen = rechecking.look(document, fetch=live[1].fetch, extract=extract)
    return rechecking.keep(database, document, seen, now=now)


def waiting(database: Database, number: int = 1) -> list[Notice]:
    return notices.open_on(database, "source", number)


def honest(database: Database) -> bool:
    return list(verifying.problems(database)) == []


def test_the_same_page_is_unchanged_and_nobody_is_told(database: Database, live: Live) -> None:
    cited(database, live)
    found = check(database, live)
    assert (found.outcome, found.bytes_differ) == (Outcome.UNCHANGED, False)
    standing = rechecking.checkable(database, "source", 1).standing
    assert standing is not None
    assert (standing.outcome, standing.since, standing.checked_at) == (Outcome.UNCHANGED, LATER, LATER)
    events = database.execute("select count(*) from events").fetchone()
    check(database, live, now="2026-02-11T10:00:00.000000Z")
    assert rechecking.checkable(database, "source", 1).standing.checked_at == "2026-02-11T10:00:00.000000Z"
    assert database.execute("select count(*) from events").fetchone() == events
    assert waiting(database) == []
    assert database.execute("select count(*) from snapshots").fetchone() == (2,)  # the article's and the source's
    assert honest(database)


def test_another_advertisement_and_other_white_space_are_no_change_but_the_bytes_are_said_to_differ(
    database: Database, live: Live
) -> None:
    cited(database, live)
    live[0].answer = response(page(*(one.replace(" ", "  \n") for one in TEXT), aside="served at 10:04"))
    found = check(database, live)
    assert (found.outcome, found.bytes_differ) == (Outcome.UNCHANGED, True)
    assert rechecking.checkable(database, "source", 1).standing.bytes_differ
    assert waiting(database) == []


def test_a_change_elsewhere_makes_a_snapshot_and_a_notice_and_moves_nothing(database: Database, live: Live) -> None:
    number = cited(database, live)
    before = sources.get_evidence(database, number)
    live[0].answer = response(page(*TEXT[:2], "Samples are taken at the waterworks, and no method is published."))
    assert check(database, live).outcome is Outcome.CHANGED
    [notice] = waiting(database)
    assert (notice.outcome, notice.title, notice.noticed_at) == (Outcome.CHANGED, "The register", LATER)
    assert "no method is published" in snapshots.text(database, notice.snapshot_id)
    assert sources.get_evidence(database, number) == before
    assert sources.get(database, 1).snapshot_id == before.snapshot_id != notice.snapshot_id
    assert honest(database)


def test_the_same_newer_text_is_kept_and_told_once(database: Database, live: Live) -> None:
    cited(database, live)
    live[0].answer = response(page("Nothing is left of what stood here, but this one paragraph of other words."))
    for _ in range(3):
        assert check(database, live).outcome is Outcome.PASSAGE_CHANGED
    assert len(waiting(database)) == 1
    assert len(rechecks.newer(database, "source", 1)) == 1


def test_a_passage_in_another_sentence_is_a_changed_passage(database: Database, live: Live) -> None:
    cited(database, live, "ranked twelfth of forty for nitrate")
    told = TEXT[1].replace("The city ranked", "It is not so that the city ranked")
    live[0].answer = response(page(TEXT[0], told, TEXT[2]))
    assert check(database, live).outcome is Outcome.PASSAGE_CHANGED


@pytest.mark.parametrize(
    ("status", "outcome", "sentence"),
    [
        ("404 Not Found", Outcome.GONE, "There is no page at this address (status 404)."),
        ("410 Gone", Outcome.GONE, "The page was taken down (status 410)."),
        ("403 Forbidden", Outcome.UNREACHABLE, "The site refuses to hand out the page (status 403)."),
        ("503 Service Unavailable", Outcome.UNREACHABLE, "The site reports a fault of its own (status 503)."),
    ],
)
def test_an_absence_is_told_with_its_reason_until_the_page_is_back(
    database: Database, live: Live, status: str, outcome: Outcome, sentence: str
) -> None:
    cited(database, live)
    there, live[0].answer = live[0].answer, response(b"", status)
    for _ in range(2):
        assert check(database, live).outcome is outcome
    [notice] = waiting(database)
    assert (notice.outcome, str(notice.reason), notice.snapshot_id) == (outcome, sentence, None)
    live[0].answer = there
    assert check(database, live).outcome is Outcome.UNCHANGED
    assert waiting(database) == []
    assert notices.get(database, notice.id).settled is Settled.BACK
    assert honest(database)


def test_an_absence_that_becomes_another_one_is_one_notice(database: Database, live: Live) -> None:
    cited(database, live)
    live[0].answer = response(b"", "503 Service Unavailable")
    check(database, live)
    live[0].answer = response(b"", "410 Gone")
    check(database, live)
    assert [one.outcome for one in waiting(database)] == [Outcome.GONE]
    assert notices.get(database, 1).settled is Settled.NEWER


def test_a_second_change_takes_the_place_of_the_first(database: Database, live: Live) -> None:
    cited(database, live)
    for text in ("The first other text of this page.", "The second other text of this page."):
        live[0].answer = response(page(text))
        check(database, live)
    assert [one.id for one in waiting(database)] == [2]
    assert notices.get(database, 1).settled is Settled.NEWER
    live[0].answer = response(page("The first other text of this page."))  # known already: nobody is told again
    assert check(database, live).outcome is Outcome.PASSAGE_CHANGED
    assert rechecking.checkable(database, "source", 1).newest.id == notices.get(database, 1).snapshot_id
    live[0].answer = response(page())
    assert check(database, live).outcome is Outcome.UNCHANGED
    assert [one.id for one in waiting(database)] == [2]  # that it read otherwise for a while is still to be seen
    assert honest(database)


def test_the_site_is_asked_whether_the_page_changed(database: Database, live: Live) -> None:
    validators = ('ETag: W/"7"', "Last-Modified: Tue, 03 Feb 2026 10:00:00 GMT")
    live[0].answer = response(page(), headers=validators)
    cited(database, live)
    live[0].answer = response(b"", "304 Not Modified")
    assert check(database, live).outcome is Outcome.UNCHANGED
    assert 'If-None-Match: W/"7"\r\nIf-Modified-Since: Tue, 03 Feb 2026 10:00:00 GMT\r\n' in live[0].heads[-1]
    assert "If-" not in live[0].heads[0]


def test_not_modified_is_no_answer_to_who_did_not_ask_for_it(database: Database, live: Live) -> None:
    cited(database, live)  # the site gave no validators
    live[0].answer = response(b"", "304 Not Modified")
    found = check(database, live)
    assert "If-" not in live[0].heads[-1]
    assert (found.outcome, str(found.reason)) == (
        Outcome.UNREACHABLE,
        "The site answered without a page (status 304).",
    )


@pytest.mark.parametrize("header", ['ETag: "a\tb"', "ETag: unquoted", "Last-Modified: yesterday\x07", 'ETag: "é"'])
def test_what_has_not_the_form_of_a_validator_is_not_sent(database: Database, live: Live, header: str) -> None:
    live[0].answer = response(page(), headers=(header,))
    cited(database, live)
    assert check(database, live).outcome is Outcome.UNCHANGED
    assert "If-" not in live[0].heads[-1]


def test_an_address_that_leads_elsewhere_now_is_a_changed_passage_and_says_where(
    database: Database, live: Live
) -> None:
    live[0].answer = response(page(), headers=('ETag: "7"',))
    cited(database, live)
    live[0].answers["/2025"] = response(b"", "301 Moved Permanently", ("Location: http://other.example.com/start",))
    live[0].answers["/start"] = response(page("Welcome to the start page of the agency, which has all its registers."))
    assert check(database, live).outcome is Outcome.PASSAGE_CHANGED
    [notice] = waiting(database)
    assert snapshots.get(database, notice.snapshot_id).final_url == "http://other.example.com/start"
    assert ["If-None-Match" in head for head in live[0].heads[-2:]] == [True, False]  # asked of where it came from


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(b"", "302 Found", ("Location: http://127.0.0.1/admin",)), "not an address of the public internet"),
        (response(b"", "302 Found", ("Location: /2025",)), "leads on from one to the next"),
        (response(b"x", headers=("Content-Type: image/png",)), "image/png, which is no article"),
        (response(b"x", headers=("Content-Length: 99999999999",)), "too large"),
        (b"\x00\x01\x02 nonsense\r\n\r\n", "broke off"),
        (response(b"<html></html>"), "No article was found"),
        (b"", "broke off"),
    ],
)
def test_hostile_answers_are_unreachable_with_a_reason_and_keep_nothing(
    database: Database, live: Live, answer: bytes, reason: str
) -> None:
    cited(database, live)
    kept = database.execute("select count(*) from snapshots").fetchone()
    live[0].answer = answer
    found = check(database, live)
    assert found.outcome is Outcome.UNREACHABLE
    assert reason in str(found.reason)
    assert database.execute("select count(*) from snapshots").fetchone() == kept
    assert honest(database)


def test_an_article_is_checked_by_the_words_of_its_claims(database: Database, live: Live) -> None:
    text = TEXT[1]
    document = intake.read_url(ADDRESS, fetch=live[1].fetch, extract=extract)
    claim = build.draft(document.snapshot.text, "ranked twelfth of forty", "The city ranked twelfth.")
    splitting = intake.Splitting("hand", "1", "en", (claim,))
    intake.add_article(database, document, intake.Details("A story"), splitting, by=None, now=build.NOW)
    live[0].answer = response(page(TEXT[0], text, "Another end."))
    assert check(database, live, "article").outcome is Outcome.CHANGED
    live[0].answer = response(page(TEXT[0], text.replace("twelfth", "third"), TEXT[2]))
    assert check(database, live, "article").outcome is Outcome.PASSAGE_CHANGED
    assert [one.outcome for one in notices.open_on(database, "article", 1)] == [Outcome.PASSAGE_CHANGED]
    assert honest(database)


def test_the_passage_of_a_published_verdict_counts_though_it_was_taken_off_the_claim(
    database: Database, live: Live
) -> None:
    number = cited(database, live)
    build.record(database, 1)
    build.publish(database, 1)
    by = build.person(database, "ada")
    evidence.remove(database, number, by=by, now=LATER)
    live[0].answer = response(page(TEXT[0], TEXT[1].replace("twelfth", "third"), TEXT[2]))
    assert check(database, live).outcome is Outcome.PASSAGE_CHANGED


def test_a_passage_can_be_attached_from_the_newer_text_and_stands_there(database: Database, live: Live) -> None:
    cited(database, live)
    live[0].answer = response(page(TEXT[0], TEXT[1].replace("twelfth", "third"), TEXT[2]))
    check(database, live)
    [notice] = waiting(database)
    by, words = build.person(database, "ada"), "The city ranked third of forty for nitrate."
    number = evidence.attach(database, 1, 1, words, Stance.SUPPORTS, newer=notice.snapshot_id, by=by, now=LATER)
    found = sources.get_evidence(database, number)
    assert (found.passage, found.snapshot_id, found.read_at) == (words, notice.snapshot_id, LATER)
    with pytest.raises(NotFound):
        evidence.attach(database, 1, 1, words, Stance.SUPPORTS, newer=1, by=by, now=LATER)  # the article's snapshot
    build.record(database, 1)
    cited_by_verdict = sources.evidence_of_verdict(database, 1)
    assert [one.passage for one in cited_by_verdict] == [PASSAGE, words]
    assert check(database, live).outcome is Outcome.PASSAGE_CHANGED  # the first one is still cited
    assert honest(database)


def test_what_was_not_fetched_cannot_be_fetched_again(database: Database) -> None:
    build.attach(database, build.article(database))
    with pytest.raises(Refused, match="Source 1 was not fetched from an address"):
        rechecking.checkable(database, "source", 1)
    with pytest.raises(NotFound, match="There is no article 7"):
        rechecking.checkable(database, "article", 7)
    with pytest.raises(NotFound, match="Nothing was fetched from"):
        rechecking.at_address(database, "https://nowhere.example/")


def test_documents_are_found_by_their_address_as_typed_or_in_its_normal_form(database: Database, live: Live) -> None:
    cited(database, live)
    for typed in (ADDRESS, "HTTP://Register.example.com:80/2025#top"):
        assert rechecking.at_address(database, typed) == [("source", 1)]
