"""Sign in by card and PIN or by passphrase, and the state of this workstation."""

from __future__ import annotations

import datetime as dt

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from serums_desktop._generated.ui_sign_in import Ui_SignIn
from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.staff import CardHolder, Staff
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Words
from serums_desktop.views.controls import IconLabel, KeyButton, SegmentedControl
from serums_desktop.views.dates import clock_text, day_and_time_text, day_text
from serums_desktop.views.identity_button import IdentityButton
from serums_desktop.views.logo import Logo
from serums_desktop.views.passphrase_entry import KeyringPhase, PassphraseEntry, SignInWay
from serums_desktop.views.pin_entry import CardPhase, Message, MessageLine, TriesDots
from serums_desktop.views.pin_field import PinField
from serums_desktop.views.staff_card import StaffCard
from serums_desktop.views.words import theme_text
from serums_desktop.views.workstation import PlaceLines, Workstation, WorkstationFacts


class SignInState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the sign-in page shows.

    `tries_left` is a number only where the card tells one, of `tries_total`; else `tries_words` may say
    something ("few tries left"), ready to read. `enrolled` are the people who have a passphrase on this
    workstation; the way by passphrase is shown only where it is offered. `identities` are those among which
    `identity` was taken; `has_pin_pad`: the reader asks for the PIN itself. `opening_waits`: another program
    asked for a patient, who is looked for after the sign-in.
    """

    way: SignInWay = SignInWay.CARD
    offers_keyring: bool = False
    enrolled: tuple[Staff, ...] = ()
    keyring_phase: KeyringPhase = KeyringPhase.READY
    phase: CardPhase = CardPhase.NO_CARD
    holder: str = ""
    role: str = ""
    valid_until: dt.date | None = None
    tries_left: int | None = None
    tries_total: int = 3
    tries_words: str = ""
    message: Message | None = None
    identity: CardHolder | None = None
    identities: tuple[CardHolder, ...] = ()
    has_pin_pad: bool = False
    opening_waits: bool = False
    workstation: Workstation = Workstation()
    now_s: float = 0.0


class SignInView(QWidget):
    """Renders a `SignInState`. PINs and passphrases leave as bytearrays and stay nowhere."""

    pin_submitted = Signal(object)
    passphrase_submitted = Signal(str, object)
    enrol_requested = Signal(object)
    enrol_cancelled = Signal()
    way_chosen = Signal(str)
    retry_requested = Signal()
    identity_chosen = Signal(object)
    theme_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: SignInState | None = None
        self._ui = ui = Ui_SignIn()
        ui.setupUi(self)
        ui.topRow.insertWidget(0, Logo(theme, 32))
        self._themes = SegmentedControl(
            theme, [(name, theme_text(name), name) for name in THEMES], name=self.tr("Theme")
        )
        self._themes.select(theme.name)
        self._themes.chosen.connect(self.theme_chosen)
        theme.changed.connect(self._follow_theme)
        ui.topRow.addWidget(self._themes)
        self._ways = self._make_ways()
        ui.wayPlace.addWidget(self._ways)
        self.keyring = PassphraseEntry(theme)
        ui.keyringPlace.addWidget(self.keyring)
        self._card = StaffCard(theme)
        ui.cardRow.insertWidget(0, self._card, alignment=Qt.AlignmentFlag.AlignTop)
        self._dots = TriesDots(theme)
        ui.triesRow.insertWidget(2, self._dots)
        self.pin = PinField()
        self.pin.setProperty("large", "true")
        self.pin.setAccessibleName(self.tr("PIN of the card"))
        ui.pinPlace.addWidget(self.pin)
        ui.pinLabel.setBuddy(self.pin)
        self._message = MessageLine(theme)
        ui.messagePlace.addWidget(self._message)
        self.sign_in = KeyButton(theme, self.tr("Sign in"), keys=self.tr("Enter"))
        self.sign_in.setProperty("look", "primary")
        self.sign_in.setProperty("extent", "large")
        self.retry = KeyButton(theme, self.tr("Look for a card again"), icon_name="refresh")
        self.retry.setProperty("extent", "large")
        self.identity = IdentityButton(theme)
        ui.signInPlace.addWidget(self.sign_in)
        ui.signInPlace.addWidget(self.identity)
        ui.signInPlace.addWidget(self.retry)
        ui.recordedRow.insertWidget(0, IconLabel(theme, "eye"))
        ui.recordedRow.setStretch(1, 1)
        self._online = Chip(theme, ChipContent(()), ChipLook())
        ui.workstationHeading.addWidget(self._online)
        self._facts = WorkstationFacts(theme)
        ui.facts.addWidget(self._facts)
        self._place = PlaceLines(theme)
        ui.place.addWidget(self._place)
        self._connect()
        self.render_state(SignInState())

    def render_state(self, state: SignInState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        by_card = state.way is SignInWay.CARD
        self._ways.setVisible(state.offers_keyring)
        self._ways.select(state.way)
        self._ui.cardWay.setVisible(by_card)
        self.keyring.setVisible(not by_card)
        self.keyring.render_entry(state.keyring_phase, state.enrolled, None if by_card else state.message)
        self._render_card_way(state if by_card else msgspec.structs.replace(state, message=None))
        self._render_words()
        self._facts.render_facts(state.workstation, state.now_s)
        self._place.render_place(state.workstation)
        self._render_online(state.workstation)
        self._ui.now.setText(day_and_time_text(state.now_s) if state.now_s else "")
        if before is None or before.way is not state.way:
            self.pin.forget()
            self.keyring.forget()
        if before is None or _standing(before) != _standing(state):
            self._focus_what_is_next()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._focus_what_is_next()

    def _connect(self) -> None:
        self.pin.pin_submitted.connect(self.pin_submitted)
        self.sign_in.clicked.connect(self._submit)
        self.identity.identity_chosen.connect(self.identity_chosen)
        self.retry.clicked.connect(self.retry_requested)
        self._ways.chosen.connect(self.way_chosen)
        self.keyring.passphrase_submitted.connect(self.passphrase_submitted)
        self.keyring.enrol_requested.connect(self.enrol_requested)
        self.keyring.enrol_cancelled.connect(self.enrol_cancelled)
        self.keyring.turned.connect(self._follow_turn)
        self.keyring.retry.clicked.connect(lambda: self.way_chosen.emit(SignInWay.KEYRING.value))
        QWidget.setTabOrder(self.pin, self.sign_in)

    def _make_ways(self) -> SegmentedControl:
        choices = [
            (SignInWay.CARD.value, self.tr("Card and PIN"), ""),
            (SignInWay.KEYRING.value, self.tr("Passphrase and system keyring"), ""),
        ]
        ways = SegmentedControl(self._theme, choices, name=self.tr("How to sign in"))
        for key, _text, _icon in choices:
            ways.button(key).setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return ways

    def _render_card_way(self, state: SignInState) -> None:
        phase = state.phase
        has_card = phase is not CardPhase.NO_CARD
        lines = (
            state.role,
            self.tr("valid to {day}").format(day=day_text(state.valid_until)) if state.valid_until else "",
        )
        self._card.render_holder(state.holder if has_card else "", lines)
        self._render_tries(state, has_card=has_card)
        self._message.render_message(state.message)
        self.pin.setProperty("look", "caution" if state.message and phase is CardPhase.READY else "")
        self.pin.style().polish(self.pin)
        self.identity.render_choices(state.identity if has_card else None, state.identities)
        self.identity.setEnabled(phase is not CardPhase.CHECKING)
        can_enter = phase is CardPhase.READY
        self.pin.setEnabled(can_enter and not state.has_pin_pad)
        self.pin.setPlaceholderText(self.tr("On the reader's own keys") if state.has_pin_pad else "")
        self._ui.pinLabel.setEnabled(can_enter)
        self.sign_in.setEnabled(can_enter)
        self.sign_in.setText(
            self.tr("Checking the card") if phase is CardPhase.CHECKING else self.tr("Sign in")
        )
        self.sign_in.setVisible(has_card)
        self.retry.setVisible(not has_card)
        self._ui.hint.setVisible(has_card)
        if not can_enter:
            self.pin.forget()

    def _render_words(self) -> None:
        state = self._state
        if state is None:
            return
        self._ui.greeting.setText(self._greeting(state))
        by_card = state.way is SignInWay.CARD
        prompt = self._prompt(state) if by_card else self.keyring.prompt()
        if state.opening_waits:
            prompt = f"{prompt} {self.tr('Then the patient is opened whom another program named.')}"
        self._ui.prompt.setText(prompt)

    def _focus_what_is_next(self) -> None:
        if self._state is not None and self._state.way is SignInWay.KEYRING:
            (self.keyring.next_focus() or self._ways.button(SignInWay.KEYRING)).setFocus()
        else:
            usable = [place for place in (self.pin, self.sign_in) if place.isEnabled()]
            (*usable, self.retry)[0].setFocus()

    def _greeting(self, state: SignInState) -> str:
        if state.way is SignInWay.KEYRING or state.phase is CardPhase.NO_CARD:
            return self.tr("Welcome")
        if not state.now_s:
            return state.holder
        hour = int(clock_text(state.now_s)[:2])
        if hour < 12:
            pattern = self.tr("Good morning, {holder}")
        elif hour < 18:
            pattern = self.tr("Good afternoon, {holder}")
        else:
            pattern = self.tr("Good evening, {holder}")
        return pattern.format(holder=state.holder)

    def _prompt(self, state: SignInState) -> str:
        if state.has_pin_pad and state.phase is CardPhase.READY:
            return self.tr("Card found. Press Sign in, then enter its PIN on the reader.")
        if state.has_pin_pad and state.phase is CardPhase.CHECKING:
            return self.tr("Enter the PIN on the reader's own keys. Leave the card in.")
        if state.phase is CardPhase.NO_CARD and state.message is not None:
            return self.tr("There is no card here that can be used.")
        return {
            CardPhase.NO_CARD: self.tr("Put your card into the reader."),
            CardPhase.READY: self.tr("Card found. Enter its PIN to open Serums."),
            CardPhase.CHECKING: self.tr("The card is checking the PIN. Leave it in the reader."),
            CardPhase.BLOCKED: self.tr(
                "This card takes no PIN any more. A colleague's card opens Serums here."
            ),
        }[state.phase]

    def _submit(self) -> None:
        if self._state is not None and self._state.has_pin_pad:
            # Nothing was typed here: the card's reader asks.
            self.pin_submitted.emit(bytearray())
        else:
            self.pin.submit()

    def _render_tries(self, state: SignInState, *, has_card: bool) -> None:
        known = state.tries_left is not None and has_card
        self._dots.setVisible(known)
        words = state.tries_words
        if state.tries_left is not None:
            self._dots.set_tries(state.tries_left, state.tries_total)
            words = self.tr("%n tries left", "", state.tries_left)
        self._ui.tries.setText(words if has_card else "")

    def _render_online(self, workstation: Workstation) -> None:
        self._online.setVisible(workstation.online is not None)
        if workstation.online:
            look = ChipLook("success.fg", "success.bg", "success.border", radius_px=4)
            self._online.set_content(ChipContent((Words(self.tr("Online"), strong=True),), "online"), look)
        else:
            look = ChipLook("caution.fg", "caution.bg", "caution.border", radius_px=4)
            self._online.set_content(ChipContent((Words(self.tr("Offline"), strong=True),), "offline"), look)

    def _follow_turn(self) -> None:
        self._render_words()
        self._focus_what_is_next()

    def _follow_theme(self) -> None:
        self._themes.select(self._theme.name)


def _standing(state: SignInState) -> tuple[object, ...]:
    """What decides where the cursor belongs: a card that comes disturbs nobody who types a passphrase."""
    if state.way is SignInWay.CARD:
        return state.way, state.phase, state.has_pin_pad
    return state.way, state.keyring_phase, bool(state.enrolled)
