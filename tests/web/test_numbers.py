"""Numbers in addresses and forms that no row has: there is nothing, and nothing fails."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

NONE_HAS = (0, 999_999, 2**63 - 1, 2**63, 2**70)


def routes(app: Flask, method: str, number: int) -> list[str]:
    """The addresses of every route that has a number in it."""
    found = [rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()) and "<int:" in rule.rule]
    return [re.sub(r"<\w+>", "words", re.sub(r"<int:\w+>", str(number), rule)) for rule in found]


@pytest.mark.parametrize("number", NONE_HAS)
def test_a_page_with_a_number_that_no_row_has_is_not_there(
    app: Flask, signed_in: Callable[..., FlaskClient], number: int
) -> None:
    admin, addresses = signed_in("admin"), routes(app, "GET", number)
    assert len(addresses) > 10
    assert {address: admin.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


@pytest.mark.parametrize("number", NONE_HAS)
def test_a_form_for_a_number_that_no_row_has_is_refused(
    app: Flask, signed_in: Callable[..., FlaskClient], post: Callable[..., object], number: int
) -> None:
    admin, addresses = signed_in("admin"), routes(app, "POST", number)
    fields = {"version": "1", "number": "1", "claim": "1", "role": "editor", "stance": "supports", "title": "A title"}
    fields |= {"text": "Words.", "texts": "One.\nTwo.", "others": "2", "kind": "fact", "pieces": "words", "note": "No."}
    assert len(addresses) > 15
    for address in addresses:
        answer = post(admin, address, fields, page="/account/")
        assert answer.status_code in (303, 404, 405, 422), address
