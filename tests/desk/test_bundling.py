"""The evidence on a claim as a bundle: checked by `sha256sum` alone, read by a WARC reader, the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator

from factcheck.desk import bundling, cards, erasing, evidence, intake, withdrawing
from factcheck.errors import NotFound
from factcheck.records import Extracted, How, NewSnapshot, Stance
from factcheck.store import erasures, sources, verifying
from tests import builders as build

RAW = b"<html>The register: r\xe9sum\xe9, inflated.</html>"
FINAL = "https://register.example/final"
HEADERS = (
    ("content-type", "text/html; charset=latin-1"),
    ("content-encoding", "gzip"),
    ("content-length", "31"),
    ("transfer-encoding", "chunked"),
    ("x-name", "Zürich"),
)


@pytest.fixture
def claim(database: Database) -> int:
    """A claim with a verdict, a fetched source, one that was typed, and one that was taken off again."""
    build.article(database)
    build.attach(database, 1)
    build.record(database, 1)
    by = build.person(database, "ada")
    snapshot = NewSnapshot(
        *(How.FETCHED, RAW, "The register: inflated.", "text/html", "latin-1", "https://register.example/", FINAL),
        status=200,
        headers=HEADERS,
    )
    document = intake.Document(snapshot, Extracted(snapshot.text, title="Register"), FINAL, FINAL)
    number = evidence.add_source(database, document, evidence.Citing(intake.Details()), by=by, now=build.NOW)
    evidence.attach(database, 1, number, "inflated", Stance.CONTEXT, by=by, now=build.NOW)
    typed = evidence.transcribed(
        "It is the “twelfth”.", what="a call", address="", picture=("b.png", "image/png", b"\x89P")
    )
    number = evidence.add_source(
        database, typed, evidence.Citing(intake.Details()), what="a call", by=by, now=build.NOW
    )
    evidence.attach(database, 1, number, "twelfth", Stance.REFUTES, by=by, now=build.NOW)
    evidence.remove(database, 1, by=by, now=build.NOW)
    return 1


def packed(database: Database, claim: int) -> bytes:
    file = io.BytesIO()
    bundling.bundle(database, claim, file)
    return file.getvalue()


@pytest.fixture
def folder(database: Database, claim: int, tmp_path: Path) -> Path:
    """The bundle, unpacked."""
    with ZipFile(io.BytesIO(packed(database, claim))) as archive:
        archive.extractall(tmp_path / "bundle")
    return tmp_path / "bundle" / "claim-1-evidence"


def sums(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )


def manifest_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_sha256sum_alone_verifies_every_file_and_finds_one_changed_byte(folder: Path) -> None:
    checked = sums(folder)
    assert checked.returncode == 0, checked.stderr
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert {line.removesuffix(": OK") for line in checked.stdout.splitlines()} == names
    text = folder / "texts" / "source-2.txt"
    text.write_bytes(text.read_bytes().replace(b"i", b"j", 1))
    assert "texts/source-2.txt: FAILED" in sums(folder).stdout


def test_the_manifest_says_who_claimed_what_and_where_each_passage_stands(folder: Path) -> None:
    found = manifest_in(folder)
    assert (found["claim"]["text"], found["claim"]["claimant"]) == ("Harbour’s water is the cleanest.", "Dana Reed")
    [words] = found["claim"]["said"]["spans"]
    article = (folder / found["claim"]["said"]["text"]).read_text(encoding="utf-8")
    assert article[slice(*words["span"])] == words["words"] == "city’s water is the cleanest in the country"
    [verdict] = found["verdicts"]
    assert (verdict["rating"], verdict["given_by"], verdict["published_at"]) == ("False", "Ada", None)
    pieces = [*found["evidence"], *verdict["evidence"]]
    assert [(one["stance"], one["source"]) for one in pieces] == [("context", 2), ("refutes", 3), ("refutes", 1)]
    for one in pieces:
        text = (folder / one["text"]).read_text(encoding="utf-8")
        assert text[slice(*one["span"])] == one["passage"]
    assert [one["transcribed_from"] for one in found["sources"]] == [None, None, "a call"]


def test_a_reader_of_warc_files_gets_the_documents_as_they_are_kept(folder: Path) -> None:
    said = {one["record"]: one for one in manifest_in(folder)["documents"]}
    with (folder / "evidence.warc").open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "resource", "resource", "response", "resource"]
    assert {head.get_header("WARC-Record-ID") for _, head, *_ in records[1:]} == set(said)
    for _, head, _, content in records[1:]:
        document = said[head.get_header("WARC-Record-ID")]
        assert hashlib.sha256(content).hexdigest() == document["raw_sha256"]
        assert head.get_header("WARC-Payload-Digest") == f"sha256:{document['raw_sha256']}"
        assert head.get_header("WARC-Target-URI") == document["target"]
        assert head.get_header("WARC-Date") == build.NOW == document["taken_at"]
    _, head, answer, content = records[3]
    assert (head.get_header("WARC-Target-URI"), answer.get_statuscode(), content) == (FINAL, "200", RAW)
    assert answer.get_header("content-encoding") is None
    assert answer.get_header("x-archive-orig-content-encoding") == "gzip"
    assert answer.get_header("content-length") == str(len(RAW))
    assert records[4][1].get_header("WARC-Target-URI").startswith("urn:sha256:")
    assert records[4][1].get_header("Content-Type") == "image/png"


def test_the_same_state_gives_the_same_bytes_and_another_does_not(database: Database, claim: int) -> None:
    first = packed(database, claim)
    assert packed(database, claim) == first
    evidence.put_back(database, 1, by=build.person(database, "ada"), now=build.NOW)
    assert packed(database, claim) != first


def test_what_was_erased_has_its_hashes_and_no_words(database: Database, claim: int) -> None:
    kept = sources.get(database, 2).snapshot_id
    erasing.erase_snapshot(database, kept, "Names of children.", actor=None, now=build.NOW)
    with ZipFile(io.BytesIO(packed(database, claim))) as archive:
        found = json.loads(archive.read("claim-1-evidence/manifest.json"))
        records = archive.read("claim-1-evidence/evidence.warc")
        assert set(archive.read("claim-1-evidence/texts/source-2.txt").decode()) == {erasures.MASK, " "}
    [erased] = [one for one in found["documents"] if one["erased"]]
    assert (erased["text"], erased["raw_sha256"]) == ("texts/source-2.txt", hashlib.sha256(RAW).hexdigest())
    assert (FINAL.encode() in records, RAW in records) == (False, False)


def test_a_claim_without_evidence_and_one_that_was_made_elsewhere_have_a_bundle_too(database: Database) -> None:
    build.article(database)
    number = build.elsewhere(database)
    for claim in (2, number):
        with ZipFile(io.BytesIO(packed(database, claim))) as archive:
            found = json.loads(archive.read(f"claim-{claim}-evidence/manifest.json"))
        assert found["evidence"] == []
    assert found["claim"]["said"]["place"] == "Radio Harbour, morning news"
    with pytest.raises(NotFound):
        packed(database, 99)


def test_the_desk_downloads_it_and_nobody_else(
    signed_in: Callable[..., FlaskClient], client: FlaskClient, database: Database, claim: int
) -> None:
    browser = signed_in("checker")
    assert '"/desk/claims/1/evidence.zip"' in browser.get("/desk/claims/1").get_data(as_text=True)
    before = verifying.extent(database)
    answer = browser.get("/desk/claims/1/evidence.zip")
    assert answer.data == packed(database, claim)
    assert answer.headers["Content-Disposition"] == "attachment; filename=claim-1-evidence.zip"
    assert verifying.extent(database) == before
    assert browser.get("/desk/claims/99/evidence.zip").status_code == 404
    assert client.get("/desk/claims/1/evidence.zip").status_code == 303


def test_a_withdrawn_verdict_and_what_a_passage_does_not_show_are_said(database: Database) -> None:
    build.article(database)
    build.verdict(database, 1)
    ada, bo = build.person(database, "ada"), build.person(database, "bo")
    cards.say(database, 1, sources.get_evidence(database, 1).version, "Other years.", by=ada, now=build.NOW)
    withdrawing.withdraw(database, 1, 1, "The register was wrong.", by=bo, now=build.NOW)
    with ZipFile(io.BytesIO(packed(database, 1))) as archive:
        found = json.loads(archive.read("claim-1-evidence/manifest.json"))
    assert found["evidence"][0]["not_shown"] == "Other years."
    [verdict] = found["verdicts"]
    assert (verdict["withdrawn_at"], verdict["withdrawn_because"]) == (build.NOW, "The register was wrong.")
