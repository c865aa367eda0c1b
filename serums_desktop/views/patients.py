"""Find a patient: on the ward, at the sources by name or number, or among the records kept here."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QWidget

from serums_desktop._generated.ui_patients import Ui_Patients
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.domain.query import PatientQuery
from serums_desktop.views.cached_records import CachedRecord, CachedRecords
from serums_desktop.views.chips import key_chip
from serums_desktop.views.controls import IconLabel, KeyButton, SegmentedControl, plain_label
from serums_desktop.views.dates import local_day
from serums_desktop.views.match_card import Match, MatchCard
from serums_desktop.views.patients_parts import CautionBox, OpenBox, UnderstoodLine
from serums_desktop.views.source_pills import PillRow, search_pill
from serums_desktop.views.ward_list import WardList, WardPhase, WardState


class PatientsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the patients page shows.

    `understood` is what was read in the search field. `coverage` counts, in `received`, the patients each
    source found. `namesakes` marks two matches that may be confused. `titles` are source titles by id.
    `ward` is None where the workstation belongs to no ward.
    """

    understood: PatientQuery | None = None
    coverage: Coverage = Coverage()
    searching: bool = False
    searched: bool = False
    matches: tuple[Match, ...] = ()
    namesakes: bool = False
    may_be_one: bool = False
    offline: bool = False
    cached: tuple[CachedRecord, ...] = ()
    ward: WardState | None = None
    titles: dict[str, str] = {}
    now_s: float = 0.0


_WARD: Final = "ward"
_CACHED: Final = "cached"


