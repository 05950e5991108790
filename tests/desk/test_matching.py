"""One verdict, many appearances: a person says which claims are one, and can take it back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlite_utils import Database

from factcheck.core.guarding import Guard
from factcheck.desk import claims as desk_claims
from factcheck.desk import matching, replacing
from factcheck.errors import NotFound, Refused
from factcheck.records import Correction, Role, State
from factcheck.records.matches import Matching
from factcheck.store import claims, events, matches, pages, queue, verdicts, verifying
from tests import builders as build

OTHER = (
    "Harbour’s waterworks employs 212 people. The mayor said: the water of Harbour is the cleanest. "
    "Rain fell on Sunday in the hills."
)


def again(database: Database, *, public: bool = True) -> int:
    """A second article that makes two of the first one's claims, as claims 4 and 5, and one of its own."""
    found = (
        build.draft(OTHER, "waterworks employs 212 people", "The waterworks of Harbour employs 212 people."),
        build.draft(OTHER, "water of Harbour is the cleanest", "The water of Harbour is the cleanest.", "the mayor"),
        build.draft(OTHER, "Rain fell on Sunday", "Rain fell in the hills on Sunday."),
    )
    number = build.article(database, OTHER, found, title="Harbour boasts", url="https://other.example/w", public=public)
    matching.look_up_article(database, number)
    return number


@pytest.fixture
def editor(database: Database) -> dict[str, Any]:
    """An editor who acts; articles 1 and 2 are there, with the claims 1 to 3 and 4 to 6."""
    build.article(database, public=True)
    again(database)
    return {"by": build.person(database, "bo"), "now": build.NOW}


def match_of(database: Database, claim_id: int) -> int:
    """The number of the match that is suggested for a claim with the earliest known one."""
    found = [one for one in matches.of_claim(database, claim_id) if one.claim_id == claim_id]
    return min(found, key=lambda one: one.known_id).id


def suggest(database: Database, claim_id: int, known_id: int) -> int:
    """Suggest a match that would not be found; give its number."""
    matches.suggest(database, claim_id, {known_id: 1.0})
    return next(one.id for one in matches.of_claim(database, claim_id) if one.known_id == known_id)


def test_claims_that_say_the_same_are_suggested_with_their_reasons(database: Database, editor: dict[str, Any]) -> None:
    found = matching.of_article(database, 2)
    assert {(one.match.claim_id, one.other.id) for one in found} >= {(4, 2), (5, 1)}
    assert {one.match.state for one in found} == {Matching.SUGGESTED}
    [same] = [one for one in found if (one.match.claim_id, one.other.id) == (4, 2)]
    assert same.words == ("waterworks", "harbour", "employs")
    assert same.differences == ()
    assert matches.of_claim(database, 6) == []


def test_what_differs_is_said_and_the_match_stays_a_suggestion(database: Database, editor: dict[str, Any]) -> None:
    number = build.elsewhere(database, "The waterworks of Harbour has 190 employees.")
    matching.look_up(database, [number])
    [known] = [one for one in matching.of_claim(database, claims.get(database, number)) if one.other.id == 2]
    assert [difference.guard for difference in known.differences] == [Guard.FIGURE]
    assert known.match.state is Matching.SUGGESTED


def test_claims_of_the_same_article_and_closed_ones_are_not_suggested(database: Database) -> None:
    build.article(database)
    assert matching.find(database, claims.get(database, 1)) == {}
    by = {"by": build.person(database, "bo"), "now": build.NOW}
    desk_claims.drop(database, 2, claims.get(database, 2).version, **by)
    again(database)
    assert 2 not in {one.other.id for one in matching.of_article(database, 2)}


def test_a_confirmed_match_shows_one_verdict_in_both_articles(database: Database, editor: dict[str, Any]) -> None:
    build.verdict(database, 1, "false")
    matching.confirm(database, match_of(database, 5), **editor)
    shown = {claim.number: claim for claim in pages.public_article(database, 2).claims}
    assert shown[5].verdict.claim_id == 1
    assert shown[5].text == "The water of Harbour is the cleanest."
    assert shown[4].verdict is None
    [appearance] = pages.public_verdict(database, 1).appearances
    assert (appearance.article.title, appearance.claimant) == ("Harbour boasts", "the mayor")
    assert list(verifying.problems(database)) == []


def test_a_change_of_the_verdict_notes_the_articles_that_it_touches(database: Database, editor: dict[str, Any]) -> None:
    build.verdict(database, 1, "false")
    matching.confirm(database, match_of(database, 5), **editor)
    build.record(database, 1, "half-true", correction=Correction.UPDATE, note="New figures.")
    build.publish(database, 1)
    [event, first] = [one for one in events.of_subject(database, "claim 1") if one.verb == "published verdict"]
    assert (event.payload["articles"], first.payload["articles"]) == ([1, 2], [1])
    assert pages.public_article(database, 2).claims[1].verdict.rating.key == "half-true"


def test_taking_a_match_back_puts_everything_in_its_place(database: Database, editor: dict[str, Any]) -> None:
    build.verdict(database, 1, "false")

    def everything() -> object:
        seen = [pages.public_article(database, 1), pages.public_article(database, 2), pages.public_verdict(database, 1)]
        return seen, [claims.get(database, number) for number in range(1, 7)], queue.find_claims(database, queue.Wish())

    before = everything()
    number = match_of(database, 5)
    matching.confirm(database, number, **editor)
    assert everything() != before
    matching.take_back(database, number, **editor)
    assert everything() == before
    verbs = [event.verb for event in events.of_subject(database, "claim 5")]
    assert verbs[:2] == ["took match back", "confirmed match"]


