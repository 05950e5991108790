"""The second step of signing in: six digits that fit a moment, once, and codes for when the device is lost."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from factcheck.desk import codes, people, second_steps, sessions
from factcheck.errors import Invalid, Refused
from factcheck.records import Person, Purpose, Role, Session
from factcheck.store import people as stored
from tests.conftest import add_person

NOW = "2026-11-25T10:00:00.000000Z"
SOON = "2026-11-25T10:00:40.000000Z"
PASSWORD = "my aunt sells blue umbrellas"


@pytest.fixture
def editor(database: Database) -> Person:
    return add_person(database, "bo", Role.EDITOR)


def by_link(database: Database, person: Person, password: str = PASSWORD) -> Session:
    link = sessions.make_link(database, person.id, Purpose.PASSWORD, now=NOW, actor=None)
    token = sessions.choose_password(database, link, password, device="", now=NOW)
    return sessions.current(database, token, now=NOW)[0]


def by_password(database: Database, handle: str = "bo", *, now: str = NOW) -> tuple[Session, Person]:
    token = sessions.sign_in(database, handle, PASSWORD, device="", now=now)
    return sessions.current(database, token, now=now)


def set_up(database: Database, person: Person) -> tuple[str, list[str]]:
    secret = codes.new_secret()
    code = codes.code_at(secret, codes.step_of(NOW))
    return secret, second_steps.set_up(database, by_link(database, person), secret, code, now=NOW)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("1970-01-01T00:00:59Z", "287082"),
        ("2005-03-18T01:58:29Z", "081804"),
        ("2009-02-13T23:31:30Z", "005924"),
        ("2033-05-18T03:33:20Z", "279037"),
        ("2603-10-11T11:33:20Z", "353130"),
    ],
)
def test_codes_are_those_of_the_standard(moment: str, code: str) -> None:
    key_of_rfc_6238 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert codes.code_at(key_of_rfc_6238, codes.step_of(moment)) == code


def test_a_code_holds_a_step_before_and_after_its_own_and_no_longer() -> None:
    secret, here = codes.new_secret(), codes.step_of(NOW)
    holds = {
        away: codes.matching_step(secret, codes.code_at(secret, here + away), now=NOW, after=0) for away in range(-3, 4)
    }
    assert holds == {-3: None, -2: None, -1: here - 1, 0: here, 1: here + 1, 2: None, 3: None}


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00", "000000 000000"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert codes.matching_step(codes.new_secret(), typed, now=NOW, after=0) is None


def test_a_session_by_password_waits_for_the_code_and_the_code_works_once(database: Database, editor: Person) -> None:
    secret, _ = set_up(database, editor)
    session, person = by_password(database)
    assert second_steps.is_waiting(session, person)
    code = codes.code_at(secret, codes.step_of(SOON))
    second_steps.show(database, session, person, code, now=SOON)
    again, _ = by_password(database, now=SOON)
    with pytest.raises(Invalid, match="does not fit"):
        second_steps.show(database, again, person, code, now=SOON)
    assert second_steps.is_waiting(again, person)
    given = {one.key: one.second_step_at for one in sessions.own_sessions(database, person, now=SOON)}
    assert (given[session.key], given[again.key]) == (SOON, None)


def test_the_code_that_set_it_up_is_used(database: Database, editor: Person) -> None:
    secret, _ = set_up(database, editor)
    session, person = by_password(database)
    with pytest.raises(Invalid):
        second_steps.show(database, session, person, codes.code_at(secret, codes.step_of(NOW)), now=NOW)


def test_a_recovery_code_opens_once_however_it_is_typed(database: Database, editor: Person) -> None:
    _, recovery = set_up(database, editor)
    session, person = by_password(database)
    assert len(set(recovery)) == codes.RECOVERY_CODES
    second_steps.show(database, session, person, recovery[0].lower().replace("-", " "), now=SOON)
    other, _ = by_password(database)
    with pytest.raises(Invalid):
        second_steps.show(database, other, person, recovery[0], now=SOON)
    fresh = second_steps.renew_codes(database, person, now=SOON)
    with pytest.raises(Invalid):
        second_steps.show(database, other, person, recovery[1], now=SOON)
    second_steps.show(database, other, person, fresh[1], now=SOON)


def test_a_password_alone_sets_no_device_up(database: Database, editor: Person) -> None:
    by_link(database, editor)
    thief, person = by_password(database)
    secret = codes.new_secret()
    with pytest.raises(Refused, match="by a link"):
        second_steps.set_up(database, thief, secret, codes.code_at(secret, codes.step_of(NOW)), now=NOW)
    assert not stored.get(database, person.id).has_second_step


def test_a_wrong_code_sets_nothing_up(database: Database, editor: Person) -> None:
    with pytest.raises(Invalid):
        second_steps.set_up(database, by_link(database, editor), codes.new_secret(), "12 34 5", now=NOW)
    assert not stored.get(database, editor.id).has_second_step


def test_setting_up_and_taking_away_end_every_other_session(database: Database, editor: Person) -> None:
    own = by_link(database, editor)
    _, person = by_password(database)
    secret = codes.new_secret()
    second_steps.set_up(database, own, secret, codes.code_at(secret, codes.step_of(NOW)), now=NOW)
    assert [one.key for one in sessions.own_sessions(database, person, now=NOW)] == [own.key]
    _, person = by_password(database)
    second_steps.remove(database, own, person, now=SOON)
    assert [one.key for one in sessions.own_sessions(database, person, now=SOON)] == [own.key]
    secret = codes.new_secret()
    second_steps.set_up(
        database,
        sessions.own_sessions(database, person, now=SOON)[0],
        secret,
        codes.code_at(secret, codes.step_of(SOON)),
        now=SOON,
    )
    assert stored.get(database, person.id).has_second_step


def test_a_new_password_keeps_the_second_step_and_a_reset_takes_it(database: Database, editor: Person) -> None:
    set_up(database, editor)
    session = by_link(database, editor, "her uncle grows red tulips there")
    assert second_steps.is_waiting(session, stored.get(database, editor.id))
    people.reset(database, editor.id, now=SOON, actor=None)
    assert not stored.get(database, editor.id).has_second_step
    set_up(database, stored.get(database, editor.id))
    second_steps.reset(database, editor.id, now=SOON, actor=None)
    assert not stored.get(database, editor.id).has_second_step
    assert not sessions.own_sessions(database, editor, now=SOON)
