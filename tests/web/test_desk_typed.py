"""Whatever is typed into a form of the desk: invisible characters go, nothing fails, and nothing runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import lxml.html
import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.store import claims, sources
from tests import builders as build
from tests.conftest import SHARED

Post = Callable[..., object]

HOSTILE = ["\x00", "\x00Hidden.", "\x02a\x03", "%s%(x)d"]
HOSTILE += ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>"]
FOREIGN = "//script[not(starts-with(@src, '/static/'))] | //img | //iframe | //@*[starts-with(name(), 'on')]"


def hostile() -> list[str]:
    """A few of our own, and every thirtieth of the public lists where they are at hand."""
    found = list(HOSTILE)
    for name in ("strings-blns/blns.json", "xss-owasp-evasion/vectors.json", "csv-injection/cells.json"):
        path = SHARED / "hostile" / name
        if path.exists():
            found += [str(one) for one in json.loads(path.read_text(encoding="utf-8"))][::30]
    return found


@pytest.fixture
def checker(signed_in: Callable[..., FlaskClient], database: Database) -> FlaskClient:
    build.article(database)
    return signed_in("checker")


def test_an_invisible_claim_is_no_claim(checker: FlaskClient, post: Post) -> None:
    answer = post(checker, "/desk/claims/2/edit", {"text": "\x00", "kind": "fact", "pieces": "has", "version": "1"})
    assert answer.status_code == 422
    assert "Give the claim" in answer.text


def test_a_claim_is_stored_without_what_nobody_sees(checker: FlaskClient, post: Post, database: Database) -> None:
    typed = {"text": "\x00It has\u200b 212\u202e employees.", "claimant": "Da\x00na", "kind": "fact", "version": "1"}
    assert post(checker, "/desk/claims/2/edit", {**typed, "pieces": "has\u200b 212 employees"}).status_code == 303
    claim = claims.get(database, 2)
    assert (claim.text, claim.claimant) == ("It has 212 employees.", "Dana")


def test_a_typed_source_keeps_no_invisible_words(checker: FlaskClient, post: Post, database: Database) -> None:
    typed = {"text": "The office\x00 has\u202e 212.", "what": "\x00call", "title": "\x00"}
    assert post(checker, "/desk/claims/2/source", typed).status_code == 303
    assert sources.get(database, 1).title == "call"
    answer = post(checker, "/desk/sources/1?claim=2", {"passage": "has\x00 212", "stance": "supports"})
    assert answer.status_code == 303
    assert sources.evidence_on(database, 2)[0].passage == "has 212"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "radio", "http://x\\y/", "ftp://example.org/a"])
def test_what_is_no_address_is_refused_beside_its_field(checker: FlaskClient, post: Post, address: str) -> None:
    answer = post(checker, "/desk/claims/new", {"text": "A claim.", "kind": "fact", "place": "Radio", "url": address})
    assert answer.status_code == 422
    assert 'id="url-error"' in answer.text


def test_nothing_that_is_typed_fails_or_becomes_markup(checker: FlaskClient, post: Post, database: Database) -> None:
    for text in hostile():
        elsewhere = {"text": text, "claimant": text, "kind": "fact", "place": text, "url": ""}
        source = {"text": text, "title": text, "publisher": text, "what": text}
        for path, typed in (("/desk/claims/new", elsewhere), ("/desk/claims/2/source", source)):
            assert post(checker, path, typed, page="/account/").status_code in (303, 422), (path, text)
    addresses = [f"/desk/claims/{number}" for (number,) in database.execute("select id from claims")]
    addresses += [f"/desk/sources/{number}" for (number,) in database.execute("select id from sources")]
    assert len(addresses) > len(HOSTILE)
    for address in [*addresses, "/desk/", "/desk/sources"]:
        page = lxml.html.fromstring(checker.get(address).get_data())
        assert not page.xpath(FOREIGN)
