"""The demo is a desk that worked: every kind of verdict, a correction, and work that waits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck import create_app, demo
from factcheck.cli.opening import tools
from factcheck.core import splitting
from factcheck.core.engines.sentences import Sentences
from factcheck.demo.reviews import REVIEWS
from factcheck.errors import Refused
from factcheck.records import ArticleText, Claim, Splitting, State
from factcheck.store import articles, claims, snapshots, sources, verdicts
from factcheck.store.connection import close_opened, connect


@pytest.fixture
def database(demo_path: Path) -> Iterator[Database]:
    database = connect(demo_path)
    yield database
    database.close()


def reviewed(database: Database) -> list[Claim]:
    """The claims of the reviews, in their order."""
    found = {claim.text: claim for claim in claims.of_article(database, 1)}
    return [found[review.text] for review in REVIEWS]


def test_every_step_of_a_claims_way_is_shown(database: Database) -> None:
    states = {claim.state for claim in claims.of_article(database, 1)}
    assert states == {State.NEW, State.IN_WORK, State.IN_REVIEW, State.PUBLISHED}


def test_every_rating_of_the_scale_is_given_to_some_claim(database: Database) -> None:
    given = {verdict.rating.key for claim in reviewed(database) for verdict in verdicts.of_claim(database, claim.id)}
    assert given == {rating.key for rating in verdicts.scale(database)}


def test_one_published_verdict_was_corrected_and_both_can_be_read(database: Database) -> None:
    corrected = [claim for claim in reviewed(database) if len(verdicts.published_of(database, claim.id)) == 2]
    [claim] = corrected
    newest, first = verdicts.published_of(database, claim.id)
    assert (first.rating.key, newest.rating.key) == ("mostly-true", "mostly-false")
    assert newest.correction == "substantial"
    assert newest.correction_note


def test_every_published_verdict_has_two_people(database: Database) -> None:
    for claim in reviewed(database):
        for verdict in verdicts.published_of(database, claim.id):
            assert (verdict.recorded_by_name, verdict.published_by_name) == ("Mira Okell", "Jonas Tarn")


def test_reviewed_claims_rest_on_the_exact_words_that_their_review_names(database: Database) -> None:
    article = articles.get(database, 1)
    assert article is not None
    text = snapshots.text(database, article.snapshot_id)
    for claim, review in zip(reviewed(database), REVIEWS, strict=True):
        assert tuple(text[span.start : span.end] for span in claim.appearance.anchors) == review.pieces


def test_sources_are_of_every_kind(database: Database) -> None:
    found = sources.listed(database)
    assert [source.is_primary for source in found].count(True) == 1
    assert [bool(source.transcribed_from) for source in found].count(True) == 1
    assert len(found) == 4


def test_an_engine_that_finds_other_claims_makes_the_same_reviews(tmp_path: Path) -> None:
    def whole_sentences(article: ArticleText) -> Splitting:
        return splitting.split(article, Sentences())

    path = tmp_path / "other.db"
    demo.make(path, dataclasses.replace(tools(), split=whole_sentences))
    other = connect(path)
    states = [claim.state for claim in reviewed(other)]
    other.close()
    assert states.count(State.PUBLISHED) == len(REVIEWS) - 2


def test_readers_see_what_is_published_and_nothing_else(demo_path: Path) -> None:
    reader = create_app(demo_path).test_client()
    home = reader.get("/").get_data(as_text=True)
    assert "Saltmere will quadruple its spending" in home
    assert "In Saltmere 214 houses were damaged" not in home
    assert "The storm of October 2025 damaged 214 houses" not in home


def test_a_second_making_leaves_the_first_as_it_is(demo_path: Path) -> None:
    before = demo_path.read_bytes()
    demo.make(demo_path, tools())
    assert demo_path.read_bytes() == before


def test_a_desk_that_is_no_demo_is_refused(database_path: Path) -> None:
    with pytest.raises(Refused, match="is not a demo"):
        demo.make(database_path, tools())
    close_opened()
