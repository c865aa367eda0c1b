"""Cards that come and go, as the readers themselves tell of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from serums_desktop.domain.errors import CardError
from serums_desktop.identity.pcsc import CardService

_PRESENT: Final = 0x20
# Of a reader's state this matters: whether a card is in, and how often that has changed; not who uses it.
_TOLD: Final = 0xFFFF0000 | _PRESENT
# A service that is away is looked for this often, and readers where nobody tells of new ones.
_LOOK_AGAIN_S: Final = 1.0


@dataclass(frozen=True)
class ReaderChange:
    """The readers whose card has left, and those that hold another card than before, or one at last."""

    emptied: frozenset[str]
    filled: frozenset[str]


class ReaderWatch:
    """Tells of cards that come and go. One thread waits and closes; any other may cancel."""

    def __init__(self, connect: Callable[[], CardService] = CardService) -> None:
        self._connect = connect
        self._service: CardService | None = None
        self._states: dict[str, int] = {}
        self._cancelled = threading.Event()

    def wait(self) -> ReaderChange | None:
        """Wait for a change, for a second or so at most; None when there was none.

        The first time every card there is counts as one that came. A card that was pulled and put back has
        left. When the service goes away, so has every card, and a service that comes back is found.
        """
        if self._cancelled.is_set():
            return None
        try:
            self._service = self._service or self._connect()
            states = self._service.wait_for_change(self._states, _LOOK_AGAIN_S, self._cancelled)
        except CardError:
            # Gone, or as good as gone: a later conversation may fare better.
            self.close()
            if not self._states:
                self._cancelled.wait(_LOOK_AGAIN_S)
                return None
            states = {}
        if states is None:
            return None
        before, self._states = self._states, states
        change = ReaderChange(_cards_left(before, states), _cards_left(states, before))
        return change if change.emptied or change.filled else None

    def cancel(self) -> None:
        """End the wait, and every later one at once. One that is just beginning may need a second call."""
        self._cancelled.set()
        service = self._service
        if service is not None:
            service.cancel()

    def close(self) -> None:
        """End the conversation with the service."""
        service, self._service = self._service, None
        if service is not None:
            service.close()


def _cards_left(before: Mapping[str, int], after: Mapping[str, int]) -> frozenset[str]:
    """The readers that hold another card than they did, or none any more."""
    return frozenset(
        reader
        for reader, state in before.items()
        if state & _PRESENT and state & _TOLD != after.get(reader, 0) & _TOLD
    )
