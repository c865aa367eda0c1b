"""The record: banner, coverage, safety summary, timeline and detail of one patient."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolButton,
    QWidget,
)

from serums_desktop._generated.ui_record import Ui_Record
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import TimelineView, Zoom
from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.people import Person
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.domain.timeline import Timeline
from serums_desktop.views.banner import BannerState, PatientBanner, Resuscitation
from serums_desktop.views.controls import (
    ElidedLabel,
    KeyButton,
    SegmentedControl,
    follow_theme,
)
from serums_desktop.views.coverage_strip import CoverageState, CoverageStrip
from serums_desktop.views.dates import local_day
from serums_desktop.views.detail_pane import DetailPane, DetailState, Quarantined
from serums_desktop.views.find_bar import FindBar
from serums_desktop.views.record_frame import RecordFrame
from serums_desktop.views.record_notices import RecordNotices
from serums_desktop.views.summary_pane import SummaryPane
from serums_desktop.views.summary_rows import Section, SummaryState


class RecordState(msgspec.Struct, frozen=True, kw_only=True):
    """What the record page shows beside the timeline, which `RecordView.timeline` is given on its own.

    `titles` and `short_titles` are by source id. `quarantined` lists what could not be read. Unless it
    `is_whole`, earlier entries are still being read. `now_s` is UTC epoch seconds. `stage` is how far an
    emergency access has opened the record, None without one.
    """

    person: Person
    summary: SafetySummary = SafetySummary()
    resuscitation: tuple[Resuscitation, ...] = ()
    coverage: Coverage = Coverage()
    offline: bool = False
    quarantined: tuple[Quarantined, ...] = ()
    stage: Stage | None = None
    has_charts: bool = False
    contradictions: tuple[Contradiction, ...] = ()
    is_whole: bool = True
    now_s: float = 0.0

    @property
    def titles(self) -> dict[str, str]:
        """Source titles by id."""
        return {source.source_id: source.title for source in self.coverage.sources}


class RecordView(QWidget):
    """Renders a `RecordState`. F6 goes from region to region, T swaps the timeline for its table.

    `files_dropped` carries the paths of files that were dropped on the page.
    """

    item_selected = Signal(str)
    retry_requested = Signal(str)
    refresh_requested = Signal()
    charts_requested = Signal()
    back_requested = Signal()
    raw_requested = Signal(str)
    step_requested = Signal(int)
    sources_requested = Signal()
    add_file_requested = Signal()
    files_dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: RecordState | None = None
        self._ui = ui = Ui_Record()
        ui.setupUi(self)
        self.banner = PatientBanner(theme)
        self.coverage = CoverageStrip(theme)
        self.notices = RecordNotices(theme)
        self.summary = SummaryPane(theme)
        self.detail = DetailPane(theme)
        self.timeline = TimelineView(theme)
        self.find_bar = FindBar(theme)
        ui.bannerPlace.addWidget(self.banner)
        ui.coveragePlace.addWidget(self.coverage)
        ui.noticePlace.addWidget(self.notices)
        self.frame = RecordFrame(theme, self.summary, ui.centre, self.detail)
        ui.contentPlace.addWidget(self.frame)
        self.table = self._table()
        ui.centreColumn.insertWidget(ui.centreColumn.indexOf(ui.faces), self.find_bar)
        ui.faces.addWidget(self.timeline)
        ui.faces.addWidget(self.table)
        self._set_up_toolbar()
        self._connect()
        self._set_up_keys()
        self.setAcceptDrops(True)

    def render_state(self, state: RecordState) -> None:
        """Show a state; parts that did not change are left alone."""
        if state == self._state:
            return
        self._state = state
        answered = state.coverage.answered
        titles = state.titles
        today = local_day(state.now_s)
        self.banner.render_state(
            BannerState(
                person=state.person,
                summary=state.summary,
                resuscitation=state.resuscitation,
                titles=titles,
                answered=answered,
                today=today,
            )
        )
        may_add = state.stage is None
        self.coverage.render_state(CoverageState(state.coverage, state.now_s, state.offline, may_add))
        self.summary.render_state(SummaryState(state.summary, titles, answered, state.stage))
        self.notices.render_state(
            state.coverage,
            len(state.quarantined),
            sum(each.severity >= Severity.HIGH for each in state.contradictions),
            state.now_s,
            offline=state.offline,
            is_whole=state.is_whole,
        )
        self.charts.setVisible(state.has_charts)

    def render_detail(self, state: DetailState | None) -> None:
        """Show an entry in the detail pane, pulled out where it is a drawer."""
        self.detail.render_state(state)
        self.summary.select(state.item.item_id if state else "")
        self.frame.open_detail(is_open=state is not None)

    def render_raw(self, entry_id: str, text: str) -> None:
        """Show a resource as it was received, without security labels and references that lead nowhere."""
        self.detail.render_raw(entry_id, text)

    def show_quarantined(self) -> None:
        """List in the detail pane what could not be read."""
        self.detail.render_quarantine(self._state.quarantined if self._state else ())
        self.frame.open_detail(is_open=True)

    def show_contradictions(self) -> None:
        """List in the detail pane what contradicts what."""
        if self._state is not None:
            self.detail.render_contradictions(self._state.contradictions, self._state.titles)
        self.frame.open_detail(is_open=True)

    def forget(self) -> None:
        """Let go of the patient: nothing of a record stays in any widget."""
        self._state = None
        self.find_bar.forget()
        self.banner.forget()
        self.summary.forget()
        self.notices.hide()
        self.frame.open_detail(is_open=False)
        self.detail.forget()
        self.timeline.set_timeline(Timeline(), {}, 0.0)
        self.coverage.render_state(CoverageState())

    def titles(self) -> dict[str, str]:
        """The titles of the sources by id, as they are on screen."""
        return self._state.titles if self._state is not None else {}

    def toggle_table(self) -> None:
        """Swap the timeline for its table, or back."""
        to_table = self._face() is self.timeline
        face: QWidget = self.table if to_table else self.timeline
        self._ui.faces.setCurrentWidget(face)
        self.table_twin.setChecked(to_table)
        face.setFocus()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._face().setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if self.coverage.add_file.isEnabled() and _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(_paths(event.mimeData()))

    def _set_up_toolbar(self) -> None:
        row = self._ui.toolbarRow
        self.zoom = SegmentedControl(
            self._theme,
            [
                (Zoom.LIFE.value, self.tr("Life"), ""),
                (Zoom.TEN_YEARS.value, self.tr("10 y"), ""),
                (Zoom.YEAR.value, self.tr("1 y"), ""),
                (Zoom.MONTH.value, self.tr("Month"), ""),
                (Zoom.DAY.value, self.tr("Day"), ""),
                (Zoom.HOUR.value, self.tr("Hour"), ""),
            ],
            name=self.tr("Zoom"),
        )
        self.zoom.select(Zoom.YEAR.value)
        row.addWidget(self.zoom)
        self.earlier = self._arrow("back", self.tr("Earlier"))
        self.later = self._arrow("forward", self.tr("Later"))
        self._range = ElidedLabel()
        self._range.setProperty("type", "body-strong")
        row.addWidget(self.earlier)
        row.addWidget(self._range, 1)
        row.addWidget(self.later)
        self.table_twin = KeyButton(self._theme, self.tr("Table"), icon_name="table", keys="T")
        self.table_twin.setCheckable(True)
        self.charts = KeyButton(self._theme, self.tr("Charts"), icon_name="charts")
        self.charts.setToolTip(self.tr("Device charts (Alt+C)"))
        self.charts.setShortcut("Alt+C")
        self.find_button = self._arrow("search", self.tr("Find in the record (Ctrl+F)"))
        row.addWidget(self.find_button)
        row.addWidget(self.table_twin)
        row.addWidget(self.charts)

    def _arrow(self, icon_name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "bare")
        button.setAccessibleName(words)
        button.setToolTip(words)
        follow_theme(self._theme, button, icon_name)
        return button

    def _table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Timeline as a table"))
        table.setModel(self.timeline.table_model())
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for section, width in ((0, 176), (1, 112), (3, 176)):
            table.setColumnWidth(section, width)
        return table

    def _connect(self) -> None:
        self.banner.item_selected.connect(self.item_selected)
        self.summary.item_selected.connect(self._take_from_summary)
        self.timeline.item_selected.connect(self.item_selected)
        self.timeline.item_activated.connect(self.item_selected)
        self.timeline.range_changed.connect(self._show_range)
        self.table.activated.connect(self._take_from_table)
        self.table.clicked.connect(self._take_from_table)
        self.coverage.retry_requested.connect(self.retry_requested)
        self.coverage.refresh_requested.connect(self.refresh_requested)
        self.coverage.sources_requested.connect(self.sources_requested)
        self.coverage.add_file_requested.connect(self.add_file_requested)
        self.notices.show_requested.connect(self.show_quarantined)
        self.detail.raw_requested.connect(self.raw_requested)
        self.detail.item_requested.connect(self.item_selected)
        self.notices.contradictions_requested.connect(self.show_contradictions)
        self.notices.compare_requested.connect(self.sources_requested)
        self.detail.step_requested.connect(self.step_requested)
        self.detail.closed.connect(lambda: self.frame.open_detail(is_open=False))
        self.frame.detail_drawn.connect(self.detail.set_closable)
        self.frame.rail.section_requested.connect(self._unfold)
        self.zoom.chosen.connect(self.timeline.set_zoom)
        self.earlier.clicked.connect(lambda: self._page(-1))
        self.later.clicked.connect(lambda: self._page(1))
        self.table_twin.clicked.connect(self.toggle_table)
        self.find_button.clicked.connect(self.find_bar.open_bar)
        self.find_bar.closed.connect(lambda: self._face().setFocus())
        self.charts.clicked.connect(self.charts_requested)

    def _set_up_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("F6", lambda: self._next_region(1)),
            ("Shift+F6", lambda: self._next_region(-1)),
            ("T", self.toggle_table),
            ("Ctrl+F", self.find_bar.open_bar),
            ("Esc", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(inside)
            shortcut.activated.connect(act)

    def _take_from_summary(self, item_id: str) -> None:
        self.frame.open_summary(is_open=False)
        self.item_selected.emit(item_id)

    def _take_from_table(self, index: QModelIndex) -> None:
        item_id = index.data(Qt.ItemDataRole.UserRole)
        if item_id:
            self.item_selected.emit(item_id)

    def _unfold(self, section: str) -> None:
        self.frame.open_summary(is_open=True)
        self.summary.show_section(Section(section))
        self.summary.list.setFocus()

    def _escape(self) -> None:
        """Close what lies over the timeline; with nothing open, go back to the patients."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        elif self.frame.summary_is_folded and self.summary.isVisible():
            self.frame.open_summary(is_open=False)
        elif self.frame.detail_is_drawer and self.detail.isVisible():
            self.frame.open_detail(is_open=False)
        else:
            self.back_requested.emit()

    def _face(self) -> QWidget:
        return self.table if self._ui.faces.currentWidget() is self.table else self.timeline

    def _next_region(self, by: int) -> None:
        regions: list[QWidget] = [
            self.coverage.refresh,
            self.summary.list,
            self._face(),
            self.detail,
        ]
        regions = [region for region in regions if region.isVisible() and region.isEnabled()]
        focus = self.focusWidget()
        holds = [region is focus or (focus is not None and region.isAncestorOf(focus)) for region in regions]
        place = holds.index(True) + by if True in holds else 0
        regions[place % len(regions)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _page(self, by: int) -> None:
        start_s, end_s = self.timeline.range()
        step_s = (end_s - start_s) * 0.8 * by
        self.timeline.set_range(start_s + step_s, end_s + step_s)

    def _show_range(self, _start_s: float, _end_s: float) -> None:
        self._range.set_full_text(self.timeline.range_text())


def _paths(dropped: QMimeData) -> tuple[Path, ...]:
    """The files among what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile())
