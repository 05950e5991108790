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

MOST_TIMES = {"text/html": 25, "text/plain": 50, "text/markdown": 90}
"""How many times the processor's time of a plain text of the same length a text may cost.

The worst of these took 3, 2 and 29 times in November 2026; one that runs away takes thousands.
"""

PLAIN = "The council met on Tuesday and decided that the old bridge is repaired next year. "

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


def cpu_s(text: str, media_type: str) -> float:
    """The processor's time for reading a text: of two readings the shorter, since other threads count as well."""
    raw = (("<html><body><article><p>" if media_type == "text/html" else "") + text).encode("utf-8", "surrogatepass")
    taken = []
    for _ in range(2):
        started = time.process_time()
        read(raw, media_type)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize("media_type", LABELS[1:])
def test_texts_made_to_exhaust_regular_expressions_cost_no_more_than_some_plain_ones(media_type: str) -> None:
    strings: dict[str, str] = json.loads(gzip.decompress(STRINGS.read_bytes()))
    for name, text in strings.items():
        plain = (PLAIN * (len(text) // len(PLAIN) + 1))[: len(text)]
        assert cpu_s(text, media_type) < MOST_TIMES[media_type] * cpu_s(plain, media_type), name
