"""The doctor at a real reader's service: an empty reader, a card, its tries, which it never spends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.domain.errors import PinBlocked, WrongPin
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import Slot
from tests.device.piv_applet import PivApplet
from tests.unit.identity.staff_authority import anchors_of

CONFIGURATION = """\
[workstation]
name = "USTAN-ED-014"
[trust]
tls_anchors = "anchors.pem"
card_anchors = "anchors.pem"
[keyring]
allowed = false
[[source]]
id = "ustan"
title = "USTAN Edinburgh"
country = "GB"
fhir_base = "https://127.0.0.1:9/fhir"
home = true
"""

Told = dict[str, tuple[str, str, dict[str, str]]]


@pytest.fixture
def doctor(tmp_path: Path, authority: Issuer) -> Callable[[], Told]:
    """Runs the doctor as the helpdesk does; gives verdict, code and facts of each check."""
    (tmp_path / "anchors.pem").write_bytes(anchors_of(authority))
    (tmp_path / "serums-desktop.toml").write_text(CONFIGURATION, "utf-8")
    command = [sys.executable, "-m", "serums_desktop", "doctor", "--json", "--no-network"]

    def run() -> Told:
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
        done = subprocess.run(
            [*command, "--profile", str(tmp_path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        checks = json.loads(done.stdout)["checks"]
        return {one["check"]: (one["verdict"], one["code"], one["facts"]) for one in checks}

    return run


def test_tries_are_told_by_number_and_never_spent(
    doctor: Callable[[], Told], slot: Slot, smartcard: Smartcard, personalise: Callable[..., PivApplet]
) -> None:
    told = doctor()
    assert told["reader"][:2] == ("ok", "seen")
    assert told["card"][:2] == ("warn", "none")
    slot.insert(personalise())
    for pin in (
        ("ok", "tries-left", {"left": "3"}),
        ("warn", "tries-left", {"left": "2"}),
        ("warn", "last-try", {}),
        ("fail", "blocked", {}),
    ):
        told = doctor()
        # One less than before: the wrong PIN took it, and being asked took none.
        assert told["pin"] == pin
        with pytest.raises((WrongPin, PinBlocked)):
            smartcard.unlock(bytearray(b"999999"))
    assert told["certificates"][:2] == ("ok", "usable")
    assert [check for check, (verdict, _, _) in told.items() if verdict == "fail"] == ["pin"]
