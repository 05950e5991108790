"""Everything that is published, for machines: ClaimReviews as a DataFeed, a table as CSV, a sitemap, robots.txt."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from flask import Blueprint, Response, url_for
from lxml import etree

from factcheck.core import claimreview
from factcheck.core.claimreview import moment
from factcheck.records import Rating
from factcheck.records.reviews import ClaimReview
from factcheck.store import appearing, listing, verdicts
from factcheck.store.home import public_addresses
from factcheck.store.listing import VerdictLine
from factcheck.web import current, reviews
from factcheck.web.rendering import absolute, claim_address, rating_word, safe_url

blueprint = Blueprint("datasets", __name__)

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

SITEMAP_MOST = 50_000
"""Addresses of one sitemap, by its standard; the newest stand in it where there are more."""

FORMULA = re.compile(r"(^|[;,\t|])(\s*[\"']?\s*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet could begin to read a formula: at the beginning, or after the end of a cell."""

RECORD = ("index", "claimants", "publishers", "topics", "corrections")
"""The lists that a sitemap names."""

COLUMNS = (
    *("claim", "address", "text", "claimant", "rating", "reason", "where", "publisher", "url", "said_on"),
    *("first_published", "published", "corrected"),
)


@blueprint.get("/claimreviews.json")
def claim_reviews() -> Response:
    """The ClaimReview of every verdict that stands, as a schema.org DataFeed."""
    site, database = current.site(), current.database()
    scales: dict[int, list[Rating]] = {}
    elements, elsewhere = [], listing.elsewhere(database)
    for line in listing.every(database):
        scale_id = line.verdict.rating.scale_id
        scale = scales.setdefault(scale_id, verdicts.of_scale(database, scale_id))
        review = _review(line, scale, elsewhere.get(line.verdict.claim_id, []))
        element = {"@type": "DataFeedItem", "dateCreated": moment(line.first_published)}
        elements.append({**element, "item": [claimreview.as_json(review, context=False)]})
    whole = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": site.name,
        "url": f"{site.url}/",
        "dataFeedElement": elements,
    }
    return Response(json.dumps(whole, ensure_ascii=False), mimetype="application/ld+json")


def _review(line: VerdictLine, scale: list[Rating], elsewhere: list[tuple[str | None, str]]) -> ClaimReview:
    """The same review as on the verdict's page."""
    appearances = appearing.public(current.database(), line.verdict)
    made = claimreview.made(None, line.where, line.url, line.said_on, elsewhere)
    return claimreview.of_verdict(
        line.verdict,
        scale,
        reviews.with_appearances(made, appearances),
        site=current.site(),
        path=claim_address(line.verdict),
        words=rating_word(line.verdict.rating.key, line.verdict.rating.label),
        first_published=line.first_published,
        claimants=reviews.claimants(appearances),
    )


@blueprint.get("/verdicts.csv")
def table() -> Response:
    """Every verdict that stands, a line each; no cell begins a formula."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([cell(each) for each in row] for row in _rows())
    headers = {"Content-Disposition": 'attachment; filename="verdicts.csv"'}
    return Response(written.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")


def _rows() -> Iterator[tuple[object, ...]]:
    for line in listing.every(current.database()):
        verdict = line.verdict
        said = (line.where, line.publisher, safe_url(line.url), line.said_on)
        judged = (verdict.claim_text, verdict.claimant, verdict.rating.label, verdict.reason)
        when = (moment(line.first_published), moment(verdict.published_at or ""), bool(verdict.correction))
        yield (verdict.claim_id, absolute(claim_address(verdict)), *judged, *said, *when)


def cell(value: object) -> str:
    """A value as one line that no spreadsheet takes for a formula: an apostrophe stands before what begins one."""
    text = "" if value is None else " ".join(str(value).split())
    return FORMULA.sub(r"\1\2'", text)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The pages that search engines should know, with when each was last changed."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for path, changed in [*_standing_pages(), *_published_pages()][:SITEMAP_MOST]:
        entry = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = absolute(path)
        if changed:
            etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = moment(changed)
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type="application/xml; charset=utf-8")


def _standing_pages() -> Iterator[tuple[str, str]]:
    for endpoint in ("index", "method.page", *(f"record.{name}" for name in RECORD)):
        yield url_for(f"reader.{endpoint}"), ""


def _published_pages() -> Iterator[tuple[str, str]]:
    for line in listing.every(current.database()):
        yield claim_address(line.verdict), line.verdict.published_at or ""
    for number, changed in public_addresses(current.database()):
        yield url_for("reader.article", number=number), changed


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What programs that follow links are asked to leave alone, and where the sitemap is."""
    closed = "".join(f"Disallow: {path}\n" for path in ("/desk/", "/account/", "/people/"))
    text = f"User-agent: *\n{closed}Sitemap: {absolute(url_for('reader.datasets.sitemap'))}\n"
    return Response(text, content_type="text/plain; charset=utf-8")
