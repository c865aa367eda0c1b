"""Tells of cards that come and go."""

from __future__ import annotations

import threading
from collections.abc import Callable

from serums_desktop.domain.errors import CardError, CardFailed, CardRemoved, NoCard
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.smartcard import AttendedCard, Smartcard


class CardWatcher:
    """Asks the slots several times a second and reports every change: inserted, removed, another card.

    Slot events are not used: some modules send none, OpenSC is known to miss removals, and a blocking
    wait cannot be ended without ending the module. A poll takes its turn at the module's lock, so it
    never meets a signature half-way.

    `on_change` is called on the watcher's own thread, first with what is there at the start. A card
    that leaves is reported as CardRemoved, even when it is back before the next poll; on doubt it has
    left.
    """

    def __init__(
        self,
        card: Smartcard,
        on_change: Callable[[CardPresence | CardError], None],
        poll_interval_s: float = 0.25,
    ) -> None:
        self._card = card
        self._on_change = on_change
        self._poll_interval_s = poll_interval_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="card-watcher", daemon=True)
        self._attended: AttendedCard | None = None
        self._doubt: CardFailed | None = None
        self._reported: object = None

    def start(self) -> None:
        """Begin to watch. A watcher starts once."""
        self._thread.start()

    def stop(self) -> None:
        """End the watch and wait for its thread; nothing is reported after that.

        From within `on_change` it returns at once.
        """
        self._stopping.set()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def _watch(self) -> None:
        try:
            while not self._stopping.is_set():
                self._poll()
                self._stopping.wait(self._poll_interval_s)
        finally:
            self._leave()

    def _poll(self) -> None:
        if self._attended is not None:
            if self._attended.lasts():
                return
            self._leave()
            self._report(CardRemoved())
        try:
            self._attended = self._card.attend()
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
            self._report(self._attended.presence)

    def _report(self, seen: CardPresence | CardError) -> None:
        state = _state(seen)
        if state != self._reported and not self._stopping.is_set():
            self._reported = state
            self._on_change(seen)

    def _leave(self) -> None:
        attended, self._attended = self._attended, None
        if attended is not None:
            attended.close()


def _state(seen: CardPresence | CardError) -> object:
    """What tells one state from the next. A slot that was emptied and one that is empty are the same."""
    if isinstance(seen, CardPresence):
        return seen.holder
    if isinstance(seen, NoCard | CardRemoved):
        return NoCard
    return type(seen), seen.args
