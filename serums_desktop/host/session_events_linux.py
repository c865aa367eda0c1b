"""Linux: what login1 and the screen savers tell of this session, heard on one thread.

A bus that is absent or goes away is gone without, and tried again: the program's own idle lock stays.
"""

from __future__ import annotations

import os
import selectors
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from serums_desktop.domain.workstation import HostEvent
from serums_desktop.host import log
from serums_desktop.host.message_bus import Body, BusKind, BusLost, MessageBus, Signal, take_descriptor

_LOGIN1 = "org.freedesktop.login1"
_LOGIN1_PATH = "/org/freedesktop/login1"
_MANAGER = f"{_LOGIN1}.Manager"
_SESSION = f"{_LOGIN1}.Session"
_USER = f"{_LOGIN1}.User"
_PROPERTIES = "org.freedesktop.DBus.Properties"

# Each has a name of its own on the session bus, its path and its interface named alike.
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)

Tell = Callable[[HostEvent], None]


class SessionEvents:
    """Tells when this session is locked, is about to sleep, or shows somebody else's screen.

    `on_event` is called on a thread of its own. The machine's sleep waits until it has returned, for as long
    as login1 allows (InhibitDelayMaxSec, 5 s unless set otherwise). A state that holds already when a bus is
    found, at the start or again, is told like one that begins; the same event may come more than once.
    """

    def __init__(self, on_event: Tell, retry_s: float = 5.0) -> None:
        """`retry_s`: how long after a bus was lost it is tried again."""
        self._on_event = on_event
        self._retry_s = retry_s
        self._thread: threading.Thread | None = None
        self._wake = -1

    def start(self) -> None:
        """Begin. Does nothing where it has begun."""
        if self._thread is not None:
            return
        woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._watch, args=(woken,), name="session-events", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for a call of `on_event` under way; from within `on_event` it returns at once."""
        if self._thread is None:
            return
        os.close(self._wake)
        thread, self._thread = self._thread, None
        if thread is not threading.current_thread():
            thread.join()

    def _watch(self, woken: int) -> None:
        lines = [
            _Line(BusKind.SYSTEM, _LoginManager(self._tell), self._retry_s),
            _Line(BusKind.SESSION, _ScreenSavers(self._tell), self._retry_s),
        ]
        try:
            while True:
                with selectors.DefaultSelector() as selector:
                    selector.register(woken, selectors.EVENT_READ)
                    waits_s = [wait_s for line in lines if (wait_s := line.prepare(selector)) is not None]
                    ready = [key.data for key, _ in selector.select(min(waits_s, default=None))]
                if None in ready:
                    return
                for line in ready:
                    line.read()
        finally:
            for line in lines:
                line.close()
            os.close(woken)

    def _tell(self, event: HostEvent) -> None:
        try:
            self._on_event(event)
        except Exception as error:  # noqa: BLE001  the next event must be heard whatever became of this one
            log.event("session-event-failed", error=type(error).__name__, place=log.error_place(error))


class _Subscriber(Protocol):
    def begin(self, bus: MessageBus) -> None:
        """Ask for what is to be heard. Raises BusLost."""

    def hear(self, signal: Signal) -> None:
        """Raises BusLost."""

    def end(self) -> None:
        """The bus is gone."""


class _Line:
    """A bus as long as it is there, for one subscriber."""

    def __init__(self, kind: BusKind, subscriber: _Subscriber, retry_s: float) -> None:
        self._kind = kind
        self._subscriber = subscriber
        self._retry_s = retry_s
        self._bus: MessageBus | None = None
        self._due_s = time.monotonic()
        self._is_lost = False

    def prepare(self, selector: selectors.BaseSelector) -> float | None:
        """Connect where it is time to; returns how long until the next try, None while connected."""
        if self._bus is None and self._due_s <= time.monotonic():
            self._connect()
        if self._bus is None:
            return max(0.0, self._due_s - time.monotonic())
        selector.register(self._bus, selectors.EVENT_READ, self)
        return None

    def read(self) -> None:
        """Hear what has come."""
        if self._bus is None:
            return
        try:
            for signal in self._bus.read():
                self._subscriber.hear(signal)
        except BusLost as lost:
            self._lose(lost)
        except Exception as error:  # noqa: BLE001  a watch that ends unheard leaves the screen open
            self._lose(BusLost(type(error).__name__))

    def close(self) -> None:
        self._subscriber.end()
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _connect(self) -> None:
        try:
            self._bus = MessageBus(self._kind)
            self._subscriber.begin(self._bus)
        except BusLost as lost:
            self._lose(lost)
            return
        self._is_lost = False

    def _lose(self, lost: BusLost) -> None:
        self.close()
        self._due_s = time.monotonic() + self._retry_s
        if not self._is_lost:
            self._is_lost = True
            log.event("session-events-missing", place=self._kind.value, error=lost.code)


class _LoginManager:
    """org.freedesktop.login1(5): our own session's lock and its turn at the seat, and the machine's sleep."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._bus: MessageBus | None = None
        self._session = ""
        self._is_asleep = False
        # While this descriptor is open, sleep is delayed.
        self._delay = -1

    def begin(self, bus: MessageBus) -> None:
        self._bus = bus
        bus.subscribe(sender=_LOGIN1, path=_LOGIN1_PATH, interface=_MANAGER, member="PrepareForSleep")
        bus.subscribe(sender=_LOGIN1, path_namespace=f"{_LOGIN1_PATH}/session")
        bus.follow(_LOGIN1, self._found)

    def hear(self, signal: Signal) -> None:
        match signal:
            case Signal(path=path, interface=interface, member="PrepareForSleep", body=(bool(begins),)):
                if path == _LOGIN1_PATH and interface == _MANAGER:
                    self._sleep(begins=begins)
            case Signal(path=self._session, interface=interface, member="Lock"):
                if interface == _SESSION:
                    self._tell(HostEvent.LOCKED)
            case Signal(
                path=self._session, member="PropertiesChanged", body=(str(of), dict(now), list(stale))
            ):
                if of == _SESSION:
                    self._judge(now)
                    if {"Active", "LockedHint"}.intersection(map(str, stale)):
                        self._ask_state()

    def end(self) -> None:
        self._bus = None
        self._session = ""
        self._is_asleep = False
        self._release()

    def _found(self) -> None:
        """There is a login manager, or another one than before."""
        self._delay_sleep()
        # The environment may be another session's: of yesterday, or of a terminal. The process is in its own.
        named = os.environ.get("XDG_SESSION_ID", "")
        by_name = [("GetSession", "s", named)] if named else []
        self._find_session([("GetSessionByPID", "u", os.getpid()), *by_name])

    def _find_session(self, ways: list[tuple[str, str, str | int]]) -> None:
        if not ways:
            self._find_display()
            return
        (method, signature, argument), *others = ways

        def answered(reply: Body | None) -> None:
            match reply:
                case (str(path),):
                    self._attend(path)
                case _:
                    self._find_session(others)

        self._call(_LOGIN1_PATH, _MANAGER, method, signature, (argument,), answered)

    def _find_display(self) -> None:
        """A program of the user's service manager is in no session: the one that the person sees is meant."""

        def found_user(reply: Body | None) -> None:
            match reply:
                case (str(path),):
                    self._call(path, _PROPERTIES, "Get", "ss", (_USER, "Display"), found_display)
                case _:
                    found_display(None)

        def found_display(reply: Body | None) -> None:
            match reply:
                case ((_, (str(name), str(path))),) if name:
                    self._attend(path)
                case _:
                    log.event("session-events-missing", place="login-session")

        self._call(_LOGIN1_PATH, _MANAGER, "GetUser", "u", (os.getuid(),), found_user)

    def _attend(self, path: str) -> None:
        self._session = path
        self._ask_state()

    def _ask_state(self) -> None:
        def answered(reply: Body | None) -> None:
            match reply:
                case (dict(now),):
                    self._judge(now)

        self._call(self._session, _PROPERTIES, "GetAll", "s", (_SESSION,), answered)

    def _judge(self, properties: dict[object, object]) -> None:
        if properties.get("LockedHint") == ("b", True):
            self._tell(HostEvent.LOCKED)
        if properties.get("Active") == ("b", False):
            self._tell(HostEvent.SWITCHED_AWAY)

    def _sleep(self, *, begins: bool) -> None:
        self._is_asleep = begins
        if begins:
            self._tell(HostEvent.SUSPENDING)
            self._release()
        else:
            self._delay_sleep()

    def _delay_sleep(self) -> None:
        def answered(reply: Body | None) -> None:
            self._release()
            if (delay := take_descriptor(reply)) is None:
                log.event("session-events-missing", place="sleep-delay")
            else:
                self._delay = delay
            if self._is_asleep:
                self._release()

        wanted = ("sleep", "Serums Desktop", "The record is locked first", "delay")
        self._call(_LOGIN1_PATH, _MANAGER, "Inhibit", "ssss", wanted, answered)

    def _release(self) -> None:
        if self._delay >= 0:
            os.close(self._delay)
            self._delay = -1

    def _call(
        self,
        path: str,
        interface: str,
        method: str,
        signature: str,
        body: Body,
        on_reply: Callable[[Body | None], None],
    ) -> None:
        if self._bus is not None:
            self._bus.call(_LOGIN1, path, method, signature, body, interface=interface, on_reply=on_reply)


class _ScreenSavers:
    """The desktop's screen saver: active means that the screen is locked, or blank."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def begin(self, bus: MessageBus) -> None:
        for name in _SCREEN_SAVERS:
            bus.subscribe(sender=name, interface=name, member="ActiveChanged")
            bus.follow(name, partial(self._ask_state, bus, name))

    def hear(self, signal: Signal) -> None:
        if signal.interface in _SCREEN_SAVERS and signal.member == "ActiveChanged":
            self._judge(signal.body)

    def end(self) -> None:
        """Nothing is held."""

    def _ask_state(self, bus: MessageBus, name: str) -> None:
        bus.call(name, f"/{name.replace('.', '/')}", "GetActive", on_reply=self._judge)

    def _judge(self, body: Body | None) -> None:
        match body:
            case (True,):
                self._tell(HostEvent.LOCKED)
