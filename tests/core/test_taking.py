"""ClaimReview of others: every dirty shape is taken for what it means, or refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.core import claimreview
from factcheck.core.claimreview import taking
from factcheck.errors import Invalid

CLEAN: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example/checks/7",
    "claimReviewed": "The harbour was sold",
    "datePublished": "2026-03-02T08:00:00Z",
    "author": {"@type": "Organization", "name": "Harbour Desk"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Dana Reed"},
        "datePublished": "2026-02-27",
        "appearance": "https://news.example/a",
    },
}


def take(**changed: Any) -> Any:
    return taken({**CLEAN, **changed})


def taken(value: object) -> Any:
    [node] = claimreview.claim_reviews(taking.unnested(value))
    return taking.taken(node)


def item(**changed: Any) -> dict[str, Any]:
    return {**CLEAN["itemReviewed"], **changed}


def test_a_clean_one_is_taken_whole() -> None:
    found = take()
    assert (found.url, found.claim, found.rating) == ("https://desk.example/checks/7", "The harbour was sold", "False")
    assert (found.publisher, found.site, found.published) == ("Harbour Desk", "desk.example", "2026-03-02")
    assert (found.claimants, found.claimed_on, found.appearances) == (
        ("Dana Reed",),
        "2026-02-27",
        ("https://news.example/a",),
    )


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ({"alternateName": {"@value": "Mostly false", "@language": "en"}}, "Mostly false"),
        ({"alternateName": ["Falsch"]}, "Falsch"),
        ({"name": "Pants on fire"}, "Pants on fire"),
        ({"alternateName": "False", "ratingValue": "1", "bestRating": "5", "worstRating": "1"}, "False"),
        ({"alternateName": "Satire", "ratingValue": -1, "bestRating": -1, "worstRating": -1}, "Satire"),
        ({"alternateName": "False", "ratingValue": 9, "bestRating": 5, "worstRating": 1}, "False"),
        ({"alternateName": "Not the whole truth &amp; misleading"}, "Not the whole truth & misleading"),
    ],
)
def test_a_rating_stands_verbatim_whatever_its_numbers(rating: dict[str, Any], words: str) -> None:
    assert take(reviewRating=rating).rating == words


@pytest.mark.parametrize(
    "appearance",
    [
        "https://a.example/1, https://b.example/2",
        "https://a.example/1 https://b.example/2",
        "https://a.example/1 and https://b.example/2",
        ["https://a.example/1", {"@type": "CreativeWork", "url": "https://b.example/2"}],
        [{"url": "https://a.example/1"}, "https://b.example/2", "https://www.desk.example/own", None, "on the radio"],
    ],
)
def test_appearances_come_in_every_shape_and_never_from_the_own_site(appearance: object) -> None:
    assert take(itemReviewed=item(appearance=appearance)).appearances == ("https://a.example/1", "https://b.example/2")


def test_an_item_with_a_list_of_addresses_appears_at_all_of_them() -> None:
    found = take(itemReviewed=item(appearance=None, url=["https://a.example/1", "https://b.example/2"]))
    assert found.appearances == ("https://a.example/1", "https://b.example/2")


def test_microdata_graphs_feeds_and_prefixed_types_are_seen_through() -> None:
    nested = {
        "type": ["http://schema.org/ClaimReview"],
        "properties": {
            **{name: CLEAN[name] for name in ("url", "claimReviewed", "datePublished")},
            "reviewRating": {"type": "http://schema.org/Rating", "properties": {"alternateName": "False"}},
            "author": {"type": "http://schema.org/Organization", "properties": {"name": "Harbour Desk"}},
        },
    }
    assert (taken(nested).rating, taken(nested).publisher) == ("False", "Harbour Desk")
    assert taken({"@graph": [{"@type": "WebPage"}, CLEAN]}) == take()
    assert taken({"@type": "DataFeed", "dataFeedElement": [{"item": None}, {"item": [None, CLEAN, None]}]}) == take()
    assert taken({**CLEAN, "@type": "schema:ClaimReview"}) == take()


def test_without_a_publisher_the_site_stands_for_it() -> None:
    assert take(author=None).publisher == "desk.example"
    assert take(author="Harbour Desk").publisher == "Harbour Desk"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": None}, "no address"),
        ({"url": "javascript:alert(1)"}, "address is none"),
        ({"url": "/checks/7"}, "address is none"),
        ({"claimReviewed": "  "}, "which claim"),
        ({"reviewRating": None}, "no rating in words"),
        ({"reviewRating": {"ratingValue": 1}}, "no rating in words"),
        ({"claimReviewed": "x" * (taking.TEXT_MAX + 1)}, "more than"),
    ],
)
def test_what_nobody_could_follow_up_is_refused_with_the_reason(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        take(**changed)


def test_a_value_as_deep_as_it_likes_costs_nothing() -> None:
    deep: object = CLEAN
    for _ in range(900):
        deep = [deep]
    assert list(claimreview.claim_reviews(taking.unnested(deep))) == []


@pytest.mark.parametrize("text", ["", "yesterday", "03/02/2026", "2026"])
def test_a_day_that_nobody_can_tell_is_left_empty(text: str) -> None:
    assert take(datePublished=text).published == ""
