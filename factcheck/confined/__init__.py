"""Foreign bytes are parsed in child processes that can neither open files nor sockets, nor grow, nor run on."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import BinaryIO, TypeVar, cast

from factcheck.confined import limits, messages
from factcheck.errors import ExtractionFailed
from factcheck.records import Extracted

__all__ = ["Confined"]

WALL_S = 15.0  # per document; the child's own limit of 10 s of computing comes first unless the machine is busy
START_S = 60.0  # for a child to load its libraries, on a slow and busy machine
CLOSE_S = 2.0
PACKAGE = Path(__file__).resolve().parents[1]
# What a child runs. The package is entered under its name without its __init__, which would load the whole web
# application: a child has no use for it, and what is not there can neither fail nor be taken over.
START = """
import sys, types
package = types.ModuleType("factcheck")
package.__path__ = [sys.argv[1]]
sys.modules["factcheck"] = package
from factcheck.confined.serving import main
main()
"""
# All that a child sees of the environment: what Python itself needs to start on some systems.
# One thread and one arena each: libraries reserve address space for every processor, which counts against the limit.
SET_VARIABLES = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
T = TypeVar("T")
KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Confined:
    """A pool of confined children, started when first needed and ended with the program.

    Safe to use from many threads; as many documents are read at once as there are children. A child that dies is
    replaced, and the document that it died of is refused.
    """

    def __init__(self, children: int = 2, wall_s: float = WALL_S) -> None:
        self._wall_s = wall_s
        self._places: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(children):
            self._places.put(None)
        self._children = children
        self._closed = False
        if not limits.AVAILABLE:
            warnings.warn(
                "This system cannot limit memory and files of the document readers; only their time.", stacklevel=2
            )
        atexit.register(self.close)

    def __enter__(self) -> Confined:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def extract(
        self, raw: bytes, media_type: str = "", charset: str = "", url: str = "", filename: str = ""
    ) -> Extracted:
        """`core.extracting.extract` in a child; raises ExtractionFailed also where the child did not survive it."""
        about = {"media_type": media_type, "charset": charset, "url": url, "filename": filename}
        if len(raw) > messages.MAX_REQUEST_BYTES:
            raise ExtractionFailed("The file is larger than %(most)d MB.", most=messages.MAX_REQUEST_BYTES // 1_000_000)
        child = self._places.get()
        try:
            if child and child.process.poll() is not None:  # its parent, for the kernel, is the thread that started it
                child.end()
                child = None
            child = child or _Child.started()
            answer, last = child.ask(about, raw, self._wall_s)
            if last:
                child.end()
                child = None
        except BaseException:
            if child:
                child.end(at_once=True)
            child = None
            raise
        finally:
            self._places.put(child)
        if isinstance(answer, ExtractionFailed):
            raise answer
        return answer

    def close(self) -> None:
        """End all children, waiting for those at work; the pool starts new ones if it is used again."""
        atexit.unregister(self.close)
        children = [self._places.get() for _ in range(self._children)]
        for child in children:
            if child:
                child.end()
            self._places.put(None)


@dataclass(slots=True)
class _Child:
    """One child process and the two pipes to it."""

    process: subprocess.Popen[bytes]
    overdue: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def started(cls) -> _Child:
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        process = subprocess.Popen(  # noqa: S603 (every word of it is ours)
            [sys.executable, "-P", "-B", "-c", START, str(PACKAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | SET_VARIABLES,
            cwd=os.path.abspath(os.sep),
            start_new_session=True,  # an interrupt typed at the terminal is the parent's to handle
        )
        child = cls(process)
        try:
            child._within(START_S, lambda: messages.receive(cast(BinaryIO, process.stdout), 0))
        except ExtractionFailed:
            raise ExtractionFailed("The reader of documents does not start; its reasons are in the log.") from None
        return child

    def ask(self, about: dict[str, str], raw: bytes, wall_s: float) -> tuple[Extracted | ExtractionFailed, bool]:
        """One document through the child; raises ExtractionFailed if it dies of it or takes too long."""

        def exchange() -> tuple[Extracted | ExtractionFailed, bool]:
            messages.send(cast(BinaryIO, self.process.stdin), json.dumps(about).encode(), raw)
            return messages.decode_answer(
                messages.receive(cast(BinaryIO, self.process.stdout), messages.MAX_REPLY_BYTES)
            )

        return self._within(wall_s, exchange)

    def _within(self, seconds: float, exchange: Callable[[], T]) -> T:
        """Do it with the child; past the time the child is killed, which ends every wait for it."""
        watch = threading.Timer(seconds, self._stop)
        watch.daemon = True
        watch.start()
        try:
            return exchange()
        except (messages.BrokenOffError, OSError, ValueError):
            self.end(at_once=True)
            raise self._explained() from None
        finally:
            watch.cancel()

    def _stop(self) -> None:
        self.overdue.set()
        self.process.kill()

    def _explained(self) -> ExtractionFailed:
        if self.overdue.is_set() or self.process.returncode == -getattr(signal, "SIGXCPU", 24):
            return ExtractionFailed("Reading the document takes too long; it was given up.")
        return ExtractionFailed("The document cannot be read: it makes the reader crash or ask for too much memory.")

    def end(self, at_once: bool = False) -> None:
        """End the child: by closing its pipe, or by force."""
        if at_once:
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):  # what was still to be written to a dead child
                cast(BinaryIO, pipe).close()
        try:
            self.process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
