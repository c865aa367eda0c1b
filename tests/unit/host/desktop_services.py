"""A private message bus, and on it what a desktop tells of its session."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SESSION = "/org/freedesktop/login1/session/_37"
MANAGER = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
_BUS = """<busconfig><type>session</type><listen>unix:path={socket}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""


@contextlib.contextmanager
def running_bus(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A bus of our own that listens on a socket at this path."""
    settings = path.with_suffix(".xml")
    settings.write_text(_BUS.format(socket=path), "utf-8")
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        try:
            assert bus.stdout is not None
            assert bus.stdout.readline()
            yield bus
        finally:
            bus.kill()
    path.unlink(missing_ok=True)


class Service:
    """Owns names on a bus and answers calls on a thread of its own."""

    def __init__(self, bus: Path, *names: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(f"unix:path={bus}", enable_fds=True)
        self._thread = threading.Thread(target=self._serve, name="desktop-service")
        for name in names:
            assert self._connection.bus_proxy.RequestName(name) == (1,)

    def __enter__(self) -> Any:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()

    def emit(
        self, source: DBusAddress, member: str, signature: str = "", body: Any = (), to: str = ""
    ) -> None:
        """Send a signal, to everybody who subscribed or to one connection."""
        message = new_signal(source, member, signature or None, body)
        if to:
            message.header.fields[HeaderFields.destination] = to
        self._connection.send(message)

    def release(self, name: str) -> None:
        """Give a name up, on the service's own connection."""
        self._connection.send(message_bus.ReleaseName(name))

    def connections(self) -> list[str]:
        """Everybody on the bus. Before the service is entered."""
        (names,) = self._connection.bus_proxy.ListNames()
        return [name for name in names if name.startswith(":")]

    def answer(self, member: str, *arguments: Any) -> tuple[str, Any] | None:  # noqa: ARG002  answers nothing
        """Signature and body of what a method returns; None for an error."""
        return None

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                answer = self.answer(message.header.fields[HeaderFields.member], *message.body)
                reply = (
                    new_error(message, "org.example.Refused")
                    if answer is None
                    else new_method_return(message, *answer)
                )
                self._connection.send(reply)


class Login1(Service):
    """The login manager of one session, "7"."""

    def __init__(
        self, bus: Path, *, is_active: bool = True, knows_ids: bool = True, has_display: bool = True
    ) -> None:
        self.is_active = is_active
        self.has_display = has_display
        self.knows_ids = knows_ids
        self.asked: list[tuple[str, Any]] = []
        self.is_delayed = threading.Event()
        self.state_was_asked = threading.Event()
        self.delays: list[int] = []
        self._given: list[int] = []
        super().__init__(bus, "org.freedesktop.login1")

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        for descriptor in (*self.delays, *self._given):
            os.close(descriptor)

    def answer(self, member: str, *arguments: Any) -> tuple[str, Any] | None:
        self.asked.append((member, arguments))
        match member, arguments:
            case "GetSession", ("7",) if self.knows_ids:
                return "o", (SESSION,)
            case "GetUser", (int(),) if self.has_display:
                return "o", ("/org/freedesktop/login1/user/_1000",)
            case "Get", ("org.freedesktop.login1.User", "Display"):
                return "v", (("(so)", ("7", SESSION)),)
            case "GetAll", _:
                self.state_was_asked.set()
                return "a{sv}", ({"Active": ("b", self.is_active), "LockedHint": ("b", False)},)
            case "Inhibit", _:
                # What was given away before is the asker's alone.
                while self._given:
                    os.close(self._given.pop())
                kept, given = os.pipe()
                self.delays.append(kept)
                self._given.append(given)
                self.is_delayed.set()
                return "h", (given,)
        return None

    def let_go(self) -> None:
        """Forget our own end of the delay, so that only the asker's keeps it."""
        while self._given:
            os.close(self._given.pop())

    def is_held(self, delay: int, timeout_s: float = 0.0) -> bool:
        """Whether the asker holds this delay still, waiting so long for the end of it."""
        return not select.select([self.delays[delay]], [], [], timeout_s)[0]

    def lock(self, path: str = SESSION) -> None:
        """Ask a session to lock, as loginctl does."""
        self.emit(DBusAddress(path, interface="org.freedesktop.login1.Session"), "Lock")

    def changed(self, properties: Any, path: str = SESSION) -> None:
        """Tell that properties of a session have changed."""
        source = DBusAddress(path, interface="org.freedesktop.DBus.Properties")
        self.emit(source, "PropertiesChanged", "sa{sv}as", ("org.freedesktop.login1.Session", properties, []))


class ScreenSaver(Service):
    """A desktop's screen saver."""

    def __init__(self, bus: Path, name: str = "org.gnome.ScreenSaver", *, is_active: bool = False) -> None:
        self._is_active = is_active
        self._source = DBusAddress(f"/{name.replace('.', '/')}", interface=name)
        self.state_was_asked = threading.Event()
        super().__init__(bus, name)

    def answer(self, member: str, *_: Any) -> tuple[str, Any] | None:
        self.state_was_asked.set()
        return ("b", (self._is_active,)) if member == "GetActive" else None

    def turn(self, *body: object, signature: str = "b") -> None:
        """Tell that it became active, or is not any more."""
        self.emit(self._source, "ActiveChanged", signature, body)
