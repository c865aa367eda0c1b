"""The form of an emergency access: reason, sentence, PIN or passphrase, duration."""

from __future__ import annotations

import enum
import itertools
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.emergency import (
    DEFAULT_DURATION_S,
    SHORTEST_WORDS,
    EmergencyReason,
    EmergencyRequest,
)
from serums_desktop.messages import emergency as messages
from serums_desktop.views.controls import SegmentedControl, plain_label
from serums_desktop.views.dates import clock_text
from serums_desktop.views.emergency_parts import KeyChoice, SentenceField, part_heading
from serums_desktop.views.pin_entry import Message, MessageLine
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField

DURATIONS_S: Final = (900, 1800, 3600, 7200, 14_400)


class Way(enum.StrEnum):
    """By what the person proves once more that it is they."""

    CARD = "card"
    KEYRING = "keyring"


class EmergencyForm(msgspec.Struct, frozen=True):
    """What was filled in. `secret` is the PIN or passphrase in UTF-8; its receiver wipes it."""

    reason: EmergencyReason
    words: str
    duration_s: int
    secret: bytearray

    def __repr__(self) -> str:
        return f"<EmergencyForm {self.reason.value}>"

    def request(self) -> EmergencyRequest:
        """The form without the secret. Raises ValueError where the domain's rules are not met."""
        return EmergencyRequest(self.reason, self.words, self.duration_s)


