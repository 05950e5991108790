"""People, sessions, links and settings as rows."""

from __future__ import annotations

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factcheck.records import Link, Purpose, Role, Session
from factcheck.store import people, sessions, settings
from factcheck.store.connection import writing

NOW = "2026-03-02T09:00:00.000000Z"
LATER = "2026-03-03T09:00:00.000000Z"


@pytest.fixture
def ada(database: Database) -> int:
    with writing(database):
        return people.insert(database, handle="ada", name="Ada Byron", role=Role.ADMIN, now=NOW)


def test_a_person_leaves_the_store_as_a_record_without_the_hash(database: Database, ada: int) -> None:
    people.set_password_hash(database, ada, "$argon2id$secret")
    person = people.get(database, ada)
    assert (person.handle, person.role, person.has_password, person.version) == ("ada", Role.ADMIN, True, 2)
    assert "secret" not in repr(person)
    assert people.get(database, ada + 1) is None


def test_a_handle_is_found_whatever_its_capitals_and_stored_once(database: Database, ada: int) -> None:
    assert people.by_handle(database, "ADA").id == ada
    with pytest.raises(sqlite3.IntegrityError), writing(database):
        people.insert(database, handle="Ada", name="Another", role=Role.CHECKER, now=NOW)
    assert people.count(database) == 1


def test_everyone_is_listed_by_name_and_those_without_access_last(database: Database, ada: int) -> None:
    for handle, name in [("zoe", "Zoe"), ("bo", "Bo")]:
        people.insert(database, handle=handle, name=name, role=Role.CHECKER, now=NOW)
    people.set_disabled(database, ada, NOW)
    assert [person.handle for person in people.everyone(database)] == ["bo", "zoe", "ada"]


def test_only_administrators_with_access_count_as_others(database: Database, ada: int) -> None:
    assert people.other_admins(database, ada) == 0
    bob = people.insert(database, handle="bob", name="Bob", role=Role.ADMIN, now=NOW)
    assert people.other_admins(database, ada) == 1
    people.set_disabled(database, bob, NOW)
    assert people.other_admins(database, ada) == 0


def test_only_sessions_that_still_open_the_desk_are_live(database: Database, ada: int) -> None:
    for key, expires, seen in [
        ("live", LATER, LATER),
        ("old", NOW, LATER),
        ("idle", LATER, NOW),
        ("ended", LATER, LATER),
    ]:
        sessions.insert(database, Session(key, ada, NOW, seen, expires, device=key))
    sessions.end(database, "ended", NOW)
    now = "2026-03-02T21:00:00.000000Z"
    assert [session.key for session in sessions.live_of(database, ada, now=now, seen_since=NOW)] == ["live"]
    sessions.end_all_of(database, ada, now, keep="old")
    assert [key for key in ("live", "old", "idle") if sessions.get(database, key).ended_at] == ["live", "idle"]
    assert sessions.get(database, "ended").ended_at == NOW


def test_links_of_one_person_and_purpose_expire_and_no_others(database: Database, ada: int) -> None:
    bob = people.insert(database, handle="bob", name="Bob", role=Role.CHECKER, now=NOW)
    for key, purpose, person in [
        ("sign-in", Purpose.SIGN_IN, ada),
        ("password", Purpose.PASSWORD, ada),
        ("bob", Purpose.SIGN_IN, bob),
        ("set-up", Purpose.SET_UP, None),
    ]:
        sessions.insert_link(database, Link(key, purpose, person, NOW, LATER))

    def open_links() -> list[str]:
        return [
            key for key in ("sign-in", "password", "bob", "set-up") if sessions.link(database, key).expires_at > NOW
        ]

    sessions.expire_links_of(database, ada, NOW, Purpose.SIGN_IN)
    assert open_links() == ["password", "bob", "set-up"]
    sessions.expire_links_of(database, None, NOW)
    assert open_links() == ["password", "bob"]
    sessions.expire_links_of(database, ada, NOW)
    assert open_links() == ["bob"]


def test_a_setting_is_replaced_or_kept_as_asked(database: Database) -> None:
    assert settings.get(database, "solo") is None
    settings.put(database, "solo", "on")
    settings.put(database, "solo", "off")
    assert settings.put_if_absent(database, "solo", "on") == "off"
    assert settings.put_if_absent(database, "other", "x") == settings.get(database, "other") == "x"
