"""A process that works on what strangers made: what it gets, what it may, and that nothing of it stays."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.errors import Cancelled
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import ChildEnded, ChildProcess, ChildTooSlow, environment

START = """
import os, sys, socket, subprocess, ctypes
from serums_desktop.work import child_process
from serums_desktop.work.confinement import Limits

def answer(question, descriptor):
{body}

sys.exit(child_process.serve(answer, Limits({limits})))
"""


def child(body: str, limits: str = "") -> list[str]:
    """A command whose process answers by this body of a generator."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return [sys.executable, "-c", START.format(body=indented, limits=limits)]


def ask(command: list[str], question: bytes = b"?", timeout_s: float = 30.0) -> list[bytes]:
    with ChildProcess(command, question, CancelToken(), timeout_s=timeout_s) as process:
        return list(process.answers())


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """No process, thread or descriptor is left behind."""
    threads, descriptors = threading.active_count(), open_descriptors()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert threading.active_count() == threads
    assert open_descriptors() == descriptors


def open_descriptors() -> set[int]:
    found = set()
    for descriptor in range(256):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.add(descriptor)
    return found


def test_questions_and_answers_are_bytes_of_any_length() -> None:
    body = "yield question\nyield question[::-1] * 3"
    question = bytes(range(256)) * 5_000
    assert ask(child(body), question) == [question, question[::-1] * 3]


def test_it_reads_the_file_it_was_given_and_has_no_other_descriptor(tmp_path: Path) -> None:
    path = tmp_path / "some.bin"
    path.write_bytes(b"what is in it")
    body = """
yield os.read(child_process.opened(descriptor), 100)
found = []
for each in range(64):
    try: os.fstat(each)
    except OSError: continue
    found.append(each)
yield str(len(found)).encode()"""
    with (
        path.open("rb") as file,
        ChildProcess(child(body), b"", CancelToken(), timeout_s=30, file=file) as process,
    ):
        content, descriptors = process.answers()
    assert content == b"what is in it"
    # Nowhere three times, the two pipes, the file.
    assert int(descriptors) == 6


def test_what_it_prints_is_no_answer() -> None:
    assert ask(
        child("print('to standard output', flush=True)\nos.write(1, b'there too')\nyield b'answer'")
    ) == [b"answer"]


def test_it_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESS_TOKEN", "secret")
    names = b"".join(ask(child("yield ' '.join(os.environ).encode()"))).decode().split()
    assert "ACCESS_TOKEN" not in names
    assert "PYTHONSAFEPATH" in names
    assert environment({"DBUS_SESSION_BUS_ADDRESS": "x", "SYSTEMROOT": "C:\\Windows"}).get("SYSTEMROOT")


def test_an_end_before_the_end_of_the_answers() -> None:
    with pytest.raises(ChildEnded):
        ask(child("yield b'first'\nos._exit(0)"))
    with pytest.raises(ChildEnded):
        ask([sys.executable, "-c", ""])
    with pytest.raises(ChildEnded):
        ask([f"{sys.executable}-that-is-not-there"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_half_way() -> None:
    body = "yield str(os.getpid()).encode()\nwhile True: yield bytes(1_000_000)"
    with ChildProcess(child(body), b"", CancelToken(), timeout_s=30) as process:
        answers = process.answers()
        os.kill(int(next(answers)), signal.SIGKILL)
        with pytest.raises(ChildEnded):
            list(answers)


def test_one_that_hangs_is_too_slow() -> None:
    with pytest.raises(ChildTooSlow):
        ask(child("yield b'first'\nimport threading\nthreading.Event().wait()"), timeout_s=1.0)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_one_that_computes_for_ever_is_too_slow() -> None:
    with pytest.raises(ChildTooSlow):
        ask(child("while True: pass\nyield b''", "processor_s=1"))


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory there")
def test_memory_ends_where_it_should() -> None:
    body = "try: bytearray(1 << 30)\nexcept MemoryError: yield b'no more'"
    assert ask(child(body, "memory_bytes=1 << 29")) == [b"no more"]


def test_cancelled_while_it_is_waited_for() -> None:
    cancel = CancelToken()
    body = "yield b'first'\nimport threading\nthreading.Event().wait()"
    with ChildProcess(child(body), b"", cancel, timeout_s=30) as process:
        answers = process.answers()
        assert next(answers) == b"first"
        threading.Thread(target=cancel.cancel).start()
        with pytest.raises(Cancelled):
            next(answers)


def test_cancelled_before_it_began() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        ChildProcess(child("yield b''"), b"", cancel, timeout_s=30)


def test_left_before_its_end() -> None:
    with ChildProcess(child("while True: yield bytes(100_000)"), b"", CancelToken(), timeout_s=30) as process:
        assert len(next(process.answers())) == 100_000


TRIES = """
def tried(job):
    try: job()
    except OSError: return b'refused'
    return b'allowed'
"""


@pytest.mark.parametrize(
    "job",
    [
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.run([sys.executable, '-c', ''])",
        "open(question.decode(), 'w')",
        "os.open(question, os.O_WRONLY | os.O_CREAT)",
    ],
)
def test_python_itself_refuses(tmp_path: Path, job: str) -> None:
    target = tmp_path / "written"
    (answer,) = ask(child(f"{TRIES}yield tried(lambda: {job})"), os.fsencode(target))
    assert answer == b"refused"
    assert not target.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="no other kernel refuses these")
@pytest.mark.parametrize(
    "call",
    [
        "libc.socket(2, 1, 0)",
        "libc.fork()",
        "libc.execv(b'/bin/true', None)",
        "libc.kill(1, 0)",
        "libc.open(question, os.O_RDONLY)",
        "libc.open(question + b'-new', os.O_WRONLY | os.O_CREAT, 0o600)",
        "libc.unlink(question)",
        "libc.syscall(425, 8, None)",
        "libc.truncate(question, 0)",
        "libc.chmod(question, 0o777)",
        "libc.utimensat(-100, question, None, 0)",
        "libc.setxattr(question, b'user.read', b'1', 1, 0)",
        "libc.tgkill(os.getppid(), os.getppid(), 0)",
        "libc.prlimit(os.getppid(), 7, None, bytes(16))",
    ],
)
def test_the_kernel_refuses_machine_code(tmp_path: Path, call: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of another record")
    body = f"libc = ctypes.CDLL(None)\nyield str({call}).encode()"
    (answer,) = ask(child(body), os.fsencode(secret))
    assert answer == b"-1"
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert secret.read_text() == "of another record"


@pytest.mark.skipif(sys.platform != "linux", reason="what is enforced differs")
def test_threads_may_begin_and_modules_be_loaded() -> None:
    body = """
import threading, zipfile, numpy, defusedxml.ElementTree
found = []
thread = threading.Thread(target=lambda: found.append(b'ran'))
thread.start(); thread.join()
yield found[0]"""
    assert ask(child(body)) == [b"ran"]
