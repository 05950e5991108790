"""What cannot be seen is taken out of a text; what is spelt with it stays."""

from __future__ import annotations

import json

import pytest

from factcheck.core.characters import one_line, visible
from tests.conftest import SHARED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x00a\x00b", "ab"),
        ("pay\u202eto\u202c", "payto"),
        ("ze\u200bro", "zero"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("cut \ud800 off", "cut \ufffd off"),
    ],
)
def test_only_what_nobody_sees_goes(typed: str, kept: str) -> None:
    assert visible(typed) == kept


def test_a_line_has_single_blanks_and_no_ends() -> None:
    assert one_line(" two\u00a0 words\n\t here\x00 ") == "two words here"


def test_no_hostile_string_keeps_a_control_character() -> None:
    path = SHARED / "hostile" / "strings-blns" / "blns.json"
    if not path.exists():
        pytest.skip("the hostile strings are not here")
    strings = json.loads(path.read_text(encoding="utf-8"))
    assert any("\x00" in text or "\u202e" in text or "\ufeff" in text for text in strings)
    for text in strings:
        assert not set(visible(text)) & set("\x00\x01\x02\x03\u202e\u200b\ufeff")
