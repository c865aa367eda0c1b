"""The dialog that asks for an emergency access: the same for every patient, over the page that was open."""

from __future__ import annotations

import enum
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.emergency import DEFAULT_DURATION_S, EmergencyReason
from serums_desktop.domain.people import Person
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import local_day, partial_text
from serums_desktop.views.emergency_aside import EmergencyAside
from serums_desktop.views.emergency_form import DURATIONS_S, EmergencyFields, EmergencyForm, Way
from serums_desktop.views.emergency_parts import Stripes
from serums_desktop.views.pin_entry import Message
from serums_desktop.views.words import age_text, issuer_text, name_text, sex_text

__all__ = ["AccessPhase", "EmergencyAccessState", "EmergencyAccessView", "EmergencyForm", "Way"]

_WIDEST_PX: Final = 1120


class AccessPhase(enum.StrEnum):
    """Where the asking stands. `REFUSED` lets another try be made, `BLOCKED` does not."""

    ASKING = "asking"
    RECORDING = "recording"
    REFUSED = "refused"
    BLOCKED = "blocked"


class EmergencyAccessState(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, for whom, from where. `tries_words` is ready to read; `now_s` is UTC epoch seconds.

    `durations_s` is what the rules of the place allow, `duration_s` what holds to begin with.
    """

    person: Person
    holder: str = ""
    place: str = ""
    way: Way = Way.CARD
    tries_words: str = ""
    phase: AccessPhase = AccessPhase.ASKING
    message: Message | None = None
    durations_s: tuple[int, ...] = DURATIONS_S
    duration_s: int = DEFAULT_DURATION_S
    now_s: float = 0.0


class EmergencyAccessView(QWidget):
    """Renders an `EmergencyAccessState`; 1 to 5 give the reason, Enter confirms, Esc cancels.

    `confirmed` carries an `EmergencyForm`. The view fills its parent and dims what lies beneath; words and
    secret are gone when it is put away.
    """

    confirmed = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: EmergencyAccessState | None = None
        self.setAccessibleName(self.tr("Emergency access"))
        self._panel = panel = QFrame()
        panel.setProperty("card", "dialog")
        panel.setMaximumWidth(_WIDEST_PX)
        panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel, 1000)
        middle.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addLayout(middle, 1000)
        outer.addStretch(1)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._parts = (self._header(), self._body(), self._footer())
        for part in self._parts:
            column.addWidget(part)
        self.fields.submitted.connect(self.confirmed)
        self.fields.tab_chain(self.cancel, self.confirm)
        self.setFocusProxy(self.fields.choices[EmergencyReason.UNCONSCIOUS])

    def render_state(self, state: EmergencyAccessState) -> None:
        """Show a state; called each second while the dialog is open."""
        if state == self._state:
            return
        before, self._state = self._state, state
        if before is None or before.person != state.person:
            self._render_person(state)
        if before is None or before.way is not state.way:
            self.fields.render_way(state.way)
        if before is None or (before.durations_s, before.duration_s) != (state.durations_s, state.duration_s):
            self.fields.render_durations(state.durations_s, state.duration_s)
            self.fields.tab_chain(self.cancel, self.confirm)
        holder = state.holder
        if holder and state.way is Way.CARD:
            holder = self.tr("card of {name}").format(name=holder)
        self.fields.render_holder(" · ".join(filter(None, (holder, state.tries_words))))
        self.fields.render_now(state.now_s)
        self.fields.render_message(state.message)
        self._aside.render_facts(state.holder, state.place, state.now_s, by_card=state.way is Way.CARD)
        if before is None or before.phase is not state.phase:
            self._render_phase(state.phase)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow what is on the dialog when it grows or shrinks."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._state = None
            self.fields.forget()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Keys that no field has taken; nothing goes on to the page beneath."""
        reasons = list(EmergencyReason)
        place = event.key() - Qt.Key.Key_1
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.cancel.click()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.cancel if self.cancel.hasFocus() else self.confirm).click()
        elif is_plain and 0 <= place < len(reasons) and self.confirm.isEnabled():
            self.fields.choose(reasons[place])
        event.accept()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("overlay.scrim"))
        painter.end()

    def _fit(self) -> None:
        """The dialog is as tall as what is on it, and scrolls where the window is lower."""
        header, _, footer = self._parts
        inside = self._content.layout()
        if inside is None:
            return
        width = min(self.width() - 48, _WIDEST_PX) - 2
        needed = max(inside.heightForWidth(width), inside.sizeHint().height())
        self._panel.setMaximumHeight(needed + header.height() + footer.sizeHint().height() + 2)

    def _render_person(self, state: EmergencyAccessState) -> None:
        leading = state.person.leading
        self._name.setText(name_text(leading.name))
        facts = [age_text(leading.birth_date, local_day(state.now_s)), sex_text(leading.sex)]
        if born := partial_text(leading.birth_date):
            facts.append(self.tr("born {day}").format(day=born))
        number = next((each for each in state.person.identifiers if issuer_text(each)[0]), None)
        if number is not None:
            facts.append(f"{issuer_text(number)[1]} {number.value}")
        self._facts.setText(" · ".join(filter(None, facts)))

    def _render_phase(self, phase: AccessPhase) -> None:
        can_fill = phase in {AccessPhase.ASKING, AccessPhase.REFUSED}
        is_recording = phase is AccessPhase.RECORDING
        self.fields.set_fillable(fillable=can_fill)
        self.confirm.setEnabled(can_fill)
        # What is being signed and stored is not called back; the lock works all the same.
        self.cancel.setEnabled(not is_recording)
        self.confirm.setText(self.tr("Signing and storing") if is_recording else self.tr("Record, then open"))
        if phase is AccessPhase.REFUSED:
            self.fields.secret.setFocus()
        elif is_recording:
            # Not a button: a second Enter must neither confirm twice nor cancel.
            self._panel.setFocus()
        elif not can_fill:
            self.cancel.setFocus()

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("surface", "emergency")
        header.setFixedHeight(64)
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Stripes(self._theme, 40))
        row.addSpacing(4)
        row.addWidget(IconLabel(self._theme, "stethoscope", "emergency.on", size_px=24))
        row.addWidget(plain_label(self.tr("Emergency access"), role="patient-name", tone="emergency"))
        row.addStretch(1)
        self._name = plain_label(role="label", tone="emergency")
        self._facts = plain_label(tone="emergency")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self._name, alignment=Qt.AlignmentFlag.AlignTrailing)
        lines.addWidget(self._facts, alignment=Qt.AlignmentFlag.AlignTrailing)
        lines.addStretch(1)
        row.addLayout(lines)
        row.addSpacing(12)
        return header

    def _body(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = body = QFrame()
        body.setProperty("surface", "surface")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.fields = EmergencyFields(self._theme)
        self._aside = EmergencyAside(self._theme)
        row.addWidget(self.fields, 62)
        row.addWidget(self._aside, 38)
        area.setWidget(body)
        body.installEventFilter(self)
        return area

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("surface", "surface")
        footer.setProperty("edge", "top")
        row = QHBoxLayout(footer)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(16)
        steps = (self.tr("1 Entry signed and stored"), self.tr("2 Sources asked"), self.tr("3 Summary opens"))
        arrows = "  \N{RIGHTWARDS ARROW}  ".join(steps)
        row.addWidget(plain_label(arrows, tone="secondary", wrap=True), 1)
        self.cancel = KeyButton(self._theme, self.tr("Cancel"), keys=self.tr("Esc"))
        self.cancel.setProperty("extent", "tall")
        self.cancel.clicked.connect(self.cancelled)
        self.confirm = KeyButton(
            self._theme, self.tr("Record, then open"), icon_name="stethoscope", keys=self.tr("Enter")
        )
        self.confirm.setProperty("look", "emergency")
        self.confirm.setProperty("extent", "tall")
        self.confirm.clicked.connect(self.fields.submit)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        return footer
