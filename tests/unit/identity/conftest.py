"""Two practice cards of one authority, and a third of another, in a token directory of the tests' own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest

from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import (
    SOFTHSM_MODULES,
    Issuer,
    PracticeCard,
    StaffMember,
    create_practice_card,
)
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.staff_authority import anchors_of, make_authority

AILSA = StaffMember(
    "Dr Ailsa Fraser", "S-1042", "Emergency Medicine, consultant", "ailsa.fraser@ustan.example"
)
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")


@pytest.fixture(scope="session")
def authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="session")
def stranger() -> Issuer:
    return make_authority("Somebody else's staff cards")


@pytest.fixture(scope="session")
def cards(
    tmp_path_factory: pytest.TempPathFactory, authority: Issuer, stranger: Issuer
) -> dict[str, PracticeCard]:
    if not any(module.exists() for module in SOFTHSM_MODULES):
        if os.environ.get("CI"):
            pytest.fail("SoftHSM is not installed")
        pytest.skip("SoftHSM is not installed")
    directory = tmp_path_factory.mktemp("softhsm")
    return {
        "ailsa": create_practice_card(directory, authority, AILSA, "123456", "ailsa"),
        "marc": create_practice_card(directory, authority, MARC, "654321", "marc"),
        "stranger": create_practice_card(directory, stranger, AILSA, "123456", "stranger"),
    }


@pytest.fixture
def softhsm(cards: dict[str, PracticeCard], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """SoftHSM freshly started on the tests' tokens, and ended again."""
    card = cards["ailsa"]
    for name, value in card.environment.items():
        monkeypatch.setenv(name, value)
    library = pkcs11.lib(str(card.module))
    library.reinitialize()
    yield card.module
    library.finalize()


@pytest.fixture
def smartcard(softhsm: Path, authority: Issuer) -> Smartcard:
    return Smartcard(softhsm, "ailsa", anchors_of(authority))


@pytest.fixture
def open_card(smartcard: Smartcard) -> Iterator[OpenCard]:
    with smartcard.unlock(bytearray(b"123456")) as card:
        yield card


@pytest.fixture
def other_card(softhsm: Path, authority: Issuer) -> Iterator[OpenCard]:
    with Smartcard(softhsm, "marc", anchors_of(authority)).unlock(bytearray(b"654321")) as card:
        yield card
