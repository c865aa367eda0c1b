"""Tells of cards that come and go."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Final, Protocol

from serums_desktop.domain.errors import CardError, CardFailed, CardRemoved, NoCard
from serums_desktop.domain.staff import CardPresence
from serums_desktop.host import log
from serums_desktop.identity.pcsc import slot_name
from serums_desktop.identity.reader_watch import ReaderChange, ReaderWatch
from serums_desktop.identity.smartcard import AttendedCard, Smartcard

# A cancel that met no wait is repeated.
_CANCEL_AGAIN_S: Final = 0.05


class ReaderEvents(Protocol):
    """What `ReaderWatch` does."""

    def wait(self) -> ReaderChange | None:
        """Wait a while for a change."""

    def cancel(self) -> None:
        """End the waiting."""

    def close(self) -> None:
        """Called once by the thread that waited."""


class CardWatcher:
    """Reports every change of the card: inserted, removed, another card, another choice of identities.

    Two threads look. One asks the slots several times a second and is the truth: its question takes its turn
    at the module's lock, so it never meets a signature half-way. The other waits for the readers' own events,
    which need no module: a card that is pulled in the middle of a long signature is reported at once, and
    the question that the event brings forward only confirms it. Slot events of PKCS#11 are not used: some
    modules send none, OpenSC is known to miss removals, and a blocking wait cannot be ended without ending
    the module.

    `on_change` is called on either thread, never on both at once, first with what is there at the start. A
    card that leaves is reported as CardRemoved, even when it is back before anybody looked; on doubt it has
    left.
    """

    def __init__(
        self,
        card: Smartcard,
        on_change: Callable[[CardPresence | CardError], None],
        poll_interval_s: float = 0.25,
        open_events: Callable[[], ReaderEvents] = ReaderWatch,
    ) -> None:
        self._card = card
        self._on_change = on_change
        self._poll_interval_s = poll_interval_s
        self._events = open_events()
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._poller = threading.Thread(target=self._watch, name="card-watcher", daemon=True)
        self._listener = threading.Thread(target=self._listen, name="card-events", daemon=True)
        self._attended: AttendedCard | None = None
        self._doubt: CardFailed | None = None
        # What both threads know: held while one of them reports.
        self._telling = threading.RLock()
        self._reported: object = None
        # Where the attended card is, and which slots lost a card since it was asked.
        self._slot: str | None = None
        self._emptied: set[str] = set()

    def start(self) -> None:
        """Begin to watch. A watcher starts once."""
        self._poller.start()

    def stop(self) -> None:
        """End the watch and wait for its threads; nothing is reported after that.

        From within `on_change` it returns at once.
        """
        self._stopping.set()
        self._wake.set()
        if self._poller.is_alive() and threading.current_thread() not in {self._poller, self._listener}:
            self._poller.join()

    def _watch(self) -> None:
        self._listener.start()
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                self._look()
                self._wake.wait(self._poll_interval_s)
        finally:
            self._leave()
            while self._listener.is_alive():
                self._events.cancel()
                self._listener.join(_CANCEL_AGAIN_S)

    def _look(self) -> None:
        """One poll, which nothing ends: a watch that stopped unheard would leave the screen open."""
        try:
            self._poll()
        except Exception as error:  # noqa: BLE001  whatever it was, the card is not vouched for
            log.event("card-watch-failed", error=type(error).__name__, place=log.error_place(error))
            self._attended = None
            with self._telling:
                self._slot = None
            self._report(CardFailed(type(error).__name__))

    def _poll(self) -> None:
        attended = self._attended
        if attended is not None:
            with self._telling:
                self._emptied &= {attended.slot}
            if not self._emptied and attended.lasts() and self._tell_of(attended):
                return
            self._leave()
            self._report(CardRemoved())
        self._attend()

    def _attend(self) -> None:
        with self._telling:
            self._emptied = set()
        try:
            attended = self._card.attend()
        except CardFailed as error:
            # A card that is being powered up answers anything at all: believe it the second time.
            self._doubt, earlier = error, self._doubt
            if earlier is not None:
                self._report(error)
        except CardError as error:
            self._doubt = None
            self._report(error)
        else:
            self._doubt = None
            self._attended = attended
            self._tell_of(attended)

    def _tell_of(self, attended: AttendedCard) -> bool:
        """Report whose card it is, unless it was pulled since it was asked."""
        with self._telling:
            if attended.slot in self._emptied:
                return False
            self._slot = attended.slot
            self._report(attended.presence)
            return True

    def _listen(self) -> None:
        with contextlib.closing(self._events) as events:
            while not self._stopping.is_set():
                change = events.wait()
                if change is not None:
                    self._heard(change)

    def _heard(self, change: ReaderChange) -> None:
        emptied = {slot_name(reader) for reader in change.emptied}
        with self._telling:
            self._emptied |= emptied
            if self._slot in emptied:
                self._report(CardRemoved())
        self._wake.set()

    def _report(self, seen: CardPresence | CardError) -> None:
        with self._telling:
            state = _state(seen)
            if state != self._reported and not self._stopping.is_set():
                self._reported = state
                self._on_change(seen)

    def _leave(self) -> None:
        attended, self._attended = self._attended, None
        with self._telling:
            self._slot = None
        if attended is not None:
            attended.close()


def _state(seen: CardPresence | CardError) -> object:
    """What tells one state from the next. A slot that was emptied and one that is empty are the same."""
    if isinstance(seen, CardPresence):
        return seen.holder, seen.choices
    if isinstance(seen, NoCard | CardRemoved):
        return NoCard
    return type(seen), seen.args
