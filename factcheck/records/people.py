"""The people of the desk, how they come in, and the log of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person may do, least first: check, check and publish, everything and the accounts."""

    CHECKER = "checker"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the desk. `has_password` is false until the one-time link was used; `disabled_at` ends access.

    `has_second_step` is true where a password alone does not sign this person in.
    """

    id: int
    handle: str
    name: str
    role: Role
    added_at: str
    disabled_at: str | None = None
    has_password: bool = False
    has_second_step: bool = False
    version: int = 1


class Purpose(StrEnum):
    """What a one-time link is good for: found the desk, sign in once, choose a password."""

    SET_UP = "set-up"
    SIGN_IN = "sign-in"
    PASSWORD = "password"  # noqa: S105 (the purpose of a link, no secret)


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser. `key` names it on pages: it is the hash of the token, which is kept nowhere.

    `second_step_at` is when the second step was last given, `confirmed_at` when the person last showed by anything who
    they are; `by_link` is true where a one-time link began it.
    """

    key: str
    person_id: int
    started_at: str
    seen_at: str
    expires_at: str
    ended_at: str | None = None
    device: str = ""
    second_step_at: str | None = None
    confirmed_at: str = ""
    by_link: bool = False


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What an authenticator app and the desk share. `last_step` is the time step of the last code that was used."""

    person_id: int
    secret: str
    made_at: str
    last_step: int
    codes_left: int


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link that was handed out; `person_id` is none for the link that founds the desk."""

    key: str
    purpose: Purpose
    person_id: int | None
    made_at: str
    expires_at: str
    used_at: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the event log; `payload` is none where it was erased."""

    id: int
    at: str
    actor: int | None
    actor_name: str
    verb: str
    subject: str
    hash: str
    payload: dict[str, Any] | None
