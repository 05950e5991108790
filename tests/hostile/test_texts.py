"""Ill-formed, mislabelled and exhausting texts: extraction answers or refuses, and its time grows with the length."""

from __future__ import annotations

import gzip
import json
import time
import zipfile
from collections.abc import Iterator

import pytest

from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed
from tests.loopback import SHARED

HOSTILE = SHARED / "hostile"
STRINGS = HOSTILE / "redos-strings" / "strings.json.gz"
LABELS = ("", "text/html", "text/plain", "text/markdown")
MAX_CPU_S = 1.0

pytestmark = pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile texts are not here")


def read(raw: bytes, media_type: str, charset: str = "") -> str:
    """Everything that was found, or the sentence of the refusal."""
    try:
        found = extract(raw, media_type, charset)
    except ExtractionFailed as error:
        return str(error)
    assert not any(char in found.text for char in "\x00\r\u202e\ufeff")
    return "".join([found.text, found.title, found.publisher, *found.authors, *(link.url for link in found.links)])


def packed(*names: str) -> Iterator[bytes]:
    """The files inside the archives of a set."""
    for name in names:
        with zipfile.ZipFile(HOSTILE / name) as archive:
            for entry in archive.infolist():
                yield archive.read(entry)


def test_no_mislabelled_or_ill_formed_file_breaks_extraction() -> None:
    count = 0
    for raw in packed("charset-feedparser/charset.zip", "html-html5lib-tests/testdata.zip"):
        for media_type in LABELS[:3]:
            read(raw, media_type, "utf-16").encode("utf-8")
        count += 1
    assert count > 500


def test_no_tree_of_a_browser_test_breaks_extraction() -> None:
    inputs = json.loads((HOSTILE / "html-html5lib-tests" / "tree_inputs.json").read_text())
    for markup in inputs[::6]:  # all of them take half a minute
        text = markup if isinstance(markup, str) else markup["data"]
        read(text.encode("utf-8", "surrogatepass"), "text/html").encode("utf-8")
    assert inputs


def test_no_entity_of_xml_is_followed() -> None:
    for path in [*(HOSTILE / "xml-defusedxml").iterdir(), *(HOSTILE / "xml-patt" / "files").iterdir()]:
        for media_type in LABELS:
            assert "root:x:0" not in read(path.read_bytes(), media_type)


@pytest.mark.parametrize("media_type", LABELS[1:])
def test_texts_made_to_exhaust_regular_expressions_are_read_in_a_second(media_type: str) -> None:
    strings: dict[str, str] = json.loads(gzip.decompress(STRINGS.read_bytes()))
    before = "<html><body><article><p>" if media_type == "text/html" else ""
    for name, text in strings.items():
        started = time.process_time()
        read((before + text).encode("utf-8", "surrogatepass"), media_type)
        assert time.process_time() - started < MAX_CPU_S, name
