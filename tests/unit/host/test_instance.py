"""One window per user and profile, and what others may ask it for."""

from __future__ import annotations

import contextlib
import io
import os
import queue
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import NoWindow
from serums_desktop.domain.identifiers import CHI, Identifier
from serums_desktop.domain.opening import EhrLaunch, OpeningRequest, PatientContext, Show
from serums_desktop.host import log
from serums_desktop.host.instance import Instance, ask

if sys.platform == "win32":
    pytest.skip("the socket is for the other systems", allow_module_level=True)

SOON_S = 10.0
MARKER = "9999999468"
PATIENT = PatientContext(Identifier(CHI.system, MARKER))

CLAIM = """
import sys
from pathlib import Path
from serums_desktop.host.instance import Instance
print("ready", flush=True)
sys.stdin.readline()
claimed = Instance.claim(Path(sys.argv[1]), print)
print("first" if claimed else "second", flush=True)
sys.stdin.readline()
if claimed:
    claimed.close()
"""


def _run(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _say(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def asked() -> queue.SimpleQueue[OpeningRequest]:
    return queue.SimpleQueue()


@pytest.fixture
def instance(tmp_path: Path, asked: queue.SimpleQueue[OpeningRequest]) -> Iterator[Instance]:
    claimed = Instance.claim(tmp_path, asked.put)
    assert claimed is not None
    yield claimed
    claimed.close()


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    yield log.start(tmp_path / "logs")
    log.stop()


def _address(directory: Path) -> str:
    return (directory / "window.address").read_text("utf-8")


def _converse(directory: Path, message: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(_address(directory))
        with contextlib.suppress(BrokenPipeError):
            other.sendall(message)
            other.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            return other.recv(100)
    return b""


@pytest.mark.parametrize("request_", [PATIENT, EhrLaunch("https://ehr.example/fhir", "a.b-c"), Show()])
def test_the_first_gets_what_the_second_asks_for(
    tmp_path: Path,
    instance: Instance,
    asked: queue.SimpleQueue[OpeningRequest],
    request_: OpeningRequest,
) -> None:
    assert Instance.claim(tmp_path, asked.put) is None
    ask(tmp_path, request_)
    assert asked.get(timeout=SOON_S) == request_


def test_nobody_to_ask(tmp_path: Path, asked: queue.SimpleQueue[OpeningRequest]) -> None:
    with pytest.raises(NoWindow):
        ask(tmp_path / "missing", Show())
    for _ in range(2):
        claimed = Instance.claim(tmp_path, asked.put)
        assert claimed is not None
        claimed.close()
        claimed.close()
        with pytest.raises(NoWindow):
            ask(tmp_path, Show())
    assert asked.empty()


def test_only_its_owner_may_come_near(tmp_path: Path, instance: Instance) -> None:
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(_address(tmp_path)).stat().st_mode) == 0o600


def test_of_ten_that_start_at_once_one_is_the_first(tmp_path: Path) -> None:
    programs = [_run(CLAIM, tmp_path) for _ in range(10)]
    try:
        assert {_line(program) for program in programs} == {"ready"}
        for program in programs:
            _say(program)
        assert sorted(_line(program) for program in programs) == ["first", *["second"] * 9]
        ask(tmp_path, Show())
    finally:
        for program in programs:
            program.communicate("\n", timeout=SOON_S)
    assert [program.returncode for program in programs] == [0] * 10


def test_a_crash_leaves_nothing_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: queue.SimpleQueue[OpeningRequest]
) -> None:
    short = tmp_path / "short"
    short.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
    for directory in (tmp_path / "near", tmp_path / ("far" * 40)):
        with _run(CLAIM, directory) as program:
            assert _line(program) == "ready"
            _say(program)
            assert _line(program) == "first"
            ask(directory, Show())
            program.send_signal(signal.SIGKILL)
            program.wait(SOON_S)
        with pytest.raises(NoWindow):
            ask(directory, Show())
        claimed = Instance.claim(directory, asked.put)
        assert claimed is not None
        ask(directory, PATIENT)
        assert asked.get(timeout=SOON_S) == PATIENT
        claimed.close()
    assert list(short.iterdir()) == []


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x00" * 100_000,
        b"cos\nsystem\n(S'true'\ntR.",
        msgspec.msgpack.encode({"version": 2, "request": {"type": "show"}}),
        msgspec.msgpack.encode({"version": 1, "request": {"type": "show"}, "more": 1}),
        msgspec.msgpack.encode({"version": 1, "request": {"type": MARKER}}),
        msgspec.msgpack.encode({"version": 1, "request": PatientContext(Identifier(CHI.system, ""))}),
        msgspec.msgpack.encode({"version": 1, "request": PatientContext(Identifier(CHI.system, "9\n9"))}),
        msgspec.msgpack.encode({"version": 1, "request": EhrLaunch("https://ehr.example", "l" * 5000)}),
        b"\x91" * 16_000,
    ],
)
def test_what_is_no_request_is_not_passed_on(
    tmp_path: Path, instance: Instance, asked: queue.SimpleQueue[OpeningRequest], message: bytes
) -> None:
    assert _converse(tmp_path, message) == b""
    ask(tmp_path, Show())
    assert asked.get(timeout=SOON_S) == Show()
    assert asked.empty()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=60), cut=st.integers(0, 80))
