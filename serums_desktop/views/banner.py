"""The patient banner: who it is and what must never be out of sight. It grows; it never scrolls or clips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline.words import statement
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.people import Person
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Edge, Words
from serums_desktop.views.controls import KeyButton, plain_label, plain_tooltip
from serums_desktop.views.dates import partial_text
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.match_card import identifier_chip
from serums_desktop.views.summary_rows import item_words, source_names
from serums_desktop.views.words import age_text, issuer_text, name_text, nothing_recorded, sex_text

# Severity by colour, by icon and by fill: none of them alone.
SEVERITY_LOOKS: Final = {
    Severity.CRITICAL: ("critical-filled", ChipLook("bg.surface", "danger.fg", "danger.fg")),
    Severity.HIGH: ("alert-filled", ChipLook("high.fg", "high.bg", "high.border")),
    Severity.NOTICE: ("alert", ChipLook("caution.fg", "caution.bg", "caution.border")),
    Severity.NONE: ("info", ChipLook("text.primary", "bg.surface", "border.control")),
}
# Identity, warnings and wishes share a row in these parts, until the warnings would be taller than this.
_SHARES: Final = (38, 46, 16)
_STACK_ABOVE_PX: Final = 144
_ABSENT: Final = ChipLook("text.secondary", "", "", Edge.BARE)
_IDENTIFIER: Final = ChipLook("text.primary", "bg.surface", "border.default")
_STATED: Final = ChipLook("text.primary", "bg.surface", "text.primary", thick=True)


class Resuscitation(msgspec.Struct, frozen=True):
    """One statement about resuscitation with what must stand beside it: who, when, which jurisdiction."""

    item: TimelineItem
    author: str = ""
    recorded: PartialDate | None = None
    country: str = ""


def decision_words(item: TimelineItem) -> tuple[str, str]:
    """A decision on resuscitation and what follows it. One that is said not to be is never shown as one."""
    if item.negated:
        return statement(item), item.value_text or item.note
    return (item.value_text, item.title) if item.value_text else (item.title, item.note)


class BannerState(msgspec.Struct, frozen=True, kw_only=True):
    """Who the patient is and the safety summary. `titles` are source titles by id; `answered` counts
    the sources that answered."""

    person: Person
    summary: SafetySummary = SafetySummary()
    resuscitation: tuple[Resuscitation, ...] = ()
    titles: dict[str, str] = {}
    answered: int = 0
    today: dt.date = dt.date.min


class PatientBanner(QFrame):
    """Renders a `BannerState`; a press on an alert chooses its entry.

    The button for an emergency access stands on every patient's banner, except while one is running.
    """

    item_selected = Signal(str)
    emergency_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: BannerState | None = None
        self._all_numbers = False
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self.setMinimumHeight(theme.size("patient-banner"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 1)
        self._grid.setSpacing(0)
        for column, share in enumerate(_SHARES):
            self._grid.setColumnStretch(column, share)
        self._identity = self._identity_block()
        self._warnings = self._alerts_block()
        self._wishes = self._resuscitation_block()
        self._stacked: bool | None = None
        self._stack(stacked=False)

    def render_state(self, state: BannerState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        leading = state.person.leading
        self._name.setText(name_text(leading.name))
        born = partial_text(leading.birth_date) or self.tr("not given")
        facts = [age_text(leading.birth_date, state.today), sex_text(leading.sex)]
        facts.append(self.tr("born {day}").format(day=born))
        if isinstance(leading.deceased, PartialDate):
            facts[0] = self.tr("died {day}").format(day=partial_text(leading.deceased))
        elif leading.deceased:
            facts[0] = self.tr("has died")
        self._facts.setText(" · ".join(filter(None, facts)))
        self.setAccessibleName(f"{self._name.text()}, {self._facts.text()}")
        if before is None or before.person != state.person:
            self._all_numbers = False
            self._render_numbers(state.person)
        summary = state.summary
        self._fill(self._allergies, summary.allergies, state)
        if not summary.allergies:
            for statement in (*summary.no_known_allergies, *summary.allergy_remarks):
                self._allergies.addWidget(self._chip(statement, state, _IDENTIFIER, "info"))
        self._fill(self._alerts, summary.alerts, state)
        if not (summary.allergies or summary.no_known_allergies or summary.allergy_remarks):
            self._allergies.addWidget(self._absent(state.answered))
        if not summary.alerts:
            self._alerts.addWidget(self._absent(state.answered))
        self._render_resuscitation(state)
        self._claim_height()

    def forget(self) -> None:
        """Show nobody."""
        self._state = None
        for label in (self._name, self._facts, self._under):
            label.clear()
        for flow in (self._numbers, self._allergies, self._alerts, self._statements):
            flow.clear()
        self.setAccessibleName("")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def offer_emergency(self, *, offered: bool) -> None:
        """Whether the button for an emergency access stands on the banner."""
        self.emergency.setVisible(offered)

    def chips(self) -> list[Chip]:
        """Every chip on the banner."""
        flows = (self._numbers, self._allergies, self._alerts, self._statements)
        return [widget for flow in flows for widget in flow.widgets() if isinstance(widget, Chip)]

    def _fill(self, flow: FlowLayout, items: Sequence[TimelineItem], state: BannerState) -> None:
        flow.clear()
        for item in items:
            icon_name, look = SEVERITY_LOOKS[item.severity]
            flow.addWidget(self._chip(item, state, look, icon_name))

    def _chip(self, item: TimelineItem, state: BannerState, look: ChipLook, icon_name: str) -> Chip:
        title, note = item_words(item)
        words = [Words(title, strong=True)]
        if note:
            words.append(Words(note))
        chip = Chip(self._theme, ChipContent(tuple(words), icon_name), look, active=True)
        where = source_names(item, state.titles)
        chip.setToolTip(plain_tooltip("\n".join(filter(None, (chip.content.plain(), where, item.date_text)))))
        chip.clicked.connect(lambda: self.item_selected.emit(item.item_id))
        return chip

    def _render_numbers(self, person: Person) -> None:
        """National numbers; a hospital's own ones stand behind a count until it is pressed."""
        self._numbers.clear()
        numbers = sorted(person.identifiers, key=lambda number: not issuer_text(number)[0])
        national = sum(bool(issuer_text(number)[0]) for number in numbers)
        shown = len(numbers) if self._all_numbers else max(national, 1)
        for identifier in numbers[:shown]:
            self._numbers.addWidget(identifier_chip(self._theme, identifier, _IDENTIFIER))
        rest = numbers[shown:]
        if rest:
            count = ChipContent((Words(f"+{len(rest)}", strong=True, tone="accent.default"),))
            more = Chip(self._theme, count, _IDENTIFIER, active=True, height_px=24)
            more.setAccessibleName(self.tr("%n more numbers", "", len(rest)))
            listed = "\n".join(f"{issuer_text(each)[1]} {each.value}" for each in rest)
            more.setToolTip(plain_tooltip(listed))
            more.clicked.connect(self._show_all_numbers)
            self._numbers.addWidget(more)

    def _show_all_numbers(self) -> None:
        if self._state is not None:
            self._all_numbers = True
            self._render_numbers(self._state.person)
            self._claim_height()

    def _render_resuscitation(self, state: BannerState) -> None:
        self._statements.clear()
        self._under.clear()
        self._under.setVisible(bool(state.resuscitation))
        if not state.resuscitation:
            self._statements.addWidget(self._absent(state.answered))
            return
        lines = []
        for stated in state.resuscitation:
            item = stated.item
            title, note = decision_words(item)
            chip = Chip(
                self._theme, ChipContent((Words(title, strong=True),), "resuscitation"), _STATED, active=True
            )
            chip.clicked.connect(
                lambda _checked=False, item_id=item.item_id: self.item_selected.emit(item_id)
            )
            self._statements.addWidget(chip)
            source = source_names(item, state.titles)
            place = f"{source} ({stated.country})" if stated.country else source
            written = partial_text(stated.recorded) or self.tr("date not given")
            author = stated.author or self.tr("author not given")
            lines.append("\n".join(filter(None, (note, f"{written} · {author} · {place}"))))
        self._under.setText("\n".join(lines))

    def _absent(self, answered: int) -> Chip:
        content = ChipContent((Words(nothing_recorded(answered)),))
        return Chip(self._theme, content, _ABSENT, role="caption")

    def _claim_height(self) -> None:
        """No other part of a page may take from the banner what its rows need."""
        width = self.width()
        beside = self._warnings.heightForWidth(width * _SHARES[1] // sum(_SHARES))
        self._stack(stacked=beside > _STACK_ABOVE_PX)
        needed = self.heightForWidth(width)
        self.setMinimumHeight(max(self._theme.size("patient-banner"), needed))

    def _stack(self, *, stacked: bool) -> None:
        """Put allergies and alerts beside the identity, or across the whole width where they are many."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        grid = self._grid
        for block in (self._identity, self._warnings, self._wishes):
            grid.removeWidget(block)
        grid.addWidget(self._identity, 0, 0, 1, 2 if stacked else 1)
        grid.addWidget(self._wishes, 0, 2)
        if stacked:
            grid.addWidget(self._warnings, 1, 0, 1, 3)
        else:
            grid.addWidget(self._warnings, 0, 1)
        self._warnings.setProperty("edge", "top" if stacked else "left")
        self._warnings.style().unpolish(self._warnings)
        self._warnings.style().polish(self._warnings)

    def _identity_block(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(10)
        row = QWidget()
        flow = FlowLayout(row, gap_px=12, row_gap_px=0)
        self._name = plain_label(role="patient-name")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._facts = plain_label(role="body-strong")
        self._facts.setMinimumHeight(24)
        flow.addWidget(self._name)
        flow.addWidget(self._facts)
        column.addWidget(row)
        numbers = QWidget()
        self._numbers = FlowLayout(numbers, gap_px=8, row_gap_px=4)
        column.addWidget(numbers)
        column.addStretch(1)
        return block

    def _alerts_block(self) -> QWidget:
        block = QFrame()
        block.setProperty("surface", "surface")
        block.setProperty("edge", "left")
        column = QVBoxLayout(block)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        self._allergies = _labelled_row(column, self.tr("Allergies"))
        self._alerts = _labelled_row(column, self.tr("Alerts"))
        column.addStretch(1)
        return block

    def _resuscitation_block(self) -> QWidget:
        block = QFrame()
        block.setProperty("surface", "surface")
        block.setProperty("edge", "left")
        column = QVBoxLayout(block)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(plain_label(self.tr("Resuscitation"), role="caption", tone="secondary"))
        heading.addStretch(1)
        self.emergency = KeyButton(
            self._theme, self.tr("Emergency"), icon_name="stethoscope", keys=self.tr("Ctrl E")
        )
        self.emergency.setProperty("look", "status")
        self.emergency.setAccessibleName(self.tr("Emergency access"))
        self.emergency.setToolTip(self.tr("Emergency access (Ctrl+E)"))
        self.emergency.clicked.connect(self.emergency_requested)
        heading.addWidget(self.emergency)
        column.addLayout(heading)
        statements = QWidget()
        self._statements = FlowLayout(statements, gap_px=8, row_gap_px=4)
        column.addWidget(statements)
        self._under = plain_label(role="caption", tone="secondary", wrap=True)
        column.addWidget(self._under)
        column.addStretch(1)
        return block


def _labelled_row(column: QVBoxLayout, words: str) -> FlowLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = plain_label(words, role="caption", tone="secondary")
    label.setFixedWidth(64)
    label.setFixedHeight(28)
    row.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
    chips = QWidget()
    flow = FlowLayout(chips, gap_px=8, row_gap_px=4)
    row.addWidget(chips, 1)
    column.addLayout(row)
    return flow
