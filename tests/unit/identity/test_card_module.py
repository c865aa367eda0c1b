from __future__ import annotations

import threading
from pathlib import Path

import pkcs11
import pytest
from pkcs11 import PKCS11Error, exceptions

from serums_desktop.domain.errors import CardFailed, CardModuleMissing, CardRemoved
from serums_desktop.identity.card_module import CardModule, unwraps_by_rsa


@pytest.mark.parametrize(
    "gone",
    [
        exceptions.DeviceRemoved,
        exceptions.SessionHandleInvalid,
        exceptions.TokenNotPresent,
        exceptions.UserNotLoggedIn,
        exceptions.ObjectHandleInvalid,
        exceptions.KeyHandleInvalid,
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


def test_a_reader_is_there_with_a_card_or_without(softhsm: Path) -> None:
    assert CardModule(softhsm).has_slots()


class _Growing:
    """A module to which so many cards come, each between the two questions for its slots."""

    def __init__(self, cards: int) -> None:
        self.cards = cards

    def get_slots(self, **_asked: object) -> list[str]:
        self.cards -= 1
        if self.cards >= 0:
            raise PKCS11Error("Buffer was too small.")
        return ["slot"]


def test_a_card_that_comes_while_the_slots_are_asked_for_is_no_failure(
    softhsm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pkcs11, "lib", lambda _path: _Growing(2))
    assert CardModule(softhsm).has_slots()
    monkeypatch.setattr(pkcs11, "lib", lambda _path: _Growing(9))
    with pytest.raises(CardFailed):
        CardModule(softhsm).has_slots()


class _Slot:
    """A slot with one mechanism, as a module describes it."""

    def __init__(self, mechanism: pkcs11.Mechanism, flags: pkcs11.MechanismFlag) -> None:
        self.slot = self
        self.flags = flags
        self._mechanism = mechanism

    def get_mechanisms(self) -> set[pkcs11.Mechanism]:
        return {self._mechanism}

    def get_mechanism_info(self, mechanism: pkcs11.Mechanism) -> _Slot:
        assert mechanism is self._mechanism
        return self


def test_oaep_counts_where_it_decrypts(softhsm: Path) -> None:
    oaep, flag = pkcs11.Mechanism.RSA_PKCS_OAEP, pkcs11.MechanismFlag

    assert all(unwraps_by_rsa(token) for token in CardModule(softhsm).tokens())
    assert not unwraps_by_rsa(_Slot(oaep, flag.ENCRYPT))
    assert not unwraps_by_rsa(_Slot(pkcs11.Mechanism.RSA_PKCS, flag.DECRYPT))
