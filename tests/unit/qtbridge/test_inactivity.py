from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.qtbridge.inactivity import Inactivity


def test_idle_comes_after_the_seconds_and_a_key_begins_anew(qtbot, qapp: QApplication) -> None:
    watch = Inactivity(qapp, idle_s=2)
    widget = QWidget()
    qtbot.addWidget(widget)
    left: list[int] = []
    watch.remaining_changed.connect(left.append)
    watch.start()
    qtbot.waitUntil(lambda: left[-1] == 1)
    qtbot.keyClick(widget, Qt.Key.Key_Shift)
    assert left[-1] == 2
    with qtbot.waitSignal(watch.idle):
        pass
    assert left[-1] == 0


def test_nothing_counts_while_stopped(qtbot, qapp: QApplication) -> None:
    watch = Inactivity(qapp, idle_s=1)
    watch.start()
    watch.stop()
    with qtbot.assertNotEmitted(watch.idle, wait=1200):
        pass
