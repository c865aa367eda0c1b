"""Tells when nobody has touched the keyboard or the pointer for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Inactivity(QObject):
    """Emits `idle` after `idle_s` seconds without a touch; `remaining_changed` tells the seconds left."""

    idle = Signal()
    remaining_changed = Signal(int)

    def __init__(self, application: QApplication, idle_s: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle_s = idle_s
        self._left_s = idle_s
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._second_passed)
        application.installEventFilter(self)

    def start(self) -> None:
        """Begin to count."""
        self._restart()
        self._tick.start()

    def stop(self) -> None:
        """Stop counting."""
        self._tick.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Any touch of any window of the program counts."""
        if event.type() in _TOUCHES and self._tick.isActive() and self._left_s < self._idle_s:
            self._restart()
        return super().eventFilter(watched, event)

    def _restart(self) -> None:
        self._left_s = self._idle_s
        self.remaining_changed.emit(self._left_s)

    def _second_passed(self) -> None:
        self._left_s -= 1
        self.remaining_changed.emit(self._left_s)
        if self._left_s <= 0:
            self._tick.stop()
            self.idle.emit()