def test_two_verdicts_keep_both_histories(database: Database, editor: dict[str, Any]) -> None:
    build.verdict(database, 1, "false")
    build.verdict(database, 5, "half-true")
    matching.confirm(database, match_of(database, 5), **editor)
    assert pages.public_article(database, 2).claims[1].verdict.rating.key == "false"
    [appearance] = pages.public_verdict(database, 1).appearances
    assert appearance.own.rating.key == "half-true"
    assert [one.rating.key for one in pages.public_verdict(database, 5).history] == ["half-true"]
    assert [one.rating.key for one in verdicts.of_claim(database, 1)] == ["false"]


def test_a_chain_of_matches_leads_to_the_first_claim(database: Database, editor: dict[str, Any]) -> None:
    third = build.elsewhere(database, "The water of Harbour is the cleanest.")
    with_both = {one.known_id for one in (matching.look_up(database, [third]), matches.of_claim(database, third))[1]}
    assert with_both == {1, 5}
    [to_five] = [one.id for one in matches.of_claim(database, third) if one.known_id == 5]
    matching.confirm(database, to_five, **editor)
    matching.confirm(database, match_of(database, 5), **editor)
    assert matches.firsts(database, [third, 5, 1, 2]) == {third: 1, 5: 1, 1: 1, 2: 2}
    assert [number for number, _ in matches.appearances(database, 1)] == [5, third]


def test_one_made_elsewhere_is_shown_once_a_second_person_let_it_out(
    database: Database, editor: dict[str, Any]
) -> None:
    build.verdict(database, 1, "false")
    third = build.elsewhere(database, "The water of Harbour is the cleanest.")
    matching.look_up(database, [third])
    matching.confirm(database, match_of(database, third), by=editor["by"], now="2026-02-04T10:00:00.000000Z")
    assert pages.public_verdict(database, 1).appearances == ()
    later = "2026-02-05T10:00:00.000000Z"
    build.record(database, 1, "half-true", correction=Correction.UPDATE, note="New figures.", now=later)
    build.publish(database, 1, now=later)
    assert [one.place for one in pages.public_verdict(database, 1).appearances] == ["Radio Harbour, morning news"]


def test_an_appearance_in_a_private_article_is_the_desks_own(database: Database) -> None:
    build.article(database, public=True)
    build.verdict(database, 1, "false")
    again(database, public=False)
    matching.confirm(database, match_of(database, 5), by=build.person(database, "bo"), now=build.NOW)
    assert pages.public_verdict(database, 1).appearances == ()


def test_an_appearance_leaves_the_queue_and_gets_no_verdict_of_its_own(
    database: Database, editor: dict[str, Any]
) -> None:
    matching.confirm(database, match_of(database, 5), **editor)
    assert 5 not in {row.claim.id for row in queue.find_claims(database, queue.Wish()).rows}
    with pytest.raises(Refused, match="appearance of claim"):
        build.record(database, 5, "unproven")


def test_matched_claims_cannot_go_away(database: Database, editor: dict[str, Any]) -> None:
    matching.confirm(database, match_of(database, 5), **editor)
    for number in (1, 5):
        version = claims.get(database, number).version
        with pytest.raises(Refused, match="matched"):
            desk_claims.drop(database, number, version, **editor)
        with pytest.raises(Refused, match="matched"):
            replacing.split(database, number, version, ["One.", "Two."], **editor)


def test_a_rejected_match_is_not_suggested_again_and_can_be_taken_back(
    database: Database, editor: dict[str, Any]
) -> None:
    number = match_of(database, 5)
    matching.reject(database, number, **editor)
    matching.look_up(database, [5])
    assert matches.get(database, number).state is Matching.REJECTED
    assert 5 not in {one.match.claim_id for one in matching.of_article(database, 2) if one.other.id == 1}
    matching.take_back(database, number, **editor)
    assert matches.get(database, number).state is Matching.SUGGESTED


def test_who_may_not_publish_changes_nothing_that_readers_see(database: Database, editor: dict[str, Any]) -> None:
    checker = {"by": build.person(database, "ada", Role.CHECKER), "now": build.NOW}
    matching.confirm(database, match_of(database, 4), **checker)
    build.verdict(database, 1, "false")
    number = match_of(database, 5)
    with pytest.raises(Refused, match="editor"):
        matching.confirm(database, number, **checker)
    matching.confirm(database, number, **editor)
    with pytest.raises(Refused, match="editor"):
        matching.take_back(database, number, **checker)


@pytest.mark.parametrize("verb", [matching.confirm, matching.reject, matching.take_back])
def test_a_match_that_is_not_there_is_said_so(database: Database, verb: Callable[..., None]) -> None:
    with pytest.raises(NotFound):
        verb(database, 99, by=build.person(database, "bo"), now=build.NOW)


def test_a_claim_is_an_appearance_of_one_other_at_most_and_never_in_a_circle(
    database: Database, editor: dict[str, Any]
) -> None:
    matching.confirm(database, match_of(database, 5), **editor)
    matching.look_up(database, [1])
    assert 5 not in matching.find(database, claims.get(database, 1))
    third = build.elsewhere(database, "The water of Harbour is the cleanest.")
    for claim_id, known_id in ((5, third), (1, 5)):
        number = suggest(database, claim_id, known_id)
        with pytest.raises(Refused, match="already"):
            matching.confirm(database, number, **editor)


def test_a_verdict_in_review_is_decided_first(database: Database, editor: dict[str, Any]) -> None:
    build.attach(database, 5)
    build.record(database, 5)
    assert claims.get(database, 5).state is State.IN_REVIEW
    with pytest.raises(Refused, match="in review"):
        matching.confirm(database, match_of(database, 5), **editor)
