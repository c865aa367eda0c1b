"""The first stage of an emergency access: what can hurt or save, in large type, with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.people import Person
from serums_desktop.domain.summary import SafetySummary, differing_doses
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.messages import emergency as messages
from serums_desktop.views.banner import BannerState, PatientBanner, Resuscitation
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.coverage_strip import CoverageState, CoverageStrip
from serums_desktop.views.coverage_words import copies_text, others_text
from serums_desktop.views.dates import local_day
from serums_desktop.views.safety_cards import (
    SafetyCard,
    note_line,
    resuscitation_block,
    safety_tile,
)
from serums_desktop.views.words import nothing_recorded

# From these widths on the cards stand in two and in three columns.
_TWO_COLUMNS_PX: Final = 880
_THREE_COLUMNS_PX: Final = 1200
_GAP_PX: Final = 12


class EmergencySummaryState(msgspec.Struct, frozen=True, kw_only=True):
    """What the sources answered at the first stage. `stage` is the furthest opened so far.

    `answered` sources know what is shown; `now_s` is UTC epoch seconds.
    """

    person: Person
    summary: SafetySummary = SafetySummary()
    resuscitation: tuple[Resuscitation, ...] = ()
    coverage: Coverage = Coverage()
    stage: Stage = Stage.SAFETY_SUMMARY
    offline: bool = False
    now_s: float = 0.0

    @property
    def titles(self) -> dict[str, str]:
        """Source titles by id."""
        return {source.source_id: source.title for source in self.coverage.sources}


class EmergencySummaryView(QWidget):
    """Renders an `EmergencySummaryState`. It scrolls; nothing on it is folded, elided or clipped."""

    stage_requested = Signal(int)
    refresh_requested = Signal()
    retry_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: EmergencySummaryState | None = None
        self._columns = 0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "canvas")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self.banner = PatientBanner(theme)
        self.coverage = CoverageStrip(theme)
        self.coverage.retry_requested.connect(self.retry_requested)
        # Asking again stands beneath, beside the sentence that says who has not answered.
        self.coverage.refresh.hide()
        page.addWidget(self.banner)
        page.addWidget(self.coverage)
        self.area = QScrollArea()
        self.area.setProperty("surface", "canvas")
        self.area.setAccessibleName(self.tr("Safety summary"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.addWidget(self.area, 1)
        self.allergies = SafetyCard(theme, self.tr("Allergies"), "allergies")
        self.alerts = SafetyCard(theme, self.tr("Alerts and implants"), "alert")
        self.medicines = SafetyCard(theme, self.tr("Current medicines"), "medicines")
        self.problems = SafetyCard(theme, self.tr("Problems"), "problems")
        self.resuscitation = SafetyCard(theme, self.tr("Resuscitation"), "resuscitation")
        self._more = self._more_card()
        self._cards: tuple[QWidget, ...] = (
            self.allergies,
            self.alerts,
            self.medicines,
            self.problems,
            self.resuscitation,
            self._more,
        )
        self._place_cards()
        page.addWidget(self._knowledge_line())

    def render_state(self, state: EmergencySummaryState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        answered, titles, summary = state.coverage.answered, state.titles, state.summary
        self.banner.render_state(
            BannerState(
                person=state.person,
                summary=summary,
                resuscitation=state.resuscitation,
                titles=titles,
                answered=answered,
                today=local_day(state.now_s),
            )
        )
        self.coverage.render_state(CoverageState(state.coverage, state.now_s, state.offline))
        self._knows.setText(self._knows_text(state))
        others = copies_text if state.offline else others_text
        self._others.setText(others(state.coverage, state.now_s))
        asking = any(source.state is SourceState.ASKING for source in state.coverage.sources)
        self.refresh.setEnabled(not asking)
        for stage, button in self.stages.items():
            button.setVisible(stage > state.stage)
        self._more.setVisible(state.stage is not Stage.EVERYTHING)
        same = before is not None and _content(before) == _content(state)
        if not same:
            self._fill(state, answered, titles)

    def forget(self) -> None:
        """Let go of the patient: nothing of a record stays in any widget."""
        if self._state is None:
            return
        self._state = None
        self.banner.forget()
        self.coverage.render_state(CoverageState())
        for card in (self.allergies, self.alerts, self.medicines, self.problems, self.resuscitation):
            card.fill(())
        self._knows.clear()
        self._others.clear()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.area.setFocus()

    def _fill(self, state: EmergencySummaryState, answered: int, titles: dict[str, str]) -> None:
        summary = state.summary
        nothing = note_line(nothing_recorded(answered))
        allergies = self._tiles(summary.allergies, titles, boxed=True)
        statements = (*summary.no_known_allergies, *summary.allergy_remarks)
        if not summary.allergies and statements:
            allergies += self._tiles(statements, titles, boxed=True)
        elif summary.allergies and answered:
            words = self.tr(
                "Nothing recorded on other substances by the %n sources that answered.", "", answered
            )
            allergies.append(note_line(words))
        self.allergies.fill(allergies or [nothing], count=len(summary.allergies))
        alerts = (*summary.alerts, *summary.devices)
        nothing = note_line(nothing_recorded(answered))
        self.alerts.fill(self._tiles(alerts, titles, boxed=True) or [nothing], count=len(alerts))
        differing = {
            item.item_id for items in differing_doses(summary.medicines).values() for item in items
        } | {item.item_id for item in summary.medicines if item.conflict}
        medicines = self._tiles(summary.medicines, titles, differing=frozenset(differing))
        if medicines:
            medicines.append(note_line(self.tr("Doses as the sources last recorded them.")))
        self.medicines.fill(
            medicines or [note_line(nothing_recorded(answered))], count=len(summary.medicines)
        )
        problems = self._tiles(summary.problems, titles)
        self.problems.fill(problems or [note_line(nothing_recorded(answered))], count=len(summary.problems))
        stated = [resuscitation_block(self._theme, each, titles) for each in state.resuscitation]
        self.resuscitation.fill(stated or [note_line(nothing_recorded(answered))])

    def _knows_text(self, state: EmergencySummaryState) -> str:
        sources = state.coverage.sources
        copies = sum(source.as_of_s is not None for source in sources)
        words = self.tr("This is what {count} of {total} sources know.")
        if state.offline:
            words = self.tr("Offline. This is what the copies of {count} of {total} sources say.")
        count = copies if state.offline else state.coverage.answered
        return words.format(count=count, total=len(sources))

    def _tiles(
        self,
        items: Sequence[TimelineItem],
        titles: dict[str, str],
        *,
        boxed: bool = False,
        differing: frozenset[str] = frozenset(),
    ) -> list[QWidget]:
        return [
            safety_tile(self._theme, item, titles, boxed=boxed, differs=item.item_id in differing)
            for item in items
        ]

    def _place_cards(self) -> None:
        """Put the cards into as many columns as the width takes."""
        width = self.width()
        columns = 3 if width >= _THREE_COLUMNS_PX else 2 if width >= _TWO_COLUMNS_PX else 1
        if columns == self._columns:
            return
        self._columns = columns
        groups: dict[int, tuple[tuple[QWidget, ...], ...]] = {
            1: (self._cards,),
            2: (
                (self.allergies, self.alerts, self.resuscitation),
                (self.medicines, self.problems, self._more),
            ),
            3: (
                (self.allergies, self.alerts),
                (self.medicines,),
                (self.problems, self.resuscitation, self._more),
            ),
        }
        for card in self._cards:
            card.setParent(None)
        body = QWidget()
        body.setObjectName("scrollBody")
        row = QHBoxLayout(body)
        row.setContentsMargins(_GAP_PX, _GAP_PX, _GAP_PX, _GAP_PX)
        row.setSpacing(_GAP_PX)
        for group in groups[columns]:
            column = QVBoxLayout()
            column.setSpacing(_GAP_PX)
            for card in group:
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, 1)
        # setWidget deletes the body that was shown before; the cards have left it.
        self.area.setWidget(body)
        if self._state is not None:
            self._more.setVisible(self._state.stage is not Stage.EVERYTHING)

    def _more_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "dashed")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(plain_label(self.tr("More of the record"), role="title"))
        words = self.tr("Each step opens when you ask and is recorded as its own entry.")
        column.addWidget(plain_label(words, tone="secondary", wrap=True))
        self.stages: dict[Stage, KeyButton] = {}
        for stage in (Stage.MEDICINES, Stage.EVERYTHING):
            button = KeyButton(
                self._theme,
                self.tr("{number}  {stage}").format(number=int(stage), stage=messages.stage(stage)),
                keys=self.tr("Alt {number}").format(number=int(stage)),
            )
            button.setProperty("look", "stage")
            button.setProperty("extent", "tall")
            button.setToolTip(messages.stage_holds(stage))
            button.clicked.connect(lambda _checked=False, stage=stage: self.stage_requested.emit(int(stage)))
            self.stages[stage] = button
            column.addWidget(button)
        return card

    def _knowledge_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("surface", "surface")
        line.setProperty("edge", "top")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._theme, "info", "info.fg", size_px=20))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        self._knows = plain_label(role="label")
        self._others = plain_label(tone="secondary", wrap=True)
        lines.addWidget(self._knows)
        lines.addWidget(self._others)
        row.addLayout(lines, 1)
        self.refresh = KeyButton(self._theme, self.tr("Ask again"), icon_name="refresh", keys="F5")
        self.refresh.setShortcut("F5")
        self.refresh.clicked.connect(self.refresh_requested)
        row.addWidget(self.refresh)
        return line


def _content(state: EmergencySummaryState) -> tuple[object, ...]:
    """What the cards are made of; the clock and the asking are not."""
    return (state.person, state.summary, state.resuscitation, state.coverage.answered, state.titles)
