"""The pool of confined children: what they read, what they cannot do, and what becomes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.confined import KEPT_VARIABLES, SET_VARIABLES, Confined, limits, messages
from factcheck.core.extracting import extract
from factcheck.errors import ExtractionFailed
from factcheck.records import OutgoingLink

STORY = b"<html><title>Bridge</title><article>" + b"<p>The council voted to close the bridge, said Ann Example.</p>" * 5
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
limited = pytest.mark.skipif(not limits.AVAILABLE, reason="this system cannot limit its processes")


@pytest.fixture(scope="module")
def pool() -> object:
    """One pool for the tests that leave its children alive."""
    with Confined(children=2) as confined:
        yield confined


def child_of(pool: Confined) -> int:
    """The process id of the child that answered last."""
    child = pool._places.queue[-1]
    assert child is not None
    return child.process.pid


@pytest.mark.parametrize(
    ("raw", "media_type", "filename"),
    [
        (STORY, "text/html", ""),
        (b"Bridge\n\nThe council voted.", "text/plain", ""),
        (b"# Bridge\n\nThe *council* voted.", "", "story.md"),
        ("Bücher für die Brücke".encode("cp1252"), "text/plain", ""),
        ("Мост закрыт на два года".encode("koi8-r"), "text/plain", ""),
    ],
)
def test_a_confined_child_reads_what_the_plain_function_reads(
    pool: Confined, raw: bytes, media_type: str, filename: str
) -> None:
    assert pool.extract(raw, media_type, filename=filename) == extract(raw, media_type, filename=filename)


def test_the_reason_of_a_refusal_comes_back_with_its_parts(pool: Confined) -> None:
    with pytest.raises(ExtractionFailed, match=r"^The file is larger than 20 MB\.$") as caught:
        pool.extract(b"x" * 20_000_001, "text/plain")
    assert caught.value.parts == {"most": 20}


def test_answers_of_many_threads_are_not_mixed_up(pool: Confined) -> None:
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda n: pool.extract(f"Text number {n}.".encode(), "text/plain").text, range(60)))
    assert texts == [f"Text number {n}." for n in range(60)]


def test_no_child_is_started_before_the_first_document() -> None:
    with Confined(children=2) as confined:
        assert all(place is None for place in confined._places.queue)


def test_children_end_with_the_pool() -> None:
    with Confined(children=1) as confined:
        confined.extract(b"Text.", "text/plain")
        child = confined._places.queue[-1]
        assert child is not None
    assert child.process.returncode == 0


@linux
def test_a_child_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_SECRET", "do not tell")
    with Confined(children=1) as confined:
        confined.extract(b"Text.", "text/plain")
        environment = Path(f"/proc/{child_of(confined)}/environ").read_bytes()
    assert b"do not tell" not in environment
    assert {line.split(b"=")[0] for line in environment.split(b"\0") if line} <= {
        name.encode() for name in (*KEPT_VARIABLES, *SET_VARIABLES)
    }


def test_a_killed_child_is_replaced() -> None:
    with Confined(children=1) as confined:
        confined.extract(b"Text.", "text/plain")
        os.kill(child_of(confined), signal.SIGKILL)
        with pytest.raises(ExtractionFailed, match="makes the reader crash"):
            confined.extract(b"Text.", "text/plain")
        assert confined.extract(b"Text.", "text/plain").text == "Text."


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process")
def test_a_child_that_hangs_is_given_up_and_replaced() -> None:
    with Confined(children=1, wall_s=0.5) as confined:
        confined.extract(b"Text.", "text/plain")
        os.kill(child_of(confined), signal.SIGSTOP)
        started = time.monotonic()
        with pytest.raises(ExtractionFailed, match="takes too long"):
            confined.extract(b"Text.", "text/plain")
        assert time.monotonic() - started < 3
        assert confined.extract(b"Text.", "text/plain").text == "Text."


def test_a_child_is_replaced_after_many_documents_without_anybody_noticing() -> None:
    from factcheck.confined.serving import MAX_DOCUMENTS

    with Confined(children=1) as confined:
        confined.extract(b"Text.", "text/plain")
        first = child_of(confined)
        texts = {confined.extract(b"Text.", "text/plain").text for _ in range(MAX_DOCUMENTS)}
        assert texts == {"Text."}
        assert child_of(confined) != first


ATTEMPTS = """
import os, socket, sys
from factcheck.confined import limits
def attempt(what):
    try:
        what()
    except BaseException as error:
        return type(error).__name__
    return "done"
