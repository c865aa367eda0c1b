"""One window per user and profile: whoever comes second asks the first to open what was asked for.

A file lock decides who is the first; the system drops it with its process, so a crash leaves nothing that
would have to be cleared up. Requests name patients: they are neither logged nor part of any error.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from serums_desktop.domain.errors import NoWindow
from serums_desktop.domain.opening import EhrLaunch, OpeningRequest, PatientContext, Show
from serums_desktop.host import log
from serums_desktop.host.profile import make_private

if sys.platform == "win32":
    import msvcrt

    from serums_desktop.host.local_pipe import Listener, converse

    def _lock(descriptor: int, *, wait: bool) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    from serums_desktop.host.local_socket import Listener, converse

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


_ADDRESS = "window.address"
_LONGEST_TEXT = 4096
_TAKEN = b"taken"


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request as it travels. Another version of the program is not understood rather than guessed at."""

    version: Literal[1]
    request: PatientContext | EhrLaunch | Show

    def __repr__(self) -> str:
        return "<_Asked>"


_requests = msgspec.msgpack.Decoder(_Asked)


class Instance:
    """The one program of this user and profile that has a window."""

    def __init__(
        self, lock: int, runtime_directory: Path, on_request: Callable[[OpeningRequest], None]
    ) -> None:
        """Made by `claim`. Raises OSError."""
        self._lock = lock
        self._runtime_directory = runtime_directory
        self._on_request = on_request
        address = runtime_directory / _ADDRESS
        self._listener = Listener(runtime_directory, _read_text(address), self._answer)
        unfinished = address.with_suffix(".part")
        unfinished.write_text(self._listener.address, "utf-8")
        unfinished.replace(address)

    @classmethod
    def claim(cls, runtime_directory: Path, on_request: Callable[[OpeningRequest], None]) -> Instance | None:
        """Become that program; None where another one is, which listens then.

        `on_request` is called on a thread of its own and must be quick: who asked waits for its return.
        Raises OSError where the directory cannot be used.
        """
        make_private(runtime_directory)
        with _starting(runtime_directory):
            lock = os.open(runtime_directory / "window.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(lock, wait=False)
            except OSError:
                os.close(lock)
                return None
            try:
                return cls(lock, runtime_directory, on_request)
            except BaseException:
                os.close(lock)
                raise

    def close(self) -> None:
        """Let another program be the one. Waits for an `on_request` under way; not from within it."""
        if self._lock < 0:
            return
        with contextlib.ExitStack() as stack:
            # Whoever starts meanwhile waits, and is then the one. The directory may be gone already.
            with contextlib.suppress(OSError):
                stack.enter_context(_starting(self._runtime_directory))
            self._listener.close()
            os.close(self._lock)
            self._lock = -1

    def _answer(self, message: bytes) -> bytes | None:
        try:
            request: OpeningRequest | None = _requests.decode(message).request
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            request = None
        if request is None or not is_sound(request):
            log.event("window-request-not-understood")
            return None
        try:
            self._on_request(request)
        except Exception as error:  # noqa: BLE001  the next request must be heard whatever became of this one
            log.event("window-request-failed", error=type(error).__name__, place=log.error_place(error))
            return None
        return _TAKEN


def ask(runtime_directory: Path, request: OpeningRequest, timeout_s: float = 5.0) -> None:
    """Have the running window open something; returns once it has taken the request.

    Raises NoWindow where none runs, it does not answer in time, or is of a version that does not understand.
    """
    message = msgspec.msgpack.encode(_Asked(1, request))
    try:
        address = _read_text(runtime_directory / _ADDRESS)
        answer = converse(address, message, timeout_s) if address else b""
    except OSError:
        answer = b""
    if answer != _TAKEN:
        raise NoWindow


def is_sound(request: OpeningRequest) -> bool:
    """Whether its texts are neither empty nor overlong and hold nothing but what can be printed."""
    match request:
        case PatientContext(identifier=identifier):
            texts: tuple[str, ...] = (identifier.system, identifier.value)
        case EhrLaunch(iss=iss, launch=launch):
            texts = (iss, launch)
        case Show():
            texts = ()
    return all(0 < len(text) <= _LONGEST_TEXT and text.isprintable() for text in texts)


@contextlib.contextmanager
def _starting(runtime_directory: Path) -> Iterator[None]:
    """Programs start one after another: whoever comes second finds the first one listening."""
    descriptor = os.open(runtime_directory / "window.starting", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
