"""What the workstation runs on: power and network, as the operating system tells them.

Each question is asked anew and may take a second: on a worker.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from serums_desktop.host.conditions_windows import HostConditions
elif sys.platform == "darwin":
    from serums_desktop.host.conditions_macos import HostConditions
else:
    from serums_desktop.host.conditions_linux import HostConditions

__all__ = ["HostConditions"]
