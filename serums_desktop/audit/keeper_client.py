"""The program's side of the evidence keeper: asks it, and starts it."""

from __future__ import annotations

import contextlib
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Client, Connection
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from serums_desktop.audit import keeper_protocol as protocol
from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleState
from serums_desktop.domain.errors import CapsuleClosed, EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor, Deed, KeeperStatus, Receipt
from serums_desktop.domain.people import Person

_TIMEOUT_S = 10.0
_START_TIMEOUT_S = 30.0
# A bundle of years takes a while to write.
_EXPORT_TIMEOUT_S = 300.0
# A little longer than the keeper takes before it answers that it is still delivering.
_DELIVERY_TIMEOUT_S = protocol.LONGEST_DELIVERY_S + 30.0

_Answer = TypeVar("_Answer", bound=protocol.Answer)


class EvidenceKeeperClient:
    """Asks the keeper of one directory. Safe from any thread; every call blocks.

    `start`, where given, is called when no keeper listens, and raises EvidenceNotKept when it cannot help.
    A keeper that dies during a call fails that call; the next one starts it again.
    """

    def __init__(
        self, directory: Path, *, start: Callable[[], None] | None = None, timeout_s: float = _TIMEOUT_S
    ) -> None:
        self._directory = directory
        self._start = start
        self._timeout_s = timeout_s
        self._guard = threading.Lock()
        self._idle: list[Connection] = []

    def keep(self, deed: Deed) -> Receipt:
        """Record a deed; it is durable when this returns. Raises EvidenceNotKept.

        After a timeout the deed may be on record all the same: nothing was opened, and the entry says only
        that it was about to be.
        """
        return self._ask(protocol.Keep(secrets.token_hex(16), deed), protocol.Kept).receipt

    def status(self) -> KeeperStatus:
        """How the evidence stands. Raises EvidenceNotKept."""
        return self._ask(protocol.AskStatus(), protocol.Status).status

    def identity(self) -> protocol.Identity:
        """The journal's origin, verification key and newest checkpoint. Raises EvidenceNotKept."""
        return self._ask(protocol.AskIdentity(), protocol.Identity)

    def export(self, path: Path) -> int:
        """Have the journal written as a bundle; returns its number of entries. Raises EvidenceNotKept."""
        request = protocol.Export(str(path.absolute()))
        return self._ask(request, protocol.Exported, _EXPORT_TIMEOUT_S).entries

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of. Raises EvidenceNotKept."""
        return self._ask(protocol.AskAnchor(name), protocol.Anchored).anchor

    def advance(self, anchor: Anchor) -> None:
        """Remember, durably; an older generation is refused. Raises EvidenceNotKept."""
        self._ask(protocol.Advance(anchor), protocol.Advanced)

    def deliver(self) -> protocol.Delivered:
        """Have what waits delivered now, and what was refused offered again. Raises EvidenceNotKept."""
        return self._ask(protocol.Deliver(), protocol.Delivered, _DELIVERY_TIMEOUT_S)

    def capsule(self) -> CapsuleState | None:
        """The downtime capsule, None where policy allows none. Raises EvidenceNotKept."""
        return self._ask(protocol.AskCapsule(), protocol.CapsuleStands).state

    def capsule_patients(self, entry: int) -> tuple[Person, ...]:
        """Who is in it, for somebody whose sign-in is on record as this entry.

        Raises CapsuleClosed, EvidenceNotKept.
        """
        people: list[Person] = []
        while True:
            some = self._ask(protocol.AskCapsulePatients(entry, len(people)), protocol.CapsulePatients)
            people += some.patients
            if some.is_last:
                return tuple(people)

    def open_capsule(self, request: CapsuleRequest) -> CapsuleContent:
        """One patient's part, whose opening is on record when this returns.

        Raises CapsuleClosed, EvidenceNotKept.
        """
        return self._ask(protocol.OpenCapsule(request), protocol.CapsuleOpened).content

    def begin_filling(self, ward: str) -> str:
        """Begin a new capsule of a ward ("Location/id"); returns the name of the filling.

        Raises CapsuleClosed, EvidenceNotKept.
        """
        filling = secrets.token_hex(16)
        self._ask(protocol.BeginFilling(filling, ward), protocol.Filling)
        return filling

    def add_to_filling(self, filling: str, content: CapsuleContent) -> None:
        """Put a patient in. Raises CapsuleClosed, EvidenceNotKept."""
        self._ask(protocol.AddToFilling(filling, content), protocol.Filling)

    def commit_filling(self, filling: str, deed: Deed) -> Receipt:
        """Record that it was filled, and have it take the place of the one before.

        Raises CapsuleClosed, EvidenceNotKept.
        """
        return self._ask(protocol.CommitFilling(filling, deed), protocol.Kept).receipt

    def stop(self) -> None:
        """Ask the keeper to end once it has done what it accepted. Raises EvidenceNotKept."""
        self._ask(protocol.Stop(), protocol.Stopping)

    def close(self) -> None:
        """Close idle connections."""
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _ask(self, request: protocol.Request, kind: type[_Answer], timeout_s: float | None = None) -> _Answer:
        patience_s = timeout_s or self._timeout_s
        message = protocol.encode(request)
        try:
            answer = self._exchange(self._idle_or_new(), message, patience_s)
        except (OSError, EOFError):
            # Connections that idled are as dead as this one. The request may have arrived, and asking again
            # is safe: the keeper knows it by its id.
            self.close()
            try:
                answer = self._exchange(_connect(self._directory, self._timeout_s), message, patience_s)
            except (OSError, EOFError) as error:
                raise EvidenceNotKept(EvidenceFault.UNREACHABLE) from error
        if isinstance(answer, protocol.NotKept):
            raise EvidenceNotKept(answer.reason)
        if isinstance(answer, protocol.CapsuleStaysClosed):
            raise CapsuleClosed(answer.reason)
        if not isinstance(answer, kind):
            raise EvidenceNotKept(EvidenceFault.UNREACHABLE)
        return answer

    def _idle_or_new(self) -> Connection:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        try:
            return _connect(self._directory, self._timeout_s)
        except OSError:
            if self._start is None:
                raise
        self._start()
        return _connect(self._directory, self._timeout_s)

    def _exchange(self, connection: Connection, message: bytes, timeout_s: float) -> protocol.Answer:
        try:
            connection.send_bytes(message)
            if not connection.poll(timeout_s):
                raise EvidenceNotKept(EvidenceFault.UNREACHABLE)
            answer = protocol.decode_answer(connection.recv_bytes(protocol.LARGEST_MESSAGE_BYTES))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            connection.close()
            raise EvidenceNotKept(EvidenceFault.UNREACHABLE) from error
        except BaseException:
            # An answer that comes late would be taken for the next one's.
            connection.close()
            raise
        with self._guard:
            self._idle.append(connection)
        return answer


class RunningKeeper:
    """A keeper this program started, or one that ran already and was found. Ends what it started."""

    def __init__(self, program: Sequence[str], directory: Path, configuration: Path) -> None:
        self._command = [
            *program, "keeper", "--directory", str(directory), "--configuration", str(configuration),
            "--until-stdin-closes",
        ]  # fmt: skip
        self._directory = directory
        self._guard = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The process that was started; None where another program's keeper serves."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the keeper unless ours runs; returns when one listens. Raises EvidenceNotKept."""
        with self._guard:
            if self._process is not None and self._is_alive():
                return
            # It has ended, or its socket went before it: a killed process needs a moment to be gone.
            self._end()
            self._process = _spawn(self._command)
            said = self._first_line(self._process)
            if said == protocol.READY:
                return
            self._end()
            if said == protocol.ALREADY_RUNNING:
                return
            kind, _, reason = said.partition(" ")
            is_known = kind == protocol.REFUSED and reason in set(EvidenceFault)
            raise EvidenceNotKept(EvidenceFault(reason) if is_known else EvidenceFault.UNREACHABLE)

    def close(self) -> None:
        """Let the keeper finish what it accepted, and wait for its end."""
        with self._guard:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_alive(self) -> bool:
        """Whether it answers, or is only slow to: a dying process may still have taken the connection."""
        try:
            with _connect(self._directory, _TIMEOUT_S) as connection:
                connection.send_bytes(protocol.encode(protocol.AskStatus()))
                if connection.poll(_TIMEOUT_S):
                    connection.recv_bytes(protocol.LARGEST_MESSAGE_BYTES)
        except (OSError, EOFError):
            return False
        return True

    def _first_line(self, process: subprocess.Popen[str]) -> str:
        too_late = threading.Timer(_START_TIMEOUT_S, process.kill)
        too_late.start()
        try:
            return process.stdout.readline().strip() if process.stdout else ""
        finally:
            too_late.cancel()
            too_late.join()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        # It ends when its standard input does; closing fails where it is dead already.
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(_START_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def start_keeper(program: Sequence[str], directory: Path, configuration: Path) -> RunningKeeper:
    """Start the keeper of a directory, or find the one that runs; it listens when this returns.

    `program` starts this program, without a command. Raises EvidenceNotKept.
    """
    keeper = RunningKeeper(program, directory, configuration)
    keeper.start()
    return keeper


def _spawn(command: Sequence[str]) -> subprocess.Popen[str]:
    # A group of its own: Ctrl-C in the terminal must not end the keeper before its program's last deed.
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    else:
        flags = 0
    try:
        return subprocess.Popen(  # noqa: S603  our own program and our own arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=sys.platform != "win32",
            creationflags=flags,
        )
    except OSError as error:
        raise EvidenceNotKept(EvidenceFault.UNREACHABLE) from error


def _connect(directory: Path, timeout_s: float) -> Connection:
    """Raises OSError."""
    address = protocol.read_address(directory)
    if sys.platform == "win32":
        return Client(address)
    with socket.socket(socket.AF_UNIX) as connecting:
        # multiprocessing's own client would wait for ever for a keeper that is stuck.
        connecting.settimeout(timeout_s)
        connecting.connect(address)
        connecting.setblocking(True)
        return Connection(connecting.detach())
