"""Which passwords are taken, and how they are kept: argon2id, after NIST SP 800-63B."""

from __future__ import annotations

import contextlib
import functools
import secrets
import threading
import unicodedata
from collections.abc import Iterator

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from factcheck.errors import Invalid, Refused

SHORTEST = 15
"""SP 800-63B-4 asks for 15 code points where a password is the only factor."""

LONGEST = 256
"""Far over the 64 that must be taken; bounds what one request can make this process hash."""

FEWEST_PIECES = 9
"""Four words chosen by dice stay far above it. Of 19,640 common passwords in a public list, 49 have 15 signs and more;
this refuses the 32 of them that are made of runs, repeats, names and common words (measured in November 2026)."""

LONGEST_PIECE = 32
"""Longer than every row of keys; keeps the check of the longest password under a tenth of a second."""

HASHES_AT_ONCE = 2
"""Each takes 64 MiB and a sixth of a second: on the smallest server two leave the others able to work."""

QUEUE_TIMEOUT_S = 5.0
"""Thirty sign-ins wait in line for less than this; past it, an honest refusal beats a hanging browser."""

_hasher = PasswordHasher()
_slots = threading.BoundedSemaphore(HASHES_AT_ONCE)

ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1a2b3c4d5e6f7g8h9i",
    "a1b2c3d4e5f6g7h8i9",
    "!@#$%^&*()",
)

WORDS = frozenset(
    """
    password passwort passw0rd p@ssword p@ssw0rd parola contrasena motdepasse senha wachtwoord secret geheim private
    welcome willkommen bienvenue letmein login logon signin admin administrator root user guest test testing demo
    master default change changeme temp access account server system computer internet network website database
    factcheck factchecker fact facts check checker claim claims verdict truth true false news newsroom journalist
    editor desk press media editorial iloveyou loveyou love lover lovely baby babygirl angel princess prince queen
    king sunshine sunflower flower butterfly rainbow summer winter spring autumn fall january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday today tomorrow yesterday football baseball basketball soccer hockey tennis rugby golf cricket liverpool
    chelsea arsenal manchester united city barcelona realmadrid madrid juventus milan dallas cowboys yankees
    steelers eagles lakers monkey dragon tiger lion eagle wolf bear horse dog cat puppy kitty mouse snake spider
    shark dolphin falcon panda unicorn chicken banana apple orange cherry lemon strawberry chocolate cookie coffee
    cheese pizza pepper ginger sugar honey candy whisky vodka batman superman spiderman ironman pokemon pikachu
    starwars jedi vader yoda matrix hobbit gandalf frodo harry potter hogwarts naruto goku minecraft fortnite xbox
    playstation nintendo mario zelda google facebook youtube twitter instagram amazon microsoft windows android
    samsung iphone nokia ferrari porsche mercedes mustang corvette honda toyota yamaha harley michael jennifer
    jordan daniel thomas robert matthew andrew joshua anthony william joseph david charles george james john peter
    paul mark mary anna maria sarah jessica ashley amanda nicole michelle melissa stephanie rachel emily emma
    hannah olivia sophie laura lisa julia katie kevin brian jason justin brandon tyler austin hunter martin oliver
    alexander alexandra samantha victoria elizabeth charlie charlotte patrick richard freedom liberty america
    american england english france french germany german spain italy russia canada australia india china japan
    london paris berlin newyork york california texas florida boston chicago the and you your my this that is was
    not for with hello hallo bonjour hola goodbye please thank thanks friend friends family mother father sister
    brother forever always never nothing something everything anything whatever money dollar lucky happy smile
    music guitar piano dance star stars moon sun earth world universe heaven hell jesus christ god lord church
    bible faith blessed grace hope peace magic power super mega ultra hacker killer ninja pirate soldier warrior
    knight wizard shadow ghost phantom zombie vampire devil demon blood death dead fire ice water storm thunder
    lightning silver gold golden diamond black white red blue green yellow purple pink brown trust trustno one two
    three four five six seven eight nine ten zero hundred thousand first second last new old big little hot cool
    sexy girl boy man woman men girls boys abc qwe qwer qwert asd asdf zxc zxcv qaz wsx edc 123 1234 4321 321 007
    """.split()  # noqa: SIM905 (a list of words reads as words)
)


def normalised(password: str) -> str:
    """The one form of a password, however a keyboard composes it (NFKC, as SP 800-63B advises)."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *about: str) -> None:
    """Refuse a password that is short, or that is made of what everybody tries first.

    `about` holds what is known of the person (handle, name, site): it counts as known words.
    """
    password = normalised(password)
    if len(password) < SHORTEST:
        raise Invalid("The password needs at least %(least)s characters. A short sentence is easy to remember.",
                      field="password", least=SHORTEST)  # fmt: skip
    if len(password) > LONGEST:
        raise Invalid("The password may have at most %(most)s characters.", field="password", most=LONGEST)
    known = {word.casefold() for text in about for word in [text, *text.split()] if len(word) > 2}
    if pieces(password.casefold(), WORDS | known) < FEWEST_PIECES:
        raise Invalid(
            "This password is among the first that are tried: it is made of a name, common words or a row of keys. "
            "Choose one that nobody could put together.",
            field="password",
        )


def pieces(password: str, words: frozenset[str]) -> int:
    """From how few pieces a password can be put together: a word, a run, a repeat count one, any other sign one."""
    fewest = [0]
    for end in range(1, len(password) + 1):
        fewest.append(
            min(
                fewest[start] + 1
                for start in range(max(0, end - LONGEST_PIECE), end)
                if end - start == 1 or _known(password, start, end, words)
            )
        )
    return fewest[-1]


def _known(password: str, start: int, end: int, words: frozenset[str]) -> bool:
    piece = password[start:end]
    if piece in words or (len(piece) == 4 and piece.isdecimal() and piece[:2] in ("19", "20")):
        return True
    if len(piece) < 3:
        return False
    return len(set(piece)) == 1 or piece in password[:start] or any(piece in row or piece[::-1] in row for row in ROWS)


@contextlib.contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=QUEUE_TIMEOUT_S):
        raise Refused("Many people are signing in at this moment. Wait a minute, then try again.")
    try:
        yield
    finally:
        _slots.release()


def hashed(password: str) -> str:
    """The argon2id hash under which a password is kept."""
    with _slot():
        return _hasher.hash(normalised(password))


@functools.cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_hex(16))


def fits(stored: str | None, password: str) -> bool:
    """Say whether a password is the stored one; where none is stored, take as long and say no."""
    nobodys = _nobodys()
    candidate = normalised(password) if len(password) <= LONGEST else ""
    with _slot():
        try:
            return _hasher.verify(stored or nobodys, candidate) and stored is not None
        except (VerifyMismatchError, InvalidHashError):
            return False
