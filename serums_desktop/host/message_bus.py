"""A connection to a D-Bus message bus that waits for nothing: replies come to a callback when they are read.

Made for one thread that also waits for other things; only connecting takes up to a second. Follows the D-Bus
Specification, 0.43.
"""

from __future__ import annotations

import array
import contextlib
import enum
import itertools
import os
import socket
from collections.abc import Callable
from typing import Any, NamedTuple

from jeepney import (  # type: ignore[import-untyped]  # jeepney has annotations but no marker that says so
    DBusAddress,
    FileDescriptor,
    HeaderFields,
    MatchRule,
    MessageFlag,
    MessageType,
    NoFDError,
    Parser,
    new_method_call,
)
from jeepney.bus import get_bus  # type: ignore[import-untyped]  # as above
from jeepney.fds import fds_buf_size  # type: ignore[import-untyped]  # as above
from jeepney.io.blocking import prep_socket  # type: ignore[import-untyped]  # as above

_CONNECT_TIMEOUT_S = 1.0
_SEND_TIMEOUT_S = 2.0
_DRIVER = "org.freedesktop.DBus"
_DRIVER_PATH = "/org/freedesktop/DBus"

Body = tuple[Any, ...]


class BusKind(enum.StrEnum):
    """Which of the two buses of a workstation."""

    SYSTEM = "system-bus"
    SESSION = "session-bus"


class BusLost(Exception):
    """There is no such bus, or it went away; `code` names how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Signal(NamedTuple):
    """A signal from the owner of a name that is followed."""

    path: str
    interface: str
    member: str
    body: Body


class MessageBus:
    """One connection, used on one thread."""

    def __init__(self, kind: BusKind) -> None:
        """Connect and say hello. Raises BusLost."""
        try:
            self._socket: socket.socket = prep_socket(
                get_bus(_address(kind)), enable_fds=True, timeout=_CONNECT_TIMEOUT_S
            )
        # An address that cannot be read, a bus that refuses us, nobody there.
        except (ValueError, RuntimeError, OSError) as error:
            raise BusLost(type(error).__name__) from error
        self._socket.settimeout(_SEND_TIMEOUT_S)
        self._parser = Parser()
        self._serials = itertools.count(1)
        # Of the message that is being received: a bus sends them ahead of its content.
        self._descriptors: list[FileDescriptor] = []
        self._awaited: dict[int, Callable[[Body | None], None]] = {}
        self._followed: dict[str, Callable[[], None]] = {}
        self._owners: dict[str, str] = {}
        try:
            self._call_driver("Hello", "", ())
        except BusLost:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """For a selector; readable when `read` has something to do."""
        return self._socket.fileno()

    def call(
        self,
        name: str,
        path: str,
        method: str,
        signature: str = "",
        body: Body = (),
        *,
        interface: str = "",
        on_reply: Callable[[Body | None], None] | None = None,
    ) -> None:
        """Call a method; `on_reply` gets what it returned, None where it failed. Starts no service.

        A file descriptor in the reply is closed after `on_reply`, unless `take_descriptor` took it out.
        Raises BusLost.
        """
        message = new_method_call(DBusAddress(path, name, interface or name), method, signature or None, body)
        message.header.flags |= MessageFlag.no_auto_start
        serial = next(self._serials)
        if on_reply is None:
            message.header.flags |= MessageFlag.no_reply_expected
        else:
            self._awaited[serial] = on_reply
        try:
            self._socket.sendall(message.serialise(serial=serial, fds=array.array("i")))
        except OSError as error:
            raise BusLost(type(error).__name__) from error

    def subscribe(self, **wanted: str) -> None:
        """Have matching signals sent: by sender, path, path_namespace, interface, member. Raises BusLost."""
        self._call_driver("AddMatch", "s", (MatchRule(type="signal", **wanted).serialise(),))

    def follow(self, name: str, on_owner: Callable[[], None]) -> None:
        """Call `on_owner` when the name has an owner, at once or later, and when it has another one.

        Raises BusLost.
        """
        self._followed[name] = on_owner
        rule = MatchRule(type="signal", sender=_DRIVER, interface=_DRIVER, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        self._call_driver("AddMatch", "s", (rule.serialise(),))

        def known(reply: Body | None) -> None:
            if reply is not None:
                self._owned(name, reply[0])

        self._call_driver("GetNameOwner", "s", (name,), known)

    def read(self) -> list[Signal]:
        """Take what has arrived: replies go to their callbacks, the signals are returned. Raises BusLost.

        A signal counts only where its sender owns a name that is followed: anybody can send one to us.
        """
        try:
            content, ancillary, flags, _ = self._socket.recvmsg(self._parser.bytes_desired(), fds_buf_size())
        except OSError as error:
            raise BusLost(type(error).__name__) from error
        descriptors = FileDescriptor.from_ancdata(ancillary)
        self._descriptors += descriptors
        if not content or flags & socket.MSG_CTRUNC:
            raise BusLost("closed" if not content else "descriptors-lost")
        self._parser.add_data(content, descriptors)
        # What is read at once never goes beyond one message.
        if (message := self._next_message()) is None:
            return []
        try:
            return self._taken(message)
        finally:
            self._close_descriptors()

    def close(self) -> None:
        """Disconnect; no callback is called any more."""
        self._awaited.clear()
        self._close_descriptors()
        self._socket.close()

    def _taken(self, message: Any) -> list[Signal]:
        fields = message.header.fields
        if message.header.message_type is not MessageType.signal:
            if on_reply := self._awaited.pop(fields.get(HeaderFields.reply_serial, 0), None):
                on_reply(None if message.header.message_type is MessageType.error else message.body)
            return []
        signal = Signal(
            fields.get(HeaderFields.path, ""),
            fields.get(HeaderFields.interface, ""),
            fields.get(HeaderFields.member, ""),
            message.body,
        )
        sender = fields.get(HeaderFields.sender)
        if sender == _DRIVER:
            self._heard_of_owner(signal)
        return [signal] if sender in self._owners.values() else []

    def _close_descriptors(self) -> None:
        for descriptor in self._descriptors:
            with contextlib.suppress(NoFDError):
                descriptor.close()
        self._descriptors.clear()

    def _next_message(self) -> Any:
        try:
            return self._parser.get_next_message()
        except Exception as error:
            # The parser checks by running into things; after that it cannot go on.
            raise BusLost("not-understood") from error

    def _heard_of_owner(self, signal: Signal) -> None:
        match signal:
            case Signal(member="NameOwnerChanged", body=(str(name), str(), str(owner))):
                self._owned(name, owner)

    def _owned(self, name: str, owner: str) -> None:
        if owner == self._owners.get(name, "") or name not in self._followed:
            return
        self._owners[name] = owner
        if owner:
            self._followed[name]()

    def _call_driver(
        self, method: str, signature: str, body: Body, on_reply: Callable[[Body | None], None] | None = None
    ) -> None:
        self.call(_DRIVER, _DRIVER_PATH, method, signature, body, on_reply=on_reply)


def take_descriptor(body: Body | None) -> int | None:
    """The file descriptor that a reply consists of, the caller's from now on; None where it is none."""
    match body:
        case (FileDescriptor() as sent,):
            taken: int = sent.to_raw_fd()
            return taken
    return None


def _address(kind: BusKind) -> str:
    """Where the bus listens: as the environment says, or where the specification and systemd put it."""
    if kind is BusKind.SYSTEM:
        return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/var/run/dbus/system_bus_socket"
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        return f"unix:path={runtime}/bus"
    raise BusLost("no-address")