class PatientsView(QWidget):
    """Renders a `PatientsState`. Arrows choose a match, Enter searches and then opens.

    `ward_open_requested` carries the key of a row of the ward. `ward_chosen` tells that another one is
    chosen.
    """

    search_changed = Signal(str)
    search_submitted = Signal()
    stop_requested = Signal()
    open_requested = Signal(str)
    cached_open_requested = Signal(str)
    ward_open_requested = Signal(str)
    ward_chosen = Signal()
    ward_retry_requested = Signal()
    unknown_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: PatientsState | None = None
        self._cards: list[MatchCard] = []
        self._chosen = ""
        self._asked_text: str | None = None
        # The list a person turned to; until then the state decides.
        self._turned_to = ""
        self._ui = ui = Ui_Patients()
        ui.setupUi(self)
        self.search = ui.search
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(14, 0, 0, 0)
        inside.addWidget(IconLabel(theme, "search", "accent.default", size_px=20))
        inside.addStretch(1)
        self.search.setTextMargins(32, 0, 0, 0)
        self.find_button = KeyButton(theme, self.tr("Find"), icon_name="search", keys=self.tr("Enter"))
        self.find_button.setProperty("look", "primary")
        self.find_button.setProperty("extent", "large")
        ui.searchRow.addWidget(self.find_button)
        self.unknown = KeyButton(theme, self.tr("Unknown patient"), icon_name="unknown-person")
        self.unknown.setProperty("extent", "large")
        self.unknown.setToolTip(
            self.tr("Begin a record for somebody who cannot say who they are; link it once that is known.")
        )
        self.unknown.clicked.connect(self.unknown_requested)
        ui.searchRow.addWidget(self.unknown)
        self._understood = UnderstoodLine(theme)
        ui.understoodRow.addWidget(self._understood)
        self._pills = PillRow(theme)
        ui.coverageRow.addWidget(self._pills, 1)
        self.stop = KeyButton(theme, self.tr("Stop"), icon_name="close")
        self.stop.setProperty("look", "link")
        ui.coverageRow.addWidget(self.stop)
        self._list_icon = IconLabel(theme, "patients")
        ui.cachedHeaderRow.insertWidget(0, self._list_icon)
        self._lists = SegmentedControl(
            theme,
            [(_WARD, self.tr("Ward"), ""), (_CACHED, self.tr("On this workstation"), "")],
            name=self.tr("List"),
        )
        ui.cachedHeaderRow.addWidget(self._lists)
        self.ward = WardList(theme)
        ui.wardPlace.addWidget(self.ward)
        ui.resultsHeaderRow.insertWidget(0, IconLabel(theme, "patients"))
        self._records = CachedRecords(theme, self)
        self._set_up_table()
        self._caution = CautionBox(theme)
        ui.cautionPlace.addWidget(self._caution)
        self._open_box = OpenBox(theme)
        ui.openPlace.addWidget(self._open_box)
        self._set_up_keys()
        self._connect()
        self.render_state(PatientsState())

    def render_state(self, state: PatientsState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        ui = self._ui
        self._understood.render_query(state.understood)
        asked = [source for source in state.coverage.sources if source.state is not SourceState.NOT_ASKED]
        ui.coverage.setVisible(bool(state.coverage.sources) and (state.searching or state.searched))
        ui.answered.setText(
            self.tr("{answered} of {total} answered").format(
                answered=state.coverage.answered, total=len(state.coverage.sources)
            )
        )
        self._pills.render_pills(tuple(search_pill(source, state.now_s) for source in state.coverage.sources))
        self.stop.setVisible(state.searching)
        if before is None or (before.matches, before.titles) != (state.matches, state.titles):
            self._render_matches(state)
        ui.resultsCount.setText(
            self.tr("%n matches, best first", "", len(state.matches)) if state.matches else ""
        )
        ui.empty.setText(self._empty_text(state, len(asked)))
        ui.empty.setVisible(not state.matches)
        self._caution.render_caution(namesakes=state.namesakes, may_be_one=state.may_be_one)
        self._records.set_records(state.cached, state.now_s)
        if state.ward is not None:
            self.ward.render_state(state.ward)
        else:
            self._turned_to = ""
            self.ward.render_state(WardState())
        self._render_list(state)

    @property
    def chosen(self) -> str:
        """The key of the match that Enter opens, or nothing."""
        return self._chosen

    @property
    def chosen_on_ward(self) -> str:
        """The key of the row that is chosen on the ward list, or nothing where that list is not shown."""
        return "" if self.ward.isHidden() else self.ward.chosen

    def cards(self) -> tuple[MatchCard, ...]:
        """The matches on screen, best first."""
        return tuple(self._cards)

    def open_button(self) -> KeyButton:
        """The button that opens the chosen match for treatment."""
        return self._open_box.button

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._search_key(event)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self.search_changed)
        self.find_button.clicked.connect(self._submit)
        self.stop.clicked.connect(self.stop_requested)
        self._open_box.button.clicked.connect(self._open_chosen)
        self._ui.cached.activated.connect(self._open_cached)
        self._lists.chosen.connect(self._turn_to)
        self.ward.open_requested.connect(self.ward_open_requested)
        self.ward.chosen_changed.connect(self.ward_chosen)
        self.ward.retry_requested.connect(self.ward_retry_requested)
        QWidget.setTabOrder(self.search, self.find_button)
        QWidget.setTabOrder(self.find_button, self.unknown)
        QWidget.setTabOrder(self.unknown, self.stop)
        QWidget.setTabOrder(self.stop, self._lists)
        QWidget.setTabOrder(self._lists, self.ward)
        QWidget.setTabOrder(self.ward, self._ui.cached)
        QWidget.setTabOrder(self._ui.cached, self._open_box.button)

    def _search_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                # The first Enter asks; once its answer stands beneath, the next one opens.
                if self._chosen and self.search.text() == self._asked_text:
                    self._open_chosen()
                else:
                    self._submit()
            case Qt.Key.Key_Escape:
                self.search.clear()
            case _:
                return False
        return True

    def _submit(self) -> None:
        self._asked_text = self.search.text()
        self.search_submitted.emit()

    def _open_chosen(self) -> None:
        if self._chosen:
            self.open_requested.emit(self._chosen)

    def _open_cached(self, index: QModelIndex) -> None:
        self.cached_open_requested.emit(self._records.record(index.row()).record_id)

    def _step(self, by: int) -> None:
        keys = [card.match.key for card in self._cards]
        if keys:
            place = keys.index(self._chosen) + by if self._chosen in keys else 0
            self._choose(keys[min(max(place, 0), len(keys) - 1)])
        elif by > 0 and self._state is not None:
            is_ward = self._list(self._state) == _WARD
            (self.ward.table if is_ward else self._ui.cached).setFocus()

    def _choose(self, key: str) -> None:
        self._chosen = key
        for place, card in enumerate(self._cards):
            is_chosen = card.match.key == key
            card.set_chosen(is_chosen)
            if is_chosen:
                self._ui.results.ensureWidgetVisible(card)
                self._open_box.render_match(card.match, place + 1)
        self._open_box.setVisible(bool(key))

    def _render_matches(self, state: PatientsState) -> None:
        for card in self._cards:
            self._ui.matches.removeWidget(card)
            card.hide()
            card.deleteLater()
        today = local_day(state.now_s)
        self._cards = [
            MatchCard(self._theme, match, titles=state.titles, today=today, now_s=state.now_s)
            for match in state.matches
        ]
        for card in self._cards:
            card.chosen.connect(self._choose)
            card.opened.connect(self.open_requested)
            self._ui.matches.addWidget(card)
        keys = [match.key for match in state.matches]
        self._choose(self._chosen if self._chosen in keys else (keys[0] if keys else ""))

    def _list(self, state: PatientsState) -> str:
        """Which list is on the left.

        Without a network, what is kept here serves better than no ward, and better than what only an
        emergency opens.
        """
        if state.ward is None:
            return _CACHED
        if self._turned_to:
            return self._turned_to
        if state.ward.capsule is not None or state.ward.is_card_needed:
            return _CACHED if state.cached else _WARD
        is_ward_lost = state.ward.phase is WardPhase.OFFLINE and not state.ward.rows
        return _CACHED if is_ward_lost else _WARD

    def _turn_to(self, key: str) -> None:
        self._turned_to = key
        if self._state is not None:
            self._render_list(self._state)

    def _render_list(self, state: PatientsState) -> None:
        ui, is_ward = self._ui, self._list(state) == _WARD
        self._lists.setVisible(state.ward is not None)
        self._lists.select(_WARD if is_ward else _CACHED)
        self._list_icon.set_icon("patients" if is_ward else "copy", "text.secondary")
        self.ward.setVisible(is_ward)
        ui.cached.setVisible(bool(state.cached) and not is_ward)
        ui.cachedEmpty.setVisible(not state.cached and not is_ward)
        if is_ward and state.ward is not None:
            ui.cachedTitle.setText(state.ward.title or self.tr("Ward"))
            ui.cachedCount.setText(self.ward.count_text())
        else:
            ui.cachedTitle.setText(self.tr("On this workstation"))
            ui.cachedCount.setText(self.tr("%n records", "", len(state.cached)) if state.cached else "")

    def _empty_text(self, state: PatientsState, asked: int) -> str:
        if state.searching:
            return self.tr("Asking %n sources.", "", asked)
        if state.offline and state.ward is not None and state.ward.capsule is not None:
            return self.tr(
                "Offline. The records on this workstation open; the downtime capsule in an emergency."
            )
        if state.offline:
            return self.tr("Offline. Only the records on this workstation can be opened.")
        if state.searched:
            return self.tr("No match at the %n sources that answered.", "", state.coverage.answered)
        return self.tr("Type a name with a birth date, or a national number, then Enter.")

    def _set_up_table(self) -> None:
        table = self._ui.cached
        table.setModel(self._records)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.size("touch-row"))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _set_up_keys(self) -> None:
        row = self._ui.keysRow
        for keys, words in (
            ("\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}", self.tr("choose")),
            (self.tr("Enter"), self.tr("open")),
            (self.tr("Esc"), self.tr("clear")),
        ):
            row.addWidget(key_chip(self._theme, keys))
            row.addWidget(plain_label(words, role="caption", tone="secondary"))
            row.addSpacing(8)
        row.addStretch(1)
