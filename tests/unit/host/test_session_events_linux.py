"""Against the real login manager, on a bus of its own and with an invented session."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.workstation import HostEvent

if not sys.platform.startswith("linux"):
    pytest.skip("login1 is Linux's", allow_module_level=True)

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from serums_desktop.host.session_events import SessionEvents
from tests.unit.host.desktop_services import MANAGER, SESSION, Service, running_bus

LOGIND = Path("/lib/systemd/systemd-logind")
LOGIN1 = "org.freedesktop.login1"
SOON_S = 10.0

# In a mount namespace of its own: the state it keeps, and a machine that could sleep.
START = """
set -e
mount -t tmpfs none /run/systemd
mount -t tmpfs none /sys
mkdir -p /run/systemd/system /run/systemd/sessions /run/systemd/users /sys/power
echo "freeze mem disk" > /sys/power/state
echo "[s2idle]" > /sys/power/mem_sleep
printf '%s\\n' UID=$1 USER=me ACTIVE=1 IS_DISPLAY=1 STATE=active REMOTE=0 TYPE=x11 CLASS=user \\
    SCOPE=session-7.scope LEADER=$2 > /run/systemd/sessions/7
printf '%s\\n' NAME=me STATE=active DISPLAY=7 SESSIONS=7 ACTIVE_SESSIONS=7 > /run/systemd/users/$1
exec "$3"
"""


class ServiceManager(Service):
    """What login1 asks before and after it sends the machine to sleep."""

    def __init__(self, bus: Path) -> None:
        self.was_put_to_sleep = threading.Event()
        super().__init__(bus, "org.freedesktop.systemd1")

    def answer(self, member: str, *arguments: Any) -> tuple[str, Any] | None:
        match member, arguments:
            case "Get", (_, "LoadState"):
                return "v", (("s", "loaded"),)
            case "StartUnit", ("suspend.target", _):
                self.was_put_to_sleep.set()
                return "o", ("/org/freedesktop/systemd1/job/1",)
        return None

    def wake(self) -> None:
        """The machine is awake again."""
        source = DBusAddress("/org/freedesktop/systemd1", interface="org.freedesktop.systemd1.Manager")
        self.emit(
            source, "JobRemoved", "uoss", (1, "/org/freedesktop/systemd1/job/1", "suspend.target", "done")
        )


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "system"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={path}")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    with running_bus(path):
        yield path


@pytest.fixture
def login(bus: Path) -> Iterator[DBusConnection]:
    """A connection to the bus, once the login manager is on it."""
    may_mount = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/sys"]
    if not LOGIND.exists() or subprocess.run(may_mount, capture_output=True, check=False).returncode:
        pytest.skip("no login manager that could be run here")
    command = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        START,
        "login1",
        str(os.getuid()),
        str(os.getpid()),
        str(LOGIND),
    ]
    with open_dbus_connection(f"unix:path={bus}") as connection:
        rule = f"type='signal',member='NameOwnerChanged',arg0='{LOGIN1}'"
        connection.bus_proxy.AddMatch(rule)
        with subprocess.Popen(command) as process:
            try:
                while connection.receive(timeout=SOON_S).body[:1] != (LOGIN1,):
                    pass
                yield connection
            finally:
                process.kill()


def _ask(connection: DBusConnection, member: str, signature: str = "", body: Any = (), path: str = "") -> Any:
    interface = f"{LOGIN1}.Session" if path else MANAGER.interface
    address = DBusAddress(path or MANAGER.object_path, LOGIN1, interface)
    reply = connection.send_and_get_reply(
        new_method_call(address, member, signature or None, body), timeout=SOON_S
    )
    return unwrap_msg(reply)


def _delays(connection: DBusConnection) -> int:
    (inhibitors,) = _ask(connection, "ListInhibitors")
    return sum(inhibitor[1] == "Serums Desktop" for inhibitor in inhibitors)


@pytest.mark.interop
def test_lock_and_sleep(bus: Path, login: DBusConnection) -> None:
    told: queue.SimpleQueue[tuple[HostEvent, bool]] = queue.SimpleQueue()
    with contextlib.ExitStack() as stack:
        machine = stack.enter_context(ServiceManager(bus))
        inside = stack.enter_context(open_dbus_connection(f"unix:path={bus}"))
        events = SessionEvents(lambda event: told.put((event, machine.was_put_to_sleep.is_set())))
        inside.bus_proxy.AddMatch(f"type='signal',path='{MANAGER.object_path}',member='PropertiesChanged'")
        stack.callback(events.stop)
        _ask(login, "SetLockedHint", "b", (True,), SESSION)
        events.start()
        assert told.get(timeout=SOON_S) == (HostEvent.LOCKED, False)
        assert _delays(login) == 1
        _ask(login, "LockSession", "s", ("7",))
        assert told.get(timeout=SOON_S) == (HostEvent.LOCKED, False)
        _ask(login, "SetLockedHint", "b", (False,), SESSION)
        _ask(login, "SetLockedHint", "b", (True,), SESSION)
        assert told.get(timeout=SOON_S) == (HostEvent.LOCKED, False)

        assert _ask(login, "Suspend", "b", (False,)) == ()
        assert told.get(timeout=SOON_S) == (HostEvent.SUSPENDING, False)
        assert machine.was_put_to_sleep.wait(SOON_S)
        assert _delays(login) == 0
        machine.wake()
        while not _delays(login):
            inside.receive(timeout=SOON_S)
    assert told.empty()
