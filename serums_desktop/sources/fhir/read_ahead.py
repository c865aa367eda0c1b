"""Several streams fetched at once and given out in their order."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool

Item = TypeVar("Item")

# How much of each stream waits to be taken: enough to keep its line busy, and never a record.
_AHEAD = 2


class _End:
    """What a stream ends with in its queue."""


_END: Final = _End()


class ReadAhead(Generic[Item]):
    """Runs `width` streams at a time on threads of its own, each a little ahead of whoever takes from them.

    The streams come in their order, each as an iterator that raises what the stream raised. Leaving the
    context cancels the rest and joins the threads.
    """

    def __init__(
        self,
        streams: Sequence[Callable[[CancelToken], Iterator[Item]]],
        width: int,
        cancel: CancelToken,
    ) -> None:
        self._streams = streams
        self._cancel = CancelToken(parent=cancel)
        # One at a time needs no thread but the caller's.
        self._pool = Pool("read-ahead", width) if min(width, len(streams)) > 1 else None
        self._under_way: list[tuple[Future[None], queue.Queue[Item | _End]]] = []

    def __enter__(self) -> Self:
        if self._pool is not None:
            for stream in self._streams:
                ahead: queue.Queue[Item | _End] = queue.Queue(_AHEAD)
                self._under_way.append((self._pool.submit(partial(self._run, stream, ahead)), ahead))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cancel.cancel()
        for future, ahead in self._under_way:
            # One that is full waits for somebody to take from it.
            if not future.cancel():
                while ahead.get() is not _END:
                    pass
        if self._pool is not None:
            self._pool.shutdown()

    def __iter__(self) -> Iterator[Iterator[Item]]:
        if self._pool is None:
            for stream in self._streams:
                yield stream(self._cancel)
        while self._under_way:
            yield self._taken()

    def _run(self, stream: Callable[[CancelToken], Iterator[Item]], ahead: queue.Queue[Item | _End]) -> None:
        try:
            for item in stream(self._cancel):
                ahead.put(item)
                self._cancel.raise_if_cancelled()
        finally:
            ahead.put(_END)

    def _taken(self) -> Iterator[Item]:
        future, ahead = self._under_way[0]
        while not isinstance(item := ahead.get(), _End):
            yield item
        del self._under_way[0]
        future.result()
