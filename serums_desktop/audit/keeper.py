"""The evidence keeper: owns the journal, answers on a local socket, replies only to what is on disk."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import Pipe
from multiprocessing.connection import Client, Connection, Listener, wait
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from serums_desktop.audit import keeper_protocol as protocol
from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.capsule import Capsule
from serums_desktop.audit.durable_files import os_error_as_evidence
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.audit.tpm_rollback import RollbackGuard
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Deed, KeeperStatus, Receipt
from serums_desktop.host import log
from serums_desktop.work.lanes import Lane

_Result = TypeVar("_Result")
# Delivers what waits and returns why something is left, within so many seconds.
DeliverNow = Callable[[float], protocol.Hindrance | None]

_LARGEST_BATCH = 64
_REMEMBERED_REQUESTS = 4096
_MOST_CONNECTIONS = 64
_PEER_CREDENTIALS = struct.Struct("3i")


class _Waiting(NamedTuple):
    """The entries that the audit repository does not have."""

    refused: frozenset[int]
    unsent: range


class SharedJournal:
    """The journal on a lane of its own, for many threads.

    Deeds that wait while a batch is being written make up the next batch: one transaction and one signature
    for all of them.
    """

    def __init__(self, open_journal: Callable[[], Journal]) -> None:
        """Open the journal on its lane. Raises what `open_journal` raises."""
        self._guard = threading.Lock()
        self._waiting: deque[tuple[str, Deed, Future[Receipt]]] = deque()
        self._promised: OrderedDict[str, Future[Receipt]] = OrderedDict()
        self._kept_more: Callable[[], None] | None = None
        self._lane = Lane("journal")
        try:
            self._journal = self._lane.run(open_journal)
        except BaseException:
            self._lane.shutdown()
            raise

    def keep(self, request_id: str, deed: Deed) -> Receipt:
        """Record a deed once per request id; it is durable when this returns. Raises EvidenceNotKept."""
        with self._guard:
            promise = self._promised.get(request_id)
            if promise is None:
                promise = self._promised[request_id] = Future()
                self._waiting.append((request_id, deed, promise))
                self._lane.submit(self._keep_waiting)
                if len(self._promised) > _REMEMBERED_REQUESTS:
                    self._promised.popitem(last=False)
        return promise.result()

    def run(self, job: Callable[[Journal], _Result]) -> _Result:
        """Do something with the journal on its lane, between batches. Raises what the job raises."""
        return self._lane.run(lambda: job(self._journal))

    def run_keeping(self, job: Callable[[Journal], _Result]) -> _Result:
        """The same for what may append to it, whether it raises or not."""
        try:
            return self.run(job)
        finally:
            if self._kept_more is not None:
                self._lane.run(self._kept_more)

    def when_more_is_kept(self, tell: Callable[[], None]) -> None:
        """Have `tell` run after every batch, on the journal's lane; it must be quick."""
        self._kept_more = tell

    def close(self) -> None:
        """Finish what was accepted, then close the journal."""
        self._lane.run(self._journal.close)
        self._lane.shutdown()

    def _keep_waiting(self) -> None:
        with self._guard:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), _LARGEST_BATCH))]
        if not batch:
            return
        try:
            receipts = self._journal.append([deed for _, deed, _ in batch])
        except Exception as error:  # noqa: BLE001  whatever it was, nobody may wait for ever
            self._refuse(batch, error)
            return
        for (_, _, promise), receipt in zip(batch, receipts, strict=True):
            promise.set_result(receipt)
        if self._kept_more is not None:
            self._kept_more()

    def _refuse(self, batch: list[tuple[str, Deed, Future[Receipt]]], error: Exception) -> None:
        reason = error.reason if isinstance(error, EvidenceNotKept) else EvidenceFault.NOT_DURABLE
        log.event("deeds-not-kept", reason=reason, error=type(error).__name__, place=log.error_place(error))
        with self._guard:
            for request_id, _, _ in batch:
                self._promised.pop(request_id, None)
        for _, _, promise in batch:
            promise.set_exception(EvidenceNotKept(reason))


