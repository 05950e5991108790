"""A verdict as a small card in somebody else's page, and oEmbed, by which their editor finds it."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from factcheck.errors import NotFound
from factcheck.store import pages
from factcheck.store.pages import PublicVerdict
from factcheck.web import current
from factcheck.web.rendering import absolute, claim_address, rating_word

blueprint = Blueprint("embedding", __name__)

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""The card may stand in any page; in it nothing may run, load or be sent."""

WIDTH, HEIGHT = 600, 300
"""Pixels of the card: a claim of two lines and its reason."""

CLAIM_PATH = re.compile(r"/claims/([0-9]{1,18})(?:-[^/]*)?")


def _verdict(number: int) -> PublicVerdict:
    found = pages.public_verdict(current.database(), number)
    if found is None:
        raise NotFound("There is no published verdict on a claim %(number)s.", number=number)
    return found


@blueprint.get("/embed/<int:number>")
def card(number: int) -> ResponseReturnValue:
    """The card of a verdict: claim, rating, reason, and the way to the whole."""
    page = _verdict(number)
    answer = make_response(render_template("reader/embed.html", page=page, verdict=page.verdict))
    answer.headers["Content-Security-Policy"] = POLICY
    answer.status_code = 410 if page.withdrawal else 200
    return answer


@blueprint.get("/oembed")
def oembed() -> Response:
    """What an editor's program asks for with the address of a verdict (oembed.com, 1.0)."""
    if request.args.get("format", "json") != "json":
        return _refused(501)
    page = _asked_for(request.args.get("url", "")[:2000])
    if page is None:
        return _refused(404)
    return jsonify(described(page, _pixels("maxwidth", WIDTH), _pixels("maxheight", HEIGHT)))


def _asked_for(address: str) -> PublicVerdict | None:
    """The verdict whose page has this address on our site."""
    path = address.removeprefix(current.site().url)
    found = CLAIM_PATH.fullmatch(path.partition("?")[0].partition("#")[0])
    page = pages.public_verdict(current.database(), int(found[1])) if found and path != address else None
    return None if page is None or page.withdrawal else page


def _refused(status: int) -> Response:
    answer = jsonify({"error": {"status": status}})
    answer.status_code = status
    return answer


def _pixels(name: str, most: int) -> int:
    typed = request.args.get(name, "")
    return min(most, int(typed)) if re.fullmatch(r"[1-9][0-9]{0,4}", typed) else most


def described(page: PublicVerdict, width: int, height: int) -> dict[str, Any]:
    """A verdict as a rich oEmbed answer: its card in a frame that is given no right."""
    verdict, site = page.verdict, current.site()
    title = f"{rating_word(verdict.rating.key, verdict.rating.label)}: {verdict.claim_text}"
    address = absolute(url_for("reader.embedding.card", number=verdict.claim_id))
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "url": absolute(claim_address(verdict)),
        "provider_name": site.name,
        "provider_url": f"{site.url}/",
        "html": str(frame(address, title, width, height)),
        "width": width,
        "height": height,
    }


def frame(address: str, title: str, width: int, height: int) -> Markup:
    """The frame of a card in others' pages: what stands in it may open a page, and nothing else."""
    return Markup(
        '<iframe src="{}" width="{}" height="{}" title="{}" sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'loading="lazy" frameborder="0"></iframe>'
    ).format(address, width, height, title)
