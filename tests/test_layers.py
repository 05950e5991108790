"""Imports run one way, the core is pure, and one package alone opens outbound sockets."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "factcheck"

LAYERS = {
    "errors": 0,
    "records": 0,
    "clock": 0,
    "processes": 0,
    "version": 0,
    "core": 1,
    "fetch": 2,
    "confined": 2,
    "store": 2,
    "desk": 3,
    "llm": 3,
    "jobs": 4,
    "demo": 5,
    "web": 5,
    "": 6,  # factcheck/__init__.py, where the parts of the web meet
    "cli": 7,
}
"""What may import what: only from layers below, or within one's own room."""

APART = {"fetch": {"store", "confined"}, "confined": {"store", "fetch"}, "store": {"fetch", "confined"}}
"""Rooms of one layer that know nothing of each other."""

IMPURE = {
    *("time", "datetime", "random", "secrets", "uuid", "os", "io", "pathlib", "tempfile", "shutil", "glob"),
    *("socket", "ssl", "http", "urllib.request", "asyncio", "subprocess", "multiprocessing", "threading"),
    *("sqlite3", "pysqlite3", "sqlite_utils", "flask", "werkzeug", "requests", "urllib3", "httpx", "click", "logging"),
}
"""What no module of the core imports. Of these, the ones below have a reason."""

EXCUSED = {
    ("core.engines.parsing", "threading"): "a lock around the parser, whose string store is not made for threads",
    ("core.extracting.docx", "io"): "bytes in memory, as the libraries want them",
    ("core.extracting.dating", "datetime"): "dates as values, and no clock",
    ("core.comparing.dates", "datetime"): "dates as values, and no clock",
    ("core.comparing", "datetime"): "the type of an argument",
    ("core.guarding", "datetime"): "the type of an argument",
}

NETWORK = {"socket", "ssl", "http", "requests", "urllib3", "httpx", "urllib.request", "ftplib", "smtplib", "asyncio"}
NETWORK_EXCUSED = {("cli.serving", "waitress")}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package by its name without "factcheck.", with its syntax tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name.removesuffix(".__init__").removesuffix("__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """What a module imports anywhere in it, `from a import b` as both a and a.b."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room(module: str) -> str:
    return module.split(".")[0]


def rooms_used(tree: ast.Module) -> set[str]:
    """The rooms of the package that a module imports from."""
    within = {name.removeprefix("factcheck.") for name in imported(tree) if name.startswith("factcheck.")}
    return {room(name) if room(name) in LAYERS else "" for name in within}


def touches(names: set[str], forbidden: set[str]) -> set[str]:
    return {bad for bad in forbidden for name in names if name == bad or name.startswith(f"{bad}.")}


def test_every_room_has_its_layer() -> None:
    assert {room(name) for name, _ in modules()} <= set(LAYERS)


@pytest.mark.parametrize(("name", "tree"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_run_one_way(name: str, tree: ast.Module) -> None:
    own = room(name)
    for used in rooms_used(tree) - {own}:
        assert LAYERS[used] < LAYERS[own] or (LAYERS[used] == LAYERS[own] == 0), f"{name} imports {used or 'factcheck'}"
        assert used not in APART.get(own, set()), f"{name} imports {used}"


@pytest.mark.parametrize(
    ("name", "tree"),
    [(name, tree) for name, tree in modules() if room(name) == "core"],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_core_is_pure(name: str, tree: ast.Module) -> None:
    excused = {bad for module, bad in EXCUSED if module == name}
    assert touches(imported(tree), IMPURE) - excused == set()
    clocks = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
    }
    assert clocks == set(), "the core reads a clock"


def test_every_excuse_is_still_needed() -> None:
    needed = {
        (name, bad) for name, tree in modules() for bad in touches(imported(tree), IMPURE) if room(name) == "core"
    }
    assert set(EXCUSED) <= needed


def test_only_fetch_opens_outbound_sockets() -> None:
    users = {name for name, tree in modules() if touches(imported(tree), NETWORK)}
    assert {room(name) for name in users} == {"fetch"}


def test_the_rule_finds_what_breaks_it() -> None:
    tree = ast.parse("def f():\n    from factcheck.web import reader\n    import urllib.request\n")
    assert rooms_used(tree) == {"web"}
    assert touches(imported(tree), NETWORK) == {"urllib.request"}


def test_reading_children_and_commands_do_without_the_web() -> None:
    import subprocess

    program = "import sys, factcheck.confined, factcheck.cli.batching; print('flask' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.strip() == "False"
