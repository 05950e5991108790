"""Who belongs to the desk, and what lets them in."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from factcheck.desk import people, sessions
from factcheck.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from factcheck.records import Purpose, Role
from factcheck.store import events
from factcheck.store import people as stored
from factcheck.store.connection import connect
from tests.conftest import add_person

NOW = "2026-03-02T09:00:00.000000Z"
PASSWORD = "my aunt sells blue umbrellas"


@pytest.fixture
def ada(database: Database) -> tuple[int, str]:
    """The first administrator and the token of her session."""
    token = people.make_set_up_link(database, now=NOW)
    person, session = people.set_up(database, token, "ada", "Ada Byron", PASSWORD, device="Firefox", now=NOW)
    return person.id, session


def with_password(database: Database, handle: str, role: Role = Role.CHECKER) -> int:
    person = add_person(database, handle, role)
    token = sessions.make_link(database, person.id, Purpose.PASSWORD, now=NOW, actor=None)
    sessions.choose_password(database, token, PASSWORD, device="", now=NOW)
    return person.id


def test_the_set_up_link_founds_the_desk_once(database: Database) -> None:
    token = people.make_set_up_link(database, now=NOW)
    person, session = people.set_up(database, token, "Ada", "  Ada   Byron ", PASSWORD, device="", now=NOW)
    assert (person.handle, person.name, person.role, person.has_password) == ("ada", "Ada Byron", Role.ADMIN, True)
    assert sessions.current(database, session, now=NOW)[1] == person
    with pytest.raises(Refused):
        people.set_up(database, token, "eve", "Eve", PASSWORD, device="", now=NOW)
    with pytest.raises(Refused):
        people.make_set_up_link(database, now=NOW)


def test_a_second_set_up_link_voids_the_first(database: Database) -> None:
    first, second = people.make_set_up_link(database, now=NOW), people.make_set_up_link(database, now=NOW)
    with pytest.raises(Refused, match="too old"):
        people.set_up(database, first, "eve", "Eve", PASSWORD, device="", now=NOW)
    assert people.set_up(database, second, "ada", "Ada", PASSWORD, device="", now=NOW)[0].handle == "ada"


def test_no_token_and_no_password_is_stored_anywhere(database: Database, ada: tuple[int, str]) -> None:
    link = sessions.make_link(database, ada[0], Purpose.SIGN_IN, now=NOW, actor=ada[0])
    dump = "\n".join(str(row) for table in database.table_names() for row in database.table(table).rows)
    assert sessions.key_of(ada[1]) in dump
    assert sessions.key_of(link) in dump
    assert ada[1] not in dump
    assert link not in dump
    assert PASSWORD not in dump


def test_signing_in_is_refused_in_the_same_words_whatever_is_wrong(database: Database, ada: tuple[int, str]) -> None:
    bob = with_password(database, "bob")
    people.disable(database, bob, now=NOW, actor=ada[0])
    add_person(database, "carol", Role.CHECKER)
    sentences = set()
    for handle, password in [("ada", "x"), ("nobody", PASSWORD), ("bob", PASSWORD), ("carol", ""), ("ada", "x" * 999)]:
        with pytest.raises(Invalid) as refusal:
            sessions.sign_in(database, handle, password, device="", now=NOW)
        sentences.add(str(refusal.value))
    assert len(sentences) == 1
    assert sessions.current(database, sessions.sign_in(database, " ADA", PASSWORD, device="", now=NOW), now=NOW)


def test_an_unknown_handle_takes_as_long_as_a_known_one(database: Database, ada: tuple[int, str]) -> None:
    def seconds(handle: str) -> float:
        began = time.perf_counter()
        with pytest.raises(Invalid):
            sessions.sign_in(database, handle, "wrong", device="", now=NOW)
        return time.perf_counter() - began

    seconds("warm-up")
    known = statistics.median(seconds("ada") for _ in range(5))
    unknown = statistics.median(seconds("nobody") for _ in range(5))
    assert unknown > known / 2
    assert known > unknown / 2


def test_a_password_typed_on_another_keyboard_is_the_same_password(database: Database) -> None:
    person = add_person(database, "ada", Role.CHECKER)
    token = sessions.make_link(database, person.id, Purpose.PASSWORD, now=NOW, actor=None)
    sessions.choose_password(database, token, "caf\u00e9 umbrellas 77 zwo", device="", now=NOW)
    assert sessions.sign_in(database, "ada", "cafe\u0301 umbrellas 77 zwo", device="", now=NOW)


def test_a_session_ends_by_idleness_and_by_age(database: Database, ada: tuple[int, str]) -> None:
    def open_after(seconds: int) -> bool:
        return sessions.current(database, ada[1], now=sessions.later(NOW, seconds)) is not None

    assert open_after(sessions.IDLE_S - 1)
    assert not open_after(sessions.IDLE_S)
    for used in range(0, sessions.ABSOLUTE_S, sessions.IDLE_S // 2):
        now = sessions.later(NOW, used)
        sessions.keep_alive(database, sessions.current(database, ada[1], now=now)[0], now=now)
    assert open_after(sessions.ABSOLUTE_S - 1)
    assert not open_after(sessions.ABSOLUTE_S)


def test_a_link_works_once_and_only_for_its_purpose_and_time(database: Database, ada: tuple[int, str]) -> None:
    token = sessions.make_link(database, ada[0], Purpose.SIGN_IN, now=NOW, actor=None)
    with pytest.raises(Refused, match="something else"):
        sessions.choose_password(database, token, PASSWORD, device="", now=NOW)
    sessions.open_link(database, token, now=NOW)
    sessions.open_link(database, token, now=NOW)
    assert sessions.use_link(database, token, device="", now=NOW)
    with pytest.raises(Refused, match="used already"):
        sessions.use_link(database, token, device="", now=NOW)
    late = sessions.later(NOW, sessions.LINK_LIFE_S[Purpose.SIGN_IN])
    token = sessions.make_link(database, ada[0], Purpose.SIGN_IN, now=NOW, actor=None)
    with pytest.raises(Refused, match="too old"):
        sessions.use_link(database, token, device="", now=late)
    with pytest.raises(NotFound):
        sessions.open_link(database, "made-up", now=NOW)


def test_of_two_who_use_a_link_at_once_one_gets_in(
    database_path: Path, database: Database, ada: tuple[int, str]
) -> None:
    for _ in range(5):
        token = sessions.make_link(database, ada[0], Purpose.SIGN_IN, now=NOW, actor=None)
        ready = threading.Barrier(4)

        def use(token: str = token, ready: threading.Barrier = ready) -> bool:
            own = connect(database_path)
            ready.wait()
            try:
                sessions.use_link(own, token, device="", now=NOW)
            except Refused:
                return False
            finally:
                own.close()
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(future.result() for future in [pool.submit(use) for _ in range(4)]) == 1


def test_a_refused_password_does_not_use_the_link_up(database: Database) -> None:
    person = add_person(database, "ada", Role.CHECKER)
    token = sessions.make_link(database, person.id, Purpose.PASSWORD, now=NOW, actor=None)
    with pytest.raises(Invalid):
        sessions.choose_password(database, token, "short", device="", now=NOW)
    assert sessions.choose_password(database, token, PASSWORD, device="", now=NOW)


def test_a_new_password_ends_every_other_session_and_link(database: Database, ada: tuple[int, str]) -> None:
    phone = sessions.sign_in(database, "ada", PASSWORD, device="Phone", now=NOW)
    link = sessions.make_link(database, ada[0], Purpose.SIGN_IN, now=NOW, actor=None)
    here = sessions.current(database, ada[1], now=NOW)[0]
    with pytest.raises(Invalid):
        sessions.change_password(database, here, "not it", "another fine sentence 5", now=NOW)
    assert sessions.current(database, phone, now=NOW)
    sessions.change_password(database, here, PASSWORD, "another fine sentence 5", now=NOW)
    assert sessions.current(database, phone, now=NOW) is None
    assert sessions.current(database, ada[1], now=NOW)
    with pytest.raises(Refused):
        sessions.use_link(database, link, device="", now=NOW)


@pytest.mark.parametrize("verb", ["disable", "reset", "change_role"])
def test_what_an_administrator_takes_ends_the_sessions_at_once(
    database: Database, ada: tuple[int, str], verb: str
) -> None:
    bob = with_password(database, "bob")
    token = sessions.sign_in(database, "bob", PASSWORD, device="", now=NOW)
    assert sessions.current(database, token, now=NOW)
    if verb == "change_role":
        people.change_role(database, bob, Role.EDITOR, stored.get(database, bob).version, now=NOW, actor=ada[0])
    else:
        getattr(people, verb)(database, bob, now=NOW, actor=ada[0])
    assert sessions.current(database, token, now=NOW) is None


def test_access_that_was_taken_opens_no_link_and_can_be_given_back(database: Database, ada: tuple[int, str]) -> None:
    bob = with_password(database, "bob")
    link = sessions.make_link(database, bob, Purpose.SIGN_IN, now=NOW, actor=ada[0])
    people.disable(database, bob, now=NOW, actor=ada[0])
    with pytest.raises((Forbidden, Refused)):
        sessions.use_link(database, link, device="", now=NOW)
    with pytest.raises(Refused):
        sessions.make_link(database, bob, Purpose.SIGN_IN, now=NOW, actor=ada[0])
    people.enable(database, bob, now=NOW, actor=ada[0])
    assert sessions.sign_in(database, "bob", PASSWORD, device="", now=NOW)


def test_the_only_administrator_stays_one(database: Database, ada: tuple[int, str]) -> None:
    version = stored.get(database, ada[0]).version
    with pytest.raises(Refused, match="only administrator"):
        people.disable(database, ada[0], now=NOW, actor=ada[0])
    with pytest.raises(Refused, match="only administrator"):
        people.change_role(database, ada[0], Role.EDITOR, version, now=NOW, actor=ada[0])
    with_password(database, "bob", Role.ADMIN)
    people.change_role(database, ada[0], Role.EDITOR, version, now=NOW, actor=ada[0])
    assert stored.get(database, ada[0]).role == Role.EDITOR


def test_a_stale_change_of_role_is_a_conflict(database: Database, ada: tuple[int, str]) -> None:
    bob = add_person(database, "bob", Role.CHECKER)
    people.change_role(database, bob.id, Role.EDITOR, bob.version, now=NOW, actor=ada[0])
    with pytest.raises(Conflict) as conflict:
        people.change_role(database, bob.id, Role.ADMIN, bob.version, now=NOW, actor=ada[0])
    assert (conflict.value.mine, conflict.value.theirs) == ({"role": "admin"}, {"role": "editor"})


def test_nobody_ends_a_session_of_somebody_else(database: Database, ada: tuple[int, str]) -> None:
    bob = add_person(database, "bob", Role.ADMIN)
    with pytest.raises(NotFound):
        sessions.end_session(database, sessions.key_of(ada[1]), now=NOW, actor=bob.id)
    assert sessions.current(database, ada[1], now=NOW)


def test_every_change_of_the_accounts_is_in_the_event_log(database: Database, ada: tuple[int, str]) -> None:
    person = people.add_person(database, "bob", "Bob", Role.CHECKER, now=NOW, actor=ada[0])
    people.reset(database, person.id, now=NOW, actor=ada[0])
    people.disable(database, person.id, now=NOW, actor=ada[0])
    people.enable(database, person.id, now=NOW, actor=ada[0])
    verbs = [event.verb for event in events.of_subject(database, f"person {person.id}")]
    assert verbs == ["enable", "disable", "make link", "reset", "add person"]


@pytest.mark.parametrize("handle", ["a", "ada lovelace", "ädä", "-ada", "a" * 41, "ada\n", "а" + "da", ""])
def test_a_handle_that_could_be_mistaken_for_another_is_refused(database: Database, handle: str) -> None:
    if handle == "ada\n":
        people.add_person(database, "ada", "Ada", Role.CHECKER, now=NOW, actor=None)
    with pytest.raises(Invalid):
        people.add_person(database, handle, "Ada", Role.CHECKER, now=NOW, actor=None)


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "Ada\u202eByron", "Ada\u200bByron"])
def test_a_name_that_cannot_be_seen_as_it_is_gets_refused(database: Database, name: str) -> None:
    with pytest.raises(Invalid):
        people.add_person(database, "ada", name, Role.CHECKER, now=NOW, actor=None)
