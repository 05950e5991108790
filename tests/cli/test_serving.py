"""`serve` and `demo` as processes: what they print, what they answer, and that they end when told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import requests
from click.testing import Result

from factcheck.records import Role
from factcheck.store.connection import connect
from tests.conftest import add_person

Start = Callable[..., subprocess.Popen[str]]
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/account/link/\S+)")


def printed_until(child: subprocess.Popen[str], mark: str) -> list[str]:
    """The lines that a process prints, up to one with `mark`."""
    assert child.stdout
    lines: list[str] = []
    for line in child.stdout:
        lines.append(line.rstrip("\n"))
        if mark in line:
            return lines
    raise AssertionError("ended without it: " + "\n".join(lines))


def address(lines: list[str]) -> str:
    """Where the server says that it is."""
    found = re.search(r"Serving on (http://\S+)", lines[-1])
    assert found
    return found[1]


def test_serving_answers_and_ends_in_order_when_told(process: Start) -> None:
    child = process("serve", "--port", "0")
    base = address(printed_until(child, "Serving on"))
    assert requests.get(base, timeout=10).status_code == 200
    health = requests.get(f"{base}/healthz", timeout=10)
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=20) == 0


def test_run_alone_serves_an_empty_desk_with_a_link_that_founds_it(process: Start, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 8000))) if _free(8000) else pytest.skip("port 8000 is in use"):
        child = process()  # no free port: it says so after it has migrated and printed the link
        lines, _ = child.communicate(timeout=30)
    assert child.returncode == 1
    assert "Cannot listen on 127.0.0.1, port 8000" in lines
    assert LINK.search(lines)
    with closing(connect(tmp_path / "claims.db")) as database:
        assert database.execute("select count(*) from articles").fetchone() == (0,)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_set_up_link_is_printed_only_while_nobody_is_there(process: Start, tmp_path: Path) -> None:
    child = process("serve", "--port", "0")
    lines = printed_until(child, "Serving on")
    token = LINK.search("\n".join(lines))
    assert token
    assert requests.get(address(lines) + token[1], timeout=10).status_code == 200
    child.terminate()
    child.wait(timeout=20)
    with closing(connect(tmp_path / "claims.db")) as database:
        add_person(database, "ada", Role.ADMIN)
    again = process("serve", "--port", "0")
    assert not LINK.search("\n".join(printed_until(again, "Serving on")))


def test_a_server_that_is_killed_starts_again(process: Start) -> None:
    child = process("serve", "--port", "0")
    printed_until(child, "Serving on")
    child.kill()
    child.wait(timeout=20)
    again = process("serve", "--port", "0")
    assert requests.get(address(printed_until(again, "Serving on")), timeout=10).status_code == 200


def test_the_demo_shows_its_claims_and_signs_two_people_in(process: Start, demo_path: Path) -> None:
    child = process("demo", "--port", "0", path=demo_path)
    lines = printed_until(child, "Serving on")
    base = address(lines)
    tokens = [LINK.search(line)[1] for line in lines if LINK.search(line)]  # type: ignore[index]
    assert len(tokens) == 2
    assert "Mira Okell, checker" in "\n".join(lines)
    for token, name in zip(tokens, ("Mira Okell", "Jonas Tarn"), strict=True):
        browser = requests.Session()
        page = browser.get(base + token, timeout=10)
        form = {"csrf_token": page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]}
        signed_in = browser.post(base + token, data=form, timeout=10)
        assert signed_in.status_code == 200
        assert name in browser.get(f"{base}/account/", timeout=10).text
        assert requests.post(base + token, data=form, timeout=10).status_code >= 400  # once


def test_the_demo_stops_after_the_table_and_runs_again(process: Start, demo_path: Path) -> None:
    first, _ = process("demo", "--no-serve", path=demo_path).communicate(timeout=60)
    second, _ = process("demo", "--no-serve", path=demo_path).communicate(timeout=60)
    assert first == second
    assert "Missing context" in first
    assert "/account/link/" not in first


def test_the_demo_is_made_whole_from_nothing(process: Start, tmp_path: Path) -> None:
    child = process("demo", "--no-serve")
    printed, _ = child.communicate(timeout=120)
    assert child.returncode == 0, printed
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))] == ["claims.db"]


def test_a_demo_that_was_killed_while_it_was_made_leaves_no_half_one(process: Start, tmp_path: Path) -> None:
    child = process("demo", "--no-serve")
    deadline = time.monotonic() + 60
    while not (tmp_path / "claims.db.unfinished").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    child.kill()
    child.wait(timeout=20)
    assert not (tmp_path / "claims.db").exists()
    again = process("demo", "--no-serve")
    printed, _ = again.communicate(timeout=120)
    assert "Missing context" in printed


def test_the_demo_leaves_a_real_desk_alone(command: Callable[..., Result], database_path: Path) -> None:
    before = database_path.read_bytes()
    result = command("demo", "--no-serve")
    assert result.exit_code == 1
    assert "is not a demo and is left alone" in result.stderr
    assert database_path.read_bytes() == before


def test_a_demo_is_not_served_to_other_machines(
    command: Callable[..., Result], demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", str(demo_path))
    result = command("serve", "--host", "0.0.0.0")
    assert result.exit_code == 1
    assert "A demo stays on this machine" in result.stderr
