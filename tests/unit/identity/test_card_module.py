from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pkcs11 import PKCS11Error, exceptions

from serums_desktop.domain.errors import CardFailed, CardModuleMissing, CardRemoved
from serums_desktop.identity.card_module import CardModule


@pytest.mark.parametrize(
    "gone",
    [
        exceptions.DeviceRemoved,
        exceptions.SessionHandleInvalid,
        exceptions.TokenNotPresent,
        exceptions.UserNotLoggedIn,
    ],
)
def test_codes_of_a_card_that_is_gone(gone: type[PKCS11Error]) -> None:
    with pytest.raises(CardRemoved), CardModule(Path("/nowhere.so")).exclusively():
        raise gone


def test_any_other_code_keeps_its_name() -> None:
    with pytest.raises(CardFailed) as caught, CardModule(Path("/nowhere.so")).conversation():
        raise exceptions.MechanismInvalid

    assert caught.value.code == "MechanismInvalid"


@pytest.mark.parametrize("silent", [exceptions.DeviceError, exceptions.GeneralError])
def test_a_card_that_falls_silent_in_a_conversation_counts_as_removed(silent: type[PKCS11Error]) -> None:
    module = CardModule(Path("/nowhere.so"))

    with pytest.raises(CardRemoved), module.conversation():
        raise silent
    with pytest.raises(CardFailed), module.exclusively():
        raise silent


def test_two_names_of_one_module_share_its_lock(softhsm: Path, tmp_path: Path) -> None:
    link = tmp_path / "softhsm.so"
    link.symlink_to(softhsm)
    entered = threading.Event()

    def enter() -> None:
        with CardModule(link).exclusively():
            entered.set()

    other = threading.Thread(target=enter)
    with CardModule(softhsm).exclusively():
        other.start()
        assert len(CardModule(link).tokens()) == len(CardModule(softhsm).tokens()) == 3
        assert not entered.is_set()
    other.join()
    assert entered.is_set()


def test_a_name_that_the_loader_cannot_find_is_a_missing_module() -> None:
    with pytest.raises(CardModuleMissing) as caught:
        CardModule(Path("no-such-module.so")).tokens()

    assert caught.value.module == "no-such-module.so"
