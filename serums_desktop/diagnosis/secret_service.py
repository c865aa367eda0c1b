"""Whether the session's Secret Service is unlocked, asked without making it ask the person for a password.

The keyring's own way of asking opens a prompt on the screen when the collection is locked.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Mapping
from typing import Any, Final

_BUS_ADDRESS: Final = "DBUS_SESSION_BUS_ADDRESS"
_NAME: Final = "org.freedesktop.secrets"
_SERVICE: Final = "/org/freedesktop/secrets"
_TIMEOUT_S: Final = 5.0


class CollectionState(enum.Enum):
    """How the default collection stands. NOT_ASKED: there is no such service here, or no bus to ask on."""

    NOT_ASKED = "not-asked"
    NONE = "none"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


def default_collection(environment: Mapping[str, str]) -> CollectionState:
    """Ask over the session bus (Secret Service API 0.2, ReadAlias and the property Locked).

    A service that is not running is not started. A bus that cannot be spoken with counts as none.
    """
    if not sys.platform.startswith("linux") or not environment.get(_BUS_ADDRESS):
        return CollectionState.NOT_ASKED
    from jeepney import (  # type: ignore[import-untyped]  # noqa: PLC0415  annotated, not marked; Linux alone
        AuthenticationError,
        DBusAddress,
        DBusErrorResponse,
        MessageType,
        Properties,
        new_method_call,
    )
    from jeepney.bus_messages import (  # type: ignore[import-untyped]  # noqa: PLC0415  as above
        message_bus,
    )
    from jeepney.io.blocking import (  # type: ignore[import-untyped]  # noqa: PLC0415  as above
        open_dbus_connection,
    )

    def answer(message: Any) -> tuple[Any, ...]:
        reply = connection.send_and_get_reply(message, timeout=_TIMEOUT_S)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        body: tuple[Any, ...] = reply.body
        return body

    try:
        connection = open_dbus_connection(bus="SESSION")
    except (OSError, ValueError, RuntimeError, AuthenticationError):
        return CollectionState.NOT_ASKED
    with connection:
        (is_running,) = answer(message_bus.NameHasOwner(_NAME))
        if not is_running:
            return CollectionState.NOT_ASKED
        service = DBusAddress(_SERVICE, bus_name=_NAME, interface="org.freedesktop.Secret.Service")
        (path,) = answer(new_method_call(service, "ReadAlias", "s", ("default",)))
        if path == "/":
            return CollectionState.NONE
        collection = DBusAddress(path, bus_name=_NAME, interface="org.freedesktop.Secret.Collection")
        ((_, is_locked),) = answer(Properties(collection).get("Locked"))
        return CollectionState.LOCKED if is_locked else CollectionState.UNLOCKED
