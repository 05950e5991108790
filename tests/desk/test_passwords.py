"""Which passwords are taken, and how many are hashed at once."""

from __future__ import annotations

import gzip

import pytest

from factcheck.desk import passwords
from factcheck.errors import Invalid, Refused
from tests.conftest import SHARED


@pytest.mark.parametrize(
    "password",
    [
        "fourteen signs",
        "aaaaaaaaaaaaaaaaaa",
        "1234567890123456",
        "qwertyuiopasdfgh",
        "passwordpassword1",
        "PasswordPassword!",
        "ada byron ada byron",
        "adabyron20261815",
        "factcheckfactcheck",
        "xk3xk3xk3xk3xk3xk3",
        "manchesterunited",
        "1q2w3e4r5t6y7u8i",
        "x" * 257,
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.check(password, "ada", "Ada Byron")


@pytest.mark.parametrize(
    "password",
    [
        "my aunt sells blue umbrellas",
        "correct horse battery staple",
        "Xq7#mP2$vL9@nR4",
        "grüne bohnen schmecken",
        "i love my dog charlie",
    ],
)
def test_a_password_of_ones_own_is_taken_whatever_it_is_made_of(password: str) -> None:
    passwords.check(password, "ada", "Ada Byron")


def is_refused(password: str) -> bool:
    try:
        passwords.check(password, "ada")
    except Invalid:
        return True
    return False


def test_common_passwords_that_are_long_enough_are_mostly_refused() -> None:
    path = SHARED / "hostile" / "passwords-django" / "common-passwords.txt.gz"
    if not path.exists():
        pytest.skip("the set of common passwords is not here")
    common = gzip.decompress(path.read_bytes()).decode().split("\n")
    long_ones = [password for password in common if len(password) >= passwords.SHORTEST]
    taken = [password for password in common if not is_refused(password)]
    assert len(common) > 19_000
    assert len(long_ones) > 40, "by length alone these would be taken"
    assert len(taken) <= 0.4 * len(long_ones), taken


def test_only_two_hashes_run_at_once_and_the_rest_wait_or_are_told() -> None:
    with passwords._slot(), passwords._slot():
        passwords_timeout, passwords.QUEUE_TIMEOUT_S = passwords.QUEUE_TIMEOUT_S, 0.05
        try:
            with pytest.raises(Refused, match="Wait a minute"):
                passwords.hashed("anything")
        finally:
            passwords.QUEUE_TIMEOUT_S = passwords_timeout
    assert passwords.hashed("anything").startswith("$argon2id$")
