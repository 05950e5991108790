"""What a confined child takes from itself before it reads a foreign byte: files, sockets, processes, memory, time.

Every limit is one that cannot be given back (hard limits, namespaces, no-new-privileges). Where a system knows none of
a kind, the others still hold, and the parent's clock always does.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import re
import signal
import sys
import time

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MB = 1 << 20
MAX_ADDRESS_SPACE = 500 * MB  # of which about 250 are libraries; keeps the resident part under 512 MB whatever happens
LIFETIME_CPU_S = 1_000
SPARE = 200 * MB  # at least so much more than what is taken already, where libraries take more than usual
CLONE_NEWUSER, CLONE_NEWNET = 0x1000_0000, 0x4000_0000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
# Landlock's system calls have these numbers on every architecture. Its rights on files by version: all kinds of access,
# then also linking elsewhere, truncating, (nothing new,) device commands.
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF, LANDLOCK_VERSION = 444, 446, 1
ALL_FILE_RIGHTS = (0x1FFF, 0x3FFF, 0x7FFF, 0x7FFF, 0xFFFF)

AVAILABLE = resource is not None

_status: int | None = None  # /proc/self/status, opened while files can be opened


def confine() -> None:
    """Give up everything that reading a document does not need. Call after all imports; there is no way back."""
    if sys.platform == "linux":
        _open_status()
        _leave_namespaces()
        _leave_file_system()
    if resource is None:
        return
    _lower(resource.RLIMIT_AS, max(MAX_ADDRESS_SPACE, _address_space() + SPARE))
    _lower(resource.RLIMIT_CPU, LIFETIME_CPU_S)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    _lower(resource.RLIMIT_NOFILE, 0)  # what is open stays open; no file, socket or pipe can be opened any more


def allow_cpu(seconds: int) -> None:
    """Let the next document have so many seconds of computing; the kernel ends the process past them."""
    if resource is not None:
        resource.setrlimit(
            resource.RLIMIT_CPU, (min(math.ceil(time.process_time()) + seconds, LIFETIME_CPU_S), LIFETIME_CPU_S)
        )


def peak_bytes() -> int:
    """The most memory that this process ever held, in bytes; 0 where nobody counts.

    On Linux getrusage begins with what the parent held when it forked, so the kernel's own report is read instead.
    """
    if _status is not None:
        found = re.search(rb"VmHWM:\s*(\d+) kB", os.pread(_status, 8192, 0))
        return int(found[1]) * 1024 if found else 0
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _open_status() -> None:
    global _status
    with contextlib.suppress(OSError):
        _status = os.open("/proc/self/status", os.O_RDONLY)


def landlock_version() -> int:
    """Which version of Landlock the kernel knows, 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION)))


def _address_space() -> int:
    """Bytes of address space in use; 0 where that cannot be told."""
    try:
        with open("/proc/self/statm", encoding="ascii") as numbers:
            return int(numbers.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _lower(kind: int, value: int) -> None:
    with contextlib.suppress(OSError, ValueError):  # some systems know a limit by name only
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _leave_namespaces() -> None:
    """Step out of the network, and end with the parent. Kernels that forbid it to plain users refuse; so be it."""
    libc = _libc()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.unshare(CLONE_NEWNET if os.getuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET)


def _leave_file_system() -> None:
    """Give up every right on files by Landlock: deleting and renaming need no open file, which the limits count.

    From its sixth version on it also keeps signals from the processes outside.
    """
    version = landlock_version()
    if not version:
        return
    rights = [
        ALL_FILE_RIGHTS[min(version, len(ALL_FILE_RIGHTS)) - 1],
        0b11 if version >= 4 else 0,
        0b11 if version >= 6 else 0,
    ]
    ruleset = (ctypes.c_uint64 * 3)(*rights)
    size = 8 * (1 if version < 4 else 2 if version < 6 else 3)
    libc = _libc()
    number = libc.syscall(LANDLOCK_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    if number >= 0:
        libc.syscall(LANDLOCK_RESTRICT_SELF, number, 0)
        os.close(number)
