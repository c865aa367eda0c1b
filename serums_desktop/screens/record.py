"""One record: read from the copy at once, brought up to date source by source, explained on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from serums_desktop.charts.device_data import holds_charts
from serums_desktop.charts.timeline.model import BuiltTimeline
from serums_desktop.domain.coverage import Coverage, SourceCoverage, SourceState
from serums_desktop.domain.emergency import LANES, RESOURCE_TYPES, Emergency
from serums_desktop.domain.errors import SerumsError, SourceFault
from serums_desktop.domain.people import Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.stored import Integrity
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.messages.received import reason
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.detail import DetailScreen
from serums_desktop.screens.find import FindScreen
from serums_desktop.screens.record_reading import RecordReading
from serums_desktop.services.damage import tell_damage
from serums_desktop.services.deeds import open_deed
from serums_desktop.services.open_record import (
    OpenedRecord,
    coverage_of,
    read_first,
    remember,
)
from serums_desktop.services.session import Session
from serums_desktop.services.synchronise import PageKept, SourceFailed, Synchronise
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.banner import Resuscitation
from serums_desktop.views.dates import partial_text
from serums_desktop.views.detail_pane import Quarantined
from serums_desktop.views.record import RecordState, RecordView

# Pages of several sources arrive together: the screen reads the record anew this often at most.
_REFRESH_AFTER_MS = 200
_UNREACHED = {SourceFault.UNREACHABLE, SourceFault.TIMEOUT, SourceFault.TLS}


class RecordScreen(QObject):
    """Shows one person's record, in full or as far as an emergency access has opened it.

    `changed` tells the title, when it was synchronised and whether online; `refused` why nothing was opened,
    `damage_found` what the copy was that another one replaces.
    """

    changed = Signal(str, object, bool)
    refused = Signal(object)
    charts_requested = Signal(object)
    damage_found = Signal(object)
    sign_in_wanted = Signal(str)
    rendered = Signal()
    failed = Signal(object)

    def __init__(
        self, view: RecordView, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._session: Session | None = None
        self._person: Person | None = None
        self._record_id = ""
        self._emergency: Emergency | None = None
        self._opened: OpenedRecord | None = None
        self._coverage = Coverage(workplace.configured_coverage())
        self._running: list[Synchronise] = []
        self._unheard: list[SerumsError] = []
        self.detail = DetailScreen(view, jobs, workplace, self)
        self.find = FindScreen(view, jobs, workplace, self)
        self._left_at = ""
        self._has_charts = False
        self._reading = RecordReading(view, jobs, workplace, self)
        self._reading.opened.connect(self._first_read)
        self._reading.read.connect(self._show)
        self._reading.moved.connect(self._move)
        self._reading.refused.connect(self.refused)
        self._reading.failed.connect(self.failed)
        self._soon = QTimer(self, interval=_REFRESH_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._read)
        view.retry_requested.connect(self.retry)
        view.coverage.stop_requested.connect(self.stop)
        view.refresh_requested.connect(self.refresh)
        self.detail.failed.connect(self.failed)
        self.find.failed.connect(self.failed)
        view.charts_requested.connect(self._request_charts)

    # -- life --------------------------------------------------------------------------------------

    def begin(self, session: Session) -> None:
        """Another person signed in: they start clean."""
        self._session = session
        self._left_at = ""

    def return_to(self, session: Session) -> bool:
        """The same person is back: open what was open. False where nothing was."""
        self._session = session
        record_id, store = self._left_at, self._workplace.store
        if record_id:
            self._open_recorded(lambda: store.person(record_id), lambda _person: record_id)
        return bool(record_id)

    def open(self, person: Person) -> None:
        """Record the opening, then open a person's record: the copy at once, then every source."""
        self.close()
        store, clock = self._workplace.store, self._workplace.clock
        self._open_recorded(lambda: person, lambda known: remember(store, known, clock.now_s()))

    def open_emergency(self, emergency: Emergency) -> None:
        """Show what an emergency access has opened. It is on record already."""
        self.close()
        self._emergency = emergency
        lane, store, types = self._workplace.database_lane, self._workplace.store, self._types()
        self._reading.begin(lambda: lane.run(lambda: read_first(store, emergency.record_id, types)))

    def go_on(self, emergency: Emergency) -> None:
        """The emergency access goes on: where a further stage was opened, its entries are asked for."""
        before, self._emergency = self._emergency, emergency
        if before is not None and before.stage != emergency.stage:
            self._read()
            self._ask(None)

    def close(self) -> None:
        """Stop asking and show nothing of the record any more."""
        self._stop_asking()
        self._soon.stop()
        self._person = self._opened = self._emergency = None
        self._record_id = ""
        self.detail.forget()
        self.find.forget()
        self._reading.forget()
        self._coverage = Coverage(self._workplace.configured_coverage())
        self._view.forget()

    def end(self) -> None:
        """The session is over; only the record's random number is kept, to come back to."""
        self._left_at = "" if self._emergency is not None else self._record_id
        self.close()
        self._session = None

    def tick(self) -> None:
        """A second passed: waiting sources count it."""
        if self._opened is not None:
            self._render_page()

    def retry(self, source_id: str) -> None:
        """Ask one source again; one that wants a sign-in of its own is asked for that first."""
        fault = self.coverage_of(source_id).fault
        lakes = {one.id for one in self._workplace.configuration.asked if one.data_lake is not None}
        if fault is SourceFault.NOT_SIGNED_IN or (fault is SourceFault.UNAUTHORISED and source_id in lakes):
            self.sign_in_wanted.emit(source_id)
        else:
            self._ask([source_id])

    def stop(self, source_id: str) -> None:
        """Ask one source no further; what came of it is kept."""
        for synchronise in self._running:
            synchronise.stop(source_id)

    def retry_signed_in(self) -> None:
        """Somebody signed in at a source: ask every one that wanted it, for several may share an account."""
        refused = {SourceFault.NOT_SIGNED_IN, SourceFault.UNAUTHORISED}
        wanted = [one.source_id for one in self._coverage.sources if one.fault in refused]
        if wanted:
            self._ask(wanted)

    def refresh(self) -> None:
        """Ask every source again."""
        self._ask(None)

    def reread(self) -> None:
        """What is kept of the record has changed: show it as it is now."""
        self._coverage = Coverage(self._coverage.configured)
        self._read()

    def relinked(self, person: Person) -> None:
        """The record's person is known at other sources than before: show that, and ask them."""
        if self._opened is not None:
            self._person = person
            self._coverage = Coverage(self._workplace.configured_coverage())
            self._read()
            self._ask(None)

    def set_cursor(self, at_s: float) -> None:
        """Show on the timeline the moment that was chosen on a chart."""
        self._view.timeline.set_cursor(at_s)

    # -- what others may see -----------------------------------------------------------------------

    def opened_items(self) -> tuple[TimelineItem, ...]:
        """The items that are held of the timeline, and the one in the detail pane."""
        items = self._opened.held.timeline.items if self._opened is not None else ()
        chosen = self.detail.item
        return items if chosen is None or chosen in items else (*items, chosen)

    def opened(self) -> OpenedRecord | None:
        """The record on screen."""
        return self._opened

    def open_records(self) -> tuple[str, ...]:
        """The record on screen by its id, if any. From any thread."""
        record_id = self._record_id
        return (record_id,) if record_id else ()

    def is_in_use(self) -> bool:
        """Whether a record is on screen, or chosen and still being read."""
        return self._opened is not None or self._reading.is_busy

    def is_emergency(self) -> bool:
        """Whether what is on screen is what an emergency access has opened."""
        return self._emergency is not None

    def opened_summary(self) -> SafetySummary:
        """The safety summary on screen."""
        return self._opened.summary if self._opened is not None else SafetySummary()

    def coverage(self) -> Coverage:
        """What became of asking each source."""
        return self._coverage

    def state(self) -> RecordState | None:
        """What the record page shows now, None while no record is open."""
        opened = self._opened
        if opened is None:
            return None
        titles = self._titles()
        return RecordState(
            person=opened.person,
            summary=opened.summary,
            resuscitation=tuple(self._resuscitation(opened)),
            coverage=self._coverage,
            offline=self._offline(),
            quarantined=tuple(
                Quarantined(
                    titles.get(unread.source_id, unread.source_id),
                    unread.resource_type,
                    unread.resource_id,
                    reason(unread.reason),
                )
                for unread in opened.unread
            ),
            stage=self._emergency.stage if self._emergency is not None else None,
            has_charts=self._has_charts,
            contradictions=opened.contradictions,
            is_whole=opened.is_whole,
            now_s=self._workplace.clock.now_s(),
        )

    def coverage_of(self, source_id: str) -> SourceCoverage:
        """What became of asking one source. Raises StopIteration for one that is not configured."""
        return next(source for source in self._coverage.sources if source.source_id == source_id)

    def is_settled(self) -> bool:
        """Whether everything that was kept is on screen."""
        is_whole = self._opened is not None and self._opened.is_whole
        return is_whole and not self._soon.isActive() and not self._reading.is_busy

    def waiting_for(self) -> tuple[str, ...]:
        """Sources that have not answered yet."""
        if self._opened is None:
            return ("record",)
        return tuple(one.source_id for one in self._coverage.sources if one.state is SourceState.ASKING)

    # -- reading -----------------------------------------------------------------------------------

    def _open_recorded(self, whose: Callable[[], Person], record_id: Callable[[Person], str]) -> None:
        """Evidence first, access second. Both callables run on the database lane."""
        workplace, session = self._workplace, self._session
        if session is None:
            return
        lane = workplace.database_lane
        asked = [source.id for source in workplace.configuration.asked]

        def read() -> OpenedRecord:
            person = lane.run(whose)
            workplace.evidence.keep(open_deed(session, workplace.clock, person, asked))
            opened = lane.run(lambda: read_first(workplace.store, record_id(person)))
            tell_damage(session, workplace.evidence, workplace.clock, opened.damaged)
            return opened

        self._reading.begin(read)

    def _types(self) -> frozenset[str] | None:
        return RESOURCE_TYPES[self._emergency.stage] if self._emergency is not None else None

    def _first_read(self, opened: OpenedRecord) -> None:
        self._record_id = opened.record_id
        self._person = opened.person
        self._coverage = coverage_of(self._workplace.configured_coverage(), opened.coverage.sources)
        self._show(opened)
        if not opened.is_whole:
            self._read()
        if opened.integrity is not Integrity.SOUND:
            self.damage_found.emit(opened.integrity)
        self._ask(None)

    def _read(self) -> None:
        if self._record_id:
            self._reading.read_again(self._record_id, self._types())

    def _show(self, opened: OpenedRecord, built: BuiltTimeline | None = None) -> None:
        files = tuple(source for source in opened.coverage.sources if source.state is SourceState.ADDED)
        self._coverage = Coverage((*self._coverage.configured, *files)).supplied(opened.coverage.sources)
        # Of a long record too: what is always held has the latest result of each kind.
        has_samples = any(info.samples for info in opened.series)
        self._has_charts = has_samples or holds_charts(opened.timeline.items)
        self._opened = opened
        self._person = opened.person
        self._render(built)
        self._reading.show(opened)
        self.find.show(opened.record_id, self._types())
        self._tell_changed()

    def _move(self, opened: OpenedRecord, built: BuiltTimeline) -> None:
        """The same record where one looks now."""
        self._opened = opened
        self._view.timeline.set_built(built, self._titles())
        self._render_page()
        self._reading.show(opened)
        self.detail.show(opened, self._coverage)

    # -- asking the sources ------------------------------------------------------------------------

    def _ask(self, source_ids: list[str] | None) -> None:
        if self._session is None or self._person is None:
            return
        if source_ids is None:
            self._stop_asking()
        workplace, record_id = self._workplace, self._record_id
        asked = {source.id for source in workplace.configuration.asked}
        for source in self._coverage.configured:
            is_meant = source_ids is None or source.source_id in source_ids
            if is_meant and source.source_id in asked:
                self._coverage = self._coverage.replaced(
                    msgspec.structs.replace(
                        source, state=SourceState.ASKING, asked_s=workplace.clock.now_s(), fault=None
                    )
                )
        synchronise = Synchronise(
            session=self._session,
            store=workplace.store,
            database_lane=workplace.database_lane,
            clock=workplace.clock,
            record_id=record_id,
            person=self._person,
            configured=self._coverage.configured,
            report=lambda what: self._jobs.post(lambda: self._reported(record_id, what)),
            purpose=self._session.purpose if self._emergency is None else PurposeOfUse.BREAK_GLASS,
            types=self._types(),
        )
        self._running.append(synchronise)
        self._render_page()
        synchronise.start(workplace.network, source_ids)

    def _stop_asking(self) -> None:
        for synchronise in self._running:
            synchronise.cancel.cancel()
        self._running.clear()
        self._unheard.clear()

    def _reported(self, record_id: str, what: SourceCoverage | PageKept | SourceFailed) -> None:
        if record_id != self._record_id:
            return
        match what:
            case PageKept():
                self._coverage = self._coverage.counting(what.source_id, what.received)
                if not self._soon.isActive():
                    self._soon.start()
            case SourceFailed():
                self._unheard.append(what.error)
                self._tell_failures()
            case SourceCoverage():
                self._coverage = self._coverage.replaced(what).supplied(self._coverage.sources)
                self._render_page()
                if what.state is not SourceState.ASKING:
                    self._read()
                self._tell_failures()

    def _tell_failures(self) -> None:
        """Say what failed once every source has answered or failed; that nobody answers is said otherwise."""
        if not self._unheard or self.waiting_for():
            return
        first = self._unheard[0]
        self._unheard.clear()
        if not self._offline():
            self.failed.emit(first)

    def _offline(self) -> bool:
        """Nobody could be reached: what is on screen is the copy."""
        asked = [source for source in self._coverage.configured if source.state is not SourceState.NOT_ASKED]
        return bool(asked) and all(
            source.state is SourceState.FAILED and source.fault in _UNREACHED for source in asked
        )

    def _request_charts(self) -> None:
        if self._opened is not None:
            self.charts_requested.emit(self._opened)

    # -- rendering ---------------------------------------------------------------------------------

    def _render(self, built: BuiltTimeline | None = None) -> None:
        opened = self._opened
        if opened is None:
            return
        coverage = self._coverage
        if built is None:
            built = self._view.timeline.builder(self._workplace.clock.now_s())(opened.held)
        self._view.timeline.set_built(built, self._titles())
        lanes = LANES[self._emergency.stage] if self._emergency is not None else None
        self._view.timeline.set_answered(coverage.answered, len(coverage.configured), lanes)
        self._render_page()
        self.detail.show(opened, coverage)

    def _render_page(self) -> None:
        state = self.state()
        if state is not None:
            self._view.render_state(state)
            self.rendered.emit()

    def _resuscitation(self, opened: OpenedRecord) -> Iterator[Resuscitation]:
        countries = self._countries()
        for item, stored in zip(opened.summary.resuscitation, opened.resuscitation, strict=True):
            entry = stored.entry
            when = entry.recorded or entry.when.start
            yield Resuscitation(item, entry.author, when, countries.get(entry.source_id, ""))

    def _titles(self) -> dict[str, str]:
        return {source.source_id: source.title for source in self._coverage.sources}

    def _countries(self) -> dict[str, str]:
        return {source.source_id: source.country for source in self._coverage.sources}

    def _tell_changed(self) -> None:
        if self._person is None:
            return
        leading = self._person.leading
        copies = [source.as_of_s for source in self._coverage.sources if source.as_of_s is not None]
        title = ", ".join(filter(None, (str(leading.name), partial_text(leading.birth_date))))
        self.changed.emit(title, max(copies, default=None), not self._offline())
