"""Tells when the operating system locks its session, suspends, or shows somebody else's."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from serums_desktop.host.session_events_windows import SessionEvents
elif sys.platform == "darwin":
    from serums_desktop.host.session_events_macos import SessionEvents
else:
    from serums_desktop.host.session_events_linux import SessionEvents

__all__ = ["SessionEvents"]
