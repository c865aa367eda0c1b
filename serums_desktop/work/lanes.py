"""Named threads: a scarce thing (the card, the database writer) has exactly one."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import NoReturn, Self, TypeVar

Result = TypeVar("Result")


class WrongThread(RuntimeError):
    """Something that belongs to a lane was used outside it: a mistake in the program."""

    def __init__(self, lane: str) -> None:
        super().__init__(lane)
        self.lane = lane


class Pool:
    """Several named threads that take jobs in the order they come."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self._size = size
        # Threads, not their numbers: those are given to other threads again.
        self._threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._former: list[ThreadPoolExecutor] = []
        self._executor = self._new_executor()

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Queue a job. Its result or exception is the future's. Raises RuntimeError after shutdown."""
        with self._guard:
            return self._executor.submit(job)

    @property
    def on_thread(self) -> bool:
        """Whether the caller runs on one of this pool's threads."""
        return threading.current_thread() in self._threads

    def renew(self) -> Future[None]:
        """Take new threads for what comes; the old ones end, with all the memory that a thread keeps.

        The future is done once every job that was queued before is, and those threads are gone.
        """
        with self._guard:
            former, self._executor = self._executor, self._new_executor()
            self._former.append(former)
            former.shutdown(wait=False)
            return self._executor.submit(partial(self._end, former))

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has, and join the threads. Not from one of them."""
        if self.on_thread:
            raise WrongThread(self.name)
        with self._guard:
            executors = [*self._former, self._executor]
        for executor in executors:
            executor.shutdown(wait=True, cancel_futures=True)

    def _end(self, former: ThreadPoolExecutor) -> None:
        former.shutdown(wait=True)
        with self._guard:
            self._former.remove(former)

    def _new_executor(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(
            self._size,
            thread_name_prefix=self.name,
            initializer=lambda: self._threads.add(threading.current_thread()),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()


class Lane(Pool):
    """One named thread that runs jobs one after another, in order."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 1)

    def renew(self) -> NoReturn:
        """A lane keeps its thread. Raises TypeError."""
        raise TypeError(self.name)

    def on_lane(self) -> None:
        """Assert that the caller runs on this lane. Raises WrongThread."""
        if not self.on_thread:
            raise WrongThread(self.name)

    def run(self, job: Callable[[], Result]) -> Result:
        """Run a job on the lane and wait for it; at once when already there. Raises what the job raises."""
        if self.on_thread:
            return job()
        return self.submit(job).result()
