"""Whatever is pasted, splitting answers, keeps the contract, and takes time in proportion."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.core.contract import Ground, broken_rule
from factcheck.core.splitting import default_engine, split
from factcheck.records import ArticleText, Splitting

ENGINES = [default_engine("en"), default_engine("xx")]

_pieces = st.sampled_from(
    [
        "The minister, who resigned, said", "“", "”", '"', "he", "it", "not", "may", "12%", "$3 million", ",", ";",
        ":", ".", "?", "!", "—", "(", ")", "\n", "\n\n", "\t|", "- ", "SMITH:", "Ada Conti", "and", "or", "because",
        "which", "according to", "was", "killed", "killing 3", "the deal", "those", "in Rome", "’s", "n't", "I",
        "{x: 1};", "日本", "\U0001f600", "\u202e", "\x00", "\ud800", "e\u0301", "ALL CAPS NOW", "…", "''",
    ]
)  # fmt: skip
_texts = st.one_of(
    st.text(max_size=200), st.lists(_pieces, max_size=40).map(" ".join), st.lists(_pieces, max_size=30).map("".join)
)


def kept(result: Splitting, article: ArticleText) -> bool:
    ground = Ground.of(article.text, article.title)
    return all(broken_rule(claim, ground) is None for claim in result.claims)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@given(text=_texts)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_any_text_is_split_and_every_claim_keeps_the_contract(engine, text: str) -> None:  # type: ignore[no-untyped-def]
    article = ArticleText(text, title="A title")
    first, second = split(article, engine), split(article, engine)
    assert kept(first, article)
    assert first == second
    assert all(0 <= start < end <= len(text) for start, end in (quotation.span for quotation in first.quotations))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0",
        "word " * 3000,
        "a" * 20_000,
        "(" * 3000 + ")" * 3000,
        "“" * 2000,
        "THE MINISTER SAID TAXES WILL RISE. " * 40,
        "NAME | VOTES | SHARE\nSmith | 12 | 30%\n" * 50,
        "def f(x):\n    return {'a': [1, 2]}\n" * 50,
        "Q: Why?\nMS. CONTI: We won. (Laughter.)\nTHE CHAIR: No, we did not.\n" * 50,
        "the mayor won and the rival lost so the council met again on monday " * 50,
        "- first thing\n- second thing\n" * 50,
        "and " * 500 + "Smith and Jones and " * 200,
        "Er sagte, es sei gut. 彼は言った。 Он сказал. " * 20,
        "\ud800\udfff\x00\uffff" * 200,
    ],
)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_strange_texts_are_split(engine, text: str) -> None:  # type: ignore[no-untyped-def]
    article = ArticleText(text)
    assert kept(split(article, engine), article)


PARAGRAPH = (
    "The harbour master, Ada Conti, said on Monday that 40 ships had left the port, which was closed in 2019 "
    "because of a storm. “We are ready,” she added, and the crews repaired the pier and cleaned the docks.\n\n"
)


def seconds(text: str) -> float:
    started = time.process_time()
    split(ArticleText(text), default_engine("en"))
    return time.process_time() - started


def test_time_grows_in_proportion_to_the_text() -> None:
    seconds(PARAGRAPH)
    short, long = (min(seconds(PARAGRAPH * times) for _ in range(3)) for times in (40, 160))
    assert long / short <= 2.2**2  # at most 2.2 for each doubling


@pytest.mark.long
def test_five_megabytes_are_split() -> None:
    text = PARAGRAPH * (5_000_000 // len(PARAGRAPH))
    assert split(ArticleText(text), default_engine("en")).claims
