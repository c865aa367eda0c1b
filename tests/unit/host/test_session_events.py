"""What the desktop tells locks the screen; whatever else is on the bus changes nothing."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.workstation import HostEvent
from serums_desktop.host import log

if not sys.platform.startswith("linux"):
    pytest.skip("the message bus is Linux's", allow_module_level=True)

from jeepney import DBusAddress

from serums_desktop.host import session_events_linux
from serums_desktop.host.session_events import SessionEvents
from tests.unit.host.desktop_services import MANAGER, SESSION, Login1, ScreenSaver, Service, running_bus

SOON_S = 10.0


class Watch:
    """Session events, and what they told."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[HostEvent] = queue.SimpleQueue()
        self.events = SessionEvents(self.told.put, retry_s=0.05)

    def next(self) -> HostEvent:
        return self.told.get(timeout=SOON_S)


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    watch.events.start()
    try:
        yield watch
    finally:
        watch.events.stop()


@pytest.fixture
def addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Where the two buses listen once they run."""
    system, session = tmp_path / "system", tmp_path / "session"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={system}")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={session}")
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    return system, session


@pytest.fixture
def buses(addresses: tuple[Path, Path]) -> Iterator[tuple[Path, Path]]:
    with running_bus(addresses[0]), running_bus(addresses[1]):
        yield addresses


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    yield log.start(tmp_path / "logs")
    log.stop()


def test_a_lock_of_our_own_session_and_of_no_other(buses: tuple[Path, Path]) -> None:
    with Login1(buses[0]) as login, watching() as watch:
        assert login.state_was_asked.wait(SOON_S)
        login.lock("/org/freedesktop/login1/session/_38")
        login.changed({"Active": ("b", False)}, "/org/freedesktop/login1/session/_38")
        login.changed({"Active": ("b", True), "IdleHint": ("b", True)})
        login.lock()
        login.changed({"Active": ("b", False)})
        login.changed({"LockedHint": ("b", True)})
        assert [watch.next() for _ in range(3)] == [
            HostEvent.LOCKED,
            HostEvent.SWITCHED_AWAY,
            HostEvent.LOCKED,
        ]


def test_a_program_outside_a_session_finds_the_one_on_screen(
    buses: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_SESSION_ID")
    with Login1(buses[0], knows_ids=False) as login, watching() as watch:
        assert login.state_was_asked.wait(SOON_S)
        login.lock()
        assert watch.next() is HostEvent.LOCKED
        assert [asked for asked in login.asked if asked[0].startswith("Get")] == [
            ("GetSessionByPID", (os.getpid(),)),
            ("GetUser", (os.getuid(),)),
            ("Get", ("org.freedesktop.login1.User", "Display")),
            ("GetAll", ("org.freedesktop.login1.Session",)),
        ]


def test_what_nobody_foresaw_ends_no_watch(buses: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    hear = session_events_linux._LoginManager.hear
    surprises = [ValueError]

    def surprised(subscriber: Any, signal_: Any) -> None:
        if surprises:
            raise surprises.pop()
        hear(subscriber, signal_)

    monkeypatch.setattr(session_events_linux._LoginManager, "hear", surprised)
    with Login1(buses[0]) as login, watching() as watch:
        assert login.state_was_asked.wait(SOON_S)
        login.state_was_asked.clear()
        login.lock()
        assert login.state_was_asked.wait(SOON_S)
        login.lock()
        assert watch.next() is HostEvent.LOCKED


class OtherSessionNamed(Login1):
    """Knows the session that the program runs in, and another one that its environment names."""

    def answer(self, member: str, *arguments: Any) -> tuple[str, Any] | None:
        answer = super().answer(member, *arguments)
        if member == "GetSessionByPID":
            return "o", (SESSION,)
        return ("o", (f"{SESSION}_of_a_terminal",)) if member == "GetSession" else answer


def test_the_session_of_the_program_itself_counts_before_one_that_is_named(buses: tuple[Path, Path]) -> None:
    with OtherSessionNamed(buses[0]) as login, watching() as watch:
        assert login.state_was_asked.wait(SOON_S)
        login.lock()
        assert watch.next() is HostEvent.LOCKED


def test_without_a_session_the_sleep_is_heard(
    buses: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "of yesterday")
    with Login1(buses[0], has_display=False) as login, watching() as watch:
        assert login.is_delayed.wait(SOON_S)
        login.emit(MANAGER, "PrepareForSleep", "b", (True,))
        assert watch.next() is HostEvent.SUSPENDING


def test_sleep_waits_until_the_lock_is_done(buses: tuple[Path, Path]) -> None:
    began, may_go_on = threading.Event(), threading.Event()

    def on_event(event: HostEvent) -> None:
        if event is HostEvent.SUSPENDING:
            began.set()
            may_go_on.wait(SOON_S)

    events = SessionEvents(on_event)
    with Login1(buses[0]) as login:
        events.start()
        try:
            assert login.state_was_asked.wait(SOON_S)
            login.let_go()
            assert login.is_held(0)
            login.is_delayed.clear()
            login.emit(MANAGER, "PrepareForSleep", "b", (True,))
            assert began.wait(SOON_S)
            assert login.is_held(0)
            may_go_on.set()
            assert not login.is_held(0, SOON_S)
            assert len(login.delays) == 1
            login.emit(MANAGER, "PrepareForSleep", "b", (False,))
            assert login.is_delayed.wait(SOON_S)
            login.lock()
        finally:
            may_go_on.set()
            events.stop()
        login.let_go()
        assert not login.is_held(1, SOON_S)
        assert ("Inhibit", ("sleep", "Serums Desktop", "The record is locked first", "delay")) in login.asked


@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_screen_saver(buses: tuple[Path, Path], name: str) -> None:
    with ScreenSaver(buses[1], name) as saver, watching() as watch:
        assert saver.state_was_asked.wait(SOON_S)
        saver.turn(False)
        saver.turn(True)
        assert watch.next() is HostEvent.LOCKED
        assert watch.told.empty()


def test_what_holds_already_is_told(buses: tuple[Path, Path]) -> None:
    with ExitStack() as stack:
        stack.enter_context(Login1(buses[0], is_active=False))
        watch = stack.enter_context(watching())
        assert watch.next() is HostEvent.SWITCHED_AWAY
        # One that comes later is found too.
        stack.enter_context(ScreenSaver(buses[1], is_active=True))
        assert watch.next() is HostEvent.LOCKED


def test_noise_and_strangers_are_passed_over(buses: tuple[Path, Path]) -> None:
    with ExitStack() as stack:
        login = stack.enter_context(Login1(buses[0]))
        saver = stack.enter_context(ScreenSaver(buses[1]))
        watch = stack.enter_context(watching())
        assert login.state_was_asked.wait(SOON_S)
        assert saver.state_was_asked.wait(SOON_S)
        stranger = Service(buses[0])
        watched = stranger.connections()
        stack.enter_context(stranger)
        session = DBusAddress(SESSION, interface="org.freedesktop.login1.Session")
        for connection in watched:
            stranger.emit(session, "Lock", to=connection)
            stranger.emit(MANAGER, "PrepareForSleep", "b", (True,), to=connection)
        login.emit(MANAGER, "PrepareForSleep", "s", ("true",))
        login.emit(MANAGER, "PrepareForSleep")
        login.emit(DBusAddress("/elsewhere", interface=MANAGER.interface), "PrepareForSleep", "b", (True,))
        login.emit(session, "PropertiesChanged", "s", ("Active",))
        login.changed({"Active": ("s", "no"), "LockedHint": ("u", 1)})
        login.changed({})
        saver.turn(signature="")
        saver.turn("true", signature="s")
        saver.turn(1, signature="u")
        login.changed({"Active": ("b", False)})
        assert watch.next() is HostEvent.SWITCHED_AWAY
        saver.turn(True)
        assert watch.next() is HostEvent.LOCKED
        assert watch.told.empty()


def test_without_any_bus(addresses: tuple[Path, Path], logged: Path) -> None:
    with watching():
        pass
    addresses[0].write_text("not a socket", "utf-8")
    with watching():
        pass
    assert logged.read_text("utf-8").count("session-events-missing") == 4


@pytest.mark.parametrize("address", ["", "nonsense", "tcp:host=127.0.0.1,port=1", "unix:tmpdir=/nowhere"])
def test_an_address_nobody_can_read(
    addresses: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, logged: Path, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with running_bus(addresses[0]), Login1(addresses[0]) as login, watching() as watch:
        assert login.state_was_asked.wait(SOON_S)
        login.lock()
        assert watch.next() is HostEvent.LOCKED
    assert logged.read_text("utf-8").count("session-bus") == 1


def test_a_bus_that_dies_and_comes_back(addresses: tuple[Path, Path], logged: Path) -> None:
    with watching() as watch:
        for _ in range(2):
            with running_bus(addresses[0]) as bus, Login1(addresses[0]) as login:
                assert login.state_was_asked.wait(SOON_S)
                login.lock()
                assert watch.next() is HostEvent.LOCKED
                login.let_go()
                bus.kill()
                assert not login.is_held(0, SOON_S)
    # Told once for each time that it went, however often it was tried.
    assert 2 <= logged.read_text("utf-8").count("system-bus") <= 3


def test_a_bus_that_hangs_keeps_nobody_waiting(addresses: tuple[Path, Path]) -> None:
    with running_bus(addresses[0]) as bus, Login1(addresses[0]) as login:
        with watching():
            assert login.state_was_asked.wait(SOON_S)
            bus.send_signal(signal.SIGSTOP)
        # One that hangs from the start is left at the latest when it has not let us in.
        with watching():
            pass
        bus.send_signal(signal.SIGCONT)
        _join_watches()


def test_a_login_manager_that_is_started_anew(buses: tuple[Path, Path]) -> None:
    with watching() as watch:
        for _ in range(2):
            with Login1(buses[0]) as login:
                assert login.state_was_asked.wait(SOON_S)
                login.lock()
                assert watch.next() is HostEvent.LOCKED


def test_a_failure_while_told_does_not_end_the_watch(buses: tuple[Path, Path], logged: Path) -> None:
    told: queue.SimpleQueue[HostEvent] = queue.SimpleQueue()

    def on_event(event: HostEvent) -> None:
        told.put(event)
        raise RuntimeError("marker")

    events = SessionEvents(on_event)
    with Login1(buses[0]) as login:
        events.start()
        assert login.state_was_asked.wait(SOON_S)
        login.lock()
        login.lock()
        assert [told.get(timeout=SOON_S) for _ in range(2)] == [HostEvent.LOCKED] * 2
        events.stop()
    text = logged.read_text("utf-8")
    assert "session-event-failed" in text
    assert "marker" not in text


def test_stop_from_within(buses: tuple[Path, Path]) -> None:
    stopped = threading.Event()

    def on_event(_: HostEvent) -> None:
        events.stop()
        stopped.set()

    events = SessionEvents(on_event)
    with Login1(buses[0], is_active=False):
        events.start()
        assert stopped.wait(SOON_S)
        events.stop()
        _join_watches()


def test_nothing_is_left_behind(buses: tuple[Path, Path]) -> None:
    with Login1(buses[0]) as login, ScreenSaver(buses[1]):
        login.state_was_asked.clear()
        _cycle(login)
        login.let_go()
        before = _own_descriptors(login)
        for _ in range(20):
            _cycle(login)
            login.let_go()
        assert _own_descriptors(login) == before
    _join_watches()


def _cycle(login: Login1) -> None:
    with watching():
        assert login.state_was_asked.wait(SOON_S)
        login.state_was_asked.clear()


def _own_descriptors(login: Login1) -> int:
    """Open descriptors of this process without the pipes that the login manager keeps."""
    return len(list(Path("/proc/self/fd").iterdir())) - len(login.delays)


def _join_watches() -> None:
    for thread in threading.enumerate():
        if thread.name == "session-events":
            thread.join(SOON_S)
            assert not thread.is_alive()