class KeeperServer:
    """Answers the programs of one user, one thread per connection.

    `set_aside` are entries that count as undelivered for good; `stop` is called when a client asks the keeper
    to end; `rollback` watches over older files where a TPM seals the keys; `capsule` is there where policy
    allows one.
    """

    def __init__(
        self,
        directory: Path,
        journal: SharedJournal,
        set_aside: SetAside,
        anchors: Anchors,
        stop: Callable[[], None],
        rollback: RollbackGuard | None = None,
        capsule: Capsule | None = None,
    ) -> None:
        """Listen from here on. Raises OSError."""
        self._journal = journal
        self._set_aside = set_aside
        self._anchors = anchors
        self._stop = stop
        self._rollback = rollback
        self._capsule = capsule
        self._delivering: Future[DeliverNow] = Future()
        self._guard = threading.Lock()
        self._serving: set[threading.Thread] = set()
        self._closing = threading.Event()
        # Closing one end wakes every thread that waits for its client.
        self._wake_reader, self._wake_writer = Pipe(duplex=False)
        self._address = protocol.new_address(directory)
        if sys.platform != "win32":
            # Left by a keeper that was killed: the lock says that it is gone.
            Path(self._address).unlink(missing_ok=True)
        self._listener = Listener(self._address, backlog=_MOST_CONNECTIONS)
        if sys.platform != "win32":
            Path(self._address).chmod(0o600)
        protocol.write_address(directory, self._address)
        self._acceptor = threading.Thread(target=self._accept, name="keeper-acceptor")
        self._acceptor.start()

    def deliver_by(self, deliver_now: DeliverNow) -> None:
        """Answer clients that want what waits delivered; until then they wait."""
        self._delivering.set_result(deliver_now)

    def close(self) -> None:
        """Answer what was asked already, then stop listening and join the threads."""
        if not self._delivering.done():
            self._delivering.set_exception(EvidenceNotKept(EvidenceFault.UNREACHABLE))
        self._closing.set()
        with contextlib.suppress(OSError):
            # Nothing else wakes a thread that accepts, on every system.
            Client(self._address).close()
        self._acceptor.join()
        self._listener.close()
        self._wake_writer.close()
        with self._guard:
            serving = list(self._serving)
        for thread in serving:
            thread.join()
        self._wake_reader.close()
        if sys.platform != "win32" and Path(self._address).parent.name.startswith(protocol.SHORT_DIRECTORY):
            Path(self._address).parent.rmdir()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection = self._listener.accept()
                is_welcome = self._may_speak(connection)
            except OSError:
                # A client that went away before it was let in.
                continue
            if self._closing.is_set() or not is_welcome:
                connection.close()
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), name="keeper-client")
            with self._guard:
                self._serving.add(thread)
            thread.start()

    def _may_speak(self, connection: Connection) -> bool:
        with self._guard:
            is_full = len(self._serving) >= _MOST_CONNECTIONS
        is_stranger = sys.platform != "win32" and peer_uid(connection) not in {None, os.getuid()}
        if is_full or is_stranger:
            log.event("keeper-client-refused", count=len(self._serving))
        return not (is_full or is_stranger)

    def _serve(self, connection: Connection) -> None:
        try:
            with connection, contextlib.suppress(OSError, EOFError):
                while connection in wait([connection, self._wake_reader]):
                    connection.send_bytes(protocol.encode(self._answer_to(connection)))
                    if self._closing.is_set():
                        return
        finally:
            with self._guard:
                self._serving.discard(threading.current_thread())

    def _answer_to(self, connection: Connection) -> protocol.Answer:
        content = connection.recv_bytes(protocol.LARGEST_MESSAGE_BYTES)
        try:
            return self._do(protocol.decode_request(content))
        except EvidenceNotKept as error:
            return protocol.NotKept(error.reason)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return protocol.NotUnderstood()

    def _do(self, request: protocol.Request) -> protocol.Answer:
        match request:
            case protocol.Keep():
                return protocol.Kept(self._journal.keep(request.request_id, request.deed))
            case protocol.AskStatus():
                return protocol.Status(self._journal.run(self._status))
            case protocol.AskIdentity():
                return self._journal.run(_identity)
            case protocol.Export():
                with os_error_as_evidence():
                    return protocol.Exported(self._journal.run(lambda kept: kept.export(Path(request.path))))
            case protocol.AskAnchor():
                return protocol.Anchored(self._anchors.anchor(request.name))
            case protocol.Advance():
                self._anchors.advance(request.anchor)
                return protocol.Advanced()
            case protocol.Deliver():
                return self._deliver()
            case protocol.AskCapsule():
                return self._capsule_stands()
            case (
                protocol.AskCapsulePatients()
                | protocol.OpenCapsule()
                | protocol.BeginFilling()
                | protocol.AddToFilling()
                | protocol.CommitFilling()
            ):
                return self._ask_capsule(request)
            case protocol.Stop():
                self._stop()
                return protocol.Stopping()

    def _capsule_stands(self) -> protocol.CapsuleStands:
        capsule = self._capsule
        if capsule is None:
            return protocol.CapsuleStands(None)
        return self._journal.run(lambda _kept: protocol.CapsuleStands(capsule.state()))

    def _ask_capsule(self, request: protocol.CapsuleRequests) -> protocol.Answer:
        capsule = self._capsule
        if capsule is None:
            return protocol.CapsuleStaysClosed(CapsuleFault.NOT_ALLOWED)
        try:
            return self._journal.run_keeping(lambda kept: _of_capsule(capsule, kept, request))
        except CapsuleClosed as closed:
            return protocol.CapsuleStaysClosed(closed.reason)

    def _deliver(self) -> protocol.Delivered:
        before = self._journal.run(self._waiting)
        hindrance = self._delivering.result()(protocol.LONGEST_DELIVERY_S)
        after = self._journal.run(self._waiting)
        # What was kept meanwhile was not waiting, whatever became of it.
        refused = sum(entry in before.refused or entry in before.unsent for entry in after.refused)
        unsent = len(range(max(before.unsent.start, after.unsent.start), before.unsent.stop))
        waiting = len(before.refused) + len(before.unsent)
        return protocol.Delivered(waiting, waiting - refused - unsent, refused, hindrance)

    def _status(self, journal: Journal) -> KeeperStatus:
        waiting = self._waiting(journal)
        undelivered = len(waiting.refused) + len(waiting.unsent)
        rollback = self._rollback
        return KeeperStatus(
            journal.size(),
            undelivered,
            # Only programs of the keeper's own user are let in.
            is_same_user=True,
            is_tpm_bound=rollback is not None and rollback.is_working,
            is_rolled_back=rollback is not None
            and rollback.is_rolled_back(waiting.unsent.start, waiting.refused),
        )

    def _waiting(self, journal: Journal) -> _Waiting:
        unsent = range(journal.delivered(), journal.size())
        # One that was refused when the keeper was killed is not behind the cursor yet.
        return _Waiting(frozenset(one for one in self._set_aside.entries if one < unsent.start), unsent)


