"""What the command line tells of the engine `llm`, and of languages that have no parser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from factcheck.cli import main
from factcheck.cli.opening import engines_to_choose
from factcheck.records import ArticleText
from factcheck.store import articles
from tests.llm.conftest import KEY, Service, chat, status
from tests.llm.test_engine import LENGTH, TEXT

GERMAN = (
    "Der Bürgermeister hat am Montag die neue Brücke über den Fluss eröffnet. Sie ist dreihundert Meter lang und wird "
    "viertausend Autos am Tag tragen, wie die Stadt am Abend mitteilte.\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command over a new database, with the engine set to a service where one is given."""
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "claims.db"))
    for name in ("URL", "MODEL", "KEY", "PRICE_IN", "PRICE_OUT"):
        monkeypatch.delenv(f"FACTCHECK_LLM_{name}", raising=False)

    def call(*arguments: str, service: Service | None = None, given: str | None = None, text: str = TEXT) -> Result:
        (tmp_path / "article.txt").write_text(text, encoding="utf-8")
        if service:
            monkeypatch.setenv("FACTCHECK_LLM_URL", service.engine.settings.url)
            monkeypatch.setenv("FACTCHECK_LLM_MODEL", "toy")
            monkeypatch.setenv("FACTCHECK_LLM_KEY", KEY)
        paths = [str(tmp_path / name) if name == "article.txt" else name for name in arguments]
        return CliRunner().invoke(main, paths, input=given)

    return call


Run = Callable[..., Result]


@pytest.mark.parametrize("command", [("split", "article.txt"), ("add", "article.txt"), ("batch", "split")])
def test_an_engine_that_is_not_set_up_says_what_to_set(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--engine", "llm", given="{}\n{}\n")
    assert result.exit_code == 1
    assert result.stderr.count("set FACTCHECK_LLM_URL") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("URL", "ftp://host"), ("URL", "http://user:secret@host/"), ("KEY", "se cret\n1"), ("PRICE_IN", "nan")],
)
def test_a_setting_that_cannot_be_is_named(
    run: Run, playing: Callable[..., Service], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    run("split", "article.txt", service=playing(chat({"claims": []})))
    monkeypatch.setenv(f"FACTCHECK_LLM_{name}", value)
    result = run("split", "--engine", "llm", "article.txt")
    assert (result.exit_code, f"FACTCHECK_LLM_{name}" in result.stderr, "cret" in result.stderr) == (1, True, False)


def test_add_stores_the_claims_with_tokens_and_model(run: Run, playing: Callable[..., Service], tmp_path: Path) -> None:
    service = playing(chat({"claims": [LENGTH]}, {"prompt_tokens": 9, "completion_tokens": 3}))
    result = run("add", "--engine", "llm", "article.txt", service=service)
    assert result.exit_code == 0, result.output
    assert "Tokens: 9 in, 3 out." in result.stderr
    note = articles.splitting_note(Database(tmp_path / "claims.db"), 1)
    assert (note.engine, note.version, note.notes) == ("llm", "2 (toy)", ("Tokens: 9 in, 3 out.",))
    assert KEY.encode() not in (tmp_path / "claims.db").read_bytes()


def test_nothing_is_stored_where_the_service_refuses(run: Run, playing: Callable[..., Service], tmp_path: Path) -> None:
    result = run("add", "--engine", "llm", "article.txt", service=playing(status("403 Forbidden")))
    assert result.exit_code == 1
    assert "FACTCHECK_LLM_KEY" in result.stderr
    assert KEY not in result.output
    database = Database(tmp_path / "claims.db")
    assert [database[name].count for name in ("articles", "snapshots", "events", "claims")] == [0, 0, 0, 0]


def test_batch_answers_a_failure_with_its_error(run: Run, playing: Callable[..., Service]) -> None:
    service = playing(status("401 No"), chat({"claims": [LENGTH, {**LENGTH, "text": "It fell."}]}))
    lines = "\n".join(json.dumps({"id": number, "text": TEXT}) for number in (1, 2))
    result = run("batch", "split", "--engine", "llm", service=service, given=lines)
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["claims"], "FACTCHECK_LLM_KEY" in first["error"]) == ([], True)
    assert [claim["text"] for claim in second["claims"]] == [LENGTH["text"]]
    assert "2: Tokens: 0 in, 0 out. 1 answers came without a count. 1 refused." in result.stderr


def test_a_language_without_a_parser_is_told_and_split_into_sentences(run: Run, tmp_path: Path) -> None:
    for command in ("split", "add"):
        result = run(command, "article.txt", text=GERMAN)
        assert "This article is split into sentences, since its language ('de') has no parser here." in result.stderr
    assert articles.splitting_note(Database(tmp_path / "claims.db"), 1).engine == "sentences"


def test_evaluate_measures_the_model_on_annotated_articles(
    run: Run, playing: Callable[..., Service], tmp_path: Path
) -> None:
    gold = {"text": LENGTH["text"], "from": LENGTH["pieces"], "claimant": None, "quoted": False}
    for name, content in (("articles/one.txt", f"Bridge\n\n{TEXT}"), ("gold/one.json", json.dumps([gold]))):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    service = playing(chat({"claims": [LENGTH]}))
    result = run("evaluate", str(tmp_path), "--engine", "llm", "--json", service=service)
    assert result.exit_code == 0, result.output
    counted = json.loads(result.stdout)["all"]
    assert (counted["gold"], counted["proposed"], counted["found"]) == (1, 1, 1)
    assert len(service.asked) == 1


def test_the_desk_may_choose_the_engine_only_where_it_is_set_up(
    playing: Callable[..., Service], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("URL", "MODEL", "KEY", "PRICE_IN", "PRICE_OUT"):
        monkeypatch.delenv(f"FACTCHECK_LLM_{name}", raising=False)
    assert engines_to_choose() == {}
    monkeypatch.setenv("FACTCHECK_LLM_URL", playing(chat({"claims": [LENGTH]})).engine.settings.url)
    assert engines_to_choose() == {}
    assert "FACTCHECK_LLM_MODEL" in capsys.readouterr().err
    monkeypatch.setenv("FACTCHECK_LLM_MODEL", "toy")
    found = engines_to_choose()["llm"](ArticleText(TEXT))
    assert [claim.text for claim in found.claims] == [LENGTH["text"]]
