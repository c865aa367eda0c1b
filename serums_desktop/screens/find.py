"""Finding words in the record that is open: asked of the copy as they are typed, the newest words first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.open_record import FOUND_AT_MOST, find_items
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.record import RecordView

# Whoever types goes on within this time.
_AFTER_MS = 120


class FindScreen(QObject):
    """`failed` carries an error to tell."""

    failed = Signal(object)

    def __init__(
        self, view: RecordView, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record_id = ""
        self._types: frozenset[str] | None = None
        self._asked = 0
        self._soon = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._find)
        view.find_bar.words_typed.connect(self._typed)
        view.find_bar.closed.connect(self._end)
        view.find_bar.item_chosen.connect(view.item_selected)

    def show(self, record_id: str, types: frozenset[str] | None) -> None:
        """This record is on screen, as it is now; `types` are those that may be seen of it, None for all."""
        self._record_id, self._types = record_id, types
        if self._view.find_bar.field.text():
            self._soon.start()

    def forget(self) -> None:
        """No record is on screen."""
        self._record_id, self._types = "", None
        self._end()

    def _typed(self, _words: str) -> None:
        self._soon.start()

    def _end(self) -> None:
        self._soon.stop()
        # What is on its way was asked for before this.
        self._asked += 1
        self._view.timeline.set_found(())

    def _find(self) -> None:
        words = self._view.find_bar.field.text()
        if not self._record_id:
            return
        self._asked = asked = self._asked + 1

        def found(items: tuple[TimelineItem, ...]) -> None:
            if asked == self._asked:
                is_cut = len(items) >= FOUND_AT_MOST
                self._view.find_bar.show_found(items, self._view.titles(), is_cut=is_cut)
                self._view.timeline.set_found(items)

        job = partial(find_items, self._workplace.store, self._record_id, words, self._types)
        self._jobs.deliver(self._workplace.database_lane.submit(job), found, self.failed.emit)
