"""Named threads: a scarce thing (the card, the database writer) has exactly one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

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
        self._idents: set[int] = set()
        self._executor = ThreadPoolExecutor(
            size, thread_name_prefix=name, initializer=lambda: self._idents.add(threading.get_ident())
        )

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Queue a job. Its result or exception is the future's. Raises RuntimeError after shutdown."""
        return self._executor.submit(job)

    @property
    def on_thread(self) -> bool:
        """Whether the caller runs on one of this pool's threads."""
        return threading.get_ident() in self._idents

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has, and join the threads. Not from one of them."""
        if self.on_thread:
            raise WrongThread(self.name)
        self._executor.shutdown(wait=True, cancel_futures=True)
        # A thread's number may be given to another thread once it has ended.
        self._idents.clear()

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

    def on_lane(self) -> None:
        """Assert that the caller runs on this lane. Raises WrongThread."""
        if not self.on_thread:
            raise WrongThread(self.name)

    def run(self, job: Callable[[], Result]) -> Result:
        """Run a job on the lane and wait for it; at once when already there. Raises what the job raises."""
        if self.on_thread:
            return job()
        return self.submit(job).result()