ATTEMPTED = {
    "read a file": lambda: open("/etc/hostname").read(),
    "write a file": lambda: open(sys.argv[1], "w").write("x"),
    "open a socket": lambda: socket.socket(),
    "look up a name": lambda: socket.socketpair(),
    "open a pipe": lambda: os.pipe(),
    "take a gigabyte": lambda: bytearray(1 << 30),
    "rename a file": lambda: os.rename(sys.argv[1], sys.argv[1] + ".moved"),
    "make a folder": lambda: os.mkdir(sys.argv[1] + ".folder"),
    "signal the parent": lambda: os.kill(os.getppid(), 0),
}
if sys.argv[2] == "confined":
    limits.confine()
print({name: attempt(what) for name, what in ATTEMPTED.items()})
"""


@limited
def test_a_confined_process_can_open_nothing_and_not_grow_where_a_plain_one_can(tmp_path: Path) -> None:
    def outcomes(how: str) -> dict[str, str]:
        words = [sys.executable, "-c", ATTEMPTS, str(tmp_path / "file"), how]
        found: dict[str, str] = eval(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        return found

    (tmp_path / "file").write_text("x")
    confined = outcomes("confined")
    assert set(outcomes("plain").values()) == {"done"}
    if limits.landlock_version() < 6:  # older kernels cannot forbid these
        confined = {
            name: outcome for name, outcome in confined.items() if name.split()[0] not in ("rename", "make", "signal")
        }
    assert confined
    assert "done" not in confined.values()


@limited
def test_the_kernel_ends_a_child_that_computes_too_long() -> None:
    code = "from factcheck.confined import limits; limits.confine(); limits.allow_cpu(1)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == -signal.SIGXCPU


@pytest.mark.parametrize("label", ["dbcs", "mbcs", "oem", "no-such-charset"])
def test_a_document_that_names_an_encoding_of_another_system_breaks_no_child(pool: Confined, label: str) -> None:
    raw = f'<?xml version="1.0" encoding="{label}"?>\n'.encode() + b"The register lists every pipe, caf\x80 and all.\n"
    pool.extract(b"A child has started.", "text/plain")
    child = child_of(pool)
    assert "every pipe" in pool.extract(raw, filename="a.txt").text
    assert child_of(pool) == child


FOUND = {"text": "t", "title": "", "authors": [], "publisher": "", "published": "", "links": []}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not json",
        b"[" * 100_000,
        b"[]",
        json.dumps({"found": {**FOUND, "text": 7}}).encode(),
        json.dumps({"found": {**FOUND, "text": "x" * 2_000_001}}).encode(),
        json.dumps({"found": {**FOUND, "published": "<script>"}}).encode(),
        json.dumps({"found": {**FOUND, "authors": [["a"]]}}).encode(),
        json.dumps(
            {"found": {**FOUND, "links": [{"url": "http://a.example", "words": "", "span": None}] * 201}}
        ).encode(),
        json.dumps(
            {"found": {**FOUND, "links": [{"url": "http://a.example", "words": "a", "span": [0, 999]}]}}
        ).encode(),
        json.dumps({"template": "%(missing)s", "parts": {"a": 1}}).encode(),
    ],
)
def test_an_answer_that_a_child_could_not_honestly_give_is_no_answer(answer: bytes) -> None:
    with pytest.raises(messages.BrokenOffError):
        messages.decode_answer(answer)


def test_links_of_a_taken_over_child_are_still_web_addresses() -> None:
    links = [{"url": url, "words": "", "span": None} for url in ("javascript:alert(1)", "https://a.example/")]
    answer = {"found": {**FOUND, "links": links}, "last": False}
    found, last = messages.decode_answer(json.dumps(answer).encode())
    assert found.links == (OutgoingLink("https://a.example/"),)
    assert last is False


def test_an_answer_longer_than_any_article_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    path.write_bytes(messages.LENGTH.pack(messages.MAX_REPLY_BYTES + 1) + b"x")
    with path.open("rb") as pipe, pytest.raises(messages.BrokenOffError):
        messages.receive(pipe, messages.MAX_REPLY_BYTES)


@linux
def test_the_children_of_a_program_that_holds_much_memory_are_kept() -> None:
    program = (
        "held = b'x' * 400_000_000\n"
        "from factcheck.confined import Confined\n"
        "with Confined(children=1) as pool:\n"
        "    for _ in range(3):\n"
        "        pool.extract(b'Bridge\\n\\nThe council voted.', 'text/plain')\n"
        "        print(pool._places.queue[-1].process.pid)\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert len(set(answer.stdout.split())) == 1


@linux
def test_a_child_that_ended_with_the_thread_that_started_it_is_replaced() -> None:
    with Confined(children=1) as pool:
        for _ in range(3):
            with ThreadPoolExecutor(1) as thread:
                found = thread.submit(pool.extract, STORY, "text/html").result()
            assert "The council voted" in found.text
            time.sleep(0.1)  # for the kernel to end the child
