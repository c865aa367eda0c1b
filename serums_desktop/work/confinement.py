"""What this process gives up before it looks at bytes that somebody brought. There is no way back.

| | Linux | macOS | Windows |
|---|---|---|---|
| memory, processor time, open files, written bytes | kernel | kernel, but for memory | no |
| opening files outside the program's own | Landlock, from Linux 5.13 | no | no |
| sockets, programs, processes, signals, tracing, changing a file | seccomp, on x86-64 and AArch64 | no | no |
| the same, for code in Python | audit hook | audit hook | audit hook |

The audit hook stops a library that would fetch or write something. It does not stop machine code.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

_NO_NEW_PRIVILEGES: Final = 38  # linux/prctl.h
_SET_SECCOMP: Final = 22
_SECCOMP_FILTER: Final = 2

_LANDLOCK_CREATE: Final = 444  # the same on every architecture
_LANDLOCK_ADD_RULE: Final = 445
_LANDLOCK_RESTRICT: Final = 446
_LANDLOCK_VERSION: Final = 1
_LANDLOCK_BENEATH: Final = 1
# linux/landlock.h: execute, write, read a file, read a directory, and nine ways to make or remove: version 1.
_EVERY_ACCESS: Final = (1 << 13) - 1
_EXECUTE_AND_READ: Final = 1 << 0 | 1 << 2 | 1 << 3

_SYSTEM_LIBRARIES: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null")

# What a parser never calls: AUDIT_ARCH of linux/audit.h, then the numbers of asm/unistd.h for clone, clone3,
# prlimit64, and for socket, connect, execve, execveat, ptrace, process_vm_readv, process_vm_writev, kill,
# tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal, unshare, bpf, keyctl, io_uring_setup,
# pidfd_getfd, setpriority, and on x86-64 fork and vfork. Then what Landlock's first version lets through and
# changes a file that cannot be opened: truncate, and the ways to set mode, owner, times and attributes.
_SYSTEM_CALLS: Final[dict[str, tuple[int, int, int, int, tuple[int, ...]]]] = {
    "x86_64": (
        0xC000003E, 56, 435, 302,
        (
            41, 42, 59, 322, 101, 310, 311, 62, 200, 234, 129, 297, 424, 272, 321, 250, 425, 438, 141, 57, 58,
            76, 90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280, 188, 189, 190, 463, 197, 198, 199, 466,
        ),
    ),
    "aarch64": (
        0xC00000B7, 220, 435, 261,
        (
            198, 203, 221, 281, 117, 270, 271, 129, 130, 131, 138, 240, 424, 97, 280, 219, 425, 438, 140,
            45, 52, 53, 452, 54, 55, 88, 5, 6, 7, 463, 14, 15, 16, 466,
        ),
    ),
}  # fmt: skip
_CLONE_THREAD: Final = 0x10000
_X32: Final = 0x40000000

# linux/bpf_common.h and linux/seccomp.h: load a word, compare, return.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000

_FORBIDDEN_EVENTS: Final = frozenset(
    {
        "socket.__new__",
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
    }
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Limits(msgspec.Struct, frozen=True):
    """How much a process may use: bytes of address space, seconds of processor time, descriptors."""

    memory_bytes: int = 3 << 30
    processor_s: int = 300
    descriptors: int = 64


def confine(limits: Limits) -> frozenset[str]:
    """Give up what a parser does not need; returns what the system enforces from now on.

    Of "limits", "files", "calls" and "hook"; "hook" alone where there is nothing better. Raises nothing
    where a system has less to offer: what comes after is still a process of its own.
    """
    enforced = {"hook"}
    if sys.platform != "win32":
        _limit(limits)
        enforced.add("limits")
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            if _keep_to_own_files(libc):
                enforced.add("files")
            if _keep_to_harmless_calls(libc):
                enforced.add("calls")
    sys.addaudithook(_refuse)
    return frozenset(enforced)


def _limit(limits: Limits) -> None:
    import resource  # noqa: PLC0415  not on Windows

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_s),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # At the soft limit of time a process is told so, at the hard one it is killed without a word.
        hard = most + 1 if kind == resource.RLIMIT_CPU else most
        # macOS knows the address space's limit and refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, hard))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(errno.EPERM, event)
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING and arguments[0] != os.devnull:
            raise PermissionError(errno.EPERM, event)


# -- Landlock --------------------------------------------------------------------------------------


def _keep_to_own_files(libc: ctypes.CDLL) -> bool:
    """No file but the program's and the system's libraries can be opened; what is open stays so."""
    if libc.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION) < 1:
        return False
    # Version 1's own size: what newer kernels could forbid beyond it is left to seccomp.
    handled = ctypes.create_string_buffer(struct.pack("=Q", _EVERY_ACCESS), 8)
    ruleset = libc.syscall(_LANDLOCK_CREATE, handled, 8, 0)
    if ruleset < 0:
        return False
    try:
        for place in _own_places():
            _allow(libc, ruleset, place)
        refused: int = libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0)
        return refused == 0
    finally:
        os.close(ruleset)


def _own_places() -> Iterable[Path]:
    named = (*sys.path, sys.prefix, sys.base_prefix, str(Path(sys.executable).parent), *_SYSTEM_LIBRARIES)
    return {Path(name) for name in named if name and Path(name).exists()}


def _allow(libc: ctypes.CDLL, ruleset: int, place: Path) -> None:
    descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        access = _EXECUTE_AND_READ if place.is_dir() else 1 << 2
        rule = ctypes.create_string_buffer(struct.pack("=Qi", access, descriptor), 12)
        libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_BENEATH, rule, 0)
    finally:
        os.close(descriptor)


# -- seccomp ---------------------------------------------------------------------------------------


def _keep_to_harmless_calls(libc: ctypes.CDLL) -> bool:
    """No socket, program, process or tracing from here on; the call fails with EPERM."""
    known = _SYSTEM_CALLS.get(platform.machine())
    if known is None:
        return False
    instructions = list(_filter(*known))
    code = ctypes.create_string_buffer(b"".join(instructions))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(instructions), ctypes.addressof(code)))
    refused: int = libc.prctl(_SET_SECCOMP, _SECCOMP_FILTER, program, 0, 0)
    return refused == 0


def _filter(
    architecture: int, clone: int, clone3: int, prlimit: int, forbidden: tuple[int, ...]
) -> Iterable[bytes]:
    """A filter of classic BPF. A jump's two numbers are the instructions skipped when true and when false."""
    yield _instruction(_LOAD, _ARCHITECTURE)
    yield _instruction(_EQUAL, architecture, 1, 0)
    yield _instruction(_RETURN, _KILL)
    yield _instruction(_LOAD, _NUMBER)
    # The x32 calls are the same under other numbers.
    yield _instruction(_AT_LEAST, _X32, 0, 1)
    yield _instruction(_RETURN, _FAIL | errno.EPERM)
    # The C library goes on with clone, whose flags can be looked at: threads may begin, processes may not.
    yield _instruction(_EQUAL, clone3, 0, 1)
    yield _instruction(_RETURN, _FAIL | errno.ENOSYS)
    for call in forbidden:
        yield _instruction(_EQUAL, call, 0, 1)
        yield _instruction(_RETURN, _FAIL | errno.EPERM)
    # Its own limits may be read; those of the program that started it may not be set.
    yield _instruction(_EQUAL, prlimit, 0, 4)
    yield _instruction(_LOAD, _FIRST_ARGUMENT)
    yield _instruction(_EQUAL, 0, 0, 1)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_RETURN, _FAIL | errno.EPERM)
    yield _instruction(_EQUAL, clone, 1, 0)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_LOAD, _FIRST_ARGUMENT)
    yield _instruction(_ANY_BIT, _CLONE_THREAD, 1, 0)
    yield _instruction(_RETURN, _FAIL | errno.EPERM)
    yield _instruction(_RETURN, _ALLOW)


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, operand)
