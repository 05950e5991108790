"""The evidence on one claim as a bundle: a zip file that anyone can check with `sha256sum` and nothing of ours.

It has the documents as they came in (a WARC file), their texts, and a manifest that says what was claimed, what was
found, where in which text it stands, and who said so when. The same state of the desk gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlite_utils import Database

from factcheck.desk import manifests
from factcheck.desk.claims import existing
from factcheck.desk.warc import Writer
from factcheck.store import erasures, events, snapshots

README = """The evidence on one claim, as a fact-checking desk kept it.

manifest.json  what was claimed, the verdicts, the evidence and the sources, with the SHA-256 of every document
evidence.warc  the documents as they came in (WARC 1.1); each record bears the SHA-256 of its bytes
texts/         the text that was read from each document; spans count its code points from 0, the end not included
               a document that had to be erased has hashes alone, no record, and black signs in place of its text
SHA256SUMS     check that nothing was changed: sha256sum -c SHA256SUMS
"""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the zip format knows none before, and the time of packing would make each bundle another."""


def name_of(claim_id: int) -> str:
    """The folder inside a bundle, and what its file is called."""
    return f"claim-{claim_id}-evidence"


def bundle(database: Database, claim_id: int, target: IO[bytes]) -> None:
    """Write the bundle of a claim's evidence; raises `NotFound`. One document at a time is held in memory."""
    claim = existing(database, claim_id)
    log = events.of_claim(database, claim_id)
    kept = manifests.documents(database, claim)
    manifest = manifests.manifest(database, claim, kept, log)
    with ZipFile(target, "w") as archive:
        pack = _Pack(archive, name_of(claim_id))
        pack.add("README.txt", README)
        pack.add("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        for path, number in kept.items():
            pack.add(path, snapshots.text(database, number))
        with pack.open("evidence.warc") as sink:
            records = Writer(sink, log[0].at if log else claim.added_at)
            erased = erasures.snapshots(database)
            for number in (number for number in kept.values() if number not in erased):
                records.write(snapshots.get(database, number), snapshots.raw(database, number))
        pack.add("SHA256SUMS", "".join(f"{digits}  {path}\n" for path, digits in sorted(pack.sums.items())))


class _Summed:
    """A stream to write to that sums what goes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sum = hashlib.sha256()

    def write(self, piece: bytes, /) -> int:
        self.sum.update(piece)
        return self._stream.write(piece)

    def flush(self) -> None:
        self._stream.flush()


class _Pack:
    """Files in one folder of an archive; `sums` has the SHA-256 of each."""

    def __init__(self, archive: ZipFile, folder: str) -> None:
        self._archive = archive
        self._folder = folder
        self.sums: dict[str, str] = {}

    def add(self, path: str, text: str) -> None:
        with self.open(path) as sink:
            sink.write(text.encode("utf-8", "surrogatepass"))

    @contextmanager
    def open(self, path: str) -> Iterator[_Summed]:
        info = ZipInfo(f"{self._folder}/{path}", EARLIEST)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._archive.open(info, "w", force_zip64=True) as stream:
            summed = _Summed(stream)
            yield summed
        self.sums[path] = summed.sum.hexdigest()
