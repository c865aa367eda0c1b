"""One message and one answer between two programs of the same user: a Unix socket in a private directory.

Both ends look who the other is (SO_PEERCRED, getpeereid), so that neither a directory that somebody else
made nor a socket's rights decide alone.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from serums_desktop.host import log
from serums_desktop.host.profile import make_private

if sys.platform == "linux":
    import struct

    # struct ucred: pid_t is signed, uid_t and gid_t are not.
    _CREDENTIALS = struct.Struct("iII")

    def _peer_uid(peer: socket.socket) -> int:
        credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        uid: int = _CREDENTIALS.unpack(credentials)[1]
        return uid

elif sys.platform != "win32":
    import ctypes

    def _peer_uid(peer: socket.socket) -> int:
        uid, gid = ctypes.c_uint32(), ctypes.c_uint32()
        if ctypes.CDLL(None, use_errno=True).getpeereid(peer.fileno(), ctypes.byref(uid), ctypes.byref(gid)):
            raise OSError(ctypes.get_errno(), "getpeereid")
        return uid.value


LARGEST_MESSAGE_BYTES = 16_384
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
_LONGEST_PATH_BYTES = 103
_NAME = "window.sock"
_SHORT_DIRECTORY = "serums-window-"
_MESSAGE_TIMEOUT_S = 2.0
_PAUSE_S = 0.1

Answer = Callable[[bytes], bytes | None]


if sys.platform != "win32":

    class Listener:
        """Takes one message a conversation, on a thread of its own, one after another."""

        def __init__(self, directory: Path, former: str, answer: Answer) -> None:
            """Listen in a private directory; `former` is the address of a listener that is gone, "" for none.

            `answer` returns what is sent back, None to say nothing. Raises OSError.
            """
            self.address = _new_address(make_private(directory), former)
            self._answer = answer
            self._closing = threading.Event()
            self._guard = threading.Lock()
            self._conversation: socket.socket | None = None
            Path(self.address).unlink(missing_ok=True)
            self._socket = socket.socket(socket.AF_UNIX)
            try:
                self._socket.bind(self.address)
                Path(self.address).chmod(0o600)
                self._socket.listen()
            except BaseException:
                self._socket.close()
                raise
            self._thread = threading.Thread(target=self._serve, name="window-requests", daemon=True)
            self._thread.start()

        def close(self) -> None:
            """Stop listening, break off a conversation, wait for `answer` under way.

            Not from within `answer`.
            """
            with self._guard:
                self._closing.set()
                if self._conversation is not None:
                    with contextlib.suppress(OSError):
                        self._conversation.shutdown(socket.SHUT_RDWR)
            # Nothing else wakes a thread that accepts, on every system.
            with socket.socket(socket.AF_UNIX) as waking:
                waking.setblocking(False)
                waking.connect_ex(self.address)
                self._thread.join()
            self._socket.close()
            Path(self.address).unlink(missing_ok=True)
            if Path(self.address).parent.name.startswith(_SHORT_DIRECTORY):
                Path(self.address).parent.rmdir()

        def _serve(self) -> None:
            while True:
                try:
                    conversation, _ = self._socket.accept()
                except OSError:
                    # Somebody who had left again before being let in, or no descriptors left for a while.
                    self._closing.wait(_PAUSE_S)
                    continue
                with conversation:
                    with self._guard:
                        if self._closing.is_set():
                            return
                        self._conversation = conversation
                    try:
                        self._converse(conversation)
                    except OSError as error:
                        log.event("window-request-broken", error=type(error).__name__)
                    finally:
                        with self._guard:
                            self._conversation = None

        def _converse(self, conversation: socket.socket) -> None:
            if _peer_uid(conversation) != os.getuid():
                log.event("window-request-refused")
                return
            message = _receive(conversation, time.monotonic() + _MESSAGE_TIMEOUT_S)
            answer = self._answer(message)
            if answer is not None:
                conversation.settimeout(_MESSAGE_TIMEOUT_S)
                conversation.sendall(answer)

    def converse(address: str, message: bytes, timeout_s: float) -> bytes:
        """Send a message and return the answer, b"" for none.

        Raises OSError where nobody listens, somebody else does, or no answer comes in time.
        """
        until_s = time.monotonic() + timeout_s
        with socket.socket(socket.AF_UNIX) as conversation:
            conversation.settimeout(timeout_s)
            conversation.connect(address)
            if _peer_uid(conversation) != os.getuid():
                raise PermissionError
            conversation.sendall(message)
            conversation.shutdown(socket.SHUT_WR)
            return _receive(conversation, until_s)

    def _receive(conversation: socket.socket, until_s: float) -> bytes:
        """Everything up to the other side's end. Raises OSError for too much or too late."""
        received = bytearray()
        while True:
            conversation.settimeout(max(0.001, until_s - time.monotonic()))
            part = conversation.recv(LARGEST_MESSAGE_BYTES)
            if not part:
                return bytes(received)
            received += part
            if len(received) > LARGEST_MESSAGE_BYTES:
                raise OSError("too large")

    def _new_address(directory: Path, former: str) -> str:
        """A path within the directory; where that is too long for a socket, in a private one of its own."""
        path = directory / _NAME
        if len(os.fsencode(path)) <= _LONGEST_PATH_BYTES:
            return str(path)
        short = _left_behind(former) or Path(
            tempfile.mkdtemp(prefix=_SHORT_DIRECTORY, dir=os.environ.get("XDG_RUNTIME_DIR"))
        )
        return str(short / _NAME)

    def _left_behind(former: str) -> Path | None:
        """The short directory of a listener that was killed, where it is still ours alone."""
        short = Path(former).parent
        try:
            found = short.lstat()
        except OSError:
            return None
        is_private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
        is_ours = is_private and found.st_uid == os.getuid()
        return short if short.name.startswith(_SHORT_DIRECTORY) and is_ours else None
