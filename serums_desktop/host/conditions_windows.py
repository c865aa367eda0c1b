"""Windows: GetSystemPowerStatus (winbase.h). Not tried here.

Whether a network is metered is told by COM alone (INetworkCostManager) and not asked.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    _ON_BATTERY, _ON_MAINS = 0, 1

    class _PowerStatus(ctypes.Structure):
        """SYSTEM_POWER_STATUS."""

        _fields_ = [
            ("line", ctypes.c_ubyte),
            ("battery_flag", ctypes.c_ubyte),
            ("battery_percent", ctypes.c_ubyte),
            ("system_flag", ctypes.c_ubyte),
            ("battery_left_s", ctypes.c_uint32),
            ("battery_full_s", ctypes.c_uint32),
        ]

    _power_status = ctypes.WinDLL("kernel32").GetSystemPowerStatus
    _power_status.argtypes = [ctypes.POINTER(_PowerStatus)]
    _power_status.restype = ctypes.c_int

    class HostConditions:
        """Asks the system. Safe from any thread."""

        def is_on_battery(self) -> bool | None:
            """Whether it is not on mains; None where nobody can tell."""
            status = _PowerStatus()
            if not _power_status(ctypes.byref(status)):
                return None
            return {_ON_BATTERY: True, _ON_MAINS: False}.get(status.line)

        def is_metered(self) -> bool | None:
            """None: not asked."""
            return None
