"""Bombs and traps in documents: each is read or refused in bounds, and the pool goes on."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.confined import Confined
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted
from tests.loopback import SHARED

DOCUMENTS = SHARED / "hostile" / "docs-generated"
MANIFEST = DOCUMENTS / "manifest.json"
ROWS: list[dict[str, str]] = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else []
MAX_CPU_S, MAX_RSS_MB = 10, 512
# Harmless after all: pdfium undoes the five hundred filters in under a second; two pages' text is not Latin.
READ_ALTHOUGH_REFUSABLE = {"filters-500.pdf"}
NO_WORDS = {"utf16le-nobom.html", "iso2022jp.html", "active.html"}

pytestmark = [
    pytest.mark.skipif(not ROWS, reason="the set of hostile documents is not here"),
    pytest.mark.skipif(sys.platform != "linux", reason="measures by /proc"),
]


@pytest.fixture(scope="module")
def pool() -> Iterator[Confined]:
    """One pool for all, since going on afterwards is what is tested."""
    with Confined(children=1) as confined:
        yield confined


def contents(name: str) -> bytes:
    """The document; the pages among them are kept packed."""
    raw = (DOCUMENTS / name).read_bytes()
    return gzip.decompress(raw) if name.endswith(".gz") else raw


def used_cpu_s() -> float:
    """CPU seconds of this process's children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_hostile_document_is_read_or_refused_and_the_pool_goes_on(pool: Confined, row: dict[str, str]) -> None:
    before, started = used_cpu_s(), time.monotonic()
    found: Extracted | ExtractionFailed
    try:
        found = pool.extract(contents(row["file"]), filename=row["file"].removesuffix(".gz"))
    except ExtractionFailed as error:
        found = error
    assert time.monotonic() - started < MAX_CPU_S + 5
    assert used_cpu_s() - before < MAX_CPU_S + 2  # where the child died: its whole life
    assert pool.extract(b"Still here.", "text/plain").text == "Still here."
    if row["expect"].startswith("refuse") and row["file"] not in READ_ALTHOUGH_REFUSABLE:
        assert isinstance(found, ExtractionFailed)
    elif row["expect"].startswith("text") and " or " not in row["expect"] and row["file"] not in NO_WORDS:
        assert isinstance(found, Extracted)
    if isinstance(found, Extracted):
        assert all(link.url.startswith(("http://", "https://")) for link in found.links)
        assert "\x00" not in found.text
    else:
        assert str(found).endswith(".")


def test_no_child_can_hold_more_than_its_share(pool: Confined) -> None:
    child = pool._places.queue[-1]
    assert child is not None
    folder = Path(f"/proc/{child.process.pid}")
    most_mb = int((folder / "status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    allowed = (folder / "limits").read_text().split("Max address space")[1].split()[1]
    assert most_mb < MAX_RSS_MB
    assert int(allowed) < MAX_RSS_MB * 1024 * 1024


def test_the_control_an_unconfined_reader_takes_a_gigabyte() -> None:
    code = (
        "import resource, sys, pypdfium2\n"
        "try: pypdfium2.PdfDocument(open(sys.argv[1], 'rb').read())[0].get_textpage().get_text_range()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    words = [sys.executable, "-c", code, str(DOCUMENTS / "flate-flate-1gb.pdf")]
    assert float(subprocess.run(words, capture_output=True, text=True, check=False).stdout) > MAX_RSS_MB
