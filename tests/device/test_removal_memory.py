"""What is left of a session in the memory of the window's process once its card was pulled."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.workstation import LockReason
from serums_desktop.identity.practice_card import Issuer
from tests.device.conftest import AILSA, Slot
from tests.device.model_place import ModelPlace, model_place
from tests.device.virtual_piv_card import make_applet
from tests.security.test_window_memory import PIN, WORDS, Memory, check, keys_of
from tests.security.window_driver import PATIENCE_S, WindowProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")


@pytest.fixture
def place(opensc: Path, tmp_path: Path) -> Iterator[ModelPlace]:
    with model_place(tmp_path, opensc) as place:
        yield place


@pytest.fixture
def authority(place: ModelPlace) -> Issuer:
    return place.authority


def test_what_is_left_after_the_card_was_pulled(place: ModelPlace, slot: Slot, authority: Issuer) -> None:
    keys = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    applet = make_applet(authority, AILSA, PIN.encode(), *keys)
    slot.insert(applet)
    with WindowProcess(place.profile) as window:
        window.sign_in(PIN)
        window.find()
        for line in ("open", "explain", "charts"):
            window.tell(line)
        secrets = keys_of(place.profile)
        opened = Memory(window.pid)
        tokens, words = opened.tokens(), opened.count_words()
        assert opened.holds(secrets)
        assert tokens
        assert set(words) == set(WORDS)

        slot.remove()
        await_lock(place.profile.logs / "serums-desktop.log")
        # It is locked: the window only says when everything of the session is closed.
        window.tell("lock")

        check(Memory(window.pid), [*secrets, *tokens], words.total())
    assert reasons(place.profile.logs / "serums-desktop.log") == [LockReason.CARD.value]


def await_lock(log: Path) -> None:
    """Wait until the window has written that it locked."""
    looked = threading.Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        if reasons(log):
            return
        looked.wait(0.05)
    raise TimeoutError(log)


def reasons(log: Path) -> list[str]:
    events = map(json.loads, log.read_text("utf-8").splitlines())
    return [event["reason"] for event in events if event.get("event") == "locked"]
