"""One message and one answer between two programs of the same user: a named pipe for that user alone.

For Windows; not tried here. The pipe's name is random and its access list names nobody but this user; who
sends looks first whose process listens, because a name that has become free can be taken by anybody.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import _winapi
    import contextlib
    import ctypes
    import secrets
    import threading
    from collections.abc import Callable
    from ctypes import wintypes
    from multiprocessing.connection import PipeConnection
    from pathlib import Path

    from serums_desktop.host import log
    from serums_desktop.host.profile import make_private

    LARGEST_MESSAGE_BYTES = 16_384
    _MESSAGE_TIMEOUT_S = 2.0
    _PAUSE_S = 0.1

    _PIPE_REJECT_REMOTE_CLIENTS = 0x8  # winbase.h
    _SECURITY_IDENTIFICATION = (
        0x0011_0000  # winbase.h, SECURITY_SQOS_PRESENT with it: who listens cannot act as us
    )
    _PROCESS_QUERY_LIMITED_INFORMATION = 0x1000  # winnt.h
    _TOKEN_QUERY = 0x8
    _TOKEN_USER = 1
    _SDDL_REVISION_1 = 1
    _ERROR_NO_DATA = 232  # winerror.h: somebody came and has left again

    Answer = Callable[[bytes], bytes | None]

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel32.LocalFree.argtypes = [ctypes.c_void_p]
    _kernel32.LocalFree.restype = ctypes.c_void_p
    _kernel32.GetNamedPipeServerProcessId.argtypes = [wintypes.HANDLE, ctypes.POINTER(wintypes.ULONG)]
    _advapi32.OpenProcessToken.argtypes = [
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.HANDLE),
    ]
    _advapi32.GetTokenInformation.argtypes = [
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    ]
    _advapi32.ConvertSidToStringSidW.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
    _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
    ]

    class _SecurityAttributes(ctypes.Structure):
        _fields_ = [
            ("length", wintypes.DWORD),
            ("descriptor", ctypes.c_void_p),
            ("inherits", wintypes.BOOL),
        ]

    class Listener:
        """Takes one message a conversation, on a thread of its own, one after another."""

        def __init__(self, directory: Path, former: str, answer: Answer) -> None:  # noqa: ARG002  names are never used twice
            """Listen under a new name.

            `answer` returns what is sent back, None to say nothing. Raises OSError.
            """
            make_private(directory)
            self.address = rf"\\.\pipe\serums-desktop-{secrets.token_hex(16)}"
            self._answer = answer
            self._closing = threading.Event()
            self._descriptor = ctypes.c_void_p()
            _check(
                _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                    f"D:P(A;;GA;;;{_user_of(_winapi.GetCurrentProcess())})",
                    _SDDL_REVISION_1,
                    ctypes.byref(self._descriptor),
                    None,
                )
            )
            self._security = _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), self._descriptor, False)
            self._waiting = self._new_pipe(_winapi.FILE_FLAG_FIRST_PIPE_INSTANCE)
            self._thread = threading.Thread(target=self._serve, name="window-requests", daemon=True)
            self._thread.start()

        def close(self) -> None:
            """Stop listening, wait for a conversation under way. Not from within `answer`."""
            self._closing.set()
            with contextlib.suppress(OSError):
                # Nothing else wakes a thread that waits for somebody.
                _winapi.CloseHandle(_connected(self.address, 1000))
            self._thread.join()
            _winapi.CloseHandle(self._waiting)
            _kernel32.LocalFree(self._descriptor)

        def _new_pipe(self, first: int = 0) -> int:
            return _winapi.CreateNamedPipe(
                self.address,
                _winapi.PIPE_ACCESS_DUPLEX | _winapi.FILE_FLAG_OVERLAPPED | first,
                _winapi.PIPE_TYPE_MESSAGE | _winapi.PIPE_READMODE_MESSAGE | _PIPE_REJECT_REMOTE_CLIENTS,
                _winapi.PIPE_UNLIMITED_INSTANCES,
                LARGEST_MESSAGE_BYTES,
                LARGEST_MESSAGE_BYTES,
                0,
                ctypes.addressof(self._security),
            )

        def _serve(self) -> None:
            while not self._closing.is_set():
                try:
                    with self._accept() as conversation:
                        if not self._closing.is_set():
                            self._converse(conversation)
                except (OSError, EOFError) as error:
                    log.event("window-request-broken", error=type(error).__name__)
                    self._closing.wait(_PAUSE_S)

        def _accept(self) -> PipeConnection:
            try:
                _winapi.ConnectNamedPipe(self._waiting, overlapped=True).GetOverlappedResult(True)
            except OSError as error:
                if error.winerror != _ERROR_NO_DATA:
                    raise
            # The next one stands before this one is spoken with: the name is never free.
            connected, self._waiting = self._waiting, self._new_pipe()
            return PipeConnection(connected)

        def _converse(self, conversation: PipeConnection) -> None:
            if not conversation.poll(_MESSAGE_TIMEOUT_S):
                raise TimeoutError
            answer = self._answer(conversation.recv_bytes(LARGEST_MESSAGE_BYTES))
            if answer is not None:
                conversation.send_bytes(answer)
                # Closing at once would take the answer away before it was read; who has read it, leaves.
                with contextlib.suppress(OSError):
                    conversation.poll(_MESSAGE_TIMEOUT_S)

    def converse(address: str, message: bytes, timeout_s: float) -> bytes:
        """Send a message and return the answer, b"" for none.

        Raises OSError where nobody listens, somebody else does, or no answer comes in time.
        """
        with PipeConnection(_connected(address, int(timeout_s * 1000))) as conversation:
            if _listening_user(conversation.fileno()) != _user_of(_winapi.GetCurrentProcess()):
                raise PermissionError
            conversation.send_bytes(message)
            if not conversation.poll(timeout_s):
                raise TimeoutError
            try:
                return conversation.recv_bytes(LARGEST_MESSAGE_BYTES)
            except EOFError:
                return b""

    def _connected(address: str, timeout_ms: int) -> int:
        _winapi.WaitNamedPipe(address, timeout_ms)
        handle = _winapi.CreateFile(
            address,
            _winapi.GENERIC_READ | _winapi.GENERIC_WRITE,
            0,
            _winapi.NULL,
            _winapi.OPEN_EXISTING,
            _winapi.FILE_FLAG_OVERLAPPED | _SECURITY_IDENTIFICATION,
            _winapi.NULL,
        )
        _winapi.SetNamedPipeHandleState(handle, _winapi.PIPE_READMODE_MESSAGE, None, None)
        return handle

    def _listening_user(pipe: int) -> str:
        process_id = wintypes.ULONG()
        _check(_kernel32.GetNamedPipeServerProcessId(pipe, ctypes.byref(process_id)))
        process = _winapi.OpenProcess(_PROCESS_QUERY_LIMITED_INFORMATION, False, process_id.value)
        try:
            return _user_of(process)
        finally:
            _winapi.CloseHandle(process)

    def _user_of(process: int) -> str:
        """The security identifier (S-1-5-…) of a process's user."""
        token = wintypes.HANDLE()
        _check(_advapi32.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)))
        try:
            size = wintypes.DWORD()
            _advapi32.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
            user = ctypes.create_string_buffer(size.value)
            _check(_advapi32.GetTokenInformation(token, _TOKEN_USER, user, size, ctypes.byref(size)))
            # TOKEN_USER begins with a pointer to the identifier.
            identifier = ctypes.c_void_p.from_buffer(user)
            text = ctypes.c_void_p()
            _check(_advapi32.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
            try:
                return ctypes.wstring_at(text.value or 0)
            finally:
                _kernel32.LocalFree(text)
        finally:
            _winapi.CloseHandle(token.value or 0)

    def _check(succeeded: int) -> None:
        if not succeeded:
            raise ctypes.WinError(ctypes.get_last_error())
