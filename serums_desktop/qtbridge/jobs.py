"""The bridge from workers to the window: a future's end becomes a call on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from serums_desktop.domain.errors import Cancelled, StoreLocked

Result = TypeVar("Result")


class Jobs(QObject):
    """Brings results to the GUI thread, in the order in which they were ready.

    `drop_all` forgets everything on its way: after a lock no result of the old session reaches a widget.
    """

    _arrived = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._generation = 0
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(
        self,
        future: Future[Result],
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Call `done` or `failed` on the GUI thread when the future ends.

        A job that was cancelled, or whose store was closed by a lock, calls neither.
        """
        generation = self._generation

        def ended(finished: Future[Result]) -> None:
            try:
                result = finished.result()
            except (Cancelled, CancelledError, StoreLocked):
                return
            except BaseException as error:  # noqa: BLE001  it is handed to the one who asked
                # Bound to a name of its own: `error` is deleted when the except block ends.
                failure = error
                self._arrived.emit(generation, lambda: failed(failure))
                return
            self._arrived.emit(generation, lambda: done(result))

        future.add_done_callback(ended)

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread soon. Safe from any thread."""
        self._arrived.emit(self._generation, call)

    def drop_all(self) -> None:
        """Forget every result that has not been delivered yet."""
        self._generation += 1

    def _run(self, generation: int, call: Callable[[], None]) -> None:
        if generation == self._generation:
            call()
