"""Readers' letters reach the desk and nobody else; the desk's texts on its work are saved without losing anybody's."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.desk import letters, policies
from factcheck.errors import Conflict, Invalid, NotFound, Refused, Unavailable
from factcheck.records.letters import LetterKind, Policy, PolicyName
from factcheck.store import events, verifying
from factcheck.store import letters as stored
from factcheck.store import policies as stored_policies
from tests import builders
from tests.builders import NOW

TEXT = "The register has a newer edition."


def send(database: Database, text: str = TEXT, **more: object) -> int:
    return letters.send(database, LetterKind.ERROR, text, now=NOW, **more)


def test_a_letter_waits_until_somebody_says_what_came_of_it(database: Database) -> None:
    number = send(database, url="https://register.example/2026", contact="reader@post.example")
    [waiting] = stored.waiting(database)
    assert (waiting.text, waiting.url, waiting.contact) == (
        TEXT,
        "https://register.example/2026",
        "reader@post.example",
    )
    letters.finish(database, number, "Corrected.", by=builders.person(database, "ada"), now=NOW)
    [done] = stored.done(database)
    assert (done.note, done.done_by_name, done.contact) == ("Corrected.", "Ada", "")  # how to answer is forgotten
    assert stored.waiting(database) == []
    assert list(verifying.problems(database)) == []
    with pytest.raises(Refused, match="done with this letter already"):
        letters.finish(database, number, "Again.", by=builders.person(database, "ada"), now=NOW)


def test_the_log_has_a_letters_hash_and_not_its_words(database: Database) -> None:
    number = send(database, contact="reader@post.example")
    [event] = events.of_subject(database, f"letter {number}")
    assert "register" not in str(event.payload)
    assert "reader@" not in str(event.payload)
    database.execute("update letters set text = 'Another letter.'")
    assert list(verifying.problems(database)) == ["The letter 1 is not the one that its event tells of."]


@pytest.mark.parametrize(
    ("text", "more", "field"),
    [
        ("short", {}, "text"),
        (" \u200b" * 50, {}, "text"),
        ("x" * 4001, {}, "text"),
        (TEXT, {"url": "javascript:alert(1)"}, "url"),
        (TEXT, {"contact": "x" * 201}, "contact"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    database: Database, text: str, more: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        send(database, text, **more)
    assert refused.value.field == field
    assert stored.count_waiting(database) == 0


def test_only_a_claim_that_readers_know_is_noted(database: Database) -> None:
    builders.article(database)
    builders.verdict(database, 1)
    for claim in (1, 2, 99):
        send(database, claim_id=claim)
    assert [one.claim_id for one in stored.waiting(database)] == [1, None, None]


def test_a_flood_ends_before_the_disk_does(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "WAITING_MAX", 2)
    send(database)
    send(database)
    with pytest.raises(Unavailable, match="more letters than it can read"):
        send(database)


def test_done_needs_a_letter_and_a_word(database: Database) -> None:
    ada = builders.person(database, "ada")
    with pytest.raises(NotFound):
        letters.finish(database, 1, "Done.", by=ada, now=NOW)
    with pytest.raises(Invalid, match="what came of it"):
        letters.finish(database, send(database), " ", by=ada, now=NOW)


def save(database: Database, text: str, version: int, review_on: str = "2027-05-01") -> None:
    typed = Policy(PolicyName.METHOD, text, review_on, version=version)
    policies.save(database, typed, by=builders.person(database, "ada"), now=NOW)


def test_a_text_is_saved_over_the_one_that_was_seen_and_over_no_other(database: Database) -> None:
    save(database, "We check what matters.", 0)
    save(database, "We check what matters most.", 1)
    for stale in (0, 1):
        with pytest.raises(Conflict) as conflict:
            save(database, "Mine.", stale)
        assert conflict.value.theirs == {"text": "We check what matters most."}
    method = stored_policies.every(database)[0]
    assert (method.text, method.review_on, method.version) == ("We check what matters most.", "2027-05-01", 2)
    [last, first] = events.of_subject(database, "policy method")
    assert (first.payload["before"]["text"], last.payload["before"]["text"]) == ("", "We check what matters.")
    assert list(verifying.problems(database)) == []
    database.execute("update policies set text = 'x'")
    assert list(verifying.problems(database)) == ["The policy method is not the one that its event tells of."]


def test_nothing_is_noted_where_nothing_is_changed(database: Database) -> None:
    save(database, "", 0, "")
    save(database, "Text.", 0)
    save(database, "Text.", 0)
    assert len(events.of_subject(database, "policy method")) == 1
    with pytest.raises(Invalid, match="may have 20,000"):
        save(database, "x" * 20_001, 1)
