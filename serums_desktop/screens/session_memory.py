"""What a session leaves in memory: let go of and overwritten once nothing runs for it any more."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, wait

from serums_desktop.charts.lettering import forget_words
from serums_desktop.host.hardening import overwrite_thread_cache, release_memory
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.workplace import Workplace

_CLOSING_TIMEOUT_S = 10.0
# What other threads let go while memory was being released is there for the second time.
_TIMES = 2


class SessionMemory:
    """Waits for a locked session to close, then releases what it freed. For the GUI thread alone."""

    def __init__(self, bridge: Jobs, is_at_work: Callable[[], bool]) -> None:
        """`is_at_work` tells whether somebody has signed in again meanwhile."""
        self._bridge = bridge
        self._is_at_work = is_at_work
        self._closing: list[Future[None]] = []
        self._is_released = True

    def release_after(self, closing: list[Future[None]], workplace: Workplace) -> None:
        """Release once these futures are done."""
        self._closing = closing
        self._is_released = False
        for future in closing:
            future.add_done_callback(
                lambda _future: self._bridge.post(lambda: self._release(closing, workplace))
            )

    def is_closed(self) -> bool:
        """Whether store and credential of the last session are closed, and its memory is released."""
        return self._is_released and all(future.done() for future in self._closing)

    def wait_at_end(self) -> None:
        """The program ends: what was done must be on record first; a stuck keeper holds nobody for long.

        The system takes the memory; by the time it could be released here the lanes are gone.
        """
        self._is_released = True
        wait(self._closing, timeout=_CLOSING_TIMEOUT_S)

    def _release(self, closing: list[Future[None]], workplace: Workplace, times: int = _TIMES) -> None:
        if self._is_released or closing is not self._closing or not all(future.done() for future in closing):
            return
        if self._is_at_work():
            # Their own lock does it.
            self._is_released = True
            return
        forget_words()
        # Here, because widgets may be among what is collected.
        gc.collect()
        overwrite_thread_cache()
        self._closing = releasing = [
            *closing,
            workplace.card_lane.submit(overwrite_thread_cache),
            workplace.database_lane.submit(release_memory),
        ]
        if times == 1:
            self._is_released = True
            return
        for future in releasing[-2:]:
            future.add_done_callback(
                lambda _future: self._bridge.post(lambda: self._release(releasing, workplace, times - 1))
            )
