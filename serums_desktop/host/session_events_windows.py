"""Windows: what the session manager and the power manager tell, as messages to a window nobody sees.

Not tried here. WTSRegisterSessionNotification (wtsapi32.h), RegisterSuspendResumeNotification (winuser.h).
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import threading
    from collections.abc import Callable
    from ctypes import wintypes

    from serums_desktop.domain.workstation import HostEvent
    from serums_desktop.host import log

    _WM_DESTROY = 0x0002  # winuser.h
    _WM_CLOSE = 0x0010
    _WM_POWERBROADCAST = 0x0218
    _WM_WTSSESSION_CHANGE = 0x02B1
    _PBT_APMSUSPEND = 0x4
    _DEVICE_NOTIFY_WINDOW_HANDLE = 0
    _NOTIFY_FOR_THIS_SESSION = 0  # wtsapi32.h

    _SESSION_CHANGES = {  # winuser.h
        0x2: HostEvent.SWITCHED_AWAY,  # WTS_CONSOLE_DISCONNECT
        0x4: HostEvent.SWITCHED_AWAY,  # WTS_REMOTE_DISCONNECT
        0x6: HostEvent.SWITCHED_AWAY,  # WTS_SESSION_LOGOFF
        0x7: HostEvent.LOCKED,  # WTS_SESSION_LOCK
    }

    _LRESULT = ctypes.c_ssize_t
    _Procedure = ctypes.WINFUNCTYPE(_LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)

    class _WindowClass(ctypes.Structure):
        _fields_ = [
            ("style", wintypes.UINT),
            ("procedure", _Procedure),
            ("class_extra", ctypes.c_int),
            ("window_extra", ctypes.c_int),
            ("instance", wintypes.HINSTANCE),
            ("icon", wintypes.HICON),
            ("cursor", wintypes.HANDLE),
            ("background", wintypes.HBRUSH),
            ("menu_name", wintypes.LPCWSTR),
            ("name", wintypes.LPCWSTR),
        ]

    _user32 = ctypes.WinDLL("user32", use_last_error=True)
    _wtsapi32 = ctypes.WinDLL("wtsapi32", use_last_error=True)
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.GetModuleHandleW.argtypes = [wintypes.LPCWSTR]
    _kernel32.GetModuleHandleW.restype = wintypes.HMODULE
    _user32.RegisterClassW.argtypes = [ctypes.POINTER(_WindowClass)]
    _user32.RegisterClassW.restype = wintypes.ATOM
    _user32.UnregisterClassW.argtypes = [wintypes.LPCWSTR, wintypes.HINSTANCE]
    _user32.CreateWindowExW.argtypes = [
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        *[ctypes.c_int] * 4,
        wintypes.HWND,
        wintypes.HMENU,
        wintypes.HINSTANCE,
        wintypes.LPVOID,
    ]
    _user32.CreateWindowExW.restype = wintypes.HWND
    _user32.PostMessageW.argtypes = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]
    _user32.GetMessageW.argtypes = [
        ctypes.POINTER(wintypes.MSG),
        wintypes.HWND,
        wintypes.UINT,
        wintypes.UINT,
    ]
    _user32.DispatchMessageW.argtypes = [ctypes.POINTER(wintypes.MSG)]
    _user32.DispatchMessageW.restype = _LRESULT
    _user32.DefWindowProcW.argtypes = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]
    _user32.DefWindowProcW.restype = _LRESULT
    _user32.RegisterSuspendResumeNotification.argtypes = [wintypes.HANDLE, wintypes.DWORD]
    _user32.RegisterSuspendResumeNotification.restype = wintypes.HANDLE
    _user32.UnregisterSuspendResumeNotification.argtypes = [wintypes.HANDLE]
    _wtsapi32.WTSRegisterSessionNotification.argtypes = [wintypes.HWND, wintypes.DWORD]
    _wtsapi32.WTSUnRegisterSessionNotification.argtypes = [wintypes.HWND]

    class SessionEvents:
        """Tells when this session is locked, is about to sleep, or shows somebody else's screen.

        `on_event` is called on a thread of its own. Windows waits about two seconds for its return before
        it sleeps.
        """

        def __init__(self, on_event: Callable[[HostEvent], None]) -> None:
            self._on_event = on_event
            self._thread: threading.Thread | None = None
            self._stands = threading.Event()
            self._window: int | None = None

        def start(self) -> None:
            """Begin. Does nothing where it has begun."""
            if self._thread is None:
                self._stands.clear()
                self._thread = threading.Thread(target=self._watch, name="session-events", daemon=True)
                self._thread.start()

        def stop(self) -> None:
            """End, and wait for a call of `on_event` under way; from within `on_event` it returns at once."""
            if self._thread is None:
                return
            self._stands.wait()
            if self._window is not None:
                _user32.PostMessageW(self._window, _WM_CLOSE, 0, 0)
            thread, self._thread = self._thread, None
            if thread is not threading.current_thread():
                thread.join()

        def _watch(self) -> None:
            module = _kernel32.GetModuleHandleW(None)
            name = f"serums-desktop-session-{threading.get_ident()}"
            # Referred to for as long as the window stands: Windows calls it.
            procedure = _Procedure(self._procedure)
            window_class = _WindowClass(procedure=procedure, instance=module, name=name)
            try:
                if _user32.RegisterClassW(ctypes.byref(window_class)):
                    # A window for messages alone would not hear of the machine's sleep.
                    self._window = _user32.CreateWindowExW(
                        0, name, None, 0, 0, 0, 0, 0, None, None, module, None
                    )
            finally:
                self._stands.set()
            if self._window is None:
                log.event("session-events-missing", place="window")
                return
            self._listen(self._window)
            self._window = None
            _user32.UnregisterClassW(name, module)

        def _listen(self, window: int) -> None:
            if not _wtsapi32.WTSRegisterSessionNotification(window, _NOTIFY_FOR_THIS_SESSION):
                log.event("session-events-missing", place="session-notification")
            power = _user32.RegisterSuspendResumeNotification(window, _DEVICE_NOTIFY_WINDOW_HANDLE)
            if not power:
                log.event("session-events-missing", place="power-notification")
            message = wintypes.MSG()
            # 0 at the end, -1 on failure.
            while _user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                _user32.DispatchMessageW(ctypes.byref(message))
            if power:
                _user32.UnregisterSuspendResumeNotification(power)

        def _procedure(self, window: int, message: int, word: int, long: int) -> int:
            if message == _WM_WTSSESSION_CHANGE and word in _SESSION_CHANGES:
                self._tell(_SESSION_CHANGES[word])
            elif message == _WM_POWERBROADCAST and word == _PBT_APMSUSPEND:
                self._tell(HostEvent.SUSPENDING)
            elif message == _WM_DESTROY:
                _wtsapi32.WTSUnRegisterSessionNotification(window)
                _user32.PostQuitMessage(0)
            answered: int = _user32.DefWindowProcW(window, message, word, long)
            return answered

        def _tell(self, event: HostEvent) -> None:
            try:
                self._on_event(event)
            except Exception as error:  # noqa: BLE001  an exception cannot pass through Windows
                log.event("session-event-failed", error=type(error).__name__, place=log.error_place(error))
