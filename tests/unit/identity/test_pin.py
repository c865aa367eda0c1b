from __future__ import annotations

from typing import Any

import pkcs11
import pytest
from pkcs11 import TokenFlag
from pkcs11 import exceptions as refused

from serums_desktop.domain.errors import CardFailed, CardRemoved, PinBlocked, TriesHint, WrongPin
from serums_desktop.identity.pin import log_in, log_out

PAD = TokenFlag.PROTECTED_AUTHENTICATION_PATH
SET = TokenFlag.USER_PIN_INITIALIZED


class MemoryToken:
    """A token in no reader, in its own slot, that takes every PIN or refuses every one."""

    slot_description = "in memory"

    def __init__(self, flags: TokenFlag, refusal: type[Exception] | None = None) -> None:
        self.flags = flags
        self.flags_after = flags
        self.serial = self.serial_after = b"01"
        self.is_gone = False
        self.presented: list[Any] = []
        self._refusal = refusal

    @property
    def slot(self) -> MemoryToken:
        return self

    def get_token(self) -> MemoryToken:
        if self.is_gone:
            raise refused.TokenNotPresent
        now = MemoryToken(self.flags_after)
        now.serial = self.serial_after
        return now

    def open(self, user_pin: Any) -> str:
        self.presented.append(
            user_pin if user_pin is pkcs11.PROTECTED_AUTH else bytes(user_pin.encode("utf-8"))
        )
        if self._refusal is not None:
            raise self._refusal
        return "session"


class MemorySession:
    """A session with a token in memory; closing it may be refused."""

    def __init__(self, refusal: type[Exception] | None) -> None:
        self.token = MemoryToken(SET)
        self.is_closed = False
        self._refusal = refusal

    def close(self) -> None:
        self.is_closed = True
        if self._refusal is not None:
            raise self._refusal


def test_the_pins_own_buffer_is_presented() -> None:
    token, pin = MemoryToken(SET), bytearray(b"123456")

    assert log_in(token, pin) == "session"
    assert token.presented == [b"123456"]
    assert pin == b"123456"


def test_an_empty_pin_is_entered_at_the_pad() -> None:
    token = MemoryToken(SET | PAD)

    assert log_in(token, bytearray()) == "session"
    assert token.presented == [pkcs11.PROTECTED_AUTH]


def test_an_empty_pin_without_a_pad_never_reaches_the_card() -> None:
    token = MemoryToken(SET)

    with pytest.raises(WrongPin) as caught:
        log_in(token, bytearray())

    assert caught.value.tries is TriesHint.MANY
    assert token.presented == []


def test_a_pad_that_is_given_up_says_so() -> None:
    with pytest.raises(CardFailed) as caught:
        log_in(MemoryToken(SET | PAD, refused.FunctionCancelled), bytearray())

    assert caught.value.code == "pin-pad-cancelled"


@pytest.mark.parametrize(
    ("after", "tries"),
    [
        (SET, TriesHint.FEW),
        (SET | TokenFlag.USER_PIN_COUNT_LOW, TriesHint.FEW),
        (SET | TokenFlag.USER_PIN_FINAL_TRY, TriesHint.LAST),
    ],
)
@pytest.mark.parametrize("pad", [TokenFlag(0), PAD])
def test_a_wrong_pin_leaves_what_the_flags_tell(after: TokenFlag, tries: TriesHint, pad: TokenFlag) -> None:
    token = MemoryToken(SET | pad, refused.PinIncorrect)
    token.flags_after = after

    with pytest.raises(WrongPin) as caught:
        log_in(token, bytearray() if pad else bytearray(b"000000"))

    assert caught.value.tries is tries
    assert caught.value.tries_left is None


def test_a_pin_of_impossible_length_is_wrong_and_says_nothing_of_few_tries() -> None:
    with pytest.raises(WrongPin) as caught:
        log_in(MemoryToken(SET, refused.PinLenRange), bytearray(b"1"))

    assert caught.value.tries is TriesHint.MANY


def test_a_blocked_pin_is_told_by_its_code_or_by_the_flags_after_it() -> None:
    told_late = MemoryToken(SET, refused.PinIncorrect)
    told_late.flags_after = SET | TokenFlag.USER_PIN_LOCKED

    for token in (MemoryToken(SET, refused.PinLocked), told_late):
        with pytest.raises(PinBlocked):
            log_in(token, bytearray(b"000000"))


def test_a_card_that_is_gone_when_it_is_asked_was_removed() -> None:
    token = MemoryToken(SET, refused.PinIncorrect)
    token.is_gone = True

    with pytest.raises(CardRemoved):
        log_in(token, bytearray(b"000000"))


@pytest.mark.parametrize("refusal", [None, refused.SessionHandleInvalid, refused.GeneralError])
def test_a_session_is_ended_whether_its_card_is_there_or_not(refusal: type[Exception] | None) -> None:
    session = MemorySession(refusal)

    log_out(session)

    assert session.is_closed


def test_a_session_whose_card_made_room_for_another_is_left_alone() -> None:
    """Its number may be that of the other card's session by now."""
    session = MemorySession(None)
    session.token.serial_after = b"02"

    log_out(session)

    assert not session.is_closed