class EmergencyFields(QWidget):
    """Takes the form in and hands it over whole, once, as an `EmergencyForm`; keeps no secret."""

    submitted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now_s = 0.0
        self.duration: SegmentedControl = self._duration_control(DURATIONS_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        for part in (self._reasons(), self._sentence(), self._secret(), self._ending()):
            column.addLayout(part)
            column.addSpacing(8)
        column.addStretch(1)

    # -- rendering ---------------------------------------------------------------------------------

    def render_way(self, way: Way) -> None:
        """Ask for the PIN of a card or for a passphrase."""
        by_card = way is Way.CARD
        words = self.tr("Your PIN again") if by_card else self.tr("Your passphrase again")
        self._secret_heading.setText(words)
        self.secret.setAccessibleName(words)
        self.secret.setPlaceholderText(self.tr("PIN") if by_card else self.tr("Passphrase"))

    def render_holder(self, words: str) -> None:
        """Show whose PIN or passphrase it is, and the tries that are left, ready to read."""
        self._holder.setText(words)

    def render_durations(self, durations_s: tuple[int, ...], chosen_s: int) -> None:
        """Offer other durations (seconds); the one nearest to `chosen_s` holds."""
        old = self.duration
        self._ending_row.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.duration = self._duration_control(durations_s)
        self._ending_row.insertWidget(0, self.duration)
        self.select_duration(chosen_s)

    def select_duration(self, chosen_s: int) -> None:
        """Let the duration nearest to this one (seconds) hold."""
        nearest = min(self._durations_s, key=lambda each: abs(each - chosen_s))
        self.duration.select(str(nearest))
        self._render_end()

    def render_now(self, now_s: float) -> None:
        """Count the end from this moment (UTC epoch seconds)."""
        self._now_s = now_s
        self._render_end()

    def render_message(self, message: Message | None) -> None:
        """Say beneath the PIN why nothing was opened, or nothing."""
        self._message.render_message(message)
        self._message_box.setVisible(message is not None)

    def set_fillable(self, *, fillable: bool) -> None:
        """Whether the form can be filled in now; what was typed as the secret goes when it cannot."""
        for field in (*self.choices.values(), self.words, self.secret, self.duration):
            field.setEnabled(fillable)
        if not fillable:
            self.secret.forget()

    def forget(self) -> None:
        """Empty every field."""
        self._group.setExclusive(False)
        for choice in self.choices.values():
            choice.setChecked(False)
        self._group.setExclusive(True)
        self.words.forget()
        self.secret.forget()
        self._hint.clear()

    # -- filling in --------------------------------------------------------------------------------

    @property
    def reason(self) -> EmergencyReason | None:
        """The reason chosen so far."""
        return next((why for why, choice in self.choices.items() if choice.isChecked()), None)

    @property
    def hint(self) -> str:
        """What the form still wants, empty while nothing was missed."""
        return self._hint.text()

    def focus_reasons(self) -> None:
        """Put the focus where the next key chooses the reason."""
        chosen = self.reason or EmergencyReason.UNCONSCIOUS
        self.choices[chosen].setFocus(Qt.FocusReason.PopupFocusReason)

    def choose(self, why: EmergencyReason) -> None:
        """Choose a reason and go on to the next field it needs."""
        self.choices[why].setChecked(True)
        (self.words if why is EmergencyReason.OTHER else self.secret).setFocus()

    def submit(self) -> None:
        """Hand the form over, or lead to the first field that wants something."""
        if self.reason is None:
            self._hint.setText(self.tr("Choose a reason first: keys 1 to 5."))
            self.focus_reasons()
        elif self.reason is EmergencyReason.OTHER and len(self.words.sentence()) < SHORTEST_WORDS:
            self._hint.setText(self.tr("This reason needs a sentence."))
            self.words.setFocus()
        elif not self.secret.text():
            self._hint.clear()
            self.secret.setFocus()
        else:
            self._hint.clear()
            self.secret.submit()

    def tab_chain(self, *after: QWidget) -> None:
        """Set the order of Tab: the form's fields, then the widgets that follow it."""
        durations = [self.duration.button(str(each)) for each in self._durations_s]
        fields: list[QWidget] = [*self.choices.values(), self.words, self.secret, *durations, *after]
        for one, other in itertools.pairwise(fields):
            QWidget.setTabOrder(one, other)

    def _hand_over(self, secret: bytearray) -> None:
        reason = self.reason
        if reason is not None:
            words, duration_s = self.words.sentence(), int(self.duration.current)
            self.submitted.emit(EmergencyForm(reason, words, duration_s, secret))

    def _render_end(self) -> None:
        if self._now_s:
            ends = clock_text(self._now_s + int(self.duration.current))
            words = self.tr("Ends by itself at {time}. Everything shown then leaves screen and computer.")
            self._ends.setText(words.format(time=ends))

    def _count(self) -> None:
        self._written.setText(self.tr("%n characters", "", len(self.words.sentence())))

    # -- building ----------------------------------------------------------------------------------

    def _reasons(self) -> QLayout:
        column = _part()
        self._hint = plain_label(role="body-strong", tone="caution")
        column.addLayout(part_heading(self._theme, 1, self.tr("Reason"), self._hint))
        grid = QGridLayout()
        grid.setSpacing(8)
        self.choices: dict[EmergencyReason, KeyChoice] = {}
        self._group = QButtonGroup(self)
        for place, why in enumerate(EmergencyReason):
            choice = KeyChoice(self._theme, messages.reason(why), str(place + 1))
            choice.pressed_by_pointer.connect(lambda why=why: self.choose(why))
            self._group.addButton(choice)
            self.choices[why] = choice
            grid.addWidget(choice, place // 2, place % 2)
        column.addLayout(grid)
        return column

    def _sentence(self) -> QLayout:
        column = _part()
        needed = self.tr("{n} characters or more for reason 5; can follow later for the others")
        aside = plain_label(needed.format(n=SHORTEST_WORDS), role="caption", tone="secondary")
        column.addLayout(part_heading(self._theme, 2, self.tr("What is happening"), aside))
        self.words = SentenceField()
        self.words.setAccessibleName(self.tr("What is happening"))
        self.words.textChanged.connect(self._count)
        column.addWidget(self.words)
        under = QHBoxLayout()
        advice = self.tr("One sentence another clinician would understand.")
        under.addWidget(plain_label(advice, role="caption", tone="secondary"))
        under.addStretch(1)
        self._written = plain_label(role="caption", tone="secondary")
        under.addWidget(self._written)
        column.addLayout(under)
        return column

    def _secret(self) -> QLayout:
        column = _part()
        self._secret_heading = plain_label(role="label")
        self._holder = plain_label(role="caption", tone="secondary")
        heading = part_heading(self._theme, 3, "", self._holder)
        heading.insertWidget(1, self._secret_heading)
        column.addLayout(heading)
        self.secret = PinField(longest=LONGEST_PASSPHRASE)
        self.secret.setProperty("large", "true")
        # Enter looks first whether the rest is filled in; only then does the field empty itself.
        self.secret.returnPressed.disconnect(self.secret.submit)
        self.secret.returnPressed.connect(self.submit)
        self.secret.pin_submitted.connect(self._hand_over)
        self.words.entered.connect(self.secret.setFocus)
        column.addWidget(self.secret)
        self._message_box = QFrame()
        self._message_box.setProperty("card", "caution")
        inside = QVBoxLayout(self._message_box)
        inside.setContentsMargins(12, 8, 12, 8)
        self._message = MessageLine(self._theme)
        inside.addWidget(self._message)
        self._message_box.hide()
        column.addWidget(self._message_box)
        return column

    def _ending(self) -> QLayout:
        column = _part()
        column.addLayout(part_heading(self._theme, 4, self.tr("For how long")))
        self._ending_row = QHBoxLayout()
        self._ending_row.setSpacing(16)
        self.duration.select(str(DEFAULT_DURATION_S))
        self._ending_row.addWidget(self.duration)
        self._ends = plain_label(tone="secondary", wrap=True)
        self._ending_row.addWidget(self._ends, 1)
        column.addLayout(self._ending_row)
        return column

    def _duration_control(self, durations_s: tuple[int, ...]) -> SegmentedControl:
        self._durations_s = durations_s
        choices = [(str(each), messages.minutes(each), "") for each in durations_s]
        control = SegmentedControl(self._theme, choices, name=self.tr("For how long"))
        control.chosen.connect(self._render_end)
        return control


def _part() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    return column
