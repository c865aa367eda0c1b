from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.domain.errors import Cancelled, NotEnrolled, SourceError, SourceFault
from serums_desktop.identity.refresh_token import SealedRefreshToken

VAULT = bytes(16)


@pytest.fixture
def key() -> bytearray:
    return bytearray(range(32))


@pytest.fixture
def sealed(tmp_path: Path, key: bytearray) -> SealedRefreshToken:
    sealed = SealedRefreshToken(tmp_path / "person.refresh", key, VAULT)
    sealed.replace("refresh-1")
    return sealed


def test_a_spent_token_is_replaced_before_anybody_goes_on(sealed: SealedRefreshToken) -> None:
    spent = []

    def trade(token: str) -> tuple[str, str]:
        spent.append(token)
        return "refresh-2", "access"

    assert sealed.spend(trade) == "access"

    assert spent == ["refresh-1"]
    assert sealed.read() == "refresh-2"


def test_a_provider_that_gives_no_newer_token_leaves_this_one(sealed: SealedRefreshToken) -> None:
    sealed.spend(lambda token: ("", None))

    assert sealed.read() == "refresh-1"


def test_a_trade_that_failed_leaves_the_token(sealed: SealedRefreshToken) -> None:
    def fail(_token: str) -> tuple[str, None]:
        raise SourceError("ustan", SourceFault.TIMEOUT)

    with pytest.raises(SourceError):
        sealed.spend(fail)

    assert sealed.read() == "refresh-1"


def test_a_lock_in_the_middle_of_a_trade_loses_nothing(
    sealed: SealedRefreshToken, tmp_path: Path, key: bytearray
) -> None:
    def lock_meanwhile(_token: str) -> tuple[str, None]:
        sealed.close()
        assert any(key)
        return "refresh-2", None

    sealed.spend(lock_meanwhile)

    assert not any(key)
    with pytest.raises(Cancelled):
        sealed.read()
    again = SealedRefreshToken(tmp_path / "person.refresh", bytearray(range(32)), VAULT)
    assert again.read() == "refresh-2"


def test_closing_wipes_the_key(sealed: SealedRefreshToken, key: bytearray) -> None:
    sealed.close()
    sealed.close()

    assert not any(key)
    with pytest.raises(Cancelled):
        sealed.spend(lambda token: ("", None))


def test_it_opens_with_its_own_key_for_its_own_vault(sealed: SealedRefreshToken, tmp_path: Path) -> None:
    path = tmp_path / "person.refresh"

    for other in (
        SealedRefreshToken(path, bytearray(32), VAULT),
        SealedRefreshToken(path, bytearray(range(32)), b"v" * 16),
    ):
        with pytest.raises(NotEnrolled):
            other.read()


def test_a_removed_token_is_gone(sealed: SealedRefreshToken) -> None:
    sealed.remove()
    sealed.remove()

    with pytest.raises(NotEnrolled):
        sealed.read()
