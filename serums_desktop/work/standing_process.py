"""A confined process that stays and answers whatever it is asked, one question after the other.

What it is and what it may do is said in `work.child_process`; this one is given no file.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from typing import BinaryIO, Final

from serums_desktop.domain.errors import Cancelled
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import (
    ChildEnded,
    ChildTooSlow,
    confined_pipes,
    environment,
    read_message,
    write_message,
)
from serums_desktop.work.confinement import Limits

# A page passes in a few pieces; where the system's pipes have one size, in more.
_PIPE_BYTES: Final = 1 << 20


class StandingProcess:
    """One such process, started with the first conversation and again where it ended. Safe from any thread.

    `command` starts this program as the child. To an answer there may pass `timeout_s`.
    """

    def __init__(self, command: Sequence[str], *, timeout_s: float) -> None:
        self._command = command
        self._timeout_s = timeout_s
        self._guard = threading.Lock()
        self._line: _Line | None = None
        self._is_closed = False

    def conversation(self) -> Conversation:
        """Begin to speak with it. Raises ChildEnded after `close`, and where the system starts no process."""
        with self._guard:
            if self._is_closed:
                raise ChildEnded
            if self._line is None or self._line.has_ended:
                if self._line is not None:
                    self._line.close()
                self._line = _Line(self._command)
            return Conversation(self._line, self._timeout_s)

    def close(self) -> None:
        """Kill it for good, whatever it does; nobody's question is answered any more."""
        with self._guard:
            self._is_closed = True
            line, self._line = self._line, None
        if line is not None:
            line.close()


class Conversation:
    """Questions that build on each other: all of them go to the process that got the first."""

    def __init__(self, line: _Line, timeout_s: float) -> None:
        self._line = line
        self._timeout_s = timeout_s

    def ask(self, question: bytes) -> Question:
        """Ask, without waiting for the answer. Raises ChildEnded."""
        return Question(self._line, self._line.ask(question), self._timeout_s)


class Question:
    """What was asked, and its answer once it is there."""

    def __init__(self, line: _Line, answer: Future[bytes], timeout_s: float) -> None:
        self._line = line
        self._answer = answer
        self._timeout_s = timeout_s

    @property
    def is_answered(self) -> bool:
        """Whether `answer` would wait for nothing."""
        return self._answer.done()

    def answer(self, cancel: CancelToken) -> bytes:
        """Wait for it. Raises Cancelled, ChildEnded, ChildTooSlow; who is too slow is killed."""
        take_back = cancel.on_cancel(self._give_up)
        try:
            return self._answer.result(self._timeout_s)
        except CancelledError:
            raise Cancelled from None
        except TimeoutError:
            self._line.kill()
            raise ChildTooSlow from None
        except ChildEnded:
            cancel.raise_if_cancelled()
            raise
        finally:
            take_back()

    def _give_up(self) -> None:
        self._answer.cancel()


class _Line:
    """One process from its start to its end.

    A thread takes its answers in. Did nobody do so while a question is sent, both sides could wait for ever
    to be rid of what they have to say.
    """

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own program and our own arguments
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pipesize=_PIPE_BYTES,
                env=environment(os.environ),
            )
        except OSError as error:
            raise ChildEnded from error
        # Questions and those who wait for their answers are in one order.
        self._guard = threading.Lock()
        self._waiting: deque[Future[bytes]] = deque()
        self._has_ended = False
        self._thread = threading.Thread(target=self._take_in, name="standing-process", daemon=True)
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        """Whether nothing will be answered any more."""
        return self._has_ended

    def ask(self, question: bytes) -> Future[bytes]:
        answer: Future[bytes] = Future()
        with self._guard:
            pipe = self._process.stdin
            if self._has_ended or pipe is None:
                raise ChildEnded
            self._waiting.append(answer)
            try:
                write_message(pipe, question)
                pipe.flush()
            except (OSError, ValueError):
                # Whoever takes in the answers finds the end too, and tells everybody.
                self._process.kill()
        return answer

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        self._thread.join()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What was not sent yet cannot be sent to a process that is gone.
                with contextlib.suppress(OSError):
                    pipe.close()

    def _take_in(self) -> None:
        pipe = self._process.stdout
        while pipe is not None:
            try:
                content = read_message(pipe)
            except (EOFError, OSError, ValueError):
                break
            if not self._waiting:
                # Nobody asked: this is no longer the program that was started.
                break
            answer = self._waiting.popleft()
            if answer.set_running_or_notify_cancel():
                answer.set_result(content)
        self._process.kill()
        with self._guard:
            self._has_ended = True
            unanswered = list(self._waiting)
            self._waiting.clear()
        for answer in unanswered:
            if answer.set_running_or_notify_cancel():
                answer.set_exception(ChildEnded())


def serve_questions(answer: Callable[[bytes], bytes], limits: Limits) -> int:
    """Be the child: answer questions from standard input until there are no more; returns the exit code."""
    with confined_pipes(limits) as (questions, out):
        while (question := _next(questions)) is not None:
            write_message(out, answer(question))
            out.flush()
    return 0


def _next(questions: BinaryIO) -> bytes | None:
    try:
        return read_message(questions)
    except EOFError:
        return None
