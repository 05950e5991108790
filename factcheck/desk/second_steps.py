"""The second step of signing in: set up, asked for, given again before what matters, and taken away.

A password can be stolen without anybody noticing. So publishing and administration ask for a code of the person's own
device, where the desk requires it, and a device is only ever set up by who came in by a one-time link: a password alone
does not get that far.
"""

from __future__ import annotations

from sqlite_utils import Database

from factcheck.desk import codes, passwords
from factcheck.desk.sessions import later
from factcheck.errors import Invalid, NotFound, Refused
from factcheck.records import Person, Session
from factcheck.store import events, people, second_steps, sessions, settings
from factcheck.store.connection import writing

SETTING = "second step"

FRESH_S = 30 * 60
"""How long it counts that somebody showed who they are; then publishing and administration ask again."""


def is_required(database: Database) -> bool:
    """Whether editors and administrators must have a second step for what checkers may not do; on from the start."""
    return settings.get(database, SETTING) != "off"


def set_required(database: Database, required: bool, *, now: str, actor: int | None) -> None:
    """Require the second step of editors and administrators, or do without; either stands in the log."""
    with writing(database):
        settings.put(database, SETTING, "on" if required else "off")
        verb = "required a second step" if required else "did without a second step"
        events.append(database, now=now, actor=actor, verb=verb, subject="desk", payload={"required": required})


def is_waiting(session: Session, person: Person) -> bool:
    """Whether a session has the password only, of a person who has a second step: it opens nothing yet."""
    return person.has_second_step and session.second_step_at is None


def is_fresh(session: Session, person: Person, *, now: str) -> bool:
    """Whether this person showed lately who they are; who has neither password nor device has nothing to show."""
    nothing_to_show = not person.has_password and not person.has_second_step
    return nothing_to_show or session.confirmed_at > later(now, -FRESH_S)


def check_may_set_up(session: Session, person: Person) -> None:
    """Raise `Refused` where a person has a second step already, or came in by a password alone."""
    if person.has_second_step:
        raise Refused("Your second step is set up already. Take it away first.")
    if not session.by_link:
        raise Refused(
            "A second step is set up by who came in by a link, not by a password alone. Ask an administrator for a new "
            "password link; who holds the machine makes one with `python run.py user reset`."
        )


def set_up(database: Database, session: Session, secret: str, typed: str, *, now: str) -> list[str]:
    """Set up the device that has `secret`, shown by a code of it; give the recovery codes. Other sessions end."""
    made = codes.new_recovery_codes()
    with writing(database):
        person = people.get(database, session.person_id)
        if person is None:
            raise NotFound("There is no such person.")
        check_may_set_up(session, person)
        used = codes.matching_step(secret, typed, now=now, after=0)
        if used is None:
            raise _wrong_code()
        second_steps.insert(database, person.id, secret, used, now)
        second_steps.replace_codes(database, person.id, map(codes.recovery_key, made), now)
        sessions.end_all_of(database, person.id, now, keep=session.key)
        sessions.set_second_step(database, session.key, now)
        _note(database, "set up second step", person.id, now, person.id)
    return made


def show(database: Database, session: Session, person: Person, typed: str, *, now: str) -> None:
    """Show who one is: by a code of the device or a recovery code, or by the password where there is no device.

    Completes a session that was waiting, and makes it fresh. Raises `Invalid` for what is wrong or was used already.
    """
    if not person.has_second_step:
        if not passwords.fits(people.password_hash(database, person.id), typed):
            raise Invalid("This is not your password.", field="code")
        with writing(database):
            sessions.set_confirmed(database, session.key, now)
        return
    with writing(database):
        step = second_steps.get(database, person.id)
        if step is None:
            raise _wrong_code()
        used = codes.matching_step(step.secret, typed, now=now, after=step.last_step)
        if used is not None:
            second_steps.set_last_step(database, person.id, used)
        elif second_steps.use_code(database, person.id, codes.recovery_key(typed), now):
            _note(database, "used recovery code", person.id, now, person.id)
        else:
            raise _wrong_code()
        sessions.set_second_step(database, session.key, now)


def renew_codes(database: Database, person: Person, *, now: str) -> list[str]:
    """Make new recovery codes; the ones before hold no more."""
    if not person.has_second_step:
        raise Refused("You have no second step. Set it up first.")
    made = codes.new_recovery_codes()
    with writing(database):
        second_steps.replace_codes(database, person.id, map(codes.recovery_key, made), now)
        _note(database, "made recovery codes", person.id, now, person.id)
    return made


def remove(database: Database, session: Session, person: Person, *, now: str) -> None:
    """Take one's own second step away; every other session ends. This one may set up another device."""
    with writing(database):
        second_steps.remove(database, person.id)
        sessions.end_all_of(database, person.id, now, keep=session.key)
        sessions.allow_setting_up(database, session.key)
        _note(database, "removed second step", person.id, now, person.id)


def reset(database: Database, person_id: int, *, now: str, actor: int | None) -> None:
    """Take the second step of somebody who lost the device and the codes; their sessions end."""
    with writing(database):
        if people.get(database, person_id) is None:
            raise NotFound("There is no such person.")
        second_steps.remove(database, person_id)
        sessions.end_all_of(database, person_id, now)
        _note(database, "removed second step", person_id, now, actor)


def _wrong_code() -> Invalid:
    return Invalid("This code does not fit. Each holds for a minute and once: wait for the next one.", field="code")


def _note(database: Database, verb: str, person_id: int, now: str, actor: int | None) -> None:
    events.append(database, now=now, actor=actor, verb=verb, subject=f"person {person_id}", payload={})
