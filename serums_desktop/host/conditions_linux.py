"""Linux: UPower tells whether the workstation is on battery, NetworkManager whether its network is metered.

Neither is started where it does not run: then nobody can tell.
"""

from __future__ import annotations

import select
import time
from typing import Final

from serums_desktop.host.message_bus import Body, BusKind, BusLost, MessageBus

_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_UPOWER: Final = "org.freedesktop.UPower"
_NETWORK_MANAGER: Final = "org.freedesktop.NetworkManager"

# NMMetered of libnm: 0 is unknown; a guess is as good as its word here.
_METERED: Final = {1: True, 2: False, 3: True, 4: False}


class HostConditions:
    """Asks the system bus, over a connection of its own for each question. Safe from any thread."""

    def __init__(self, timeout_s: float = 1.0) -> None:
        """`timeout_s`: how long a service may take to answer."""
        self._timeout_s = timeout_s

    def is_on_battery(self) -> bool | None:
        """Whether it is not on mains; None where nobody can tell."""
        match self._property(_UPOWER, "/org/freedesktop/UPower", "OnBattery"):
            case (("b", bool(is_on_battery)),):
                return is_on_battery
        return None

    def is_metered(self) -> bool | None:
        """Whether its network counts what is sent; None where nobody can tell."""
        match self._property(_NETWORK_MANAGER, "/org/freedesktop/NetworkManager", "Metered"):
            case (("u", int(state)),):
                return _METERED.get(state)
        return None

    def _property(self, service: str, path: str, name: str) -> Body | None:
        replies: list[Body | None] = []
        try:
            bus = MessageBus(BusKind.SYSTEM)
        except BusLost:
            return None
        try:
            bus.call(
                service, path, "Get", "ss", (service, name), interface=_PROPERTIES, on_reply=replies.append
            )
            until_s = time.monotonic() + self._timeout_s
            while not replies and select.select([bus], [], [], max(0.0, until_s - time.monotonic()))[0]:
                bus.read()
        except BusLost:
            return None
        finally:
            bus.close()
        return replies[0] if replies else None
