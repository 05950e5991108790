"""The command line as it is called: in this process where that says as much, as a process of its own where not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def command(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command over the test's database; give its exit code, output and errors."""
    monkeypatch.setenv("FACTCHECK_DB", str(database_path))

    def run(*arguments: str, given: str | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `python run.py ...` in an empty folder, over the database at `path`."""
    started = []

    def start(*arguments: str, path: Path | None = None) -> subprocess.Popen[str]:
        environment = {**os.environ, "FACTCHECK_DB": str(path or tmp_path / "claims.db"), "COLUMNS": "160"}
        child = subprocess.Popen(
            [sys.executable, str(ROOT / "run.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
            env=environment,
            text=True,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