def test_anything_at_all_may_be_said(tmp_path: Path, instance: Instance, content: bytes, cut: int) -> None:
    request = msgspec.msgpack.encode({"version": 1, "request": PATIENT})
    assert _converse(tmp_path, content) in {b"", b"taken"}
    assert _converse(tmp_path, request[:cut] + content + request[cut + len(content) :]) in {b"", b"taken"}
    ask(tmp_path, Show())


def test_it_can_close_while_somebody_says_nothing(tmp_path: Path) -> None:
    claimed = Instance.claim(tmp_path, print)
    assert claimed is not None
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(_address(tmp_path))
        claimed.close()
        assert silent.recv(1) == b""
    assert not [thread for thread in threading.enumerate() if thread.name == "window-requests"]


def test_no_patient_reaches_a_log_or_an_error(tmp_path: Path, logged: Path) -> None:
    def on_request(request: OpeningRequest) -> None:
        raise ValueError(msgspec.json.encode(request))

    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        claimed = Instance.claim(tmp_path, on_request)
        assert claimed is not None
        with pytest.raises(NoWindow) as refused:
            ask(tmp_path, PATIENT)
        claimed.close()
        with pytest.raises(NoWindow) as missing:
            ask(tmp_path, PATIENT)
    told = "".join(
        [said.getvalue(), logged.read_text("utf-8")]
        + [line for error in (refused, missing) for line in traceback.format_exception(error.value)]
    )
    assert "window-request-failed" in told
    assert MARKER not in told
    assert MARKER not in repr(PATIENT)


as_root = pytest.mark.skipif(os.getuid() != 0, reason="becomes somebody else")

STRANGER_ASKS = """
import os, socket, sys
os.setuid(65534)
with socket.socket(socket.AF_UNIX) as other:
    other.connect(sys.argv[1])
    try:
        other.sendall(bytes.fromhex(sys.argv[2]))
        print(other.recv(100))
    except OSError:
        print("turned away")
"""

STRANGER_LISTENS = """
import os, socket, sys
os.setuid(65534)
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(sys.argv[1])
    listener.listen()
    print("ready", flush=True)
    with listener.accept()[0] as other:
        print(other.recv(100), flush=True)
"""


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory that everybody may enter, as no runtime directory should be."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o777)
        yield Path(made)


@as_root
def test_another_user_is_not_heard(open_directory: Path, logged: Path) -> None:
    asked: queue.SimpleQueue[OpeningRequest] = queue.SimpleQueue()
    claimed = Instance.claim(open_directory, asked.put)
    assert claimed is not None
    try:
        open_directory.chmod(0o777)
        Path(_address(open_directory)).chmod(0o666)
        show = msgspec.msgpack.encode({"version": 1, "request": Show()})
        assert _converse(open_directory, show) == b"taken"
        with _run(STRANGER_ASKS, _address(open_directory), show.hex()) as stranger:
            assert _line(stranger) in {"b''", "turned away"}
    finally:
        claimed.close()
    assert asked.get_nowait() == Show()
    assert asked.empty()
    assert "window-request-refused" in logged.read_text("utf-8")


@as_root
def test_another_user_is_told_nothing(open_directory: Path) -> None:
    address = open_directory / "window.sock"
    (open_directory / "window.address").write_text(str(address), "utf-8")
    with _run(STRANGER_LISTENS, address) as stranger:
        assert _line(stranger) == "ready"
        with pytest.raises(NoWindow):
            ask(open_directory, PATIENT)
        assert _line(stranger) == "b''"


# Accounts of a directory service may have numbers above 2^31.
HIGH_NUMBER = """
import os, sys
from pathlib import Path
from serums_desktop.domain.opening import Show
from serums_desktop.host.instance import Instance, ask
os.setuid(3_000_000_000)
runtime = Path(sys.argv[1]) / "runtime"
claimed = Instance.claim(runtime, lambda request: None)
ask(runtime, Show())
claimed.close()
print("heard")
"""


@as_root
def test_an_account_with_a_high_number_is_heard(open_directory: Path) -> None:
    with _run(HIGH_NUMBER, open_directory) as person:
        assert _line(person) == "heard"
