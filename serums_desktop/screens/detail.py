"""The detail pane of a record: one item explained by the entries behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.letters import AttachedLetter
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.open_record import OpenedRecord, read_entries
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.detail_pane import DetailState, Member
from serums_desktop.views.record import RecordView


class DetailScreen(QObject):
    """Explains the item that is chosen in a record. `failed` carries an error to tell.

    `letter_requested` carries an entry's id and which of its letters, from 0.
    """

    letter_requested = Signal(str, int)
    failed = Signal(object)

    def __init__(
        self, view: RecordView, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._opened: OpenedRecord | None = None
        self._coverage = Coverage()
        self._item_id = ""
        self._entries: tuple[StoredEntry, ...] = ()
        self._letters_in: Callable[[bytes], tuple[AttachedLetter, ...]] | None = None
        self._letters: dict[str, tuple[str, ...]] = {}
        view.detail.letter_requested.connect(self.letter_requested)
        view.item_selected.connect(self.select)
        view.raw_requested.connect(self._show_raw)
        view.step_requested.connect(self._step)

    @property
    def item_id(self) -> str:
        """The item in the pane, once its entries are there."""
        return self._item_id if self._entries else ""

    @property
    def entry_id(self) -> str:
        """The leading entry of the item in the pane."""
        return self._entries[0].entry.entry_id if self._entries else ""

    def find_letters(self, letters_in: Callable[[bytes], tuple[AttachedLetter, ...]]) -> None:
        """Offer the letters that this finds in a resource."""
        self._letters_in = letters_in

    def forget(self) -> None:
        """Nothing of a record stays."""
        self._opened = None
        self._item_id, self._entries, self._letters = "", (), {}

    def show(self, opened: OpenedRecord, coverage: Coverage) -> None:
        """The record was read anew: what a source no longer serves leaves the pane too."""
        self._opened, self._coverage = opened, coverage
        if self._item_id and self._item(self._item_id) is None:
            self._item_id, self._entries = "", ()
        self._render()

    def select(self, item_id: str) -> None:
        """Explain an item: read the entries behind it."""
        item, opened = self._item(item_id), self._opened
        if item is None or opened is None:
            return
        self._item_id, self._entries = item_id, ()
        store = self._workplace.store

        letters_in = self._letters_in

        def read() -> tuple[tuple[StoredEntry, ...], dict[str, tuple[str, ...]]]:
            entries = tuple(read_entries(store, opened.record_id, item.members))
            if letters_in is None:
                return entries, {}
            found = {stored.entry.entry_id: letters_in(stored.raw) for stored in entries}
            return entries, {key: tuple(each.title for each in letters) for key, letters in found.items()}

        self._jobs.deliver(
            self._workplace.database_lane.submit(read), partial(self._explain, item_id), self.failed.emit
        )

    def _explain(
        self, item_id: str, read: tuple[tuple[StoredEntry, ...], dict[str, tuple[str, ...]]]
    ) -> None:
        if item_id == self._item_id:
            self._entries, self._letters = read
            self._view.timeline.select(item_id)
            self._render()

    def _step(self, by: int) -> None:
        ids = [item.item_id for item in self._beside(self._item(self._item_id))]
        if self._item_id in ids:
            self.select(ids[min(max(ids.index(self._item_id) + by, 0), len(ids) - 1)])

    def _show_raw(self, entry_id: str) -> None:
        found = next((stored for stored in self._entries if stored.entry.entry_id == entry_id), None)
        if found is not None:
            self._view.render_raw(entry_id, found.raw.decode("utf-8", "replace"))

    def _items(self) -> tuple[TimelineItem, ...]:
        return self._opened.timeline.items if self._opened is not None else ()

    def _item(self, item_id: str) -> TimelineItem | None:
        return next((item for item in self._items() if item.item_id == item_id), None)

    def _beside(self, item: TimelineItem | None) -> list[TimelineItem]:
        """The items one steps through: those of the same kind."""
        if item is None:
            return []
        return [other for other in self._items() if other.resource_type == item.resource_type]

    def _render(self) -> None:
        item = self._item(self._item_id)
        if item is None or not self._entries:
            self._view.render_detail(None)
            return
        beside = self._beside(item)
        sources = self._coverage.sources
        self._view.render_detail(
            DetailState(
                item=item,
                members=tuple(
                    Member(stored.entry, stored.received_s, self._letters.get(stored.entry.entry_id, ()))
                    for stored in self._entries
                ),
                titles={source.source_id: source.title for source in sources},
                countries={source.source_id: source.country for source in sources},
                place=beside.index(item) + 1,
                total=len(beside),
                now_s=self._workplace.clock.now_s(),
                contradictions=self._contradictions(item),
            )
        )

    def _contradictions(self, item: TimelineItem) -> tuple[Contradiction, ...]:
        found = self._opened.contradictions if self._opened is not None else ()
        return tuple(each for each in found if item in each.items)
