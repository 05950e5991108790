"""ClaimReview: what is written comes back equal, nothing leaves its script element, and the linter finds each fault."""

from __future__ import annotations

import copy
import json
from html.parser import HTMLParser

import pytest

from factcheck.core import claimreview
from factcheck.core.claimreview import Made
from factcheck.records import Rating, Site, Span, Verdict
from factcheck.records.reviews import Appeared, ClaimReview, Party, ReviewRating, Sort
from tests.conftest import SHARED

REVIEW = ClaimReview(
    url="https://desk.example/claims/7-ferry-fares",
    claim="Ferry fares have tripled since 2019.",
    rating=ReviewRating("Mostly false", 2, 5, 1, "They rose by a half."),
    author=Party("The Harbour Desk", "https://desk.example/"),
    published="2026-03-02T10:00:00Z",
    modified="2026-04-01T10:00:00Z",
    language="en",
    claimants=(Party("Ina Holm", "https://people.example/holm", Sort.PERSON),),
    claimed_on="2026-02-27",
    first=Appeared("https://news.example/1", "Morning news"),
    appearances=(Appeared("https://news.example/2"), Appeared(name="Radio Harbour")),
)
NODE = claimreview.as_json(REVIEW)
SCALE = ("True", "Mostly false", "False", "Unproven")


def page(*nodes: object, shown: str = "Mostly false", canonical: str = REVIEW.url) -> str:
    scripts = "".join(f'<script type="application/ld+json">{claimreview.embedded(node)}</script>' for node in nodes)
    return f'<html><head><link rel="canonical" href="{canonical}">{scripts}</head><body><p>{shown}</p></body></html>'


def codes(text: str, url: str = REVIEW.url) -> list[str]:
    return [remark.code for remark in claimreview.lint_page(claimreview.page(text, url), SCALE)]


def test_what_is_written_comes_back_equal() -> None:
    assert claimreview.parse(json.loads(claimreview.embedded(NODE))) == REVIEW
    least = ClaimReview("https://desk.example/claims/1-x", "Rain fell.", ReviewRating("Unproven"))
    assert claimreview.parse(claimreview.as_json(least)) == least
    assert not {"ratingValue", "bestRating", "worstRating"} & set(claimreview.as_json(least)["reviewRating"])


def test_a_review_without_a_fault_has_no_remark() -> None:
    assert codes(page(NODE)) == []


def changed(path: str, value: object) -> dict[str, object]:
    """The node with the value at a path replaced; none takes the property away."""
    node = copy.deepcopy(NODE)
    inner = node
    *way, last = path.split(".")
    for name in way:
        inner = inner[name]
    if value is None:
        inner.pop(last)
    else:
        inner[last] = value
    return node


@pytest.mark.parametrize(
    ("code", "path", "value"),
    [
        ("E1", "@context", "https://schema.org.example"),
        ("E1", "@context", ["https://schema.org", "https://other.example"]),
        ("E1", "@context", None),
        ("E3", "claimReviewed", " "),
        ("E3", "claimReviewed", None),
        ("E4", "url", "/claims/7-ferry-fares"),
        ("E4", "url", "https://elsewhere.example/claims/7"),
        ("E4", "url", "https://notdesk.example/claims/7"),
        ("E4", "url", "https://bit.ly/3abc"),
        ("E4", "url", "javascript:alert(1)"),
        ("E5", "reviewRating.alternateName", None),
        ("E5", "reviewRating", None),
        ("E6", "reviewRating.bestRating", None),
        ("E6", "reviewRating.ratingValue", "two"),
        ("E6", "reviewRating.ratingValue", 6),
        ("E6", "reviewRating.ratingValue", 0),
        ("E6", "reviewRating.worstRating", 0),
        ("E6", "reviewRating.worstRating", 5),
        ("E6", "reviewRating.ratingValue", float("nan")),
        ("E8", "itemReviewed.author.name", None),
        ("E8", "itemReviewed.author", [{"@type": "Person", "name": "A"}, {"@type": "Person", "name": " "}]),
        ("E9", "itemReviewed.author.sameAs", "https://www.desk.example/about"),
        ("W1", "claimReviewed", "Ferry fares have tripled " + "and " * 20 + "more."),
        ("W2", "claimReviewed", "It is false that fares tripled."),
        ("W3", "itemReviewed", {"@type": "Claim", "datePublished": "2026-02-27"}),
        ("W4", "itemReviewed.datePublished", None),
        ("W5", "author", None),
        ("W6", "itemReviewed.datePublished", "2026-03-03"),
        ("W7", "datePublished", None),
        ("W8", "itemReviewed.firstAppearance.url", "https://desk.example/articles/1"),
        ("W9", "url", "https://desk.example/claims/8"),
    ],
)
def test_each_fault_of_a_review_is_found_and_no_other(code: str, path: str, value: object) -> None:
    found = codes(page(changed(path, value)))
    allowed = {"W9"} if code == "E4" else {"E11"} if code == "E5" else set()
    assert code in found
    assert set(found) <= {code} | allowed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("url", "https://www.desk.example/claims/7-ferry-fares"),
        ("url", f"{REVIEW.url}#check"),
        ("reviewRating.ratingValue", "2"),
        ("reviewRating.alternateName", {"@value": "Mostly false"}),
        ("itemReviewed.author", "Ina Holm"),
        ("itemReviewed.author", None),
        ("itemReviewed.appearance", "https://news.example/2"),
        ("@context", "http://schema.org/"),
        ("claimReviewed", "Trueman, Falsetto and others sang."),
    ],
)
def test_what_is_allowed_is_no_error(path: str, value: object) -> None:
    assert [code for code in codes(page(changed(path, value))) if code.startswith("E") or code == "W2"] == []


