"""`export` as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

from click.testing import Result

from factcheck.store.connection import connect
from tests import builders as build

Command = Callable[..., Result]


def test_the_evidence_on_a_claim_is_exported_once_and_no_half_file_is_left(
    command: Command, database_path: Path, tmp_path: Path
) -> None:
    with closing(connect(database_path)) as database:
        build.article(database)
        build.attach(database, 1)
    target = tmp_path / "kept.zip"
    assert command("export", "--claim", "1", "--out", str(target)).stdout == f"Exported to {target}\n"
    with ZipFile(target) as archive:
        assert "claim-1-evidence/SHA256SUMS" in archive.namelist()
    again = command("export", "--claim", "1", "--out", str(target))
    assert (again.exit_code, "cannot be written: File exists." in again.stderr) == (1, True)
    missing = command("export", "--claim", "9", "--out", str(tmp_path / "none.zip"))
    assert (missing.exit_code, "There is no such claim." in missing.stderr) == (1, True)
    assert not (tmp_path / "none.zip").exists()
