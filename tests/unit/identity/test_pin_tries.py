from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Self

import pkcs11
import pytest
from pkcs11 import TokenFlag

from serums_desktop.domain.errors import CardFailed, TriesHint
from serums_desktop.identity import pcsc
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.pcsc import Transmit
from serums_desktop.identity.pin_tries import tries_of
from serums_desktop.identity.smartcard import Smartcard

READER = "Reader 00 00"


class TokenInReader:
    """A token whose slot has the name of a reader."""

    flags = TokenFlag.USER_PIN_INITIALIZED

    def __init__(self, slot_description: str = READER) -> None:
        self.slot_description = slot_description

    @property
    def slot(self) -> TokenInReader:
        return self


class OneCard:
    """A PC/SC service with one reader; its PIV card answers VERIFY with the status of `status`."""

    status = "63c3"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""

    def readers(self) -> tuple[str, ...]:
        return (READER, "Reader 01 00")

    @contextlib.contextmanager
    def transaction(self, reader: str) -> Iterator[Transmit]:
        assert reader == READER
        if not self.status:
            raise CardFailed("SCARD_8010000B")
        yield lambda command: bytes.fromhex("53009000" if command[1] == 0xCB else self.status)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> type[OneCard]:
    card = type("OneCard", (OneCard,), {})
    monkeypatch.setattr(pcsc, "CardService", card)
    return card


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("63c3", (TriesHint.MANY, 3)),
        ("63c2", (TriesHint.FEW, 2)),
        ("63c1", (TriesHint.LAST, 1)),
        ("63c0", (TriesHint.BLOCKED, 0)),
        ("6983", (TriesHint.BLOCKED, 0)),
        ("9000", (TriesHint.MANY, None)),
        ("", (TriesHint.MANY, None)),
    ],
)
def test_a_small_number_has_the_word_over_the_flags(
    service: type[OneCard], status: str, told: tuple[TriesHint, int | None]
) -> None:
    service.status = status

    assert tries_of(TokenInReader()) == told


def test_a_slot_that_is_no_reader_has_no_number(service: type[OneCard]) -> None:
    assert tries_of(TokenInReader("somewhere else")) == (TriesHint.MANY, None)


def test_a_software_token_tells_by_its_flags(smartcard: Smartcard, softhsm: object) -> None:
    (token,) = (one for one in CardModule(softhsm).tokens() if one.label == "ailsa")

    assert isinstance(token, pkcs11.Token)
    assert tries_of(token) == (TriesHint.MANY, None)
