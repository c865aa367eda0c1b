"""Sign in, and back in after a lock: card and PIN, or name and passphrase, on two pages."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from serums_desktop import __version__
from serums_desktop.domain.errors import (
    CardError,
    KeyringUnusable,
    NoCard,
    NotEnrolled,
    PinBlocked,
    SerumsError,
    TriesHint,
    WrongPin,
)
from serums_desktop.domain.evidence import KeeperStatus
from serums_desktop.domain.staff import CardHolder, CardPresence, Staff
from serums_desktop.domain.workstation import LockReason
from serums_desktop.host import log
from serums_desktop.host.configuration import Configuration
from serums_desktop.messages.card_errors import tries
from serums_desktop.messages.errors import notice
from serums_desktop.messages.locks import lock_notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.lock import lock
from serums_desktop.services.ports import Clock
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.lock import LockState, LockView
from serums_desktop.views.passphrase_entry import KeyringPhase, SignInWay
from serums_desktop.views.pin_entry import CardPhase, Message
from serums_desktop.views.sign_in import SignInState, SignInView
from serums_desktop.views.workstation import Workstation
from serums_desktop.work.cancel import CancelToken

_COUNTED = {TriesHint.FEW, TriesHint.LAST, TriesHint.BLOCKED}


class SignInScreen(QObject):
    """Turns a card and a PIN, or a name and a passphrase, into a session.

    `signed_in` carries the session; `other_requested` asks for the page on which anybody can sign in.
    """

    signed_in = Signal(object)
    other_requested = Signal()

    def __init__(
        self,
        sign_in: SignInView,
        lock_view: LockView,
        bridge: Jobs,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign_in_view = sign_in
        self._lock_view = lock_view
        self._bridge = bridge
        self._clock = clock
        self._workplace: Workplace | None = None
        self._presence: CardPresence | None = None
        self._way = SignInWay.CARD
        self._enrolled: tuple[Staff, ...] = ()
        self._keyring_phase = KeyringPhase.READY
        self._checking: CancelToken | None = None
        self._message: Message | None = None
        self._locked: Staff | None = None
        self._locked_way = SignInWay.CARD
        self._opening_waits = False
        self._workstation = Workstation(version=__version__)
        for view in (sign_in, lock_view):
            view.pin_submitted.connect(self._submit_pin)
            view.pin.begun.connect(self._prepare)
            view.passphrase_submitted.connect(self._submit_passphrase)
        sign_in.enrol_requested.connect(self._enrol)
        sign_in.enrol_cancelled.connect(self.abandon)
        sign_in.way_chosen.connect(self._choose_way)
        sign_in.retry_requested.connect(self._look_again)
        sign_in.identity_chosen.connect(self._choose_identity)
        lock_view.other_requested.connect(self._make_way_for_others)
        self._render()

    def configured(self, configuration: Configuration) -> None:
        """The configuration is read: say where this is."""
        place = configuration.workstation
        asked = len(configuration.asked)
        organisation = ", ".join(part for part in (place.organisation, place.department) if part)
        self._workstation = msgspec.structs.replace(
            self._workstation, name=place.name, organisation=organisation, sources=asked
        )
        self._render()

    def ready(self, workplace: Workplace) -> None:
        """Everything is wired: cards and people may come."""
        self._workplace = workplace
        self.list_enrolled()
        self._render()

    def opening_waits(self, *, waits: bool) -> None:
        """Whether another program asked for a patient who is looked for after the sign-in."""
        if waits != self._opening_waits:
            self._opening_waits = waits
            self._render()

    def reachable(self, sources: int) -> None:
        """How many sources answered at all."""
        self._workstation = msgspec.structs.replace(
            self._workstation, online=sources > 0, sources_reachable=sources
        )
        self._render()

    def evidence_kept(self, status: KeeperStatus | None) -> None:
        """How the evidence keeper stands; None where it does not answer."""
        self._workstation = msgspec.structs.replace(
            self._workstation,
            keeps_evidence=status is not None,
            is_keeper_same_user=status is not None and status.is_same_user,
            is_keeper_tpm_bound=status is not None and status.is_tpm_bound,
            is_keeper_rolled_back=status is not None and status.is_rolled_back,
        )
        self._render()

    def failed(self, error: BaseException) -> None:
        """Nothing can be opened on this workstation; say why."""
        self._say(error)
        self._render()

    def card_changed(self, change: CardPresence | CardError) -> None:
        """A card came, went or could not be read."""
        if isinstance(change, CardPresence):
            self._presence = change
        else:
            self._presence = None
        if self._way is SignInWay.CARD or self._locked_way is SignInWay.CARD:
            self._message = None
            if self._presence is None:
                self._stop_checking()
                if not isinstance(change, NoCard | CardPresence):
                    self._say(change)
        self._workstation = msgspec.structs.replace(
            self._workstation, card_present=self._presence is not None
        )
        self._render()

    def locked(
        self, session: Session, copied_s: float | None, reason: LockReason, error: SerumsError | None
    ) -> None:
        """The screen was locked under this person, who comes back by the way they came.

        The page says why where they could not know it: an `error`, a quiet while, the longest stay.
        """
        self._locked = session.holder
        self._locked_way = SignInWay(session.authenticated_by)
        said = lock_notice(reason)
        self._message = Message(said.happened, said.cure) if said is not None else None
        if error is not None:
            self._say(error)
        self._workstation = msgspec.structs.replace(self._workstation, copied_s=copied_s)
        self.abandon()

    def message(self) -> str:
        """What the page says about the last attempt; empty for nothing."""
        said = self._message
        return " ".join(filter(None, (said.text, said.advice))) if said is not None else ""

    def tick(self) -> None:
        """A second passed: the clock on the page moves."""
        self._render()

    def abandon(self) -> None:
        """Stop a sign-in that is under way; its result, if any, is closed unseen."""
        self._stop_checking()
        self._render()

    # -- asking ------------------------------------------------------------------------------------

    def _choose_way(self, way: str) -> None:
        self._way = SignInWay(way)
        self._message = None
        self.abandon()
        self.list_enrolled()

    def _make_way_for_others(self) -> None:
        self._message = None
        self.abandon()
        self.other_requested.emit()

    def list_enrolled(self) -> None:
        """Read anew who has a passphrase on this workstation."""
        workplace = self._workplace
        if workplace is not None:
            self._bridge.deliver(
                workplace.network.submit(workplace.sign_in_by_keyring.known_staff),
                self._enrolled_are,
                self._say,
            )

    def _enrolled_are(self, enrolled: tuple[Staff, ...]) -> None:
        self._enrolled = enrolled
        self._render()

    def _look_again(self) -> None:
        if self._workplace is not None:
            self._bridge.deliver(
                self._workplace.card_lane.submit(self._workplace.card.look), self.card_changed, self._not_seen
            )

    def _choose_identity(self, holder: CardHolder) -> None:
        workplace = self._workplace
        if workplace is not None and self._checking is None:
            self._bridge.deliver(
                workplace.card_lane.submit(lambda: workplace.card.choose(holder)),
                self.card_changed,
                self._not_seen,
            )

    def _not_seen(self, error: BaseException) -> None:
        if isinstance(error, CardError):
            self.card_changed(error)
        else:
            self.failed(error)

    def _prepare(self) -> None:
        """A PIN takes longer to type than the home provider takes to say what it is."""
        if self._workplace is not None:
            self._workplace.network.submit(self._workplace.prepare_sign_in)

    def _submit_pin(self, pin: bytearray) -> None:
        workplace = self._workplace
        if workplace is None or self._presence is None:
            pin[:] = bytes(len(pin))
            return
        self._submit(pin, KeyringPhase.READY, lambda cancel: workplace.sign_in(pin, cancel))

    def _submit_passphrase(self, staff_id: str, passphrase: bytearray) -> None:
        workplace = self._workplace
        if workplace is None:
            passphrase[:] = bytes(len(passphrase))
            return
        self._submit(
            passphrase,
            KeyringPhase.CHECKING,
            lambda cancel: workplace.sign_in_by_keyring(staff_id, passphrase, cancel),
        )

    def _enrol(self, passphrase: bytearray) -> None:
        workplace = self._workplace
        if workplace is None:
            passphrase[:] = bytes(len(passphrase))
            return
        self._submit(
            passphrase, KeyringPhase.BROWSER, lambda cancel: workplace.enrol_by_browser(passphrase, cancel)
        )

    def _submit(self, secret: bytearray, phase: KeyringPhase, ask: Callable[[CancelToken], Session]) -> None:
        if self._workplace is None or self._checking is not None:
            secret[:] = bytes(len(secret))
            return
        self._checking = cancel = CancelToken()
        self._keyring_phase = phase
        self._message = None
        self._bridge.deliver(
            self._workplace.network.submit(lambda: ask(cancel)),
            self._opened,
            lambda error: self._refused(cancel, error),
        )
        self._render()

    # -- the answer --------------------------------------------------------------------------------

    def _opened(self, session: Session) -> None:
        if session.cancel.cancelled and self._workplace is not None:
            # The card left, or the person gave up, while the last answer was on its way.
            lock(session, self._workplace)
            return
        self._checked()
        self.signed_in.emit(session)
        # The page that was left is brought up to date once the one that follows is on the screen.
        self._bridge.post(self._render)

    def _refused(self, cancel: CancelToken, error: BaseException) -> None:
        if self._checking is not cancel:
            return
        self._checked()
        if isinstance(error, WrongPin) and self._presence is not None:
            self._presence = msgspec.structs.replace(
                self._presence, tries=error.tries, tries_left=error.tries_left
            )
        elif isinstance(error, PinBlocked) and self._presence is not None:
            self._presence = msgspec.structs.replace(self._presence, tries=TriesHint.BLOCKED, tries_left=None)
        elif isinstance(error, KeyringUnusable):
            self._keyring_phase = KeyringPhase.UNUSABLE
        elif isinstance(error, NotEnrolled):
            self.list_enrolled()
        self._say(error)
        self._render()

    def _stop_checking(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        self._checked()

    def _checked(self) -> None:
        # The token of a sign-in that went well is its session's from now on.
        self._checking = None
        self._keyring_phase = KeyringPhase.READY

    def _say(self, error: BaseException) -> None:
        if isinstance(error, SerumsError):
            log.event("sign-in-failed", error=type(error).__name__)
        else:
            log.event("sign-in-broke", error=type(error).__name__, place=log.error_place(error))
        title = self._workplace.configuration.home.title if self._workplace else ""
        said = notice(error, title)
        self._message = Message(said.happened, " ".join(part for part in (said.kept, said.cure) if part))

    # -- rendering ---------------------------------------------------------------------------------

    def _phase(self) -> CardPhase:
        if self._checking is not None:
            return CardPhase.CHECKING
        if self._presence is None or self._workplace is None:
            return CardPhase.NO_CARD
        return CardPhase.BLOCKED if self._presence.tries is TriesHint.BLOCKED else CardPhase.READY

    def _offers_keyring(self) -> bool:
        return self._workplace is not None and self._workplace.configuration.keyring.allowed

    def _render(self) -> None:
        presence, phase = self._presence, self._phase()
        words = ""
        if presence is not None and presence.tries in _COUNTED and self._message is None:
            words = tries(presence.tries, presence.tries_left)
        holder = presence.holder if presence is not None else None
        self._sign_in_view.render_state(
            SignInState(
                way=self._way,
                offers_keyring=self._offers_keyring(),
                enrolled=self._enrolled,
                keyring_phase=self._keyring_phase,
                phase=phase,
                holder=holder.name if holder else "",
                role=holder.role if holder else "",
                valid_until=holder.valid_until if holder else None,
                tries_left=presence.tries_left if presence else None,
                tries_words=words,
                message=self._message,
                identity=holder,
                identities=presence.choices if presence is not None else (),
                has_pin_pad=presence is not None and presence.has_pin_pad,
                opening_waits=self._opening_waits,
                workstation=self._workstation,
                now_s=self._clock.now_s(),
            )
        )
        locked, by_card = self._locked, self._locked_way is SignInWay.CARD
        whose = holder if holder is not None and by_card else locked
        self._lock_view.render_state(
            LockState(
                way=self._locked_way,
                keyring_phase=self._keyring_phase,
                staff_id=locked.staff_id if locked else "",
                offers_other=True,
                opening_waits=self._opening_waits,
                phase=phase,
                has_pin_pad=presence is not None and presence.has_pin_pad,
                holder=whose.name if whose else "",
                tries_words=words,
                message=self._message,
            )
        )
