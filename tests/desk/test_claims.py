"""Every act on claims can be taken back, and none goes over somebody else's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import acts as desk_acts
from factcheck.desk import claims as desk
from factcheck.desk import intake, people, replacing
from factcheck.errors import AlreadyThere, Conflict, Invalid, NotFound, Refused
from factcheck.records import Claim, Kind, QuotationDraft, Role, Span, Splitting, State
from factcheck.store import acts, claims, events
from tests import builders as build


@pytest.fixture
def by(database: Database) -> dict[str, Any]:
    """Who acts, and when, on an article that is there."""
    build.article(database)
    return {"by": build.person(database, "ada"), "now": build.NOW}


def standing(claim: Claim | None) -> tuple[object, ...]:
    """All of a claim that an act may change."""
    assert claim is not None
    place = claim.appearance
    return claim.text, claim.claimant, claim.kind, claim.state, claim.closed_because, place.anchors, place.position


def words(text: str = "It has 212 employees.", piece: str = "has 212 employees", **more: Any) -> desk.Words:
    return desk.Words(text, pieces=(piece,), **more)


def test_a_change_is_put_back_whole_and_put_forward_again(database: Database, by: dict[str, Any]) -> None:
    before = standing(claims.get(database, 2))
    given = words("  It employs\n212. ", "212 employees", claimant="Dana Reed", kind=Kind.QUANTITY)
    event = desk.change(database, 2, 1, given, **by)
    after = standing(claims.get(database, 2))
    start = build.TEXT.index("212")
    assert after == ("It employs 212.", "Dana Reed", "quantity", "in work", None, ((start, start + 13),), start)
    number, undone = desk_acts.undo(database, event, **by)
    assert (number, standing(claims.get(database, 2))) == (2, before)
    desk_acts.undo(database, undone, **by)
    assert standing(claims.get(database, 2)) == after


def test_a_stale_change_brings_both_texts_and_the_words(database: Database, by: dict[str, Any]) -> None:
    desk.change(database, 2, 1, words("Theirs."), **by)
    with pytest.raises(Conflict) as stale:
        desk.change(database, 2, 1, words("Mine."), **by)
    assert stale.value.mine == {"text": "Mine.", "claimant": "", "kind": "fact", "pieces": "has 212 employees"}
    assert stale.value.theirs["text"] == "Theirs."
    assert stale.value.version == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (desk.Words(" ", pieces=("water",)), "text"),
        (desk.Words("x" * 2001, pieces=("water",)), "text"),
        (desk.Words("A claim.", "y" * 2001, pieces=("water",)), "claimant"),
        (desk.Words("A claim."), "pieces"),
        (desk.Words("A claim.", pieces=("not in the text",)), "pieces"),
        (desk.Words("A claim.", pieces=("city’s water", "water is")), "pieces"),
    ],
)
def test_what_a_claim_cannot_be_is_refused_at_its_field(
    database: Database, by: dict[str, Any], given: desk.Words, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.change(database, 1, 1, given, **by)
    assert refused.value.field == field
    assert claims.get(database, 1).version == 1


def test_an_open_reference_is_settled_by_other_words_only(database: Database, by: dict[str, Any]) -> None:
    database.execute("update claims set open_reference = 1 where id = 2")
    same = claims.get(database, 2).text
    desk.change(database, 2, 1, words(same), **by)
    assert claims.get(database, 2).open_reference
    desk.change(database, 2, 2, words("The waterworks has 212 employees."), **by)
    assert not claims.get(database, 2).open_reference


def test_a_claim_is_added_where_the_selection_says_and_taken_away_again(database: Database, by: dict[str, Any]) -> None:
    second = build.TEXT.rindex("The")
    given = words("The vote was put off.", "The", offsets=(Span(second, second + 3),))
    number, event = desk.add_to_article(database, 1, given, **by)
    assert claims.get(database, number).appearance.anchors == ((second, second + 3),)
    assert claims.get(database, number).engine is None
    desk_acts.undo(database, event, **by)
    assert claims.get(database, number).closed_because == "dropped"


def test_equal_words_selected_twice_keep_both_places(database: Database, by: dict[str, Any]) -> None:
    one, other = build.TEXT.index("Reed"), build.TEXT.rindex("Reed")
    offsets = (Span(other, other + 4), Span(one, one + 4))
    given = desk.Words("Reed is named twice.", pieces=("Reed", "Reed"), offsets=offsets)
    number, _ = desk.add_to_article(database, 1, given, **by)
    assert claims.get(database, number).appearance.anchors == ((one, one + 4), (other, other + 4))


def test_a_claim_made_elsewhere_needs_a_place_or_an_address(database: Database, by: dict[str, Any]) -> None:
    given = desk.Words("The port is full.", "Lena Ortiz")
    with pytest.raises(Invalid) as refused:
        desk.add_elsewhere(database, given, place=" ", said_on="", url="", **by)
    assert refused.value.field == "place"
    number, _ = desk.add_elsewhere(database, given, place="", said_on="2026-01-30", url="https://radio.example/", **by)
    place = claims.get(database, number).appearance
    assert (place.article_id, place.url, place.said_on) == (None, "https://radio.example/", "2026-01-30")


def test_a_split_is_one_act_and_taken_back_as_one(database: Database, by: dict[str, Any]) -> None:
    numbers, event = replacing.split(database, 1, 1, ["One.", " ", "Two.", "One."], **by)
    assert [claims.get(database, number).text for number in numbers] == ["One.", "Two."]
    assert standing(claims.get(database, 1))[3:5] == ("closed", "split")
    assert claims.relatives(database, numbers[0]) == [("from", 1, "Harbour’s water is the cleanest.")]
    assert claims.get(database, numbers[1]).appearance.anchors == claims.get(database, 1).appearance.anchors
    desk_acts.undo(database, event, **by)
    assert claims.get(database, 1).state == State.NEW
    assert {claims.get(database, number).state for number in numbers} == {State.CLOSED}


def test_a_merge_rests_on_all_the_words_and_joins_those_that_touch(database: Database, by: dict[str, Any]) -> None:
    more, _ = desk.add_to_article(database, 1, words("It employs.", "212 employees."), **by)
    number, event = replacing.merge(database, {2: 1, more: 1, 3: 1}, "All in one.", "", **by)
    start = build.TEXT.index("has 212 employees")
    assert claims.get(database, number).appearance.anchors[0] == (start, start + len("has 212 employees."))
    assert len(claims.get(database, number).appearance.anchors) == 2
    desk_acts.undo(database, event, **by)
    assert [claims.get(database, one).state for one in (2, 3, number)] == ["new", "new", "closed"]


def test_claims_of_two_places_are_not_merged(database: Database, by: dict[str, Any]) -> None:
    other = build.elsewhere(database)
    with pytest.raises(Refused, match="one article"):
        replacing.merge(database, {1: 1, other: 1}, "Both.", **by)
    with pytest.raises(Invalid, match="at least two"):
        replacing.merge(database, {1: 1}, "Both.", **by)
    with pytest.raises(NotFound):
        replacing.merge(database, {1: 1, 99: 1}, "Both.", **by)
    assert claims.get(database, 1).state == State.NEW


def test_a_dropped_claim_takes_no_more_acts_until_it_is_back(database: Database, by: dict[str, Any]) -> None:
    event = desk.drop(database, 1, 1, **by)
    for act in (
        lambda: desk.drop(database, 1, 2, **by),
        lambda: desk.change(database, 1, 2, words(), **by),
        lambda: replacing.split(database, 1, 2, ["a", "b"], **by),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    desk_acts.undo(database, event, **by)
    assert claims.get(database, 1).state == State.NEW


def test_an_act_is_not_taken_back_over_a_later_one(database: Database, by: dict[str, Any]) -> None:
    first = desk.change(database, 2, 1, words("One."), **by)
    second = desk.change(database, 2, 2, words("Two."), **by)
    with pytest.raises(Refused, match="Claim 2 was changed since"):
        desk_acts.undo(database, first, **by)
    desk_acts.undo(database, second, **by)
    assert claims.get(database, 2).text == "One."


def test_what_was_no_act_on_claims_cannot_be_taken_back(database: Database, by: dict[str, Any]) -> None:
    for event in (1, 999):
        with pytest.raises(Refused, match="cannot be undone"):
            desk_acts.undo(database, event, **by)


def test_an_event_that_is_no_act_on_claims_is_not_undone(database: Database, by: dict[str, Any]) -> None:
    people.change_role(database, by["by"].id, Role.EDITOR, 1, now=build.NOW, actor=None)
    event, _ = events.head(database)
    assert events.get(database, event).payload == {"before": "checker", "after": "editor"}
    assert acts.undoable(database, event) is None
    with pytest.raises(Refused, match="cannot be undone"):
        desk_acts.undo(database, event, **by)


def test_what_can_be_taken_back_is_known_from_the_log(database: Database, by: dict[str, Any]) -> None:
    assert acts.latest(database, [1, 2, 3]) == {}
    changed = desk.change(database, 2, 1, words("One."), **by)
    number, merged = replacing.merge(database, {1: 1, 3: 1}, "Both.", **by)
    latest = acts.latest(database, [1, 2, 3, number])
    assert {claim: act.id for claim, act in latest.items()} == {1: merged, 2: changed, 3: merged, number: merged}
    assert acts.undoable(database, changed) is not None
    build.attach(database, 2, stance="context")
    assert acts.undoable(database, changed) is not None
    desk.change(database, 2, claims.get(database, 2).version, words("Two."), **by)
    assert acts.undoable(database, changed) is None
    assert acts.undoable(database, 1) is None
    assert acts.latest(database, [2])[2].id != changed


def test_a_claim_with_a_published_verdict_is_corrected_and_not_put_away(database: Database, by: dict[str, Any]) -> None:
    build.verdict(database, 1)
    version = claims.get(database, 1).version
    for act in (
        lambda: desk.drop(database, 1, version, **by),
        lambda: replacing.split(database, 1, version, ["a", "b"], **by),
        lambda: replacing.merge(database, {1: version, 2: 1}, "Both.", **by),
    ):
        with pytest.raises(Refused, match="corrected verdict"):
            act()


def test_the_states_in_the_log_are_the_states_in_the_table(database: Database, by: dict[str, Any]) -> None:
    replacing.split(database, 1, 1, ["One.", "Two."], **by)
    _, merged = replacing.merge(database, {4: 1, 5: 1}, "Both.", **by)
    desk_acts.undo(database, merged, **by)
    told: dict[str, str] = {}
    for event_id in range(1, events.head(database)[0] + 1):
        told |= (events.get(database, event_id).payload or {}).get("states", {})
    assert told == {str(number): state for number, state in database.execute("select id, state from claims")}


def test_parts_of_a_quoted_claim_are_quoted(database: Database, by: dict[str, Any]) -> None:
    said = replace(build.drafts()[2], quoted=True)
    number = build.article(database, found=[said], url="https://post.example/again")
    [claim] = claims.of_article(database, number)
    parts, _ = replacing.split(database, claim.id, 1, ["The pipes were lead.", "They are replaced."], **by)
    assert all(claims.get(database, part).quoted for part in parts)


def test_a_claim_added_inside_a_quotation_belongs_to_it(database: Database) -> None:
    start = build.TEXT.index("“We have")
    quotation = QuotationDraft(Span(start, build.TEXT.index("”", start) + 1), "Dana Reed")
    document = intake.read_text(build.TEXT, extract=extract)
    splitting = Splitting("hand", "1", "en", (), quotations=(quotation,))
    ada = build.person(database, "ada")
    article = intake.add_article(database, document, intake.Details("Water"), splitting, by=ada, now=build.NOW)
    inside, _ = desk.add_to_article(database, article, words("Pipes.", "lead pipe"), by=ada, now=build.NOW)
    outside, _ = desk.add_to_article(database, article, words(), by=ada, now=build.NOW)
    found = claims.get(database, inside)
    assert (found.quoted, found.appearance.quotation_id) == (True, 1)
    assert claims.get(database, outside).appearance.quotation_id is None


def test_the_same_claim_is_added_once_and_again_when_it_was_dropped(database: Database, by: dict[str, Any]) -> None:
    number, _ = desk.add_to_article(database, 1, words(), **by)
    with pytest.raises(AlreadyThere) as refused:
        desk.add_to_article(database, 1, words(), **by)
    assert refused.value.number == number
    desk.add_to_article(database, 1, words(claimant="Dana Reed"), **by)
    desk.drop(database, number, 1, **by)
    desk.add_to_article(database, 1, words(), **by)


def test_a_merge_goes_over_nobody(database: Database, by: dict[str, Any]) -> None:
    desk.change(database, 3, 1, words("Theirs."), **by)
    with pytest.raises(Conflict) as stale:
        replacing.merge(database, {2: 1, 3: 1}, "Both.", **by)
    assert stale.value.theirs["text"] == "Theirs."
    assert claims.get(database, 2).state == State.NEW
