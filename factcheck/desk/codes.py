"""One-time codes: the six digits that an authenticator app shows, and the recovery codes for when it is lost.

The six digits are TOTP (RFC 6238) with what every app assumes: SHA-1, steps of thirty seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6

WINDOW = 1
"""A code holds one step before and after its own: telephones are wrong by some seconds, and people type slowly."""

SECRET_BYTES = 20
"""As long as the hash, which RFC 4226 recommends."""

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""Eighty bits: too many to try even by whoever has the database."""


def new_secret() -> str:
    """A secret that person and desk share, in base32 as apps take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_of(moment: str) -> int:
    """The number of the time step that a stored moment lies in."""
    return int(datetime.fromisoformat(moment).timestamp()) // STEP_S


def code_at(secret: str, step: int) -> str:
    """The code of one time step."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, typed: str, *, now: str, after: int) -> int | None:
    """The time step whose code was typed, none where it is none; steps up to `after` were used and hold no more."""
    code = "".join(typed.split())
    here = step_of(now)
    fitting = [
        step
        for step in range(here - WINDOW, here + WINDOW + 1)
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), code.encode())
    ]
    return fitting[0] if fitting else None


def enrolment_address(secret: str, handle: str, desk: str) -> str:
    """What an authenticator app reads from the picture: the secret, and how it names the account."""
    return f"otpauth://totp/{quote(desk)}:{quote(handle)}?{urlencode({'secret': secret, 'issuer': desk})}"


def new_recovery_codes() -> list[str]:
    """Codes that each open the second step once, in groups that can be copied by hand."""
    codes = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def recovery_key(typed: str) -> str:
    """The hash under which a recovery code is stored; blanks, hyphens and small letters make no difference."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
