"""macOS: the login session's state, looked at each second, and the power manager's word before sleep.

Not tried here. CGSessionCopyCurrentDictionary (CGSession.h), IORegisterForSystemPower (IOPMLib.h).
"""

from __future__ import annotations

import sys

if sys.platform == "darwin":
    import ctypes
    import threading
    from collections.abc import Callable

    from serums_desktop.domain.workstation import HostEvent
    from serums_desktop.host import log

    _INTERVAL_S = 1.0
    _UTF8 = 0x0800_0100  # CFString.h
    _INT32 = 3  # CFNumber.h, kCFNumberSInt32Type
    _RUN_LOOP_FINISHED = 1  # CFRunLoop.h: there was nothing to wait for
    _CAN_SLEEP = 0xE000_0270  # IOMessage.h
    _WILL_SLEEP = 0xE000_0280

    _Ref = ctypes.c_void_p
    _PowerCallback = ctypes.CFUNCTYPE(None, _Ref, ctypes.c_uint32, ctypes.c_uint32, _Ref)

    _FRAMEWORKS = "/System/Library/Frameworks"
    _core = ctypes.CDLL(f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation")
    _graphics = ctypes.CDLL(f"{_FRAMEWORKS}/CoreGraphics.framework/CoreGraphics")
    _power = ctypes.CDLL(f"{_FRAMEWORKS}/IOKit.framework/IOKit")

    _core.CFStringCreateWithCString.argtypes = [_Ref, ctypes.c_char_p, ctypes.c_uint32]
    _core.CFStringCreateWithCString.restype = _Ref
    _core.CFDictionaryGetValue.argtypes = [_Ref, _Ref]
    _core.CFDictionaryGetValue.restype = _Ref
    _core.CFGetTypeID.argtypes = [_Ref]
    _core.CFGetTypeID.restype = ctypes.c_ulong
    _core.CFBooleanGetTypeID.restype = ctypes.c_ulong
    _core.CFNumberGetTypeID.restype = ctypes.c_ulong
    _core.CFBooleanGetValue.argtypes = [_Ref]
    _core.CFBooleanGetValue.restype = ctypes.c_ubyte
    _core.CFNumberGetValue.argtypes = [_Ref, ctypes.c_long, _Ref]
    _core.CFNumberGetValue.restype = ctypes.c_ubyte
    _core.CFRelease.argtypes = [_Ref]
    _core.CFRelease.restype = None
    _core.CFRunLoopGetCurrent.restype = _Ref
    _core.CFRunLoopAddSource.argtypes = [_Ref, _Ref, _Ref]
    _core.CFRunLoopAddSource.restype = None
    _core.CFRunLoopRunInMode.argtypes = [_Ref, ctypes.c_double, ctypes.c_ubyte]
    _core.CFRunLoopRunInMode.restype = ctypes.c_int32
    _core.CFRunLoopStop.argtypes = [_Ref]
    _core.CFRunLoopStop.restype = None
    _graphics.CGSessionCopyCurrentDictionary.restype = _Ref
    _power.IORegisterForSystemPower.argtypes = [
        _Ref,
        ctypes.POINTER(_Ref),
        _PowerCallback,
        ctypes.POINTER(ctypes.c_uint32),
    ]
    _power.IORegisterForSystemPower.restype = ctypes.c_uint32
    _power.IODeregisterForSystemPower.argtypes = [ctypes.POINTER(ctypes.c_uint32)]
    _power.IOServiceClose.argtypes = [ctypes.c_uint32]
    _power.IOAllowPowerChange.argtypes = [ctypes.c_uint32, ctypes.c_ssize_t]
    _power.IONotificationPortGetRunLoopSource.argtypes = [_Ref]
    _power.IONotificationPortGetRunLoopSource.restype = _Ref
    _power.IONotificationPortDestroy.argtypes = [_Ref]
    _power.IONotificationPortDestroy.restype = None

    class SessionEvents:
        """Tells when this session is locked, is about to sleep, or shows somebody else's screen.

        `on_event` is called on a thread of its own, up to a second after a lock or a switch. The machine's
        sleep waits for its return, for half a minute at most.
        """

        def __init__(self, on_event: Callable[[HostEvent], None]) -> None:
            self._on_event = on_event
            self._stopping = threading.Event()
            self._thread: threading.Thread | None = None
            self._run_loop: int | None = None
            self._power_port = 0
            self._holds: frozenset[HostEvent] = frozenset()

        def start(self) -> None:
            """Begin. Does nothing where it has begun."""
            if self._thread is None:
                self._stopping = threading.Event()
                self._thread = threading.Thread(
                    target=self._watch, args=(self._stopping,), name="session-events", daemon=True
                )
                self._thread.start()

        def stop(self) -> None:
            """End, and wait for a call of `on_event` under way; from within `on_event` it returns at once."""
            if self._thread is None:
                return
            self._stopping.set()
            if self._run_loop is not None:
                _core.CFRunLoopStop(self._run_loop)
            thread, self._thread = self._thread, None
            if thread is not threading.current_thread():
                thread.join()

        def _watch(self, stopping: threading.Event) -> None:
            self._run_loop = _core.CFRunLoopGetCurrent()
            mode = _Ref.in_dll(_core, "kCFRunLoopDefaultMode")
            port, notifier = _Ref(), ctypes.c_uint32()
            # Referred to until the end: the system calls it.
            callback = _PowerCallback(self._power_changes)
            self._power_port = _power.IORegisterForSystemPower(
                None, ctypes.byref(port), callback, ctypes.byref(notifier)
            )
            if self._power_port:
                source = _power.IONotificationPortGetRunLoopSource(port)
                _core.CFRunLoopAddSource(self._run_loop, source, mode)
            else:
                log.event("session-events-missing", place="power-notification")
            try:
                while not stopping.is_set():
                    self._look()
                    if _core.CFRunLoopRunInMode(mode, _INTERVAL_S, False) == _RUN_LOOP_FINISHED:
                        stopping.wait(_INTERVAL_S)
            finally:
                self._run_loop = None
                if self._power_port:
                    _power.IODeregisterForSystemPower(ctypes.byref(notifier))
                    _power.IOServiceClose(self._power_port)
                    _power.IONotificationPortDestroy(port)

        def _look(self) -> None:
            holds = _session_state()
            for event in sorted(holds - self._holds):
                self._tell(event)
            self._holds = holds

        def _power_changes(self, _context: object, _service: int, message: int, argument: int | None) -> None:
            if message == _WILL_SLEEP:
                self._tell(HostEvent.SUSPENDING)
            if message in {_WILL_SLEEP, _CAN_SLEEP}:
                _power.IOAllowPowerChange(self._power_port, argument or 0)

        def _tell(self, event: HostEvent) -> None:
            try:
                self._on_event(event)
            except Exception as error:  # noqa: BLE001  an exception cannot pass through the system's callback
                log.event("session-event-failed", error=type(error).__name__, place=log.error_place(error))

    def _session_state() -> frozenset[HostEvent]:
        """What holds of the login session now; nothing where there is none."""
        session = _graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return frozenset()
        try:
            is_locked = _truth(session, b"CGSSessionScreenIsLocked")
            is_on_console = _truth(session, b"kCGSSessionOnConsoleKey")
        finally:
            _core.CFRelease(session)
        locked = {HostEvent.LOCKED} if is_locked else set()
        away = {HostEvent.SWITCHED_AWAY} if is_on_console is False else set()
        return frozenset(locked | away)

    def _truth(dictionary: int, name: bytes) -> bool | None:
        """A Boolean or a number of a dictionary; None where it has none of that name."""
        key = _core.CFStringCreateWithCString(None, name, _UTF8)
        try:
            value = _core.CFDictionaryGetValue(dictionary, key)
        finally:
            _core.CFRelease(key)
        if not value:
            return None
        kind = _core.CFGetTypeID(value)
        if kind == _core.CFBooleanGetTypeID():
            return bool(_core.CFBooleanGetValue(value))
        if kind != _core.CFNumberGetTypeID():
            return None
        number = ctypes.c_int32()
        _core.CFNumberGetValue(value, _INT32, ctypes.byref(number))
        return number.value != 0
