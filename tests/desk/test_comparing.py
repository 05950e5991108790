"""Findings are kept beside the evidence, hold as long as nothing that they follow from changes, and rate nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlite_utils import Database

from factcheck.core import comparing as core
from factcheck.desk import articles, claims, comparing, correcting, evidence, intake
from factcheck.records import FindingKind, QuotationDraft, Relation, Span, Splitting, Tally
from factcheck.store import comparisons, readings, sources
from tests import builders as build

REGISTER = "The register is public. The waterworks has 190 employees in three houses."
PASSAGE = "The waterworks has 190 employees in three houses."
TOLD = "Reed told the council: “We have replaced nearly every lead pipe,” and sat down."
QUOTATION = Span(build.TEXT.index("“We have"), build.TEXT.index(" Reed said."))


def attached(database: Database) -> int:
    """The waterworks' claim (212 employees) beside a passage that says 190."""
    build.article(database)
    return build.attach(database, 2, PASSAGE, text=REGISTER)


def catch_up(database: Database) -> int:
    """Let the worker's comparing run until nothing is left; say how often it had something to do."""
    times = 0
    while comparing.keep_up(database):
        times += 1
    return times


def test_a_claim_beside_its_passage_is_compared_once_and_kept(database: Database) -> None:
    number = attached(database)
    assert comparing.tallies(database, 1) == {2: Tally(waiting=1)}
    assert catch_up(database) == 2  # the source is read, then compared
    assert comparing.tallies(database, 1) == {2: Tally(differs=1, absent=1)}  # the town is not named
    [kept] = [one for one in comparisons.kept(database, [number])[number][1] if one.relation is Relation.DIFFERS]
    assert (kept.kind, kept.relation) == (FindingKind.FIGURE, Relation.DIFFERS)
    assert REGISTER[kept.source_span.start : kept.source_span.end] == "190"
    assert catch_up(database) == 0


def test_pages_show_what_is_kept_and_compare_what_is_not(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    number = attached(database)
    live = comparing.on_claim(database, 2)[number].findings
    catch_up(database)
    monkeypatch.setattr(core, "compare", lambda *_: pytest.fail("compared again"))
    assert comparing.on_claim(database, 2)[number].findings == live


def reworded(database: Database) -> None:
    words = claims.Words("The waterworks of Harbour has 190 employees.", pieces=("has 212 employees",))
    claims.change(
        database, 2, claims.existing(database, 2).version, words, by=build.person(database, "ada"), now=build.NOW
    )


def redated(database: Database) -> None:
    version = claims.existing_article(database, 1).version
    given = intake.Details("T", "P", "B", "2026-01-12")
    articles.change(database, 1, version, given, by=build.person(database, "ada"), now=build.NOW)


def source_redated(database: Database) -> None:
    given = correcting.Said("Register", published_on="2020-01-01")
    correcting.source(database, 1, 1, given, by=build.person(database, "bo"), now=build.NOW)


@pytest.mark.parametrize("act", [reworded, redated, source_redated])
def test_findings_are_made_again_when_something_of_them_changes(
    database: Database, act: Callable[[Database], None]
) -> None:
    attached(database)
    catch_up(database)
    act(database)
    assert comparing.tallies(database, 1)[2].waiting == 1
    assert catch_up(database) == 1
    assert comparing.tallies(database, 1)[2].waiting == 0


def test_a_newer_way_of_comparing_makes_them_all_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    attached(database)
    catch_up(database)
    monkeypatch.setattr(core, "VERSION", core.VERSION + 1)
    assert comparing.tallies(database, 1)[2].waiting == 1
    assert catch_up(database) == 2


def test_reworded_to_what_the_source_says_the_claim_agrees(database: Database) -> None:
    attached(database)
    reworded(database)
    catch_up(database)
    assert comparing.tallies(database, 1) == {2: Tally(agrees=1, absent=1)}


def test_what_was_taken_off_is_neither_counted_nor_compared(database: Database) -> None:
    number = attached(database)
    evidence.remove(database, number, by=build.person(database, "ada"), now=build.NOW)
    catch_up(database)
    assert comparisons.bases(database) == {}
    assert comparing.tallies(database, 1) == {}


def test_the_stored_quotation_is_compared_whole_and_not_the_claim_made_of_it(database: Database) -> None:
    document = intake.read_text(build.TEXT, extract=build.extract)
    said = replace(build.drafts()[2], quotation=QUOTATION)
    found = Splitting("hand", "1", "en", (said,), quotations=(QuotationDraft(QUOTATION, "Reed"),))
    by = build.person(database, "ada")
    intake.add_article(database, document, intake.Details("T"), found, by=by, now=build.NOW)
    number = build.attach(database, 1, TOLD, text=TOLD)
    one = comparing.on_claim(database, 1)[number]
    assert one.pair.quotation == "“We have replaced every lead pipe,”"
    assert "replaced" in claims.existing(database, 1).text
    [quoted] = [finding for finding in one.findings if finding.kind is FindingKind.QUOTATION]
    assert quoted.relation is Relation.DIFFERS
    assert "nearly" in TOLD[quoted.source_span.start : quoted.source_span.end]


def test_a_passage_that_is_not_attached_is_compared_as_well(database: Database) -> None:
    number = attached(database)
    source = sources.get_evidence(database, number).source
    first, second = comparing.with_passages(
        database, claims.existing(database, 2), source, source.snapshot_id, [Span(0, 23), Span(24, len(REGISTER))]
    )
    figures = [[one.relation for one in told.findings if one.kind is FindingKind.FIGURE] for told in (first, second)]
    assert figures == [[Relation.ABSENT], [Relation.DIFFERS]]
    assert comparisons.bases(database) == {}


def test_a_source_is_parsed_once_and_what_is_kept_of_it_is_what_was_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Mayor Dana Reed sued the North Water Company in May. The company of Lena Ortiz did not answer Reed."
    build.article(database)
    number = build.attach(database, 1, "Mayor Dana Reed sued the North Water Company in May.", text=text)
    live = comparing.on_claim(database, 1)[number].findings
    catch_up(database)
    snapshot = sources.get_evidence(database, number).snapshot_id
    assert readings.kept(database, snapshot, core.VERSION) == core.read(text)
    assert core.read(text).acts
    monkeypatch.setattr(core, "read", lambda *_: pytest.fail("parsed again"))
    build.attach(database, 2, "The company of Lena Ortiz did not answer Reed.", text=text)
    catch_up(database)
    source = sources.get_evidence(database, number).source
    comparing.with_passages(database, claims.existing(database, 2), source, snapshot, [Span(0, 10)])
    assert comparing.on_claim(database, 1)[number].findings == live


def test_a_source_that_is_too_long_to_be_parsed_whole_is_compared_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "READ_MAX", 10)
    attached(database)
    assert catch_up(database) == 1
    assert comparing.tallies(database, 1)[2].differs == 1
    assert database.execute("select count(*) from readings").fetchone() == (0,)
