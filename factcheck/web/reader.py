"""The reader's pages: what is published, the same bytes for everybody, each with a JSON twin."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.core import marking, quoting
from factcheck.core.anchoring import sentence_around
from factcheck.core.marking import Paragraph, Stretch
from factcheck.errors import NotFound
from factcheck.records import Rating
from factcheck.store import listing, pages
from factcheck.store.home import NEWEST, Home, home
from factcheck.store.pages import PublicArticle, PublicClaim, PublicVerdict
from factcheck.web import (
    annotating,
    current,
    datasets,
    embedding,
    feeds,
    letters,
    method,
    names,
    record,
    reviews,
    twins,
)
from factcheck.web.current import database
from factcheck.web.rendering import claim_address
from factcheck.web.versions import versions

blueprint = Blueprint("reader", __name__)
blueprint.add_app_template_filter(names.key, "name_key")
for module in (annotating, datasets, embedding, feeds, letters, method, record):
    blueprint.register_blueprint(module.blueprint)


def _home() -> Home:
    words, page = request.args.get("q", "")[: record.LONGEST_SEARCH].strip(), record.page_number()
    found = home(database(), words, page)
    record.refuse_empty(page, bool(found.verdicts or found.articles))
    return found


def _article(number: int) -> PublicArticle:
    found = pages.public_article(database(), number)
    if found is None:
        raise NotFound("There is no public article %(number)s.", number=number)
    return found


def _verdict(number: int) -> PublicVerdict:
    found = pages.public_verdict(database(), number)
    if found is None:
        raise NotFound("There is no published verdict on a claim %(number)s.", number=number)
    return found


def _json(twin: twins.Json) -> Response:
    """A twin in the order of its description, with its letters as they are."""
    return Response(json.dumps(twin, ensure_ascii=False), mimetype="application/json")


@blueprint.get("/")
@blueprint.get("/page-<int:page>")
def index(page: int = 1) -> ResponseReturnValue:
    """The newest verdicts and articles, or those that hold the words that are searched for."""
    feeds_of_all = feeds.alternates([("/feed", current.site().name)])
    return render_template("reader/index.html", home=_home(), most=NEWEST, feeds=feeds_of_all)


@blueprint.get("/index.json")
@blueprint.get("/page-<int:page>.json")
def index_twin(page: int = 1) -> ResponseReturnValue:
    """The JSON twin of the home page."""
    return _json(twins.home(_home()))


@blueprint.get("/articles/<int:number>")
def article(number: int) -> ResponseReturnValue:
    """A public article: its text with each claim's status in place, and all of its claims."""
    page = _article(number)
    return render_template(
        "reader/article.html",
        page=page,
        article=page.article,
        rows=rows(page),
        tally=tally(page),
    )


@blueprint.get("/articles/<int:number>.json")
def article_twin(number: int) -> ResponseReturnValue:
    """The JSON twin of an article's page."""
    return _json(twins.article(_article(number)))


@blueprint.get("/claims/<int:number>")
def claim_by_number(number: int) -> ResponseReturnValue:
    """The short address of a verdict's page leads to its full one."""
    return redirect(claim_address(_verdict(number).verdict), 301)


@blueprint.get("/claims/<int:number>.json")
def claim_twin(number: int) -> ResponseReturnValue:
    """The JSON twin of a verdict's page."""
    page = _verdict(number)
    answer = _json(twins.verdict(page))
    answer.status_code = 410 if page.withdrawal else 200
    return answer


@blueprint.get("/claims/<int:number>-<words>")
def claim(number: int, words: str) -> ResponseReturnValue:
    """A published verdict: the claim, the rating, the reason, the evidence, the history."""
    page = _verdict(number)
    address = claim_address(page.verdict)
    if words.endswith(".json"):
        address = url_for("reader.claim_twin", number=number)
    if request.path != address:
        return redirect(address, 301)
    if page.withdrawal:
        return render_template("reader/withdrawn.html", page=page, versions=versions(page)), 410
    return render_template(
        "reader/verdict.html",
        page=page,
        verdict=page.verdict,
        article=page.article,
        language=page.article.language if page.article else "",
        said=quoting.in_sentences(page.text, page.verdict.anchors),
        evidence=[
            (one, *quoting.around(context, one.span)) for one, context in zip(page.evidence, page.contexts, strict=True)
        ],
        versions=versions(page),
        claim_review=reviews.embedded(page),
        topics=listing.topics_of(database(), number, current.site().topics),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and its notes: the claims that begin in it, those that were checked and the numbers of the others.

    Each stretch comes with the claim that it is shown as; where claims overlap, one with a verdict goes first.
    """

    stretches: tuple[tuple[Stretch, PublicClaim | None], ...]
    checked: tuple[PublicClaim, ...]
    unchecked: tuple[int, ...]


def rows(page: PublicArticle) -> list[Row]:
    """The article's paragraphs in order, each with its notes."""
    claims = {claim.number: claim for claim in page.claims}

    def shown(stretch: Stretch) -> tuple[Stretch, PublicClaim | None]:
        numbers = sorted(stretch.claims, key=lambda number: not claims[number].was_checked)
        return Stretch(stretch.text, tuple(numbers)), claims[numbers[0]] if numbers else None

    return [
        Row(
            tuple(shown(stretch) for stretch in paragraph.stretches),
            tuple(claims[number] for number in paragraph.claims if claims[number].was_checked),
            tuple(number for number in paragraph.claims if not claims[number].was_checked),
        )
        for paragraph in _paragraphs(page)
    ]


def _paragraphs(page: PublicArticle) -> list[Paragraph]:
    """The paragraphs with the claims in them; only the sentences that claims rest on, where the desk shows no more."""
    found = marking.paragraphs(page.text, [(claim.number, claim.anchors) for claim in page.claims])
    if current.site().whole:
        return found
    kept = [sentence_around(page.text, [span]) for claim in page.claims for span in claim.anchors]
    return marking.only_around(page.text, found, kept)


def tally(page: PublicArticle) -> list[tuple[Rating | None, str, int]]:
    """How many claims stand where: each rating that occurs, the least true first, then those without a verdict.

    Without one, the state in its place: "withdrawn" or "not checked".
    """
    counts = Counter(
        (claim.verdict.rating, "") if claim.verdict else (None, "withdrawn" if claim.withdrawn else "not checked")
        for claim in page.claims
    )
    found = [(rating, state, number) for (rating, state), number in counts.items()]
    return sorted(found, key=lambda each: (each[0] is None, *_order(each[0]), each[1] == "not checked"))


def _order(rating: Rating | None) -> tuple[bool, int, str]:
    if rating is None or rating.place is None:
        return True, 0, rating.label if rating else ""
    return False, rating.place, rating.label