def test_a_page_has_exactly_one_review() -> None:
    assert codes(page()) == ["E7"]
    assert codes("") == ["E7"]
    assert codes(page(NODE, NODE)) == ["E7"]
    assert (
        codes(page({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, changed("@context", None)]}))
        == []
    )


def test_a_script_that_can_be_left_is_found() -> None:
    loose = json.dumps({**NODE, "claimReviewed": "</b> <!-- fares tripled"})
    assert codes(page(NODE).replace(claimreview.embedded(NODE), loose)) == ["E10"]
    cut = json.dumps({**NODE, "claimReviewed": "</script><b>"})
    assert codes(page(NODE).replace(claimreview.embedded(NODE), cut)) == ["E10", "E7"]


def test_the_rating_must_be_readable_on_the_page_and_hidden_words_do_not_count() -> None:
    assert codes(page(NODE, shown="False")) == ["E11"]
    assert codes(page(NODE, shown="<script>Mostly false</script>")) == ["E11"]
    assert codes(page(NODE, shown="It is <b>mostly\n false</b>.")) == []


def test_a_type_that_is_none_of_ours_is_an_error_of_the_review_itself() -> None:
    assert [remark.code for remark in claimreview.lint({**NODE, "@type": "Review"}, REVIEW.url)] == ["E2"]


class Scripts(HTMLParser):
    """The script elements of a page, and whatever stands outside of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.inside = tag == "script"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


BREAKING = ["</script><b>", "<!--<script>", "\u2028", "]]>", "</ſcript>", "a\x00b", '"}</script>']


def breaking() -> list[str]:
    """Strings that leave a script element: our own few, and the collected ones where they are at hand."""
    path = SHARED / "hostile" / "jsonld-breakout" / "strings.json"
    return [*BREAKING, *(json.loads(path.read_text(encoding="utf-8")) if path.exists() else [])]


@pytest.mark.parametrize("text", breaking(), ids=ascii)
def test_no_string_in_any_field_leaves_the_script_element(text: str) -> None:
    party = Party(text, text, Sort.PERSON)
    rating = ReviewRating(text, 1, 2, 1, text)
    place = Appeared(text, text)
    review = ClaimReview(text, text, rating, party, text, text, text, (party, party), text, place, (place, place))
    html = page(claimreview.as_json(review))
    scripts = Scripts(html)
    assert scripts.tags == ["html", "head", "link", "script", "body", "p"]
    [found] = scripts.found
    assert claimreview.parse(json.loads(found)) == review


def test_the_unescaped_way_is_left_by_them() -> None:
    raw = f"<script>{json.dumps('</script><b>')}</script>"
    assert Scripts(raw).tags == ["script", "b"]  # the control


VERDICT = Verdict(
    id=1,
    claim_id=7,
    number=2,
    claim_text="Ferry fares have tripled since 2019.",
    claimant="Ministry of Ports",
    anchors=(Span(0, 4),),
    rating=Rating(1, "mostly-false", "Mostly false", 1, ""),
    reason="They rose by a half.",
    explanation="",
    correction=None,
    correction_note="",
    recorded_by=1,
    recorded_by_name="Ada",
    recorded_at="2026-03-01T10:00:00.000000Z",
    published_at="2026-04-01T10:00:00.000000Z",
)
RULER = [Rating(1, str(place), str(place), place, "") for place in range(5)] + [Rating(1, "u", "Unproven", None, "")]


def made(rating: Rating) -> ClaimReview:
    verdict = Verdict(**{name: getattr(VERDICT, name) for name in Verdict.__slots__} | {"rating": rating})
    return claimreview.of_verdict(
        verdict,
        RULER,
        Made("2026-02-27", (Appeared("https://news.example/1"),)),
        site=Site("Desk", "https://desk.example"),
        path="/claims/7-x",
        words=rating.label,
        first_published="2026-03-02T09:00:00.123456Z",
    )


def test_a_verdict_becomes_a_review_that_the_linter_passes() -> None:
    review = made(VERDICT.rating)
    assert (review.rating.value, review.rating.worst, review.rating.best) == (2, 1, 5)
    assert (review.published, review.modified) == ("2026-03-02T09:00:00Z", "2026-04-01T10:00:00Z")
    assert claimreview.lint(claimreview.as_json(review), review.url, SCALE) == []


def test_a_rating_beside_the_scale_has_no_number() -> None:
    rating = made(RULER[-1]).rating
    assert (rating.value, rating.best, rating.worst) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Dana Reed", "Person"),
        ("the Ministry of Ports", "Organization"),
        ("NATO", "Organization"),
        ("the city council", "Organization"),
        ("Mayor Dana Reed", "Person"),
        ("Ada Byron, spokeswoman", "Person"),
    ],
)
def test_a_claimant_is_a_body_where_the_name_says_so(name: str, sort: str) -> None:
    review = claimreview.of_verdict(
        Verdict(**{each: getattr(VERDICT, each) for each in Verdict.__slots__} | {"claimant": name}),
        RULER,
        Made(),
        site=Site(),
        path="/claims/7-x",
        words="x",
        first_published="",
    )
    assert review.claimants[0].sort == sort
