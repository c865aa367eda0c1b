"""Cooperative cancelling: nothing is terminated, everything is asked to stop at its next chance."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from serums_desktop.domain.errors import Cancelled
from serums_desktop.host import log


class CancelToken:
    """Asks a piece of work, and all work it started, to stop.

    A token made with a `parent` is cancelled with it; cancelling a child leaves its parent alone.
    Safe from any thread.
    """

    def __init__(self, parent: CancelToken | None = None) -> None:
        self._event = threading.Event()
        self._guard = threading.Lock()
        self._callbacks: dict[object, Callable[[], None]] = {}
        # Weak, so that a session's token does not keep every token of its day alive.
        self._children: weakref.WeakSet[CancelToken] = weakref.WeakSet()
        # A child keeps its parent: a cancelled grandparent must still reach it.
        self._parent = parent
        if parent is not None:
            parent._adopt(self)

    @property
    def cancelled(self) -> bool:
        """Whether to stop at the next chance."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask for the work to stop. Callbacks run here, once; asking again does nothing. Raises nothing."""
        with self._guard:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
            children = list(self._children)
        for callback in callbacks:
            _call(callback)
        for child in children:
            child.cancel()

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, timeout_s: float) -> bool:
        """Wait until cancelled or until the time is up; True when cancelled."""
        return self._event.wait(timeout_s)

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` run when cancelled, at once if that is already so.

        It runs on the thread that cancels and must be quick. Returns what takes it back.
        """
        registration = object()
        with self._guard:
            late = self._event.is_set()
            if not late:
                self._callbacks[registration] = callback
        if late:
            _call(callback)

        def take_back() -> None:
            with self._guard:
                self._callbacks.pop(registration, None)

        return take_back

    def _adopt(self, child: CancelToken) -> None:
        with self._guard:
            late = self._event.is_set()
            if not late:
                self._children.add(child)
        if late:
            child.cancel()


def _call(callback: Callable[[], None]) -> None:
    """What is broken off may have ended by itself a moment ago, and say so: a lock goes on all the same."""
    try:
        callback()
    except Exception as error:  # noqa: BLE001  who cancels, and whoever else is to stop, must not pay for it
        log.event("cancel-failed", error=type(error).__name__, place=log.error_place(error))
