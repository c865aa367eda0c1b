"""A workstation's profile under a directory of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.diagnosis.examination import Ground
from serums_desktop.host.profile import profile_in

NOON_S = 1_800_000_000.0


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """Nothing is there yet; the clock stands still."""
    return Ground(profile_in(tmp_path), {}, lambda: NOON_S)
