"""Which process does something, in words that another one can check: a worker that died is known without waiting."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PROC = Path("/proc")


def identity() -> str:
    """A name for who works in this process: where and as what it runs, since when, and which of several in it.

    Only Linux tells where a process runs and when it began; elsewhere nothing can be known of the name later.
    """
    return f"{_place()} {os.getpid()} {_began(os.getpid())} {secrets.token_hex(4)}"


def has_died(name: str) -> bool:
    """Say whether the process of this name is known to be gone; false where that cannot be known from here.

    A number that another process has by now is told apart by when that one began.
    """
    place, _, rest = name.partition(" ")
    pid, _, rest = rest.partition(" ")
    began = rest.partition(" ")[0]
    return place not in ("", "-") and place == _place() and pid.isdigit() and _began(int(pid)) != began


def _place() -> str:
    """The running machine and the name space that process numbers belong to (each container has its own)."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{os.readlink(PROC / 'self/ns/pid')}"
    except OSError:
        return "-"


def _began(pid: int) -> str:
    """When a process began, in ticks since the machine did; "-" where there is none."""
    try:
        # The second field is the program's name in parentheses and may hold blanks; the 22nd is the time.
        fields = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return "-"
    return "-" if fields[0] in ("Z", "X") else fields[19]
