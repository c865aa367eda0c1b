"""Work on what strangers made, in a process of its own: what it breaks, hangs or fills is not this program.

The child is this program again, started with nothing of the environment but what Python needs, and with no
descriptor but its pipes and the file it is to read. It confines itself (`work.confinement`) before the first
byte is looked at. Questions and answers are byte strings, each behind its length.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Final, Self

from serums_desktop import __file__ as _package
from serums_desktop.domain.errors import Cancelled
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.confinement import Limits, confine

_LENGTH: Final = struct.Struct(">Q")
_MOST_BYTES: Final = 512 << 20
# Answers are as long as they like but this: the end of all answers.
_END: Final = b""

# What Python and Windows need to start; everything else of the environment stays here.
_KEPT_VARIABLES: Final = ("PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH")

if sys.platform == "win32":
    import msvcrt
else:
    import signal

    _TIME_IS_UP: Final = -signal.SIGXCPU


class ChildEnded(Exception):
    """The process ended before its answer did."""


class ChildTooSlow(Exception):
    """The process did not answer in time, or used up its processor time. It was killed."""


class ChildProcess:
    """A process that answers one question.

    `command` starts this program as the child. `question` goes to it, and so does `file`, whose descriptor
    there stands in front of the question. Between one answer and the next it may take `timeout_s`. Close it;
    it is killed then, however far it is. One thread at a time; `cancel` may come from any. Raises Cancelled,
    and ChildEnded where the system starts no process.
    """

    def __init__(
        self,
        command: Sequence[str],
        question: bytes,
        cancel: CancelToken,
        *,
        timeout_s: float,
        file: BinaryIO | None = None,
    ) -> None:
        cancel.raise_if_cancelled()
        self._cancel = cancel
        self._timeout_s = timeout_s
        self._question = question
        self._is_late = threading.Event()
        inherited = _Inherited(file)
        self._descriptor = inherited.number
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own program and our own arguments
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(os.environ),
                startupinfo=inherited.startup,
                pass_fds=inherited.descriptors,
            )
        except OSError as error:
            raise ChildEnded from error
        self._take_back = cancel.on_cancel(self._process.kill)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._take_back()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What was not sent yet cannot be sent to a process that is gone.
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def answers(self) -> Iterator[bytes]:
        """Every answer, as it comes. Raises Cancelled, ChildEnded, ChildTooSlow."""
        with self._in_time():
            self._ask()
        while True:
            with self._in_time():
                answer = self._next()
            if answer == _END:
                return
            yield answer

    def _ask(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise ChildEnded
        try:
            write_message(pipe, str(self._descriptor).encode())
            write_message(pipe, self._question)
            pipe.flush()
        except OSError as error:
            raise ChildEnded from error

    def _next(self) -> bytes:
        pipe = self._process.stdout
        if pipe is None:
            raise ChildEnded
        try:
            return read_message(pipe)
        except EOFError as error:
            raise ChildEnded from error

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        """Kill the process where it takes too long, and say what its end means."""
        clock = threading.Timer(self._timeout_s, self._expire)
        clock.start()
        try:
            yield
        except ChildEnded:
            if self._cancel.cancelled:
                raise Cancelled from None
            if self._is_late.is_set() or self._used_up():
                raise ChildTooSlow from None
            raise
        finally:
            clock.cancel()
            clock.join()
        self._cancel.raise_if_cancelled()

    def _expire(self) -> None:
        self._is_late.set()
        self._process.kill()

    def _used_up(self) -> bool:
        # Its pipe is closed, so it has ended or is about to.
        code = self._process.wait()
        return sys.platform != "win32" and code == _TIME_IS_UP


def serve(answer: Callable[[bytes, int | None], Iterable[bytes]], limits: Limits) -> int:
    """Be the child: answer one question from standard input, confined; returns the exit code.

    `answer` gets the question and the descriptor of the file, None without one. What else writes to standard
    output writes nowhere.
    """
    with confined_pipes(limits) as (questions, out):
        descriptor_text = read_message(questions)
        question = read_message(questions)
        for each in answer(question, int(descriptor_text) if descriptor_text else None):
            write_message(out, each)
            out.flush()
        write_message(out, _END)
    return 0


@contextlib.contextmanager
def confined_pipes(limits: Limits) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Be confined from now on; standard input and output, for messages alone."""
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as questions:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        os.close(nowhere)
        confine(limits)
        yield questions, out


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """What the child gets of these: no token, proxy, agent or display; and where this program is."""
    kept = {name: variables[name] for name in _KEPT_VARIABLES if name in variables}
    if not getattr(sys, "frozen", False):
        root = str(Path(_package).parents[1])
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
        # Modules that lie in the folder where the program was started are somebody else's.
        kept["PYTHONSAFEPATH"] = "1"
        kept["PYTHONDONTWRITEBYTECODE"] = "1"
    return kept


class _Inherited:
    """A file that the child gets: how it is passed on, and what its number is there ("" without a file)."""

    def __init__(self, file: BinaryIO | None) -> None:
        self.number: int | str = ""
        self.descriptors: tuple[int, ...] = ()
        self.startup: Any = None
        if file is None:
            return
        if sys.platform == "win32":
            self.number = msvcrt.get_osfhandle(file.fileno())
            os.set_handle_inheritable(self.number, True)
            self.startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [self.number]})
        else:
            self.number = file.fileno()
            self.descriptors = (self.number,)


def opened(descriptor: int) -> int:
    """The descriptor, in the child, of the file that it was given."""
    if sys.platform == "win32":
        return msvcrt.open_osfhandle(descriptor, os.O_RDONLY)
    return descriptor


def write_message(pipe: IO[bytes], content: bytes) -> None:
    """One byte string, behind its length."""
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)


def read_message(pipe: IO[bytes]) -> bytes:
    """One byte string. Raises EOFError where the pipe ends first, or where it is longer than can be taken."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > _MOST_BYTES:
        raise EOFError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
