"""The ward list: who lies in which bed, as the home source says."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import clock_text, day_and_time_text, local_day
from serums_desktop.views.ward_model import (
    BED,
    BORN_WIDTH_PX,
    FIXED_WIDTHS_PX,
    REASON,
    RuledRow,
    WardModel,
    WardRow,
)


class WardPhase(enum.StrEnum):
    """Where the asking for the list stands."""

    LOADING = "loading"
    LISTED = "listed"
    FAILED = "failed"
    OFFLINE = "offline"


class CapsuleMark(msgspec.Struct, frozen=True):
    """That rows are of the downtime capsule: when it was filled (UTC epoch s), and how long ago."""

    filled_s: float
    age_min: int

    @property
    def is_of_today(self) -> bool:
        """Whether its time of day alone says when it was filled."""
        return local_day(self.filled_s) == local_day(self.filled_s + self.age_min * 60)


class WardState(msgspec.Struct, frozen=True, kw_only=True):
    """The list and what is to be said about it.

    `source_title` is who lists the ward, `message` a ready sentence of what failed, `listed_s` when the rows
    came (UTC epoch seconds). Rows of an earlier answer stay while it is asked again, or when that fails.
    `capsule` marks rows of the downtime capsule, which stand in for a list that could not be had.
    `is_card_needed`: there is a capsule, but this session may not ask who is in it.
    """

    title: str = ""
    phase: WardPhase = WardPhase.LOADING
    rows: tuple[WardRow, ...] = ()
    source_title: str = ""
    message: str = ""
    listed_s: float | None = None
    capsule: CapsuleMark | None = None
    is_card_needed: bool = False


class WardList(QWidget):
    """Renders a `WardState`. Arrows choose, Enter or a double press opens."""

    open_requested = Signal(str)
    retry_requested = Signal()
    chosen_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = WardState()
        self._model = WardModel(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notice, self._notice_text, self.retry = self._make_notice()
        column.addWidget(self._notice)
        self._capsule, self._capsule_text = self._make_capsule_bar()
        column.addWidget(self._capsule)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self._empty = plain_label(tone="secondary", wrap=True)
        self._empty.setMargin(24)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        self._shown = plain_label(role="caption", tone="secondary")
        self._foot = self._make_foot()
        column.addWidget(self._foot)
        self.retry.clicked.connect(self.retry_requested)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self.chosen_changed.emit())
        self.table.verticalScrollBar().valueChanged.connect(self._tell_shown)
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        theme.changed.connect(self.table.viewport().update)
        self._render()

    def render_state(self, state: WardState) -> None:
        """Show a state; whoever was chosen stays chosen."""
        if state == self._state:
            return
        before, self._state = self._state, state
        of_capsule = state.capsule is not None
        if before.rows != state.rows or (before.capsule is not None) != of_capsule:
            chosen = self.chosen
            self._model.set_rows(state.rows, of_capsule=of_capsule)
            self._lay_out(of_capsule=of_capsule)
            keys = [row.key for row in state.rows]
            if chosen in keys:
                self.table.selectRow(keys.index(chosen))
        self._render()

    @property
    def chosen(self) -> str:
        """The key of the row that Enter opens, or nothing."""
        row = self.table.currentIndex().row()
        return self._model.rows[row].key if 0 <= row < len(self._model.rows) else ""

    def count_text(self) -> str:
        """How many patients, and when the list was made."""
        if not self._state.rows:
            return ""
        count = self.tr("%n patients", "", len(self._state.rows))
        if self._state.listed_s is None:
            return count
        return self.tr("{count}, {at}").format(count=count, at=clock_text(self._state.listed_s))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.table.viewport() and event.type() is QEvent.Type.Resize:
            self._tell_shown()
        elif watched is self.table and event.type() is QEvent.Type.FocusIn and not self.chosen:
            self.table.selectRow(0)
        return super().eventFilter(watched, event)

    def _lay_out(self, *, of_capsule: bool) -> None:
        """A capsule knows no beds, and a birth date leaves more of the width to the name than a reason."""
        self.table.setColumnHidden(BED, of_capsule)
        header, mode = self.table.horizontalHeader(), QHeaderView.ResizeMode
        header.setSectionResizeMode(REASON, mode.Fixed if of_capsule else mode.Stretch)
        if of_capsule:
            header.resizeSection(REASON, BORN_WIDTH_PX)

    def _render(self) -> None:
        state = self._state
        has_failed = state.phase in {WardPhase.FAILED, WardPhase.OFFLINE}
        self._notice.setVisible(has_failed)
        self._notice_text.setText(self._failed_text() if has_failed else "")
        marked = self._capsule_words()
        self._capsule.setVisible(bool(marked))
        self._capsule_text.setText(marked)
        self.table.setAccessibleDescription(marked)
        self.table.setVisible(bool(state.rows))
        self._foot.setVisible(bool(state.rows))
        self._empty.setVisible(not state.rows)
        self._empty.setText(self._empty_text())
        self._tell_shown()

    def _failed_text(self) -> str:
        if self._state.phase is WardPhase.OFFLINE:
            text = self.tr("Offline. The ward cannot be asked for.")
        else:
            text = self._state.message or self.tr("The ward could not be asked for.")
        if self._state.rows and self._state.listed_s is not None:
            kept = self.tr("This is the list of {at}.").format(at=clock_text(self._state.listed_s))
            return f"{text} {kept}"
        return text

    def _capsule_words(self) -> str:
        capsule = self._state.capsule
        if capsule is None or not self._state.rows:
            return ""
        hours = capsule.age_min // 60
        of_day = clock_text if capsule.is_of_today else day_and_time_text
        return self.tr("From the downtime capsule of {at} ({age} old). Opens by breaking the glass.").format(
            at=of_day(capsule.filled_s),
            age=self.tr("{number} h").format(number=hours)
            if hours
            else self.tr("{number} min").format(number=capsule.age_min),
        )

    def _empty_text(self) -> str:
        state = self._state
        if state.is_card_needed:
            return self.tr("The downtime capsule of this ward opens to people who signed in by card.")
        match state.phase:
            case WardPhase.LOADING:
                return self.tr("Asking {source} who is on the ward.").format(source=state.source_title)
            case WardPhase.LISTED:
                return self.tr("{source} lists nobody on this ward.").format(source=state.source_title)
            case WardPhase.OFFLINE:
                return self.tr("The records on this workstation can still be opened.")
            case WardPhase.FAILED:
                return self.tr("Search for the patient by name or number, or ask again.")

    def _tell_shown(self) -> None:
        total = len(self._state.rows)
        last_y = self.table.viewport().height() - 1
        first, last = self.table.rowAt(0), self.table.rowAt(last_y)
        self._shown.setText(
            self.tr("{first}\N{EN DASH}{last} of {total}").format(
                first=max(first, 0) + 1, last=total if last < 0 else last + 1, total=total
            )
            if total
            else ""
        )

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._model.rows[index.row()].key)

    def _make_notice(self) -> tuple[QFrame, QLabel, KeyButton]:
        notice = QFrame()
        notice.setProperty("bar", "caution")
        row = QHBoxLayout(notice)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, "alert", "caution.fg"), alignment=Qt.AlignmentFlag.AlignTop)
        text = plain_label(tone="caution", wrap=True)
        row.addWidget(text, 1)
        retry = KeyButton(self._theme, self.tr("Ask again"), icon_name="refresh")
        row.addWidget(retry, alignment=Qt.AlignmentFlag.AlignTop)
        return notice, text, retry

    def _make_capsule_bar(self) -> tuple[QFrame, QLabel]:
        bar = QFrame()
        bar.setProperty("bar", "info")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, "copy", "info.fg"), alignment=Qt.AlignmentFlag.AlignTop)
        text = plain_label(wrap=True)
        row.addWidget(text, 1)
        return bar, text

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Patients on the ward"))
        table.setModel(self._model)
        table.setItemDelegate(RuledRow(self._theme, table))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One height for all: with it a list of any length costs what is on screen.
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._theme.size("touch-row"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in FIXED_WIDTHS_PX.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        return table

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setMinimumHeight(32)
        foot.setProperty("surface", "surface")
        foot.setProperty("edge", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 4, 16, 4)
        row.addStretch(1)
        row.addWidget(self._shown)
        return foot