def _of_capsule(capsule: Capsule, journal: Journal, request: protocol.CapsuleRequests) -> protocol.Answer:
    """Raises CapsuleClosed, EvidenceNotKept."""
    match request:
        case protocol.AskCapsulePatients():
            some = capsule.patients(journal, request.entry)[request.first :]
            together = protocol.PATIENTS_TOGETHER
            return protocol.CapsulePatients(some[:together], is_last=len(some) <= together)
        case protocol.OpenCapsule():
            return protocol.CapsuleOpened(capsule.open(journal, request.request))
        case protocol.BeginFilling():
            capsule.begin(request.filling, request.ward)
        case protocol.AddToFilling():
            capsule.add(request.filling, request.content)
        case protocol.CommitFilling():
            return protocol.Kept(capsule.commit(journal, request.filling, request.deed))
    return protocol.Filling()


def _identity(journal: Journal) -> protocol.Identity:
    return protocol.Identity(journal.origin, str(journal.verification_key), journal.checkpoint())


def peer_uid(connection: Connection) -> int | None:
    """The user at the other end (SO_PEERCRED); None where the system tells it only by the file's rights."""
    if not sys.platform.startswith("linux"):
        return None
    with socket.socket(fileno=os.dup(connection.fileno())) as peer:
        credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER_CREDENTIALS.size)
    uid: int = _PEER_CREDENTIALS.unpack(credentials)[1]
    return uid
