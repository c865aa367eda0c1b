"""The detail pane of a record: one item explained by the entries behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.letters import AttachedLetter
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.domain.timeline_part import Beside
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.open_record import OpenedRecord, read_entries
from serums_desktop.services.read_timeline import read_beside, read_item
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.detail_pane import DetailState, Member
from serums_desktop.views.record import RecordView


class _Explained(NamedTuple):
    """An item with what was read of it; `beside` where its lane is not held."""

    item: TimelineItem | None
    entries: tuple[StoredEntry, ...] = ()
    letters: Mapping[str, tuple[str, ...]] = {}
    beside: Beside | None = None


_NOTHING = _Explained(None)


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
        self._explained = _NOTHING
        self._letters_in: Callable[[bytes], tuple[AttachedLetter, ...]] | None = None
        view.detail.letter_requested.connect(self.letter_requested)
        view.item_selected.connect(self.select)
        view.raw_requested.connect(self._show_raw)
        view.step_requested.connect(self._step)
        view.timeline.step_wanted.connect(self._step_from)

    @property
    def item_id(self) -> str:
        """The item in the pane, once its entries are there."""
        return self._item_id if self._explained.entries else ""

    @property
    def item(self) -> TimelineItem | None:
        """That item itself."""
        return self._explained.item

    @property
    def entry_id(self) -> str:
        """The leading entry of the item in the pane."""
        entries = self._explained.entries
        return entries[0].entry.entry_id if entries else ""

    def find_letters(self, letters_in: Callable[[bytes], tuple[AttachedLetter, ...]]) -> None:
        """Offer the letters that this finds in a resource."""
        self._letters_in = letters_in

    def forget(self) -> None:
        """Nothing of a record stays."""
        self._opened = None
        self._item_id, self._explained = "", _NOTHING

    def show(self, opened: OpenedRecord, coverage: Coverage) -> None:
        """The record was read anew: what a source no longer serves leaves the pane too."""
        before, self._opened, self._coverage = self._opened, opened, coverage
        held = self._held(self._item_id)
        if opened.part is None:
            if self._item_id and held is None:
                self._item_id, self._explained = "", _NOTHING
            elif self._explained.entries:
                self._explained = self._explained._replace(item=held)
        elif self._item_id and before is not None and before.base is not opened.base:
            self._read(self._item_id, goes_there=False)
        self._render()

    def select(self, item_id: str) -> None:
        """Explain an item: read the entries behind it, and of a long record the item itself."""
        self._read(item_id, goes_there=True)

    def _read(self, item_id: str, *, goes_there: bool) -> None:
        opened, held, store, letters_in = (
            self._opened,
            self._held(item_id),
            self._workplace.store,
            self._letters_in,
        )
        if opened is None or (held is None and opened.part is None):
            return
        if item_id != self._item_id:
            self._item_id, self._explained = item_id, _NOTHING
        is_held = held is not None and held.lane not in opened.held.covered

        def read() -> _Explained:
            item = held if is_held else read_item(store, opened.record_id, item_id)
            if item is None:
                return _NOTHING
            entries = tuple(read_entries(store, opened.record_id, item.members))
            beside = None if is_held else read_beside(store, opened.record_id, item_id)
            if letters_in is None:
                return _Explained(item, entries, {}, beside)
            found = {stored.entry.entry_id: letters_in(stored.raw) for stored in entries}
            letters = {key: tuple(each.title for each in each_of) for key, each_of in found.items()}
            return _Explained(item, entries, letters, beside)

        self._jobs.deliver(
            self._workplace.database_lane.submit(read),
            partial(self._explain, item_id, goes_there),
            self.failed.emit,
        )

    def _explain(self, item_id: str, goes_there: bool, read: _Explained) -> None:
        if item_id != self._item_id:
            return
        self._explained = read
        if read.item is None:
            self._item_id = ""
            self._view.timeline.deselect()
        elif goes_there:
            self._view.timeline.show_item(read.item)
        self._render()

    def _step(self, by: int) -> None:
        beside = self._explained.beside
        if beside is not None:
            self._step_to(beside.after if by > 0 else beside.before)
            return
        ids = [item.item_id for item in self._alike(self._held(self._item_id))]
        if self._item_id in ids:
            self.select(ids[min(max(ids.index(self._item_id) + by, 0), len(ids) - 1)])

    def _step_from(self, item_id: str, by: int) -> None:
        """Go to what lies beside an item in its lane, wherever that is."""
        opened, store = self._opened, self._workplace.store
        if opened is None:
            return

        def found(beside: Beside | None) -> None:
            if beside is not None and self._opened is not None:
                self._step_to(beside.after if by > 0 else beside.before)

        job = partial(read_beside, store, opened.record_id, item_id)
        self._jobs.deliver(self._workplace.database_lane.submit(job), found, self.failed.emit)

    def _step_to(self, item: TimelineItem | None) -> None:
        if item is not None:
            self.select(item.item_id)

    def _show_raw(self, entry_id: str) -> None:
        entries = self._explained.entries
        found = next((stored for stored in entries if stored.entry.entry_id == entry_id), None)
        if found is not None:
            self._view.render_raw(entry_id, found.raw.decode("utf-8", "replace"))

    def _items(self) -> tuple[TimelineItem, ...]:
        return self._opened.held.timeline.items if self._opened is not None else ()

    def _held(self, item_id: str) -> TimelineItem | None:
        return next((item for item in self._items() if item.item_id == item_id), None)

    def _alike(self, item: TimelineItem | None) -> list[TimelineItem]:
        """The items one steps through: those of the same kind."""
        if item is None:
            return []
        return [other for other in self._items() if other.resource_type == item.resource_type]

    def _render(self) -> None:
        item, entries, letters, beside = self._explained
        if item is None or not entries:
            self._view.render_detail(None)
            return
        if beside is not None:
            place, total = beside.place, beside.total
        else:
            alike = self._alike(item)
            place, total = (alike.index(item) + 1 if item in alike else 1), max(len(alike), 1)
        sources = self._coverage.sources
        self._view.render_detail(
            DetailState(
                item=item,
                members=tuple(
                    Member(stored.entry, stored.received_s, letters.get(stored.entry.entry_id, ()))
                    for stored in entries
                ),
                titles={source.source_id: source.title for source in sources},
                countries={source.source_id: source.country for source in sources},
                place=place,
                total=total,
                now_s=self._workplace.clock.now_s(),
                contradictions=self._contradictions(item),
            )
        )

    def _contradictions(self, item: TimelineItem) -> tuple[Contradiction, ...]:
        found = self._opened.contradictions if self._opened is not None else ()
        return tuple(each for each in found if item in each.items)
