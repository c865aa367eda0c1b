"""A PC/SC daemon of the tests' own, with a virtual reader, and OpenSC on top of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import queue
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NoReturn

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import CardError
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity import pcsc
from serums_desktop.identity.card_watcher import CardWatcher
from serums_desktop.identity.practice_card import Issuer, StaffMember
from serums_desktop.identity.reader_watch import ReaderWatch
from serums_desktop.identity.smartcard import Smartcard
from tests.device.piv_applet import PivApplet, PrivateKey
from tests.device.virtual_piv_card import VirtualReader, make_applet
from tests.unit.identity.staff_authority import anchors_of, make_authority

AILSA = StaffMember("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ailsa.fraser@ustan.example")
PIN = b"123456"

_DAEMON_SOCKET = Path("/run/pcscd/pcscd.comm")
_READER_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_OPENSC = (
    Path("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"),
    Path("/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so"),
    Path("/usr/lib64/opensc-pkcs11.so"),
)


class Daemon:
    """A PC/SC daemon with one virtual reader, whose driver listens at `port` for its card."""

    def __init__(self, program: str, configuration: Path, port: int) -> None:
        self.port = port
        self._command = [program, "--foreground", "--info", "--config", str(configuration)]
        self._process: subprocess.Popen[str] | None = None
        self._drain = threading.Thread()

    def start(self) -> None:
        """Returns when cards can be put in."""
        # What a daemon left behind that was killed answers nobody.
        _DAEMON_SOCKET.unlink(missing_ok=True)
        daemon = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert daemon.stdout is not None
        ready = threading.Event()
        lines: list[str] = []
        self._process = daemon
        self._drain = threading.Thread(target=_drain, args=(daemon.stdout, lines, ready), name="pcscd-output")
        self._drain.start()
        ready.wait(timeout=20)
        if daemon.poll() is not None:
            _missing("the PC/SC daemon does not start: " + "".join(lines[-3:]))
        # It says so a little before it answers, and before it has found the reader.
        looked = threading.Event()
        while not pcsc.readers():
            assert daemon.poll() is None
            looked.wait(0.01)

    def stop(self, signal_number: int = signal.SIGTERM) -> None:
        """End it, by a signal that it heeds or by one that leaves it no choice."""
        if self._process is not None:
            self._process.send_signal(signal_number)
            self._process.wait()
            self._drain.join()
            assert self._process.stdout is not None
            self._process.stdout.close()
        self._process = None


@pytest.fixture(scope="session")
def daemon() -> Iterator[Daemon]:
    """A PC/SC daemon that lives as long as these tests."""
    if not _READER_DRIVER.exists():
        _missing("the virtual reader driver (vsmartcard-vpcd) is not installed")
    with _alone_on_this_machine(), tempfile.TemporaryDirectory() as directory:
        if _answers(_DAEMON_SOCKET):
            _missing("another PC/SC daemon is running")
        # It lives in a directory that the path of ordinary users leaves out.
        program = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
        if program is None:
            _missing("the PC/SC daemon (pcscd) is not installed")
        port = _free_port()
        # The driver's own slots take this port and the next; /dev/null makes it listen for its card.
        Path(directory, "virtual-reader").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{port}\n'
            f"LIBPATH {_READER_DRIVER}\nCHANNELID {port}\n",
            "ascii",
        )
        daemon = Daemon(program, Path(directory), port)
        try:
            daemon.start()
            yield daemon
        finally:
            daemon.stop()


@pytest.fixture
def reader(daemon: Daemon) -> Iterator[VirtualReader]:
    """Empty before and after."""
    with _empty_reader(daemon.port) as reader:
        yield reader


@pytest.fixture
def second_reader(daemon: Daemon) -> Iterator[VirtualReader]:
    """The driver's other slot."""
    with _empty_reader(daemon.port + 1) as reader:
        yield reader


@contextlib.contextmanager
def _empty_reader(port: int) -> Iterator[VirtualReader]:
    reader = VirtualReader(port)
    try:
        yield reader
    finally:
        reader.remove()
        with contextlib.closing(ReaderWatch()) as watch:
            while (change := watch.wait()) is not None and change.filled:
                pass


class Slot:
    """The reader, and what the daemon has noticed of it: nothing returns before it has."""

    def __init__(self, reader: VirtualReader, watch: ReaderWatch) -> None:
        self.reader = reader
        self._watch = watch

    def insert(self, applet: PivApplet) -> None:
        self.reader.insert(applet)
        while (change := self._watch.wait()) is None or not change.filled:
            pass

    def remove(self) -> None:
        self.reader.remove()
        self.await_removal()

    def await_removal(self) -> None:
        """Wait until a card that was pulled in the middle of something is known to be gone."""
        while (change := self._watch.wait()) is None or not change.emptied:
            pass
        self.reader.remove()


@pytest.fixture
def slot(reader: VirtualReader) -> Iterator[Slot]:
    with contextlib.closing(ReaderWatch()) as watch:
        yield Slot(reader, watch)


@pytest.fixture
def opensc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """OpenSC freshly started, with a cache of its own, and ended again."""
    module = next((path.resolve() for path in _OPENSC if path.exists()), None)
    if module is None:
        _missing("OpenSC is not installed")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    library = pkcs11.lib(str(module))
    library.reinitialize()
    yield module
    library.finalize()


@pytest.fixture(scope="session")
def authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture
def personalise(authority: Issuer) -> Callable[..., PivApplet]:
    """Makes a card for Dr Fraser, or for whoever is named, on EC keys unless told otherwise."""

    def make(
        member: StaffMember = AILSA,
        authentication: PrivateKey | None = None,
        key_management: PrivateKey | None = None,
    ) -> PivApplet:
        signing = authentication or ec.generate_private_key(ec.SECP256R1())
        receiving = key_management or ec.generate_private_key(ec.SECP256R1())
        return make_applet(authority, member, PIN, signing, receiving)

    return make


@pytest.fixture
def smartcard(opensc: Path, reader: VirtualReader, authority: Issuer) -> Smartcard:
    return Smartcard(opensc, "", anchors_of(authority))


class Changes:
    """What a watcher reported, in turn."""

    def __init__(self) -> None:
        self._reported: queue.Queue[CardPresence | CardError] = queue.Queue()
        self.report = self._reported.put

    def next(self) -> CardPresence | CardError:
        """The next change. A watcher that reports none is broken: the limit only ends the test."""
        return self._reported.get(timeout=20)

    def none_waiting(self) -> bool:
        """Whether everything reported so far was taken."""
        return self._reported.empty()


@pytest.fixture
def changes(smartcard: Smartcard) -> Iterator[Changes]:
    """A watcher at work."""
    changes = Changes()
    watcher = CardWatcher(smartcard, changes.report, poll_interval_s=0.05)
    watcher.start()
    yield changes
    watcher.stop()


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(address)) == 0


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextlib.contextmanager
def _alone_on_this_machine() -> Iterator[None]:
    """The daemon's socket has one place on a machine: runs of these tests take turns."""
    with Path(tempfile.gettempdir(), "serums-desktop-virtual-reader.lock").open(
        "w", encoding="ascii"
    ) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _drain(output: IO[str], lines: list[str], ready: threading.Event) -> None:
    for line in output:
        lines.append(line)
        if "daemon ready" in line:
            ready.set()
    ready.set()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
